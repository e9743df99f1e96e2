"""Somebody with an old telephone reads an explainer: slides and words first, a film only where one was made."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.test import Client

from accalmie.capabilities.explainers import library
from accalmie.capabilities.explainers.pages import weight
from accalmie.core.explainers import StoryboardRefused
from accalmie.foundation.steps.beside import beside
from tests.client import StrictClient
from tests.factories.journeys import started
from tests.factories.storyboards import storyboard

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

FILM = bytes(range(256)) * 1000
PAGE = "/explainers/anxiety/"


@pytest.fixture(autouse=True)
def films(settings: LazySettings, tmp_path: Path) -> Path:
    """Where the films of this test are: nowhere yet."""
    settings.FILMS = tmp_path / "films"
    return Path(settings.FILMS)


def filmed(films: Path, *, words: str = "", language: str = "fr", has_sound: bool = False) -> None:
    """A film of the anxiety explainer, of these words or of those on the page."""
    folder = films / "anxiety"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{language}.mp4").write_bytes(FILM)
    if has_sound:
        (folder / f"{language}.m4a").write_bytes(FILM[:1000])
    words = words or library.explainers()["anxiety"].print_of(language)
    (folder / f"{language}.json").write_text(json.dumps({"words": words}), "utf-8")


def body(path: str, **headers: str) -> str:
    return StrictClient().get(path, headers=headers).content.decode()


def test_without_a_film_the_page_shows_every_slide_and_word() -> None:
    page = body(PAGE)
    board = library.explainers()["anxiety"].board("fr")
    assert "<video" not in page
    assert page.count('class="slide') == len(board.slides) == page.count('class="shown"')
    assert all(slide.narration[:20] in page for slide in board.slides)
    assert page.count('<svg class="sketch"') == sum(slide.drawing is not None for slide in board.slides)
    assert "Craske MG" in page


def test_the_page_speaks_english_to_those_who_read_it() -> None:
    page = body(PAGE, accept_language="en")
    assert "Why avoiding keeps the fear" in page
    assert "Pourquoi" not in page


def test_the_film_comes_after_the_slides_with_captions_on_and_starts_only_by_hand(films: Path) -> None:
    filmed(films)
    page = body(PAGE)
    assert page.index('id="slides"') < page.index("<video")
    video = page[page.index("<video") : page.index("</video>")]
    assert "autoplay" not in page
    assert 'controls preload="none"' in video
    assert 'src="/explainers/anxiety/fr.mp4"' in video
    assert '<track kind="captions" src="/explainers/anxiety/fr.vtt" srclang="fr"' in video
    assert " default>" in video
    assert "0,3\u00a0Mo" in page
    assert "sans son" in page


def test_a_chapter_leads_into_the_film_without_a_script(films: Path) -> None:
    filmed(films)
    assert 'href="?chapter=2#film"' in body(PAGE)
    assert 'src="/explainers/anxiety/fr.mp4#t=44"' in body(f"{PAGE}?chapter=2")


@pytest.mark.parametrize("chapter", ["0", "99", "-1", "1e9", "٣", "x" * 5000])
def test_a_chapter_that_is_none_begins_at_the_beginning(films: Path, chapter: str) -> None:
    filmed(films)
    assert 'src="/explainers/anxiety/fr.mp4"' in body(f"{PAGE}?chapter={chapter}")


def test_the_sound_alone_is_offered_where_somebody_speaks(films: Path) -> None:
    filmed(films, has_sound=True)
    page = body(PAGE)
    assert '<audio controls preload="none" src="/explainers/anxiety/fr.m4a"' in page
    assert Client().get("/explainers/anxiety/fr.m4a").headers["Content-Type"] == "audio/mp4"


def test_a_film_of_other_words_is_not_shown(films: Path) -> None:
    filmed(films, words="of yesterday")
    assert "<video" not in body(PAGE)
    assert Client().get("/explainers/anxiety/fr.mp4").status_code == 404


def test_a_draft_on_a_machine_s_voice_is_never_shown(films: Path) -> None:
    filmed(films, language="fr.draft", words="x")
    assert "<video" not in body(PAGE)
    assert Client().get("/explainers/anxiety/fr.draft.mp4").status_code == 404


def test_a_whole_film_says_that_parts_may_be_asked_for(films: Path) -> None:
    filmed(films)
    answer = Client().get("/explainers/anxiety/fr.mp4")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "video/mp4"
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["Content-Length"] == str(len(FILM))
    assert "media-src 'self'" in Client().get(PAGE).headers["Content-Security-Policy"]
    assert b"".join(answer.streaming_content) == FILM  # type: ignore[attr-defined]


PARTS = [
    ("bytes=0-", 0, len(FILM) - 1),
    ("bytes=0-1", 0, 1),
    ("bytes=70000-200000", 70_000, 200_000),
    ("bytes=255990-999999", 255_990, 255_999),
    ("bytes=-10", 255_990, 255_999),
    ("bytes=-999999", 0, len(FILM) - 1),
]


@pytest.mark.parametrize(("asked", "first", "last"), PARTS)
def test_a_player_gets_the_part_that_it_asks_for(films: Path, asked: str, first: int, last: int) -> None:
    filmed(films)
    answer = Client().get("/explainers/anxiety/fr.mp4", headers={"range": asked})
    assert answer.status_code == 206
    assert answer.headers["Content-Range"] == f"bytes {first}-{last}/{len(FILM)}"
    assert b"".join(answer.streaming_content) == FILM[first : last + 1]  # type: ignore[attr-defined]


@pytest.mark.parametrize("asked", [{}, {"range": "bytes=70000-200000"}])
def test_a_film_is_never_compressed_again_on_its_way(films: Path, asked: dict[str, str]) -> None:
    filmed(films)
    answer = Client().get("/explainers/anxiety/fr.mp4", headers={"accept-encoding": "gzip, br", **asked})
    assert "Content-Encoding" not in answer.headers
    sent = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert sent == (FILM[70_000:200_001] if asked else FILM)
    assert answer.headers["Content-Length"] == str(len(sent))


@pytest.mark.parametrize("asked", ["bytes=256000-", "bytes=9-3", "bytes=-0"])
def test_a_part_that_is_not_there_is_said_to_be_none(films: Path, asked: str) -> None:
    filmed(films)
    answer = Client().get("/explainers/anxiety/fr.mp4", headers={"range": asked})
    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == f"bytes */{len(FILM)}"


@pytest.mark.parametrize("asked", ["bytes=-", "bytes=0-1,4-5", "lines=1-2", "bytes=a-b", "bytes=" + "9" * 5000 + "-"])
def test_what_is_not_understood_is_answered_with_the_whole(films: Path, asked: str) -> None:
    filmed(films)
    assert Client().get("/explainers/anxiety/fr.mp4", headers={"range": asked}).status_code == 200


def test_a_part_of_an_older_film_is_answered_with_the_whole_of_this_one(films: Path) -> None:
    filmed(films)
    mark = Client().get("/explainers/anxiety/fr.mp4").headers["ETag"]
    of_this = Client().get("/explainers/anxiety/fr.mp4", headers={"range": "bytes=0-1", "if-range": mark})
    of_another = Client().get("/explainers/anxiety/fr.mp4", headers={"range": "bytes=0-1", "if-range": '"other"'})
    assert (of_this.status_code, of_another.status_code) == (206, 200)
    assert Client().get("/explainers/anxiety/fr.mp4", headers={"if-none-match": mark}).status_code == 304


@pytest.mark.parametrize(
    ("file", "kind", "begins"),
    [
        ("fr.vtt", "text/vtt; charset=utf-8", "WEBVTT\n\n00:00:00.000 --> "),
        ("en-chapters.vtt", "text/vtt; charset=utf-8", "WEBVTT\n\n00:00:00.000 --> "),
        ("fr.md", "text/markdown; charset=utf-8", "# Pourquoi éviter garde la peur"),
    ],
)
def test_captions_chapters_and_text_are_there_without_any_film(file: str, kind: str, begins: str) -> None:
    answer = Client().get(f"/explainers/anxiety/{file}")
    assert answer.headers["Content-Type"] == kind
    assert answer.content.decode().startswith(begins)


@pytest.mark.parametrize("file", ["de.vtt", "fr.json", "fr.mp4.", "..%2Ffr.mp4", "fr-chapters.mp4", "FR.mp4"])
def test_nothing_else_can_be_asked_for(films: Path, file: str) -> None:
    filmed(films)
    assert Client().get(f"/explainers/anxiety/{file}").status_code == 404
    assert Client().get(f"/explainers/nobody/{file}").status_code == 404


def test_the_list_names_each_and_the_page_of_a_programme_leads_there() -> None:
    page = body("/explainers/")
    for name, one in library.explainers().items():
        assert f'href="/explainers/{name}/"' in page
        assert one.board("fr").about.title in page
    (link,) = beside("insomnia", "fr")
    assert link.href == "/explainers/insomnia/"
    assert beside("nothing-of-ours", "fr") == ()


def test_every_explainer_comes_from_a_programme_that_ships(settings: LazySettings) -> None:
    ship = {path.parent.name for path in (Path(settings.CONTENT) / "programmes").glob("*/programme.yaml")}
    boards = [one.board("fr") for one in library.explainers().values()]
    assert len(boards) >= 6
    assert {board.about.programme for board in boards} <= ship


def test_an_explainer_in_one_language_only_is_refused(tmp_path: Path) -> None:
    (tmp_path / "fr.md").write_text(storyboard(), "utf-8")
    with pytest.raises(library.ExplainerRefused, match=r"en\.md:1") as refused:
        library.read_one(tmp_path)
    assert isinstance(refused.value.__cause__, StoryboardRefused)


def test_an_explainer_whose_languages_differ_is_refused(tmp_path: Path) -> None:
    (tmp_path / "fr.md").write_text(storyboard(), "utf-8")
    (tmp_path / "en.md").write_text(storyboard("- Faisable.\n", ""), "utf-8")
    with pytest.raises(library.ExplainerRefused, match="slide 3"):
        library.read_one(tmp_path)


def test_an_explainer_that_is_refused_is_left_out_and_said(
    tmp_path: Path, settings: LazySettings, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "explainers" / "broken").mkdir(parents=True)
    (tmp_path / "explainers" / "broken" / "fr.md").write_text("# Rien", "utf-8")
    settings.CONTENT = tmp_path
    library.explainers.cache_clear()
    try:
        assert "step-card" not in body("/explainers/")
        assert beside("anxiety", "fr") == ()
        assert "broken/fr.md:1" in caplog.text
    finally:
        library.explainers.cache_clear()


def test_a_note_that_cannot_be_read_means_no_film(films: Path) -> None:
    filmed(films)
    for broken in ("{", "[]", '{"words": 3}'):
        (films / "anxiety" / "fr.json").write_text(broken, "utf-8")
        assert "<video" not in body(PAGE)


def test_a_weight_is_said_so_that_it_can_be_compared_with_a_data_plan() -> None:
    assert weight(1_234_567, "fr") == "1,3\u00a0Mo"
    assert weight(12, "en") == "0.1\u00a0MB"


SAFE_WORDS = {
    "alcohol": ("n’arrêtez pas d’un coup", "do not stop all at once", "le 15 ou le 112", "call 15 or 112"),
    "anxiety": ("jamais sans quelqu’un de formé", "without someone who is trained"),
    "insomnia": ("ne conduisez pas", "do not drive", "ne vous relevez pas la nuit", "do not get up at night"),
    "orientation": ("Le 3114 répond maintenant", "3114 answers now"),
    "stress": ("Si la tête tourne", "If your head spins"),
}


@pytest.mark.parametrize("name", SAFE_WORDS)
def test_what_keeps_people_safe_is_said_aloud_in_both_languages(name: str) -> None:
    boards = library.explainers()[name].boards.values()
    said = " ".join(slide.narration for board in boards for slide in board.slides)
    assert [words for words in SAFE_WORDS[name] if words not in said] == []


def test_the_page_that_opens_a_programme_offers_it_and_the_next_one_does_not() -> None:
    client, _person = started()
    shown = 'href="/explainers/depression/"'
    opening = client.get("/programme/step/the-circle/what-is-known/").content.decode()
    assert shown in opening.partition("<main")[2]
    client.post("/programme/step/the-circle/what-is-known/", {"id": str(uuid4())})
    assert shown not in client.get("/programme/step/the-circle/welcome/").content.decode().partition("<main")[2]
