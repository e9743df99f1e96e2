"""The programme on alcohol keeps the rules about drinks: their questions, no target at risk, signs asked each time."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from accalmie.core.drinks import load_drink_rules, risks
from accalmie.core.programme.engine.facts import decide
from accalmie.core.programme.nodes import Programme, Slot
from accalmie.site.authors.folder import compile_folder

CONTENT = Path(__file__).parents[3] / "content"
RULES = load_drink_rules((CONTENT / "drinks" / "rules.yaml").read_text(encoding="utf-8"))
TARGETS = ("my-target",)


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


@pytest.mark.parametrize("step", TARGETS)
def test_a_target_is_shown_to_nobody_whom_the_rules_find_at_risk(programme, step):
    shown = slot(programme, step)
    assert shown.unknown == "skip"
    assert shown.when is not None
    first_yes = (None, "none", *(one.id for one in RULES.conditions))
    for withdrawal, audit, morning in product(first_yes, (None, 0, 19, 20, 40), (None, 0, 1, 4)):
        facts = {"withdrawal": withdrawal, "audit": audit, "audit_item6": morning}
        said = dict.fromkeys((one.id for one in RULES.conditions), "no") | ({withdrawal: "yes"} if withdrawal else {})
        found = risks(RULES, said if withdrawal else {}, audit=audit, morning=morning)
        verdict = decide(shown.when, {name: value for name, value in facts.items() if value is not None})
        assert (verdict is True) == (not found), facts


def test_whoever_is_shown_no_target_is_told_not_to_stop_at_once(programme):
    warned, target = slot(programme, "not-at-once"), slot(programme, "my-target")
    assert warned.unknown == "show"
    assert warned.when is not None
    assert target.when is not None
    for withdrawal, audit, morning in product((None, "none", "epilepsy"), (None, 0, 19, 20), (None, 0, 1)):
        facts = {"withdrawal": withdrawal, "audit": audit, "audit_item6": morning}
        known = {name: value for name, value in facts.items() if value is not None}
        is_warned = decide(warned.when, known) is not False
        assert is_warned != (decide(target.when, known) is True), facts


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
