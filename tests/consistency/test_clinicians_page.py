"""What clinicians read about a programme is what the programme says."""

from scripts.render_clinicians import PAGE, depression, page


def test_the_clinicians_page_is_current() -> None:
    assert PAGE.read_text("utf-8") == page() + "\n", "run `python -m scripts.render_clinicians`"


def test_every_core_ingredient_stands_in_the_table_with_a_step() -> None:
    table = PAGE.read_text("utf-8")
    for ingredient in depression().protocol.ingredients:
        assert ingredient.steps
        assert f"| {ingredient.name['en']} | " in table
