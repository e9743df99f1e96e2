"""What the pages of practices show: the library, one practice, and the pace of a breath."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language, gettext as _

from accalmie.capabilities.practices import library, prose
from accalmie.capabilities.practices.library import Recording
from accalmie.core.definitions import Language
from accalmie.core.practices import PACES, USUAL, Practice

LENGTHS = (3, 10, 20)


def language() -> Language:
    """The language of the reader in which practices exist."""
    return "en" if (get_language() or "").startswith("en") else "fr"


def themes() -> Mapping[str, str]:
    """What each theme is called, in the order in which the library names them."""
    return {
        "breath": _("Breath"),
        "body": _("Body"),
        "senses": _("Senses"),
        "sounds": _("Sounds"),
        "movement": _("Movement"),
        "thoughts": _("Thoughts"),
        "emotions": _("Emotions"),
        "kindness": _("Kindness"),
        "compassion": _("Compassion"),
        "everyday": _("Everyday life"),
    }


@dataclass(frozen=True)
class Card:
    """A practice in a list."""

    id: str
    title: str
    intro: str
    theme: str


@dataclass(frozen=True)
class Shelf:
    """The practices of one length."""

    minutes: int
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class LibraryPage:
    """The library: `theme` is the one that was chosen, or empty; `themes` those that there are."""

    shelves: tuple[Shelf, ...]
    themes: tuple[tuple[str, str], ...]
    theme: str


def library_page(theme: str) -> LibraryPage:
    """Every practice, or those of one theme, the shortest first."""
    known = library.practices().all_sound()
    there = {one.theme for one in known}
    chosen = theme if theme in there else ""
    names = themes()
    shown = [one for one in known if chosen in ("", one.theme)]
    shelves = tuple(Shelf(minutes, _cards(shown, minutes, names)) for minutes in LENGTHS)
    return LibraryPage(
        shelves=tuple(shelf for shelf in shelves if shelf.cards),
        themes=tuple((name, words) for name, words in names.items() if name in there),
        theme=chosen,
    )


def _cards(practices: list[Practice], minutes: int, names: Mapping[str, str]) -> tuple[Card, ...]:
    cards = (_card(one, names) for one in practices if one.minutes == minutes)
    return tuple(sorted(cards, key=lambda card: card.title.casefold()))


def _card(one: Practice, names: Mapping[str, str]) -> Card:
    lang = language()
    return Card(one.id, one.title[lang], one.intro[lang], names.get(one.theme, one.theme))


@dataclass(frozen=True)
class PracticePage:
    """One practice, whole."""

    id: str
    title: str
    intro: str
    position: str
    careful: str
    minutes: int
    is_long: bool
    source: str
    standing: tuple[str, ...]
    parts: tuple[prose.Said, ...]
    recording: Recording | None
    language: Language


def practice_page(practice: Practice) -> PracticePage:
    """All that its pages show, in the reader's language."""
    lang = language()
    return PracticePage(
        id=practice.id,
        title=practice.title[lang],
        intro=practice.intro[lang],
        position=practice.position[lang],
        careful=practice.careful.get(lang, ""),
        minutes=practice.minutes,
        is_long=practice.is_long,
        source=practice.source,
        standing=prose.standing(),
        parts=prose.parts(practice, lang),
        recording=library.recording(practice.id, lang),
        language=lang,
    )


GROUNDING = "feet-on-the-ground-3"
"""What is proposed to somebody who feels far away: eyes open, turned outwards."""


def grounding() -> Card:
    """That practice, in a line."""
    return _card(library.practices()[GROUNDING], themes())


@dataclass(frozen=True)
class BreathingPage:
    """A pace to breathe by: breaths a minute, and seconds in and out."""

    pace: int
    inwards: int
    outwards: int
    paces: tuple[tuple[str, str], ...]


def breathing_page(asked: str) -> BreathingPage:
    """The pace that was asked for, or the usual one."""
    number = int(asked) if asked.isdecimal() and len(asked) == 1 and int(asked) in PACES else USUAL
    paces = tuple(
        (
            str(one),
            _("about %(pace)s a minute: in for %(inwards)s, out for %(outwards)s")
            % {"pace": one, "inwards": pace.inwards, "outwards": pace.outwards},
        )
        for one, pace in PACES.items()
    )
    return BreathingPage(number, PACES[number].inwards, PACES[number].outwards, paces)
