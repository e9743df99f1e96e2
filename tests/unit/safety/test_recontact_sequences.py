"""Whatever happens and however often the worker asks: each step is told once a time, and none ends without an
outcome."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from accalmie.core.crisis.recontact import OUTCOMES
from accalmie.core.entries import RecontactStepDone, RecontactTold
from accalmie.foundation import journal
from accalmie.foundation.outbox.models import Notice
from accalmie.foundation.people.models import Patient, Person
from accalmie.safety.death import actions as death
from accalmie.safety.recontact import actions, projections, telling
from accalmie.safety.recontact.models import Recontact, Step
from tests.factories.alerts import reachable
from tests.factories.people import psychologist
from tests.factories.readiness import on_the_rota
from tests.factories.recontact import agreed, followed, record

pytestmark = [pytest.mark.database, pytest.mark.django_db(databases=["default", "keys"])]

TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)

acts = st.one_of(
    st.tuples(st.just("wait"), st.integers(0, 40)),
    st.tuples(st.just("try"), st.sampled_from(["spoke", "no_answer", "message_left"])),
    st.tuples(st.just("close"), st.sampled_from(sorted({one for many in OUTCOMES.values() for one in many}))),
    st.tuples(st.just("move"), st.integers(0, 30)),
    st.tuples(st.sampled_from(["agree", "stop", "rhythm", "die"]), st.none()),
)


@given(sequence=st.lists(acts, min_size=1, max_size=14), twice=st.booleans())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_each_step_is_told_once_a_time_and_none_ends_without_an_outcome(
    sequence: list[tuple[str, object]], *, twice: bool
) -> None:
    claire = psychologist(f"Claire {uuid4()}")
    reachable(claire, email="claire@example.org")
    on_the_rota(claire, now=TUESDAY - DAY)
    person = followed(claire, now=TUESDAY - DAY)
    agreed(person, claire, now=TUESDAY)
    now = TUESDAY
    for act, what in sequence:
        now = _done(act, what, person, claire, now)
        for _worker in range(1 + twice):
            telling.tell_due(now)
            telling.note_what_left(now)
    _holds(person)


def _done(act: str, what: object, person: Person, claire: Person, now: datetime) -> datetime:
    patient, rows = record(person), Step.objects.filter(patient_id=record(person), closed_at=None)
    row = rows.order_by("due_at", "id").first()
    try:
        if act == "wait":
            assert isinstance(what, int)
            return now + what * DAY
        if act == "agree":
            agreed(person, claire, now=now)
        elif act == "stop":
            actions.stop(patient=patient, by=person, now=now)
        elif act == "rhythm":
            actions.ask_rhythm(patient=patient, wish="less", words="", by=person, now=now)
        elif act == "die":
            died = Patient.objects.select_related("person").get(id=patient)
            death.note(patient=died, learnt_from="other", day=None, by=claire, now=now)
        elif row is not None:
            _with(row, act, what, claire, now)
    except (actions.NotYet, actions.NotOffered, actions.NothingAgreed, ValueError):
        pass  # refused, as it may be: nothing of it may stay
    return now


def _with(row: Step, act: str, what: object, claire: Person, now: datetime) -> None:
    patient = row.patient_id
    if act == "try":
        actions.note_try(patient=patient, step=row.id, way="phone", result=str(what), words="", by=claire, now=now)
    elif act == "close":
        actions.close(patient=patient, step=row.id, ending=actions.Ending(str(what), "Noté."), by=claire, now=now)
    else:
        assert isinstance(what, int)
        actions.move(patient=patient, step=row.id, to=(now + what * DAY).date(), by=claire, now=now)


def _holds(person: Person) -> None:
    patient = record(person)
    told = Counter(
        (one.value.planned, one.value.step, one.value.told, one.occurred_at)
        for one in journal.entries(patient, [RecontactTold])
    )
    assert set(told.values()) <= {1}
    ended = Counter(one.value.planned for one in journal.entries(patient, [RecontactStepDone]))
    for row in Step.objects.filter(patient_id=patient):
        assert (row.closed_at is None) == (row.outcome == "") == (row.next_at is not None)
        allowed = {*OUTCOMES[row.kind], "stopped", "replaced", "deceased", ""}
        assert row.outcome in allowed
        assert ended[row.id] <= 1
    going = Recontact.objects.filter(patient_id=patient, ended_at=None)
    assert going.count() <= 1
    left = Step.objects.filter(patient_id=patient, closed_at=None).values_list("recontact", flat=True)
    assert set(left) <= set(going.values_list("id", flat=True))
    keys = list(Notice.objects.values_list("key", flat=True))
    assert len(keys) == len(set(keys))
    before = journal.snapshot(projections.recontacts, patient)
    assert journal.rebuild(patient, [projections.recontacts]) == ()
    assert journal.snapshot(projections.recontacts, patient) == before
