"""Bad input and bad luck: a session that ends in mid-form, a form sent twice, a text that is too long."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from playwright.sync_api import APIResponse, Request, expect

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


def sent_by(person: Someone) -> Request:
    """Send the page's form, and keep what went out, as a nervous finger or a bad line would send it again."""
    with person.page.expect_request(lambda request: request.method == "POST") as sent:
        person.send()
    return sent.value


def send_again(person: Someone, sent: Request, body: str | None = None) -> APIResponse:
    """The same form once more, with these words if given."""
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    return person.page.request.post(sent.url, data=body or sent.post_data, headers=headers)


def written_by(person: Someone) -> int:
    person.go("/exercises/")
    return person.page.locator("main a[href*='/exercises/written/']").count()


def test_a_form_sent_twice_is_kept_once(new_page: NewPage) -> None:
    yannick = Someone(new_page())
    yannick.sign_in("yannick")
    before = written_by(yannick)
    yannick.go(RECORD)
    yannick.fill_what_is_there("deux fois les mêmes mots")
    assert send_again(yannick, sent_by(yannick)).ok
    assert written_by(yannick) == before + 1


def test_a_form_sent_twice_with_other_words_says_so_and_shows_them(new_page: NewPage) -> None:
    yannick = writing(new_page, "yannick")
    sent = sent_by(yannick)
    assert sent.post_data is not None
    answer = send_again(yannick, sent, sent.post_data.replace("des+mots", "d%27autres+mots"))
    assert answer.status == HTTPStatus.CONFLICT
    assert "d’autres mots" in answer.text().replace("&#39;", "’").replace("'", "’")


@with_and_without_script
def test_a_thought_record_of_a_megabyte_gets_a_sentence_and_keeps_its_text(
    new_page: NewPage, with_script: bool
) -> None:
    emily = writing(new_page, "emily", with_script=with_script)
    field = emily.page.locator("main form textarea").first
    field.fill(MEGABYTE)
    emily.send()
    expect(emily.page.locator(".nhsuk-error-summary")).to_be_visible()
    kept = emily.page.locator("main form textarea").first.input_value()
    assert len(kept) == len(MEGABYTE)


@with_and_without_script
def test_what_was_typed_is_there_after_a_step_aside_and_back(new_page: NewPage, with_script: bool) -> None:
    """And no field keeps a history that a shared browser would offer: words are text areas, which have none."""
    lucas = writing(new_page, "lucas", with_script=with_script)
    fields = lucas.page.locator("main form").first.locator("textarea, input:not([type=hidden], [type=checkbox])")
    typed = [field.input_value() for field in fields.all()]
    assert all(typed)
    lucas.page.locator("a.help-now").click()
    lucas.page.go_back()
    assert [field.input_value() for field in fields.all()] == typed
    assert not lucas.page.locator("main form input[type=text]:not([inputmode=decimal])").count()
