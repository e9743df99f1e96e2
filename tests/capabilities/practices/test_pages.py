"""Practices without an account: the whole text, its silences said, what stands before, nothing kept of a visitor."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from accalmie.capabilities.practices import library, prose
from accalmie.core.practices import PACES
from tests.client import StrictClient
from tests.factories.people import psychologist

SHORT, LONG = "/practices/three-breaths-3/", "/practices/chair-10/"
EVERY = ["/practices/", "/practices/breathing/", SHORT, LONG, f"{LONG}begin/", f"{LONG}gently/", f"{SHORT}text/"]


@pytest.fixture
def visitor() -> StrictClient:
    return StrictClient()


def read(answer: Any) -> str:
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.parametrize("address", EVERY)
def test_a_visitor_opens_every_page_and_nothing_is_kept_of_them(visitor: StrictClient, address: str) -> None:
    answer = visitor.get(address)
    assert answer.status_code == 200
    assert not answer.cookies
    assert not visitor.cookies


def test_the_library_sorts_by_length_and_by_theme(visitor: StrictClient) -> None:
    page = read(visitor.get("/practices/"))
    assert page.index("Trois souffles") < page.index("Ce que porte la chaise")
    outwards = read(visitor.get("/practices/?theme=sounds"))
    assert "Ce qui s’entend d’ici" in outwards
    assert "Trois souffles" not in outwards
    assert "Trois souffles" in read(visitor.get("/practices/?theme=nothing-of-ours"))


def test_the_whole_text_is_there_with_its_silences_said(visitor: StrictClient) -> None:
    page = read(visitor.get(SHORT))
    for part in library.practices()["three-breaths-3"].script["fr"]:
        assert (part if isinstance(part, str) else f"(silence de {part.silence} secondes)") in page
    assert "Garder les yeux ouverts convient très bien." in page
    assert "nommez cinq choses que vous voyez" in page
    assert 'href="/talk/' in page


def test_a_longer_practice_asks_first_and_no_answer_closes_a_door(visitor: StrictClient) -> None:
    page = read(visitor.get(LONG))
    assert "comme si rien n’était réel" in page
    assert "La tête, ou" not in page
    assert page.count(f'href="{LONG}begin/"') == 1
    assert page.count(f'href="{LONG}gently/"') == 2, (
        "yes and “rather not say” lead to one address: it tells nobody which"
    )
    gently = read(visitor.get(f"{LONG}gently/"))
    assert 'href="/practices/feet-on-the-ground-3/' in gently
    assert 'href="/talk/' in gently
    assert f'href="{LONG}begin/"' in gently
    assert "comme quelqu’un qui attend un bus" in read(visitor.get(f"{LONG}begin/"))


def test_a_short_one_asks_nothing(visitor: StrictClient) -> None:
    assert "comme si rien n’était réel" not in read(visitor.get(SHORT))


@pytest.mark.parametrize(
    "address", ["/practices/nothing-3/", "/practices/nothing-3/begin/", "/practices/nothing-3/text/"]
)
def test_a_practice_that_is_not_there_is_said_not_to_be(visitor: StrictClient, address: str) -> None:
    assert visitor.get(address).status_code == 404


def test_the_text_can_be_kept_in_a_file(visitor: StrictClient) -> None:
    answer = visitor.get(f"{LONG}text/")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="chair-10.fr.txt"'
    text = read(answer)
    assert text.startswith("Ce que porte la chaise\n\n")
    assert "(silence de 8 secondes)" in text
    assert "3114" in text


def test_the_file_to_keep_names_no_other_file() -> None:
    answer = Client().get(f"{LONG}file/")  # no page of the site: it is opened from a disk
    page = read(answer)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="chair-10.fr.html"'
    assert not re.search(r"\b(src|href|action|url)\s*[=(]", page)
    assert '<html lang="fr">' in page
    assert "La chaise, elle, reste ici." in page


def test_in_english_it_is_english(visitor: StrictClient) -> None:
    page = visitor.get(SHORT, headers={"Accept-Language": "en"}).content.decode()
    assert "Three breaths, nothing more." in page
    assert "(silence of 13 seconds)" in page


@pytest.mark.parametrize(
    ("back", "leads"), [("/programme/step/a/b/", True), ("//elsewhere.test/", False), ("/" * 400, False)]
)
def test_the_way_back_leads_to_a_page_of_ours_or_to_the_library(visitor: StrictClient, back: str, leads: bool) -> None:
    page = visitor.get(LONG, {"back": back}).content.decode()
    assert ("Retour à mon étape" in page) is leads
    assert 'href="//' not in page
    if leads:
        assert f'{LONG}begin/?back=%2Fprogramme%2Fstep%2Fa%2Fb%2F"' in page


@pytest.mark.parametrize("pace", [*map(str, PACES), "", "9", "-1", "six", "²", "66"])
def test_a_pace_is_counted_in_words_whatever_is_asked(visitor: StrictClient, pace: str) -> None:
    page = read(visitor.get("/practices/breathing/", {"pace": pace}))
    chosen = PACES[int(pace)] if pace in map(str, PACES) else PACES[6]
    assert f"Inspirez {chosen.inwards}, soufflez {chosen.outwards}" in page
    assert page.count('class="is-out"') == chosen.outwards
    assert "laissez-le de côté pendant un pas" in page, "it is no way out of an exposure"


def test_a_recording_is_played_by_the_browser_and_a_draft_is_announced(
    visitor: StrictClient, settings: LazySettings, tmp_path: Path
) -> None:
    settings.RECORDINGS = tmp_path
    assert "data-player" in read(visitor.get(SHORT))
    (tmp_path / "three-breaths-3.fr.draft.mp3").write_bytes(b"")
    draft = read(visitor.get(SHORT))
    address = "/static/practices/recordings/three-breaths-3.fr.draft.mp3"
    assert f'<audio controls preload="none" src="{address}" aria-label="' in draft
    assert "Voix provisoire" in draft
    assert "player.js" not in draft
    (tmp_path / "three-breaths-3.fr.opus").write_bytes(b"")
    agreed = read(visitor.get(SHORT))
    assert "three-breaths-3.fr.opus" in agreed
    assert "Voix provisoire" not in agreed
    assert "data-player" in visitor.get(SHORT, headers={"Accept-Language": "en"}).content.decode()


@pytest.mark.django_db(databases=["default", "keys"])
def test_a_note_is_proposed_to_patients_only(samira_browser: StrictClient) -> None:
    assert "/exercises/new/practice-note/" in read(samira_browser.get(SHORT))
    professional = StrictClient()
    professional.force_login(psychologist())
    assert "practice-note" not in read(professional.get(SHORT))


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (2, "silence de 2 secondes"),
        (60, "silence de 1 minute"),
        (95, "silence de 1 min 35 s"),
        (180, "silence de 3 minutes"),
    ],
)
def test_a_silence_is_said_by_its_length(seconds: int, said: str) -> None:
    assert prose.silence(seconds) == said


def test_a_broken_file_is_left_out_and_the_operator_is_told(
    settings: LazySettings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "practices"
    folder.mkdir()
    sound = Path(settings.CONTENT) / "practices" / "three-breaths-3.yaml"
    (folder / sound.name).write_text(sound.read_text("utf-8"), encoding="utf-8")
    (folder / "broken-3.yaml").write_text("practice: broken-3", encoding="utf-8")
    settings.CONTENT = tmp_path
    library.practices.cache_clear()
    try:
        page = StrictClient().get("/practices/")
        gone = StrictClient().get("/practices/broken-3/")
    finally:
        library.practices.cache_clear()
    assert page.status_code == 200
    assert "/practices/three-breaths-3/" in page.content.decode()
    assert gone.status_code == 404
    assert "broken-3.yaml is left out" in caplog.text
