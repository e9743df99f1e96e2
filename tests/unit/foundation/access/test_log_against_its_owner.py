"""The access log against whoever holds the database: refused there, and found by the signed days where it is not."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from click.testing import CliRunner
from django.db import DatabaseError, connection, transaction

from accalmie.foundation import clock, crypto, journal
from accalmie.foundation.access import log, log_ending, log_proving, log_triggers
from accalmie.foundation.access.actions import begin_care
from accalmie.foundation.access.log_models import AccessHead, AccessLine
from accalmie.foundation.journal import triggers
from accalmie.foundation.journal.models import DayRoot, SideLeaf
from accalmie.foundation.journal.roots import SignedRoot, all_roots
from accalmie.foundation.people.models import Person
from accalmie.oversight.privacy import tidying
from accalmie.site.commands.privacy import privacy
from tests.factories.people import patient_person, psychologist

pytestmark = [pytest.mark.database, pytest.mark.django_db(databases=["default", "keys"])]

LONG_AGO = datetime(2020, 3, 2, 9, 0, tzinfo=UTC)
OLD_DAY = LONG_AGO.date()
LATELY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
YEARS_AGO = clock.wall() - timedelta(days=log_triggers.KEPT_DAYS - 30)
"""Not three years: by the clock on the wall, which the database reads."""


@pytest.fixture
def claire() -> Person:
    return psychologist("Claire Morel")


@pytest.fixture
def alice(claire: Person) -> UUID:
    """A record that was opened four times, long ago, of which a day was signed then."""
    record = patient_person("Alice").patient_id
    assert record is not None
    begin_care(patient=record, professional=claire, now=LONG_AGO - timedelta(days=1))
    _opened(record, claire, LONG_AGO, 4)
    journal.seal_day(OLD_DAY)
    return record


@pytest.fixture
def no_triggers() -> Iterator[None]:
    """Somebody who owns the database takes its refusals away first."""
    for one in (triggers, log_triggers):
        one.remove(connection)
    yield
    for one in (triggers, log_triggers):
        one.install(connection)


def _opened(record: UUID, by: Person, begin: datetime, times: int) -> None:
    for number in range(times):
        at = begin + number * log.QUARTER
        log.note_opening(person=by, patient=record, organisation=by.organisation_id, basis="care", now=at)


def _rechain(record: UUID) -> None:
    """As if what is there now had always been all of it."""
    chain, last = log.genesis(record), 0
    for last, line in enumerate(AccessLine.objects.filter(patient_id=record).order_by("sequence"), start=1):
        line.sequence = last
        line.chain = chain = log.link(chain, line)
        line.save()
    AccessHead.objects.filter(pk=record).update(sequence=last, chain=chain)


def _faults() -> list[str]:
    days = [finding.problem.value for finding in journal.verify_days()]
    return [fault.what for fault in log_proving.verify(now=TODAY)] + days


def _place(record: UUID) -> list[int]:
    return list(AccessLine.objects.filter(patient_id=record).order_by("sequence").values_list("sequence", flat=True))


# What the database itself refuses.


def _change() -> None:
    AccessLine.objects.update(network="")


def _take_out() -> None:
    AccessLine.objects.all().delete()


def _say_that_it_ended_and_take_out() -> None:
    """The head alone opens nothing: the row's own date is looked at."""
    AccessHead.objects.update(ended=100)
    AccessLine.objects.all().delete()


@pytest.mark.parametrize("act", [_change, _take_out, _say_that_it_ended_and_take_out])
def test_a_line_is_neither_changed_nor_taken_out(alice: UUID, claire: Person, act: Callable[[], None]) -> None:
    _opened(alice, claire, log.quarter_of(YEARS_AGO), 1)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        act()
    assert _place(alice) == [1, 2, 3, 4, 5]


def test_an_old_line_goes_only_where_the_head_says_that_the_log_ended(alice: UUID) -> None:
    AccessHead.objects.update(ended=3)
    AccessLine.objects.filter(sequence__lte=3).delete()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AccessLine.objects.filter(sequence=4).delete()


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="INSERT OR REPLACE is of SQLite")
def test_no_line_is_replaced_by_another_in_its_place(alice: UUID) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT OR REPLACE INTO access_accessline SELECT * FROM access_accessline")


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite has no TRUNCATE")
def test_the_log_cannot_be_emptied_at_once(alice: UUID) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE access_accessline")


# What the signed days find.


@pytest.mark.usefixtures("no_triggers")
def test_a_log_whose_end_was_taken_out_with_its_head_is_found(alice: UUID) -> None:
    AccessLine.objects.filter(patient_id=alice, sequence__gt=2).delete()
    _rechain(alice)
    assert _faults() == ["lines that a signed day remembers were taken out"]
    assert CliRunner().invoke(privacy, ["verify"]).exit_code == 1


@pytest.mark.usefixtures("no_triggers")
def test_a_log_that_was_written_anew_is_found(alice: UUID) -> None:
    AccessLine.objects.filter(patient_id=alice, sequence=2).update(network="192.0.2.0/24")
    _rechain(alice)
    assert _faults() == ["lines up to here are not those of a signed day"]


@pytest.mark.usefixtures("no_triggers")
def test_a_whole_log_that_is_gone_is_found(alice: UUID) -> None:
    AccessLine.objects.filter(patient_id=alice).delete()
    AccessHead.objects.filter(pk=alice).delete()
    assert _faults() == ["the head is gone"]
    SideLeaf.objects.filter(patient_id=alice).delete()
    assert _faults() == [journal.Problem.SIDE_CHANGED]


