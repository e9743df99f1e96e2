"""Reliable change and clinical cut-offs from an instrument's statistics.

Source: Jacobson NS, Truax P. Clinical significance. J Consult Clin Psychol 1991;59:12-19.
"""

from __future__ import annotations

import math

Z_95 = 1.96


def standard_error(sd: float, reliability: float) -> float:
    """The error of one measurement: sd * sqrt(1 - r). `reliability` (alpha or test-retest: say which) from 0 to 1."""
    if sd <= 0 or not 0 <= reliability < 1:
        raise ValueError("the standard deviation must be above 0 and the reliability from 0 to below 1")
    return sd * math.sqrt(1 - reliability)


def difference_error(sd: float, reliability: float) -> float:
    """The error of a difference between two measurements: sqrt(2 * SE²)."""
    return math.sqrt(2) * standard_error(sd, reliability)


def reliable_change_index(first: float, last: float, *, sd: float, reliability: float) -> float:
    """(last - first) / Sdiff; reliable at 95 % when its size is above 1.96."""
    return (last - first) / difference_error(sd, reliability)


def reliable_points(sd: float, reliability: float) -> float:
    """The least change in points that is reliable at 95 %."""
    return Z_95 * difference_error(sd, reliability)


def cutoff_a(clinical_mean: float, clinical_sd: float, *, higher_is_worse: bool = True) -> float:
    """Two standard deviations from the clinical mean, towards health."""
    return clinical_mean - 2 * clinical_sd if higher_is_worse else clinical_mean + 2 * clinical_sd


def cutoff_b(norm_mean: float, norm_sd: float, *, higher_is_worse: bool = True) -> float:
    """Two standard deviations from the general mean, towards illness."""
    return norm_mean + 2 * norm_sd if higher_is_worse else norm_mean - 2 * norm_sd


def cutoff_c(clinical_mean: float, clinical_sd: float, norm_mean: float, norm_sd: float) -> float:
    """The point as likely to belong to the one as to the other group: (s0 * M1 + s1 * M0) / (s0 + s1)."""
    return (norm_sd * clinical_mean + clinical_sd * norm_mean) / (norm_sd + clinical_sd)
