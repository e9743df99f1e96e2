"""What clinicians read about a programme is what the programme says."""

import pytest

from scripts.render_clinicians import PROGRAMMES, page, page_of, programme_of


@pytest.mark.parametrize("name", PROGRAMMES)
def test_the_clinicians_page_is_current(name: str) -> None:
    assert page_of(name).read_text("utf-8") == page(name) + "\n", "run `python -m scripts.render_clinicians`"


@pytest.mark.parametrize("name", PROGRAMMES)
def test_every_core_ingredient_stands_in_the_table_with_a_step(name: str) -> None:
    table = page_of(name).read_text("utf-8")
    for ingredient in programme_of(name).protocol.ingredients:
        assert ingredient.steps
        assert f"| {ingredient.name['en']} | " in table
