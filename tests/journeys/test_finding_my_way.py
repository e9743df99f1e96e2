"""Somebody who does not know where to begin: ten minutes of questions, in French and without JavaScript, lead
somewhere."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NewPage
from tests.journeys.person import Someone
from tests.journeys.test_danger_answer import answers_questions, shows_help

pytestmark = pytest.mark.browser

MILD, MARKED = [1, 1, 1, 1, 1, 1, 1, 0, 0], [3, 2, 2, 2, 2, 2, 2, 2, 0]


def begins(new_page: NewPage, name: str) -> Someone:
    """A new account, and the card of the day that leads to the questions."""
    person = Someone(new_page(java_script_enabled=False))
    person.sign_up(name, name.capitalize())
    person.go("/today/")
    person.page.locator(".step-card a.nhsuk-button").click()
    expect(person.page).to_have_url(re.compile("/find-my-way/$"))
    person.send()
    expect(person.page).to_have_title(re.compile("Question 1 sur 9"))
    return person


def chooses(person: Someone, option: str) -> None:
    person.page.check(f"input[name=choice][value={option}]")
    person.send()


def answers_up_to_the_phq9(person: Someone, phq9: list[int], *, second: str = "nothing") -> None:
    person.send()
    chooses(person, "mood")
    chooses(person, second)
    person.answer("phq-9", phq9)
    person.send()


def answers_the_rest(person: Someone, *, wish: str, **screening: str) -> None:
    person.answer("gad-7", [1] * 7)
    person.send()
    chooses(person, "some")
    chooses(person, "gp")
    names = person.page.locator("#writing input[type=radio]").evaluate_all(
        "all => [...new Set(all.map(one => one.name))]"
    )
    for name in names:
        person.page.check(f"input[name={name}][value={screening.get(name.replace('-', '_'), 'no')}]")
    person.send()
    chooses(person, wish)
    expect(person.page).to_have_url(re.compile("/find-my-way/result/"))


def test_mild_symptoms_lead_to_a_programme_whose_questions_are_filled_in_already(new_page: NewPage) -> None:
    person = begins(new_page, "inconnue")
    answers_up_to_the_phq9(person, MILD)
    answers_the_rest(person, wish="alone")
    expect(person.page.locator("h1")).to_contain_text("à votre rythme")
    person.page.locator("main a.nhsuk-button").first.click()
    expect(person.page.locator("main input[value=no]:checked")).to_have_count(8)
    person.send()
    person.go("/today/")
    expect(person.page.locator(".step-card")).to_contain_text("Ce que l’on sait")


def test_a_yes_leads_to_a_person_and_the_numbers_and_another_way_may_be_chosen(new_page: NewPage) -> None:
    person = begins(new_page, "quelquun")
    answers_up_to_the_phq9(person, MARKED)
    answers_the_rest(person, wish="alone", violence="yes")
    expect(person.page.locator("main")).to_contain_text("3919")
    expect(person.page.locator("main")).to_contain_text("Quitter vite")
    person.page.locator("summary", has_text="Choisir un autre chemin").click()
    person.page.get_by_label("« Remettre du mouvement », par moi-même").check()
    person.page.locator("form[action$='/change/'] button").click()
    expect(person.page.locator("h1")).to_contain_text("par moi-même")
    person.page.locator("main a.nhsuk-button").first.click()
    expect(person.page.locator("main")).to_contain_text("quelqu’un")
    assert person.page.locator("main form[action$='/start/'] button").count() == 0, "a score of 17 does not start alone"


def test_a_danger_answer_leads_to_help_at_once_and_never_to_a_programme(new_page: NewPage) -> None:
    person = begins(new_page, "personne")
    answers_up_to_the_phq9(person, [1, 1, 1, 1, 1, 1, 1, 1, 3])
    expect(person.page).to_have_url(re.compile("/help/questions/"))
    shows_help(person)
    answers_questions(person, wish="yes", intent="yes")
    person.go("/find-my-way/")
    expect(person.page).to_have_url(re.compile("/find-my-way/result/"))
    shows_help(person)
    assert person.page.locator("main a[href^='/programmes/']").count() == 0
