"""Programmes and histories that mean something, made by running the rules of the format backwards.

A history is half obedient (the person answers the page that they are shown) and half not: late, repeated, out of order,
for another enrolment, for steps that do not exist.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from accalmie.core import entries as e
from accalmie.core.programme import engine, nodes
from accalmie.core.programme.orienting import NONE, Outcome, Screening
from accalmie.core.rules import Choice, Rule, parse
from tests.factories.programmes import CLOSING, ITEMS, MODES, NOT_BETTER, OPENING, WELCOME_BACK, fact_types

ENROLMENT, OTHER = UUID(int=1), UUID(int=2)
START = datetime(2026, 1, 5, 18, tzinfo=UTC)
LEVELS = ("none", "distress", "passive", "active", "plan", "harm_to_others")
INSTRUMENTS = ("phq-9", "who-5", "safety-question")

RULES = (
    "phq9 >= 10",
    "phq9_change <= -5",
    "phq9_item1 >= 2",
    "who5_first < 3",
    "weeks >= 1",
    'gap > "2 days"',
    'mode == "guided"',
    "not phq9 >= 10",
    "phq9 >= 10 or weeks >= 1",
)
AFTER_RULES = ("phq9_since_end >= 5", "not_better_in_a_row >= 1")
INTERLUDE_RULES = ("phq9 >= 0", "phq9_change >= 5", "phq9 >= 10", "weeks >= 1 and phq9_change > -5", "who5 >= 0")
FACT_RULES = {
    "taken": 'taken == "b"',
    "practised": "practised >= 2",
    "strength": "strength >= 50",
    "slept": "slept >= 85",
    "screened": 'screened != "none"',
}
OUTCOME_RULES = ('danger == "held"', 'danger != "none"', "phq9 >= 10", "phq9 < 10 and phq9_item9 == 0", "who5 >= 3")

doings = st.one_of(
    st.just(nodes.Text()),
    st.just(nodes.Media(source="a.mp3", medium="audio", seconds=60)),
    st.just(nodes.Exercise(exercise="plan", remember={"small_thing": "words"})),
    st.builds(nodes.Questionnaire, instruments=st.sampled_from([("phq-9",), ("phq-9", "who-5")])),
    st.tuples(st.integers(1, 3), st.integers(0, 3)).map(lambda n: nodes.Practice(days=n[0], within=n[0] + n[1])),
    st.sampled_from([("a", "b"), ("a", "b", "c")]).map(lambda options: nodes.Choice(options=options)),
    st.sampled_from([0.5, 2.0]).map(lambda days: nodes.Review(wait_days=days)),
    st.sampled_from([("q1",), ("q1", "q2")]).map(lambda questions: Screening(questions=questions)),
    st.just(nodes.Sleep(part="diary")),
)


BOOSTER_DOINGS = st.builds(nodes.Questionnaire, instruments=st.just(("phq-9",)))


@st.composite
def programmes(draw: st.DrawFn) -> nodes.Programme:
    """A programme of one to three modules with one to four steps of every kind and condition."""
    shape = draw(st.lists(st.integers(1, 4), min_size=1, max_size=4))
    main = draw(st.sampled_from([1, 1, len(shape), len(shape)]))
    names = [[f"s{m}-{s}" for s in range(size)] for m, size in enumerate(shape)]
    steps = {name: _step(name, draw(doings)) for module in names[:main] for name in module}
    steps |= {name: _step(name, draw(doings | BOOSTER_DOINGS)) for module in names[main:] for name in module}
    sources = _sources(draw, steps)
    rules = [*RULES, *AFTER_RULES, *(FACT_RULES[name] for name in sources)]
    parsed = [parse(rule, fact_types(sources)) for rule in rules]
    modules = tuple(
        nodes.Module(
            id=f"m{index}",
            title={"en": "M"},
            purpose={"en": "M"},
            opens=draw(_opens(index) if index < main else _opens_after(main, index)),
            slots=tuple(draw(_slots(name, parsed)) for name in module),
            aftercare=index >= main,
            when=draw(st.none() | st.none() | st.sampled_from(parsed)),
        )
        for index, module in enumerate(names)
    )
    interludes = draw(_interludes())
    outcomes = draw(_outcomes(sources)) if draw(st.integers(0, 4)) == 4 else ()
    gap = nodes.Gap(after_days=0, then="") if outcomes else nodes.Gap(after_days=4, then=WELCOME_BACK)
    extra = draw(st.lists(st.sampled_from([OPENING, CLOSING]), unique=True))
    steps |= {name: _step(name, nodes.Text()) for name in (WELCOME_BACK, NOT_BETTER, *extra)}
    return nodes.Programme(
        **_about(),
        modes=MODES,
        start={},
        needs_a_person=(),
        danger=draw(_dangers()),
        measures=draw(_measures()),
        facts=sources,
        gap=gap,
        opens_on=OPENING if OPENING in extra else names[0][0],
        closes_on=CLOSING if CLOSING in extra else names[main - 1][-1],
        modules=modules,
        steps=steps,
        interludes=interludes,
        leads_to=outcomes,
    )


@st.composite
def _outcomes(draw: st.DrawFn, sources: dict[str, nodes.FactSource]) -> tuple[Outcome, ...]:
    """One to three outcomes with a rule, and the last without."""
    rules = [*OUTCOME_RULES, *(FACT_RULES[name] for name in sources)]
    wanted = draw(st.lists(st.sampled_from(rules), min_size=1, max_size=3))
    texts = {"en": "A way"}
    ruled = tuple(
        Outcome(
            id=f"way-{number}",
            to="person",
            title=texts,
            reason=texts,
            when=parse(rule, fact_types(sources)),
            unknown=draw(st.sampled_from(["pass", "take"])),
        )
        for number, rule in enumerate(wanted)
    )
    return (*ruled, Outcome(id="somebody", to="person", title=texts, reason=texts))


@st.composite
def _interludes(draw: st.DrawFn) -> tuple[nodes.Interlude, ...]:
    """None, one or two, that may share their step."""
    types = fact_types({})
    return tuple(
        nodes.Interlude(
            id=name,
            when=parse(draw(st.sampled_from(INTERLUDE_RULES)), types),
            modes=draw(st.sampled_from([MODES, MODES, ("alone",)])),
            then=NOT_BETTER,
        )
        for name in draw(st.sampled_from([(), ("not-better",), ("not-better", "lower"), ("not-better", "lower")]))
    )


def _about() -> dict[str, Any]:
    return {
        "id": "made",
        "version": "1.0.0",
        "title": {"en": "Made"},
        "summary": {"en": "Made."},
        "licence": "CC-BY-SA-4.0",
        "authors": ("Accalmie",),
        "languages": ("en",),
        "readability": {"en": 0.0},
        "protocol": nodes.Protocol(cite="None.", ingredients=()),
        "evidence": (),
    }


def _step(name: str, doing: nodes.Doing) -> nodes.Step:
    wording = nodes.Wording(title=name, parts=(nodes.Prose(markdown="Read [[small_thing|something]] again."),))
    return nodes.Step(id=name, minutes=3, doing=doing, wording={"en": wording})


def _sources(draw: st.DrawFn, steps: dict[str, nodes.Step]) -> dict[str, nodes.FactSource]:
    """Facts declared over the steps that can give them."""
    made: dict[str, nodes.FactSource] = {}
    for name, step in steps.items():
        types = fact_types({})
        match step.doing:
            case nodes.Choice(options=options):
                made["taken"] = nodes.FactSource(source="choice", step=name, type=Choice(options))
            case Screening(questions=questions):
                made["screened"] = nodes.FactSource(source="screening", step=name, type=Choice((NONE, *questions)))
            case nodes.Practice():
                made["practised"] = nodes.FactSource(source="practice", step=name, type=types["phq9"])
            case nodes.Exercise():
                made["strength"] = nodes.FactSource(source="number", step=name, field="strength", type=types["phq9"])
            case nodes.Sleep():
                made["slept"] = nodes.FactSource(
                    source="number", step=name, field="efficiency", type=nodes.SLEEP_FIGURES["efficiency"]
                )
    return made


@st.composite
def _slots(draw: st.DrawFn, step: str, rules: list[Rule]) -> nodes.Slot:
    return nodes.Slot(
        step=step,
        when=draw(st.none() | st.none() | st.sampled_from(rules)),
        unknown=draw(st.sampled_from(["skip", "show"])),
        short=draw(st.booleans()),
        delay_days=draw(st.sampled_from([0, 0, 0, 1.0, 2.0])),
        modes=draw(st.sampled_from([MODES, MODES, ("guided", "blended"), ("alone",)])),
    )


@st.composite
def _opens(draw: st.DrawFn, index: int) -> nodes.Opens:
    if index == 0:
        return nodes.Opens(at_start=True)
    before = draw(st.integers(0, index - 1))
    way = draw(st.sampled_from(["after", "after", "both", "professional", "start"]))
    return nodes.Opens(
        at_start=way == "start",
        after=f"m{before}" if way in ("after", "both") else None,
        delay_days=draw(st.sampled_from([0.0, 1.0, 3.0])),
        by_professional=way in ("professional", "both"),
    )


@st.composite
def _opens_after(draw: st.DrawFn, main: int, index: int) -> nodes.Opens:
    """A booster: most often some days after the last main module, now and then what the checks would refuse."""
    if draw(st.integers(0, 4)) == 0:
        return draw(_opens(index))
    return nodes.Opens(after=f"m{main - 1}", delay_days=draw(st.sampled_from([0.0, 1.0, 3.0, 9.0])))


@st.composite
def _measures(draw: st.DrawFn) -> tuple[nodes.MeasurePlan, ...]:
    plans = [
        nodes.MeasurePlan(instrument="phq-9", every_days=draw(st.sampled_from([2.0, 7.0]))),
        nodes.MeasurePlan(instrument="who-5", at=("start", "end")),
        nodes.MeasurePlan(instrument="who-5", every_days=5, at=("end",)),
    ]
    return tuple(draw(st.lists(st.sampled_from(plans), max_size=2, unique_by=lambda plan: plan.instrument)))


@st.composite
def _dangers(draw: st.DrawFn) -> tuple[nodes.DangerRule, ...]:
    types = fact_types({})
    rules = [
        nodes.DangerRule(when=parse("phq9_item9 >= 1", types), declined_helps=draw(st.booleans())),
        nodes.DangerRule(when=parse("safety_question_item1 >= 1", types), declined_helps=True),
        nodes.DangerRule(when=parse("phq9 >= 20", types), declined_helps=False),
    ]
    return tuple(draw(st.lists(st.sampled_from(rules), max_size=3, unique_by=id)))


Happened = tuple[e.Entry, UUID, datetime]


@st.composite
def histories(draw: st.DrawFn, programme: nodes.Programme, *, most: int = 25) -> list[Happened]:
    """What happens to one person: some entries before the start, the start, and what follows."""
    history: list[Happened] = []

    def happened(entry: e.Entry, at: datetime) -> Happened:
        history.append((entry, UUID(int=100 + len(history)), at))
        return history[-1]

    for _ in range(draw(st.sampled_from([0, 0, 1, 2]))):
        happened(draw(_of_the_person(history)), START - draw(st.sampled_from([1, 9])) * timedelta(days=1))
    earlier = list(history)
    mode = draw(st.sampled_from(MODES))
    happened(e.Enrolled(enrolment=ENROLMENT, programme="made", graph="g", mode=mode, language="en"), START)
    progress = begin(programme, mode, earlier)
    now = START
    if draw(st.booleans()):
        pace = e.PaceChanged(enrolment=ENROLMENT, time_factor=draw(st.sampled_from([0.5, 1.5, 2.0, 3.0])))
        _, id, _ = happened(pace, now)
        progress = engine.apply(programme, progress, pace, id=id, at=now)
    for _ in range(draw(st.integers(0, most))):
        now += draw(st.sampled_from([0, 0, 0, 1, 20, 24, 30, 72, 150])) * timedelta(hours=1)
        at = now
        obedient = draw(st.integers(0, 3)) > 0
        entry = draw(obeys(programme, progress, now)) if obedient else draw(strays(programme, history))
        if not obedient:
            at -= draw(st.sampled_from([0, 0, 5, 50])) * timedelta(hours=1)
        _, id, _ = happened(entry, at)
        progress = engine.apply(programme, progress, entry, id=id, at=at)
    return history


def begin(programme: nodes.Programme, mode: str, earlier: list[Happened]) -> engine.Progress:
    """The engine's start, with whatever happened before it."""
    return engine.start(programme, enrolment=ENROLMENT, mode=mode, language="en", at=START, graph="g", earlier=earlier)


