"""How good predictions are, from predictions and what happened: on people whom the model has not seen."""

from __future__ import annotations

import math
from collections.abc import Sequence

from accalmie.core.simulation.summary import Share
from accalmie.oversight.insight.fitting.logistic import FARTHEST, fitted

Pairs = Sequence[tuple[float, bool]]
"""A prediction, higher is likelier, and whether it happened."""


def auc(pairs: Pairs) -> float:
    """How often somebody to whom it happened was given the higher prediction; ties count half. NaN without both."""
    yes = sum(was for _, was in pairs)
    no = len(pairs) - yes
    if not yes or not no:
        return math.nan
    ranks = _ranks([prediction for prediction, _ in pairs])
    summed = math.fsum(rank for rank, (_, was) in zip(ranks, pairs, strict=True) if was)
    return (summed - yes * (yes + 1) / 2) / (yes * no)


def _ranks(values: Sequence[float]) -> list[float]:
    """From 1; equal values share the middle of theirs."""
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks, at = [0.0] * len(values), 0
    while at < len(order):
        end = at
        while end + 1 < len(order) and values[order[end + 1]] == values[order[at]]:
            end += 1
        for place in order[at : end + 1]:
            ranks[place] = (at + end) / 2 + 1
        at = end + 1
    return ranks


def balanced_accuracy(pairs: Pairs, threshold: float) -> float:
    """The mean of the shares found: of those to whom it happened, and of the others. NaN without both."""
    yes = [value >= threshold for value, was in pairs if was]
    no = [value < threshold for value, was in pairs if not was]
    return (sum(yes) / len(yes) + sum(no) / len(no)) / 2 if yes and no else math.nan


def best_threshold(pairs: Pairs) -> float:
    """The prediction from which on to flag, for the best balanced accuracy on these people; the lowest of equals."""
    yes = sum(was for _, was in pairs)
    no = len(pairs) - yes
    if not yes or not no:
        return math.inf
    found, wrong, best, threshold = 0, 0, -1.0, math.inf
    ordered = sorted(pairs, key=lambda pair: -pair[0])
    for place, (value, was) in enumerate(ordered):
        found, wrong = found + was, wrong + (not was)
        is_last = place + 1 == len(ordered) or ordered[place + 1][0] != value
        if is_last and found / yes - wrong / no > best + 1e-12:
            best, threshold = found / yes - wrong / no, value
    return threshold


def calibration(pairs: Pairs) -> tuple[float, float]:
    """Intercept and slope of what happened on the predicted log-odds: 0 and 1 when probabilities mean what they say.

    Cox DR. Biometrika 1958;45:562-565.
    """
    intercept, slope = fitted([(log_odds(value),) for value, _ in pairs], [was for _, was in pairs])
    return intercept, slope


def log_odds(probability: float) -> float:
    """From a probability to a log-odds, held where numbers are."""
    if not 0 < probability < 1:
        return -FARTHEST if probability <= 0 else FARTHEST
    return math.log(probability / (1 - probability))


def ppv(pairs: Pairs, threshold: float) -> Share:
    """Of those flagged, to how many it happened."""
    flagged = Share()
    for value, was in pairs:
        if value >= threshold:
            flagged.add(was)
    return flagged
