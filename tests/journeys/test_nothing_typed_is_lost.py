"""Bad input and bad luck: a session that ends in mid-form, a form sent twice, a text that is too long."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NewPage
from tests.journeys.person import Someone

pytestmark = pytest.mark.browser

RECORD = "/exercises/new/thought-record/"
WORDS = "Elle ne m’a pas rappelée. Je me suis dit : « je ne compte pas »."
MEGABYTE = "Une pensée qui n’en finit pas. " * 33_000

with_and_without_script = pytest.mark.parametrize(
    "with_script", [True, False], ids=["with JavaScript", "without JavaScript"]
)


def writing(new_page: NewPage, name: str, *, with_script: bool = True) -> Someone:
    """Somebody in the middle of a thought record."""
    person = Someone(new_page(java_script_enabled=with_script))
    person.sign_in(name)
    person.go(RECORD)
    person.fill_what_is_there("des mots")
    return person


@with_and_without_script
def test_a_session_that_ends_in_mid_form_keeps_the_text(new_page: NewPage, with_script: bool) -> None:
    awa = writing(new_page, "awa", with_script=with_script)
    field = awa.page.locator("main form textarea, main form input[type=text]").first
    name = field.get_attribute("name")
    field.fill(WORDS)
    awa.page.context.clear_cookies(name="accalmie")
    awa.send()
    expect(awa.page.locator("input[name=username]")).to_be_visible()
    awa.page.fill("input[name=username]", "awa")
    awa.page.fill("input[name=password]", "un vent plus doux")
    awa.send()
    expect(awa.page.locator(f"[name='{name}']").first).to_have_value(WORDS)
    awa.send()
    awa.go("/exercises/")
    awa.page.locator("main a[href*='/exercises/written/']").first.click()
    expect(awa.page.locator("main")).to_contain_text(WORDS)


def test_a_form_sent_twice_is_kept_once(new_page: NewPage) -> None:
    yannick = Someone(new_page(java_script_enabled=False))
    yannick.sign_in("yannick")
    yannick.go("/exercises/")
    before = yannick.page.locator("main a[href*='/exercises/written/']").count()
    yannick.go(RECORD)
    yannick.fill_what_is_there("deux fois les mêmes mots")
    form = yannick.page.url
    yannick.send()
    yannick.page.go_back()
    assert yannick.page.url == form
    yannick.send()
    assert not yannick.page.locator(".nhsuk-error-summary").count()
    yannick.go("/exercises/")
    assert yannick.page.locator("main a[href*='/exercises/written/']").count() == before + 1


def test_a_form_sent_twice_with_other_words_says_so_and_shows_them(new_page: NewPage) -> None:
    yannick = Someone(new_page(java_script_enabled=False))
    yannick.sign_in("yannick")
    yannick.go(RECORD)
    yannick.fill_what_is_there("les premiers mots")
    yannick.send()
    yannick.page.go_back()
    field = yannick.page.locator("main form textarea, main form input[type=text]").first
    field.fill(WORDS)
    yannick.send()
    expect(yannick.page.locator("main")).to_contain_text(WORDS)


@with_and_without_script
def test_a_thought_record_of_a_megabyte_gets_a_sentence_and_keeps_its_text(new_page: NewPage, with_script: bool) -> None:
    emily = writing(new_page, "emily", with_script=with_script)
    field = emily.page.locator("main form textarea").first
    field.fill(MEGABYTE)
    emily.send()
    expect(emily.page.locator(".nhsuk-error-summary")).to_be_visible()
    kept = emily.page.locator("main form textarea").first.input_value()
    assert len(kept) == len(MEGABYTE)
