"""The rules about drinks are among what a clinician signs, to be read in both languages."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from accalmie.capabilities.exercises import library
from accalmie.safety.readiness.documents import documents


@pytest.mark.django_db(databases=["default", "keys"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_clinician_reads_each_rule_about_drinks_and_signs_the_file_as_it_is_applied(language: str) -> None:
    with override(language):
        (document,) = (one for one in documents() if one.id == "drinks")
        tables = document.tables(language)
        said = " ".join(cell for table in tables for row in table.rows for cell in row)
    rules = library.drink_rules()
    assert document.content == library.drink_text().encode()
    assert document.version == rules.version
    for one in (*rules.conditions, *rules.signs):
        assert one.ask[language] in said
    assert ("le 15 tout de suite" if language == "fr" else "15 at once") in said
