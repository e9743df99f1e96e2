"""What time it is, on a real site and in the demo."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
import time_machine
from django.conf import LazySettings
from django.http import HttpRequest, HttpResponse

from accalmie.foundation import clock
from accalmie.foundation.clock.actions import NotADemo, move_forward, read_offset
from accalmie.foundation.clock.middleware import DemoClockMiddleware

MONDAY = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
WEEK = timedelta(days=7)


@pytest.fixture
def demo(settings: LazySettings) -> None:
    settings.DEMO = True


@time_machine.travel(MONDAY, tick=False)
def test_the_clock_tells_the_moment_in_utc() -> None:
    assert clock.now() == MONDAY
    assert clock.now().tzinfo is UTC


@pytest.mark.django_db
def test_nobody_moves_time_on_a_real_site(settings: LazySettings) -> None:
    settings.DEMO = False
    with pytest.raises(NotADemo):
        move_forward(by=WEEK)
    assert read_offset() == timedelta()


@pytest.mark.django_db
@pytest.mark.usefixtures("demo")
@time_machine.travel(MONDAY, tick=False)
def test_the_demos_clock_moves_forward_and_stays_there_for_the_next_request() -> None:
    move_forward(by=WEEK)
    move_forward(by=timedelta(hours=1))
    assert _moment_of_a_request() == MONDAY + WEEK + timedelta(hours=1)


@pytest.mark.django_db
@pytest.mark.usefixtures("demo")
def test_time_never_moves_backwards() -> None:
    with pytest.raises(ValueError, match="only moves forward"):
        move_forward(by=-WEEK)


@pytest.mark.django_db
@pytest.mark.usefixtures("demo")
@time_machine.travel(MONDAY, tick=False)
def test_after_a_request_the_clock_is_the_walls_again() -> None:
    move_forward(by=WEEK)
    _moment_of_a_request()
    assert clock.now() == MONDAY


@time_machine.travel(MONDAY, tick=False)
def test_one_request_does_not_move_the_clock_of_another() -> None:
    seen: list[datetime] = []
    clock.set_offset(WEEK)
    try:
        other = Thread(target=lambda: seen.append(clock.now()))
        other.start()
        other.join()
    finally:
        clock.set_offset(timedelta())
    assert seen == [MONDAY]


def _moment_of_a_request() -> datetime:
    moments: list[datetime] = []

    def page(request: HttpRequest) -> HttpResponse:
        moments.append(clock.now())
        return HttpResponse()

    DemoClockMiddleware(page)(HttpRequest())
    return moments[0]
