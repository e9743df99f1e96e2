"""The files of questions, rules and helplines: what they must say, and that helplines are not stale."""

from __future__ import annotations

import string
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accalmie.core.crisis import DangerRefused, load_helplines, load_questions, load_rules

CONTENT = Path(__file__).parents[4] / "content"
QUESTIONS = (CONTENT / "danger" / "questions.yaml").read_text(encoding="utf-8")
RULES = (CONTENT / "danger" / "rules.yaml").read_text(encoding="utf-8")
LINES = (CONTENT / "helplines" / "fr.yaml").read_text(encoding="utf-8")


def test_the_house_s_rules_are_not_signed():
    assert load_rules(RULES).signed_by is None


def test_a_site_s_clinician_signs_them():
    signed = RULES.replace("signed_by: null", "signed_by: {name: Dr A. Diallo, role: psychiatrist, signed: 2026-12-01}")
    assert load_rules(signed).signed_by.signed == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("load", "text", "code"),
    [
        (load_questions, QUESTIONS.replace("id: means", "id: plan"), "twice"),
        (load_questions, QUESTIONS.replace("{intent: [", "{done: [", 1), "asked_when"),
        (
            load_questions,
            QUESTIONS.replace("      en: Have you thought of killing", "      de: Have you thought of killing"),
            "language",
        ),
        (load_questions, QUESTIONS.replace("  declined: {fr", "  perhaps: {fr"), "shape"),
        (load_rules, RULES.replace("  distress: {", "  distressed: {"), "shape"),
        (
            load_rules,
            RULES.replace('{"yes": active, declined: active}', '{"yes": active, declined: plan}'),
            "declined_below",
        ),
        (load_rules, RULES.replace("staffed_minutes: 240", "staffed_minutes: 30"), "slower"),
        (load_rules, RULES.replace("staffed_minutes: 15", "staffed_minutes: 90"), "slower"),
        (load_rules, RULES.replace("[done]", "[doing]"), "act_unknown"),
        (
            load_rules,
            RULES.replace("  plan:\n    {programme_goes_on: false", "  plan:\n    {programme_goes_on: true"),
            "programme_goes_on",
        ),
        (load_rules, RULES.replace("Europe/Paris", "Europe/Lens"), "time_zone"),
        (load_rules, RULES.replace('friday: "09:00-18:00"', 'friday: "18:00-09:00"'), "hours"),
        (load_helplines, LINES.replace("channels: [voice]", "channels: []", 1), "channel"),
        (load_helplines, LINES.replace('number: "3114"', "number: ask the desk"), "number"),
        (load_helplines, LINES.replace("id: europe", "id: samu"), "twice"),
        (load_helplines, LINES.replace("    checked: 2026-11-24\n", "", 1), "never_checked"),
    ],
)
def test_a_file_that_would_mislead_is_refused(load, text, code):
    with pytest.raises(DangerRefused) as refused:
        load(text)
    assert refused.value.code == code
    assert refused.value.message("fr") != refused.value.message("en")


def test_a_level_without_its_following_is_refused():
    start = RULES.index("  distress: {")
    with pytest.raises(DangerRefused) as refused:
        load_rules(RULES[:start] + RULES[RULES.index("  passive:") :])
    assert "distress" in refused.value.message("fr")


@pytest.mark.parametrize("code", DangerRefused.MESSAGES)
def test_every_refusal_is_said_in_both_languages_with_the_same_words(code):
    def words(text):
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    said = DangerRefused.MESSAGES[code]
    assert words(said["en"]) == words(said["fr"])


@given(st.sampled_from([load_questions, load_rules, load_helplines]), st.text(max_size=200))
def test_any_other_text_is_refused(load, text):
    with pytest.raises(DangerRefused):
        load(text)


HELPLINES = load_helplines(LINES)


def test_help_now_begins_with_immediate_danger():
    assert [line.number for line in HELPLINES.of("danger")] == ["15", "112", "114"]
    assert [line.number for line in HELPLINES.of("suicide")] == ["3114"]
    assert [line.number for line in HELPLINES.of("violence")] == ["3919", "119", "17"]


def test_a_line_without_voice_is_reached_by_message():
    links = {line.number: line.link for line in HELPLINES.lines}
    assert links["114"] == "sms:114" and links["3114"] == "tel:3114" and links["0 800 235 236"] == "tel:0800235236"


def test_the_railway_s_own_alert_number_is_not_a_health_line():
    assert "3117" not in {line.number for line in HELPLINES.lines}


def test_what_is_from_memory_is_marked_and_shows_no_hours():
    unsure = [line for line in HELPLINES.lines if line.to_check]
    assert {line.number for line in unsure} == {"3919", "119", "17", "0 800 235 236", "3018", "09 72 39 40 50"}
    assert not any(line.hours or line.cost for line in unsure)


@pytest.mark.parametrize(
    ("today", "stale"), [(date(2027, 11, 24), False), (date(2027, 11, 25), True), (date(2028, 2, 29), True)]
)
def test_a_line_grows_old(today, stale):
    assert ("suicide-prevention" in {line.id for line in HELPLINES.older_than(12, today)}) is stale


def test_no_checked_helpline_is_older_than_a_year():
    assert [line.id for line in HELPLINES.older_than(12, date.today()) if not line.to_check] == []
