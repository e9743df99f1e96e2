"""The numbers of a simulated clinic: each says where it comes from, and a wrong one is refused with its line."""

from __future__ import annotations

import pytest

from accalmie.core.simulation import ParametersRefused, load_parameters
from accalmie.core.simulation.comparison import READINGS
from tests.factories.simulation import FOLDER

TEXT = (FOLDER / "clinic.yaml").read_text(encoding="utf-8")


def line_of(words: str, text: str = TEXT) -> int:
    return text[: text.index(words)].count("\n") + 1


def refused(text: str) -> ParametersRefused:
    with pytest.raises(ParametersRefused) as found:
        load_parameters(text)
    return found.value


def test_the_file_of_the_house_is_read_whole() -> None:
    parameters = load_parameters(TEXT)
    assert parameters.severity.fall.value == 2.60
    assert parameters.severity.fall.checked == "computed"


def test_every_published_figure_is_computed_from_a_run() -> None:
    assert {figure.id for figure in load_parameters(TEXT).figures} == set(READINGS)


def test_a_probability_above_one_is_refused_on_its_line() -> None:
    error = refused(TEXT.replace("unfinished: {value: 0.08", "unfinished: {value: 1.08"))
    assert (error.code, error.line) == ("share", line_of("unfinished: {"))
    assert "1.08" in error.message("fr")


def test_a_number_without_a_source_is_refused() -> None:
    error = refused(TEXT.replace('source: "from 18 to 24 years"', 'source: ""'))
    assert (error.code, error.line) == ("no_source", line_of("young: {"))


def test_a_negative_number_is_refused() -> None:
    assert refused(TEXT.replace("noise: {value: 2.78", "noise: {value: -2.78")).code == "negative"


def test_a_number_that_is_missing_is_named() -> None:
    without = "\n".join(line for line in TEXT.split("\n") if not line.strip().startswith("gap_days:"))
    error = refused(without)
    assert error.line == line_of("adherence:", without) + 1
    assert "gap_days" in error.message("en")


def test_a_word_that_nobody_reads_is_refused() -> None:
    error = refused(
        TEXT.replace(
            "  gap_days: {",
            "  gap_dayz: {value: 1, unit: days, checked: chosen, source: nowhere at all}\n  gap_days: {",
        )
    )
    assert "gap_dayz" in error.message("en")


def test_a_figure_outside_its_own_range_is_refused() -> None:
    error = refused(TEXT.replace("    value: 65.1\n", "    value: 95.1\n"))
    assert error.code == "tolerance"


def test_two_figures_of_one_name_are_refused() -> None:
    assert refused(TEXT.replace("id: week-4", "id: week-2")).code == "twice"


def test_the_hash_names_the_numbers_and_not_the_words() -> None:
    first = load_parameters(TEXT)
    other_words = load_parameters(TEXT.replace("some answer the same hour", "some answer at once"))
    other_number = load_parameters(TEXT.replace("gap_days: {value: 11", "gap_days: {value: 12"))
    assert first.hash == other_words.hash
    assert first.hash != other_number.hash
