"""What somebody had typed comes back into the page's form, whatever they had typed."""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser

from hypothesis import given, strategies as st

from accalmie.foundation.people.refill import Refilled, refill

PAGE = """<!doctype html>
<html lang="fr"><body><main id="content"><h1>Titre &amp; suite</h1><!-- note -->
<form method="post" action="/language/"><input type="hidden" name="next" value="/x/">
<button name="language" value="en">EN</button></form>
<form method="post" action="/x/?a=1"><input type="hidden" name="id" value="1">
<label for="t">T</label><textarea id="t" name="thought" rows="5">
before</textarea>
<input type="radio" id="m0" name="mood" value="0" checked><input type="radio" id="m1" name="mood" value="1">
<input type="checkbox" name="care" value="on"><input type="checkbox" name="other" value="on" checked>
<input type="text" name="row" value="a"><input type="text" name="row">
<input type="password" name="secret">
<select name="zone"><option value="p" selected>P</option><option value="c">C</option></select>
<button type="submit" name="go" value="1">Go</button>
</form></main></body></html>"""

# What a browser sends has no lone surrogates; it writes line ends as CRLF and drops NUL, and so does this alphabet.
typed_text = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"), max_size=80)


class Reading(HTMLParser):
    """The values that a browser would show in the page's fields."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self._area: str | None = None
        self._select = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        name = attributes.get("name") or ""
        if tag == "textarea":
            self._area = name
            self.fields[name] = [""]
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in attributes:
            self.fields.setdefault(self._select, []).append(attributes.get("value") or "")
        elif tag == "input" and attributes.get("type") in {"radio", "checkbox"}:
            if "checked" in attributes:
                self.fields.setdefault(name, []).append(attributes.get("value") or "")
        elif tag == "input":
            self.fields.setdefault(name, []).append(attributes.get("value") or "")

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self.fields[self._area][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area is not None:
            self.fields[self._area] = [self.fields[self._area][0].removeprefix("\n")]
            self._area = None


def filled(typed: dict[str, list[str]], path: str = "/x/") -> Refilled:
    return refill(PAGE, typed, path=path, page="/x/", notice="<p>Revenu</p>", mark="<i></i>")


@given(
    thought=typed_text, rows=st.tuples(typed_text, typed_text), mood=st.sampled_from("01"), zone=st.sampled_from("pc")
)
def test_every_text_comes_back_as_it_was_typed(thought: str, rows: tuple[str, str], mood: str, zone: str) -> None:
    typed = {"thought": [thought], "row": list(rows), "mood": [mood], "zone": [zone], "care": ["on"]}
    fields = Reading(filled(typed).html).fields
    assert fields["thought"] == [thought]
    assert fields["row"] == list(rows)
    assert (fields["mood"], fields["zone"], fields["care"]) == ([mood], [zone], ["on"])


def test_a_box_that_was_not_ticked_is_not_ticked() -> None:
    assert "other" not in Reading(filled({"thought": ["x"]}).html).fields


def test_hidden_fields_and_passwords_stay_as_the_page_has_them() -> None:
    fields = Reading(filled({"id": ["999"], "secret": ["stolen"]}).html).fields
    assert fields["id"] == ["1"]
    assert fields["secret"] == [""]


def test_the_page_around_the_form_stays_as_it_is() -> None:
    html = filled({}).html
    assert "<h1>Titre &amp; suite</h1><!-- note -->" in html
    assert '<main id="content"><p>Revenu</p>' in html
    assert html.startswith("<!doctype html>")


def test_only_the_form_that_was_sent_is_filled() -> None:
    assert not filled({"thought": ["x"]}, path="/elsewhere/").found
    assert filled({"thought": ["x"]}).html.count("<i></i>") == 1


def test_of_several_forms_the_one_with_the_same_hidden_values_is_filled() -> None:
    day = '<form method="post" action="/d/"><input type="hidden" name="day" value="{0}"><input name="words"></form>'
    page = "<main>" + day.format("mon") + day.format("tue") + "</main>"
    html = refill(page, {"day": ["tue"], "words": ["ici"]}, path="/d/", page="/d/", notice="", mark="").html
    assert html.index('value="tue"') < html.index('value="ici"')


def test_a_text_without_a_field_is_handed_back() -> None:
    words = "Ce que j'avais écrit sur la page d'avant."
    assert filled({"gone": [words], "go": ["1"], "code": ["42"]}).unplaced == (words,)


@given(typed_text)
def test_nothing_typed_becomes_markup(thought: str) -> None:
    hostile = f"</textarea><script>{thought}"
    assert escape("</textarea><script>", quote=False) in filled({"thought": [hostile]}).html
    assert "<script>" not in filled({"thought": [hostile], "row": ['"><script>']}).html
