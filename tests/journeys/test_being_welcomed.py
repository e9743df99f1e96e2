"""Somebody new wishes to talk first: the questions lead to a named person, who calls, and whose answer they read."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NewPage
from tests.journeys.person import Someone
from tests.journeys.test_danger_answer import answers_questions
from tests.journeys.test_finding_my_way import MILD, answers_the_rest, answers_up_to_the_phq9, begins

pytestmark = pytest.mark.browser


def at_the_list(new_page: NewPage) -> Someone:
    claire = Someone(new_page(java_script_enabled=False))
    claire.sign_in("claire")
    claire.page.locator("a[href='/desk/newcomers/']").click()
    return claire


def test_from_a_wish_to_talk_to_the_answer_of_the_person_who_was_named(new_page: NewPage) -> None:
    person = begins(new_page, "nouvelle")
    answers_up_to_the_phq9(person, MILD)
    answers_the_rest(person, wish="talk")
    expect(person.page.locator("main")).to_contain_text("Claire Morel, qui accueille")
    person.page.locator("main a.nhsuk-button", has_text="Demander").click()
    expect(person.page.locator("#asking")).to_contain_text("Claire Morel")
    person.page.check("input[name=way][value=callback]")
    person.page.check("input[name=about][value=how_i_am]")
    person.page.fill("input[name=reach]", "06 39 98 00 22")
    person.page.fill("textarea[name=words]", "Je ne sais pas par où commencer.")
    person.page.locator("#asking button[type=submit]").click()
    expect(person.page.locator("[role=status]")).to_contain_text("notée")

    claire = at_the_list(new_page)
    waiting = claire.page.locator("article", has_text="Nouvelle")
    expect(waiting).to_contain_text("Demande à être rappelé")
    assert "par où commencer" not in claire.page.content(), "nothing is opened before the care begins"
    waiting.locator("button").click()
    expect(claire.page.locator("h1")).to_contain_text("Nouvelle")
    answer = claire.page.locator("form[action*='/talk/']")
    expect(claire.page.locator("main")).to_contain_text("Je ne sais pas par où commencer.")
    answer.locator("textarea").fill("Bonjour, je vous appelle demain à midi.")
    answer.locator("button[type=submit]").click()

    person.go("/talk/")
    expect(person.page.locator("main")).to_contain_text("je vous appelle demain à midi")
    expect(person.page.locator("main")).to_contain_text("Votre demande est lue par Claire Morel")


def test_a_danger_answer_of_somebody_nobody_follows_stands_first_and_asks_nothing_of_them(new_page: NewPage) -> None:
    person = begins(new_page, "discrete")
    answers_up_to_the_phq9(person, [1, 1, 1, 1, 1, 1, 1, 1, 3])
    expect(person.page.locator("main")).to_contain_text("Claire Morel, qui accueille")
    answers_questions(person, wish="yes", intent="yes")
    claire = at_the_list(new_page)
    first = claire.page.locator("article").first
    expect(first).to_contain_text("Discrete")
    expect(first).to_contain_text("À voir d’abord")
    first.locator("button").click()
    expect(claire.page).to_have_url(re.compile("/desk/patients/"))
    expect(claire.page.locator("#concerns")).to_be_visible()
    person.go("/care/")
    expect(person.page.locator("main")).to_contain_text("Claire Morel")
