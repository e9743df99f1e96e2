"""A professional takes their list away as a file: everybody on it reads so in their access log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accalmie.foundation.access import log
from accalmie.foundation.access.policy import Basis
from accalmie.foundation.people.models import Person
from accalmie.foundation.words.filters import FILTERS
from accalmie.foundation.words.spreadsheet import csv_line
from accalmie.oversight.caseload import queries, words
from accalmie.oversight.caseload.pages import CaseLine, case_lines
from accalmie.oversight.caseload.triage import Group
from accalmie.oversight.caseload.wanted import Wanted

AT_MOST = 1000
"""People in one file: each of them has a line written in their access log before it leaves."""


@transaction.atomic
def take(*, professional: Person, wanted: Wanted, language: str, now: datetime) -> str:
    """The list as a file for a spreadsheet, with a line in the access log of each person on it: all of them, or no
    file."""
    cases = queries.caseload(professional, wanted, now=now, at_most=AT_MOST)
    for patient in sorted(case.patient for case in cases):
        log.note_opening(
            person=professional,
            patient=patient,
            organisation=professional.organisation_id,
            basis=Basis.LIST.value,
            now=now,
        )
    return "".join(_file(case_lines(cases, language, now)))


def _file(lines: Iterable[CaseLine]) -> Iterator[str]:
    yield csv_line(
        [
            _("Who"),
            _("Group"),
            _("Why here"),
            _("Answer by"),
            _("Next"),
            _("Covering"),
            _("Scores"),
            _("Programme"),
            _("How"),
            _("Last sign"),
        ]
    )
    for line in lines:
        yield csv_line(
            [
                line.called,
                str(words.GROUPS[Group[line.group]]),
                " · ".join(line.reasons),
                FILTERS["moment"](line.due_at) if line.due_at else "",
                line.next.words,
                line.cover,
                line.scores,
                line.programme,
                line.mode,
                FILTERS["full_date"](line.last_activity_at) if line.last_activity_at else "",
            ]
        )
