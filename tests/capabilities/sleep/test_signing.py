"""The rules of the window are among what a clinician signs, to be read in both languages."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from accalmie.capabilities.sleep import library
from accalmie.safety.readiness.documents import documents


@pytest.mark.django_db(databases=["default", "keys"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_clinician_reads_each_rule_and_signs_the_file_as_it_is_applied(language: str) -> None:
    with override(language):
        (document,) = (one for one in documents() if one.id == "sleep")
        tables = document.tables(language)
        said = " ".join(cell for table in tables for row in table.rows for cell in row)
    assert document.content == library.text().encode()
    assert document.version == library.rules().version
    for one in (*library.rules().conditions, *library.rules().weekly):
        assert one.ask[language] in said
    assert "5\xa0h\xa030" in said or "5\xa0hr\xa030" in said
