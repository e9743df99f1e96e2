"""When a diary fell sharply, so that the signs of withdrawal are asked."""

from __future__ import annotations

from accalmie.core.drinks.rules import DrinkRules


def fell_sharply(rules: DrinkRules, *, earlier: float, later: float, days: int) -> bool:
    """Whether a heavy diary fell so far, so soon, that the signs of withdrawal are asked."""
    if earlier < rules.heavy_week or days > rules.sharp_fall.within_days:
        return False
    return later <= earlier * rules.sharp_fall.share
