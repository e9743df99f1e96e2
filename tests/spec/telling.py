"""Spec tests are the manual: a programme and a story as text tables, checked line by line and rendered to
docs/reference.

    tells(
        '''
        module | opens    | step
        first  | at start | welcome
        ''',
        '''
        day | what happens | then
        0   | starts       | welcome
        0   | does welcome | done
        ''',
    )

`then` names the page: a step's id where a step is offered, else wait, measures, help ... Behind a comma may follow
`until day 3`, `1 of 3 days practised`, `step 2 of 4`, `module 1 of 2`, `short version offered`, `level active`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from accalmie.core import entries as e
from accalmie.core.programme import engine, nodes, reference
from accalmie.core.rules import parse
from tests.factories.folders import changed, compiled
from tests.factories.programmes import ITEMS, fact_types, programme, rows, sources
from tests.generative.programme_strategies import ENROLMENT, START

Page = engine.Plan


class Told(msgspec.Struct, kw_only=True):
    """What one call of `tells` showed, for the manual."""

    table: str
    story: str
    options: dict[str, Any]


class Refused(msgspec.Struct, kw_only=True):
    """What one call of `refuses` showed: a line of an author's, and what the compiler says of it."""

    line: str
    sentence: str


TOLD: list[Told | Refused] = []
"""Filled as spec tests run; the renderer reads it."""


def tells(table: str, story: str, **options: Any) -> None:
    """Build the programme, live the story, and compare each line with the engine and with the reference.

    Options: those of `tests.factories.programmes.programme`; `texts` (step: text as an author writes it); `new_version`
    (the table of the version that `moves to the new version` means).
    """
    TOLD.append(Told(table=table, story=story, options=options))
    Story(table, options).check(story)


def refuses(line: str, *, after: str, says: str) -> None:
    """In a programme that is otherwise whole, this line, put after another, is refused: file, line and sentence."""
    TOLD.append(Refused(line=line, sentence=says))
    files = changed(after, f"{after}\n{line}")
    number = files["programme.yaml"].split(line)[0].count("\n") + 1
    assert ("programme.yaml", number, says) in {(one.file, one.line, one.en) for one in compiled(files).refusals}


