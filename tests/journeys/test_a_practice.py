"""A practice in a real browser: read without a script, heard with the device's own voice, and nothing left behind."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import NewPage

pytestmark = pytest.mark.browser

SHORT = "/practices/three-breaths-3/"
A_SENTENCE = 1_000
AN_HOUR = 3_600  # seconds: later than any page is slow
VOICES = """
  window.said = [];
  let speaking = 0;
  const voices = {
    getVoices: () => [
      { name: "far", lang: "fr-FR", localService: false },
      ...(NEAR ? [{ name: "near", lang: "fr-FR", localService: true }] : []),
    ],
    speak: (words) => {
      window.said.push([words.voice.name, words.text]);
      speaking = setTimeout(() => words.onend(), 1000);
    },
    cancel: () => clearTimeout(speaking),
    addEventListener: () => {},
  };
  Object.defineProperty(window, "speechSynthesis", { value: voices });
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
"""


def opened(new_page: NewPage, *, near: bool = True) -> Page:
    """The short practice in a browser whose voices are ours to look at, and whose clock moves when we say."""
    page = new_page()
    page.add_init_script(VOICES.replace("NEAR", "true" if near else "false"))
    page.clock.install(time=0)
    page.goto(SHORT)
    page.clock.pause_at(AN_HOUR)
    return page


def said(page: Page) -> list[list[str]]:
    return page.evaluate("window.said")  # type: ignore[no-any-return]


def test_a_visitor_without_javascript_reads_a_whole_practice(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    page.goto("/practices/")
    page.get_by_role("link", name="Trois souffles").click()
    expect(page.locator("[data-script] > p")).to_have_count(13)
    expect(page.get_by_text("(silence de 6 secondes)")).to_be_visible()
    expect(page.get_by_text("C’étaient vos trois souffles.")).to_be_visible()
    expect(page.locator("[data-player]")).to_be_hidden()
    assert page.context.cookies() == []
    assert set(sent) == {"GET"}


def test_a_longer_one_asks_first_and_every_answer_leads_on(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/practices/chair-10/")
    page.get_by_role("link", name="Oui, cela arrive").click()
    expect(page.get_by_role("link", name="Ouvrir ces trois minutes")).to_be_visible()
    expect(page.locator("main").get_by_role("link", name="Parler à quelqu’un")).to_be_visible()
    page.get_by_role("link", name="Ouvrir «").click()
    expect(page.get_by_text("comme quelqu’un qui attend un bus")).to_be_visible()
    page.go_back()
    page.go_back()
    page.get_by_role("link", name="Non : ouvrir la pratique").click()
    expect(page.get_by_text("comme quelqu’un qui attend un bus")).to_be_visible()


def test_the_device_reads_part_by_part_and_keeps_its_silences(new_page: NewPage) -> None:
    page = opened(new_page)
    assert said(page) == [], "nothing starts by itself"
    page.get_by_role("button", name="Commencer").press("Enter")
    expect(page.get_by_role("button", name="Pause")).to_be_focused()
    expect(page.locator("[data-time]")).to_have_text("Minute 1 sur 3")
    assert said(page) == [["near", "Trois souffles, rien de plus."]]
    page.clock.run_for(3 * A_SENTENCE)
    assert len(said(page)) == 3
    expect(page.locator("[data-now]")).to_have_text("(silence de 6 secondes)")
    page.clock.run_for(5_000)
    assert len(said(page)) == 3
    page.clock.run_for(1_000)
    assert said(page)[-1] == ["near", "Avant le premier, sentez ce qui vous porte."]


def test_a_pause_waits_and_goes_on_with_the_same_sentence(new_page: NewPage) -> None:
    page = opened(new_page)
    page.get_by_role("button", name="Commencer").click()
    page.clock.run_for(A_SENTENCE + 500)
    page.get_by_role("button", name="Pause").press("Enter")
    expect(page.get_by_role("status").filter(has_text="En pause")).to_be_visible()
    expect(page.get_by_role("button", name="Continuer")).to_be_focused()
    page.clock.run_for(60_000)
    assert len(said(page)) == 2
    page.get_by_role("button", name="Continuer").press("Enter")
    assert said(page)[1] == said(page)[2]
    page.clock.run_for(2 * A_SENTENCE + 4_000)  # four seconds into the silence of six
    page.get_by_role("button", name="Pause").press("Enter")
    page.get_by_role("button", name="Continuer").press("Enter")
    page.clock.run_for(1_900)
    assert len(said(page)) == 4
    page.clock.run_for(200)
    assert len(said(page)) == 5


def test_it_ends_and_can_be_stopped_before(new_page: NewPage) -> None:
    page = opened(new_page)
    page.get_by_role("button", name="Commencer").click()
    page.clock.run_for(5 * A_SENTENCE)
    page.get_by_role("button", name="M’arrêter là").press("Enter")
    expect(page.get_by_role("button", name="Commencer")).to_be_focused()
    expect(page.locator("[data-now]")).to_have_count(0)
    before = len(said(page))
    page.clock.run_for(60_000)
    assert len(said(page)) == before
    page.get_by_role("button", name="Commencer").press("Enter")
    page.clock.run_for(5 * 60_000)
    expect(page.locator("[data-told]")).to_have_text("La pratique est finie. Prenez le temps de revenir.")
    expect(page.get_by_role("button", name="Commencer")).to_be_focused()


def test_without_a_voice_on_the_device_the_page_says_so(new_page: NewPage) -> None:
    page = opened(new_page, near=False)
    expect(page.get_by_role("button", name="Commencer")).to_be_hidden()
    page.clock.run_for(2_000)
    expect(page.get_by_text("Ce navigateur n’a pas de voix à lui")).to_be_visible()
    expect(page.get_by_text("C’étaient vos trois souffles.")).to_be_visible()


@pytest.mark.parametrize("with_script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_another_pace_moves_only_once_it_was_wished(new_page: NewPage, with_script: bool) -> None:
    page = new_page(java_script_enabled=with_script)
    page.goto("/practices/breathing/")
    page.get_by_label("environ 5 par minute").check()
    page.get_by_role("button", name="Prendre ce rythme").click()
    expect(page.get_by_role("heading", name="Inspirez 5, soufflez 7")).to_be_visible()
    expect(page.locator(".breath")).to_be_hidden()
    page.check("#circle")
    expect(page.locator(".breath")).to_have_css("animation-duration", "12s")


def test_who_asked_for_less_motion_counts_on_still_bars(new_page: NewPage) -> None:
    page = new_page(reduced_motion="reduce")
    page.goto("/practices/breathing/")
    expect(page.locator("#circle")).to_be_hidden()
    expect(page.locator(".counts rect")).to_have_count(10)
