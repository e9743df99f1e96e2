"""The programme in a patient's row: from its first day to its end, in the mode and the module where they are."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from accalmie.capabilities.programmes import library
from accalmie.core import entries as e
from accalmie.core.programme import serial
from accalmie.foundation import journal
from accalmie.oversight.caseload.models import CaseRow
from tests.factories.people import NOW
from tests.factories.programmes import programme

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

ENROLMENT = uuid4()
AT = e.StepRef(enrolment=ENROLMENT, module="the-circle", step="welcome")
SMALL = programme("module | opens | step\nthe-circle | at start | welcome")
ENROLLED = e.Enrolled(
    enrolment=ENROLMENT, programme="small", graph=serial.graph_hash(SMALL), mode="alone", language="fr"
)


@pytest.fixture(autouse=True)
def published() -> None:
    library.publish(SMALL, now=NOW)


def row_after(record: UUID, *happened: e.Entry) -> CaseRow:
    for hours, entry in enumerate(happened):
        journal.append(record, entry, by=None, now=NOW + timedelta(hours=hours))
    return CaseRow.objects.get(patient_id=record)


def test_a_start_names_the_programme_and_its_mode(record: UUID) -> None:
    row = row_after(record, ENROLLED)
    assert (row.programme, row.mode, row.module) == ("small", "alone", "")
    assert row.last_activity_at == NOW


def test_another_mode_is_followed(record: UUID) -> None:
    assert row_after(record, ENROLLED, e.ModeChanged(enrolment=ENROLMENT, mode="guided")).mode == "guided"


@pytest.mark.parametrize(
    "step", [e.StepCompleted(at=AT, step_kind="text", answers={}), e.StepDeclined(at=AT)], ids=["done", "left aside"]
)
def test_the_module_is_where_they_last_did_something(record: UUID, step: e.Entry) -> None:
    assert row_after(record, ENROLLED, step).module == "the-circle"


def test_a_step_outside_every_module_leaves_the_module_as_it_was(record: UUID) -> None:
    nowhere = e.StepRef(enrolment=ENROLMENT, module="", step="welcome-back")
    back = e.StepCompleted(at=nowhere, step_kind="text", answers={})
    assert row_after(record, ENROLLED, e.StepDeclined(at=AT), back).module == "the-circle"


@pytest.mark.parametrize("reason", ["left", "completed"])
def test_an_end_leaves_no_programme(record: UUID, reason: str) -> None:
    row = row_after(record, ENROLLED, e.StepDeclined(at=AT), e.EnrolmentEnded(enrolment=ENROLMENT, reason=reason))
    assert (row.programme, row.mode, row.module) == ("", "", "")


@pytest.mark.parametrize(
    "sign",
    [
        e.PracticeNoted(at=AT, day=date(2026, 3, 2), done=False),
        e.MoodNoted(mood=2),
        e.EnrolmentPaused(enrolment=ENROLMENT, until=None),
        e.EnrolmentResumed(enrolment=ENROLMENT),
        e.PaceChanged(enrolment=ENROLMENT, time_factor=2.0),
        e.ShortVersionChosen(enrolment=ENROLMENT, module="the-circle", short=True),
        e.ContactMade(source=uuid4(), with_whom="line"),
    ],
    ids=lambda entry: entry.kind(),
)
def test_each_thing_that_a_person_does_is_a_sign_of_them(record: UUID, sign: e.Entry) -> None:
    assert row_after(record, ENROLLED, sign).last_activity_at == NOW + timedelta(hours=1)


def test_a_sign_that_comes_late_moves_nothing_back(record: UUID) -> None:
    row_after(record, ENROLLED, e.MoodNoted(mood=3))
    journal.append(
        record,
        e.MoodNoted(mood=5),
        by=None,
        now=NOW + timedelta(days=1),
        occurred_at=NOW - timedelta(days=2),
    )
    assert CaseRow.objects.get(patient_id=record).last_activity_at == NOW + timedelta(hours=1)


@pytest.mark.parametrize(("instrument", "column"), [("gad-7", "gad7_last"), ("who-5", "who5_last")])
def test_the_other_questionnaires_keep_their_last_total(record: UUID, instrument: str, column: str) -> None:
    def measured(total: float | None) -> e.MeasureScored:
        return e.MeasureScored(
            instrument=instrument, instrument_version="1", answers=(), total=total, band=None, language="fr"
        )

    assert getattr(row_after(record, measured(12), measured(8), measured(None)), column) == 8
