"""What French typography asks for: the faults it finds, and the good texts that it lets pass."""

from __future__ import annotations

import pytest

from accalmie.foundation.words.typography import faults

N, F = "\u00a0", "\u202f"  # no-break space, narrow no-break space


@pytest.mark.parametrize(
    "good",
    [
        f"Comment allez-vous{F}?",
        f"Voici{N}: du calme{F}; puis du vent{F}!",
        f"«{N}Respirer{N}» suffit.",
        "L’humeur d’aujourd’hui",
        f"À 21{N}h{N}30, ou 7{N}h.",
        "Ratio 12:30 et https://exemple.fr/?a=b",
        f"Vraiment{F}?!",
        "Des huiles, des heures, huit heures",
        "3 habitudes",
    ],
)
def test_good_french_passes(good: str) -> None:
    assert faults(good) == []


@pytest.mark.parametrize(
    "bad",
    [
        "Comment allez-vous?",
        "Comment allez-vous ?",
        f"Comment allez-vous{N}?",
        "Voici : du calme",
        "Voici: du calme",
        f"Voici{F}: du calme",
        "« Respirer »",
        "«Respirer»",
        "L'humeur",
        'Un "mot"',
        "Attendez...",
        "À 21h30",
        "À 21 h 30",
        "deux  espaces",
    ],
)
def test_each_fault_is_found(bad: str) -> None:
    assert faults(bad)
