"""The figures that are promised, with their limits, in the order in which they are printed."""

from __future__ import annotations

from collections.abc import Iterable

from bench.arithmetic import NOISE, Limit

_SPEED = {
    "today_cpu_vs_hello": Limit("at most", 6, NOISE),
    "today_rps_core": None,
    "today_p99_ms": None,
    "answer_cpu_vs_hello": Limit("at most", 7, NOISE),
}

PROMISED: dict[str, Limit | None] = {
    **_SPEED,
    "answer_entries_per_s_sqlite": None,
    **{f"{name}_postgresql": limit for name, limit in _SPEED.items()},
    "answer_entries_per_s_postgresql": None,
    "history_cost_ratio": Limit("at most", 1.1, NOISE),
    "access_cpu_overhead_ratio": Limit("at most", 1.1),
    "caseload_1000_ms": Limit("at most", 150, NOISE),
    "caseload_10000_ms": Limit("at most", 300, NOISE),
    "patient_page_ms": Limit("at most", 150, NOISE),
    "page_first_visit_kb_max": Limit("at most", 30),
    "page_next_visit_kb_max": Limit("at most", 14),
    "css_kb": Limit("at most", 12),
    "pages_with_another_origin": Limit("at most", 0),
    "slow_lcp_s": Limit("at most", 3.0, NOISE),
    "accessibility": Limit("at least", 100),
    "start_seconds": None,
    "idle_mb": Limit("at most", 150),
    "simulate_entries_per_s": Limit("at least", 2000, NOISE),
}

LIMITS = {name: limit for name, limit in PROMISED.items() if limit is not None}


def table(figures: dict[str, float], names: Iterable[str]) -> str:
    """One line a figure, in this order, each with its limit."""
    names = list(dict.fromkeys(names))
    width = max(map(len, names))
    return "\n".join(_line(name, figures, width) for name in names)


def _line(name: str, figures: dict[str, float], width: int) -> str:
    limit, figure = LIMITS.get(name), figures.get(name)
    shown = "not there" if figure is None else f"{figure:,.0f}" if abs(figure) >= 1000 else f"{figure:.3g}"
    holds = limit is None or (figure is not None and limit.holds(figure))
    return f"{name:<{width}}  {shown:>10}  {limit or ''}{'' if holds else '  MISSED'}".rstrip()
