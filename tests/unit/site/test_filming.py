"""A storyboard becomes a film: what is missing is said with what brings it, and a real film is light and whole.

What needs ffmpeg and a Chromium is skipped where they are not; `make media` brings them.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import wave
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.conf import LazySettings

from accalmie.capabilities.explainers import library
from accalmie.capabilities.explainers.pages import explainer_page
from accalmie.core.explainers import planned
from accalmie.site.commands.media import media
from accalmie.site.filming import building, slides, tools, voice
from tests.factories.storyboards import storyboard

NAME = "stress"
films = pytest.mark.skipif(
    not (shutil.which("ffmpeg") and any(map(shutil.which, tools.CHROMIUMS))), reason="no ffmpeg or no Chromium here"
)


@pytest.fixture(autouse=True)
def kept_here(settings: LazySettings, tmp_path: Path) -> None:
    settings.FILMS = tmp_path / "films"


def stress() -> library.Explainer:
    return library.explainers()[NAME]


def test_every_slide_of_a_film_is_the_slide_of_the_page() -> None:
    board = stress().board("en")
    page = slides.page_of(board, is_draft=False)
    assert page.count('class="frame-of-film"') == len(board.slides)
    assert 'lang="en" data-theme="light"' in page
    assert page.count('rel="stylesheet" href="file://') == len(slides.SHEETS)
    assert board.slides[0].narration not in page, "what is said stands in the captions"


def test_a_draft_says_on_every_slide_that_a_machine_speaks() -> None:
    board = stress().board("fr")
    page = slides.page_of(board, is_draft=True)
    assert page.count("BROUILLON") == len(board.slides)


def test_a_missing_program_is_said_with_what_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tools.shutil, "which", lambda _name: None)
    said = CliRunner().invoke(media, ["build", NAME])
    assert said.exit_code == 1
    assert "chromium is missing" in said.output
    assert "install chromium" in said.output


def test_an_explainer_that_is_not_there_is_said_with_those_that_are() -> None:
    said = CliRunner().invoke(media, ["build", "nothing"])
    assert said.exit_code == 1
    assert NAME in said.output


def test_every_storyboard_that_ships_can_be_filmed() -> None:
    said = CliRunner().invoke(media, ["check"])
    assert said.exit_code == 0, said.output
    assert len(said.output.splitlines()) == len(library.explainers()) >= 6


def test_what_an_author_has_to_change_is_said_in_both_languages(tmp_path: Path) -> None:
    (tmp_path / "fr.md").write_text(storyboard("[circle]", "[spiral]"), "utf-8")
    (tmp_path / "en.md").write_text(storyboard(), "utf-8")
    said = CliRunner().invoke(media, ["check", str(tmp_path)])
    assert said.exit_code == 1
    assert said.output.count("/fr.md:15: ") == 2
    assert "le dessin" in said.output


def test_a_recording_beside_a_storyboard_is_found(tmp_path: Path) -> None:
    assert voice.recording(tmp_path, "fr") is None
    (tmp_path / "narration.fr.opus").touch()
    assert voice.recording(tmp_path, "fr") == tmp_path / "narration.fr.opus"
    assert voice.recording(tmp_path, "en") is None


def silence(path: Path, seconds: float) -> Path:
    """A sound of so many seconds in which nothing is heard."""
    with wave.open(str(path), "wb") as sound:
        sound.setparams((1, 2, 16_000, 0, "NONE", "not compressed"))
        sound.writeframes(b"\0\0" * round(16_000 * seconds))
    return path


def test_a_slide_waits_for_a_voice_that_takes_longer(tmp_path: Path) -> None:
    parts = [silence(tmp_path / "a.wav", 2), silence(tmp_path / "b.wav", 9)]
    sound, stay = voice._joined(parts, [5.0, 5.0], tmp_path / "said.wav")
    assert stay == [5.0, 9 + voice.PAUSE]
    with wave.open(str(sound), "rb") as whole:
        assert whole.getnframes() == round(16_000 * sum(stay))


@films
def test_a_film_is_light_silent_and_offered_by_its_page() -> None:
    one = stress()
    made = building.build(one, "fr")
    assert made.is_new
    assert made.sound == "none"
    assert made.mb_a_minute < building.HEAVIEST
    assert streams(made.file) == [("h264", "640", "360")]
    assert abs(seconds_of(made.file) - sum(planned(one.board("fr")))) < 0.5
    page = explainer_page(one, "fr")
    assert page.film is not None
    assert page.film.sound == ""
    assert not building.build(one, "fr").is_new, "what is made is not made again"


@films
def test_a_recorded_voice_is_heard_in_the_film_and_alone(tmp_path: Path, settings: LazySettings) -> None:
    content = tmp_path / "content"
    shutil.copytree(Path(settings.CONTENT) / "explainers" / NAME, content / "explainers" / NAME)
    folder = content / "explainers" / NAME
    silence(folder / "narration.en.wav", sum(planned(stress().board("en"))) + 1)
    settings.CONTENT = content
    made = building.build(stress(), "en")
    assert made.sound == "recorded"
    assert [name for name, *_ in streams(made.file)] == ["h264", "aac"]
    film = library.film(stress(), "en")
    assert film is not None
    assert film.sound is not None
    silence(folder / "narration.en.wav", 20)
    with pytest.raises(tools.CannotFilm, match=r"lasts 20\.0 s"):
        building.build(stress(), "en", again=True)


def test_a_draft_is_marked_and_stays_off_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def filmed(*_: object, **__: object) -> list[Path]:
        return []

    def encoded(_pictures: object, _lengths: object, _spoken: object, work: Path) -> None:
        (work / "film.mp4").write_bytes(b"film")

    monkeypatch.setattr(slides, "photograph", filmed)
    monkeypatch.setattr(building, "_encode", encoded)
    monkeypatch.setattr(voice, "synthesise", lambda board, work: (work / "said.wav", list(planned(board))))
    made = building.build(stress(), "fr", draft_voice=True)
    assert made.file.name == "fr.draft.mp4"
    assert made.sound == "draft"
    assert json.loads(made.file.with_name("fr.draft.json").read_text("utf-8"))["words"] == ""
    assert library.film(stress(), "fr") is None


def streams(film: Path) -> list[tuple[str, ...]]:
    wanted = ["-show_entries", "stream=codec_name,width,height", "-of", "csv=p=0"]
    said = subprocess.run(["ffprobe", "-v", "error", *wanted, film], capture_output=True, text=True, check=True).stdout
    return [tuple(line.split(",")) for line in said.split()]


def seconds_of(film: Path) -> float:
    wanted = ["-show_entries", "format=duration", "-of", "csv=p=0"]
    said = subprocess.run(["ffprobe", "-v", "error", *wanted, film], capture_output=True, text=True, check=True).stdout
    return float(said)
