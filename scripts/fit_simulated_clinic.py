"""Computes again, from published data, the numbers of content/simulation/clinic.yaml that say `computed`.

    python scripts/fit_simulated_clinic.py FOLDER

FOLDER holds `enrichd_bdi.csv` (weekly BDI of 557 people in the CBT arm of ENRICHD; R package npmlda, GPL-2+) and
`reframed_phq9.csv` (PHQ-9 of 250 people in a trial; github benwhalley/mixr, CC BY-SA 4.0). Neither is shipped.

BDI = a + b ln(1 + weeks) + noise, with a and b normal and correlated over people, by maximum likelihood (EM; Laird NM,
Ware JH. Biometrics 1982;38:963-974). A BDI point becomes a PHQ-9 point by the ratio of the two standard deviations at
the first measure.
"""

from __future__ import annotations

import csv
import math
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from statistics import stdev

ROUNDS = 200
Pair = tuple[float, float]


@dataclass(frozen=True)
class Fit:
    """Points of the BDI; the slope is a unit of ln(1 + weeks). `factor` brings them to PHQ-9 points."""

    start: float
    slope: float
    start_sd: float
    slope_sd: float
    correlation: float
    noise: float
    factor: float


@dataclass
class Sums:
    """What one person adds: n, the sums of x, x squared, y, xy and y squared."""

    n: int = 0
    x: float = 0.0
    xx: float = 0.0
    y: float = 0.0
    xy: float = 0.0
    yy: float = 0.0

    def add(self, x: float, y: float) -> None:
        self.n += 1
        self.x += x
        self.xx += x * x
        self.y += y
        self.xy += x * y
        self.yy += y * y


def fit(folder: Path) -> Fit:
    """All numbers at once."""
    people, first = _enrichd(folder / "enrichd_bdi.csv")
    start, slope, (var_a, cov, var_b), noise = _fitted(people)
    return Fit(
        start=start,
        slope=slope,
        start_sd=math.sqrt(var_a),
        slope_sd=math.sqrt(var_b),
        correlation=cov / math.sqrt(var_a * var_b),
        noise=math.sqrt(noise),
        factor=stdev(_first_phq9(folder / "reframed_phq9.csv")) / stdev(first),
    )


def _enrichd(file: Path) -> tuple[list[Sums], list[float]]:
    people: dict[str, Sums] = defaultdict(Sums)
    first = []
    with file.open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            if row["BDI"] not in ("", "NA"):
                days, score = float(row["time"]), float(row["BDI"])
                people[row["ID"]].add(math.log1p(days / 7), score)
                first += [score] if days == 0 else []
    return list(people.values()), first


def _first_phq9(file: Path) -> list[float]:
    """The PHQ-9 at month 0, whole numbers only: 2.3 % of the file's are not, and no PHQ-9 can be."""
    found: dict[str, float] = {}
    with file.open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            score = float(row["phq9"]) if row["phq9"] not in ("", "NA") else math.nan
            if row["month"] == "0" and score.is_integer():
                found.setdefault(row["patient"], score)
    return list(found.values())


def _fitted(people: list[Sums]) -> tuple[float, float, tuple[float, float, float], float]:
    """EM for a random intercept and slope."""
    mean, cover, noise = (18.0, -3.0), (50.0, 0.0, 5.0), 15.0
    for _ in range(ROUNDS):
        expected = [_expected(one, mean, cover, noise) for one in people]
        count = len(people)
        mean = (sum(e[0][0] for e in expected) / count, sum(e[0][1] for e in expected) / count)
        cover = _cover(expected, mean)
        noise = sum(map(_left, people, expected)) / sum(one.n for one in people)
    return *mean, cover, noise


Expected = tuple[Pair, tuple[float, float, float]]


def _inverse(m: tuple[float, float, float]) -> tuple[float, float, float]:
    """Of the symmetric matrix ((m0, m1), (m1, m2))."""
    det = m[0] * m[2] - m[1] * m[1]
    return m[2] / det, -m[1] / det, m[0] / det


def _expected(one: Sums, mean: Pair, cover: tuple[float, float, float], noise: float) -> Expected:
    """The mean and cover of this person's own line, given what was seen of it."""
    prior = _inverse(cover)
    after = _inverse((prior[0] + one.n / noise, prior[1] + one.x / noise, prior[2] + one.xx / noise))
    u = prior[0] * mean[0] + prior[1] * mean[1] + one.y / noise
    v = prior[1] * mean[0] + prior[2] * mean[1] + one.xy / noise
    return (after[0] * u + after[1] * v, after[1] * u + after[2] * v), after


def _cover(expected: list[Expected], mean: Pair) -> tuple[float, float, float]:
    count = len(expected)
    gaps = [((line[0] - mean[0], line[1] - mean[1]), own) for line, own in expected]
    return (
        sum(gap[0] * gap[0] + own[0] for gap, own in gaps) / count,
        sum(gap[0] * gap[1] + own[1] for gap, own in gaps) / count,
        sum(gap[1] * gap[1] + own[2] for gap, own in gaps) / count,
    )


def _left(one: Sums, expected: Expected) -> float:
    """The expected sum of squares around this person's line."""
    (a, b), own = expected
    seen = one.yy - 2 * a * one.y - 2 * b * one.xy + a * a * one.n + 2 * a * b * one.x + b * b * one.xx
    return seen + own[0] * one.n + 2 * own[1] * one.x + own[2] * one.xx


def main() -> None:
    found = fit(Path(sys.argv[1]))
    for name, value in vars(found).items():
        in_phq9 = "" if name in ("correlation", "factor") else f"   = {abs(value) * found.factor:.2f} PHQ-9 points"
        print(f"{name:12} {value:7.3f}{in_phq9}")


if __name__ == "__main__":
    main()
