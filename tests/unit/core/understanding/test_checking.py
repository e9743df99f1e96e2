"""What an author is told: each slip by its own sentence, in both languages, with where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from accalmie.core.programme.refusals import Refusal
from accalmie.core.understanding import PieceRefused, calls_for_help, check_piece, load_piece
from accalmie.core.understanding.sentences import SENTENCES
from tests.unit.core.understanding.pieces import FILE, KNOWN, SMALL, changed


def refused(text: str) -> tuple[Refusal, ...]:
    return check_piece(text, FILE, KNOWN)


def test_a_good_piece_is_accepted() -> None:
    assert refused(SMALL) == ()
    assert load_piece(SMALL, FILE).id == "small"


SLIPS = [
    ("understanding: small", "understanding: other", "file-name"),
    ("understanding: small", "understanding: Small Piece", "name"),
    ("version: 1.0.0", "version: one", "version"),
    ("minutes: 5", "minutes: 45", "minutes"),
    ("about: [anxiety]", "about: []", "no-topic"),
    ("checked: 2026-11", "checked: lately", "checked"),
    ('cite: "Somebody. A journal 2020;1:1-2."', 'cite: ""', "no-source"),
    ("- id: next", "- id: own", "twice"),
    ("id: sure, type: scale", "id: moment, type: scale", "twice"),
    ("id: moment, type: text", "id: sent, type: text", "field-name"),
    ("id: moment, type: text", "id: read, type: text", "field-name"),
    ("id: moment, type: text", "id: moment, type: long-text", "field-type"),
    ("id: moment, type: text", "id: moment, type: text, required: yes", "field-required"),
    ('sign == "heart"', 'signe == "heart"', "rule"),
    ('sign == "heart"', 'sign == "lung"', "rule"),
    ('sign == "heart"', 'moment == "heart"', "rule"),
    ("lasted > 20", "lasted > 500", "rule"),
    ("“{moment}”, then.", "“{momant}”, then.", "field-unknown"),
    ('fr: "À vous."', 'fr: "À vous, {moment}."', "field-in-text"),
    ('{fr: "À vous.", en: "Your turn."}', '{fr: "À vous.", en: ""}', "language"),
    ('hi: 10, label: {fr: "Sûr", en: "Sure"}', 'hi: 10, low: {fr: "peu"}, label: {fr: "Sûr", en: "Sure"}', "language"),
    ("{sign}, {lasted}.", "{sign}, {lasted} minutes.", "unit-twice"),
    ('text: {fr: "Pas si sûr.", en: "Not so sure."}', 'text: {fr: "À {sure}.", en: "At {sure}."}', "group-open"),
    ("'sure >= 6'", "'sure >= 6 and sure < 6'", "never-said"),
    ("«\u00a0{moment}\u00a0», donc.", "« {moment} », donc.", "typography-space"),
    ("À vous.", "À l'heure.", "typography-apostrophe"),
    ("À vous.", "Vous devez essayer.", "orders"),
    ("À vous.", "Il faut essayer.", "orders"),
    ("Your turn.", "See [this](https://example.org).", "link"),
    ("Your turn.", "See <b>this</b>.", "html"),
    ("Your turn.", "# See this", "heading"),
    ("Your turn.", "See {this.", "braces"),
    ("programme:anxiety", "programme:anxeity", "leads-unknown"),
    ("programme:anxiety", "somewhere", "leads-unknown"),
    ("[programme:anxiety, help]", "[]", "leads-nowhere"),
    ('{fr: "À vous.", en: "Your turn."}', "{}", "empty-page"),
    ('    text: {fr: "À vous."', '    help_when: sure > 40\n    text: {fr: "À vous."', "rule"),
    ("  - id: next\n", "  - id: next\n    help_when: sure > 4\n", "help-not-asked"),
    ("minutes: 5", "minutes: five", "not-a-piece"),
    ("minutes: 5", "minutes: 5\nfurther: yes", "not-a-piece"),
    ("minutes: 5", "minutes: [5", "not-a-piece"),
]


@pytest.mark.parametrize(("old", "new", "code"), SLIPS, ids=[f"{code}: {new[:24]}" for _old, new, code in SLIPS])
def test_a_slip_is_named(old: str, new: str, code: str) -> None:
    found = refused(changed(old, new))
    assert code in {one.code for one in found}
    assert all(one.fr and one.en for one in found)


def test_a_field_is_said_back_only_after_its_page() -> None:
    text = changed(
        "  - id: own", "  - id: early\n    reply: [{text: {fr: 'Non {sure}.', en: 'No {sure}.'}}]\n  - id: own"
    )
    assert "field-later" in {one.code for one in refused(text)}


def test_a_rule_reads_only_earlier_pages() -> None:
    text = changed(
        "  - id: own",
        "  - id: early\n    reply:\n      - {when: 'sure > 4', text: {fr: 'Oui.', en: 'Yes.'}}\n"
        "      - {text: {fr: 'Non.', en: 'No.'}}\n"
        "  - id: own",
    )
    assert "rule" in {one.code for one in refused(text)}


def test_a_hard_text_is_refused_in_its_language() -> None:
    hard = "Notwithstanding considerable epidemiological heterogeneity, interoceptive conditioning necessitates " * 6
    found = [one for one in refused(changed("Your turn.", hard)) if one.code == "reading-level"]
    assert [one.where for one in found] == ["page own (en)"]


def test_a_long_page_is_refused() -> None:
    assert "page-long" in {one.code for one in refused(changed("À vous.", "On va au lac. " * 80))}


def test_an_answer_without_words_may_call_for_help_first() -> None:
    piece = load_piece(
        changed("  - id: own\n", "  - id: own\n    help_when: 'sign == \"heart\" and sure >= 9'\n"), FILE
    )
    own = piece.pages[1]
    assert calls_for_help(own, {"sign": "heart", "sure": 9})
    assert not calls_for_help(own, {"sign": "heart", "sure": 8})
    assert not calls_for_help(own, {"sign": "heart"})
    assert not calls_for_help(piece.pages[0], {"sign": "heart", "sure": 9})


def test_where_a_slip_stands_is_said() -> None:
    (found,) = refused(changed('sign == "heart"', 'sing == "heart"'))
    assert found.where == "page back/1.1"


def test_a_kind_of_place_that_a_site_has_not_is_not_judged() -> None:
    text = changed("programme:anxiety", "practice:slow-breaths")
    assert refused(text) == ()
    assert check_piece(text, FILE, {**KNOWN, "practice": frozenset()}) != ()


def test_replies_that_read_too_much_at_once_are_refused() -> None:
    many = " or ".join(f"lasted == {number}" for number in range(2, 60))
    rules = "".join(
        f"        - {{when: 'sure == {sure} and sign == \"heart\" and ({many})', "
        f"text: {{fr: '{{moment}} un.', en: '{{moment}} one.'}}}}\n"
        for sure in range(11)
    )
    more = "".join(
        f"      - {{id: more{n}, type: scale, lo: 0, hi: 10, label: {{fr: 'Un', en: 'One'}}}}\n" for n in (1, 2, 3)
    )
    reads = "".join(
        f"        - {{when: 'more{n} == {k}', text: {{fr: 'Un.', en: 'One.'}}}}\n" for n in (1, 2, 3) for k in range(9)
    )
    text = SMALL.replace("  - id: back\n    reply:\n      - - when", f"{more}  - id: back\n    reply:\n      - - when")
    text = text.replace('        - text: {fr: "Rien', rules + reads + '        - text: {fr: "Rien')
    assert "too-many-ways" in {one.code for one in refused(text)}


def test_what_is_refused_is_not_loaded() -> None:
    with pytest.raises(PieceRefused) as refusal:
        load_piece(changed('sign == "heart"', 'sing == "heart"'))
    assert refusal.value.refusals[0].code == "rule"


def test_every_sentence_can_be_filled_in_both_languages() -> None:
    names = "said file given least most count what missing unit sign near score sentence kinds"
    words = dict.fromkeys(names.split(), "x")
    assert all(sentence.fr.format(**words) and sentence.en.format(**words) for sentence in SENTENCES.values())


LINES = SMALL.split("\n")


@settings(max_examples=40)
@given(st.integers(0, len(LINES) - 1), st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_any_line_may_be_anything(line: int, text: str) -> None:
    """An author gets sentences, never a fault of ours."""
    written = "\n".join([*LINES[:line], text, *LINES[line + 1 :]])
    assert all(one.en for one in refused(written))