@st.composite
def obeys(draw: st.DrawFn, programme: nodes.Programme, progress: engine.Progress, now: datetime) -> e.Entry:
    """The entry that the page in front of the person asks for."""
    plan = engine.plan(programme, progress, now=now)
    notes = bool(plan.practices) and draw(st.booleans())
    ref = e.StepRef(enrolment=ENROLMENT, module=plan.module, step=plan.step)
    if notes:
        practice = plan.practices[0]
        there = e.StepRef(enrolment=ENROLMENT, module=practice.module, step=practice.step)
        day = now.date() + draw(st.sampled_from([0, 0, -1, -2, -9, 1, 2])) * timedelta(days=1)
        return e.PracticeNoted(at=there, day=day, done=draw(st.integers(0, 4)) > 0)
    fitting: dict[str, st.SearchStrategy[e.Entry]] = {
        "help": _grades(plan.danger or ENROLMENT),
        "hold": _ends_hold(plan.danger or ENROLMENT),
        "rating": st.just(e.ModuleRated(enrolment=ENROLMENT, module=plan.module, helped=None, worse=None)),
        "measures": scores(next(iter(plan.instruments), "phq-9"), None),
        "paused": st.just(e.EnrolmentResumed(enrolment=ENROLMENT)),
        "left": st.just(e.EnrolmentResumed(enrolment=ENROLMENT)),
        "review": st.just(e.StepReviewed(at=ref, words="Read.")),
        "wait": _modules(programme).map(lambda module: e.ModuleOpened(enrolment=ENROLMENT, module=module)),
        "step": _does(programme, plan, ref),
        "reentry": _does(programme, plan, ref),
        "interlude": _does(programme, plan, ref),
    }
    return draw(fitting.get(plan.page, st.just(e.OtherWayAsked(at=ref, wish="person"))))


