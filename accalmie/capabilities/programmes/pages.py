"""What the pages of a programme show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import uuid6
from django.utils.translation import gettext as _
from markupsafe import Markup

from accalmie.capabilities.programmes.library import Edition
from accalmie.capabilities.programmes.prose import to_html
from accalmie.capabilities.programmes.queries import Place
from accalmie.core.entries import StepRef
from accalmie.core.programme import engine
from accalmie.core.programme.nodes import Mode, Module, Practice, Programme, Step, fact_name
from accalmie.core.programme.plans import Plan
from accalmie.core.rules import names
from accalmie.foundation.steps import Asked
from accalmie.safety.readers import Readers

State = Literal["done", "current", "ahead"]


def language_for(programme: Programme, wanted: str) -> str:
    """The reader's language where the programme speaks it, else its first."""
    return wanted if wanted in programme.languages else programme.languages[0]


def parts(place: Place, step: Step, language: str, now: datetime) -> tuple[Markup, ...]:
    """The step's text, resolved for this person: tailored, with their own words said back."""
    return tuple(
        to_html(part)
        for part in engine.visible_parts(place.programme, place.progress, step, language=language, now=now)
    )


@dataclass(frozen=True)
class StepLine:
    """One step in the map of a module."""

    id: str
    title: str
    minutes: int
    state: State


@dataclass(frozen=True)
class ModuleLine:
    """One module in the map."""

    id: str
    number: int
    title: str
    purpose: str
    state: State
    opens_at: datetime | None
    steps: tuple[StepLine, ...]


@dataclass(frozen=True)
class BoosterLine:
    """A booster in the map: `days` after the end, and the day when it opens once that is known."""

    title: str
    purpose: str
    days: int
    opens_at: datetime | None
    state: Literal["done", "current", "ahead", "passed"]
    href: tuple[str, str] | None


@dataclass(frozen=True)
class MapPage:
    """The whole way: what is behind, where the person is, what is ahead."""

    title: str
    modules: tuple[ModuleLine, ...]
    finished: int
    total: int
    is_over: bool
    boosters: tuple[BoosterLine, ...]
    is_completed: bool
    how: str


def map_page(place: Place, language: str, now: datetime) -> MapPage:
    """The map of one enrolment."""
    language = language_for(place.programme, language)
    plan = place.plan(now)
    lines = tuple(
        _module_line(place, module, number, plan, language)
        for number, module in enumerate(engine.course(place.programme, place.progress, now), 1)
    )
    return MapPage(
        title=place.programme.title[language],
        modules=lines,
        finished=sum(line.state == "done" for line in lines),
        total=len(lines),
        is_over=plan.page in ("done", "left"),
        boosters=tuple(_booster_line(place, module, plan, language, now) for module in place.programme.boosters),
        is_completed=place.is_completed(),
        how=_how(place.progress.mode),
    )


def _how(mode: str) -> str:
    return {
        "guided": _("You now follow it with a professional"),
        "blended": _("You now follow it beside your sessions"),
    }.get(mode, _("You now follow it on your own"))


def _booster_line(place: Place, module: Module, plan: Plan, language: str, now: datetime) -> BoosterLine:
    known = {one.module: one for one in engine.boosters(place.programme, place.progress)}
    found, is_current = known.get(module.id), plan.module == module.id
    state: Literal["done", "current", "ahead", "passed"] = "ahead"
    if found is not None and found.is_finished:
        state = "done"
    elif is_current:
        state = "current"
    elif found is not None and found.opens_at <= now:
        state = "passed"
    return BoosterLine(
        title=module.title[language],
        purpose=module.purpose[language],
        days=round(module.opens.delay_days),
        opens_at=found.opens_at if found else None,
        state=state,
        href=(module.id, plan.step) if is_current and plan.page == "step" else None,
    )


def _module_line(place: Place, module: Module, number: int, plan: Plan, language: str) -> ModuleLine:
    state = _module_state(place, module, plan)
    steps = tuple(_step_line(place, module, slot.step, plan, language) for slot in module.slots)
    shown = tuple(line for line in steps if line.state != "ahead" or state == "current")
    return ModuleLine(
        id=module.id,
        number=number,
        title=module.title[language],
        purpose=module.purpose[language],
        state=state,
        opens_at=plan.opens_at if plan.page == "wait" and module.id == plan.module else None,
        steps=shown if state != "ahead" else (),
    )


def _module_state(place: Place, module: Module, plan: Plan) -> State:
    if module.id in place.progress.finished:
        return "done"
    return "current" if module.id == plan.module and plan.page != "wait" else "ahead"


