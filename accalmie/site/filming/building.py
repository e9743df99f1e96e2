"""Makes the film of an explainer: pictures, sound and captions into files that its page offers.

A film is H.264 at 640 by 360, which every browser plays: pictures that stand still, few frames a second. It comes with
a note of the words that it was made of; once these change, pages leave it out.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from accalmie.capabilities.explainers import library
from accalmie.capabilities.explainers.library import Explainer
from accalmie.core.explainers import captions, chapters, planned, timed
from accalmie.site.filming import slides, voice
from accalmie.site.filming.tools import CannotFilm, found, run

FRAMES_A_SECOND = 5
A_KEY_EVERY = 50  # frames: a jump to a chapter lands at most ten seconds early
QUALITY = 26
HEAVIEST = 0.6
"""Megabytes a minute."""
DRAFT = "draft"


@dataclass(frozen=True)
class Made:
    """A film that is there now. `is_new`: it was made just now."""

    name: str
    language: str
    seconds: float
    size: int
    sound: str
    file: Path
    is_new: bool

    @property
    def mb_a_minute(self) -> float:
        return self.size / 1_000_000 / (self.seconds / 60)


def build(one: Explainer, language: str, *, draft_voice: bool = False, again: bool = False) -> Made:
    """The film of an explainer in one language, made unless it is there. Raises CannotFilm.

    With `draft_voice`, a machine speaks: the file says so, the pictures say so, and no page shows it.
    """
    into = library.films() / one.name
    into.mkdir(parents=True, exist_ok=True)
    spoken = voice.recording(Path(settings.CONTENT) / "explainers" / one.name, language)
    name = f"{language}.{DRAFT}" if draft_voice else language
    if not draft_voice and not again and _is_made(one, language, spoken):
        return _told(one, language, name, is_new=False)
    with tempfile.TemporaryDirectory(prefix="accalmie-film-") as kept:
        _film(one, language, Path(kept), into / name, spoken, draft_voice)
    return _told(one, language, name, is_new=True)


def _is_made(one: Explainer, language: str, spoken: Path | None) -> bool:
    made = library.film(one, language)
    return made is not None and (made.sound is not None) == (spoken is not None)


def _film(one: Explainer, language: str, work: Path, into: Path, spoken: Path | None, draft_voice: bool) -> None:
    """Make every file in the folder `work`, then move them beside one another, the note last."""
    board = one.board(language)
    pictures = slides.photograph(board, work, is_draft=draft_voice)
    lengths: Sequence[float] = planned(board)
    if draft_voice:
        spoken, lengths = voice.synthesise(board, work)
    elif spoken is not None:
        lengths = voice.lengths_beside(spoken, board, folder=work)
    _encode(pictures, lengths, spoken, work)
    times = timed(board, lengths)
    (work / "film.vtt").write_text(captions(times), encoding="utf-8")
    (work / "film-chapters.vtt").write_text(chapters(times), encoding="utf-8")
    note = {
        "words": "" if draft_voice else one.print_of(language),
        "seconds": round(times.seconds, 2),
        "sound": DRAFT if draft_voice else "recorded" if spoken else "none",
    }
    (work / "film.json").write_text(json.dumps(note) + "\n", encoding="utf-8")
    into.with_name(f"{into.name}.m4a").unlink(missing_ok=True)
    for ending in (".mp4", ".m4a", ".vtt", "-chapters.vtt", ".json"):
        if (work / f"film{ending}").is_file():
            shutil.move(work / f"film{ending}", into.with_name(into.name + ending))


def _encode(pictures: Sequence[Path], lengths: Sequence[float], spoken: Path | None, work: Path) -> None:
    """film.mp4, and film.m4a where somebody speaks. Raises CannotFilm when it is too heavy for a small data plan."""
    shown = "".join(f"file '{one.name}'\nduration {length}\n" for one, length in zip(pictures, lengths, strict=True))
    # The last picture is named twice, or ffmpeg shows it for one frame only.
    (work / "pictures.txt").write_text(f"{shown}file '{pictures[-1].name}'\n", encoding="utf-8")
    seconds, ffmpeg = sum(lengths), [found("ffmpeg"), "-y", "-v", "error"]
    sound = ["-i", str(spoken.resolve())] if spoken else []
    heard = ["-c:a", "aac", "-b:a", "40k", "-ac", "1"] if spoken else ["-an"]
    still = ["-c:v", "libx264", "-profile:v", "main", "-preset", "slow", "-tune", "stillimage", "-crf", str(QUALITY)]
    seen = ["-vf", f"fps={FRAMES_A_SECOND},format=yuv420p", *still, "-g", str(A_KEY_EVERY)]
    plain = ["-map_metadata", "-1", "-fflags", "+bitexact", "-movflags", "+faststart", "-t", f"{seconds:.3f}"]
    pictured = ["-f", "concat", "-i", "pictures.txt"]
    run([*ffmpeg, *pictured, *sound, *seen, *heard, *plain, "film.mp4"], folder=work)
    if spoken:
        run([*ffmpeg, *sound, "-vn", "-c:a", "aac", "-b:a", "32k", "-ac", "1", *plain, "film.m4a"], folder=work)
    weight = (work / "film.mp4").stat().st_size / 1_000_000 / (seconds / 60)
    if weight > HEAVIEST:
        raise CannotFilm(
            f"The film weighs {weight:.2f} MB a minute, more than {HEAVIEST}: use fewer or plainer slides."
        )


def _told(one: Explainer, language: str, name: str, *, is_new: bool) -> Made:
    folder = library.films() / one.name
    note = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    file = folder / f"{name}.mp4"
    return Made(one.name, language, note["seconds"], file.stat().st_size, note["sound"], file, is_new)
