"""Nights of somebody's diary, noted as the pages note them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from accalmie.capabilities.sleep import actions, library
from accalmie.core.sleep import MOMENTS, Decision, DiaryNight, Method, dated

PARIS = "Europe/Paris"


def night(
    day: date, *, bed: str = "23:00", tried: str = "23:00", woke: str = "07:00", up: str = "07:00", **more: Any
) -> DiaryNight:
    """A night by its times; half an hour to fall asleep and an hour awake unless said otherwise."""
    times = dict(zip(MOMENTS, map(time.fromisoformat, (bed, tried, woke, up)), strict=True))
    noted = {"latency": 30, "awakenings": 2, "awake": 60, **more}
    return dated(DiaryNight(day=day, zone=PARIS, **noted), times)


def a_week(patient: UUID, *, now: datetime, count: int = 7, **more: Any) -> None:
    """The last nights, each noted; 6 h 30 asleep of 8 h in bed (81 %) unless said otherwise."""
    today = timezone.localtime(now).date()
    for back in range(count):
        actions.note_night(night(today - timedelta(days=back), **more), patient=patient, by=None, now=now)


def no_to_all(patient: UUID, *, now: datetime, **but: str) -> None:
    """The questions about health, answered no but for these."""
    answers = {one.id: "no" for one in library.rules().conditions} | but
    actions.answer_questions(answers, patient=patient, by=None, now=now)


def a_window(patient: UUID, *, now: datetime, method: Method = Method.COMPRESSION, **nights: Any) -> Decision:
    """A first window after a week of nights."""
    no_to_all(patient, now=now)
    a_week(patient, now=now, **nights)
    return actions.start(method, time(7), patient=patient, by=None, now=now)


def week_answers(**but: str) -> dict[str, str]:
    """The questions of the week, answered no but for these."""
    return {one.id: "no" for one in library.rules().weekly} | but


def answer_week(patient: UUID, *, now: datetime, **but: str) -> Decision | None:
    return actions.answer_week(week_answers(**but), language="fr", patient=patient, by=None, now=now)
