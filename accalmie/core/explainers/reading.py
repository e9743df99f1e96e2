"""Reads a storyboard: Markdown whose `# ` are chapters, `## ` slides, `- ` their words, `> ` what is said."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import cast

from accalmie.core.definitions import read
from accalmie.core.explainers.storyboard import (
    WORDS_OF,
    About,
    Chapter,
    Drawing,
    DrawingKind,
    Slide,
    Storyboard,
    StoryboardRefused,
)
from accalmie.core.explainers.timing import LONGEST_LINE, least_seconds, planned
from accalmie.core.programme.language.typography import french_slips

MOST_POINTS, MOST_BESIDE = 4, 2
LONGEST_POINT, LONGEST_TITLE, LONGEST_IN_DRAWING = 44, 36, 26
LEAST_SECONDS, MOST_SECONDS = 60, 120
_HEADER = re.compile(r"\A---\n(?P<yaml>.*?)\n---\n", re.DOTALL)
_DRAWING = re.compile(r"\[(?P<kind>[a-z]+)\](?P<words>.*)\Z")
_SECONDS = re.compile(r"\((?P<seconds>\d{1,3}(?:\.\d)?) s\)\Z")


def read_storyboard(text: str, language: str) -> Storyboard:
    """The explainer that this file tells. Raises StoryboardRefused, with the line."""
    text = text.replace("\r\n", "\n")
    header = _HEADER.match(text)
    if header is None:
        raise StoryboardRefused("header", 1)
    about = read("\n" + header["yaml"], About, StoryboardRefused)
    if language == "fr":
        _refuse_slips(f"{about.title} {about.summary}")
        _refuse_slips(_HEADER.sub(lambda found: "\n" * found.group().count("\n"), text))
    reader = _Reader(text.count("\n", 0, header.end()))
    for line in text[header.end() :].split("\n"):
        reader.take(line.strip())
    board = Storyboard(language, about, reader.chapters())
    seconds = round(sum(planned(board)))
    if not LEAST_SECONDS <= seconds <= MOST_SECONDS:
        raise StoryboardRefused("lasts", 1, seconds=str(seconds), least=str(LEAST_SECONDS), most=str(MOST_SECONDS))
    return board


def _refuse_slips(text: str) -> None:
    """French is set as French is."""
    for slip in french_slips(text):
        line = text.count("\n", 0, slip.offset)
        raise StoryboardRefused("typography", line + 1, slip=slip.code, said=text.split("\n")[line].strip()[:60])


@dataclass
class _Written:
    """A slide as it stands so far, and the line of its heading."""

    title: str
    line: int
    points: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    drawing: Drawing | None = None
    seconds: float | None = None


class _Reader:
    """Takes a storyboard line by line; `chapters` ends it."""

    def __init__(self, line: int) -> None:
        self._line = line
        self._found: list[tuple[str, list[Slide]]] = []
        self._slide: _Written | None = None

    def take(self, line: str) -> None:
        self._line += 1
        if not line:
            return
        if line.startswith("# "):
            self._end_slide()
            self._found.append((line[2:].strip(), []))
        elif line.startswith("## "):
            self._end_slide()
            self._begin_slide(line[3:].strip())
        else:
            self._take_words(line)

    def chapters(self) -> tuple[Chapter, ...]:
        self._end_slide()
        found = tuple(Chapter(title, tuple(slides)) for title, slides in self._found if slides)
        if not found:
            raise self._refused("no_slides")
        return found

    def _begin_slide(self, title: str) -> None:
        if not self._found:
            raise self._refused("no_chapter")
        self._slide = _Written(title, self._line)

    def _take_words(self, line: str) -> None:
        slide = self._slide
        if slide is None:
            raise self._refused("no_slide")
        if line.startswith("> "):
            slide.said.append(self._sayable(line[2:].strip()))
        elif line.startswith("- "):
            slide.points.append(line[2:].strip())
        elif drawing := _DRAWING.match(line):
            if slide.drawing is not None:
                raise self._refused("two_drawings", title=slide.title)
            slide.drawing = self._drawing(drawing["kind"], drawing["words"])
        elif seconds := _SECONDS.match(line):
            slide.seconds = float(seconds["seconds"])
        else:
            raise self._refused("unread", said=line[:60])

    def _sayable(self, text: str) -> str:
        for word in text.split(" "):
            if len(word) > LONGEST_LINE:
                raise self._refused("word_long", said=word, most=str(LONGEST_LINE))
        return text

    def _drawing(self, kind: str, said: str) -> Drawing:
        if kind not in WORDS_OF:
            raise self._refused("drawing", kind=kind)
        words = tuple(word.strip() for word in said.split("|"))
        least, most = WORDS_OF[kind]
        if not least <= len(words) <= most:
            raise self._refused("drawing_words", kind=kind, least=str(least), most=str(most), found=str(len(words)))
        for word in words:
            if len(word) > LONGEST_IN_DRAWING:
                raise self._refused("drawing_long", said=word, most=str(LONGEST_IN_DRAWING))
        return Drawing(cast(DrawingKind, kind), words)

    def _end_slide(self) -> None:
        written, self._slide = self._slide, None
        if written is None:
            return
        slide = Slide(written.title, " ".join(written.said), tuple(written.points), written.drawing, written.seconds)
        self._check(slide, written.line)
        self._found[-1][1].append(slide)

    def _check(self, slide: Slide, line: int) -> None:
        if not slide.title:
            raise StoryboardRefused("empty", line, what="##")
        if not slide.narration:
            raise StoryboardRefused("silent", line, title=slide.title)
        most = MOST_BESIDE if slide.drawing else MOST_POINTS
        long = any(len(point) > LONGEST_POINT for point in slide.points) or len(slide.title) > LONGEST_TITLE
        if long or len(slide.points) > most:
            raise StoryboardRefused(
                "crowded",
                line,
                title=slide.title,
                title_long=str(LONGEST_TITLE),
                most=str(MOST_POINTS),
                long=str(LONGEST_POINT),
                beside=str(MOST_BESIDE),
            )
        if slide.seconds is not None and slide.seconds < least_seconds(slide):
            raise StoryboardRefused(
                "too_fast",
                line,
                title=slide.title,
                seconds=f"{slide.seconds:g}",
                needed=f"{least_seconds(slide):g}",
            )

    def _refused(self, code: str, **words: str) -> StoryboardRefused:
        return StoryboardRefused(code, self._line, **words)
