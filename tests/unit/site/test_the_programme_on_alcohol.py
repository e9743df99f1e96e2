"""The programme on alcohol keeps the rules about drinks: their questions, no target at risk, signs asked each time."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from accalmie.core.drinks import load_drink_rules
from accalmie.core.programme.engine.facts import decide
from accalmie.core.programme.nodes import Programme, Slot
from accalmie.site.authors.folder import compile_folder

CONTENT = Path(__file__).parents[3] / "content"
RULES = load_drink_rules((CONTENT / "drinks" / "rules.yaml").read_text(encoding="utf-8"))
TARGETS = ("my-target",)
WEEK_FROM = RULES.withdrawal.drinks_a_day_from * 7
FIRST_YES = (None, "none", *(one.id for one in RULES.conditions))
AUDITS = (None, 0, RULES.withdrawal.audit_from - 1, RULES.withdrawal.audit_from, 40)
DIARIES = (None, 0, WEEK_FROM - 0.1, WEEK_FROM, 200)


@pytest.fixture(scope="module")
def programme() -> Programme:
    _files, compiled = compile_folder(CONTENT / "programmes" / "alcohol")
    assert compiled.programme is not None
    return compiled.programme


def slot(programme: Programme, step: str) -> Slot:
    return next(one for module in programme.modules for one in module.slots if one.step == step)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    ("step", "listed"),
    [("before-changing", RULES.conditions), ("signs-second", RULES.signs), ("signs-third", RULES.signs)],
)
def test_its_questions_are_those_of_the_rules_word_for_word(programme, step, listed, language):
    assert programme.steps[step].wording[language].options == {one.id: one.ask[language] for one in listed}


def facts(**given: float | str | None) -> dict[str, float | str]:
    """What is known: a fact given as None is not."""
    return {name: value for name, value in given.items() if value is not None}


@pytest.mark.parametrize("step", TARGETS)
def test_a_target_is_shown_to_nobody_at_risk_by_the_rules_nor_without_a_diary(programme, step):
    shown = slot(programme, step)
    assert shown.unknown == "skip"
    assert shown.when is not None
    for withdrawal, audit, morning, drinks in product(FIRST_YES, AUDITS, (None, 0, 1, 4), DIARIES):
        known = facts(withdrawal=withdrawal, audit=audit, audit_item6=morning, drinks_first=drinks)
        said_no = withdrawal == "none" and audit is not None and audit < RULES.withdrawal.audit_from and morning == 0
        is_safe = said_no and drinks is not None and drinks < WEEK_FROM
        assert (decide(shown.when, known) is True) == is_safe, known


def test_whoever_is_shown_no_target_is_asked_about_a_doctor(programme):
    doctor, target = slot(programme, "doctor-first"), slot(programme, "my-target")
    assert doctor.unknown == "show"
    assert doctor.when is not None
    assert target.when is not None
    for withdrawal, audit, morning, drinks in product(FIRST_YES, AUDITS, (None, 0, 1), DIARIES):
        known = facts(withdrawal=withdrawal, audit=audit, audit_item6=morning, drinks_first=drinks)
        is_asked = decide(doctor.when, known) is not False
        assert is_asked != (decide(target.when, known) is True), known


def test_whoever_is_at_risk_is_told_not_to_stop_at_once_before_anything_else(programme):
    first = programme.main[0]
    steps = [one.step for one in first.slots]
    assert steps[steps.index("before-changing") + 1] == "not-at-once"
    warned = slot(programme, "not-at-once")
    assert warned.unknown == "show"
    assert warned.when is not None
    for withdrawal, audit, morning in product(FIRST_YES, AUDITS, (None, 0, 1)):
        known = facts(withdrawal=withdrawal, audit=audit, audit_item6=morning)
        is_safe = withdrawal == "none" and audit is not None and audit < RULES.withdrawal.audit_from and morning == 0
        assert (decide(warned.when, known) is not False) != is_safe, known


def test_a_diary_of_twelve_drinks_a_day_says_so_before_a_direction_is_chosen(programme):
    steps = [one.step for one in programme.main[1].slots]
    assert steps.index("not-at-once") < steps.index("which-way")
    warned = programme.main[1].slots[steps.index("not-at-once")]
    assert warned.when is not None
    assert decide(warned.when, {"drinks_first": WEEK_FROM}) is True
    assert decide(warned.when, {"drinks_first": WEEK_FROM - 0.1}) is False


def test_whoever_leaves_the_signs_is_sent_to_a_doctor(programme):
    doctors = [one for module in programme.main for one in module.slots if one.step == "signs-doctor"]
    assert [(one.unknown, decide(one.when, {})) for one in doctors if one.when] == [("show", None)] * 2


def test_after_each_later_diary_everybody_is_asked_about_withdrawal(programme):
    for module in programme.main:
        steps = [one.step for one in module.slots]
        for diary in (one for one in steps if one in ("drinks-second", "drinks-third")):
            asked = module.slots[steps.index(diary) + 1]
            assert asked.step == diary.replace("drinks", "signs")
            assert asked.when is None
            assert asked.short


@pytest.mark.parametrize("sign", [one.id for one in RULES.signs])
def test_each_sign_leads_to_what_the_rules_say(programme, sign):
    then = next(one.then for one in RULES.signs if one.id == sign)
    for fact in ("signs_second", "signs_third"):
        for step, leads in (("signs-fifteen", "fifteen"), ("signs-doctor", "doctor")):
            rules = [one.when for module in programme.main for one in module.slots if one.step == step and one.when]
            asked = [decide(rule, {fact: sign}) for rule in rules]
            assert (True in asked) == (then == leads), (fact, step)
