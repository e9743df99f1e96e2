"""Before any account, in a real browser: three minutes of breathing that leave nothing behind."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import NewPage

pytestmark = pytest.mark.browser

THREE_MINUTES = 3 * 60 * 1000


def breathing(page: Page) -> None:
    page.goto("/")
    page.click(".step-card a.nhsuk-button")
    expect(page.locator("h1")).to_have_text("Trois minutes pour souffler")


@pytest.mark.parametrize("with_script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_the_exercise_leaves_no_cookie_and_sends_nothing(new_page: NewPage, with_script: bool) -> None:
    page = new_page(java_script_enabled=with_script)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    breathing(page)
    expect(page.locator(".breathing ol li")).to_have_count(3)
    page.check("#circle")
    page.goto("/before/")
    page.goto("/talk/")
    assert page.context.cookies() == []
    assert set(sent) == {"GET"}


def test_three_minutes_are_said_in_words(new_page: NewPage) -> None:
    page = new_page()
    page.clock.install()
    breathing(page)
    page.click("[data-start]")
    now, time = page.locator("[data-now]"), page.locator("[data-time]")
    expect(now).to_have_text("Inspirez")
    expect(page.locator("[data-stop]")).to_be_focused()
    page.clock.run_for(4_000)
    expect(now).to_have_text("Expirez")
    page.clock.run_for(56_000)
    expect(time).to_have_text("Encore deux minutes.")
    expect(now).to_have_text("Inspirez")
    page.clock.run_for(THREE_MINUTES)
    expect(time).to_contain_text("Les trois minutes sont passées")
    expect(page.locator("[data-start]")).to_be_focused()


def test_stopping_early_stops(new_page: NewPage) -> None:
    page = new_page()
    page.clock.install()
    breathing(page)
    page.click("[data-start]")
    page.clock.run_for(5_000)
    page.click("[data-stop]")
    page.clock.run_for(THREE_MINUTES)
    expect(page.locator("[data-now]")).to_be_empty()
    expect(page.locator("[data-start]")).to_be_focused()


@pytest.mark.parametrize("with_script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_something_moves_only_once_it_was_wished(new_page: NewPage, with_script: bool) -> None:
    page = new_page(java_script_enabled=with_script)
    breathing(page)
    expect(page.locator(".breath")).to_be_hidden()
    page.check("#circle")
    expect(page.locator(".breath")).to_be_visible()
    expect(page.locator(".breath")).to_have_css("animation-duration", "10s")


def test_who_asked_for_less_motion_is_offered_none(new_page: NewPage) -> None:
    page = new_page(reduced_motion="reduce")
    breathing(page)
    expect(page.locator("#circle")).to_be_hidden()
    expect(page.locator(".breath")).to_be_hidden()
    page.click("[data-start]")
    expect(page.locator("[data-now]")).to_have_text("Inspirez")
