"""Train the small model that notices danger in words, on sentences of our own; say how well it carries over.

Each writer is left out in turn: trained on the others, measured on who was left out, with how much is enough chosen on
what the others scored when they were left out. `--write` then trains on everybody and writes the rules.
The kept half is never read here.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, diags, hstack
from sklearn.cluster import KMeans
from sklearn.svm import LinearSVC

HOUSE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(HOUSE))

from accalmie.core.crisis.language.folding import sentences  # noqa: E402
from accalmie.core.crisis.language.marks import PIECES, ROWS  # noqa: E402
from accalmie.core.crisis.language.scores import ACTIVE, DISTRESS, HARM, PASSIVE, PLAN, Marks, marked  # noqa: E402
from accalmie.core.crisis.language.table import packed  # noqa: E402
from accalmie.core.crisis.language.verdict import TOGETHER  # noqa: E402

TUNING = HOUSE / "tests" / "data" / "signs" / "tuning.jsonl"
RULES = HOUSE / "content" / "danger" / "language" / "rules.yaml"
LEVELS = ["none", "distress", "passive", "active", "plan", "harm_others"]
HARD = {
    "idiom", "fiction", "negation", "other_person", "news", "work", "games", "regional", "texting", "verlan",
    "code_switching",
}  # fmt: skip
OLDER, PLAIN = "0", "7"
"""Who wrote the older sentences, some to fit the rules of then, and plain ones: always trained on, never left out."""
PLAIN_COUNTS = (8.0, 3.0)
"""How much a plain sentence counts: one that says no danger (there are few), and one that does."""
SEED = 30
KEPT_MARKS = 7100
KINDS = 40
FINE = 24
"""Steps of a weight: whole numbers of this part of the margin."""
SURE = 0.02
"""How far from the line a plain sentence is put when it is repaired."""
STRENGTH = 0.2, 0.4
"""How closely the sentences are followed: when marks are chosen, and when the weights of the chosen are learnt."""
MATTERS = (0.3, 1.0, 0.6, 0.3, 0.45)
"""How much each level counts when marks are chosen and weights are put together."""
FALSE_ALARMS = 0.15
"""How many hard negatives are noticed: to be asked in vain costs less than not to be seen."""
WRONGLY_HARM = 3.0
"""To call somebody in danger a danger to others counts so many times what the contrary does: both are noticed."""
RAISED = 0.97
"""Of what is given as active and noticed at all, how much is said to be active."""


@dataclass(frozen=True)
class Corpus:
    """The sentences as marks. `whole`: each text. `windows`: each text's one, two and three sentences in a row."""

    level: Any
    writer: Any
    hard: Any
    category: Any
    whole: Any
    windows: Any
    owner: Any

    @cached_property
    def seen(self) -> Any:
        """In how many texts each mark stands."""
        return np.asarray((self.whole > 0).sum(0)).ravel()

    @cached_property
    def rarity(self) -> Any:
        """What each mark is worth before anything is learnt: rare ones more, once-only ones nothing."""
        at_least = np.where(np.arange(len(self.seen)) < ROWS, 2, 3)
        return np.where(self.seen >= at_least, np.log((1 + len(self.level)) / (1 + self.seen)) + 1, 0) / 5

    def highest(self, scores: Any) -> Any:
        """The highest score among each text's windows."""
        found = np.full(len(self.level), -1e9)
        np.maximum.at(found, self.owner, scores)
        return found


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
    """Everything in the tuning file."""
    lines = [json.loads(line) for line in TUNING.read_text("utf-8").splitlines()]
    whole, windows, owner = [], [], []
    for at, line in enumerate(lines):
        said = [marked(sentence) for sentence in sentences(line["text"])]
        whole.append(_together(said))
        found = list(_windows(said)) or [Marks()]
        windows += found
        owner += [at] * len(found)
    return Corpus(
        level=np.array([LEVELS.index(line["level"]) for line in lines]),
        writer=np.array([line["writer"] for line in lines]),
        hard=np.array([line["category"] in HARD for line in lines]),
        category=np.array([line["category"] for line in lines]),
        whole=_matrix(whole),
        windows=_matrix(windows),
        owner=np.array(owner),
    )


def _together(said: Sequence[Marks]) -> Marks:
    together = Marks()
    for sentence in said:
        together = together | sentence
    return together


def _windows(said: Sequence[Marks]) -> Iterator[Marks]:
    for start in range(len(said)):
        for end in range(start + 1, min(start + TOGETHER, len(said)) + 1):
            yield _together(said[start:end])