@pytest.mark.usefixtures("no_triggers")
def test_young_lines_taken_out_as_if_they_were_old_are_found(alice: UUID, claire: Person) -> None:
    _opened(alice, claire, LATELY, 3)
    journal.seal_day(LATELY.date())
    AccessHead.objects.filter(pk=alice).update(ended=7)
    AccessLine.objects.filter(patient_id=alice).delete()
    assert _faults() == ["lines were taken out before their time was over"]


@pytest.mark.usefixtures("no_triggers")
def test_a_place_put_under_an_old_day_to_hide_them_is_found(alice: UUID, claire: Person) -> None:
    _opened(alice, claire, LATELY, 2)
    head = AccessHead.objects.get(pk=alice)
    SideLeaf.objects.create(day=date(2020, 3, 1), kind=log.SIDE, patient_id=alice, sequence=6, chain=head.chain)
    AccessHead.objects.filter(pk=alice).update(ended=6)
    AccessLine.objects.filter(patient_id=alice).delete()
    assert _faults() == [journal.Problem.SIDE_CHANGED]


def test_days_agree_while_the_log_grows(alice: UUID, claire: Person) -> None:
    _opened(alice, claire, LATELY, 2)
    journal.seal_day(LATELY.date())
    journal.seal_day(TODAY.date())
    _opened(alice, claire, TODAY, 2)
    assert _faults() == []
    assert SideLeaf.objects.filter(patient_id=alice).count() == 2
    assert DayRoot.objects.get(day=TODAY.date()).side_leaves == 0


@pytest.mark.usefixtures("no_triggers")
def test_days_that_were_sealed_before_the_log_was_covered_stay_proven(alice: UUID, claire: Person) -> None:
    former = journal.seal_day(OLD_DAY)
    SideLeaf.objects.all().delete()
    of_form_1 = SignedRoot(former.day, former.patients, former.root, former.previous, former.public_key, b"")
    assert json.loads(of_form_1.message)["form"] == 1
    signature = crypto.sign(of_form_1.message)
    DayRoot.objects.filter(day=OLD_DAY).update(side_leaves=None, side_root=None, signature=signature)
    _opened(alice, claire, LATELY, 1)
    journal.seal_day(LATELY.date())
    assert _faults() == []
    exported = [journal.exported(one) for one in all_roots()]
    assert [json.loads(one)["form"] for one in exported] == [1, 2]
    assert [journal.verify_exported(one) for one in exported] == [[], []]


# The end of old lines.


def test_lines_end_after_three_years_and_the_rest_is_still_proven(alice: UUID, claire: Person) -> None:
    _opened(alice, claire, LATELY, 2)
    trial = CliRunner().invoke(privacy, ["tidy", "--dry-run"])
    assert "4 lines of the access log" in trial.output
    assert _place(alice) == [1, 2, 3, 4, 5, 6]
    assert "4 lines of the access log" in CliRunner().invoke(privacy, ["tidy"]).output
    assert _place(alice) == [5, 6]
    assert _faults() == []
    journal.seal_day(TODAY.date())
    _opened(alice, claire, TODAY, 1)
    assert _faults() == []
    assert tidying.tidy(now=TODAY).lines == 0


def test_a_log_that_has_ended_whole_goes_on_where_it_was(alice: UUID, claire: Person) -> None:
    assert tidying.tidy(now=TODAY).lines == 4
    assert (_place(alice), _faults()) == ([], [])
    _opened(alice, claire, TODAY, 1)
    assert (_place(alice), _faults()) == ([5], [])


def test_old_lines_that_no_day_remembers_wait_for_one(claire: Person) -> None:
    record = patient_person("Basile").patient_id
    assert record is not None
    _opened(record, claire, LONG_AGO, 2)
    assert (done := tidying.tidy(now=TODAY)).lines == 0
    assert done.waiting == 2
    journal.seal_day(TODAY.date())
    assert tidying.tidy(now=TODAY).waiting == 2
    assert "2 more lines" in CliRunner().invoke(privacy, ["tidy"]).output


def test_a_day_signed_under_a_false_date_ends_no_young_line(alice: UUID, claire: Person) -> None:
    _opened(alice, claire, LATELY, 2)
    journal.seal_day(OLD_DAY + timedelta(days=1))
    assert tidying.tidy(now=TODAY).lines == 4
    assert _place(alice) == [5, 6]


def test_a_clock_that_runs_ahead_ends_nothing_in_its_time(alice: UUID, claire: Person) -> None:
    """A demo that is years ahead: the database reads its own clock."""
    begin = log.quarter_of(YEARS_AGO)
    _opened(alice, claire, begin, 2)
    journal.seal_day(begin.date())
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        tidying.tidy(now=clock.wall() + timedelta(days=400))
    assert _place(alice) == [1, 2, 3, 4, 5, 6]


@pytest.mark.usefixtures("no_triggers")
def test_a_log_that_is_not_as_it_was_written_is_kept_as_evidence(alice: UUID) -> None:
    AccessLine.objects.filter(patient_id=alice, sequence=2).update(device="tablet")
    done = tidying.tidy(now=TODAY)
    assert (done.lines, done.waiting) == (0, 4)


@pytest.mark.usefixtures("no_triggers")
def test_a_log_without_a_head_is_kept_as_evidence(alice: UUID) -> None:
    AccessHead.objects.all().delete()
    assert log_ending.end_lines(alice, before=TODAY, now=TODAY) == 0


def test_progress_is_told_log_by_log(alice: UUID) -> None:
    told: list[tuple[int, int]] = []
    tidying.tidy(now=TODAY, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 1)]
