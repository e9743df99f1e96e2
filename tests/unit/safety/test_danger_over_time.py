"""Whatever happens after a danger answer, in whatever order: it stays open, and only a professional ends it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from accalmie.capabilities.measures import library
from accalmie.capabilities.measures.actions import scored
from accalmie.core.crisis import Level, follow
from accalmie.core.crisis.grading import REPLIES
from accalmie.foundation import journal
from accalmie.safety import actions, queries
from accalmie.safety.library import rules
from tests.factories.alerts import looked_at

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

BEGAN = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
QUESTIONS = [question.id for question in rules().questions]
FEW = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
CLAIRE = UUID(int=7)


class Event(NamedTuple):
    """Something that happens: `what`, about the danger answer number `about`, with `said` answers."""

    what: str
    about: int
    said: dict[str, str]
    hours: int


replies = st.dictionaries(st.sampled_from(QUESTIONS), st.sampled_from(REPLIES))
events = st.builds(
    Event,
    what=st.sampled_from(["danger", "calm", "graded", "graded", "contact", "review", "asks"]),
    about=st.integers(0, 3),
    said=replies,
    hours=st.integers(1, 200),
)
histories = st.lists(events, min_size=1, max_size=7).map(lambda found: [Event("danger", 0, {}, 1), *found])


class Followed:
    """One patient whose events are journalled one after the other."""

    def __init__(self) -> None:
        self.patient, self.now = uuid4(), BEGAN
        self.dangers: list[UUID] = []
        self.reviewed: set[UUID] = set()

    def happens(self, event: Event) -> None:
        self.now += timedelta(hours=event.hours)
        source = self.dangers[event.about % len(self.dangers)] if self.dangers else uuid4()
        match event.what:
            case "danger":
                self.dangers.append(self.answers(item_9=1))
            case "calm":
                self.answers(item_9=0)
            case "graded":
                actions.answer_questions(patient=self.patient, source=source, answers=event.said, by=None, now=self.now)
            case "contact":
                actions.note_contact(patient=self.patient, source=source, with_whom="relative", by=None, now=self.now)
            case "review":
                self.reviewed.add(source)
                looked_at(self.patient, source, by=CLAIRE, now=self.now)
            case _:
                actions.raise_concern(
                    patient=self.patient, level="distress", words="Inquiète.", by=CLAIRE, now=self.now
                )

    def answers(self, *, item_9: int) -> UUID:
        entry = scored(library.instruments()["phq-9"], (1,) * 8 + (item_9,), language="fr")
        return journal.append(self.patient, entry, by=None, now=self.now).entry.id

    def concern(self, source: UUID) -> queries.Concern:
        found = queries.concern(self.patient, source)
        assert found is not None, "a danger answer has lost its concern"
        return found


def severity(concern: queries.Concern) -> int:
    return Level.read(concern.level).severity


@FEW
@given(histories)
def test_every_danger_answer_has_its_concern_and_stays_open_until_a_professional_looks(history: list[Event]) -> None:
    followed = Followed()
    for event in history:
        followed.happens(event)
        for source in set(followed.dangers) - followed.reviewed:
            concern = followed.concern(source)
            assert concern.reviewed_at is None or _was_folded(concern), "something else than a review closed it"
            assert severity(concern) >= rules().floor.severity


def _was_folded(concern: queries.Concern) -> bool:
    """An unchanged answer that somebody reviewed lately; never one at a level that holds the programme."""
    return concern.is_finished and follow(rules(), Level.read(concern.level)).programme_goes_on


@FEW
@given(histories)
def test_a_later_answer_to_the_questions_never_lowers_what_was_said(history: list[Event]) -> None:
    followed = Followed()
    said: dict[UUID, dict[str, str]] = {}
    for event in history:
        followed.happens(event)
        for source in followed.dangers:
            before, after = said.get(source, {}), queries.said(followed.patient, source)
            assert all(REPLIES.index(after[name]) >= REPLIES.index(reply) for name, reply in before.items())
            said[source] = after


@FEW
@given(histories)
def test_questions_left_open_count_as_active_at_least(history: list[Event]) -> None:
    followed = Followed()
    for event in history:
        followed.happens(event)
        for source in followed.dangers:
            concern = followed.concern(source)
            assert concern.is_finished or severity(concern) >= rules().unfinished.severity


@FEW
@given(histories)
def test_the_gravest_open_concern_is_the_one_that_a_professional_reads_first(history: list[Event]) -> None:
    followed = Followed()
    for event in history:
        followed.happens(event)
    waiting = [one for one in queries.concerns(followed.patient) if one.reviewed_at is None]
    shown = queries.open_concerns([followed.patient]).get(followed.patient)
    assert (shown is None) == (not waiting)
    assert shown is None or severity(shown) == max(severity(one) for one in waiting)


@FEW
@given(histories)
def test_every_open_concern_from_passive_on_says_by_when_somebody_answers(history: list[Event]) -> None:
    followed = Followed()
    for event in history:
        followed.happens(event)
    for concern in queries.concerns(followed.patient):
        if severity(concern) >= Level.PASSIVE.severity:
            assert concern.due_at is not None
            assert concern.due_at > concern.opened_at


@FEW
@given(histories)
def test_computed_again_from_the_journal_the_concerns_are_the_same(history: list[Event]) -> None:
    followed = Followed()
    for event in history:
        followed.happens(event)
    projection = journal.REGISTERED["safety.concerns"]
    before = journal.snapshot(projection, followed.patient)
    assert journal.rebuild(followed.patient, [projection]) == ()
    assert journal.snapshot(projection, followed.patient) == before


def test_speaking_with_somebody_is_noted_beside_the_concern_which_stays_open() -> None:
    followed = Followed()
    followed.happens(Event("danger", 0, {}, 1))
    followed.happens(Event("contact", 0, {}, 1))
    concern = followed.concern(followed.dangers[0])
    assert concern.contact_at == followed.now
    assert concern.reviewed_at is None


def test_the_questions_of_a_danger_that_nobody_knows_open_nothing() -> None:
    followed = Followed()
    followed.happens(Event("graded", 0, {"wish": "yes"}, 1))
    assert queries.concerns(followed.patient) == []


def test_a_level_of_a_later_release_is_read_as_the_gravest() -> None:
    followed = Followed()
    with pytest.raises(ValueError, match="a-level-to-come"):
        actions.raise_concern(patient=followed.patient, level="a-level-to-come", words="", by=CLAIRE, now=BEGAN)
    followed.happens(Event("asks", 0, {}, 1))
    assert Level.read("a-level-to-come") is Level.HARM_TO_OTHERS
    assert [one.level for one in queries.concerns(followed.patient)] == ["distress"]


@pytest.mark.parametrize(("days", "asks_again"), [(1, False), (13, False), (15, True), (60, True)])
def test_an_unchanged_answer_asks_a_professional_again_after_two_weeks(days: int, asks_again: bool) -> None:
    followed = Followed()
    passive = dict.fromkeys(QUESTIONS, "no") | {"wish": "yes"}
    for event in (Event("danger", 0, {}, 1), Event("graded", 0, passive, 1), Event("review", 0, {}, 1)):
        followed.happens(event)
    followed.happens(Event("danger", 0, {}, 24 * days))
    followed.happens(Event("graded", 1, passive, 1))
    assert (followed.patient in queries.open_concerns([followed.patient])) is asks_again


@pytest.mark.parametrize("heavier", [{"intent": "yes"}, {"past": "yes"}, {"done": "declined"}, {"wish": "declined"}])
def test_a_changed_answer_always_asks_a_professional_again(heavier: dict[str, str]) -> None:
    followed = Followed()
    passive = dict.fromkeys(QUESTIONS, "no") | {"wish": "yes"}
    for event in (Event("danger", 0, {}, 1), Event("graded", 0, passive, 1), Event("review", 0, {}, 1)):
        followed.happens(event)
    followed.happens(Event("danger", 0, {}, 24))
    followed.happens(Event("graded", 1, passive | heavier, 1))
    assert followed.patient in queries.open_concerns([followed.patient])


def test_a_reviewed_answer_that_comes_heavier_on_another_item_is_another_sign() -> None:
    """The fold asks for the same answer to the same item: 1 then, 3 now is not the same."""
    followed = Followed()
    passive = dict.fromkeys(QUESTIONS, "no") | {"wish": "yes"}
    for event in (Event("danger", 0, {}, 1), Event("graded", 0, passive, 1), Event("review", 0, {}, 1)):
        followed.happens(event)
    heavier = followed.answers(item_9=3)
    actions.answer_questions(patient=followed.patient, source=heavier, answers=passive, by=None, now=followed.now)
    assert queries.open_concerns([followed.patient])[followed.patient].source == heavier
