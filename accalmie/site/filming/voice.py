"""What is said in a film: a recording, nothing, or a machine's voice in a draft that no page ever shows."""

from __future__ import annotations

import wave
from collections.abc import Sequence
from pathlib import Path

from accalmie.core.explainers import Storyboard, planned
from accalmie.site.filming.tools import CannotFilm, found, run

RECORDINGS = ("opus", "ogg", "m4a", "mp3", "flac", "wav")
NEAR = 3.0
"""Seconds by which a recording may be longer or shorter than its slides."""
PACE = "150"
PAUSE = 0.8


def recording(folder: Path, language: str) -> Path | None:
    """The recorded narration beside a storyboard: `narration.fr.opus`."""
    named = (folder / f"narration.{language}.{kind}" for kind in RECORDINGS)
    return next((path for path in named if path.is_file()), None)


def lengths_beside(sound: Path, board: Storyboard, *, folder: Path) -> list[float]:
    """How long each slide stays beside a recording: as planned, the last until it ends. Raises CannotFilm when the two
    are far apart."""
    asked = ["-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0"]
    seconds = float(run([found("ffprobe"), *asked, sound.resolve()], folder=folder).strip() or 0)
    *lengths, last = planned(board)
    slides = sum(lengths) + last
    if abs(seconds - slides) > NEAR:
        raise CannotFilm(
            f"{sound.name} lasts {seconds:.1f} s, its slides {slides:.1f} s: "
            "write under each slide how long it stays, as “(12 s)”."
        )
    return [*lengths, last + max(0.0, seconds - slides)]


def synthesise(board: Storyboard, folder: Path) -> tuple[Path, list[float]]:
    """A machine says each slide: the sound of it all, and how long each slide stays for it."""
    speak, parts = found("espeak-ng"), []
    for place, slide in enumerate(board.slides):
        part = folder / f"said-{place:02d}.wav"
        run([speak, "-v", board.language, "-s", PACE, "-w", part, "--", slide.narration], folder=folder)
        parts.append(part)
    return _joined(parts, planned(board), folder / "said.wav")


def _joined(parts: Sequence[Path], lengths: Sequence[float], into: Path) -> tuple[Path, list[float]]:
    """The parts one after the other, each followed by silence until its slide is over."""
    stay = []
    with wave.open(str(into), "wb") as whole:
        for place, (part, length) in enumerate(zip(parts, lengths, strict=True)):
            with wave.open(str(part), "rb") as one:
                if place == 0:
                    whole.setparams(one.getparams())
                rate, wide, frames = one.getframerate(), one.getsampwidth() * one.getnchannels(), one.getnframes()
                whole.writeframes(one.readframes(frames))
            stays = max(length, frames / rate + PAUSE)
            whole.writeframes(b"\0" * (round(stays * rate) - frames) * wide)
            stay.append(stays)
    return into, stay