def _step_line(place: Place, module: Module, step: str, plan: Plan, language: str) -> StepLine:
    node = place.programme.steps[step]
    settled = place.progress.steps.get(f"{module.id}/{step}")
    state: State = "ahead"
    if settled is not None and settled.how != "skipped":
        state = "done"
    elif (plan.module, plan.step) == (module.id, step):
        state = "current"
    return StepLine(step, node.wording[language].title, node.minutes, state)


@dataclass(frozen=True)
class StepPage:
    """The frame around a step: where it stands, its length, its ways out. The kind draws the body."""

    title: str
    minutes: int
    module: str
    module_title: str
    at: StepRef
    kind: str
    form_id: str
    decline_id: str
    parts: tuple[Markup, ...]
    number: int
    of: int
    replies: tuple[str, ...]
    is_current: bool
    is_interlude: bool
    is_aftercare: bool
    person_id: str
    again_id: str


def step_page(place: Place, asked: Asked, *, form_id: str, decline_id: str, replies: tuple[str, ...]) -> StepPage:
    """The frame of one step for one person."""
    assert asked.now is not None
    plan = place.plan(asked.now)
    position = plan.position
    modules = {module.id: module for module in place.programme.modules}
    module = modules.get(asked.at.module)
    is_current = (plan.module, plan.step) == (asked.at.module, asked.at.step)
    return StepPage(
        title=asked.wording.title,
        minutes=asked.step.minutes,
        module=asked.at.module,
        module_title=module.title[asked.language] if module else "",
        at=asked.at,
        kind=asked.step.kind,
        form_id=form_id,
        decline_id=decline_id,
        parts=asked.parts,
        number=position.step if position and is_current else 0,
        of=position.steps if position and is_current else 0,
        replies=replies,
        is_current=is_current,
        is_interlude=any(one.then == asked.at.step for one in place.programme.interludes),
        is_aftercare=engine.is_booster(place.programme, asked.at.module),
        person_id=str(uuid6.uuid7()),
        again_id=str(uuid6.uuid7()),
    )


@dataclass(frozen=True)
class PracticePage:
    """A practice under way: what to do, how often it was done."""

    title: str
    ask: str
    module: str
    step: str
    done: int
    needed: int
    form_id: str
    practices: tuple[tuple[str, str], ...] = ()


def practice_page(place: Place, step: Step, module: str, language: str, *, form_id: str) -> PracticePage:
    """The daily question of a practice."""
    assert isinstance(step.doing, Practice)
    under_way = place.progress.practices.get(f"{module}/{step.id}")
    wording = step.wording[language]
    return PracticePage(
        title=wording.title,
        ask=wording.ask,
        module=module,
        step=step.id,
        done=under_way.done if under_way else 0,
        needed=step.doing.days,
        form_id=form_id,
        practices=tuple((name, wording.options[name]) for name in step.doing.practices),
    )


@dataclass(frozen=True)
class RatingPage:
    """The two questions after a module."""

    module: str
    title: str
    form_id: str


def rating_page(place: Place, module: str, language: str, *, form_id: str) -> RatingPage:
    """The questions after one module."""
    language = language_for(place.programme, language)
    return RatingPage(module, place.programme.module(module).title[language], form_id)


@dataclass(frozen=True)
class PacePage:
    """Pause, pace, short version, leaving."""

    title: str
    is_paused: bool
    is_over: bool
    module: str
    module_title: str
    is_short: bool
    is_alone: bool


def pace_of(place: Place) -> str:
    """The person's time factor as the form names it."""
    return f"{place.progress.time_factor:g}"


def pace_page(place: Place, language: str, now: datetime) -> PacePage:
    """The ways to go slower, faster, later, or to stop."""
    language = language_for(place.programme, language)
    plan = place.plan(now)
    titles = {module.id: module.title[language] for module in place.programme.modules}
    return PacePage(
        title=place.programme.title[language],
        is_paused=plan.page == "paused",
        is_over=plan.page in ("done", "left"),
        module=plan.module,
        module_title=titles.get(plan.module, ""),
        is_short=place.progress.short.get(plan.module, False),
        is_alone=place.progress.mode == "alone",
    )


@dataclass(frozen=True)
class ProgrammeCard:
    """A programme among those on offer. `is_path`: one way for two troubles."""

    id: str
    title: str
    summary: str
    modules: int
    is_path: bool


def programme_card(programme: Programme, language: str) -> ProgrammeCard:
    """One programme in a list."""
    language = language_for(programme, language)
    return ProgrammeCard(
        id=programme.id,
        title=programme.title[language],
        summary=programme.summary[language],
        modules=len(programme.main),
        is_path=bool(programme.joins),
    )


