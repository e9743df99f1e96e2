"""A practice is given to nobody unless both languages breathe together, and it lasts what it says."""

from __future__ import annotations

from typing import Any

import pytest

from accalmie.core.practices import PACES, PracticeRefused, load_practice, seconds, timeline
from tests.unit.core.practices.scripts import WORDS, practice


def script(fr: list[Any], en: list[Any]) -> dict[str, Any]:
    return {"script": {"fr": fr, "en": en}}


def silences(*lasting: int) -> list[dict[str, int]]:
    return [{"silence": one} for one in lasting]


def around(between: list[Any], *, fr: list[str] = WORDS["fr"], en: list[str] = WORDS["en"]) -> dict[str, Any]:
    return script([fr[0], *between, fr[1]], [en[0], *between, en[1]])


def test_a_practice_is_read() -> None:
    read = load_practice(practice())
    assert (read.id, read.minutes, read.is_long) == ("window-3", 3, False)
    assert [moment.words for moment in timeline(read.script["fr"])] == [WORDS["fr"][0], "", "", WORDS["fr"][1]]


def test_each_part_begins_where_the_one_before_ended() -> None:
    moments = timeline(load_practice(practice()).script["en"])
    assert [(moment.starts, moment.lasts) for moment in moments] == [(0, 7), (7, 80), (87, 80), (167, 3)]


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("name", {"practice": "window-10"}),
        ("name", {"practice": "Window-3"}),
        ("name", {"practice": "window"}),
        ("theme", {"theme": "two words"}),
        ("language", {"title": {"fr": "La fenêtre"}}),
        ("language", {"careful": {"en": "Take care."}}),
        ("language", {"script": {"fr": WORDS["fr"]}}),
        ("parts", script([WORDS["fr"][0], *silences(80), WORDS["fr"][1]], [*WORDS["en"]])),
        ("parts", script([WORDS["fr"][0], *silences(80), WORDS["fr"][1]], [WORDS["en"][0], *silences(79), "Room."])),
        ("silence", around(silences(1))),
        ("silence", around(silences(181))),
        ("spoken", around([*silences(80), "  ", *silences(80)])),
        ("too_long_spoken", around([*silences(60), "a " * 301, *silences(60)])),
        ("ends", script([*WORDS["fr"], *silences(160)], [*WORDS["en"], *silences(160)])),
        ("length", around(silences(60, 60))),
        ("length", around(silences(120, 120))),
        ("eyes", around(silences(80, 80), fr=["Arrêtez quand vous voulez.", "La pièce."])),
        ("eyes", around(silences(80, 80), en=["Close your eyes. The door is open. Stop when you like.", "The room."])),
        ("stop", around(silences(80, 80), en=["Your eyes may stay open.", "The room."])),
        ("back", around(silences(80, 80), fr=[WORDS["fr"][0], "Voilà, cela se termine."])),
        ("shape", {"minutes": 7}),
        ("shape", {"colour": "blue"}),
    ],
)
def test_what_may_not_stand_is_refused_with_a_sentence(code: str, changed: dict[str, Any]) -> None:
    with pytest.raises(PracticeRefused) as refused:
        load_practice(practice(**changed))
    assert refused.value.code == code
    assert all(refused.value.message(language) for language in ("fr", "en"))


@pytest.mark.parametrize("text", ["", "[]", "practice: &a x", "- \x00", "practice: window-3\nscript: {fr: 7}"])
def test_a_file_that_is_something_else_is_refused(text: str) -> None:
    with pytest.raises(PracticeRefused):
        load_practice(text)


def test_the_way_out_is_longer_and_a_minute_holds_about_so_many_breaths() -> None:
    assert set(PACES) == set(range(4, 9))
    for breaths, pace in PACES.items():
        assert pace.outwards > pace.inwards
        assert abs(60 / pace.seconds - breaths) <= 0.5


def test_seconds_are_the_sum_of_the_parts() -> None:
    assert seconds(load_practice(practice()).script["fr"]) == 169