class Story:
    """A programme, and one person in it."""

    def __init__(self, table: str, options: Mapping[str, Any]) -> None:
        named = {name: value for name, value in options.items() if name not in ("new_version", "texts")}
        facts = sources(table, named.get("facts") or {})
        texts = {step: parts_from(text, facts) for step, text in options.get("texts", {}).items()}
        self.programme = programme(table, texts=texts, **named)
        newer = options.get("new_version")
        self.newer = None if newer is None else programme(newer, texts=texts, **named, version="2.0.0")
        self.history: list[tuple[e.Entry, UUID, datetime]] = []
        self.before: list[tuple[e.Entry, UUID, datetime]] = []
        self.progress: engine.Progress | None = None
        self.now = START
        self.danger = UUID(int=0)

    def check(self, story: str) -> None:
        """Live each line, and compare the page that follows."""
        for line in rows(story):
            self.now = START + float(line["day"]) * timedelta(days=1)
            for happening in filter(None, line["what happens"].split("; ")):
                self.happen(happening)
            offered = self.offered()
            said = [part.strip() for part in line["then"].split(",")]
            wrong = [part for part in said if part and not says(offered, part)]
            assert not wrong, f"day {line['day']}, after “{line['what happens']}”: not {wrong} but {offered}"
            if line.get("reads"):
                read = self.read(offered)
                assert read == line["reads"], f"day {line['day']}: reads “{read}”"

    def offered(self) -> engine.Plan:
        """The plan, on which engine and reference must agree (the reference knows one version only)."""
        assert self.progress is not None, "the story must say that the person starts"
        offered = engine.plan(self.programme, self.progress, now=self.now)
        if not any(isinstance(entry, e.EnrolmentMoved) for entry, *_ in self.history):
            assert offered == reference.plan(self.programme, self.history, enrolment=ENROLMENT, now=self.now)
        return offered

    def read(self, offered: engine.Plan) -> str:
        """The text of the step that is offered, the person's own words in guillemets."""
        assert self.progress is not None
        step = self.programme.steps[offered.step]
        passages = engine.visible_parts(self.programme, self.progress, step, "en", self.now)
        pieces = (piece for passage in passages for piece in passage)
        return " ".join("".join(f"«{p.text}»" if p.kind == "words" else p.text for p in pieces).split())

    def happen(self, words: str) -> None:
        """One thing that happens, in the manual's words."""
        for pattern, act in ACTS:
            found = re.fullmatch(pattern, words)
            if found is not None:
                self.enter(act(self, *found.groups()))
                return
        raise AssertionError(f"“{words}” means nothing in a story")

    def enter(self, entry: e.Entry) -> None:
        """Put the entry into the history, and let the engine apply it."""
        id = UUID(int=1000 + len(self.history))
        self.history.append((entry, id, self.now))
        if isinstance(entry, e.Enrolled):
            self.progress = engine.start(
                self.programme,
                enrolment=ENROLMENT,
                mode=entry.mode,
                language="en",
                at=self.now,
                graph="1",
                earlier=self.history[:-1],
            )
        elif self.progress is not None:
            self.progress = engine.apply(self.programme, self.progress, entry, id=id, at=self.now, to=self.newer)
        if isinstance(entry, e.EnrolmentMoved) and self.newer is not None:
            self.programme = self.newer
        if isinstance(entry, e.MeasureScored):
            self.danger = id

    def ref(self, step: str) -> e.StepRef:
        """The place of a step: where it stands, else the place that is offered."""
        for module in self.programme.modules:
            if any(slot.step == step for slot in module.slots):
                return e.StepRef(enrolment=ENROLMENT, module=module.id, step=step)
        return e.StepRef(enrolment=ENROLMENT, module=self.programme.modules[0].id, step=step)

    def start(self, mode: str | None) -> e.Entry:
        return e.Enrolled(enrolment=ENROLMENT, programme="small", graph="1", mode=mode or "guided", language="en")

    def do(self, step: str, answer: str | None) -> e.Entry:
        answers = _answers(answer)
        kind = self.programme.steps[step].kind if step in self.programme.steps else "text"
        return e.StepCompleted(at=self.ref(step), step_kind=kind, answers=answers)

    def score(self, instrument: str, said: str, step: str | None) -> e.Entry:
        answers = _items(instrument, said)
        given = [answer for answer in answers if answer is not None]
        return e.MeasureScored(
            instrument=instrument,
            instrument_version="1",
            answers=answers,
            total=float(sum(given)) if len(given) >= len(answers) - 2 else None,
            band=None,
            language="en",
            at=self.ref(step) if step else None,
        )

    def note(self, step: str, negative: str | None) -> e.Entry:
        return e.PracticeNoted(at=self.ref(step), day=self.now.date(), done=negative is None)

    def pause(self, day: str | None) -> e.Entry:
        until = None if day is None else (START + int(day) * timedelta(days=1)).date()
        return e.EnrolmentPaused(enrolment=ENROLMENT, until=until)

    def grade(self, level: str) -> e.Entry:
        return e.DangerGraded(
            source=self.danger,
            answers={},
            level=level.replace(" ", "_"),
            finished=True,
            rules_version="1",
        )

    def leave_questions(self) -> e.Entry:
        return e.DangerGraded(source=self.danger, answers={}, level="active", finished=False, rules_version="1")


def _answers(text: str | None) -> dict[str, Any]:
    """`stuck` is an option; `word = a walk, strength = 70` are fields, `violence = yes` answers of a screening."""
    if text is None:
        return {}
    if "=" not in text:
        return {nodes.CHOSEN: text}
    pairs = (part.partition("=") for part in text.split(","))
    return {name.strip(): float(value) if value.strip().isdigit() else value.strip() for name, _, value in pairs}


def _items(instrument: str, said: str) -> tuple[int | None, ...]:
    """Each answer (`-` declined), or a total put on the first items, three at most on each."""
    words = said.split()
    count = ITEMS[instrument]
    if len(words) > 1 or count == 1:
        return tuple(None if word == "-" else int(word) for word in words)
    total = int(said)
    return tuple(max(0, min(3, total - 3 * index)) for index in range(count))


MODULE, STEP = "([a-z0-9-]+)", "([a-z0-9-]+)"