@st.composite
def _does(draw: st.DrawFn, programme: nodes.Programme, plan: engine.Plan, ref: e.StepRef) -> e.Entry:
    if draw(st.integers(0, 7)) == 0:
        return e.StepDeclined(at=ref)
    if draw(st.integers(0, 5)) == 0:
        return draw(_goes_away())
    if "short" in plan.other_ways and draw(st.integers(0, 3)) == 0:
        return e.ShortVersionChosen(enrolment=ENROLMENT, module=plan.module, short=True)
    if plan.instruments:
        return draw(scores(plan.instruments[0], ref))
    return draw(_completes(programme, ref))


def _goes_away() -> st.SearchStrategy[e.Entry]:
    return st.sampled_from(
        [
            e.EnrolmentPaused(enrolment=ENROLMENT, until=None),
            e.EnrolmentPaused(enrolment=ENROLMENT, until=(START + timedelta(days=12)).date()),
            e.EnrolmentEnded(enrolment=ENROLMENT, reason="left"),
        ]
    )


@st.composite
def _completes(draw: st.DrawFn, programme: nodes.Programme, ref: e.StepRef) -> e.Entry:
    answers = {
        "choice": draw(st.sampled_from(["a", "b", "z"])),
        "strength": draw(st.sampled_from([10, 80, 900])),
        "words": "a walk",
        **draw(st.sampled_from([{}, {"q1": "no"}, {"q1": "no", "q2": "no"}, {"q1": "no", "q2": "unsaid"}])),
    }
    if draw(st.integers(0, 5)) == 0:
        return e.ExerciseWritten(exercise="plan", exercise_version="1", answers=answers, shared=False, at=ref)
    kind = programme.steps[ref.step].kind if ref.step in programme.steps else "text"
    return e.StepCompleted(at=ref, step_kind=kind, answers=answers)


