"""Signs of danger in words: a verdict for any text, the same in the browser, nothing around words lowers them."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import unicodedata
import zlib
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time

import pytest
from hypothesis import given, settings, strategies as st

from accalmie.core.crisis import CrisisRefused, Level
from accalmie.core.crisis.language import Language, classify, load_language, noticed
from accalmie.core.crisis.language.rules import script
from accalmie.core.crisis.language.table import packed, unpacked
from accalmie.site.commands.browser_runtime import levels_in_browser

HOUSE = Path(__file__).parents[4]
STATIC = HOUSE / "accalmie" / "safety" / "static" / "safety" / "language"
RULES = (HOUSE / "content/danger/language/rules.yaml").read_text("utf-8")
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


SAID = [line["text"] for line in TUNING[::9]]


def _accents_off(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))


CHANGES: list[Callable[[str], str]] = [
    str.upper,
    str.lower,
    _accents_off,
    lambda text: text.replace(" ", "   "),
    "\u200b".join,
    lambda text: text.replace("i", "iiiii"),
    lambda text: f"  {text}\n\n",
    lambda text: text.replace("'", "’"),
]
_chance = random.Random(5)
PLANES = [(32, 127), (32, 0x3000), (0xE000, 0x20000)]
ANYTHING = ["".join(chr(_chance.randrange(*_chance.choice(PLANES))) for _ in range(80)) for _ in range(300)]


@pytest.fixture(scope="module")
def language() -> Language:
    return load_language(RULES)


FOUND = [
    ("Je n’ai plus envie de vivre.", Level.PASSIVE),
    ("jveu plu vivre", Level.PASSIVE),
    ("Si elle me quitte, je me tue.", Level.ACTIVE),
    ("I've been cutting again.", Level.ACTIVE),
    ("I've written the letters.", Level.PLAN),
    ("J’ai envie de le tuer.", Level.HARM_TO_OTHERS),
    ("I want to kill my boss.", Level.HARM_TO_OTHERS),
    ("J’ai acheté une corde.", Level.PLAN),
    ("J’ai envie d’en finir avec la vie.", Level.ACTIVE),
    ("j'ai envie de mourire", Level.PASSIVE),
]
LEFT_ALONE = [
    "Je veux en finir avec ce dossier.",
    "Je meurs de faim.",
    "Ce film m’a tué.",
    "Kill the process before you deploy.",
    "Je n’ai pas envie de mourir.",
    "J’ai fait une tentative de suicide à seize ans, aujourd’hui je vais bien.",
    "Dans la série, le héros se suicide.",
    "Ma fille dit qu’elle veut mourir, je ne sais pas quoi faire.",
]


@pytest.mark.parametrize(("text", "level"), FOUND)
def test_words_of_danger_have_at_least_their_level(language: Language, text: str, level: Level) -> None:
    assert classify(language, text).severity >= level.severity


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_an_idiom_a_no_a_past_a_story_and_somebody_else_are_left_alone(language: Language, text: str) -> None:
    assert classify(language, text).severity < Level.PASSIVE.severity


@given(st.sampled_from(SAID), st.lists(st.sampled_from(SAID), max_size=4), st.lists(st.sampled_from(SAID), max_size=4))
@settings(max_examples=200, deadline=None)
def test_nothing_said_around_some_sentences_lowers_them(
    language: Language, said: str, before: list[str], after: list[str]
) -> None:
    around = "\n".join([*before, said, *after])
    assert classify(language, around).severity >= classify(language, said).severity


@given(st.sampled_from(SAID), st.data())
@settings(max_examples=200, deadline=None)
def test_case_accents_spaces_long_letters_and_what_nobody_sees_change_nothing(
    language: Language, said: str, data: st.DataObject
) -> None:
    change = data.draw(st.sampled_from(CHANGES))
    assert classify(language, change(said)) is classify(language, said)


def test_rules_whose_parts_do_not_go_together_are_refused() -> None:
    with pytest.raises(CrisisRefused, match="make signs"):
        load_language(RULES.replace("kinds: >-\n  ", "kinds: >-\n  A", 1))
    with pytest.raises(CrisisRefused, match="different weights"):
        load_language(RULES.replace("\nweights:\n", "\nweights:\n  - [1, 2]\n", 1))
    with pytest.raises(CrisisRefused, match="make signs"):
        load_language(RULES.replace("steps: >-\n  ", "steps: >-\n  A", 1))


def test_what_was_noticed_can_be_shown_in_the_words_of_the_person(language: Language) -> None:
    text = "Ce matin, café avec Paul. Je n’ai plus envie de vivre. Il a plu."
    found = noticed(language, text)
    assert found.level is Level.PASSIVE
    assert "plus envie de vivre" in " ".join(text[span.start : span.end] for span in found.spans)


@pytest.mark.parametrize("text", HIDDEN)
def test_look_alikes_and_signs_that_nobody_sees_hide_nothing(language: Language, text: str) -> None:
    assert classify(language, text) is classify(language, "je veux mourir")


@given(st.text(max_size=400))
@settings(max_examples=300, deadline=None)
def test_any_text_has_a_level_and_spans_inside_it(language: Language, text: str) -> None:
    found = noticed(language, text)
    assert found.level is classify(language, text)
    assert (found.level is Level.NONE) == (not found.spans)
    for span in found.spans:
        assert 0 <= span.start < span.end <= len(text)


@pytest.mark.parametrize(
    "part", ["je veux ", "mourir de ", "pas ", "ab", "j'", "«", ". ", "a.\n", "je ne veux pas me tuer, "]
)
def test_a_long_text_takes_time_in_proportion_to_its_length(language: Language, part: str) -> None:
    short, long = (part * 50_000)[:5_000], (part * 50_000)[:50_000]
    took = []
    for text in (short, long):
        before = perf_counter()
        classify(language, text)
        took.append(perf_counter() - before)
    assert took[1] < 40 * took[0] + 2


def test_a_message_is_read_in_less_than_two_milliseconds(language: Language) -> None:
    """Of the processor's time: on a machine that does other things as well, an hour on the wall says nothing."""
    rounds = []
    for _ in range(3):
        before = process_time()
        for line in TUNING[::40]:
            classify(language, line["text"])
        rounds.append((process_time() - before) / len(TUNING[::40]))
    assert min(rounds) < 0.002


