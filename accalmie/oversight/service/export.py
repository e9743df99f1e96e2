"""The same figures as the page, as JSON and as a table: what the page hides is hidden here too."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import asdict
from io import StringIO
from typing import Any

from accalmie.oversight.service.counting import Figures
from accalmie.oversight.service.outcomes import Outcome

Line = tuple[str, str, str, int | None]


def as_json(found: Figures) -> dict[str, Any]:
    """Every figure under its name; null: not shown, or not known."""
    return {
        "first_day": found.period.first.isoformat(),
        "last_day": found.period.last.isoformat(),
        "method": {
            "waits": "Kaplan-Meier; still_waiting: not reached by the last day, with the wait so far, or until a death",
            "outcomes": "all who began in the period; no later score is a part of its own",
            "small_numbers": "below 5 hidden, with what would give them back; null is not shown",
        },
        "waits": _waits(found.waits),
        "waits_by_age": [{"ages": list(names), **_waits(waits)} for names, waits in found.waits_by_age],
        "presence": asdict(found.presence),
        "outcomes": {
            one.instrument: {
                "began": one.began,
                **{kind.value: one.part(kind) for kind in Outcome},
                "unchanged_last_value_carried": one.carried,
                "worsened_worst_case": one.worst_case,
                "above_threshold_at_first": one.above,
                "recovered": one.recovered,
            }
            for one in found.outcomes
        },
        "outcomes_by_age": {
            instrument: [
                {"ages": list(names), **dict(zip((kind.value for kind in Outcome), cells, strict=True))}
                for names, cells in bands
            ]
            for instrument, bands in found.outcomes_by_age
        },
        "by_area": None,
        "by_deprivation": None,
        "attendance": None,
    }


def _waits(waits: Any) -> dict[str, Any]:
    return {
        "asked": waits.asked,
        "still_waiting": waits.waiting,
        "median_days": waits.median,
        "ninetieth_percentile_days": waits.ninetieth,
    }


def as_csv(found: Figures) -> str:
    """One figure a line: part, group, figure, value; an empty value is not shown."""
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow(("part", "group", "figure", "value"))
    writer.writerows(_lines(as_json(found)))
    return written.getvalue()


def _lines(told: dict[str, Any]) -> Iterator[Line]:
    for part in ("first_day", "last_day", "by_area", "by_deprivation", "attendance"):
        yield part, "", part, told[part]
    for part in ("waits", "presence"):
        yield from (((part, "all", name, value)) for name, value in told[part].items())
    yield from _by_age("waits", told["waits_by_age"])
    for instrument, figures in told["outcomes"].items():
        yield from ((instrument, "all", name, value) for name, value in figures.items())
    for instrument, bands in told["outcomes_by_age"].items():
        yield from _by_age(instrument, bands)


def _by_age(part: str, bands: list[dict[str, Any]]) -> Iterator[Line]:
    for band in bands:
        group = "+".join(band["ages"])
        yield from ((part, group, name, value) for name, value in band.items() if name != "ages")