def _matrix(texts: Sequence[Marks]) -> Any:
    """One row a text: rows of words and pieces of words, each for the length of what was said."""
    blocks = []
    for marks, size, first in (
        ([text.rows for text in texts], ROWS, 0),
        ([text.pieces for text in texts], PIECES, ROWS),
    ):
        ends = np.cumsum([0, *map(len, marks)])
        columns = np.array([mark - first for found in marks for mark in sorted(found)])
        block = csr_matrix((np.ones(len(columns), np.float32), columns, ends), shape=(len(texts), size))
        blocks.append(diags(1 / np.sqrt(np.maximum(np.diff(ends), 1))) @ block)
    return hstack(blocks).tocsr().astype(np.float32)


def train(given: Corpus, among: Any) -> Model:
    """A model of these lines: the marks that matter most, then their weights anew, then as few different ones."""
    rarity = given.rarity
    seen = np.asarray((given.whole[among] > 0).sum(0)).ravel()
    used = np.flatnonzero((rarity > 0) & (seen > 0))
    full, _ = _fitted(given, among, used, rarity, STRENGTH[0])
    worth = np.sqrt(((full * MATTERS) ** 2).sum(1)) * seen[used] ** 0.4
    marks = np.sort(used[np.argsort(-worth, kind="stable")[:KEPT_MARKS]])
    weights, start = _fitted(given, among, marks, rarity, STRENGTH[1])
    kinds = KMeans(KINDS, n_init=1, random_state=SEED).fit(weights * MATTERS, sample_weight=seen[marks] ** 0.5)
    few = np.rint(kinds.cluster_centers_ / MATTERS * FINE).astype(int)
    return Model(marks, kinds.labels_, few, start)


def _fitted(given: Corpus, among: Any, marks: Any, rarity: Any, strength: float) -> tuple[Any, Any]:
    """Weights by mark and level, and where each level begins."""
    matrix = (given.whole[among][:, marks] @ diags(rarity[marks])).tocsr()
    counts = np.where(given.writer == PLAIN, np.where(given.level < 2, *PLAIN_COUNTS), 1.0)[among]
    weights, start = [], []
    for severity in range(1, len(LEVELS)):
        machine = LinearSVC(C=strength, class_weight="balanced", max_iter=300, random_state=SEED)
        machine.fit(matrix, given.level[among] >= severity, sample_weight=counts)
        weights.append(machine.coef_[0] * rarity[marks])
        start.append(machine.intercept_[0])
    return np.array(weights).T, np.array(start)


def enough(given: Corpus, scores: Any, among: Any) -> Any:
    """From which margin on words have each level, so that the aims above are met on these texts."""
    level, passive = given.level, given.highest(scores[:, PASSIVE])
    found = np.zeros(len(LEVELS) - 1)
    found[PASSIVE] = np.quantile(passive[among & (level < 2) & given.hard], 1 - FALSE_ALARMS)
    below = among & (passive < found[PASSIVE]) & (level < 2)
    found[DISTRESS] = _parting(given.highest(scores[:, DISTRESS]), below & (level == 1), below & (level == 0))
    noticed = np.where(scores[:, [PASSIVE]] >= found[PASSIVE], scores, -1e9)
    over = among & (passive >= found[PASSIVE])
    active, plan, harm = (given.highest(noticed[:, head]) for head in (ACTIVE, PLAN, HARM))
    found[ACTIVE] = np.quantile(active[over & (level >= 3)], 1 - RAISED)
    found[PLAN] = _parting(plan, over & (level == 4), over & (level < 4))
    found[HARM] = _parting(harm, over & (level == 5), over & (level < 5), WRONGLY_HARM)
    return found


def _parting(scores: Any, yes: Any, no: Any, below: float = 1.0) -> float:
    """Where the two part best: the one above, the other below, which counts so many times."""
    steps = np.quantile(scores[yes], np.linspace(0.02, 0.98, 97))
    return float(max(steps, key=lambda step: (scores[yes] >= step).mean() + below * (scores[no] < step).mean()))


def levels(given: Corpus, scores: Any, margins: Any) -> Any:
    """The level of each text: its most serious window decides."""
    reached = scores >= margins
    over = np.select([reached[:, HARM], reached[:, PLAN], reached[:, ACTIVE]], [5, 4, 3], 2)
    return given.highest(np.where(reached[:, PASSIVE], over, reached[:, DISTRESS].astype(int)))


