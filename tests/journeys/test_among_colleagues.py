"""*Entre collègues*, in a real browser: a message for a colleague, read on their day, and what the person is shown."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NewPage
from tests.journeys.person import Someone
from tests.journeys.test_accessibility import WIDE
from tests.journeys.test_keeping_in_touch import look, press

pytestmark = pytest.mark.browser

SEEN = "Appeler son frère lundi."


def somebody(new_page: NewPage, name: str) -> Someone:
    one = Someone(new_page(bypass_csp=True, viewport=WIDE))
    one.sign_in(name)
    return one


def test_a_team_writes_to_one_another_and_the_person_sees_nothing_of_it(new_page: NewPage) -> None:
    claire, lucas = somebody(new_page, "claire"), somebody(new_page, "lucas")
    claire.page.click("main tbody th a:has-text('Lucas')")
    claire.page.click("main a[href$='/team-room/']")
    look(claire.page)
    press(claire.page, "Garder ce message")
    expect(claire.page.locator(".nhsuk-error-summary")).to_be_visible()
    look(claire.page)
    claire.page.fill("textarea[name=words]", SEEN)
    press(claire.page, "Garder ce message")
    expect(claire.page.locator("main ol")).to_contain_text(SEEN)
    look(claire.page)
    claire.page.fill("textarea[name=words]", "Son frère a parlé.")
    claire.page.check("input[name=in_confidence]")
    press(claire.page, "Garder ce message")
    expect(claire.page.locator("main ol li").last).to_contain_text("Dit en confidence")
    look(claire.page)
    claire.page.click("main ol a:has-text('En faire une tâche')")
    expect(claire.page.locator("textarea[name=words]")).to_have_value(SEEN)
    look(claire.page)
    for path in ("/today/", "/goals/", "/my-rights/record/"):
        lucas.go(path)
        expect(lucas.page.locator("main")).not_to_contain_text("frère")


def test_what_is_for_a_colleagues_attention_stands_on_their_day(new_page: NewPage) -> None:
    claire, karim = somebody(new_page, "claire"), somebody(new_page, "karim")
    claire.page.click("main tbody th a:has-text('Nadia')")
    claire.page.click("main a[href$='/team-room/']")
    claire.page.fill("textarea[name=words]", SEEN)
    claire.page.check("text=Karim Haddad")
    claire.page.check("input[name=for_attention]")
    press(claire.page, "Garder ce message")
    expect(claire.page.locator("main ol")).to_contain_text("Pas encore lu par Karim Haddad")
    karim.go("/desk/tasks/")
    expect(karim.page.locator("main")).to_contain_text(SEEN)
    look(karim.page)
    press(karim.page, "J’ai lu")
    expect(karim.page.locator("main")).not_to_contain_text(SEEN)
    claire.go(claire.path)
    expect(claire.page.locator("main ol")).to_contain_text("Lu par Karim Haddad")
