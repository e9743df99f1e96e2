"""What an explainer is: slides of few words in chapters, each with what is said over it, and where that comes from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, Literal

from accalmie.core.definitions import Definition, DefinitionRefused, Wrong

DrawingKind = Literal["circle", "curve", "ladder", "scale", "calendar"]
WORDS_OF: dict[str, tuple[int, int]] = {
    "circle": (3, 5),
    "curve": (3, 3),
    "ladder": (3, 5),
    "scale": (2, 3),
    "calendar": (7, 7),
}
"""How many words each drawing takes, at least and at most."""


class StoryboardRefused(DefinitionRefused):
    """A storyboard that cannot become an explainer."""

    MESSAGES: ClassVar[dict[str, dict[str, str]]] = {
        "header": {
            "en": "it has to begin with a header between two lines of “---”: title, programme, summary, sources",
            "fr": "il commence par un en-tête entre deux lignes « --- » : title, programme, summary, sources",
        },
        "empty": {"en": "“{what}” has no words", "fr": "« {what} » est vide"},
        "unread": {
            "en": "this line is not understood: “{said}”. Words of a slide begin with “- ”, what is said with “> ”",
            "fr": "cette ligne n’est pas comprise : « {said} ». Les mots d’une image commencent par « - », "
            "ce qui est dit par « > »",
        },
        "no_slides": {"en": "it has no slide (“## ”)", "fr": "il n’a pas d’image (« ## »)"},
        "no_chapter": {
            "en": "a chapter (“# ”) comes before the first slide",
            "fr": "un chapitre (« # ») vient avant la première image",
        },
        "no_slide": {
            "en": "a slide (“## ”) comes before its words",
            "fr": "une image (« ## ») vient avant ses mots",
        },
        "silent": {
            "en": "the slide “{title}” says nothing: write its narration after “> ”",
            "fr": "l’image « {title} » ne dit rien : écrivez sa narration après « > »",
        },
        "crowded": {
            "en": "the slide “{title}” holds too much: a title of {title_long} characters, {most} lines of {long} "
            "({beside} beside a drawing)",
            "fr": "l’image « {title} » est trop pleine : un titre de {title_long} signes, {most} lignes de {long} "
            "({beside} à côté d’un dessin)",
        },
        "drawing": {
            "en": "there is no drawing “{kind}”: choose circle, curve, ladder, scale or calendar",
            "fr": "le dessin « {kind} » n’existe pas : choisissez circle, curve, ladder, scale ou calendar",
        },
        "drawing_words": {
            "en": "the drawing “{kind}” takes {least} to {most} words between “|”, and has {found}",
            "fr": "le dessin « {kind} » prend de {least} à {most} mots entre des « | », et en a {found}",
        },
        "drawing_long": {
            "en": "“{said}” is too long for a drawing: at most {most} characters",
            "fr": "« {said} » est trop long pour un dessin : au plus {most} signes",
        },
        "two_drawings": {
            "en": "the slide “{title}” has two drawings: one a slide",
            "fr": "l’image « {title} » a deux dessins : un seul par image",
        },
        "word_long": {
            "en": "“{said}” is too long for a line of captions: at most {most} characters",
            "fr": "« {said} » est trop long pour une ligne de sous-titres : au plus {most} signes",
        },
        "too_fast": {
            "en": "the slide “{title}” stays {seconds} s: what is said there takes {needed} s at least",
            "fr": "l’image « {title} » reste {seconds} s : ce qui s’y dit en prend au moins {needed}",
        },
        "lasts": {
            "en": "it lasts {seconds} s: an explainer lasts {least} to {most} s",
            "fr": "il dure {seconds} s : une vidéo dure de {least} à {most} s",
        },
        "typography": {
            "en": "French typography ({slip}): “{said}”",
            "fr": "typographie ({slip}) : « {said} »",
        },
    }


@dataclass(frozen=True)
class Finding:
    """Something that is not as it should be between two storyboards, said in both languages."""

    en: str
    fr: str


class About(Definition, frozen=True):
    """The header of a storyboard. `sources`: what is said rests on these."""

    title: str
    programme: str
    summary: str
    sources: tuple[str, ...]
    licence: str = "CC-BY-SA-4.0"

    def __post_init__(self) -> None:
        texts = {"title": self.title, "programme": self.programme, "summary": self.summary, "sources": self.sources}
        for name, text in texts.items():
            said = text if isinstance(text, tuple) else (text,)
            if not said or not all(one.strip() for one in said):
                raise Wrong("empty", what=name)


@dataclass(frozen=True)
class Drawing:
    """A simple drawing of ours, and the words in it, in their order."""

    kind: DrawingKind
    words: tuple[str, ...]


@dataclass(frozen=True)
class Slide:
    """A few words to see, and what is said meanwhile. `seconds`: as the author typed it, None to be worked out."""

    title: str
    narration: str
    points: tuple[str, ...] = ()
    drawing: Drawing | None = None
    seconds: float | None = None


@dataclass(frozen=True)
class Chapter:
    """Slides under one heading."""

    title: str
    slides: tuple[Slide, ...]


@dataclass(frozen=True)
class Storyboard:
    """One explainer in one language."""

    language: str
    about: About
    chapters: tuple[Chapter, ...] = field(default=())

    @property
    def slides(self) -> tuple[Slide, ...]:
        """Every slide, in order."""
        return tuple(slide for chapter in self.chapters for slide in chapter.slides)
