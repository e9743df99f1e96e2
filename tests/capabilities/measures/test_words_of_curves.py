"""The curve of each instrument of the house: its bands are named, in both languages, beside themselves."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from accalmie.capabilities.measures import library, pages
from accalmie.capabilities.measures.queries import ScorePoint
from accalmie.foundation.design import chart

NAMES = [name for name, instrument in library.instruments().items() if instrument.bands]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_each_band_is_named_beside_itself(name: str, language: str) -> None:
    instrument = library.instruments()[name]
    score = ScorePoint(name, instrument.lo, "", datetime(2026, 3, 2, tzinfo=UTC))
    drawing = chart.drawing(pages.curve(instrument, [score], language))
    assert drawing is not None
    middles = sorted(strip.y + strip.height / 2 for strip in drawing.strips)
    assert len(middles) == len(drawing.names)
    for band, middle in zip(drawing.names, middles, strict=True):
        assert band.top <= middle <= band.foot


def test_the_questionnaire_that_is_asked_most_often_comes_first() -> None:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    scores = {"gad-7": [ScorePoint("gad-7", 9, "", at)], "phq-9": [ScorePoint("phq-9", 9, "", at)] * 3}
    assert [curve.id for curve in pages.curves(scores, library.instruments(), "fr")] == ["curve-phq-9", "curve-gad-7"]
