"""A person names somebody close to them on an old telephone, changes what they may, and takes it back."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NewPage
from tests.journeys.person import Someone
from tests.journeys.test_accessibility import AXE, NARROW, faults

pytestmark = pytest.mark.browser


def test_awa_names_her_brother_and_takes_it_back(new_page: NewPage) -> None:
    awa = Someone(new_page(viewport=NARROW, bypass_csp=True))
    awa.sign_in("awa")
    awa.go("/care/")
    awa.page.locator("main a", has_text="Mes proches").click()
    awa.page.fill("input[name=called]", "Moussa")
    awa.page.fill("input[name=reach]", "06 39 98 00 42")
    awa.send()
    expect(awa.page.locator(".nhsuk-error-summary")).to_contain_text("Cochez pour quoi")
    expect(awa.page.locator("input[name=called]")).to_have_value("Moussa")
    awa.page.check("input[name=may][value=crisis]")
    awa.send()
    expect(awa.page.locator("main section.card")).to_contain_text("Moussa")
    awa.page.locator("main a", has_text="Changer ce que Moussa peut").click()
    awa.page.evaluate(AXE.read_text(encoding="utf-8"))
    assert faults(awa.page) == []
    awa.page.check("input[name=may][value=guide]")
    awa.send()
    expect(awa.page.locator("main section.card")).to_contain_text("la page pour les proches")
    awa.page.locator("main button", has_text="Ne plus parler avec Moussa").click()
    expect(awa.page.locator("main section.card")).to_have_count(0)
