"""A passkey, from the settings of the one who works here to the next sign-in without a password, in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import CDPSession, expect

from tests.journeys.conftest import NewPage
from tests.journeys.person import Someone
from tests.journeys.site import Site

pytestmark = pytest.mark.browser

KEYS = {
    "protocol": "ctap2",
    "ctap2Version": "ctap2_1",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def someone(new_page: NewPage, site: Site) -> Someone:
    """At `localhost`: browsers bind no passkey to an address in figures."""
    page = new_page(base_url=site.address.replace("127.0.0.1", "localhost"))
    return Someone(page)


def with_keys(someone: Someone) -> tuple[CDPSession, str]:
    """A telephone whose finger always fits."""
    devtools = someone.page.context.new_cdp_session(someone.page)
    devtools.send("WebAuthn.enable")
    made = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": KEYS})
    return devtools, str(made["authenticatorId"])


def test_a_passkey_is_made_and_opens_without_a_password(someone: Someone) -> None:
    devtools, telephone = with_keys(someone)
    someone.sign_in("claire")
    someone.go("/settings/security/")
    someone.page.locator("form[data-passkey] button").click()
    expect(someone.page.locator("h1")).to_have_text(re.compile("feuille de codes"))
    assert someone.page.locator(".sheet-of-codes li").count() == 10
    someone.go("/settings/security/")
    expect(someone.page.locator(".rows").first).to_contain_text("passkey")
    someone.page.context.clear_cookies()
    someone.go("/sign-in/?next=/desk/")
    someone.page.locator("form[data-passkey] button").click()
    expect(someone.page).to_have_url(re.compile(r"/desk/$"))

    someone.page.context.clear_cookies()
    devtools.send("WebAuthn.setUserVerified", {"authenticatorId": telephone, "isUserVerified": False})
    someone.go("/sign-in/?next=/desk/")
    someone.page.locator("form[data-passkey] button").click()
    expect(someone.page.locator("[data-passkey-failed]")).to_have_text(re.compile("Rien ne s’est ouvert"))
    someone.go("/desk/")
    expect(someone.page).to_have_url(re.compile("/sign-in/"))


def test_an_answer_that_was_tampered_with_opens_nothing(someone: Someone) -> None:
    with_keys(someone)
    someone.sign_in("karim")
    someone.go("/settings/security/")
    someone.page.locator("form[data-passkey] button").click()
    expect(someone.page.locator("h1")).to_have_text(re.compile("feuille de codes"))
    someone.page.context.clear_cookies()
    someone.go("/sign-in/")
    someone.page.evaluate(
        """() => {
            const form = document.querySelector("form[data-passkey]");
            const sent = form.submit.bind(form);
            form.submit = () => {
                const answer = JSON.parse(form.elements.answer.value);
                const signature = answer.response.signature;
                answer.response.signature = signature.slice(0, 20) + (signature[20] === "A" ? "B" : "A")
                    + signature.slice(21);
                form.elements.answer.value = JSON.stringify(answer);
                sent();
            };
        }"""
    )
    someone.page.locator("form[data-passkey] button").click()
    expect(someone.page.locator("h1")).to_have_text(re.compile("n’a pas été acceptée"))
    someone.go("/desk/")
    expect(someone.page).to_have_url(re.compile("/sign-in/"))


def test_without_scripts_there_is_no_button_that_does_nothing(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/sign-in/")
    expect(page.locator("form[data-passkey]")).to_be_hidden()
    expect(page.locator("input[name=password]")).to_be_visible()
