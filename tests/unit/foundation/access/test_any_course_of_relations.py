"""Whatever happens in whatever order, a record is open to those whom a plain reading of the rules names, and to nobody
else."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings, strategies as st

from accalmie.foundation.access import actions, emergency, queries, sharing
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.access.policy import Basis, basis_of
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.models import Person
from tests.factories.people import NOW, elsewhere, patient_person, psychologist, somebody

pytestmark = [pytest.mark.database, pytest.mark.django_db(databases=["default", "keys"])]

NAMES = ("claire", "nora", "pia", "paul")
DOINGS = ("begin", "add", "add", "leave", "leave", "ask", "agree", "refuse", "break", "wait")
EVENTS = st.lists(
    st.tuples(st.sampled_from(DOINGS), st.sampled_from((*NAMES, "nora", "nora"))), min_size=5, max_size=20
)
"""Nora, whom Claire may add, comes and goes more often than the others."""


@dataclass
class Told:
    """The rules as one would tell them: who is in the team, who was left, who has a consent or waits for one."""

    team: set[str] = field(default_factory=set)
    left: set[str] = field(default_factory=set)
    consents: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    emergency: dict[str, datetime] = field(default_factory=dict)

    def basis(self, name: str, now: datetime) -> Basis | None:
        """On what this professional reads the record now. Pia is a peer worker: she never does."""
        if name == "pia":
            return None
        if name in self.team:
            return Basis.CARE
        if name in self.consents:
            return Basis.CONSENT
        return Basis.BREAK_GLASS if now < self.emergency.get(name, now) else None


class Course:
    """The site and the telling, side by side. Claire, Nora and Pia are of the patient's organisation, Paul is not."""

    def __init__(self) -> None:
        self.alice, self.now, self.told = patient_person("Alice"), NOW, Told()
        assert self.alice.patient_id is not None
        self.record: UUID = self.alice.patient_id
        self.people: dict[str, Person] = {
            "claire": psychologist("Claire"),
            "nora": somebody(Role.NURSE),
            "pia": somebody(Role.PEER_WORKER),
            "paul": somebody(Role.GP, organisation=elsewhere()),
        }

    def begin(self, name: str) -> None:
        """As when the patient enters a code; who shares by consent already stays so."""
        if name == "paul":
            with pytest.raises(actions.OtherOrganisation):
                actions.begin_care(patient=self.record, professional=self.people[name], now=self.now)
        elif name not in self.told.consents:
            actions.begin_care(patient=self.record, professional=self.people[name], now=self.now)
            self.told.team.add(name)

    def add(self, name: str) -> None:
        """By Claire, if she is there."""
        is_welcome = name not in self.told.left | self.told.team | self.told.consents
        if "claire" in self.told.team and name != "paul" and is_welcome:
            self.told.team.add(name)
            sharing.add_colleague(
                patient=self.record, colleague=self.people[name], by=self.people["claire"], now=self.now
            )
        else:
            with pytest.raises((ValueError, actions.NotAllowed)):
                sharing.add_colleague(
                    patient=self.record, colleague=self.people[name], by=self.people["claire"], now=self.now
                )

    def ask(self, name: str) -> None:
        if "claire" in self.told.team and name not in self.told.team | self.told.consents:
            self.told.asked.add(name)
            sharing.ask_to_share(
                patient=self.record,
                professional=self.people[name],
                purposes=["course"],
                by=self.people["claire"],
                now=self.now,
            )

    def agree(self, name: str) -> None:
        self._answer(name, ["course"])
        if name in self.told.asked and name not in self.told.team:
            self.told.consents.add(name)
        self.told.asked.discard(name)

    def refuse(self, name: str) -> None:
        self._answer(name, [])
        self.told.asked.discard(name)

    def _answer(self, name: str, agreed: list[str]) -> None:
        for one in queries.sharing_asked(self.record):
            if one.professional == self.people[name]:
                sharing.answer(patient=self.record, asked=one.id, agreed=agreed, by=self.alice.id, now=self.now)

    def leave(self, name: str) -> None:
        for one in queries.relations_of(self.record):
            if one.professional == self.people[name] and one.stands_at(self.now):
                actions.leave(patient=self.record, relation=one.id, by=self.alice.id, now=self.now, by_patient=True)
                self.told.left.add(name)
        self.told.team.discard(name)
        self.told.consents.discard(name)

    def break_(self, name: str) -> None:
        if name in ("claire", "nora"):
            emergency.break_glass(patient=self.record, by=self.people[name], words="Vite.", now=self.now)
            self.told.emergency[name] = self.now + timedelta(hours=1)

    def wait(self, _name: str) -> None:
        self.now += timedelta(minutes=40)

    def do(self, event: str, name: str) -> None:
        (self.break_ if event == "break" else getattr(self, event))(name)


@settings(max_examples=40)
@given(events=EVENTS)
def test_who_reads_is_who_the_rules_name(events: list[tuple[str, str]]) -> None:
    course = Course()
    course.begin("claire")
    for event, name in events:
        course.do(event, name)
        found = {
            who: basis_of(person, Permission.RECORD_READ, patient=course.record, now=course.now)
            for who, person in course.people.items()
        }
        assert found == {who: course.told.basis(who, course.now) for who in NAMES}
