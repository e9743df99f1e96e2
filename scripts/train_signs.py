"""Train the small model that notices danger in words, on sentences of our own; say how well it carries over.

Writers are left out two at a time: trained on the others, measured on who was left out, with how much is enough chosen
on what the others scored when they were left out. `--write` then trains on everybody and writes the rules.
The kept half is never read here. The weights of 3.1.0 are older ones, thinned (ADR 30): `--write` puts others in their
place, and the version and `source` are then to be written by hand.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, diags
from sklearn.cluster import KMeans
from sklearn.svm import LinearSVC

HOUSE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(HOUSE))

from accalmie.core.crisis.language import load_language  # noqa: E402
from accalmie.core.crisis.language.folding import sentences  # noqa: E402
from accalmie.core.crisis.language.marks import PIECES, ROWS  # noqa: E402
from accalmie.core.crisis.language.outright import said_outright  # noqa: E402
from accalmie.core.crisis.language.scores import ACTIVE, DISTRESS, HARM, PASSIVE, PLAN, Marks, marked  # noqa: E402
from accalmie.core.crisis.language.table import packed  # noqa: E402
from accalmie.core.crisis.language.verdict import TOGETHER  # noqa: E402

TUNING = HOUSE / "tests" / "data" / "signs" / "tuning.jsonl"
RULES = HOUSE / "content" / "danger" / "language" / "rules.yaml"
LANGS = ("fr", "en")
LEVELS = ["none", "distress", "passive", "active", "plan", "harm_others"]
HARD = {
    "idiom", "fiction", "negation", "other_person", "news", "work", "games", "regional", "texting", "verlan",
    "code_switching",
}  # fmt: skip
OLDER, PLAIN, DIARY = "0", "7", "12"
"""Who wrote the older sentences, plain ones, and ordinary lines of a diary: always trained on, never left out."""
LEFT_OUT = (("2", "6"), ("4", "5"), ("1", "3"), ("8", "10"), ("9", "11"))
COUNTS = {PLAIN: (8.0, 3.0), DIARY: (2.0, 2.0)}
"""How much a sentence of theirs counts: one that says no danger, and one that does."""
ENTRIES = 1500
"""Made-up diary entries to learn from."""
SEED = 30
KEPT_MARKS = 5150
KINDS = 40
FINE = 24
"""Steps of a weight: whole numbers of this part of the margin."""
STRENGTH = 0.2, 0.4
"""How closely the sentences are followed: when marks are chosen, and when the weights of the chosen are learnt."""
MATTERS = (0.3, 1.0, 0.6, 0.3, 0.45)
"""How much each level counts when marks are chosen and weights are put together."""
FALSE_ALARMS, SURE_ALARMS = 0.15, 0.03
"""How many hard negatives are noticed, and where more is asked for."""
TOLD_IN_VAIN = 0.002
"""How many harmless texts are told as a plan where more is asked for."""
WRONGLY_HARM = 3.0
"""To call somebody in danger a danger to others counts so many times what the contrary does: both are noticed."""
RAISED = 0.97
"""Of what is given as active and noticed at all, how much is said to be active."""


@dataclass(frozen=True)
class Corpus:
    """Texts as marks. `windows`: each text's one, two and three sentences in a row; `begins`: where each text's begin.

    `real`: as it was written, by a writer, and not one of ours made from it to learn from. `outright`: its level by the
    list of what is said outright.
    """

    level: Any
    writer: Any
    hard: Any
    category: Any
    real: Any
    outright: Any
    windows: Any
    size: Any
    begins: Any

    @cached_property
    def owner(self) -> Any:
        """The text of each window."""
        return np.repeat(np.arange(len(self.level)), np.diff(np.append(self.begins, self.windows.shape[0])))

    def highest(self, scores: Any) -> Any:
        """The highest score among each text's windows."""
        return np.maximum.reduceat(scores, self.begins)

    def some(self, texts: Any) -> tuple[Any, Any]:
        """The windows of these texts, and where each text's begin among them."""
        mine = np.isin(self.owner, texts)
        return np.flatnonzero(mine), np.searchsorted(self.owner[mine], texts)


