"""*Emporter*: the lines out of which somebody composes the one page that they take to whoever they wish."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from accalmie.capabilities.exercises import pages as exercise_pages, queries as exercises
from accalmie.capabilities.exercises.library import exercises as known_exercises
from accalmie.capabilities.measures import pages as measure_pages, queries as measures
from accalmie.capabilities.measures.library import instruments
from accalmie.capabilities.programmes import library, queries as programmes
from accalmie.core import entries
from accalmie.core.programme.nodes import Programme
from accalmie.foundation import journal
from accalmie.foundation.words import formats

HELPED = 3
"""From so much on (0 not at all to 4 a lot), a module is one that helped."""
_PLAN = "relapse-plan"
_MOST = 12  # of one kind: the summary is one page


@dataclass(frozen=True, slots=True)
class TakenLine:
    """One line that may be taken along: under which heading, and what it says."""

    id: str
    heading: str
    words: str


def lines(patient: UUID, language: str) -> tuple[TakenLine, ...]:
    """Everything that may stand on the page. Medicines are never asked, so none can be here."""
    sources = (_programmes, _scores, _helped, _plan)
    return tuple(line for source in sources for line in islice(source(patient, language), _MOST))


def _programmes(patient: UUID, language: str) -> Iterator[TakenLine]:
    for place, one in enumerate(programmes.adherence(patient)):
        dates = {"start": formats.long_date(timezone.localtime(one.started_at).date(), language)}
        if one.ended_at:
            dates["end"] = formats.long_date(timezone.localtime(one.ended_at).date(), language)
            words = _("from %(start)s to %(end)s") % dates
        else:
            words = _("since %(start)s") % dates
        yield TakenLine(f"programme-{place}", _("What I have followed"), f"{_title(one.programme, language)}, {words}")


def _title(programme: str, language: str) -> str:
    try:
        return library.current(programme).programme.title[language]
    except (library.NotPublished, KeyError):
        return programme


def _scores(patient: UUID, language: str) -> Iterator[TakenLine]:
    for name, points in measures.scores(patient).items():
        instrument = instruments().get(name)
        if instrument is not None:
            said = measure_pages.sentence(instrument, [point.total for point in points], language)
            yield TakenLine(f"score-{name}", _("Questionnaires"), f"{instrument.name[language]}{_(':')} {said}")


def _helped(patient: UUID, language: str) -> Iterator[TakenLine]:
    """The modules that the person rated well, by title, each once."""
    graphs: dict[UUID, str] = {}
    rated: dict[str, TakenLine] = {}
    kinds: tuple[type[Any], ...] = (entries.Enrolled, entries.EnrolmentMoved, entries.ModuleRated)
    for one in journal.entries(patient, kinds):
        if isinstance(one.value, entries.ModuleRated):
            if (one.value.helped or 0) >= HELPED:
                title = _module(graphs.get(one.value.enrolment, ""), one.value.module, language)
                rated[title] = TakenLine(f"helped-{one.value.module}", _("What helped"), title)
        else:
            graphs[one.value.enrolment] = one.value.graph
    yield from rated.values()


def _module(graph: str, module: str, language: str) -> str:
    try:
        programme: Programme = library.by_graph(graph)
    except library.NotPublished:
        return module
    return next((one.title.get(language, module) for one in programme.modules if one.id == module), module)


def _plan(patient: UUID, language: str) -> Iterator[TakenLine]:
    """The person's own signs, and what they will do: the newest plan that they wrote."""
    sheet = next((one for one in exercises.mine(patient) if one.exercise == _PLAN), None)
    if sheet is None:
        return
    found = exercise_pages.lines(known_exercises().get(_PLAN), sheet.answers, language)
    for place, line in enumerate(found):
        words = line.words or "; ".join(" / ".join(row) for row in line.rows)
        yield TakenLine(f"plan-{place}", _("My signs and my plan"), f"{line.label}{_(':')} {words}")
