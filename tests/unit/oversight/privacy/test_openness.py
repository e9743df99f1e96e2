"""What a site tells in public of where data live and who works on them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import run_checks
from django.urls import reverse

from accalmie.core.definitions import read
from accalmie.oversight.privacy.openness import Openness, OpennessRefused, openness
from tests.client import StrictClient
from tests.factories.openness import WHOLE

FIELDS = ["where", "host.name", "host.certificate", "host.valid_until", "processors",
          "answering.responsible", "answering.officer", "answering.contact"]  # fmt: skip


@pytest.fixture
def file(tmp_path: Path, settings: Any) -> Iterator[Path]:
    settings.ACCALMIE_OPENNESS = str(tmp_path / "openness.yaml")
    openness.cache_clear()
    yield tmp_path / "openness.yaml"
    openness.cache_clear()


def said() -> list[tuple[str, str]]:
    found = run_checks(include_deployment_checks=True)
    return [(str(one.id), str(one.msg)) for one in found if str(one.id).startswith("privacy.")]


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "where", "does"), [
    ("fr", "en France, à Rennes", "(Belgique)\N{NO-BREAK SPACE}: envoie les lettres"),
    ("en", "in France, in Rennes", "(Belgium): sends letters"),
])  # fmt: skip
def test_a_visitor_reads_all_that_the_file_tells_in_their_language(
    client: StrictClient, file: Path, language: str, where: str, does: str
) -> None:
    file.write_text(WHOLE, "utf-8")
    page = client.get(reverse("privacy:show-openness"), headers={"accept-language": language}).content.decode()
    for words in (where, does, "HDS-1234", "Clinique des Ormes", "Omar Benali", "dpo@ormes.example", "2099"):
        assert words in page
    assert "<b>SA" not in page
    assert "Pas encore" not in page
    assert "Not told" not in page


@pytest.mark.django_db
def test_what_is_not_told_is_said_as_such_and_no_processor_is_another_thing(client: StrictClient, file: Path) -> None:
    page = client.get(reverse("privacy:show-openness"), headers={"accept-language": "en"}).content.decode()
    assert page.count("Not told yet.") == len(FIELDS)
    file.write_text("processors: []", "utf-8")
    openness.cache_clear()
    page = client.get(reverse("privacy:show-openness"), headers={"accept-language": "en"}).content.decode()
    assert page.count("Not told yet.") == len(FIELDS) - 1
    assert "Nobody else." in page


@pytest.mark.django_db
def test_a_certificate_that_is_over_is_said_on_the_page_and_by_the_check(client: StrictClient, file: Path) -> None:
    file.write_text(WHOLE.replace("2099-05-31", "2020-05-31"), "utf-8")
    page = client.get(reverse("privacy:show-openness"), headers={"accept-language": "en"}).content.decode()
    assert "this date has passed" in page
    assert said() == [("privacy.W002", "The host’s certificate ended on 2020-05-31.")]


def test_a_certificate_holds_through_its_last_day() -> None:
    told = read(WHOLE, Openness, OpennessRefused)
    assert not told.has_expired(date(2099, 5, 31))
    assert told.has_expired(date(2099, 6, 1))


def test_the_check_before_going_live_names_each_empty_field_and_nothing_else(file: Path) -> None:
    assert [words.split("“")[1].split("”")[0] for _, words in said()] == FIELDS
    file.write_text(WHOLE, "utf-8")
    openness.cache_clear()
    assert said() == []


@pytest.mark.parametrize(("text", "line"), [
    ("where: {fr: ici}", 1),
    ("host:\n  nom: x", 2),
    ("processors:\n  - {name: ' ', country: {fr: a, en: a}, purpose: {fr: a, en: a}}", 2),
])  # fmt: skip
def test_a_file_that_cannot_be_read_stops_the_site_and_names_the_line(file: Path, text: str, line: int) -> None:
    file.write_text(text, "utf-8")
    (found,) = said()
    assert found[0] == "privacy.E001"
    assert f"line {line}:" in found[1]
