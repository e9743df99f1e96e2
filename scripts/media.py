"""Film the explainers that ship, in both languages, and print what they weigh.

The films go to the data folder and to the demo's. The heaviest, in megabytes a minute, goes into the report of the
library, beside what `make library` writes there. Ends with 1 when one could not be made.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(HOUSE))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accalmie.site.settings")

import django  # noqa: E402

django.setup()

from accalmie.capabilities.explainers.library import explainers, films  # noqa: E402
from accalmie.core.definitions import LANGUAGES  # noqa: E402
from accalmie.site.commands.media import HEADING, line  # noqa: E402
from accalmie.site.filming.building import Made, build  # noqa: E402
from accalmie.site.filming.tools import CannotFilm, chromium, found  # noqa: E402

REPORT = HOUSE / "reports" / "library.json"
DEMO = HOUSE / "var" / "demo"
FIGURE = "video_mb_per_minute_max"
INSTALL = ["apt-get", "install", "--yes", "--no-install-recommends", "ffmpeg"]


def bring_ffmpeg() -> None:
    """Install ffmpeg where this process may; else say how. Raises CannotFilm."""
    if shutil.which("ffmpeg"):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("ffmpeg is missing, with which films are made: installing Debian's.", flush=True)
        subprocess.run(INSTALL, check=False, stdout=subprocess.DEVNULL)
    found("ffmpeg")


def film_all() -> list[Made]:
    """Every explainer in every language, a line each."""
    print(HEADING)
    made = []
    for one in explainers().values():
        for language in LANGUAGES:
            made.append(build(one, language))
            print(line(made[-1]), flush=True)
    return made


def note(heaviest: float) -> None:
    """Into the report, whose other figures stay."""
    known = json.loads(REPORT.read_text("utf-8")) if REPORT.is_file() else {}
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(json.dumps(known | {FIGURE: heaviest}, indent=1) + "\n", "utf-8")


def main() -> None:
    try:
        bring_ffmpeg()
        chromium()
        made = film_all()
    except CannotFilm as reason:
        raise SystemExit(f"\n{reason}") from None
    heaviest = round(max(one.mb_a_minute for one in made), 3)
    note(heaviest)
    if DEMO.is_dir() and films() != DEMO / "media" / "explainers":
        shutil.copytree(films(), DEMO / "media" / "explainers", dirs_exist_ok=True)
    print(f"\n{FIGURE:<26} {heaviest:>14}")


if __name__ == "__main__":
    main()
