"""A professional goes through their list with the keyboard alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NewPage
from tests.journeys.person import Someone

pytestmark = pytest.mark.browser


def test_down_the_list_to_a_person_back_to_the_name_and_to_one_group(new_page: NewPage) -> None:
    claire = Someone(new_page())
    claire.sign_in("claire")
    claire.go("/desk/")
    page = claire.page
    page.locator("[data-list]").focus()
    page.keyboard.press("j")
    people = page.locator("tbody th[scope=row] a")
    expect(people.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(people.nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(people.nth(0)).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("input[name=q]")).to_be_focused()
    page.keyboard.type("sam")
    page.keyboard.press("Enter")
    expect(people).to_have_count(1)
    page.locator("[data-list]").focus()
    page.keyboard.press("j")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/desk/patients/.+#"))
    expect(page.locator("h1")).to_contain_text("Samira")


def test_without_a_script_groups_filters_and_views_are_links_and_forms(new_page: NewPage) -> None:
    claire = Someone(new_page(java_script_enabled=False))
    claire.sign_in("claire")
    claire.go("/desk/")
    page = claire.page
    page.click(".groups a[data-group]")
    expect(page.locator("tbody[data-group]")).to_have_count(1)
    page.click("details:has(input[name=called]) summary")
    page.fill("input[name=called]", "Le matin")
    page.click("form:has(input[name=called]) button")
    expect(page.locator(".groups a[aria-current]").nth(1)).to_have_text("Le matin")
