"""*M'orienter* answered from its first question to its last."""

from __future__ import annotations

from uuid import uuid4

from tests.client import StrictClient
from tests.factories.journeys import all_at, orientation, phq9

SCORES = {3: (1, 1, 1), 7: (1,) * 7, 12: (2,) * 6, 17: (3, 3, 3, 3, 3, 2), 22: (3,) * 7 + (1,)}
NO = dict.fromkeys(orientation().steps["before-starting"].doing.questions, "no")  # type: ignore[union-attr]


def form(**answers: str) -> dict[str, str]:
    return answers | {"id": str(uuid4())}


def answer(client: StrictClient, step: str, answers: dict[str, str]) -> None:
    page = client.post(f"/find-my-way/step/{step}/", answers)
    assert page.status_code == 302, f"{step} was refused"


def walk(
    client: StrictClient,
    *,
    total: int = 7,
    trouble: str = "mood",
    second: str = "nothing",
    wish: str = "alone",
    item9: int = 0,
    screening: dict[str, str] | None = None,
) -> None:
    """Every question, in order."""
    scores = (*SCORES[total], *(0,) * 9)[:8]
    for step, answers in {
        "welcome": form(),
        "where-it-hurts": form(choice=trouble),
        "and-also": form(choice=second),
        "last-two-weeks": phq9(*scores, item9),
        "worry-weeks": all_at("gad-7", 1),
        "daily-life": form(choice="some"),
        "care-now": form(choice="gp"),
        "before-starting": form(**(NO | (screening or {}))),
        "your-wish": form(choice=wish),
    }.items():
        answer(client, step, answers)
