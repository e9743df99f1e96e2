"""Pages of text as a PDF that other systems read."""

from __future__ import annotations

import re

from hypothesis import given, strategies as st

from accalmie.foundation.design.paper import MARGIN, SIZE, WIDTH, Part, paper, width_of


def written(file: bytes) -> list[str]:
    """The lines of a file, as they were set."""
    found = re.findall(rb"Td \(((?:[^\\)]|\\.)*)\) Tj", file)
    return [re.sub(rb"\\(.)", rb"\1", one).decode("cp1252") for one in found]


def places_hold(file: bytes) -> bool:
    """Whether each object stands where the table of the file says."""
    table = int(re.findall(rb"startxref\n(\d+)", file)[-1])
    places = [int(one) for one in re.findall(rb"(\d{10}) 00000 n", file[table:])]
    return all(file[place:].startswith(b"%d 0 obj" % number) for number, place in enumerate(places, start=1))


def test_french_is_set_with_its_accents() -> None:
    file = paper([Part("Été", ("Île d’Orléans, cœur : « 16 sur 27 » (léger).",))], title="Courrier", language="fr")
    assert written(file) == ["Été", "Île d’Orléans, cœur : « 16 sur 27 » (léger)."]
    assert places_hold(file)


def test_a_long_text_is_broken_into_lines_and_pages() -> None:
    file = paper([Part("", ("mot " * 3_000,))], title="Courrier", language="fr")
    assert all(width_of(line, SIZE) <= WIDTH - 2 * MARGIN for line in written(file))
    assert file.count(b"/Type /Page ") > 2
    assert places_hold(file)


@given(st.text(max_size=400))
def test_any_text_makes_a_file_that_holds_together(text: str) -> None:
    file = paper([Part(text, (text,))], title=text, language="fr")
    assert places_hold(file)
    assert all(width_of(line, 13) <= WIDTH - 2 * MARGIN + 13 for line in written(file))
