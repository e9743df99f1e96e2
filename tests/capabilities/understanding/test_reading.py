"""Reading a piece without an account: one's own example comes back, nothing of it stays, help comes first."""

from __future__ import annotations

import logging
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings, settings

from accalmie.capabilities.understanding import library
from accalmie.core.understanding import LONGEST, load_piece
from accalmie.foundation.people.models import KeptForm
from accalmie.safety.concern_models import Concern
from tests.client import StrictClient
from tests.factories.journeys import signed_in
from tests.factories.people import patient_person

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

OWN = {"moment": "Au marché, devant les fleurs", "first_sign": "heart", "reading": "Je vais tomber", "lasted": "15"}
BACK = "/understanding/panic/back/"
NEXT = "/understanding/panic/then-and-now/"
DANGER = "je ne veux plus vivre"


def text_of(answer: Any) -> str:
    """The words of a page's own part, without its marks."""
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    joined = re.sub(r"</?(?:span|strong|em)[^>]*>", "", main)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", joined)).split())


def hidden_in(answer: Any) -> dict[str, str]:
    """What the form of a page takes along."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', answer.content.decode())
    return {unescape(name): unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def test_every_piece_is_listed_with_its_minutes() -> None:
    page = text_of(StrictClient().get("/understanding/"))
    for piece in library.pieces().values():
        assert " ".join(piece.title["fr"].split()) in page
        assert f"{piece.minutes} minutes" in page


def test_the_example_that_was_given_comes_back() -> None:
    page = text_of(StrictClient().post(BACK, OWN | {"sent": "own"}))
    assert "Gardons cette fois-là : « Au marché, devant les fleurs »." in page
    assert "Votre cercle a commencé par le cœur" in page
    assert "Vous comptez 15 minutes" in page


def test_another_example_is_answered_otherwise() -> None:
    other = OWN | {"first_sign": "breath", "lasted": "1"}
    page = text_of(StrictClient().post(BACK, other | {"sent": "own"}))
    assert "Votre cercle a commencé par le souffle" in page
    assert "Vous comptez 1 minute." in page


def test_whoever_answers_nothing_reads_on() -> None:
    page = StrictClient().post(BACK, {"sent": "own"})
    assert page.status_code == 200
    assert "Vous n’avez pas noté de pensée" in text_of(page)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_of_every_piece_can_be_opened_by_its_address(language: str) -> None:
    client = StrictClient(headers={"accept-language": language})
    for piece in library.pieces().values():
        for page in piece.pages:
            answer = client.get(f"/understanding/{piece.id}/{page.id}/")
            assert answer.status_code == 200
            assert " ".join(piece.title[language].split()) in text_of(answer)


def test_answers_go_on_with_the_page_and_back_again() -> None:
    client = StrictClient()
    reply = client.post(BACK, OWN | {"sent": "own"})
    assert hidden_in(reply) == OWN
    onward = client.post(NEXT, hidden_in(reply))
    assert hidden_in(onward) == OWN | {"sent": "then-and-now"}
    back = client.post("/understanding/panic/own/", hidden_in(reply)).content.decode()
    assert "Au marché, devant les fleurs</textarea>" in back
    assert 'value="heart" checked' in back


def test_two_answers_of_different_pages_are_compared() -> None:
    figures = {"sure_then": "9", "sure_now": "2"}
    page = text_of(StrictClient().post("/understanding/panic/two-figures/", OWN | figures | {"sent": "then-and-now"}))
    assert "9 sur 10 pendant l’alarme, 2 maintenant" in page


def test_nothing_that_was_typed_is_kept(caplog: pytest.LogCaptureFixture) -> None:
    client = StrictClient()
    with caplog.at_level(logging.DEBUG):
        answer = client.post(BACK, OWN | {"sent": "own"})
    assert set(client.cookies) <= {"accalmie-form"}  # no session; the token says nothing of anybody
    assert "marché" not in str(client.cookies) + caplog.text + str(answer.headers)
    assert answer.headers["Cache-Control"] == "no-store"


def test_somebody_signed_in_leaves_nothing_either() -> None:
    client, person = signed_in()
    answer = client.post(BACK, OWN | {"reading": DANGER, "sent": "own"})
    assert "Avant de continuer" in text_of(answer)
    assert "ne veux plus" not in str(dict(client.session))
    assert not KeptForm.objects.filter(person=person).exists()
    assert not Concern.objects.exists()
    assert '"_of"' not in answer.content.decode().partition("<main")[2]


@pytest.mark.parametrize("is_signed_in", [False, True])
def test_a_form_whose_token_is_too_old_gives_the_words_back_and_keeps_none(is_signed_in: bool) -> None:
    client = StrictClient(enforce_csrf_checks=True)
    if is_signed_in:
        client.force_login(patient_person())
    sent = OWN | {"sent": "own", "csrfmiddlewaretoken": "x" * 64}
    answer = client.post(BACK, sent, headers={"origin": "http://testserver"})
    main = answer.content.decode().partition("<main")[2]
    assert hidden_in(answer).items() >= (OWN | {"sent": "own"}).items()
    assert f'action="{BACK}"' in main
    assert '"_of"' not in main
    assert not KeptForm.objects.exists()


def test_a_broken_file_is_left_out_and_the_operator_is_told(
    settings: LazySettings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "understanding"
    folder.mkdir()
    (folder / "panic.yaml").write_text((Path(settings.CONTENT) / "understanding" / "panic.yaml").read_text("utf-8"))
    (folder / "broken.yaml").write_text("piece: broken\ntitle: [")
    (folder / "bytes.yaml").write_bytes(b"\xff\xfe")
    settings.CONTENT = tmp_path
    library.pieces.cache_clear()
    library.title_of.cache_clear()
    try:
        page = text_of(StrictClient().get("/understanding/"))
        gone = StrictClient().get("/understanding/broken/")
    finally:
        library.pieces.cache_clear()
        library.title_of.cache_clear()
    assert "La panique" in page or "panique" in page
    assert gone.status_code == 404
    assert "broken.yaml is left out" in caplog.text
    assert "bytes.yaml is left out" in caplog.text


def test_the_first_pages_set_no_cookie() -> None:
    client = StrictClient()
    for path in ("/understanding/", "/understanding/panic/", "/understanding/panic/circle/"):
        client.get(path)
    assert not client.cookies


def test_it_is_said_before_the_first_word_that_nothing_is_kept() -> None:
    page = text_of(StrictClient().get("/understanding/panic/own/"))
    assert page.index("Rien de ceci n’est gardé") < page.index("Où étiez-vous")


def test_words_of_danger_show_help_first_and_then_the_reply() -> None:
    client = StrictClient()
    first = client.post(BACK, OWN | {"reading": DANGER, "sent": "own"})
    page = text_of(first)
    assert first.status_code == 200
    assert page.index(DANGER) < page.index("15 ou le 112") < page.index("3114") < page.index("Continuer la page")
    assert "personne n’a lu ces mots ni n’a été prévenu" in page
    then = client.post(BACK, hidden_in(first))
    assert f"« {DANGER} »" in text_of(then)
    assert "Avant de continuer" not in text_of(then)


def test_a_choice_that_its_author_marked_shows_help_first(monkeypatch: pytest.MonkeyPatch) -> None:
    text = (Path(settings.CONTENT) / "understanding" / "panic.yaml").read_text(encoding="utf-8")
    marked = load_piece(text.replace("  - id: own\n", "  - id: own\n    help_when: lasted > 300\n"))
    monkeypatch.setattr(library, "pieces", lambda: {"panic": marked})
    client = StrictClient()
    first = client.post(BACK, OWN | {"lasted": "301", "sent": "own"})
    page = text_of(first)
    assert "Ce que vous avez choisi parle d’un moment très dur" in page
    assert "Ces mots parlent" not in page
    assert page.index("15 ou le 112") < page.index("3114")
    assert "301 minutes" in text_of(client.post(BACK, hidden_in(first)))
    assert "Avant de continuer" not in text_of(client.post(BACK, OWN | {"sent": "own"}))


def test_words_of_danger_are_read_on_the_way_back_too() -> None:
    page = StrictClient().post("/understanding/panic/circle/", {"reading": DANGER, "sent": "own"})
    assert "3114" in text_of(page)


def test_carried_words_are_read_once() -> None:
    client = StrictClient()
    reply = client.post(NEXT, OWN | {"reading": DANGER})
    assert "Avant de continuer" not in text_of(reply)


def test_help_comes_before_what_is_to_be_put_right() -> None:
    client = StrictClient()
    long = f"{DANGER}. " + "et puis rien. " * 60
    first = client.post(BACK, {"reading": long, "sent": "own"})
    assert "Avant de continuer" in text_of(first)
    then = client.post(BACK, hidden_in(first))
    assert then.status_code == 422
    assert "raccourcissez" in text_of(then)
    assert "et puis rien" in then.content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"lasted": "longtemps"}, "Écrivez un nombre ici"),
        ({"lasted": "0"}, "Choisissez un nombre de 1 à 600"),
        ({"first_sign": "liver"}, "Choisissez une des réponses"),
        ({"moment": "a" * (LONGEST + 1)}, "raccourcissez-le à 400 caractères"),
    ],
)
def test_what_cannot_be_read_is_said_and_stays(typed: dict[str, str], said: str) -> None:
    answer = StrictClient().post(BACK, OWN | typed | {"sent": "own"})
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert "Au marché" in answer.content.decode() or "moment" in typed


@pytest.mark.parametrize(
    "typed", ["<script>alert(1)</script>", '"><b>x', "**gras** [x](http://y.z)", "{reading} {lasted}", "\ue0001\ue001"]
)
def test_words_are_shown_and_never_read_as_anything_else(typed: str) -> None:
    answer = StrictClient().post(BACK, OWN | {"moment": typed, "sent": "own"})
    html = answer.content.decode()
    assert "<script>alert" not in html
    assert "<b>x" not in html
    assert "<strong>gras" not in html
    assert "http://y.z" not in re.sub(r"\[x\]\(http://y\.z\)", "", html)
    assert typed.replace("\ue000", "").replace("\ue001", "") in text_of(answer) or "<" in typed


def test_a_carried_answer_that_was_changed_on_the_way_counts_as_none() -> None:
    page = StrictClient().post(BACK, {"first_sign": "liver", "lasted": "-4", "reading": "a" * 5000})
    assert page.status_code == 200
    assert "Vous n’avez pas noté de pensée" in text_of(page)


def test_whoever_left_quickly_finds_nothing_by_sending_the_form_again() -> None:
    client = StrictClient()
    client.get("/leave/")
    answer = client.post(BACK, OWN | {"sent": "own"})
    assert answer.status_code == 302
    assert "marché" not in answer.content.decode()


@pytest.mark.parametrize("path", ["/understanding/nothing/", "/understanding/panic/nothing/", "/understanding/x/own/"])
def test_a_piece_or_page_that_is_not_there_is_said_to_be_gone(path: str) -> None:
    assert StrictClient().get(path).status_code == 404


def test_the_end_leads_on_and_says_where_an_account_is_asked() -> None:
    page = text_of(StrictClient().get("/understanding/panic/next/"))
    assert "Un programme :" in page
    assert "avec un compte" in page
    assert "Qu’est-ce que la dépression" in page
    assert "13 personnes sur 100" in page
    client, _person = signed_in()
    assert "avec un compte" not in text_of(client.get("/understanding/panic/next/"))


@pytest.mark.parametrize("path", ["/", "/before/"])
def test_a_visitor_finds_the_way_here(path: str) -> None:
    assert 'href="/understanding/"' in StrictClient().get(path).content.decode()


@pytest.mark.parametrize("path", ["/today/", "/exercises/new/"])
def test_a_patient_finds_the_way_here(path: str) -> None:
    client, _person = signed_in()
    assert 'href="/understanding/"' in client.get(path).content.decode()
