"""*Parler à quelqu'un*, in a real browser: asking, being answered, and losing nothing on the way."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import NewPage
from tests.journeys.person import Someone

pytestmark = pytest.mark.browser

HALF = "Elle n’a pas rappelé. Je me suis dit que"
FIELD = "form#writing :is(textarea, input[type=text])"
TALK = ".masthead nav :text('Parler à quelqu’un')"

with_and_without_script = pytest.mark.parametrize(
    "with_script", [True, False], ids=["with JavaScript", "without JavaScript"]
)


def asks_to_be_called(page: Page, words: str) -> None:
    page.check("input[name=way][value=callback]")
    page.check("input[name=about][value=programme]")
    page.fill("input[name=reach]", "06 39 98 00 11")
    page.fill("textarea[name=words]", words)
    page.click("main form button[type=submit]")
    expect(page.locator(".notice[role=status]")).to_contain_text("notée")


@with_and_without_script
def test_asking_in_the_middle_of_an_exercise_keeps_what_was_typed(new_page: NewPage, with_script: bool) -> None:
    therese = Someone(new_page(java_script_enabled=with_script))
    therese.sign_in("therese")
    therese.go("/exercises/new/thought-record/")
    therese.page.locator("main form textarea").first.fill(HALF)
    therese.page.click(TALK)
    expect(therese.page.locator("h1")).to_have_text("Parler à quelqu’un")
    asks_to_be_called(therese.page, "Je bloque sur le tableau.")
    therese.page.click(".notice a.nhsuk-button")
    expect(therese.page).to_have_url(re.compile("/exercises/new/thought-record/"))
    expect(therese.page.locator("main form textarea").first).to_have_value(HALF)


@with_and_without_script
def test_only_looking_keeps_a_half_answered_questionnaire(new_page: NewPage, with_script: bool) -> None:
    lucas = Someone(new_page(java_script_enabled=with_script))
    lucas.sign_in("lucas")
    lucas.go("/measures/phq-9/")
    lucas.page.check("input[name='phq-9-3'][value='2']")
    lucas.page.click(TALK)
    lucas.page.click("a.nhsuk-back-link")
    expect(lucas.page.locator("input[name='phq-9-3'][value='2']")).to_be_checked()


@with_and_without_script
def test_a_half_written_step_waits_too(new_page: NewPage, with_script: bool) -> None:
    therese = Someone(new_page(java_script_enabled=with_script))
    therese.sign_in("therese")
    therese.go("/programme/step/what-matters/my-values/")
    therese.page.locator(FIELD).first.fill(HALF)
    therese.page.click(TALK)
    therese.page.click("a.nhsuk-back-link")
    expect(therese.page.locator(FIELD).first).to_have_value(HALF)


def test_with_a_script_the_browsers_own_back_keeps_it_too(new_page: NewPage) -> None:
    samira = Someone(new_page())
    samira.sign_in("samira")
    samira.go("/mood/")
    samira.page.fill("textarea[name=words]", HALF)
    samira.page.click(TALK)
    expect(samira.page.locator("h1")).to_have_text("Parler à quelqu’un")
    samira.page.go_back()
    expect(samira.page.locator("textarea[name=words]")).to_have_value(HALF)


def test_the_psychologist_sees_it_answers_and_the_person_reads_the_answer(new_page: NewPage) -> None:
    lucas = Someone(new_page())
    lucas.sign_in("lucas")
    lucas.go("/talk/")
    asks_to_be_called(lucas.page, "Je voudrais parler de la suite.")
    expect(lucas.page.locator("main article").first).to_contain_text("au plus tard")
    claire = Someone(new_page())
    claire.sign_in("claire")
    row = claire.page.locator("main tbody tr", has_text="Lucas")
    expect(row).to_contain_text("Demande à être rappelé·e depuis")
    row.locator("th a").click()
    talk = claire.page.locator("section[aria-labelledby=talks]")
    expect(talk).to_contain_text("06 39 98 00 11")
    expect(talk).to_contain_text("Je voudrais parler de la suite.")
    talk.locator("textarea").first.fill("Je vous appelle demain à 10 h.")
    talk.locator("button").first.click()
    expect(claire.page.locator("section[aria-labelledby=talks]")).to_contain_text("Je vous appelle demain")
    lucas.go("/talk/")
    expect(lucas.page.locator("main article").first).to_contain_text("Je vous appelle demain à 10 h.")
    expect(lucas.page.locator("main article").first).to_contain_text("Claire Morel")


def test_who_follows_a_programme_alone_reads_by_name_who_welcomes_them_and_that_nobody_follows_them(
    new_page: NewPage,
) -> None:
    awa = Someone(new_page())
    awa.sign_in("awa")
    awa.page.click(TALK)
    expect(awa.page.locator("main")).to_contain_text("Personne ne vous suit encore ici. Claire Morel, qui accueille")
    expect(awa.page.locator("form#asking")).to_be_visible()
    expect(awa.page.locator("main")).to_contain_text("01 99 00 12 34")