@dataclass(frozen=True)
class Model:
    """Which marks count, the kind of each, the weights of each kind, and where each level's margin begins."""

    marks: Any
    kind: Any
    weights: Any
    start: Any

    def scores(self, matrix: Any) -> Any:
        """Margins by level, as the whole numbers give them."""
        return matrix[:, self.marks] @ (self.weights[self.kind] / FINE) + self.start


def corpus() -> Corpus:
    """Everything in the tuning file, and what is made from it."""
    chance = random.Random(SEED)  # noqa: S311 no secret
    lines = [json.loads(line) for line in TUNING.read_text("utf-8").splitlines()]
    made = list(_made(lines, chance))
    rules = load_language(RULES.read_text("utf-8"))
    windows: list[Marks] = []
    size: list[int] = []
    begins: list[int] = []
    outright: list[int] = []
    for line in [*lines, *made]:
        said = sentences(line["text"])
        outright.append(max((said_outright(rules.heard, one).severity for one in said), default=0))
        begins.append(len(windows))
        found = list(_windows([marked(sentence) for sentence in said])) or [(1, Marks())]
        windows += [marks for _, marks in found]
        size += [many for many, _ in found]
    given = [*lines, *made]
    return Corpus(
        level=np.array([LEVELS.index(line["level"]) for line in given]),
        writer=np.array([line["writer"] for line in given]),
        hard=np.array([line["category"] in HARD for line in given]),
        category=np.array([line["category"] for line in given]),
        real=np.arange(len(given)) < len(lines),
        outright=np.array(outright),
        windows=_matrix(windows),
        size=np.array(size),
        begins=np.array(begins),
    )


def _made(lines: Sequence[dict[str, str]], chance: random.Random) -> Iterator[dict[str, str]]:
    """Diary entries: two to four ordinary lines, one after the other."""
    for number in range(ENTRIES):
        lang = LANGS[number % len(LANGS)]
        diary = [line["text"] for line in lines if line["writer"] == DIARY and line["lang"] == lang]
        said = ". ".join(chance.sample(diary, chance.randint(2, 4)))
        yield {"text": said, "lang": lang, "level": "none", "category": "diary", "writer": DIARY}


def _windows(said: Sequence[Marks]) -> Iterator[tuple[int, Marks]]:
    for start in range(len(said)):
        together = Marks()
        for end in range(start, min(start + TOGETHER, len(said))):
            together = together | said[end]
            yield end - start + 1, together


def _matrix(texts: Sequence[Marks]) -> Any:
    """One row a text: rows of words and pieces of words, each for the length of what was said."""
    columns, values, ends = [], [], [0]
    for text in texts:
        columns += [*text.rows, *text.pieces]
        for marks in (text.rows, text.pieces):
            values += [max(len(marks), 1) ** -0.5] * len(marks)
        ends.append(len(columns))
    matrix = csr_matrix((np.array(values, np.float32), np.array(columns), ends), shape=(len(texts), ROWS + PIECES))
    matrix.sort_indices()
    return matrix


def train(given: Corpus, among: Any) -> Model:
    """A model of these texts: the marks that matter most, then their weights anew, then as few different ones."""
    texts = np.flatnonzero(among)
    at, begins = given.some(texts)
    windows = given.windows[at]
    alone = (given.size[at] == 1) & given.real[given.owner[at]]
    seen = np.bincount(windows[alone].indices, minlength=ROWS + PIECES)
    used = np.flatnonzero(seen >= np.where(np.arange(len(seen)) < ROWS, 2, 3))
    rarity = (np.log((1 + len(texts)) / (1 + seen)) + 1) / 5

    longest = _highest(np.diff(windows.indptr), begins)
    weights, _ = _fitted(given, texts, windows[longest][:, used], rarity[used], STRENGTH[0])
    worth = np.sqrt(((weights * MATTERS) ** 2).sum(1)) * seen[used] ** 0.4
    best = np.sort(np.argsort(-worth, kind="stable")[:KEPT_MARKS])
    marks = used[best]
    deciding = _highest(windows[:, marks] @ weights[best, PASSIVE], begins)
    weights, start = _fitted(given, texts, windows[deciding][:, marks], rarity[marks], STRENGTH[1])
    kinds = KMeans(KINDS, n_init=1, random_state=SEED).fit(weights * MATTERS, sample_weight=seen[marks] ** 0.5)
    few = np.rint(kinds.cluster_centers_ / MATTERS * FINE).astype(int)
    return Model(marks, kinds.labels_, few, start)


