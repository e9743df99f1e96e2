"""An explainer in a real browser: slides and words on an old telephone; beside them a film that waits to be asked."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from accalmie.capabilities.explainers import library
from tests.journeys.conftest import NewPage
from tests.journeys.site import Site
from tests.journeys.test_accessibility import AXE, NARROW, faults

pytestmark = pytest.mark.browser

PAGE = "/explainers/depression/"


@pytest.fixture
def filmed(site: Site) -> None:
    """A film of the words on the page; nobody looks into it here."""
    folder = site.data / "media" / "explainers" / "depression"
    folder.mkdir(parents=True, exist_ok=True)
    note = {"words": library.explainers()["depression"].print_of("fr")}
    for name, content in (("fr.mp4", b"film"), ("fr.m4a", b"sound"), ("fr.json", json.dumps(note).encode())):
        (folder / name).write_bytes(content)


def test_a_visitor_without_scripts_reads_it_all_and_leaves_no_cookie(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False, viewport=NARROW)
    page.goto("/")
    page.click("a[href='/explainers/']")
    page.click(f"a[href='{PAGE}']")
    board = library.explainers()["depression"].board("fr")
    expect(page.locator(".slide")).to_have_count(len(board.slides))
    for slide in board.slides:
        expect(page.locator(".shown").get_by_text(slide.narration)).to_be_visible()
    assert page.context.cookies() == []


@pytest.mark.usefixtures("filmed")
def test_a_film_loads_nothing_before_it_is_asked_and_its_captions_are_on(new_page: NewPage) -> None:
    page = new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{PAGE}?chapter=2", wait_until="networkidle")
    assert not [url for url in asked if url.endswith((".mp4", ".m4a"))]
    assert page.evaluate("() => document.querySelector('video').textTracks[0].mode") == "showing"
    assert page.evaluate("() => document.querySelector('video').paused")
    assert "#t=" in (page.locator("video").get_attribute("src") or "")


@pytest.mark.usefixtures("filmed")
def test_the_page_with_a_film_has_no_barrier(new_page: NewPage) -> None:
    page = new_page(bypass_csp=True)
    page.goto(PAGE)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert faults(page) == []
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    assert page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
