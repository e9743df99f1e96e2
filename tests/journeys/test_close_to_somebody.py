"""The page for whoever is close to somebody in care, in a real browser: with and without a script, and on paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NewPage
from tests.journeys.test_accessibility import WIDE
from tests.journeys.test_keeping_in_touch import look

pytestmark = pytest.mark.browser


def test_it_is_found_from_help_now_and_reads_on_a_telephone(new_page: NewPage) -> None:
    page = new_page(bypass_csp=True, viewport=WIDE)
    page.goto("/help/")
    page.click("main a[href='/close-to-somebody/']")
    expect(page.locator("h1")).to_have_text("Quelqu’un qui vous est proche est aidé")
    look(page)


def test_it_needs_no_script_and_prints_on_one_sheet(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/close-to-somebody/")
    expect(page.locator("main a[href='tel:3114']")).to_be_visible()
    sheet = page.pdf(format="A4", margin=dict.fromkeys(("top", "bottom", "left", "right"), "10mm"))
    assert sheet.count(b"/Type /Page\n") == 1
