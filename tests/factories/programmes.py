"""Programmes from a table of text, so that a test shows the whole programme that it is about.

module  | opens               | step  | kind            | conditions
breathe | at start            | read  | text            |
        |                     | look  | choice: yes, no | short
rest    | 1 day after breathe | sleep | practice: 3 / 7 | delay 2 days; modes guided, blended
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from accalmie.core.programme import nodes
from accalmie.core.programme.nodes import fact_name
from accalmie.core.programme.orienting import DANGERS, NONE, Outcome, Screening
from accalmie.core.rules import Choice, Duration, FactType, Flag, Number, Rule, parse

MODES: tuple[nodes.Mode, ...] = ("alone", "guided", "blended")
AFTERCARE = "aftercare"
ITEMS = {"phq-9": 9, "gad-7": 7, "who-5": 5, "safety-question": 1}
WELCOME_BACK, OPENING, CLOSING, NOT_BETTER = "welcome-back", "what-is-known", "your-letter", "not-better"


def rows(table: str) -> list[dict[str, str]]:
    """The lines of a text table, by the names in its first line. A first cell left empty repeats the one above."""
    lines = [
        [cell.strip() for cell in line.strip().split("|")] for line in table.strip("\n").splitlines() if line.strip()
    ]
    head, *body = lines
    found: list[dict[str, str]] = []
    for cells in body:
        row = dict(zip(head, [*cells, *[""] * (len(head) - len(cells))], strict=False))
        row[head[0]] = row[head[0]] or (found[-1][head[0]] if found else "")
        found.append(row)
    return found


FLAGS: dict[str, FactType] = dict.fromkeys(nodes.START_FLAGS, Flag())
ANYBODY = "contact or not contact"
"""A start rule that is open to all."""


def programme(
    table: str,
    *,
    facts: Mapping[str, str] | None = None,
    measures: Iterable[str] = (),
    danger: Iterable[str] = (),
    gap_days: float = 10,
    modes: tuple[nodes.Mode, ...] = MODES,
    start: Mapping[nodes.Mode, str] | None = None,
    opens_on: str | None = None,
    closes_on: str | None = None,
    version: str = "1.0.0",
    texts: Mapping[str, tuple[nodes.Part, ...]] | None = None,
    interludes: Mapping[str, str] | None = None,
    interlude_modes: tuple[nodes.Mode, ...] = ("alone",),
    leads_to: Iterable[str] = (),
) -> nodes.Programme:
    """The programme that the table says. Without `opens_on` and `closes_on` the first and last steps are those."""
    lines = rows(table)
    doings = {line["step"]: doing(line.get("kind", "text")) for line in lines}
    declared = sources(table, facts or {})
    types = fact_types(declared)
    extra = dict.fromkeys((WELCOME_BACK, opens_on, closes_on, *(interludes or {})))
    steps = {name: _step(name, made, texts) for name, made in doings.items()}
    steps |= {name: _step(name, nodes.Text(), texts) for name in extra if name is not None and name not in steps}
    return nodes.Programme(
        **_about(version),
        modes=modes,
        start={mode: parse(rule, types | FLAGS) for mode, rule in (start or dict.fromkeys(modes, ANYBODY)).items()},
        needs_a_person=(nodes.PersonQuestion(id="mania", ask={"en": "Have you ever ...?"}),),
        danger=tuple(_danger(text, types) for text in danger),
        measures=tuple(_measure(text) for text in measures),
        facts=declared,
        gap=nodes.Gap(after_days=gap_days, then=WELCOME_BACK),
        opens_on=opens_on or lines[0]["step"],
        closes_on=closes_on or [line["step"] for line in lines if AFTERCARE not in line["opens"]][-1],
        modules=tuple(_modules(lines, types)),
        steps=steps,
        interludes=tuple(
            nodes.Interlude(id=step, when=parse(rule, types), modes=interlude_modes, then=step)
            for step, rule in (interludes or {}).items()
        ),
        leads_to=tuple(_outcome(text, types) for text in leads_to),
    )


def sources(table: str, facts: Mapping[str, str]) -> dict[str, nodes.FactSource]:
    """The declared facts of a table: `choice STEP`, `practice STEP` or `number STEP.field`, by name."""
    doings = {line["step"]: doing(line.get("kind", "text")) for line in rows(table)}
    return {name: _source(text, doings) for name, text in facts.items()}


def fact_types(declared: Mapping[str, nodes.FactSource]) -> dict[str, FactType]:
    """The facts that rules of test programmes may read."""
    types: dict[str, FactType] = {"weeks": Number(0), "gap": Duration(), "mode": Choice(MODES)}
    types["not_better_in_a_row"] = Number(0)
    types["danger"] = Choice(DANGERS)
    for instrument, items in ITEMS.items():
        name = fact_name(instrument)
        types |= {name: Number(0, 100), f"{name}_first": Number(0, 100), f"{name}_change": Number(-100, 100)}
        types[f"{name}_since_end"] = Number(-100, 100)
        types |= {f"{name}_item{item}": Number(0, 5) for item in range(1, items + 1)}
    return types | {name: source.type for name, source in declared.items()}


def doing(text: str) -> nodes.Doing:
    """`text`, `practice: 3 / 7`, `choice: yes, no`, `review: 3`, `questionnaire: phq-9`, `screening: one, two`,
    `exercise: plan, word = field`, `sleep: diary`.
    """
    kind, _, rest = text.partition(":")
    words = [word.strip() for word in rest.split(",") if word.strip()]
    made: dict[str, Any] = {
        "text": nodes.Text,
        "media": lambda: nodes.Media(source="a.mp3", medium="audio", seconds=60),
        "choice": lambda: nodes.Choice(options=tuple(words)),
        "review": lambda: nodes.Review(wait_days=float(words[0])),
        "practice": lambda: _practice(rest),
        "screening": lambda: Screening(questions=tuple(words)),
        "sleep": lambda: nodes.Sleep(part=words[0]),  # type: ignore[arg-type]
        "questionnaire": lambda: nodes.Questionnaire(instruments=tuple(words)),
        "exercise": lambda: nodes.Exercise(exercise=words[0], remember=dict(map(_pair, words[1:]))),
    }
    return made[kind.strip() or "text"]()  # type: ignore[no-any-return]


def _practice(rest: str) -> nodes.Practice:
    days, within = map(int, rest.split("/"))
    return nodes.Practice(days=days, within=within)


def _pair(text: str) -> tuple[str, str]:
    name, _, field = text.partition("=")
    return name.strip(), field.strip()


def _about(version: str) -> dict[str, Any]:
    return {
        "id": "small",
        "version": version,
        "title": {"en": "Small"},
        "summary": {"en": "Small."},
        "licence": "CC-BY-SA-4.0",
        "authors": ("Accalmie",),
        "languages": ("en",),
        "readability": {"en": 60.0},
        "protocol": nodes.Protocol(cite="None.", ingredients=()),
        "evidence": (),
    }


def _step(name: str, made: nodes.Doing, texts: Mapping[str, tuple[nodes.Part, ...]] | None) -> nodes.Step:
    parts = (texts or {}).get(name, (nodes.Prose(markdown=f"This is {name}."),))
    options = {option: option.capitalize() for option in made.options} if isinstance(made, nodes.Choice) else {}
    wording = nodes.Wording(title=name.replace("-", " ").capitalize(), parts=parts, options=options)
    return nodes.Step(id=name, minutes=5, doing=made, wording={"en": wording})


def _modules(lines: list[dict[str, str]], types: Mapping[str, FactType]) -> Iterable[nodes.Module]:
    for name in dict.fromkeys(line["module"] for line in lines):
        mine = [line for line in lines if line["module"] == name]
        yield nodes.Module(
            id=name,
            title={"en": name},
            purpose={"en": name},
            opens=opens(mine[0]["opens"].partition("; when ")[0]),
            when=parse(rule, types) if (rule := mine[0]["opens"].partition("; when ")[2]) else None,
            slots=tuple(_slot(line["step"], line.get("conditions", ""), types) for line in mine),
            aftercare=AFTERCARE in mine[0]["opens"],
        )


def opens(text: str) -> nodes.Opens:
    """`at start`, `2 days after MODULE`, `by a professional`, joined with commas."""
    after = re.search(r"([\d.]+) days? after ([a-z0-9-]+)", text)
    return nodes.Opens(
        at_start="at start" in text,
        after=after[2] if after else None,
        delay_days=float(after[1]) if after else 0,
        by_professional="professional" in text,
    )


def _slot(step: str, text: str, types: Mapping[str, FactType]) -> nodes.Slot:
    said: dict[str, Any] = dict(part.strip().partition(" ")[::2] for part in text.split(";") if part.strip())
    return nodes.Slot(
        step=step,
        when=parse(said["when"], types) if "when" in said else None,
        unknown="show" if said.get("unknown") == "show" else "skip",
        short="short" in said,
        delay_days=float(said["delay"].split()[0]) if "delay" in said else 0,
        modes=tuple(mode.strip() for mode in said["modes"].split(",")) if "modes" in said else MODES,
    )


def _source(text: str, doings: Mapping[str, nodes.Doing]) -> nodes.FactSource:
    """`choice STEP`, `practice STEP`, `screening STEP` or `number STEP.field`."""
    kind, _, place = text.partition(" ")
    step, _, field = place.partition(".")
    made = doings[step]
    type_: FactType = Choice(made.options) if isinstance(made, nodes.Choice) else Number(0, 100)
    if isinstance(made, Screening):
        type_ = Choice((NONE, *made.questions))
    return nodes.FactSource(source=kind, step=step, field=field, type=type_)  # type: ignore[arg-type]


def _outcome(text: str, types: Mapping[str, FactType]) -> Outcome:
    """`alone: programme, when phq9 <= 9` or `somebody: person`; `or unknown` behind a rule takes the undecidable."""
    name, _, rest = text.partition(": ")
    to, _, rule = rest.partition(", when ")
    texts = {"en": name.capitalize()}
    return Outcome(
        id=name,
        to=to,  # type: ignore[arg-type]
        title=texts,
        reason=texts,
        when=parse(rule.removesuffix(" or unknown"), types) if rule else None,
        unknown="take" if rule.endswith(" or unknown") else "pass",
    )


def _measure(text: str) -> nodes.MeasurePlan:
    """`phq-9 every 7 days`, `who-5 at start, end`, or both joined with `and`."""
    instrument, _, rest = text.partition(" ")
    every = re.search(r"every ([\d.]+) days?", rest)
    at = tuple(place for place in ("start", "end") if place in rest)
    return nodes.MeasurePlan(instrument=instrument, every_days=float(every[1]) if every else None, at=at)  # type: ignore


def _danger(text: str, types: Mapping[str, FactType]) -> nodes.DangerRule:
    """A rule, with `or declined` behind it when declining the item shows help too."""
    rule: Rule = parse(text.removesuffix(" or declined"), types)
    return nodes.DangerRule(when=rule, declined_helps=text.endswith(" or declined"))
