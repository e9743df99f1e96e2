"""The files of questions, rules and helplines: what they must say, and that helplines are not stale."""

from __future__ import annotations

import string
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from accalmie.core.crisis import CrisisRefused, HelplinesRefused, load_elsewhere, load_helplines, load_rules, older_than
from accalmie.foundation import clock

CONTENT = Path(__file__).parents[4] / "content"
RULES = (CONTENT / "danger" / "rules.yaml").read_text(encoding="utf-8")
LINES = (CONTENT / "helplines" / "fr.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(("load", "text"), [(load_rules, RULES), (load_helplines, LINES)])
def test_each_file_says_its_version_its_author_and_its_source(load, text):
    found = load(text)
    assert found.version
    assert found.author
    assert found.source


@pytest.mark.parametrize(
    ("load", "text", "code"),
    [
        (load_rules, RULES.replace("id: means", "id: plan"), "twice"),
        (load_rules, RULES.replace("asked_if: [intent]", "asked_if: [done]", 1), "question"),
        (load_rules, RULES.replace("en: Have you thought of killing", "de: Have you thought of killing"), "language"),
        (
            load_rules,
            RULES.replace("yes: active\n    declined: active", "yes: active\n    declined: plan"),
            "declined_above",
        ),
        (
            load_rules,
            RULES.replace("yes: plan\n    declined: plan", "yes: active\n    declined: active"),
            "act_as_plan",
        ),
        (
            load_rules,
            RULES.replace("goes_on: [none, distress, passive]", "goes_on: [none, distress, plan]"),
            "goes_on",
        ),
        (load_rules, RULES.replace("distress, passive]", "distress, passive, plan]"), "goes_on"),
        (load_rules, RULES.replace("  active: {minutes: 240}\n", ""), "no_delay"),
        (load_rules, RULES.replace("{minutes: 240}", "{minutes: 30}"), "slower"),
        (load_rules, RULES.replace("{minutes: 15}", "{minutes: 90}"), "slower"),
        (load_rules, RULES.replace("{minutes: 240}", "{minutes: 240, next_working_day: true}"), "delay"),
        (load_rules, RULES.replace("{minutes: 240}", "{}"), "delay"),
        (load_rules, RULES.replace("Europe/Paris", "Europe/Lens"), "time_zone"),
        (load_rules, RULES.replace('friday: "09:00-18:00"', 'friday: "18:00-09:00"'), "hours"),
        (load_rules, RULES[: RULES.index("  week:")] + "  week: {}\n", "no_hours"),
        (load_rules, RULES.replace("floor: passive", "floor: calm"), "shape"),
        (load_helplines, LINES.replace("channels: [voice]", "channels: [deaf-accessible]", 1), "channel"),
        (load_helplines, LINES.replace('number: "3114"', "number: ask the desk"), "number"),
        (load_helplines, LINES.replace("id: emergency-eu", "id: samu"), "twice"),
        (load_helplines, LINES.replace('    checked: "2026-11-24"\n', "", 1), "never_checked"),
        (load_helplines, LINES.replace('checked: "2026-11-24"', "checked: yesterday", 1), "date"),
    ],
)
def test_a_file_that_would_mislead_is_refused(load, text, code):
    with pytest.raises((CrisisRefused, HelplinesRefused)) as refused:
        load(text)
    assert refused.value.code == code
    assert refused.value.message("fr") != refused.value.message("en")


@pytest.mark.parametrize("messages", [CrisisRefused.MESSAGES, HelplinesRefused.MESSAGES])
def test_every_refusal_is_said_in_both_languages_with_the_same_words(messages):
    def words(text):
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    for said in messages.values():
        assert words(said["en"]) == words(said["fr"])


@given(st.sampled_from([load_rules, load_helplines]), st.text(max_size=200))
def test_any_other_text_is_refused(load, text):
    with pytest.raises((CrisisRefused, HelplinesRefused)):
        load(text)


HELPLINES = load_helplines(LINES)
ELSEWHERE = load_elsewhere((CONTENT / "helplines" / "elsewhere.yaml").read_text(encoding="utf-8"))


def of(group):
    return [line.number for line in HELPLINES.lines if line.group == group]


def test_help_now_begins_with_immediate_danger():
    assert list(dict.fromkeys(line.group for line in HELPLINES.lines))[:3] == ["danger", "suicide", "violence"]
    assert (of("danger"), of("suicide"), of("violence")) == (["15", "112", "114"], ["3114"], ["3919", "119", "17"])


def test_a_line_without_voice_is_reached_by_message():
    addresses = {line.number: line.address for line in HELPLINES.lines}
    assert (addresses["114"], addresses["3114"]) == ("sms:114", "tel:3114")
    assert addresses["0 800 235 236"] == "tel:0800235236"


def test_the_railway_s_own_alert_number_is_not_a_health_line():
    assert "3117" not in {line.number for line in HELPLINES.lines}


def test_no_number_that_ships_is_from_memory():
    lines = (*HELPLINES.lines, *(line for place in ELSEWHERE.places for line in place.lines))
    assert [line.number for line in lines if line.to_check or not line.checked] == []


@pytest.mark.parametrize(
    ("today", "stale"), [(date(2027, 11, 24), False), (date(2027, 11, 25), True), (date(2028, 2, 29), True)]
)
def test_a_line_grows_old(today, stale):
    assert ("suicide-3114" in {line.id for line in older_than(HELPLINES.lines, months=12, today=today)}) is stale


def test_no_checked_helpline_is_older_than_a_year():
    assert [
        line.id for line in older_than(HELPLINES.lines, months=12, today=clock.now().date()) if not line.to_check
    ] == []
