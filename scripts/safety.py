"""Measure how well the small model of language finds signs of danger, on sentences of our own, and print it.

The tuning half served to train it; the kept half (`tests/data/signs/kept.jsonl`) was written by others and never
looked at. Diary entries are those of the simulated clinic's voices, put together in many ways. All of it is synthetic.
Figures join those that other measures wrote to `reports/safety.json`.
"""

from __future__ import annotations

import json
import random
import sys
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from ruamel.yaml import YAML

HOUSE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(HOUSE))

from accalmie.core.crisis import Level  # noqa: E402
from accalmie.core.crisis.language import Language, classify, load_language, when_sure  # noqa: E402

REPORT = HOUSE / "reports" / "safety.json"
SIGNS = HOUSE / "tests" / "data" / "signs"
VOICES = HOUSE / "content" / "simulation" / "voices.yaml"
BROWSER = HOUSE / "accalmie" / "safety" / "static" / "safety" / "language"
HARD = {
    "idiom", "fiction", "negation", "other_person", "news", "work", "games", "regional", "texting", "verlan",
    "code_switching",
}  # fmt: skip
ENTRIES = 2000
SEED = 5


@dataclass(frozen=True)
class Sentence:
    """One labelled line, and the level that the model gave."""

    id: str
    level: Level
    category: str
    text: str
    given: Level

    @property
    def is_hard_negative(self) -> bool:
        return self.level.severity < Level.PASSIVE.severity and self.category in HARD


def main() -> None:
    language = load_language((HOUSE / "content" / "danger" / "language" / "rules.yaml").read_text("utf-8"))
    figures: dict[str, object] = {"synthetic": True, "language_rules": language.rules.version}
    kept = SIGNS / "kept.jsonl"
    tuning = measured(language, SIGNS / "tuning.jsonl")
    figures |= {f"tuning_{name}": value for name, value in (rates(tuning) | counts(tuning)).items()}
    held = measured(language, kept) if kept.exists() else tuning
    figures |= rates(held) | counts(held)
    if kept.exists():
        figures |= {f"when_sure_{name}": value for name, value in rates(measured(when_sure(language), kept)).items()}
    figures["measured_on"] = "kept half" if kept.exists() else "tuning half: no kept half here"
    second = SIGNS / "kept_second_labels.jsonl"
    if kept.exists() and second.exists():
        figures |= agreement({one.id: str(one.level) for one in held}, labels(second))
    figures["classify_us"] = round(speed(language, [one.text for one in held]))
    figures |= weight()
    figures["false_alarms_per_1000_entries"] = diary_alarms(language)
    figures["when_sure_false_alarms_per_1000_entries"] = diary_alarms(when_sure(language))
    write(figures)
    for name, value in figures.items():
        print(f"{name:<36} {value}")
    print("\nEvery sentence is synthetic: written for this measure, by nobody in danger.")


def measured(language: Language, path: Path) -> list[Sentence]:
    """The labelled lines of a file with the level that the model gives."""
    return [
        Sentence(row["id"], level(row["level"]), row["category"], row["text"], classify(language, row["text"]))
        for row in rows(path)
    ]


def rows(path: Path) -> Iterator[dict[str, str]]:
    for line in path.read_text("utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def labels(path: Path) -> dict[str, str]:
    return {row["id"]: str(level(row["level"])) for row in rows(path)}


def level(name: str) -> Level:
    return Level.HARM_TO_OTHERS if name == "harm_others" else Level(name)


def rates(sentences: list[Sentence]) -> dict[str, object]:
    """Recall at active and above, at passive, and false alarms on hard negatives and on all others."""
    active = [one for one in sentences if one.level.severity >= Level.ACTIVE.severity]
    passive = [one for one in sentences if one.level is Level.PASSIVE]
    hard = [one for one in sentences if one.is_hard_negative]
    others = [one for one in sentences if one.level.severity < Level.PASSIVE.severity]
    return {
        "recall_active": share(active, Level.ACTIVE),
        "recall_passive": share(passive, Level.PASSIVE),
        "false_alarm_hard_negatives": share(hard, Level.PASSIVE),
        "false_alarm_all_negatives": share(others, Level.PASSIVE),
        "noticed_active": share(active, Level.PASSIVE),
    }


def counts(sentences: list[Sentence]) -> dict[str, int]:
    """How many sentences each share rests on."""
    return {
        "sentences": len(sentences),
        "active": sum(one.level.severity >= Level.ACTIVE.severity for one in sentences),
        "passive": sum(one.level is Level.PASSIVE for one in sentences),
        "hard_negatives": sum(one.is_hard_negative for one in sentences),
    }


def share(sentences: list[Sentence], floor: Level) -> float | None:
    """How many of them were given at least this level."""
    if not sentences:
        return None
    return round(sum(one.given.severity >= floor.severity for one in sentences) / len(sentences), 4)


def agreement(first: dict[str, str], second: dict[str, str]) -> dict[str, object]:
    """How often two people gave the same level, and Cohen's kappa."""
    both = [(first[key], second[key]) for key in first if key in second]
    same = sum(a == b for a, b in both) / len(both)
    names = {name for pair in both for name in pair}
    chance = sum(sum(a == name for a, _ in both) * sum(b == name for _, b in both) for name in names) / len(both) ** 2
    kappa = 1.0 if chance == 1 else (same - chance) / (1 - chance)
    return {"agreement_percent": round(100 * same, 1), "cohens_kappa": round(kappa, 3), "labelled_twice": len(both)}


def speed(language: Language, texts: list[str]) -> float:
    """Microseconds a message: the median of five rounds over all of them."""
    rounds = []
    for _ in range(5):
        before = perf_counter()
        for text in texts:
            classify(language, text)
        rounds.append((perf_counter() - before) / len(texts) * 1e6)
    return sorted(rounds)[2]


def weight() -> dict[str, object]:
    """What the browser fetches, compressed as the site sends it, and before."""
    code = [path.read_bytes() for path in sorted(BROWSER.glob("*.js"))]
    return {
        "browser_kb": round(sum(len(zlib.compress(part, 9)) for part in code) / 1000, 1),
        "browser_kb_uncompressed": round(sum(map(len, code)) / 1000, 1),
    }


def diary_alarms(language: Language) -> float:
    """How many of a thousand simulated diary entries would raise a sign."""
    entries = list(diary())
    return round(
        1000 * sum(classify(language, one).severity >= Level.PASSIVE.severity for one in entries) / len(entries), 1
    )


def diary() -> Iterator[str]:
    """Entries of the simulated clinic's people: two to four of the things that each of them says, in many orders."""
    chance = random.Random(SEED)  # noqa: S311 no secret
    voices = YAML(typ="safe", pure=True).load(VOICES.read_text("utf-8"))["voices"]
    for _ in range(ENTRIES):
        said = [one for things in chance.choice(voices)["says"].values() for one in as_list(things)]
        yield ". ".join(chance.sample(said, chance.randint(2, 4)))


def as_list(things: object) -> Iterable[str]:
    return things if isinstance(things, list) else [str(things)]


def write(figures: dict[str, object]) -> None:
    """Add the figures to those that stand in the report."""
    REPORT.parent.mkdir(exist_ok=True)
    before = json.loads(REPORT.read_text("utf-8")) if REPORT.exists() else {}
    REPORT.write_text(json.dumps(before | figures, indent=2, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