def test_what_a_page_loads_is_light() -> None:
    assert sum(len(zlib.compress(part.read_bytes(), 9)) for part in STATIC.glob("*.js")) < 15_000


@pytest.mark.skipif(shutil.which("node") is None, reason="no Node here to run the browser's code")
def test_both_runtimes_give_the_same_verdicts(language: Language) -> None:
    texts = [*ODD, *ANYTHING, *(line["text"] for line in TUNING)]
    given_levels = dict(zip(texts, levels_in_browser(STATIC, texts), strict=True))
    assert {text: level for text, level in given_levels.items() if level != str(classify(language, text))} == {}


@pytest.mark.skipif(shutil.which("node") is None, reason="no Node here to run the browser's code")
def test_both_runtimes_show_the_same_words(language: Language) -> None:
    texts = [line["text"] for line in TUNING[::20] if max(map(ord, line["text"])) < 0x10000]
    reading = f"""
        const code = await import("{STATIC.as_uri()}/verdict.js");
        const rules = await import("{STATIC.as_uri()}/rules.js");
        let given = "";
        for await (const part of process.stdin.setEncoding("utf8")) given += part;
        const language = code.build(rules.default);
        console.log(JSON.stringify(JSON.parse(given).map((text) => code.noticed(language, text).spans)));
    """
    command = ["node", "--no-warnings", "--input-type=module", "--eval", reading]
    done = subprocess.run(command, input=json.dumps(texts), capture_output=True, text=True, check=True)
    shown = [[(span["start"], span["end"], span["level"]) for span in spans] for spans in json.loads(done.stdout)]
    assert shown == [
        [(span.start, span.end, str(span.level)) for span in noticed(language, text).spans] for text in texts
    ]


def test_the_browser_has_the_rules_as_they_are(language: Language) -> None:
    assert (STATIC / "rules.js").read_text("utf-8") == script(language.rules), "run `accalmie safety table`"


@given(st.dictionaries(st.integers(0, 196_607), st.integers(0, 2), max_size=60))
def test_a_table_is_read_as_it_was_written(kinds: dict[int, int]) -> None:
    weights = [(1, 2, 3, 4, 5), (0, 0, 0, 0, 0), (-9, 8, -7, 6, -5)]
    assert unpacked(*packed(kinds), weights) == {mark: weights[kind] for mark, kind in kinds.items()}


def test_most_of_the_sentences_that_served_to_train_it_are_found(language: Language) -> None:
    grave = [line for line in TUNING if line["level"] in {"active", "plan", "harm_others"}]
    found = [line for line in grave if classify(language, line["text"]).severity >= Level.ACTIVE.severity]
    assert len(found) >= 0.8 * len(grave)
