"""Questionnaires and languages."""

from __future__ import annotations

from tests.spec.telling import refuses


def test_a_questionnaire_without_words_in_one_of_the_languages_is_refused() -> None:
    """Nobody is ever met by a questionnaire that they cannot read. A site fills the slot, or does without."""
    refuses(
        "  - {instrument: isi, at: [start, end]}",
        after="  - {instrument: phq-9, every: 7 days}",
        says="Questionnaire “isi” has no wording in “fr”.",
    )