@st.composite
def scores(draw: st.DrawFn, instrument: str, ref: e.StepRef | None) -> e.MeasureScored:
    """Answers to an instrument: mild or heavy, with or without a danger in the last item, some declined."""
    answer = draw(st.sampled_from([0, 1, 2, 3]))
    last = draw(st.sampled_from([0, 0, 0, 0, 1, None]))
    answers = (*([answer] * (ITEMS[instrument] - 1)), last)
    total = None if None in answers else float(sum(filter(None, answers)))
    return e.MeasureScored(
        instrument=instrument,
        instrument_version="1",
        answers=answers,
        total=total,
        band=None,
        language="en",
        at=ref,
    )


@st.composite
def _grades(draw: st.DrawFn, source: UUID) -> e.DangerGraded:
    level, finished = draw(st.sampled_from(LEVELS)), draw(st.integers(0, 3)) > 0
    return e.DangerGraded(source=source, answers={}, level=level, finished=finished, rules_version="1")


def _ends_hold(source: UUID) -> st.SearchStrategy[e.Entry]:
    return st.sampled_from(
        [
            e.ContactMade(source=source, with_whom="line"),
            e.ConcernReviewed(source=source, words="", programme_goes_on=True),
            e.ConcernReviewed(source=source, words="", programme_goes_on=False),
        ]
    )


