"""Signs of danger in words: a verdict for any text, the same in the browser, and nothing lowers a stated thought."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given, settings, strategies as st

from accalmie.core.crisis import CrisisRefused, Level
from accalmie.core.crisis.language import Language, classify, load_language, noticed
from accalmie.core.crisis.language.table import script
from accalmie.site.commands.browser_runtime import levels_in_browser

HOUSE = Path(__file__).parents[4]
STATIC = HOUSE / "accalmie" / "safety" / "static" / "safety" / "language"
TUNING = [json.loads(line) for line in (HOUSE / "tests/data/signs/tuning.jsonl").read_text("utf-8").splitlines()]
HIDDEN = [
    "je v\u200beux m\u00adourir",
    "\uff2a\uff25 \uff36\uff25\uff35\uff38 \uff2d\uff2f\uff35\uff32\uff29\uff32",
    "j\u0435 v\u0435u\u0445 m\u043eurir",
    "JE VEUX MOURIIIIIR",
]
ODD = [
    *HIDDEN, "", " ", "…", "j\u2019ai dit « je veux mourir »", "I DON\u2019T want to die", "s*icide", "su1cide",
    "e\u0301\u0301\u0301", "\U0001f600 je veux mourir", "je veux... mourir", "\u0130\u0131\u017f\u00df\u0153",
    "\ud800 je veux mourir", "a" * 60, "je ne veux pas mourir\nje veux mourir",
]  # fmt: skip


@pytest.fixture(scope="module")
def language() -> Language:
    return load_language((HOUSE / "content/danger/language/rules.yaml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Je n’ai plus envie de vivre.", Level.PASSIVE),
        ("jveu plu vivre", Level.PASSIVE),
        ("j'ai envie de mourire", Level.PASSIVE),
        ("Si elle me quitte, je me tue.", Level.ACTIVE),
        ("I've been cutting again.", Level.ACTIVE),
        ("J’ai acheté une corde.", Level.PLAN),
        ("I've written the letters.", Level.PLAN),
        ("J’ai envie de le tuer.", Level.HARM_TO_OTHERS),
        ("J’ai envie d’en finir avec la vie.", Level.ACTIVE),
        ("I want to kill my boss.", Level.HARM_TO_OTHERS),
        ("Je veux en finir avec ce dossier.", Level.NONE),
        ("Je meurs de faim.", Level.NONE),
        ("Ce film m’a tué.", Level.NONE),
        ("Kill the process before you deploy.", Level.NONE),
        ("Je n’ai pas envie de mourir.", Level.NONE),
        ("J’ai fait une tentative de suicide à seize ans, aujourd’hui je vais bien.", Level.NONE),
        ("Dans la série, le héros se suicide.", Level.NONE),
        ("Ma fille dit qu’elle veut mourir, je ne sais pas quoi faire.", Level.DISTRESS),
    ],
)
def test_words_have_the_level_that_the_definitions_give(language: Language, text: str, level: Level) -> None:
    assert classify(language, text) is level


@pytest.mark.parametrize("stated", ["Je pense à me tuer", "J’ai envie de mourir", "I bought a rope", "jvai me pendre"])
@pytest.mark.parametrize(
    "after",
    [
        ", mais je ne le ferai jamais.",
        " mdr",
        ", je rigole.",
        ". Ne vous inquiétez pas, rien de grave.",
        ", lol jk",
        ". Non.",
    ],
)
def test_nothing_said_afterwards_lowers_a_stated_thought(language: Language, stated: str, after: str) -> None:
    assert classify(language, stated + after).severity >= classify(language, stated).severity > 1


def test_the_most_serious_sentence_decides(language: Language) -> None:
    assert classify(language, "Belle journée au jardin. J’ai acheté une corde. Je suis fatigué.") is Level.PLAN


def test_a_way_over_a_concept_that_is_not_there_is_refused() -> None:
    text = (HOUSE / "content/danger/language/rules.yaml").read_text("utf-8")
    with pytest.raises(CrisisRefused, match="NOWHERE"):
        load_language(text.replace("guessed: ", "guessed: NOWHERE ", 1))


def test_what_was_noticed_can_be_shown_in_the_words_of_the_person(language: Language) -> None:
    text = "Ce matin, café. Je veux mourir, voilà."
    found = noticed(language, text)
    assert found.level is Level.PASSIVE
    assert {text[span.start : span.end] for span in found.spans} == {"veux mourir"}


@pytest.mark.parametrize("text", HIDDEN)
def test_look_alikes_and_signs_that_nobody_sees_hide_nothing(language: Language, text: str) -> None:
    assert classify(language, text).severity >= Level.PASSIVE.severity


@given(st.text(max_size=400))
@settings(max_examples=300, deadline=None)
def test_any_text_has_a_level_and_spans_inside_it(language: Language, text: str) -> None:
    for span in noticed(language, text).spans:
        assert 0 <= span.start < span.end <= len(text)


words = st.sampled_from(sorted({word for line in TUNING for word in line["text"].split()}))


@given(st.lists(words, max_size=60).map(" ".join))
@settings(max_examples=200, deadline=None)
def test_any_words_in_any_order_have_a_level(language: Language, text: str) -> None:
    assert isinstance(classify(language, text), Level)


@pytest.mark.parametrize("part", ["je veux ", "mourir de ", "pas ", "a", "j'", "«", ". ", "je ne veux pas me tuer, "])
def test_a_long_text_takes_time_in_proportion_to_its_length(language: Language, part: str) -> None:
    short, long = (part * 50_000)[:5_000], (part * 50_000)[:50_000]
    took = []
    for text in (short, long):
        before = perf_counter()
        classify(language, text)
        took.append(perf_counter() - before)
    assert took[1] < 40 * took[0] + 2


@pytest.mark.skipif(shutil.which("node") is None, reason="no Node here to run the browser's code")
def test_both_runtimes_give_the_same_verdicts(language: Language) -> None:
    texts = [*ODD, *(line["text"] for line in TUNING)]
    given_levels = dict(zip(texts, levels_in_browser(STATIC, texts), strict=True))
    assert {text: level for text, level in given_levels.items() if level != str(classify(language, text))} == {}


def test_the_browser_has_the_rules_as_they_are(language: Language) -> None:
    assert (STATIC / "rules.js").read_text("utf-8") == script(language.rules), "run `accalmie safety table`"


def test_most_of_the_sentences_that_served_to_write_the_rules_are_found(language: Language) -> None:
    grave = [line for line in TUNING if line["level"] in {"active", "plan", "harm_others"}]
    found = [line for line in grave if classify(language, line["text"]).severity >= Level.ACTIVE.severity]
    assert len(found) >= 0.94 * len(grave)
