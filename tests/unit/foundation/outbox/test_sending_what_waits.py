"""A notice is queued once, leaves once, is tried again when it could not, and its words are gone afterwards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from accalmie.foundation import crypto
from accalmie.foundation.outbox import actions, delivering, queries
from accalmie.foundation.outbox.codes import Channel, Failure
from accalmie.foundation.outbox.letters import Letter
from accalmie.foundation.outbox.models import Notice
from accalmie.foundation.outbox.ways import CouldNot, Sent

pytestmark = [pytest.mark.database, pytest.mark.django_db(databases=["default", "keys"])]

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


class Post:
    """A way out that keeps what it was given; `answers` says what becomes of each, then all is sent."""

    def __init__(self) -> None:
        self.sent: list[tuple[UUID, Letter]] = []
        self.answers: list[Failure | Sent] = []
        self.withdrawn: list[UUID] = []
        self.meanwhile: Callable[[], object] = lambda: None

    def send(self, notice: UUID, letter: Letter) -> Sent:
        self.meanwhile()
        answer = self.answers.pop(0) if self.answers else Sent.SENT
        if isinstance(answer, Failure):
            raise CouldNot(answer)
        if answer is Sent.SENT:
            self.sent.append((notice, letter))
        return answer

    def withdraw(self, notice: UUID) -> None:
        self.withdrawn.append(notice)

    @property
    def texts(self) -> list[str]:
        return [letter.text for _notice, letter in self.sent]


@pytest.fixture(autouse=True)
def post(monkeypatch: pytest.MonkeyPatch) -> Post:
    made = Post()
    monkeypatch.setattr(delivering, "way_of", lambda _channel: made)
    return made


def queued(key: str = "a", text: str = "Somebody waits for you.", **more: Any) -> Notice:
    wishes: dict[str, Any] = {"channel": Channel.EMAIL, "to": "claire@example.org", "subject": "News", "now": NOW}
    actions.queue(key=key, text=text, **wishes | more)
    return Notice.objects.get(key=key)


def state(key: str = "a") -> queries.NoticeState:
    return queries.states([key])[key]


def test_a_notice_leaves_once(post: Post) -> None:
    notice = queued()
    assert actions.deliver_due(now=NOW).sent == 1
    assert actions.deliver_due(now=NOW + MINUTE).sent == 0
    assert post.sent == [(notice.id, Letter("claire@example.org", "Somebody waits for you.", "News"))]
    assert state().became == "sent"


def test_the_same_key_changes_nothing(post: Post) -> None:
    queued(text="first")
    queued(text="second", to="bob@example.org")
    actions.deliver_due(now=NOW)
    queued(text="third")
    actions.deliver_due(now=NOW)
    assert post.texts == ["first"]


def test_what_is_undone_was_never_queued(post: Post) -> None:
    with transaction.atomic():
        queued()
        transaction.set_rollback(True)
    actions.deliver_due(now=NOW)
    assert not post.sent


@pytest.mark.parametrize("patient", [None, uuid4()])
def test_its_words_are_sealed_while_it_waits_and_gone_afterwards(patient: UUID | None) -> None:
    notice = queued(patient=patient)
    assert b"claire" not in bytes(notice.sealed)
    assert b"waits" not in bytes(notice.sealed)
    actions.deliver_due(now=NOW)
    assert Notice.objects.get().sealed == b""


def test_one_notice_cannot_be_read_in_the_place_of_another(post: Post) -> None:
    one, other = queued("a", text="for one"), queued("b", text="for another")
    Notice.objects.filter(pk=one.pk).update(sealed=other.sealed)
    done = actions.deliver_due(now=NOW)
    assert (done.sent, done.given_up) == (1, 1)
    assert state("a").failure == Failure.UNREADABLE


@pytest.mark.parametrize(
    ("channel", "to"),
    [
        (Channel.EMAIL, ""),
        (Channel.EMAIL, "claire"),
        (Channel.EMAIL, "claire@example.org\nBcc: all@example.org"),
        (Channel.EMAIL, "claire@example.org, bob@example.org"),
        (Channel.EMAIL, "0612345678"),
        (Channel.SMS, ""),
        (Channel.SMS, "claire@example.org"),
        (Channel.SMS, "0123456789"),
        (Channel.SMS, "061234567"),
        (Channel.SMS, "15"),
    ],
)
def test_what_is_no_address_is_refused(channel: Channel, to: str) -> None:
    with pytest.raises(actions.NoAddress):
        queued(channel=channel, to=to)
    assert not Notice.objects.exists()


def test_a_notice_says_something() -> None:
    with pytest.raises(ValueError, match="something"):
        queued(text=" \n")


def test_it_waits_for_its_moment(post: Post) -> None:
    queued(not_before=NOW + 5 * MINUTE)
    actions.deliver_due(now=NOW + 4 * MINUTE)
    assert not post.sent
    actions.deliver_due(now=NOW + 5 * MINUTE)
    assert post.sent


def test_the_urgent_leave_first(post: Post) -> None:
    for number in range(4):
        queued(f"{number}", text=f"{number}", is_urgent=number == 3)
    actions.deliver_due(now=NOW, limit=2)
    assert post.texts == ["3", "0"]


def test_it_is_tried_again_later_and_later(post: Post) -> None:
    queued()
    post.answers = [Failure.UNREACHABLE] * 8
    now, pauses = NOW, []
    while not post.sent:
        actions.deliver_due(now=now)
        next_try = Notice.objects.get().next_try_at
        actions.deliver_due(now=next_try - timedelta(seconds=1))
        pauses.append(round((next_try - now).total_seconds()))
        now = next_try
    assert pauses[:8] == [15, 30, 60, 120, 240, 480, 600, 600]
    assert state().became == "sent"


@pytest.mark.parametrize(
    ("failure", "expected"),
    [(Failure.UNREACHABLE, [10] * 6), (Failure.STORAGE, [10] * 6), (Failure.REFUSED, [15, 30, 60, 60, 60, 60])],
)
def test_the_urgent_are_tried_again_soon_however_long_it_lasts(
    post: Post, failure: Failure, expected: list[int]
) -> None:
    queued(is_urgent=True)
    post.answers = [failure] * 6
    now, pauses = NOW, []
    while not post.sent:
        actions.deliver_due(now=now)
        next_try = Notice.objects.get().next_try_at
        pauses.append(round((next_try - now).total_seconds()))
        now = next_try
    assert pauses[:6] == expected


def test_the_urgent_are_given_up_after_hours_and_not_after_tries(post: Post) -> None:
    queued(is_urgent=True)
    post.answers = [Failure.UNREACHABLE] * 200
    for tries in range(delivering.MOST_TRIES + 5):
        actions.deliver_due(now=NOW + tries * timedelta(seconds=20))
    assert state().became == "failing"
    actions.deliver_due(now=NOW + delivering.URGENT_FOR)
    assert state().became == "given_up"


def test_an_urgent_notice_that_a_stopped_worker_left_all_night_is_not_given_up_at_its_first_try(post: Post) -> None:
    queued(is_urgent=True)
    post.answers = [Failure.UNREACHABLE]
    morning = NOW + delivering.URGENT_FOR + 10 * MINUTE
    actions.deliver_due(now=morning)
    assert state().became == "failing"
    actions.deliver_due(now=morning + MINUTE)
    assert state().became == "sent"


def test_what_cannot_leave_is_told_then_given_up(post: Post) -> None:
    queued()
    post.answers = [Failure.REFUSED] * 100
    now = NOW
    for _ in range(3):
        assert queries.failing(now=now) == []
        actions.deliver_due(now=now)
        now += 10 * MINUTE
    (told,) = queries.failing(now=now)
    assert (told.became, told.failure, told.tries) == ("failing", Failure.REFUSED, 3)
    while state().became == "failing":
        actions.deliver_due(now=now)
        now += 10 * MINUTE
    (told,) = queries.failing(now=now)
    assert (told.became, told.tries) == ("given_up", delivering.MOST_TRIES)
    assert Notice.objects.get().sealed == b""


def test_an_address_that_does_not_exist_is_given_up_at_once(post: Post) -> None:
    queued()
    post.answers = [Failure.NO_ADDRESS]
    actions.deliver_due(now=NOW)
    assert state().became == "given_up"


def test_what_comes_too_late_is_given_up(post: Post) -> None:
    queued(expires_at=NOW + 5 * MINUTE)
    post.answers = [Failure.UNREACHABLE] * 10
    for minutes in range(7):
        actions.deliver_due(now=NOW + minutes * MINUTE)
    assert state().failure == Failure.EXPIRED
    assert not post.sent


def test_a_server_that_is_away_costs_its_patience_once_a_round(post: Post) -> None:
    for number in range(5):
        queued(str(number))
    queued("sms", channel=Channel.SMS, to="06 12 34 56 78")
    post.answers = [Failure.TIMEOUT]
    done = actions.deliver_due(now=NOW)
    assert (done.failed, done.sent) == (1, 1)


def test_a_fault_of_ours_stops_no_other(post: Post, caplog: pytest.LogCaptureFixture) -> None:
    queued("a", text="very private")
    queued("b")
    falls = iter([True])

    def once() -> None:
        if next(falls, False):
            raise RuntimeError("very private")

    post.meanwhile = once
    done = actions.deliver_due(now=NOW)
    assert (done.failed, done.sent) == (1, 1)
    assert "private" not in caplog.text


def test_what_another_worker_claimed_a_moment_later_than_our_now_stays_theirs(post: Post) -> None:
    queued()
    Notice.objects.update(claimed_by=uuid4(), claimed_until=NOW + delivering.CLAIM + timedelta(seconds=1), tries=1)
    actions.deliver_due(now=NOW)
    assert not post.sent


def test_a_killed_worker_keeps_a_notice_for_a_minute_only(post: Post) -> None:
    notice = queued()

    def killed() -> None:
        raise SystemExit

    post.meanwhile = killed
    with pytest.raises(SystemExit):
        actions.deliver_due(now=NOW)
    post.meanwhile = lambda: None
    actions.deliver_due(now=NOW + timedelta(seconds=59))
    assert not post.sent
    actions.deliver_due(now=NOW + timedelta(seconds=62))
    assert [sent for sent, _letter in post.sent] == [notice.id]


@pytest.mark.parametrize("minutes", [-2880, -60, -5, 5, 2880])
def test_a_clock_that_jumps_keeps_back_nothing_new(post: Post, minutes: int) -> None:
    queued()
    actions.deliver_due(now=NOW + minutes * MINUTE)
    assert len(post.sent) == 1


@pytest.mark.parametrize("hours", [-48, -2, 2, 48])
@pytest.mark.parametrize("not_before", [None, NOW - timedelta(days=3)])
def test_a_clock_that_jumps_keeps_nothing_back(post: Post, hours: int, not_before: datetime | None) -> None:
    queued(not_before=not_before)
    post.answers = [Failure.UNREACHABLE] * 8
    for minutes in range(0, 80, 10):
        actions.deliver_due(now=NOW + minutes * MINUTE)
    post.answers.clear()
    Notice.objects.update(claimed_by=uuid4(), claimed_until=NOW + 71 * MINUTE)
    actions.deliver_due(now=NOW + 70 * MINUTE + timedelta(hours=hours))
    assert len(post.sent) == 1


def test_what_waits_for_somebody_is_stopped_at_once(post: Post) -> None:
    patient, other = uuid4(), uuid4()
    queued("a", patient=patient)
    queued("b", patient=patient, not_before=NOW + timedelta(days=30))
    queued("c", patient=other)
    assert actions.stop_for(patient, now=NOW) == 2
    actions.deliver_due(now=NOW)
    actions.deliver_due(now=NOW + timedelta(days=31))
    assert len(post.sent) == 1
    assert state("a").became == "stopped"
    assert queries.failing(now=NOW) == []


def test_an_ended_record_makes_its_notices_unreadable(post: Post) -> None:
    patient = uuid4()
    queued(patient=patient)
    crypto.destroy_key(patient, now=NOW)
    actions.deliver_due(now=NOW)
    assert not post.sent
    with pytest.raises(crypto.KeyDestroyed):
        queued("b", patient=patient)


def test_a_telephone_is_asked_until_it_says_that_it_was_sent(post: Post) -> None:
    notice = queued(channel=Channel.SMS, to="+33 6 12 34 56 78")
    post.answers = [Sent.WAITING] * 3
    for seconds in range(0, 33, 11):
        actions.deliver_due(now=NOW + timedelta(seconds=seconds))
    assert (state().became, state().tries) == ("waiting", 1)
    actions.deliver_due(now=NOW + timedelta(seconds=44))
    assert [sent for sent, _letter in post.sent] == [notice.id]
    assert state().became == "sent"


def test_a_telephone_that_keeps_it_too_long_is_told_and_asked_to_give_it_back(post: Post) -> None:
    patient = uuid4()
    notice = queued(channel=Channel.SMS, to="+33612345678", patient=patient)
    post.answers = [Sent.WAITING] * 10
    actions.deliver_due(now=NOW)
    assert queries.failing(now=NOW + 4 * MINUTE) == []
    assert queries.failing(now=NOW + 6 * MINUTE) != []
    actions.stop_for(patient, now=NOW)
    actions.deliver_due(now=NOW + 6 * MINUTE)
    actions.deliver_due(now=NOW + 7 * MINUTE)
    assert post.withdrawn == [notice.id]


def test_what_was_sent_while_somebody_stopped_it_is_told_as_sent(post: Post) -> None:
    patient = uuid4()
    queued(patient=patient)
    post.meanwhile = lambda: actions.stop_for(patient, now=NOW)
    actions.deliver_due(now=NOW)
    assert state().became == "sent"


def test_a_withheld_notice_never_leaves_and_worries_nobody(post: Post) -> None:
    queued(is_withheld=True)
    actions.deliver_due(now=NOW + MINUTE)
    assert not post.sent
    assert queries.failing(now=NOW) == []
    assert Notice.objects.get().sealed == b""


def test_rows_end_after_a_month(post: Post) -> None:
    queued("sent")
    queued("stopped", is_withheld=True)
    queued("waits", not_before=NOW + timedelta(days=60))
    actions.deliver_due(now=NOW)
    assert actions.end_old(now=NOW + timedelta(days=29)) == 0
    assert actions.end_old(now=NOW + timedelta(days=31)) == 2
    assert Notice.objects.get().key == "waits"
