"""Another version of somebody's programme: whether there is one, what would change for them, and whether it was taken
back, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _, ngettext

from accalmie.capabilities.programmes import library, pages as courses, queries as progress
from accalmie.core.programme.engine import Differences, differences
from accalmie.core.programme.nodes import Programme
from accalmie.foundation.people.models import Patient


@dataclass(frozen=True)
class Newer:
    """A version that was published after the one that somebody is on."""

    graph: str
    title: str
    version: str
    on: str


def newer(patient: UUID, language: str) -> Newer | None:
    """The newest version of the programme that this patient follows, unless they are on it."""
    place = progress.current_place(patient)
    edition = _edition(place) if place else None
    if place is None or edition is None or edition.graph == place.progress.graph:
        return None
    programme = edition.programme
    title = programme.title[courses.language_for(programme, language)]
    return Newer(edition.graph, title, programme.version, place.programme.version)


def _edition(place: progress.Place) -> library.Edition | None:
    try:
        return library.current(place.progress.programme)
    except library.NotPublished:
        return None


@dataclass(frozen=True)
class Withdrawn:
    """The programme that somebody follows was taken back on this day, by whom and why, in their words."""

    title: str
    at: datetime
    by: str
    why: str


def withdrawn(patient: UUID, language: str) -> Withdrawn | None:
    """What this patient's professionals are told when nobody new may start the programme that they follow."""
    place = progress.current_place(patient)
    taken_back = library.withdrawal(place.progress.programme) if place else None
    if place is None or taken_back is None:
        return None
    title = place.programme.title[courses.language_for(place.programme, language)]
    return Withdrawn(title, taken_back.at, taken_back.by, taken_back.why)


@dataclass(frozen=True)
class MovingPage:
    """What would change for one person on the newest version: a heading with its lines."""

    patient: UUID
    called: str
    newer: Newer
    changes: tuple[tuple[str, tuple[str, ...]], ...]


def moving_page(patient: Patient, language: str) -> MovingPage | None:
    """The page on which somebody is moved; None when they are on the newest version, or follow nothing."""
    place, found = progress.current_place(patient.id), newer(patient.id, language)
    if place is None or found is None:
        return None
    changes = _in_words(place.programme, library.by_graph(found.graph), language)
    return MovingPage(patient.id, patient.person.called, found, changes)


def _in_words(old: Programme, new: Programme, language: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found = differences(old, new)
    was, becomes = _Titles(old, language), _Titles(new, language)
    said = (
        (_("Modules added"), becomes.modules(found.modules_added)),
        (_("Modules gone"), was.modules(found.modules_gone)),
        (_("Steps added"), becomes.steps(found.steps_added)),
        (_("Steps gone: what was written in them is kept"), was.steps(found.steps_gone)),
        (_("Steps in another module"), tuple(becomes.steps((module, step) for step, module in found.rehomed))),
        (_("Besides"), tuple(_besides(found))),
    )
    return tuple((heading, lines) for heading, lines in said if lines)


def _besides(found: Differences) -> Iterable[str]:
    if found.remade:
        asked = len(found.remade)
        yield ngettext("%(num)s step asks something else", "%(num)s steps ask something else", asked) % {"num": asked}
    if found.reworded:
        told = len(found.reworded)
        yield ngettext("%(num)s step in other words", "%(num)s steps in other words", told) % {"num": told}
    if found.pacing:
        yield _("When a module opens, or for whom a step is shown")
    if found.measures:
        yield _("The questionnaires, or when they come")


class _Titles:
    """The titles of a version, in the reader's language."""

    def __init__(self, programme: Programme, language: str) -> None:
        self._programme, self._language = programme, courses.language_for(programme, language)

    def modules(self, ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(self._module(id) for id in ids)

    def steps(self, places: Iterable[tuple[str, str]]) -> tuple[str, ...]:
        return tuple(f"{self._step(step)} · {self._module(module)}" for module, step in places)

    def _module(self, id: str) -> str:
        return self._programme.module(id).title[self._language]

    def _step(self, id: str) -> str:
        return self._programme.steps[id].wording[self._language].title
