"""Nothing that is shown gives a small number back: every table that looks the same is tried."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from itertools import product

import pytest
from hypothesis import given, strategies as st

from accalmie.oversight.service import small

FEWEST = 2
BESIDE = (1, 2)


def hidden_in_a_line(parts: tuple[int, ...]) -> object:
    """What a reader sees of one line: its parts, and their sum if that is not small."""
    shown = small.line(parts, beside=BESIDE, fewest=FEWEST)
    return shown, sum(parts) if sum(parts) >= FEWEST else None


@pytest.mark.parametrize("largest", [4])
def test_no_hidden_part_of_a_line_can_be_worked_out(largest: int) -> None:
    alike: dict[object, list[tuple[int, ...]]] = defaultdict(list)
    for parts in product(range(largest + 1), repeat=4):
        alike[hidden_in_a_line(parts)].append(parts)
    for seen, tables in alike.items():
        shown = seen[0]  # type: ignore[index]
        for place, part in enumerate(shown):
            if part is not None:
                assert part >= FEWEST
                continue
            if any(max(table) == largest for table in tables):
                continue  # the table that would look the same lies beyond those that are tried
            assert len({table[place] for table in tables}) > 1, (seen, tables)


def seen_of(bands: dict[str, tuple[int, ...]]) -> tuple[object, ...]:
    """What a reader sees: the total line, and the joined lines."""
    total = tuple(sum(column) for column in zip(*bands.values(), strict=True))
    return total, tuple(small.joined(bands, fewest=FEWEST))


@cache
def tables_alike(largest: int) -> dict[object, list[tuple[tuple[int, ...], ...]]]:
    alike: dict[object, list[tuple[tuple[int, ...], ...]]] = defaultdict(list)
    cells = list(product(range(largest + 1), repeat=2))
    for rows in product(cells, repeat=3):
        alike[seen_of(dict(zip("abc", rows, strict=True)))].append(rows)
    return alike


def test_no_part_of_a_joined_band_can_be_worked_out_from_the_total_and_the_other_bands() -> None:
    """Beside a total whose parts are all large enough, as only such a total has bands beside it."""
    for (total, lines), tables in tables_alike(5).items():  # type: ignore[misc]
        if any(max(cells) == 5 for table in tables for cells in table):
            continue  # tables that would look the same lie beyond those that are tried
        together = [names for names, _cells in lines if len(names) > 1]
        for names in together:
            for name in names:
                for part in range(2):
                    values = {table["abc".index(name)][part] for table in tables}
                    assert len(values) > 1, (total, lines, name, part)


def test_every_number_in_a_table_of_bands_is_large_enough() -> None:
    for total, lines in tables_alike(5):  # type: ignore[misc]
        for _names, cells in lines:
            assert min(cells) >= FEWEST
            assert min(one - other for one, other in zip(total, cells, strict=True)) >= FEWEST or len(lines) == 1


@given(
    st.dictionaries(
        st.sampled_from(["18", "25", "45", "65"]),
        st.tuples(*[st.integers(0, 40)] * 4),
        min_size=1,
    )
)
def test_the_bands_that_are_shown_make_up_the_whole(bands: dict[str, tuple[int, ...]]) -> None:
    lines = small.joined(bands)
    if not lines:
        return
    assert sorted(name for names, _cells in lines for name in names) == sorted(bands)
    total = [sum(column) for column in zip(*bands.values(), strict=True)]
    assert [sum(column) for column in zip(*(cells for _names, cells in lines), strict=True)] == total
    assert all(cell >= small.FEWEST for _names, cells in lines for cell in cells)


@given(st.lists(st.integers(0, 60), min_size=4, max_size=4))
def test_a_hidden_part_is_never_alone_and_what_is_hidden_is_together_large_enough(parts: list[int]) -> None:
    shown = small.line(parts, beside=BESIDE)
    hidden = [part for part, seen in zip(parts, shown, strict=True) if seen is None]
    assert not hidden or len(hidden) >= 2
    assert all(seen is None or seen >= small.FEWEST for seen in shown)
    if hidden and len(hidden) < len(parts):
        assert sum(hidden) >= small.FEWEST
