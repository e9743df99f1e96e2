"""`accalmie safety helplines`: each number with its age, and what nobody has checked."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest
import time_machine
from click.testing import CliRunner

from accalmie.core.crisis import HelplinesRefused, load_elsewhere, load_helplines
from accalmie.safety import library, pages
from accalmie.safety.readiness import house
from accalmie.site.commands.safety import safety
from tests.client import StrictClient
from tests.factories.people import administrator

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

LINE = """
country: FR
version: 1.0.0
author: A
source: S
lines:
  - id: a-line
    number: "0 800 00 00"
    group: listening
    channels: [voice, chat, deaf-accessible]
    name: {fr: Une ligne, en: A line}
    what: {fr: Pour parler., en: To talk.}
    hours: HOURS
    free: false
    source: S
    checked: "2026-11-24"
"""


def asked(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(safety, ["helplines", *words])
    return result.exit_code, result.output


def test_every_number_is_listed_with_its_age_the_unchecked_first() -> None:
    code, said = asked()
    head, *lines = said.splitlines()
    assert code == 0
    assert len(lines) == len(library.all_lines())
    assert head.startswith(f"{len(lines)} numbers; ")
    marks = [line[0] for line in lines]
    assert marks == sorted(marks, reverse=True) if marks[0] == " " else marks.index(" ") == marks.count("!")
    assert all("never checked" in line for line in lines if "(from memory)" in line)


def test_strict_ends_with_one_only_while_a_number_waits_for_a_check() -> None:
    assert asked("--strict", "--months", "0")[0] == 1
    assert asked("--strict", "--months", "1200")[0] == 0


def test_a_machine_reads_the_same() -> None:
    told = msgspec.json.decode(asked("--json")[1])
    assert {one["id"] for one in told} == {line.id for line in library.all_lines()}
    samu = next(one for one in told if one["id"] == "samu")
    assert (samu["hours"], samu["checked"], samu["channels"]) == ("always", "2026-11-24", ["voice"])
    assert all(one["age_days"] is not None for one in told)


def test_checks_of_yesterday_are_too_old_after_no_month_at_all() -> None:
    assert all(one["to_check"] for one in msgspec.json.decode(asked("--json", "--months", "0")[1]) if one["age_days"])


def test_the_administrator_reads_how_many_numbers_wait_for_a_check() -> None:
    lines = library.all_lines()
    later = max(date.fromisoformat(line.checked) for line in lines) + timedelta(days=200)
    with time_machine.travel(later, tick=True):
        client = StrictClient()
        client.force_login(administrator())
        page = client.get("/team/").content.decode()
    assert f"Sur les {len(lines)} numéros que les personnes sont invitées à appeler, {len(lines)} attendent" in page


def test_hours_may_last_into_the_night() -> None:
    [line] = load_helplines(LINE.replace("HOURS", '{monday: "08:00-02:00"}')).lines
    assert house.hours_in_words(line, "fr").replace("\N{NO-BREAK SPACE}", " ") == "lundi 8 h – 2 h"


def test_hours_are_data_and_read_in_both_languages() -> None:
    [line] = load_helplines(LINE.replace("HOURS", '{monday: "09:00-12:30", friday: "14:00-18:00"}')).lines
    said = house.hours_in_words(line, "fr").replace("\N{NO-BREAK SPACE}", " ")
    assert said == "lundi 9 h – 12 h 30, vendredi 14 h – 18 h"
    assert house.hours_in_words(line, "en").startswith("Monday 9")
    week = ", ".join(f'{day}: "09:00-23:00"' for day in house.days_of_the_week())
    [daily] = load_helplines(LINE.replace("HOURS", f"{{{week}}}")).lines
    assert house.hours_in_words(daily, "fr").replace("\N{NO-BREAK SPACE}", " ") == "tous les jours 9 h – 23 h"
    assert pages.channels_in_words(line, "en") == "By telephone, by chat, for deaf people as well"
    assert pages.channels_in_words(line, "fr") == "Par téléphone, par tchat, accessible aux personnes sourdes"


@pytest.mark.parametrize("hours", ['{monday: "09:00-09:00"}', '{monday: "9-18"}', '{someday: "09:00-18:00"}', "often"])
def test_hours_that_are_none_are_refused(hours: str) -> None:
    with pytest.raises(HelplinesRefused):
        load_helplines(LINE.replace("HOURS", hours))


def test_numbers_elsewhere_name_their_source_or_wait_for_a_check() -> None:
    found = {(place.id, line.number): line for place in library.elsewhere().places for line in place.lines}
    assert {number for _place, number in found} == {"3114", "0800 32 123", "143", "454545", "116 123", "111", "988"}
    assert [number for (_place, number), line in found.items() if line.to_check] == []
    assert all("memory" not in line.source for line in found.values() if not line.to_check)


def test_the_same_number_twice_elsewhere_is_refused() -> None:
    text = library.text("elsewhere").replace("id: canada-988", "id: united-states-988")
    with pytest.raises(HelplinesRefused):
        load_elsewhere(text)
