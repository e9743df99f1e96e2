"""`make bench`: measures everything in one run, prints the figures beside their limits, writes reports/bench.json."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from accalmie.foundation.clock.reading import now
from bench import lighthouse, speed, weight
from bench.arithmetic import missed, rounded
from bench.clinic import CLINIC, CROWD, EVERYBODY, LIVED, LONG, SHORT, Clinic, Crowd
from bench.figures import LIMITS, PROMISED, table
from bench.load import LoadFailed
from bench.serving import HOUSE, Server, Site, serving
from scripts.postgres import Server as PostgreSQL
from scripts.setup import npm

SITES = HOUSE / "var" / "bench"
REPORT = HOUSE / "reports" / "bench.json"
DEMO = {"ACCALMIE_DEMO": "1"}
SIMULATED = ("simulate", "--patients", "500", "--weeks", "12", "--seed", "7", "--json")


def say(words: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {words}", flush=True)


def made(name: str, database: str = "", keys: str = "", **more: str) -> Site:
    """A new site, with static files and programmes."""
    folder = SITES / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    site = Site(folder, database, keys)
    site.accalmie("manage", "collectstatic", "--noinput", **more)
    site.accalmie("prepare", **more)
    return site


def peopled(site: Site, *, longest: int = SHORT) -> Clinic:
    site.run(sys.executable, "-m", "bench.making", str(longest))
    return msgspec.json.decode((site.data / CLINIC).read_bytes(), type=Clinic)


def on_sqlite() -> dict[str, float]:
    say("SQLite: making the people")
    site = made("sqlite")
    clinic = peopled(site, longest=LONG)
    say("SQLite: the page of the day and an answer, against hello")
    with serving(site) as server:
        found = speed.measure(server, clinic, now().date())
        say("SQLite: 10,000 entries against 10")
        found |= speed.history(server, clinic, now().date())
        say("SQLite: what it costs to ask who may see the page")
        found["access_cpu_overhead_ratio"] = speed.access(server, clinic)
    return {**found, "answer_entries_per_s_sqlite": found.pop("answer_entries_per_s")}


def on_postgresql() -> dict[str, float]:
    say("PostgreSQL: making the people")
    with tempfile.TemporaryDirectory() as folder, PostgreSQL(Path(folder)) as url:
        site = made("postgresql", url)
        clinic = peopled(site)
        say("PostgreSQL: the page of the day and an answer, against hello")
        with serving(site) as server:
            found = speed.measure(server, clinic, now().date())
    return {f"{name}_postgresql": figure for name, figure in found.items()}


def long_lists() -> dict[str, float]:
    say("The lists of a thousand and of ten thousand people: making them")
    site = made("caseload", **DEMO)
    site.run(sys.executable, "-m", "bench.crowd", str(LIVED), str(EVERYBODY), **DEMO)
    crowd = msgspec.json.decode((site.data / CROWD).read_bytes(), type=Crowd)
    say("The lists of a thousand and of ten thousand people")
    with serving(site, **DEMO) as server:
        return speed.caseloads(server, crowd)


def on_the_wire() -> dict[str, float]:
    say("Every page of the demo clinic, weighed in a browser")
    site = made("demo", **DEMO)
    site.accalmie("demo", "load", **DEMO)
    with serving(site, **DEMO) as server:
        return weight.measure(server)


@contextmanager
def warm(site: Site, clinic: Clinic) -> Iterator[Server]:
    """A site that has shown its pages before, as the line is what is measured and not the start."""
    with serving(site) as server:
        speed.warm_up(server, clinic)
        yield server


def over_a_slow_line() -> dict[str, float]:
    say("Lighthouse, over a slow line")
    if not lighthouse.PROGRAM.exists():
        command, environment = npm()
        words = [*map(str, command), "ci", "--no-progress", "--ignore-scripts"]
        subprocess.run(words, cwd=lighthouse.FOLDER, env={**os.environ, **environment}, check=True)
    site = Site(SITES / "sqlite")
    clinic = msgspec.json.decode((site.data / CLINIC).read_bytes(), type=Clinic)
    with warm(site, clinic) as server:
        return lighthouse.measure(server, clinic.many[0].session)


def at_rest() -> dict[str, float]:
    """As people run it: on both loopbacks, one worker; after a page, and a moment of quiet."""
    say("Start and memory")
    site = Site(SITES / "sqlite")
    starts = []
    for _ in range(3):
        with serving(site, address="") as server:
            starts.append(server.started_in)
            speed.warm_up(server, None)
            time.sleep(3)
            idle = {"idle_mb": server.memory_mb(), "idle_rss_mb": server.memory_mb("Rss")}
    return {"start_seconds": sorted(starts)[1], **idle}


def simulated() -> dict[str, float]:
    say("accalmie simulate")
    site = made("simulate", **DEMO)
    said = site.accalmie(*SIMULATED, DJANGO_SETTINGS_MODULE="accalmie.site.settings", **DEMO)
    return {"simulate_entries_per_s": float(json.loads(said[said.index("{") :])["entries_per_s"])}


def measured(measure: Callable[[], dict[str, float]]) -> dict[str, float]:
    """The figures of one part. Where it fails it says why and gives none: those that have a limit count as missed."""
    try:
        return {name: rounded(figure) for name, figure in measure().items()}
    except (SystemExit, LoadFailed, ValueError, KeyError) as failure:
        print(failure, file=sys.stderr)
        return {}


PARTS = {
    "sqlite": on_sqlite,
    "postgresql": on_postgresql,
    "caseload": long_lists,
    "weight": on_the_wire,
    "lighthouse": over_a_slow_line,
    "rest": at_rest,
    "simulate": simulated,
}


def main() -> None:
    """Everything; or only the parts named on the command line, for whoever works on one: that writes no report."""
    began = time.monotonic()
    figures: dict[str, float] = {}
    for part in sys.argv[1:] or PARTS:
        figures |= measured(PARTS[part])
    if sys.argv[1:]:
        print(f"\n{table(figures, figures)}")
        return
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")
    print(f"\n{table(figures, [*PROMISED, *figures])}\n")
    beyond = missed(figures, LIMITS)
    print(f"{'Missed: ' + ', '.join(beyond) if beyond else 'Every limit holds.'} {time.monotonic() - began:.0f} s.")
    raise SystemExit(bool(beyond))


if __name__ == "__main__":
    main()
