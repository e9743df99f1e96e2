"""Reads the headers of a step in all its languages: what is done there, and that the languages agree."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import get_args

from accalmie.core.exercises import Exercise as ExerciseDefinition
from accalmie.core.practices import Practice as PracticeDefinition
from accalmie.core.programme import nodes
from accalmie.core.programme.language.findings import Findings
from accalmie.core.programme.language.folder import StepFile
from accalmie.core.programme.language.form import Form
from accalmie.core.programme.language.source import Scalar
from accalmie.core.programme.orienting import NONE, Screening
from accalmie.core.programme.refusals import Place, nearest

KINDS: tuple[str, ...] = get_args(nodes.StepKindName)
COMMON = ("kind", "title", "minutes")
WORDS = {
    "text": ("practices",),
    "media": ("source", "medium", "seconds", "captions", "transcript"),
    "exercise": ("exercise", "remember"),
    "questionnaire": ("instruments",),
    "practice": ("days", "within", "ask", "practices"),
    "choice": ("options",),
    "review": ("wait",),
    "screening": ("questions",),
    "sleep": ("part",),
}
MOST_PRACTICES = 6
"""Practices offered at one step: among more, nobody chooses."""
MOST_QUESTIONS = 12
"""Questions of a screening: more would be a questionnaire."""
_CUE = re.compile(r"\A\ufeff?WEBVTT\b.*?^[\d:.]+ --> [\d:.]+.*\n\S", re.DOTALL | re.MULTILINE)
"""WebVTT with at least one cue that says something (W3C, WebVTT: The Web Video Text Tracks Format)."""
_OWN_TO_A_LANGUAGE = ("title", "source", "captions", "transcript", "ask", "seconds")


@dataclass(frozen=True, slots=True)
class Library:
    """What a programme may use: instruments, exercises and practices by id, and the files of its media folder by name.

    `worded`: for each instrument, the languages in which it can be asked.
    """

    instruments: Mapping[str, nodes.Measured]
    exercises: Mapping[str, ExerciseDefinition]
    media: Mapping[str, str]
    worded: Mapping[str, Collection[str]]
    practices: Mapping[str, PracticeDefinition]


@dataclass(slots=True)
class Draft:
    """A step while it is read: what is done, and in each language its file and header words."""

    id: str
    doing: nodes.Doing
    minutes: int
    files: dict[str, StepFile] = field(default_factory=dict)
    wordings: dict[str, nodes.Wording] = field(default_factory=dict)


def read_draft(id: str, files: Mapping[str, StepFile], library: Library, findings: Findings) -> Draft | None:
    """The step that these files (by language) describe, None after a refusal in a header."""
    before = findings.count
    drafts = [_Header(id, language, file, library, findings).draft() for language, file in files.items()]
    whole = [draft for draft in drafts if draft is not None]
    for other in whole[1:]:
        _compare(whole[0], other, findings)
    if findings.count > before or not whole:
        return None
    first = whole[0]
    first.files.update(files)
    for draft in whole[1:]:
        first.wordings.update(draft.wordings)
    return first


def _compare(first: Draft, other: Draft, findings: Findings) -> None:
    (one,), (two,) = first.files.values(), other.files.values()
    for word in ("kind", "minutes", *WORDS[_kind(first.doing)]):
        if word not in _OWN_TO_A_LANGUAGE and _technical(first, word) != _technical(other, word):
            place = Place(two.path, two.header.line_of(word))
            findings.add("languages-differ", place, word=word, step=first.id, other=one.path)


def _kind(doing: nodes.Doing) -> str:
    return str(type(doing).__struct_config__.tag)


def _technical(draft: Draft, word: str) -> object:
    if word == "kind":
        return _kind(draft.doing)
    return draft.minutes if word == "minutes" else getattr(draft.doing, "wait_days" if word == "wait" else word, None)


class _Header:
    """Reads one header in one language."""

    def __init__(self, id: str, language: str, file: StepFile, library: Library, findings: Findings) -> None:
        self._id, self._language, self._file = id, language, file
        self._library, self._findings = library, findings
        kind = file.header.entries.get("kind")
        known = WORDS.get(kind.text if isinstance(kind, Scalar) else "", sum(WORDS.values(), ()))
        self._form = Form(file.header, file.path, findings, (*COMMON, *known), within="---")

    def draft(self) -> Draft | None:
        before = self._findings.count
        form = self._form
        kind = form.one_of("kind", KINDS)
        minutes = form.whole("minutes", 1, 120)
        title = form.said("title", self._language)
        if self._findings.count > before and not form.has("kind"):
            return None
        doing = _READERS[kind](self)
        if doing is None or self._findings.count > before:
            return None
        wording = self._wording(title, doing)
        return Draft(self._id, doing, minutes, {self._language: self._file}, {self._language: wording})

    def _wording(self, title: str, doing: nodes.Doing) -> nodes.Wording:
        form = self._form
        words = {
            word: form.text(word, required=False) for word in ("source", "captions", "transcript") if form.has(word)
        }
        options = {key: value.text for key, value in self._options().items()} | self._titles(doing)
        ask = form.said("ask", self._language, required=False)
        return nodes.Wording(title=title, parts=(), options=options, ask=ask, **words)

    def _options(self) -> Mapping[str, Scalar]:
        word = "questions" if self._form.has("questions") else "options"
        table = self._form.subtable(word, required=False) if self._form.has(word) else None
        entries = table.entries if table else {}
        return {key: value for key, value in entries.items() if isinstance(value, Scalar)}

    def _titles(self, doing: nodes.Doing) -> dict[str, str]:
        """What the practices of this step are called: kept with it, so that showing a step reads no practice."""
        offered = doing.practices if isinstance(doing, nodes.Text | nodes.Practice) else ()
        return {name: self._library.practices[name].title.get(self._language, name) for name in offered}

    def _practices(self) -> tuple[str, ...]:
        """The practices that are offered; one that the house does not know is noted."""
        if not self._form.has("practices"):
            return ()
        named = self._form.scalars("practices")
        for name in named:
            if name.text not in self._library.practices:
                hint = nearest(name.text, self._library.practices)
                self._findings.add("unknown-practice", self._form.place(name), hint, given=name.text[:80])
        if not 1 <= len({name.text for name in named}) == len(named) <= MOST_PRACTICES:
            words = {"count": len(named), "most": MOST_PRACTICES}
            self._findings.add("practices-count", self._form.place(word="practices"), **words)
        return tuple(name.text for name in named)

    def text(self) -> nodes.Doing:
        return nodes.Text(practices=self._practices())

    def media(self) -> nodes.Doing:
        form = self._form
        medium = form.one_of("medium", ("audio", "video"))
        source = self._in_media("source", "")
        self._text_of("transcript", str.strip)
        if medium == "video":
            self._text_of("captions", _CUE.search)
        seconds = form.whole("seconds", 1, 7200)
        return nodes.Media(source=source, medium="video" if medium == "video" else "audio", seconds=seconds)

    def _text_of(self, word: str, says: Callable[[str], object]) -> None:
        """A file that is there and empty shuts out the same people as one that is missing."""
        name = self._in_media(word, f"missing-{word}")
        if name in self._library.media and not says(self._library.media[name]):
            self._findings.add(f"empty-{word}", self._form.place(word=word), given=name[:80])

    def _in_media(self, word: str, missing: str) -> str:
        name = self._form.scalar(word, required=not missing)
        if name is None:
            if missing:
                self._findings.add(missing, self._form.place(word="kind"), step=self._id)
            return ""
        if name.text not in self._library.media:
            hint = nearest(name.text, self._library.media)
            self._findings.add("missing-media", self._form.place(name), hint, given=name.text[:80])
        return name.text

    def exercise(self) -> nodes.Doing | None:
        name = self._form.scalar("exercise")
        exercise = self._library.exercises.get(name.text) if name else None
        if name and exercise is None:
            hint = nearest(name.text, self._library.exercises)
            self._findings.add("unknown-exercise", self._form.place(name), hint, given=name.text[:80])
        return nodes.Exercise(exercise=exercise.id, remember=self._remember(exercise)) if exercise else None

    def _remember(self, exercise: ExerciseDefinition) -> dict[str, str]:
        table = self._form.subtable("remember") if self._form.has("remember") else None
        if table is None:
            return {}
        form = Form(table, self._file.path, self._findings, table.entries, within="remember")
        fields = [field.id for field in exercise.fields]
        names = {name: form.scalar(name) for name in table.entries if form.checked_name(name, table.line_of(name))}
        for value in names.values():
            if value and value.text not in fields:
                words = {"given": value.text[:80], "exercise": exercise.id}
                self._findings.add("unknown-field", form.place(value), nearest(value.text, fields), **words)
        return {name: value.text for name, value in names.items() if value}

    def questionnaire(self) -> nodes.Doing | None:
        names = self._form.scalars("instruments")
        for name in names:
            check_instrument(name, self._library, self._form, (self._language,))
        return nodes.Questionnaire(instruments=tuple(name.text for name in names)) if names else None

    def practice(self) -> nodes.Doing | None:
        form = self._form
        days, within = form.whole("days", 1, 60), form.whole("within", 1, 120)
        form.said("ask", self._language)
        practices = self._practices()
        if days > within:
            self._findings.add("practice-days", form.place(word="within"), days=days, within=within)
            return None
        return nodes.Practice(days=days, within=within, practices=practices)

    def choice(self) -> nodes.Doing | None:
        table = self._form.subtable("options")
        if table is None:
            return None
        form = Form(table, self._file.path, self._findings, table.entries, within="options")
        for key in table.entries:
            form.checked_id(Scalar(key, table.line_of(key)))
            form.said(key, self._language)
        if not 2 <= len(table.entries) <= 6:
            self._findings.add("choice-options", self._form.place(table), count=len(table.entries))
            return None
        return nodes.Choice(options=tuple(table.entries))

    def review(self) -> nodes.Doing:
        return nodes.Review(wait_days=self._form.days("wait"))

    def screening(self) -> nodes.Doing | None:
        table = self._form.subtable("questions")
        if table is None:
            return None
        form = Form(table, self._file.path, self._findings, table.entries, within="questions")
        for key in table.entries:
            form.checked_id(Scalar(key, table.line_of(key)))
            form.said(key, self._language)
        if not 1 <= len(table.entries) <= MOST_QUESTIONS or NONE in table.entries:
            words = {"count": len(table.entries), "most": MOST_QUESTIONS, "none": NONE}
            self._findings.add("screening-questions", self._form.place(table), **words)
            return None
        return Screening(questions=tuple(table.entries))

    def sleep(self) -> nodes.Doing:
        part = self._form.one_of("part", ("diary", "window"))
        return nodes.Sleep(part="window" if part == "window" else "diary")


_READERS: dict[str, Callable[[_Header], nodes.Doing | None]] = {
    "text": _Header.text,
    "media": _Header.media,
    "exercise": _Header.exercise,
    "questionnaire": _Header.questionnaire,
    "practice": _Header.practice,
    "choice": _Header.choice,
    "review": _Header.review,
    "screening": _Header.screening,
    "sleep": _Header.sleep,
}


def check_instrument(name: Scalar, library: Library, form: Form, languages: Sequence[str]) -> bool:
    """Whether the house knows this instrument and can ask it in these languages; what is missing is noted."""
    if name.text not in library.instruments:
        hint = nearest(name.text, library.instruments)
        form.findings.add("unknown-instrument", form.place(name), hint, given=name.text[:80])
        return False
    missing = [language for language in languages if language not in library.worded[name.text]]
    for language in missing:
        form.findings.add("instrument-without-words", form.place(name), instrument=name.text, language=language)
    return not missing


def remembered_names(drafts: Sequence[Draft]) -> frozenset[str]:
    """The names that these steps remember."""
    return frozenset(
        name for draft in drafts if isinstance(draft.doing, nodes.Exercise) for name in draft.doing.remember
    )
