"""Somebody before a start, and the professional who starts it with them: what is asked, kept, read, and opened."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NewPage
from tests.journeys.person import Someone
from tests.journeys.test_accessibility import WIDE, Faults, look, signed_in

pytestmark = pytest.mark.browser

PAGE = "/programmes/depression/"
MODERATE = [2, 2, 2, 2, 2, 2, 0, 0, 0]


def somebody(new_page: NewPage, name: str, answers: list[int], **wishes: object) -> Someone:
    person = Someone(new_page(bypass_csp=True, **wishes))
    person.sign_up(name, name.capitalize())
    person.go("/measures/phq-9/")
    person.answer("phq-9", answers)
    person.send()
    return person


def in_care_of(new_page: NewPage, claire: Someone, person: Someone) -> None:
    """The professional gives a code, the person enters it."""
    claire.go("/desk/invite/")
    claire.send()
    code = claire.page.locator("main li strong").first.inner_text()
    person.go("/care/join/")
    person.page.fill("input[name=code]", code)
    person.send()


def nothing() -> Faults:
    return {way: [] for way in ("light", "dark", "200 %", "320 px")}


def test_the_questions_before_a_start_and_what_they_lead_to_are_open_to_all(new_page: NewPage) -> None:
    found = nothing()
    lea = somebody(new_page, "lea", [1] * 7 + [0, 0], viewport=WIDE)
    lea.go(PAGE)
    look(lea.page, found)
    lea.send()
    expect(lea.page.locator(".nhsuk-error-summary")).to_be_visible()
    look(lea.page, found)
    for question in lea.page.locator("main fieldset:has(input[value=no])").all():
        question.locator("input[value=no]").check()
    lea.page.check("input[name=perinatal][value=yes]")
    lea.send()
    expect(lea.page.locator("main")).to_contain_text("accouché")
    look(lea.page, found)
    assert not any(found.values()), found


@pytest.mark.parametrize("with_script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_moderate_symptoms_open_after_a_professional_noted_that_they_spoke(
    new_page: NewPage, with_script: bool
) -> None:
    name = "inaya" if with_script else "ivan"
    person = somebody(new_page, name, MODERATE, java_script_enabled=with_script)
    person.go(PAGE)
    expect(person.page.locator("main")).to_contain_text("un appel suffit")
    assert not person.page.locator("main fieldset").count()
    claire = signed_in(new_page, "claire", java_script_enabled=with_script)
    in_care_of(new_page, claire, person)
    claire.go("/desk/")
    claire.page.get_by_role("link", name=name.capitalize()).first.click()
    if with_script:
        claire.page.get_by_text("J’ai parlé avec cette personne").click()
    else:
        claire.page.locator("summary", has_text="J’ai parlé avec cette personne").click()
    claire.page.check("input[name=channel][value=phone]")
    claire.page.get_by_role("button", name="Noter cet échange").click()
    expect(claire.page.locator("#starting")).to_be_visible()
    expect(claire.page.locator("main")).to_contain_text("Par téléphone")
    person.go(PAGE)
    for question in person.page.locator("main fieldset:has(input[value=no])").all():
        question.locator("input[value=no]").check()
    person.send()
    expect(person.page).to_have_url(re.compile("/programme/step/|/measures/"))
    claire.page.reload()
    expect(claire.page.locator("main")).to_contain_text("Le départ était ouvert")


def test_a_professional_starts_a_programme_and_names_the_doctor(new_page: NewPage) -> None:
    found = nothing()
    person = somebody(new_page, "gaspard", [3, 3, 3, 3, 3, 3, 3, 1, 0])
    person.go(PAGE)
    expect(person.page.locator("main")).to_contain_text("avec un professionnel et avec")
    claire = signed_in(new_page, "claire", viewport=WIDE)
    in_care_of(new_page, claire, person)
    claire.go("/desk/")
    claire.page.get_by_role("link", name="Gaspard").first.click()
    claire.page.get_by_role("link", name="Remettre du mouvement", exact=True).click()
    look(claire.page, found)
    for question in claire.page.locator("main fieldset").all():
        question.locator("input[value=no]").check()
    claire.page.fill("input[name=indication]", "Épisode sévère, traitement en cours.")
    claire.page.select_option("select[name=covered_by]", index=1)
    claire.page.check("input[name=signed]")
    claire.page.get_by_role("button", name="Commencer").click()
    expect(claire.page.locator(".nhsuk-error-summary")).to_contain_text("psychiatre")
    look(claire.page, found)
    claire.page.select_option("select[name=doctor_role]", "psychiatrist")
    claire.page.fill("input[name=doctor_name]", "Dr Nemri")
    claire.page.get_by_role("button", name="Commencer").click()
    expect(claire.page.locator("main")).to_contain_text("Dr Nemri")
    look(claire.page, found)
    assert not any(found.values()), found
    person.go("/today/")
    expect(person.page.locator(".step-card")).to_be_visible()


def test_the_rules_are_signed_and_the_rota_answers_a_test_alert(new_page: NewPage) -> None:
    found = nothing()
    admin = signed_in(new_page, "admin", viewport=WIDE)
    admin.go("/team/rota/")
    admin.page.get_by_role("group", name="Qui répond").get_by_label("Claire Morel").check()
    admin.page.select_option("select[name=lead]", label="Claire Morel")
    admin.page.get_by_role("button", name="Garder cette astreinte").click()
    admin.page.get_by_role("button", name="Envoyer une alerte d’essai").click()
    look(admin.page, found)
    claire = signed_in(new_page, "claire", viewport=WIDE)
    look(claire.page, found)
    claire.page.get_by_role("button", name="Je la vois").click()
    expect(claire.page.locator("#test-alert")).to_have_count(0)
    claire.go("/team/rules/")
    claire.page.fill("input[name=role]", "psychologue, référente sécurité")
    claire.page.check("input[name=read]")
    claire.page.get_by_role("button", name="Signer").click()
    expect(claire.page.locator("#readiness")).to_be_visible()
    expect(claire.page.locator("main")).to_contain_text("Ce site est prêt")
    admin.go("/team/")
    expect(admin.page.locator("main")).to_contain_text("Ce site est prêt")
    assert not any(found.values()), found
