"""What the pages of explainers show."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from django.utils.translation import gettext as _

from accalmie.capabilities.explainers.library import Explainer, Film, explainers, film
from accalmie.core.explainers import Picture, Slide, Storyboard, picture, planned, timed
from accalmie.foundation.design.addresses import reverse
from accalmie.foundation.steps.beside import Link
from accalmie.foundation.words import formats

MEGABYTE = 1_000_000
ORIENTATION = "orientation"


@dataclass(frozen=True)
class ShownSlide:
    """A slide on a page or in a film: its number counts from 1."""

    number: int
    title: str
    points: tuple[str, ...]
    narration: str
    picture: Picture | None
    drawing_words: tuple[str, ...]


@dataclass(frozen=True)
class ShownChapter:
    """A chapter: `clock` is its moment in the film, as 0:57, `second` the same as a number."""

    number: int
    title: str
    slides: tuple[ShownSlide, ...]
    clock: str
    second: int


@dataclass(frozen=True)
class ShownFilm:
    """A film beside the slides: addresses of its files, its length, and weights in words. `at`: where it begins."""

    video: str
    captions: str
    chapters: str
    length: str
    weight: str
    sound: str
    sound_weight: str
    at: int = 0


@dataclass(frozen=True)
class ExplainerPage:
    """One explainer in one language."""

    name: str
    language: str
    title: str
    summary: str
    chapters: tuple[ShownChapter, ...]
    minutes: int
    film: ShownFilm | None
    sources: tuple[str, ...]
    programme: str
    """The address of the programme that it comes from."""


@dataclass(frozen=True)
class Card:
    """An explainer in the list."""

    name: str
    title: str
    summary: str
    length: str
    has_film: bool


def cards(language: str) -> list[Card]:
    """All explainers, the orientation first."""
    found = sorted(explainers().values(), key=lambda one: (one.board("fr").about.programme != ORIENTATION, one.name))
    return [_card(one, one.board(language), language) for one in found]


def _card(one: Explainer, board: Storyboard, language: str) -> Card:
    length = clock(sum(planned(board)))
    return Card(one.name, board.about.title, board.about.summary, length, film(one, language) is not None)


def explainer_page(one: Explainer, language: str, *, chapter: int = 0) -> ExplainerPage:
    """One explainer; the film begins at this chapter, if it is one."""
    board = one.board(language)
    shown = shown_chapters(board)
    at = next((each.second for each in shown if each.number == chapter), 0)
    made = film(one, language)
    seconds = sum(planned(board))
    return ExplainerPage(
        name=one.name,
        language=language,
        title=board.about.title,
        summary=board.about.summary,
        chapters=shown,
        minutes=ceil(seconds / 60),
        film=_shown_film(one.name, language, made, seconds, at) if made else None,
        sources=board.about.sources,
        programme=_programme(board.about.programme),
    )


def shown_chapters(board: Storyboard) -> tuple[ShownChapter, ...]:
    """Chapters with their slides, numbered through."""
    found, first = [], 1
    for number, (start, chapter) in enumerate(timed(board).chapters, start=1):
        slides = tuple(shown_slide(slide, first + place) for place, slide in enumerate(chapter.slides))
        found.append(ShownChapter(number, chapter.title, slides, clock(start), int(start)))
        first += len(slides)
    return tuple(found)


def shown_slide(slide: Slide, number: int) -> ShownSlide:
    drawing = slide.drawing
    return ShownSlide(
        number,
        slide.title,
        slide.points,
        slide.narration,
        picture(drawing) if drawing else None,
        tuple(word for word in drawing.words if word) if drawing else (),
    )


def _shown_film(name: str, language: str, made: Film, seconds: float, at: int) -> ShownFilm:
    def address(file: str) -> str:
        return reverse("explainers:send", (name, f"{language}{file}"))

    return ShownFilm(
        video=address(".mp4"),
        captions=address(".vtt"),
        chapters=address("-chapters.vtt"),
        length=clock(seconds),
        weight=weight(made.video_bytes, language),
        sound=address(".m4a") if made.sound else "",
        sound_weight=weight(made.sound_bytes, language) if made.sound else "",
        at=at,
    )


def _programme(name: str) -> str:
    if name == ORIENTATION:
        return reverse("programmes:find-my-way")
    return reverse("programmes:show-programme", (name,))


def clock(seconds: float) -> str:
    """1:05"""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02d}"


def weight(size: int, language: str) -> str:
    """0,4 Mo; 0.4 MB. Never less than a tenth: nothing weighs nothing."""
    unit = "Mo" if language == "fr" else "MB"
    return f"{formats.number(max(0.1, ceil(size * 10 / MEGABYTE) / 10), language, 1)}\u00a0{unit}"


def links_for(programme: str, language: str) -> tuple[Link, ...]:
    """What stands beside a programme: the explainers that come from it."""
    found = [one for one in explainers().values() if one.board(language).about.programme == programme]
    return tuple(
        Link(
            reverse("explainers:show-explainer", (one.name,)),
            _("In two minutes, with drawings: “%(title)s”") % {"title": one.board(language).about.title},
        )
        for one in found
    )