def _highest(scores: Any, begins: Any) -> Any:
    """Of each text's windows, the one that scores highest."""
    highest = np.maximum.reduceat(scores, begins)
    at = np.flatnonzero(scores == np.repeat(highest, np.diff(np.append(begins, len(scores)))))
    return at[np.searchsorted(at, begins)]


def _fitted(given: Corpus, texts: Any, rows: Any, rarity: Any, strength: float) -> tuple[Any, Any]:
    """Weights by mark and level, and where each level begins."""
    matrix = (rows @ diags(rarity)).tocsr()
    level, writer = given.level[texts], given.writer[texts]
    counts = np.ones(len(texts))
    for who, (harmless, grave) in COUNTS.items():
        counts[writer == who] = np.where(level[writer == who] < 2, harmless, grave)
    weights, start = [], []
    for severity in range(1, len(LEVELS)):
        machine = LinearSVC(C=strength, class_weight="balanced", max_iter=100, random_state=SEED)
        machine.fit(matrix, level >= severity, sample_weight=counts)
        weights.append(machine.coef_[0] * rarity)
        start.append(machine.intercept_[0])
    return np.array(weights).T, np.array(start)


def enough(given: Corpus, scores: Any, among: Any, alarms: float) -> Any:
    """From which margin on words have each level, when so many hard negatives are to be noticed of these texts."""
    level, passive = given.level, given.highest(scores[:, PASSIVE])
    found = np.zeros(len(LEVELS) - 1)
    found[PASSIVE] = np.quantile(passive[among & (level < 2) & given.hard], 1 - alarms)
    below = among & (passive < found[PASSIVE]) & (level < 2)
    found[DISTRESS] = _parting(given.highest(scores[:, DISTRESS]), below & (level == 1), below & (level == 0))
    noticed = np.where(scores[:, [PASSIVE]] >= found[PASSIVE], scores, -1e9)
    over = among & (passive >= found[PASSIVE])
    active, plan, harm = (given.highest(noticed[:, head]) for head in (ACTIVE, PLAN, HARM))
    found[ACTIVE] = np.quantile(active[over & (level >= 3)], 1 - RAISED)
    found[PLAN] = _parting(plan, over & (level == 4), over & (level < 4))
    found[HARM] = _parting(harm, over & (level == 5), over & (level < 5), WRONGLY_HARM)
    return found


def surer(given: Corpus, scores: Any, among: Any, margins: Any) -> Any:
    """The same where a page is led by it and a plan told: fewer false alarms, and hardly a plan where none is."""
    found = margins.copy()
    harmless = among & (given.level < 2)
    found[PASSIVE] = np.quantile(given.highest(scores[:, PASSIVE])[harmless & given.hard], 1 - SURE_ALARMS)
    noticed = np.where(scores[:, [PASSIVE]] >= found[PASSIVE], scores, -1e9)
    for head in (PLAN, HARM):
        highest = given.highest(noticed[:, head])[harmless]
        found[head] = max(margins[head], np.quantile(highest, 1 - TOLD_IN_VAIN))
    return np.maximum(found, margins)


def _parting(scores: Any, yes: Any, no: Any, below: float = 1.0) -> float:
    """Where the two part best: the one above, the other below, which counts so many times."""
    steps = np.quantile(scores[yes], np.linspace(0.02, 0.98, 97))
    return float(max(steps, key=lambda step: (scores[yes] >= step).mean() + below * (scores[no] < step).mean()))


def levels(given: Corpus, scores: Any, margins: Any) -> Any:
    """The level of each text: its most serious window decides, and what it says outright."""
    reached = scores >= margins
    over = np.select([reached[:, HARM], reached[:, PLAN], reached[:, ACTIVE]], [5, 4, 3], 2)
    found = given.highest(np.where(reached[:, PASSIVE], over, reached[:, DISTRESS].astype(int)))
    return np.maximum(found, given.outright)


