"""The demonstrations that `make demo-help` and `make demo-thread` tell, step by step the same."""

from __future__ import annotations

from pathlib import Path
from time import monotonic

import pytest

from tests.journeys import help_first, sentence_back
from tests.journeys.conftest import NewPage
from tests.journeys.site import Site
from tests.journeys.telling import Telling

pytestmark = pytest.mark.browser


def test_after_a_danger_answer_on_an_old_telephone_help_comes_first_and_the_psychologist_sees_it_first(
    new_page: NewPage, site: Site, tmp_path: Path
) -> None:
    tell, began = Telling(tmp_path / "help"), monotonic()
    figures = help_first.show(new_page, site, tell)
    assert monotonic() - began < help_first.AT_MOST_SECONDS
    assert figures["place_after"] == 1 < float(figures["place_before"])
    assert len(list(tell.folder.glob("*.png"))) == len(tell.moments)


def test_a_sentence_of_week_1_is_said_back_three_weeks_later_to_its_writer_alone(
    new_page: NewPage, site: Site, tmp_path: Path
) -> None:
    tell = Telling(tmp_path / "thread")
    figures = sentence_back.show(new_page, site, tell)
    assert figures["entries_that_carry_it"] == 2
    assert any("Trois semaines passent" in moment for moment in tell.moments)
