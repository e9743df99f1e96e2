"""The frame of every page, the error pages, and the parts on the gallery."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.template.loader import get_template
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation
from django.utils.translation import trans_real
from jinja2 import UndefinedError

from accalmie.foundation.design import views
from accalmie.foundation.design.jinja import environment
from accalmie.foundation.words import pseudo
from tests.client import StrictClient, faults_of
from tests.factories.people import patient_person

SHOWN = Path(views.__file__).parent / "static" / "design"
PAGES = ["design:about", "design:your-data", "design:accessibility", "people:sign-in", "people:sign-up",
         "people:under-18", "people:signed-out"]  # fmt: skip


class Texts(HTMLParser):
    """The words that a page shows, with the parts that only machines read left out."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._skipped = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._skipped += tag in {"script", "title", "option"}
        label = dict(attrs).get("aria-label")
        if label:
            self.found.append(label)

    def handle_endtag(self, tag: str) -> None:
        self._skipped -= tag in {"script", "title", "option"}

    def handle_data(self, data: str) -> None:
        if not self._skipped and re.search(r"[A-Za-zÀ-ÿ]{2}", data):
            self.found.append(data.strip())


# Names are names in every language, and so are the numbers of lines and the languages themselves.
_NAMES = re.compile(r"Accalmie|Français|English|FR|EN|Fil Santé Jeunes|\d+")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_keeps_the_manners_of_the_house(page: str, language: str) -> None:
    answer = StrictClient(headers={"accept-language": language}).get(reverse(page))
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.content.decode()


@pytest.fixture
def pseudo_french(settings: LazySettings, tmp_path: Path) -> Any:
    """French replaced by bracketed English, for the length of a test."""
    pseudo.write_pseudo(tmp_path)
    settings.LOCALE_PATHS = [str(tmp_path)]
    _forget_catalogues()
    yield
    _forget_catalogues()


def _forget_catalogues() -> None:
    """What Django itself does when a catalogue changes under a running server."""
    trans_real._translations = {}  # type: ignore[attr-defined]
    trans_real._default = None  # type: ignore[attr-defined]


@pytest.mark.parametrize("page", PAGES)
def test_no_text_is_left_out_of_the_catalogues(page: str, pseudo_french: None) -> None:
    html = StrictClient(headers={"accept-language": "fr"}).get(reverse(page)).content.decode()
    left_out = [text for text in Texts(html).found if "⟦" not in text and _NAMES.sub("", text).strip(" ()·,")]
    assert left_out == []


def test_an_address_without_a_page_is_told_kindly() -> None:
    answer = StrictClient().get("/there/is/nothing/")
    assert answer.status_code == 404


@pytest.mark.parametrize(("view", "status"), [("bad_request", 400), ("not_allowed", 403), ("not_found", 404)])
def test_error_pages_work_on_a_request_that_nothing_has_touched(view: str, status: int) -> None:
    answer = getattr(views, view)(RequestFactory().get("/x/"), Exception())
    assert answer.status_code == status
    assert faults_of(answer.content.decode()) == []


def test_a_fault_of_ours_hands_back_what_was_typed() -> None:
    words = "Hier soir j'ai marché jusqu'au canal </textarea><script>"
    request = RequestFactory().post("/x/", {"thought": words, "password": "un mot de passe", "mood": "3"})
    html = views.server_error(request).content.decode()
    assert "jusqu&#39;au canal &lt;/textarea&gt;" in html
    assert "un mot de passe" not in html
    assert faults_of(html) == []


def test_the_gallery_is_whole_and_only_for_those_who_build(settings: LazySettings) -> None:
    settings.DEBUG, settings.DEMO = False, False
    assert StrictClient().get(reverse("design:gallery")).status_code == 404
    settings.DEMO = True
    assert StrictClient().get(reverse("design:gallery")).status_code == 200


def test_an_undefined_name_in_our_templates_is_loud() -> None:
    with pytest.raises(UndefinedError):
        environment(autoescape=True).from_string("{{ nobody_gave_this }}").render()


def test_the_macros_of_the_design_system_may_leave_things_out() -> None:
    text = '{% from "nhsuk/components/inset-text/macro.jinja" import insetText %}{{ insetText({"text": "Calme"}) }}'
    assert "Calme" in environment(autoescape=True).from_string(text).render()


def test_what_a_person_wrote_is_never_markup() -> None:
    template = get_template("design/parts.html").template  # type: ignore[attr-defined]
    with translation.override("fr"):
        assert "&lt;b&gt;" in str(template.module.quote("<b>"))


@pytest.mark.django_db(databases=["default", "keys"])
def test_a_page_says_for_whom_its_forms_are() -> None:
    client = StrictClient()
    assert b'name="_of"' not in client.get(reverse("design:about")).content
    client.force_login(patient_person())
    page = client.get(reverse("design:about")).content.decode()
    assert page.count('name="_of"') == page.count("<form") > 0


@pytest.mark.django_db
def test_a_visitor_who_only_reads_is_given_no_cookie() -> None:
    client = StrictClient()
    for path in ("/", "/before/", "/three-minutes/", "/talk/", "/help/", "/about/"):
        assert not client.get(path).cookies, path


@pytest.mark.parametrize("module", sorted(SHOWN.glob("*.js")), ids=lambda path: path.name)
def test_scripts_are_small_modules_that_call_nobody(module: Path) -> None:
    text = module.read_text()
    assert len(text.splitlines()) <= 100
    assert text.startswith("/**")
    assert not re.search(r"https?://|eval\(|innerHTML|fetch\(", text)