ACTS: tuple[tuple[str, Callable[..., e.Entry]], ...] = (
    (r"starts(?: (alone|guided|blended))?", Story.start),
    (rf"does {STEP}(?:: (.+))?", Story.do),
    (rf"declines (?:the )?{STEP}", lambda story, step: e.StepDeclined(at=story.ref(step))),
    (rf"notes {STEP}( as not done)?", Story.note),
    (rf"answers ({'|'.join(ITEMS)}): ([0-9 -]+)(?: at {STEP})?", Story.score),
    (rf"says how {MODULE} helped", lambda _, module: _rated(module, 3)),
    (rf"would rather not rate {MODULE}", lambda _, module: _rated(module, None)),
    (r"pauses(?: until day (\d+))?", Story.pause),
    (r"resumes", lambda _: e.EnrolmentResumed(enrolment=ENROLMENT)),
    (r"leaves", lambda _: e.EnrolmentEnded(enrolment=ENROLMENT, reason="left")),
    (rf"asks for the short version of {MODULE}", lambda _, module: _short(module, short=True)),
    (rf"asks for all of {MODULE}", lambda _, module: _short(module, short=False)),
    (r"sets their pace to ([\d.]+)", lambda _, factor: e.PaceChanged(enrolment=ENROLMENT, time_factor=float(factor))),
    (
        rf"says that {STEP} does not help",
        lambda story, step: e.OtherWayAsked(at=story.ref(step), wish="person"),
    ),
    (rf"a professional opens {MODULE}", lambda _, module: e.ModuleOpened(enrolment=ENROLMENT, module=module)),
    (
        rf"a professional answers {STEP}",
        lambda story, step: e.StepReviewed(at=story.ref(step), words="Thank you."),
    ),
    (r"the mode becomes (\w+)", lambda _, mode: e.ModeChanged(enrolment=ENROLMENT, mode=mode)),
    (r"answers the graded questions: ([a-z ]+)", Story.grade),
    (r"leaves the graded questions unfinished", Story.leave_questions),
    (r"speaks with someone", lambda story: e.ContactMade(source=story.danger, with_whom="line")),
    (
        r"a professional reviews the danger: the programme (goes on|stays held)",
        lambda story, said: e.ConcernReviewed(source=story.danger, words="", programme_goes_on=said == "goes on"),
    ),
    (
        r"moves to the new version",
        lambda _: e.EnrolmentMoved(enrolment=ENROLMENT, graph="2", reason="a clearer version"),
    ),
)


def _rated(module: str, helped: int | None) -> e.Entry:
    return e.ModuleRated(enrolment=ENROLMENT, module=module, helped=helped, worse=None if helped is None else False)


def _short(module: str, *, short: bool) -> e.Entry:
    return e.ShortVersionChosen(enrolment=ENROLMENT, module=module, short=short)


def says(offered: engine.Plan, part: str) -> bool:
    """Whether the plan is as one part of a story's `then` says."""
    return part in set(_sayings(offered))


def _sayings(offered: engine.Plan) -> Iterator[str]:
    yield offered.name
    yield f"{offered.name} {' and '.join(offered.instruments)}"
    yield f"level {offered.level.replace('_', ' ')}"
    if offered.opens_at is not None:
        yield f"until day {(offered.opens_at - START) / timedelta(days=1):g}"
    if offered.short_offered:
        yield "short version offered"
    if offered.position is not None:
        yield f"module {offered.position.module} of {offered.position.modules}"
        yield f"step {offered.position.step} of {offered.position.steps}"
    for practice in offered.practices:
        yield f"{practice.done} of {practice.needed} days practised"
    if offered.outcome:
        yield f"leads to {offered.outcome}"
    if offered.page == "rating":
        yield f"rating of {offered.module}"
    if offered.page == "wait" and offered.opens_at is None:
        yield "until somebody opens it"


def parts_from(text: str, facts: Mapping[str, nodes.FactSource]) -> tuple[nodes.Part, ...]:
    """A step's text as an author writes it, with `::: if RULE`, `::: else`, `:::`."""
    parts: list[nodes.Part] = []
    for block in re.split(r"(?ms)^(::: if .*?^:::)$", "\n".join(line.strip() for line in text.strip().splitlines())):
        found = re.fullmatch(r"(?s)::: if ([^\n]+)\n(.*?)(?:::: else\n(.*?))?:::", block)
        if found is None:
            parts += [nodes.Prose(markdown=block)] if block.strip() else []
            continue
        otherwise = (nodes.Prose(markdown=found[3]),) if found[3] else ()
        rule = parse(found[1], fact_types(facts))
        parts.append(nodes.Tailored(when=rule, then=(nodes.Prose(markdown=found[2]),), otherwise=otherwise))
    return tuple(parts)
