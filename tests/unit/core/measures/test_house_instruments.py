"""The instruments that the house ships: their numbers against the published ones, their words in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from accalmie.core.measures import WordingMissing, band, load_instrument, phq9_syndrome, score, wording

FOLDER = Path(__file__).parents[4] / "content" / "instruments"
SHIPPED = {
    file.stem: load_instrument(file.read_text(encoding="utf-8"))
    for file in sorted(FOLDER.glob("*.yaml"))
    if not file.name.endswith(".site.yaml")
}


@pytest.mark.parametrize("name", SHIPPED)
def test_an_instrument_is_named_as_its_file(name):
    assert SHIPPED[name].id == name


@pytest.mark.parametrize("instrument", SHIPPED.values(), ids=SHIPPED)
def test_every_threshold_and_every_wording_names_its_source(instrument):
    assert instrument.licence.source
    assert instrument.missing.source
    assert instrument.cite
    assert all(words.source for words in instrument.wordings.values())
    assert all(threshold.source for threshold in (instrument.reliable_change or _none()).published)


def _none():
    class Nothing:
        published = ()

    return Nothing()


@pytest.mark.parametrize(
    ("name", "bounds"),
    [
        ("phq-9", {0: "minimal", 4: "minimal", 5: "mild", 9: "mild", 10: "moderate", 14: "moderate"}),
        ("phq-9", {15: "moderately-severe", 19: "moderately-severe", 20: "severe", 27: "severe"}),
        ("gad-7", {0: "minimal", 4: "minimal", 5: "mild", 9: "mild", 10: "moderate", 14: "moderate", 15: "severe"}),
        ("audit", {0: "zone-1", 7: "zone-1", 8: "zone-2", 15: "zone-2", 16: "zone-3", 19: "zone-3", 20: "zone-4"}),
        ("who-5", {0: "very-low", 28: "very-low", 32: "low", 48: "low", 52: "not-low", 100: "not-low"}),
        (
            "isi",
            {0: "none", 7: "none", 8: "subthreshold", 14: "subthreshold", 15: "moderate", 21: "moderate", 22: "severe"},
        ),
        ("spin", {20: "none", 21: "mild", 30: "mild", 31: "moderate", 40: "moderate", 41: "severe", 51: "very-severe"}),
    ],
)
def test_the_bands_are_the_published_ones(name, bounds):
    assert {total: band(SHIPPED[name], total).id for total in bounds} == bounds


@pytest.mark.parametrize(
    ("name", "range_", "items", "caseness", "reliable"),
    [
        ("phq-9", (0, 27), 9, 10, 6),
        ("gad-7", (0, 21), 7, 8, 4),
        ("who-5", (0, 100), 5, 50, 10),
        ("isi", (0, 28), 7, None, 8),
        ("spin", (0, 68), 17, 19, 10),
    ],
)
def test_ranges_and_thresholds_are_the_published_ones(name, range_, items, caseness, reliable):
    instrument = SHIPPED[name]
    assert (instrument.range, len(instrument.items)) == (range_, items)
    assert (instrument.caseness and instrument.caseness.at) == caseness
    assert instrument.reliable_change.use == reliable


def test_the_audit_counts_from_0_to_40_and_its_last_two_items_by_twos():
    audit = SHIPPED["audit"]
    assert (audit.range, len(audit.items), audit.caseness.at) == ((0, 40), 10, 8)
    assert [audit.scores(item) for item in audit.items][-2:] == [(0, 2, 4)] * 2
    assert score(audit, (4, 4, 4, 4, 4, 4, 4, 4, 4, 4)).total == 40
    assert (audit.licence.may_ship, audit.licence.commercial) == (True, False)


def test_the_codes_are_those_of_loinc():
    phq9, gad7 = SHIPPED["phq-9"], SHIPPED["gad-7"]
    assert (phq9.loinc.panel, phq9.loinc.total) == ("44249-1", "44261-6")
    assert [item.loinc for item in phq9.items][::8] == ["44250-9", "44260-8"]
    assert [option.loinc for option in gad7.options] == ["LA6568-5", "LA6569-3", "LA6570-1", "LA6571-9"]


@pytest.mark.parametrize("name", ["phq-9", "gad-7", "audit", "safety-question"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_may_be_shipped_has_its_words_in_both_languages(name, language):
    assert len(wording(SHIPPED[name], language).items) == len(SHIPPED[name].items)


@pytest.mark.parametrize(("name", "language"), [("isi", "fr"), ("isi", "en"), ("spin", "fr"), ("spin", "en")])
def test_an_empty_slot_says_which_licence_would_fill_it(name, language):
    with pytest.raises(WordingMissing) as missing:
        wording(SHIPPED[name], language)
    assert f"{name}.site.yaml" in missing.value.message("fr")
    assert f"{name}.site.yaml" in missing.value.message("en")


def test_an_empty_slot_can_still_be_scored():
    assert score(SHIPPED["isi"], (2,) * 7).band == "subthreshold"


def test_french_words_keep_french_typography():
    for instrument in SHIPPED.values():
        for text in (instrument.to_fill.get("fr", ""), *_words(instrument)):
            assert " ?" not in text
            assert " :" not in text
            assert "« " not in text
            assert "'" not in text


def _words(instrument):
    words = instrument.wordings.get("fr")
    extra = [
        text for question in (words.extra.values() if words else ()) for text in (question.text, *question.options)
    ]
    if not words:
        return []
    items = [(item,) if isinstance(item, str) else (item.text, *item.options) for item in words.items]
    return [words.stem, *(text for item in items for text in item), *words.options, *extra]


@pytest.mark.parametrize(
    ("answers", "syndrome"),
    [
        ((2, 2, 2, 2, 2, 0, 0, 0, 0), "major"),
        ((2, 2, 2, 2, 0, 0, 0, 0, 1), "major"),
        ((2, 2, 2, 2, 1, 0, 0, 0, 0), "other"),
        ((2, 0, 0, 0, 0, 0, 0, 0, 1), "other"),
        ((2, 0, 0, 0, 0, 0, 0, 0, 0), "none"),
        ((1, 1, 3, 3, 3, 3, 3, 3, 3), "none"),
        ((2, 2, 2, 2, 2, 2, 2, 2, None), None),
    ],
)
def test_the_phq9_algorithm_counts_the_ninth_item_from_one(answers, syndrome):
    assert phq9_syndrome(answers) == syndrome
