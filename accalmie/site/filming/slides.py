"""Photographs the slides of an explainer: the very template and style sheets of its page, in a headless Chromium."""

from __future__ import annotations

import os
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation

from accalmie.capabilities.explainers.pages import shown_chapters
from accalmie.core.explainers import Storyboard
from accalmie.site.filming.tools import CannotFilm, chromium, found, run

WIDTH, HEIGHT = 640, 360
SHEETS = ("design/accalmie.css", "explainers/slides.css")
SPARE = 200
"""Pixels under the last slide: a window is a little smaller inside than it says."""


def photograph(board: Storyboard, folder: Path, *, is_draft: bool) -> list[Path]:
    """A picture of each slide, in this folder."""
    browser, ffmpeg = chromium(), found("ffmpeg")
    (folder / "film.html").write_text(page_of(board, is_draft=is_draft), encoding="utf-8")
    count = len(board.slides)
    window = f"--window-size={WIDTH},{HEIGHT * count + SPARE}"
    flags = ["--headless", "--disable-gpu", "--hide-scrollbars", "--no-first-run", "--disable-dev-shm-usage"]
    # Its sandbox does not start for root; the page is ours and loads nothing but our style sheets.
    flags += ["--no-sandbox"] if os.geteuid() == 0 else []
    own = [f"--user-data-dir={folder / 'browser'}", "--force-device-scale-factor=1", window, "--screenshot=all.png"]
    run([browser, *flags, *own, (folder / "film.html").as_uri()], folder=folder)
    if not (folder / "all.png").is_file():
        raise CannotFilm("Chromium took no picture of the slides.")
    cut = f"crop={WIDTH}:{HEIGHT * count}:0:0,untile=1x{count}"
    run([ffmpeg, "-y", "-v", "error", "-i", "all.png", "-vf", cut, "slide-%02d.png"], folder=folder)
    pictures = sorted(folder.glob("slide-*.png"))
    if len(pictures) != count:
        raise CannotFilm(f"{count} slides gave {len(pictures)} pictures.")
    return pictures


def page_of(board: Storyboard, *, is_draft: bool) -> str:
    """The page with all slides, one under the other."""
    context = {
        "title": board.about.title,
        "language": board.language,
        "chapters": shown_chapters(board),
        "sheets": [_sheet(name) for name in SHEETS],
        "is_draft": is_draft,
    }
    with translation.override(board.language):
        return render_to_string("explainers/film.html", context)


def _sheet(name: str) -> str:
    path = finders.find(name)
    if path is None:
        raise CannotFilm(f"The style sheet {name} is not built: `make setup` builds it.")
    return Path(path).as_uri()
