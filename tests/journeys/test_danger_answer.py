"""Somebody says that they think of death: help is on the very next page, and a professional sees it first."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NewPage
from tests.journeys.person import Someone

pytestmark = pytest.mark.browser

NUMBERS = ("15", "112", "114", "3114")
ITEM_9 = [1, 1, 1, 1, 1, 1, 1, 1, 1]


def says_so(person: Someone) -> None:
    """Answers the PHQ-9 with a 1 at its last question; help must be on the page that comes next."""
    person.go("/measures/phq-9/")
    person.answer("phq-9", ITEM_9)
    person.send()
    expect(person.page).to_have_url(re.compile("/help/questions/"))
    shows_help(person)


def shows_help(person: Someone) -> None:
    lines = person.page.locator(".helpline strong")
    for number in NUMBERS:
        expect(lines.filter(has_text=re.compile(rf"^\s*{number}\b")).first).to_be_visible()


def answers_questions(person: Someone, **answers: str) -> None:
    """Answers the graded questions: no, except where said otherwise."""
    names = person.page.locator("main form input[type=radio]").evaluate_all(
        "all => [...new Set(all.map(one => one.name))]"
    )
    assert {"wish", "intent", "plan", "means", "past", "done"} == set(names)
    for name in names:
        person.page.check(f"input[name={name}][value={answers.get(name, 'no')}]")
    person.send()
    shows_help(person)


@pytest.mark.parametrize("with_script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_help_is_on_the_very_next_page_and_after_passive_ideas_the_programme_goes_on(
    new_page: NewPage, with_script: bool
) -> None:
    lucas = Someone(new_page(java_script_enabled=with_script))
    lucas.sign_in("lucas")
    says_so(lucas)
    answers_questions(lucas, wish="yes")
    lucas.page.locator("main a.nhsuk-button").click()
    expect(lucas.page.locator(".step-card a.nhsuk-button")).to_have_attribute(
        "href", re.compile("/programme/step/|/measures/")
    )


def test_active_ideas_hold_the_next_step_and_come_first_in_the_psychologists_list(new_page: NewPage) -> None:
    therese = Someone(new_page())
    therese.sign_in("therese")
    says_so(therese)
    answers_questions(therese, wish="yes", intent="yes", plan="yes")
    therese.page.locator("main a.nhsuk-button").click()
    therese.page.locator(".step-card a.nhsuk-button").click()
    expect(therese.page).to_have_url(re.compile("/help/plan/"))
    shows_help(therese)
    claire = Someone(new_page())
    claire.sign_in("claire")
    expect(claire.page.locator("main tbody th a").first).to_contain_text("Thérèse")
    expect(claire.page.locator("main tbody").first).to_have_attribute("data-group", "concern")


def test_questions_left_open_wait_for_the_person_with_help_above_them(new_page: NewPage) -> None:
    awa = Someone(new_page())
    awa.sign_in("awa")
    says_so(awa)
    awa.go("/today/")
    awa.page.locator(".step-card a.nhsuk-button").click()
    expect(awa.page).to_have_url(re.compile("/help/questions/"))
    shows_help(awa)


def test_a_declined_last_question_shows_help_too(new_page: NewPage) -> None:
    emily = Someone(new_page(locale="en-GB"))
    emily.sign_in("emily")
    emily.go("/measures/phq-9/")
    emily.answer("phq-9", [0] * 8)
    emily.page.check("input[name=phq-9-9][value=declined]")
    emily.send()
    shows_help(emily)