def left_out(given: Corpus) -> tuple[Any, dict[str, dict[str, float]]]:
    """Each writer's scores by a model of the others, and the figures that follow."""
    writers = sorted(set(given.writer) - {OLDER, PLAIN})
    scores = np.zeros((given.windows.shape[0], len(LEVELS) - 1))
    with ProcessPoolExecutor(3) as several:
        models = list(several.map(partial(_without, given), writers))
    for writer, model in zip(writers, models, strict=True):
        mine = (given.writer == writer)[given.owner]
        scores[mine] = model.scores(given.windows[mine])
    figures = {}
    for writer in writers:
        tested = given.writer == writer
        margins = enough(given, scores, ~tested & np.isin(given.writer, writers))
        figures[writer] = rates(given, levels(given, scores, margins), tested)
    return enough(given, scores, np.isin(given.writer, writers)), figures


def _without(given: Corpus, writer: str) -> Model:
    return train(given, given.writer != writer)


def rates(given: Corpus, found: Any, tested: Any) -> dict[str, float]:
    """What `make safety` measures, and how much is said to be worse than it is."""

    def share(which: Any, severity: int) -> float:
        return float((found[tested & which] >= severity).mean())

    return {
        "recall_active": share(given.level >= 3, 3),
        "noticed_active": share(given.level >= 3, 2),
        "recall_passive": share(given.level == 2, 2),
        "false_alarm_hard": share((given.level < 2) & given.hard, 2),
        "false_alarm_all": share(given.level < 2, 2),
        "passive_as_active": share(given.level == 2, 3),
        "level_exact": float((found == given.level)[tested].mean()),
    }


def repaired(given: Corpus, model: Model, margins: Any) -> Model:
    """The same with other kinds for a few marks, so that what is said plainly is noticed, and is no harm to others."""
    kinds = model.kind.copy()
    for said in np.flatnonzero((given.writer == PLAIN) & (given.level >= 2)):
        counted = given.whole[said, model.marks].tocoo()
        now = counted.data @ (model.weights[kinds[counted.col]] / FINE) + model.start
        if _is_right(now, given.level[said], margins):
            continue
        rarest_first = sorted(
            zip(counted.col, counted.data, strict=True), key=lambda one: given.seen[model.marks[one[0]]]
        )
        for mark, value in rarest_first:
            change = model.weights - model.weights[kinds[mark]]
            right = [
                kind
                for kind in range(KINDS)
                if _is_right(now + value * change[kind] / FINE, given.level[said], margins)
            ]
            if right:
                kinds[mark] = min(right, key=lambda kind: int((change[kind] ** 2).sum()))
                break
    return replace(model, kind=kinds)


def _is_right(scores: Any, level: int, margins: Any) -> bool:
    return bool(scores[PASSIVE] > margins[PASSIVE] + SURE and (level == 5 or scores[HARM] < margins[HARM] - SURE))


SURER = dict.fromkeys(("passive", "active", "plan", "harm_to_others"), 1.7) | {"distress": 1.0}
"""How much more is enough where a page is led by it: of a thousand simulated diary entries, all of people in low
spirits, about fifty show help and one or two are told as a plan."""


def write(given: Corpus, margins: Any) -> None:
    """Train on everybody and put the weights, and how much is enough, into the rules."""
    model = repaired(given, train(given, np.ones(len(given.level), bool)), margins)
    order = np.argsort(-np.bincount(model.kind, minlength=KINDS), kind="stable")
    place = np.argsort(order)
    steps, kinds = packed({int(mark): int(place[kind]) for mark, kind in zip(model.marks, model.kind, strict=True)})
    units = np.rint((margins - model.start) * FINE * 64).astype(int)
    head = RULES.read_text("utf-8").split("enough:")[0]
    names = ("distress", "passive", "active", "plan", "harm_to_others")
    said = ", ".join(f"{name}: {unit}" for name, unit in zip(names, units, strict=True))
    surer = ", ".join(f"{name}: {int(unit * SURER[name])}" for name, unit in zip(names, units, strict=True))
    weights = "\n".join(f"  - {[int(weight) for weight in model.weights[kind]]}" for kind in order)
    RULES.write_text(
        f"{head}enough: {{{said}}}\nsure: {{{surer}}}\n"
        f"weights:\n{weights}\nsteps: >-\n{_lines(steps)}\nkinds: >-\n{_lines(kinds)}\n",
        "utf-8",
    )


def _lines(letters: str) -> str:
    return "\n".join(f"  {letters[start : start + 118]}" for start in range(0, len(letters), 118))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="then train on everybody and write the rules")
    asked = parser.parse_args()
    given = corpus()
    margins, figures = left_out(given)
    print("writer " + " ".join(f"{name:>18}" for name in next(iter(figures.values()))))
    for writer, rate in figures.items():
        print(f"{writer:<6} " + " ".join(f"{value:18.3f}" for value in rate.values()))
    print("mean   " + " ".join(f"{np.mean([rate[name] for rate in figures.values()]):18.3f}" for name in rate))
    if asked.write:
        write(given, margins)


if __name__ == "__main__":
    main()