@dataclass(frozen=True)
class LeftOut:
    """What follows from what writers scored by a model of the others: what is enough, what is sure, their figures."""

    enough: Any
    sure: Any
    figures: dict[str, dict[str, float]]


def left_out(given: Corpus) -> LeftOut:
    """Each writer's scores by a model of the others, and what follows."""
    scores = np.zeros((given.windows.shape[0], len(LEVELS) - 1))
    for pair in LEFT_OUT:
        out = np.isin(given.writer, pair)
        scores[out[given.owner]] = train(given, ~out).scores(given.windows[out[given.owner]])
    writers = [writer for pair in LEFT_OUT for writer in pair]
    measured = given.real & np.isin(given.writer, writers)
    figures = {}
    for writer in writers:
        tested = given.real & (given.writer == writer)
        others = measured & ~tested
        margins = enough(given, scores, others, FALSE_ALARMS)
        sure = surer(given, scores, others, margins)
        figures[writer] = rates(given, levels(given, scores, margins), levels(given, scores, sure), tested)
    margins = enough(given, scores, measured, FALSE_ALARMS)
    return LeftOut(margins, surer(given, scores, measured, margins), figures)


def rates(given: Corpus, found: Any, sure: Any, tested: Any) -> dict[str, float]:
    """What `make safety` measures, what is said to be worse than it is, and what is found where more is asked for."""

    def share(of: Any, which: Any, severity: int) -> float:
        return float((of[tested & which] >= severity).mean())

    danger, harmless = given.level >= 3, given.level < 2
    return {
        "active": share(found, danger, 3),
        "noticed": share(found, danger, 2),
        "passive": share(found, given.level == 2, 2),
        "hard": share(found, harmless & given.hard, 2),
        "all": share(found, harmless, 2),
        "raised": share(found, given.level == 2, 3),
        "sure_noticed": share(sure, danger, 2),
        "sure_passive": share(sure, given.level == 2, 2),
        "sure_hard": share(sure, harmless & given.hard, 2),
        "sure_told": share(sure, harmless, 4),
    }


def write(given: Corpus, found: LeftOut) -> None:
    """Train on everybody and put the weights, and how much is enough, into the rules."""
    model = train(given, np.ones(len(given.level), bool))
    order = np.argsort(-np.bincount(model.kind, minlength=KINDS), kind="stable")
    place = np.argsort(order)
    steps, kinds = packed({int(mark): int(place[kind]) for mark, kind in zip(model.marks, model.kind, strict=True)})
    written = RULES.read_text("utf-8")
    head = written.split("enough:")[0]
    outright = written[written.index("outright:") : written.index("\nweights:")]
    weights = "\n".join(f"  - {[int(weight) for weight in model.weights[kind]]}" for kind in order)
    RULES.write_text(
        f"{head}enough: {_named(found.enough, model)}\nsure: {_named(found.sure, model)}\n{outright}\n"
        f"weights:\n{weights}\nsteps: >-\n{_lines(steps)}\nkinds: >-\n{_lines(kinds)}\n",
        "utf-8",
    )


def _named(margins: Any, model: Model) -> str:
    units = np.rint((margins - model.start) * FINE * 64).astype(int)
    names = ("distress", "passive", "active", "plan", "harm_to_others")
    return "{" + ", ".join(f"{name}: {unit}" for name, unit in zip(names, units, strict=True)) + "}"


def _lines(letters: str) -> str:
    return "\n".join(f"  {letters[start : start + 118]}" for start in range(0, len(letters), 118))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="then train on everybody and write the rules")
    asked = parser.parse_args()
    given = corpus()
    found = left_out(given)
    figures = list(found.figures.values())
    print("writer " + " ".join(f"{name:>12}" for name in figures[0]))
    for writer, rate in found.figures.items():
        print(f"{writer:<6} " + " ".join(f"{value:12.3f}" for value in rate.values()))
    print("mean   " + " ".join(f"{np.mean([rate[name] for rate in figures]):12.3f}" for name in figures[0]))
    if asked.write:
        write(given, found)


if __name__ == "__main__":
    main()
