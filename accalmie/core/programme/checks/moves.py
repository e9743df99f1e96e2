"""All that may be done from a page, as real journal entries: one for each answer that a rule could tell apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from accalmie.core import entries as e
from accalmie.core.programme import nodes
from accalmie.core.programme.checks.abstraction import Abstraction
from accalmie.core.programme.engine import Plan, Progress, moments
from accalmie.core.programme.engine.aftercare import is_booster, is_finished, next_opening
from accalmie.core.programme.engine.interludes import reads
from accalmie.core.programme.orienting import Screening
from accalmie.core.programme.refusals import Sentence
from accalmie.core.rules import FactType, Number, Value, cuts

ENROLMENT = UUID(int=1)
DAY = timedelta(days=1)


class Danger(NamedTuple):
    """A danger answer to one item; `score` None: declined."""

    instrument: str
    item: int
    score: int | None


class Move(NamedTuple):
    """Entries with the time that passes before each, then time that passes by itself. `said` tells an author."""

    said: Sentence
    entries: tuple[tuple[timedelta, e.Entry], ...] = ()
    until: datetime | None = None
    danger: Danger | None = None


class Moves:
    """Finds the moves of one programme."""

    def __init__(self, programme: nodes.Programme, abstraction: Abstraction) -> None:
        self._programme, self._abstraction = programme, abstraction
        self._cut: dict[str, list[Value]] = {}

    def of(self, progress: Progress, now: Plan, at: datetime, *, gap: bool = True) -> Iterator[Move]:
        """Every move from this page; `gap`: also to come back after one."""
        match now.page:
            case "help" if now.danger is not None:
                yield from _graded(now.danger)
            case "hold" if now.danger is not None:
                yield _freed(progress, now.danger, at)
            case "rating":
                rated = e.ModuleRated(enrolment=ENROLMENT, module=now.module, helped=2, worse=False)
                yield _did("note le module", "rates the module", rated)
            case "measures":
                yield from self._measured(progress, now.instruments[0], None)
            case "review":
                yield _did("un professionnel répond", "a professional answers", e.StepReviewed(at=_ref(now), words=""))
                yield from _waits(now)
            case "wait":
                yield from self._waiting(progress, now)
            case "done":
                yield from _waits(now)
            case "interlude":
                yield from self._done(progress, now)
                yield _did("passe l’étape", "declines the step", e.StepDeclined(at=_ref(now)))
            case "step" | "reentry":
                yield from self._stepping(progress, now, at, gap)

    def _waiting(self, progress: Progress, now: Plan) -> Iterator[Move]:
        yield from _waits(now)
        for practice in now.practices:
            if practice.step == now.step:
                yield _practised(practice.module, practice.step, practice.needed, progress)
        if now.step or progress.mode == "alone":
            return
        unfinished = [module for module in self._programme.main if module.id not in progress.finished]
        # a professional opens modules in their order, unless nothing else would ever open
        for module in unfinished[:1] if now.opens_at is not None else unfinished:
            if module.opens.by_professional and module.id not in progress.opened:
                opened = e.ModuleOpened(enrolment=ENROLMENT, module=module.id)
                yield _did(f"un professionnel ouvre « {module.id} »", f"a professional opens “{module.id}”", opened)

    def _stepping(self, progress: Progress, now: Plan, at: datetime, gap: bool) -> Iterator[Move]:
        yield from self._done(progress, now)
        yield _did("passe l’étape", "declines the step", e.StepDeclined(at=_ref(now)))
        if "short" in now.other_ways:
            shortened = e.ShortVersionChosen(enrolment=ENROLMENT, module=now.module, short=True)
            yield _did("prend la version courte", "takes the short version", shortened)
        if is_booster(self._programme, now.module):
            yield from self._next_booster(progress, at)
        elif now.page == "step":
            yield from self._absent(progress, at, gap)

    def _next_booster(self, progress: Progress, at: datetime) -> Iterator[Move]:
        moment = next_opening(self._programme, progress, at)
        if moment is not None:
            yield Move(_days("laisse passer du temps", "lets time pass", moment - at), until=moment)

    def _done(self, progress: Progress, now: Plan) -> Iterator[Move]:
        step = self._programme.steps[now.step]
        match step.doing:
            case nodes.Questionnaire() if now.instruments:
                yield from self._measured(progress, now.instruments[0], _ref(now))
            case nodes.Choice(options=options):
                for option in self._options(step.id, options):
                    yield _completed(step, now, {nodes.CHOSEN: option}, option)
            case nodes.Exercise() | nodes.Sleep():
                yield from self._exercised(step, now)
            case Screening(questions=questions):
                yield from self._screened(step, questions, now)
            case _:
                yield _completed(step, now, {}, "")

    def _options(self, step: str, options: tuple[str, ...]) -> tuple[str, ...]:
        sources = self._programme.facts.items()
        facts = [name for name, source in sources if (source.source, source.step) == ("choice", step)]
        return options if any(self._is_asked(fact) for fact in facts) else options[:1]

    def _screened(self, step: nodes.Step, questions: tuple[str, ...], now: Plan) -> Iterator[Move]:
        """All no; then, for each question, the way to be led by it: the graver ones no, this one not."""
        yield _completed(step, now, dict.fromkeys(questions, "no"), "no")
        sources = self._programme.facts.items()
        facts = [name for name, source in sources if (source.source, source.step) == ("screening", step.id)]
        for question in questions if any(self._is_asked(fact) for fact in facts) else ():
            yield _completed(step, now, {**dict.fromkeys(questions, "no"), question: "yes"}, f"{question}: yes")

    def _exercised(self, step: nodes.Step, now: Plan) -> Iterator[Move]:
        yield _completed(step, now, {}, "")
        for name, source in self._programme.facts.items():
            if source.source == "number" and source.step == step.id and self._is_asked(name):
                for value in self._cuts(name, source.type):
                    yield _completed(step, now, {source.field: value}, f"{source.field} = {value}")

    def _is_asked(self, fact: str) -> bool:
        return fact in self._abstraction.asked

    def _cuts(self, fact: str, type_: FactType) -> list[Value]:
        if fact not in self._cut:
            self._cut[fact] = [value for value in cuts(self._abstraction.rules, fact, type_) if value is not None]
        return self._cut[fact]

    def _absent(self, progress: Progress, at: datetime, gap: bool) -> Iterator[Move]:
        """Time that passes with nothing done: the gap, the next measures, and the weeks and gaps that rules ask for."""
        away = timedelta(days=self._programme.gap.after_days) + timedelta(hours=1)
        if gap and self._programme.gap.then:
            yield Move(_days("revient après une absence", "comes back after a gap", away), until=at + away)
        live = self._abstraction.live(progress)
        measures_at = (
            moments(self._programme, progress).measures_at if self._abstraction.measures_matter(progress) else None
        )
        if measures_at is not None and measures_at > at:
            yield Move(_days("laisse passer du temps", "lets time pass", measures_at - at), until=measures_at)
        yield from self._weeks_pass(progress, at, live)
        yield from self._gaps_pass(progress, at, live)

    def _weeks_pass(self, progress: Progress, at: datetime, live: tuple[str, ...]) -> Iterator[Move]:
        for weeks in self._cuts("weeks", Number(0, None, whole=True)) if "weeks" in live else ():
            moment = progress.started_at + timedelta(days=7 * float(weeks or 0), hours=1)
            if moment > at:
                yield Move(_days("laisse passer du temps", "lets time pass", moment - at), until=moment)

    def _gaps_pass(self, progress: Progress, at: datetime, live: tuple[str, ...]) -> Iterator[Move]:
        for gap in self._cuts("gap", Number(0, None)) if "gap" in live else ():
            moment = progress.last_active_at + timedelta(days=float(gap or 0))
            if moment > at:
                yield Move(_days("laisse passer du temps", "lets time pass", moment - at), until=moment)

    def _measured(self, progress: Progress, instrument: str, ref: e.StepRef | None) -> Iterator[Move]:
        measured = self._programme.instruments[instrument]
        calm = [measured.item_lo] * measured.items
        totals = self._totals(progress, instrument, measured)
        for total in totals:
            yield _answered(instrument, calm, total, ref)
        for item in measured.danger:
            for score in (*range(item.from_score, measured.item_hi + 1), *((None,) if item.declined else ())):
                answers: list[int | None] = [*calm]
                answers[item.item - 1] = score
                for total in totals if self._programme.leads_to else [measured.lo]:
                    yield _endangered(Danger(instrument, item.item, score), answers, total, ref)
        declined = ref or e.StepRef(enrolment=ENROLMENT, module="", step=instrument)
        said = _both(f"décline {instrument}", f"declines {instrument}")  # unseen, so no item of it is declined
        yield Move(said, ((timedelta(0), e.StepDeclined(at=declined)),))

    def _totals(self, progress: Progress, instrument: str, measured: nodes.Measured) -> list[float]:
        name = nodes.fact_name(instrument)
        live = self._abstraction.live(progress)
        found = {measured.lo}
        if name in live or f"{name}_first" in live:
            found |= _numbers(self._cuts(name, Number(measured.lo, measured.hi, whole=True)))
            found |= _numbers(self._cuts(f"{name}_first", Number(measured.lo, measured.hi, whole=True)))
        if f"{name}_change" in live:
            width = measured.hi - measured.lo
            first = progress.scores[instrument].first if instrument in progress.scores else None
            changes = _numbers(self._cuts(f"{name}_change", Number(-width, width, whole=True)))
            found |= {(measured.hi if first is None else first) + change for change in changes}
        if f"{name}_since_end" in live and is_finished(self._programme, progress):
            found |= self._since_the_end(progress, instrument, measured)
        found |= self._calling(progress, instrument, measured)
        return sorted(total for total in found if measured.lo <= total <= measured.hi)

    def _since_the_end(self, progress: Progress, instrument: str, measured: nodes.Measured) -> set[float]:
        """Totals on each side of what rules say of the change since the end."""
        width = measured.hi - measured.lo
        score = progress.scores.get(instrument)
        end = None if score is None else score.total if score.end is None else score.end
        changes = self._cuts(f"{nodes.fact_name(instrument)}_since_end", Number(-width, width, whole=True))
        return set() if end is None else {end + change for change in _numbers(changes)}

    def _calling(self, progress: Progress, instrument: str, measured: nodes.Measured) -> set[float]:
        """Totals on each side of what interludes ask of this instrument."""
        concerned = [one for one in self._programme.interludes if progress.mode in one.modes and reads(one, instrument)]
        if not concerned or is_finished(self._programme, progress):
            return set()
        rules, name, width = [one.when for one in concerned], nodes.fact_name(instrument), measured.hi - measured.lo
        first = progress.scores[instrument].first if instrument in progress.scores else None
        totals = _numbers([*cuts(rules, name, Number(measured.lo, measured.hi, whole=True))])
        changes = _numbers([*cuts(rules, f"{name}_change", Number(-width, width, whole=True))])
        return totals if first is None else totals | {first + change for change in changes}


def _numbers(values: Sequence[Value]) -> set[float]:
    return {float(value) for value in values if isinstance(value, int | float)}


def _both(fr: str, en: str) -> Sentence:
    return Sentence(fr, en)


def _days(fr: str, en: str, length: timedelta) -> Sentence:
    days = max(1, round(length / DAY))
    return Sentence(f"{fr} ({days} jours)", f"{en} ({days} days)")


def _did(fr: str, en: str, entry: e.Entry) -> Move:
    return Move(Sentence(fr, en), ((timedelta(0), entry),))


def _ref(now: Plan) -> e.StepRef:
    return e.StepRef(enrolment=ENROLMENT, module=now.module, step=now.step)


def _completed(step: nodes.Step, now: Plan, answers: e.Answers, said: str) -> Move:
    fr, en = (f"répond « {said} »", f"answers “{said}”") if said else ("fait l’étape", "does the step")
    return _did(fr, en, e.StepCompleted(at=_ref(now), step_kind=step.kind, answers=answers))


def _answered(instrument: str, answers: list[int], total: float, ref: e.StepRef | None) -> Move:
    said = _both(f"répond à {instrument} : total {total:g}", f"answers {instrument}: total {total:g}")
    return Move(said, ((timedelta(0), _scored(instrument, tuple(answers), total, ref)),))


def _endangered(danger: Danger, answers: list[int | None], total: float, ref: e.StepRef | None) -> Move:
    given = (
        _both("décline", "declines")
        if danger.score is None
        else _both(f"répond {danger.score} à", f"answers {danger.score} to")
    )
    said = _both(
        f"{given.fr} la question {danger.item} de {danger.instrument}",
        f"{given.en} item {danger.item} of {danger.instrument}",
    )
    return Move(said, ((timedelta(0), _scored(danger.instrument, tuple(answers), total, ref)),), danger=danger)


def _scored(instrument: str, answers: tuple[int | None, ...], total: float, ref: e.StepRef | None) -> e.MeasureScored:
    return e.MeasureScored(
        instrument=instrument,
        instrument_version="1",
        answers=answers,
        total=total,
        band=None,
        language="fr",
        at=ref,
    )


def _graded(source: UUID) -> Iterator[Move]:
    outcomes = (
        ("passive", True, "répond aux questions : idées passives", "answers the questions: passive"),
        ("active", True, "répond aux questions : idées actives", "answers the questions: active"),
        ("active", False, "laisse les questions sans réponse", "leaves the questions unanswered"),
    )
    for level, finished, fr, en in outcomes:
        graded = e.DangerGraded(source=source, answers={}, level=level, finished=finished, rules_version="1")
        yield _did(fr, en, graded)


def _freed(progress: Progress, source: UUID, at: datetime) -> Move:
    """In mode alone the person speaks with someone, and a day passes; else a professional reviews."""
    if progress.mode != "alone":
        reviewed = e.ConcernReviewed(source=source, words="", programme_goes_on=True)
        return _did("un professionnel relit", "a professional reviews", reviewed)
    spoken = e.ContactMade(source=source, with_whom="line")
    said = _both("parle avec quelqu’un ; un jour passe", "speaks with someone; a day passes")
    return Move(said, ((timedelta(0), spoken),), until=at + DAY)


def _waits(now: Plan) -> Iterator[Move]:
    if now.opens_at is not None:
        yield Move(_both("attend", "waits"), until=now.opens_at)


def _practised(module: str, step: str, needed: int, progress: Progress) -> Move:
    ref = e.StepRef(enrolment=ENROLMENT, module=module, step=step)
    begun = progress.practices[f"{module}/{step}"].since.date()
    days = [date.fromordinal(begun.toordinal() + number) for number in range(needed)]
    noted = tuple((DAY, e.PracticeNoted(at=ref, day=day, done=True)) for day in days)
    return Move(_both(f"fait la pratique {needed} jours", f"practises on {needed} days"), noted)
