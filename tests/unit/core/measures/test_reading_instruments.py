"""What an instrument's file must say, and how a site fills an empty slot."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from accalmie.core.definitions import DefinitionRefused
from accalmie.core.measures import InstrumentRefused, fill_slot, load_instrument, score, wording

FOLDER = Path(__file__).parents[4] / "content" / "instruments"
PHQ9 = (FOLDER / "phq-9.yaml").read_text(encoding="utf-8")
ISI = (FOLDER / "isi.yaml").read_text(encoding="utf-8")


def without_licence(text):
    before, _, after = text.partition("licence:\n")
    return before + after[after.index("recall_days:") :]


REFUSED = [
    (without_licence(PHQ9), "no_licence", None),
    (PHQ9.replace("allowed_use: any", "allowed_use: none"), "licence_forbids", "licence"),
    (PHQ9.replace("may_ship: true", "may_ship: false"), "licence_not_shippable", None),
    (PHQ9.replace("allowed_use: any", "allowed_use: perhaps"), "shape", "perhaps"),
    (PHQ9.replace("instrument: phq-9", "instrument: PHQ 9"), "name", None),
    (PHQ9.replace("name: {fr: PHQ-9, en: PHQ-9}", "name: {fr: PHQ-9}"), "language", None),
    (PHQ9.replace("range: [0, 27]", "range: [0, 30]"), "range", None),
    (PHQ9.replace("id: mild, from: 5", "id: mild, from: 0"), "bands", None),
    (PHQ9.replace("id: severe, from: 20", "id: severe, from: 30"), "bands", None),
    (PHQ9.replace("  at: 10", "  at: 40"), "outside", None),
    (PHQ9.replace("  use: 6", "  use: 7"), "change_unpublished", "use: 7"),
    (PHQ9.replace("at_most: 0", "at_most: 9"), "missing_rule", None),
    (PHQ9.replace("{from: 1, declined: true}", "{from: 9, declined: true}"), "danger_score", None),
    (PHQ9.replace("{from: 1, declined: true}", "{from: one, declined: true}"), "shape", "from: one"),
    (PHQ9.replace("id: mood", "id: interest"), "items_twice", None),
    (PHQ9.replace("score: 1, loinc", "score: 0, loinc"), "scores_twice", None),
    (PHQ9.replace("      - Feeling tired or having little energy\n", ""), "wording_count", None),
    (PHQ9.replace("options: [Not at all, ", "options: ["), "wording_count", None),
    (PHQ9.replace("- Feeling tired or having little energy", '- " "'), "wording_empty", None),
    (PHQ9.replace("\n  en:\n", "\n  de:\n"), "wording_language", None),
    (ISI.replace("to_fill:", "about_it:"), "shape", None),
    (ISI[: ISI.index("to_fill:")] + ISI[ISI.index("recall_days:") :], "to_fill_missing", None),
    (PHQ9 + "\nsurprise: 1\n", "shape", None),
    (PHQ9 + "\nversion: 2.0.0\n", "yaml", "version: 2"),
    (PHQ9.replace("about: {", "about: &a {"), "anchor", "about: &a"),
    (PHQ9 + "\n}", "yaml", "\n}"),
    ("licence:\n" + "[" * 5_000, "yaml", None),
    ("licence: " + "x" * 300_000, "too_long", None),
    ("licence: 3", "shape", None),
]


@pytest.mark.parametrize(("text", "code", "place"), REFUSED)
def test_a_file_that_may_not_be_used_is_refused_with_its_line(text, code, place):
    with pytest.raises(InstrumentRefused) as refused:
        load_instrument(text)
    assert refused.value.code == code
    if place and place != "licence":
        assert abs(refused.value.line - (text[: text.index(place)].count("\n") + 1)) <= 1
    assert refused.value.message("fr") != refused.value.message("en")


SENTENCES = {**DefinitionRefused.MESSAGES, **InstrumentRefused.MESSAGES}


@pytest.mark.parametrize("code", SENTENCES)
def test_every_refusal_is_said_in_both_languages_with_the_same_words(code):
    def words(text):
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    assert words(SENTENCES[code]["en"]) == words(SENTENCES[code]["fr"])


@given(st.text(max_size=200))
def test_any_text_is_an_instrument_or_is_refused(text):
    with pytest.raises(InstrumentRefused):
        load_instrument("licence: x\n" + text)


FILLING = """
instrument: isi
version: 1.0.0
permission: {given_by: Mapi Research Trust, given_to: CMP de Lens, reference: ML-2026-77}
wording:
  fr:
    source: the licensed text
    stem: Une consigne
    options: [un, deux, trois, quatre, cinq]
    items: [a, b, c, d, e, f, g]
"""


def test_a_licensed_site_fills_an_empty_slot():
    filled = fill_slot(load_instrument(ISI), FILLING)
    assert wording(filled, "fr").items == tuple("abcdefg")
    assert filled.permission.reference == "ML-2026-77"
    assert score(filled, (4,) * 7) == score(load_instrument(ISI), (4,) * 7)


@pytest.mark.parametrize(
    ("slot", "filling", "code"),
    [
        (ISI, FILLING.replace("instrument: isi", "instrument: spin"), "slot_other"),
        (ISI, FILLING.replace("version: 1.0.0", "version: 0.9.0"), "slot_other"),
        (ISI, FILLING.replace("[a, b, c, d, e, f, g]", "[a, b]"), "wording_count"),
        (ISI, FILLING.replace("permission:", "thanks:"), "shape"),
        (PHQ9, FILLING.replace("instrument: isi", "instrument: phq-9"), "slot_taken"),
    ],
)
def test_a_wording_that_does_not_fit_is_refused(slot, filling, code):
    with pytest.raises(InstrumentRefused) as refused:
        fill_slot(load_instrument(slot), filling)
    assert refused.value.code == code


def test_a_corrected_typo_changes_no_score():
    before = load_instrument(PHQ9)
    after = load_instrument(
        PHQ9.replace("wording_revision: 1", "wording_revision: 2").replace("Nearly every day", "Nearly each day")
    )
    assert after.version == before.version
    assert after.wording_revision == 2
    assert score(after, (1,) * 9) == score(before, (1,) * 9)