def _modules(programme: nodes.Programme) -> st.SearchStrategy[str]:
    return st.sampled_from([*(module.id for module in programme.modules), "no-such-module"])


def _sources_of(history: list[Happened]) -> st.SearchStrategy[UUID]:
    return st.sampled_from([UUID(int=99), *(id for _, id, _ in history[-6:])])


@st.composite
def refs(draw: st.DrawFn, programme: nodes.Programme) -> e.StepRef:
    """Any place, right, wrong or of another enrolment."""
    return e.StepRef(
        enrolment=draw(st.sampled_from([ENROLMENT, ENROLMENT, ENROLMENT, OTHER])),
        module=draw(_modules(programme)),
        step=draw(st.sampled_from([*programme.steps, "no-such-step", "phq-9"])),
    )


@st.composite
def _of_the_person(draw: st.DrawFn, history: list[Happened]) -> e.Entry:
    """Entries that speak of the person, whatever the enrolment."""
    source = draw(_sources_of(history))
    instrument = draw(st.sampled_from([*INSTRUMENTS, "gad-7"]))
    return draw(st.one_of(scores(instrument, None), _grades(source), _ends_hold(source)))


@st.composite
def strays(draw: st.DrawFn, programme: nodes.Programme, history: list[Happened]) -> e.Entry:
    """Anything that the journal can hold, whether it makes sense now or not."""
    enrolment = draw(st.sampled_from([ENROLMENT, ENROLMENT, OTHER]))
    ref, module = draw(refs(programme)), draw(_modules(programme))
    day = draw(st.dates(date(2026, 1, 1), date(2026, 2, 10)))
    made: list[Any] = [
        e.EnrolmentPaused(enrolment=enrolment, until=draw(st.none() | st.just(day))),
        e.EnrolmentResumed(enrolment=enrolment),
        e.EnrolmentEnded(enrolment=enrolment, reason=draw(st.sampled_from(["left", "completed", "care_changed"]))),
        e.EnrolmentMoved(enrolment=enrolment, graph="g2", reason=""),
        e.ModeChanged(enrolment=enrolment, mode=draw(st.sampled_from([*MODES, "no-such-mode"]))),
        e.PaceChanged(enrolment=enrolment, time_factor=draw(st.sampled_from([0.1, 0.5, 1.0, 2.0, 9.0]))),
        e.ShortVersionChosen(enrolment=enrolment, module=module, short=draw(st.booleans())),
        e.ModuleOpened(enrolment=enrolment, module=module),
        e.ModuleRated(enrolment=enrolment, module=module, helped=2, worse=True),
        e.StepDeclined(at=ref),
        e.StepReviewed(at=ref, words=""),
        e.OtherWayAsked(at=ref, wish="exercise"),
        e.PracticeNoted(at=ref, day=day, done=draw(st.booleans())),
        e.MoodNoted(mood=4),
    ]
    answered = scores(draw(st.sampled_from([*INSTRUMENTS, "gad-7"])), draw(st.none() | st.just(ref)))
    return draw(st.one_of(st.sampled_from(made), _completes(programme, ref), answered, _of_the_person(history)))