@dataclass(frozen=True)
class Claim:
    """One thing that is known, and from where."""

    words: str
    cite: str


@dataclass(frozen=True)
class Credits:
    """Whose a programme is, and what it stands on. `source` and `imported_at`: of one that came from elsewhere."""

    authors: str
    licence: str
    protocol: str
    claims: tuple[Claim, ...]
    source: str
    imported_at: datetime | None


def credits_of(edition: Edition, language: str) -> Credits:
    """Whose this edition is, in the reader's language."""
    programme, origin = edition.programme, edition.origin
    language = language_for(programme, language)
    return Credits(
        authors=", ".join(programme.authors),
        licence=programme.licence,
        protocol=programme.protocol.cite,
        claims=tuple(Claim(one.claim[language], one.cite) for one in programme.evidence),
        source=origin.source if origin else "",
        imported_at=origin.imported_at if origin else None,
    )


@dataclass(frozen=True)
class Question:
    """A question before the start: no, yes, or rather not say."""

    id: str
    ask: str
    given: str
    is_missing: bool


@dataclass(frozen=True)
class StartPage:
    """A programme before its start: what it is, what is known of it, the questions that may lead to a person first.

    `professional`: who follows the person here, or empty; `mode`: how they would begin; `modes`: all that are open to
    them. `following`: "this" or "another" programme is followed already, and nothing is asked. `incomplete`: a
    questionnaire was answered without a total.
    """

    id: str
    title: str
    summary: str
    credits: Credits
    questions: tuple[Question, ...]
    measures_missing: tuple[str, ...]
    professional: str
    mode: Mode
    modes: tuple[Mode, ...]
    form_id: str
    following: Literal["", "this", "another"] = ""
    incomplete: bool = False
    first: PersonFirstPage | None = None


def start_page(
    edition: Edition,
    language: str,
    *,
    standing: Mapping[str, object],
    professional: str,
    mode: Mode,
    modes: tuple[Mode, ...],
    form_id: str,
    given: Mapping[str, str],
    missing: tuple[str, ...],
    following: Literal["", "this", "another"] = "",
    incomplete: bool = False,
    first: PersonFirstPage | None = None,
) -> StartPage:
    """The page before a start. `standing`: facts known from measures; `given`: what was typed, or answered lately;
    `missing`: unanswered questions; `first`: what stands before the questions."""
    programme = edition.programme
    language = language_for(programme, language)
    read = {fact for rule in programme.start.values() for fact in names(rule)}
    at_start = [
        plan.instrument
        for plan in programme.measures
        if plan.every_days is not None or fact_name(plan.instrument) in read
    ]
    return StartPage(
        id=programme.id,
        title=programme.title[language],
        summary=programme.summary[language],
        credits=credits_of(edition, language),
        questions=tuple(
            Question(one.id, one.ask[language], given.get(one.id, ""), one.id in missing)
            for one in programme.needs_a_person
        ),
        measures_missing=tuple(name for name in at_start if standing.get(fact_name(name)) is None),
        professional=professional,
        mode=mode,
        modes=modes,
        form_id=form_id,
        following=following,
        incomplete=incomplete,
        first=first,
    )


@dataclass(frozen=True)
class PersonFirstPage:
    """Why a person comes first, in the words of the questions. `opener`: what would open a start that is closed;
    `other`: a mode in which it is open now."""

    id: str
    title: str
    questions: tuple[str, ...]
    opener: str
    professionals: tuple[str, ...]
    welcomes: tuple[str, ...] = ()
    other: str = ""


def person_first_page(
    programme: Programme,
    language: str,
    reasons: tuple[str, ...],
    *,
    opener: str | None = None,
    readers: Readers,
    other: str = "",
) -> PersonFirstPage:
    """The page that leads to a person. `reasons` and `opener` as NeedsAPerson gives them; `readers`: who is there for
    them; `other`: a mode that is open."""
    language = language_for(programme, language)
    asked = {one.id: one.ask[language] for one in programme.needs_a_person}
    return PersonFirstPage(
        id=programme.id,
        title=programme.title[language],
        questions=tuple(asked[reason] for reason in reasons if reason in asked),
        opener=_what_opens(reasons, opener),
        professionals=readers.team,
        welcomes=readers.welcomes,
        other=other,
    )


def _what_opens(reasons: tuple[str, ...], opener: str | None) -> str:
    if "professional" in reasons:
        return "professional"
    return (opener or "nothing") if {"score", "danger"} & set(reasons) else ""
