"""Measure the programme library: how much there is, how long it takes to check, and whether anybody is lost in it.

For each programme so many people who do anything live their whole way, on the engine that runs it for people. The
report is written anew each time, but for what `make media` wrote into it; what is promised and not built yet is said.
Ends with 1 when anybody is stuck, a rule fails, or a programme is refused.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

HOUSE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(HOUSE))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accalmie.site.settings")

import django  # noqa: E402

django.setup()

from accalmie.core.programme.language.readability import prose, words  # noqa: E402
from accalmie.core.programme.simulate import wander  # noqa: E402
from accalmie.site.authors.folder import compile_folder, shipped, world  # noqa: E402
from accalmie.site.authors.reading import body_of  # noqa: E402
from accalmie.site.authors.verifying import verify_folders  # noqa: E402

REPORT = HOUSE / "reports" / "library.json"
SLEEP = [sys.executable, "-m", "pytest", "-q", "tests/unit/core/sleep"]
PEOPLE = 1_000
AT_A_TIME = 100
PROMISED = (
    "programmes",
    "paths",
    "steps",
    "words_fr",
    "words_en",
    "verify_seconds",
    "verify_processor_seconds",
    "verify_seconds_unchanged",
    "verify_processor_seconds_unchanged",
    "simulated_people",
    "stuck_people",
    "rule_errors",
    "sleep_property_cases",
    "video_mb_per_minute_max",
)
FILMED = PROMISED[-1]


@dataclass
class Cohort:
    """How a number of people ended, and which facts rules could not compare."""

    endings: Counter[str] = field(default_factory=Counter)
    wrong: set[str] = field(default_factory=set)

    def add(self, other: Cohort) -> None:
        """Count these people in."""
        self.endings.update(other.endings)
        self.wrong |= other.wrong


def live(folder: Path, seeds: range) -> Cohort:
    """The cohort of these seeds. An exception of the engine counts as a rule that failed."""
    programme = compile_folder(folder)[1].programme
    if programme is None:
        raise SystemExit(f"{folder.name} does not compile: accalmie programmes verify {folder}")
    cohort, around = Cohort(), world()
    for seed in seeds:
        try:
            one = wander(programme, around, seed=seed)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what this looks for
            cohort.wrong.add(f"seed {seed}: {error!r}")
        else:
            cohort.endings[one.ending] += 1
            cohort.wrong |= set(one.wrong)
    return cohort


def cohorts(folders: list[Path]) -> dict[str, Cohort]:
    """A cohort for each programme, some people at a time on each processor."""
    parts = [(folder, range(at, at + AT_A_TIME)) for folder in folders for at in range(0, PEOPLE, AT_A_TIME)]
    found: dict[str, Cohort] = {folder.name: Cohort() for folder in folders}
    with ProcessPoolExecutor(mp_context=get_context("fork")) as pool:
        for (folder, _), cohort in zip(parts, pool.map(live, *zip(*parts, strict=True)), strict=True):
            found[folder.name].add(cohort)
    return found


def written(folders: list[Path], language: str) -> int:
    """The words of every step in one language."""
    texts = (path.read_text("utf-8") for folder in folders for path in sorted((folder / language).glob("*.md")))
    return sum(len(words(prose(body_of(text)))) for text in texts)


def filmed() -> dict[str, float]:
    """What `make media` wrote into the report, which is not ours to forget."""
    known = json.loads(REPORT.read_text("utf-8")) if REPORT.is_file() else {}
    return {FILMED: known[FILMED]} if FILMED in known else {}


class Took(NamedTuple):
    """Seconds by the clock, and of all processors."""

    clock: float
    processor: float


def verified(folders: list[Path], *, anew: bool = False) -> tuple[list[str], Took]:
    """The names of the folders that are refused, and how long it took to know."""
    clock, processor = time.perf_counter(), _processor()
    refused = [folder.name for folder, found in verify_folders(folders, anew=anew) if found.refusals]
    return refused, Took(round(time.perf_counter() - clock, 1), round(_processor() - processor, 1))


def _processor() -> float:
    return sum(os.times()[:4])


def main() -> None:
    folders = shipped()
    figures: dict[str, Any] = {}
    refused, took = verified(folders, anew=True)
    figures |= {"verify_seconds": took.clock, "verify_processor_seconds": took.processor}
    verified(folders)  # what no proof was kept of yet is proved here, and not measured
    _, took = verified(folders)
    figures |= {"verify_seconds_unchanged": took.clock, "verify_processor_seconds_unchanged": took.processor}
    figures["programmes"] = sum((folder / "programme.yaml").is_file() for folder in folders)
    figures["paths"] = len(folders) - figures["programmes"]
    figures["steps"] = sum(len(list((folder / "fr").glob("*.md"))) for folder in folders)
    figures |= {f"words_{language}": written(folders, language) for language in ("fr", "en")}
    found = cohorts(folders)
    for name, cohort in found.items():
        print(f"{name:<16} {dict(cohort.endings.most_common())} {', '.join(sorted(cohort.wrong))}".rstrip())
    figures["simulated_people"] = sum(cohort.endings.total() for cohort in found.values())
    figures["stuck_people"] = sum(cohort.endings["stuck"] for cohort in found.values())
    figures["rule_errors"] = sum(len(cohort.wrong) for cohort in found.values())
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(json.dumps(filmed() | figures, indent=1) + "\n", "utf-8")
    slept = subprocess.run(SLEEP, cwd=HOUSE, env={**os.environ, "FIGURES_REPORT": str(REPORT)}, check=False)
    figures = json.loads(REPORT.read_text("utf-8"))
    print()
    for name in PROMISED:
        print(f"{name:<36} {figures.get(name, 'not built yet'):>14}")
    if refused:
        print(f"\nRefused: {', '.join(refused)}.")
    raise SystemExit(bool(refused or slept.returncode or figures["stuck_people"] or figures["rule_errors"]))


if __name__ == "__main__":
    main()
