"""Shows what the house promises, in a real browser, one plain sentence a moment: `demonstrate.py help` or `thread`.

In French, or in English where LANG says so. Pictures go to var/demo-NAME/, figures to reports/demo-NAME.json. Ends with
code 1 at the first moment that is not so.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Error, Page, sync_playwright

HOUSE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(HOUSE))

from tests.journeys import help_first, sentence_back  # noqa: E402 - the very steps that the tests run
from tests.journeys.conftest import opening, started  # noqa: E402
from tests.journeys.site import Site, prepared, serving  # noqa: E402
from tests.journeys.telling import Figures, Telling  # noqa: E402

Story = Callable[[Callable[..., Page], Site, Telling], Figures]
AT_MOST = {"help": help_first.AT_MOST_SECONDS}
"""What a demonstration may take, from its first line to its last."""
STORIES: dict[str, Story] = {"help": help_first.show, "thread": sentence_back.show}

WORDS = {
    "fr": {
        "begins": "Une clinique inventée se prépare, dans un dossier qui disparaîtra…",
        "ends": "Tout cela est vrai sur cette machine, en {seconds} s. "
        "Les images sont dans {folder}, les chiffres dans {report}.",
        "fails": "Ce moment-là n’est pas comme promis :",
        "late": "C’est plus long que promis : {most} s au plus.",
    },
    "en": {
        "begins": "A made-up clinic is being set up, in a folder that will be gone…",
        "ends": "All this is so on this machine, in {seconds} s. "
        "The pictures are in {folder}, the figures in {report}.",
        "fails": "This moment is not as promised:",
        "late": "This is longer than promised: {most} s at most.",
    },
}


def main() -> None:
    name = sys.argv[1] if len(sys.argv) == 2 and sys.argv[1] in STORIES else sys.exit(__doc__)
    words = WORDS[language()]
    print(words["begins"], flush=True)
    began = time.monotonic()
    tell = Telling(emptied(HOUSE / "var" / f"demo-{name}"), language(), lambda line: print(line, flush=True))
    try:
        figures = shown(STORIES[name], tell)
    except (AssertionError, Error) as untrue:
        print(f"{words['fails']} {str(untrue).splitlines()[0]}", flush=True)
        raise SystemExit(1) from untrue
    seconds = round(time.monotonic() - began, 1)
    report = written(f"demo-{name}", {**figures, "moments": len(tell.moments), "seconds": seconds})
    print(words["ends"].format(seconds=seconds, folder=near(tell.folder), report=near(report)))
    if seconds > AT_MOST.get(name, seconds):
        print(words["late"].format(most=AT_MOST[name]))
        raise SystemExit(1)


def shown(story: Story, tell: Telling) -> Figures:
    """One story, on a site and in a browser of its own."""
    os.environ["NO_PROXY"] = os.environ["no_proxy"] = "localhost,127.0.0.1"
    with (
        tempfile.TemporaryDirectory() as clinic,
        tempfile.TemporaryDirectory() as data,
        sync_playwright() as playwright,
        started(playwright) as browser,
        serving(prepared(Path(clinic)), Path(data)) as site,
        opening(browser, site.address) as new_page,
    ):
        return story(new_page, site, tell)


def language() -> str:
    """French, unless the terminal speaks English."""
    said = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or "fr"
    return "en" if said.startswith("en") else "fr"


def emptied(folder: Path) -> Path:
    """Without the pictures of an earlier time."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def written(name: str, figures: Figures) -> Path:
    """The figures as a flat object, where every target writes its own."""
    path = HOUSE / "reports" / f"{name}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({key.replace("-", "_"): value for key, value in figures.items()}, indent=2) + "\n")
    return path


def near(path: Path) -> str:
    """As somebody in the house's folder would write it."""
    return str(path.relative_to(HOUSE))


if __name__ == "__main__":
    main()
