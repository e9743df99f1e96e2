"""What the pages of *M'orienter* show: one question at a time, then where it leads and what can be done with that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accalmie.capabilities.programmes import library
from accalmie.capabilities.programmes.pages import language_for
from accalmie.capabilities.programmes.queries import Oriented, Place
from accalmie.core.programme.nodes import Choice, Programme, Questionnaire, Step
from accalmie.core.programme.orienting import Outcome, Screening
from accalmie.foundation.steps import Asked, kind_of

WAYS = ("programme", "self_help", "person", "doctor")
"""Outcomes that somebody may choose instead: nobody chooses the emergency, it is always open."""


@dataclass(frozen=True)
class Answered:
    """What the person said at one step."""

    title: str
    words: str


@dataclass(frozen=True)
class Way:
    """Another way that may be chosen."""

    outcome: str
    words: str


@dataclass(frozen=True)
class ResultPage:
    """Where it led, why, and what happens next. `to`: emergency, doctor, person, programme or self_help."""

    to: str
    outcome: str
    title: str
    reason: str
    words: str
    is_changed: bool
    is_changed_by_other: bool
    programme: str
    programme_title: str
    mode: str
    answered: tuple[Answered, ...]
    for_the_doctor: tuple[str, ...]
    shows_violence: bool
    ways: tuple[Way, ...]


def outcome_of(programme: Programme, id: str) -> Outcome:
    """An outcome by its id; one that a later version took away is its last, which leads to somebody."""
    return next((one for one in programme.leads_to if one.id == id), programme.leads_to[-1])


def result_page(oriented: Oriented, language: str, *, own: bool) -> ResultPage:
    """The end of an orientation. `own`: the person themself chose another way, if one was chosen."""
    programme = oriented.place.programme
    language = language_for(programme, language)
    led = outcome_of(programme, oriented.outcome)
    changed = oriented.outcome != oriented.reached
    answered = tuple(answers(oriented, language))
    return ResultPage(
        to=led.to,
        outcome=led.id,
        title=way_words(led, language) if changed else led.title[language],
        reason="" if changed else led.reason[language],
        words=oriented.words,
        is_changed=changed,
        is_changed_by_other=changed and not own,
        programme=led.programme,
        programme_title=_title(led.programme, language),
        mode=led.mode,
        answered=answered,
        for_the_doctor=tuple(_for_the_doctor(oriented.place)),
        shows_violence=oriented.said.get("violence", "no") != "no",
        ways=() if led.to == "emergency" else ways(programme, led, language),
    )


def ways(programme: Programme, now: Outcome, language: str) -> tuple[Way, ...]:
    """One way of each kind, other than the one that counts now: the last outcome of a kind speaks the most widely.
    A path is offered to those who were led to it: others find it among the programmes."""
    kinds: dict[tuple[str, str, str], Outcome] = {}
    for one in programme.leads_to:
        if one.to in WAYS and (one.programme == now.programme or not _is_path(one.programme)):
            kinds[one.to, one.programme, one.mode] = one
    found = [one for kind, one in kinds.items() if kind != (now.to, now.programme, now.mode)]
    found.sort(key=lambda one: WAYS.index(one.to))
    return tuple(Way(one.id, way_words(one, language)) for one in found)


def way_words(outcome: Outcome, language: str) -> str:
    """A way in general words, without the reasons of those who were led there by their answers."""
    if outcome.to == "programme":
        title = _title(outcome.programme, language)
        if outcome.mode == "alone":
            return _("“%(programme)s”, on my own") % {"programme": title}
        return _("“%(programme)s”, with a professional") % {"programme": title}
    words = {"person": _("Talk to somebody first"), "doctor": _("See a doctor first")}
    return words.get(outcome.to, _("Only the exercises, for now"))


def _title(programme: str, language: str) -> str:
    wanted = _published(programme)
    return wanted.title[language_for(wanted, language)] if wanted else programme


def _is_path(programme: str) -> bool:
    wanted = _published(programme)
    return wanted is not None and bool(wanted.joins)


def _published(programme: str) -> Programme | None:
    if not programme:
        return None
    try:
        return library.current(programme).programme
    except library.NotPublished:
        return None


def answers(oriented: Oriented, language: str) -> Iterator[Answered]:
    """Every step at which something was answered, in its order, in the words that were chosen."""
    place = oriented.place
    for step in steps_of(place.programme):
        words = _said(oriented, step, language)
        if words:
            yield Answered(step.wording[language].title, words)


def steps_of(programme: Programme) -> list[Step]:
    """The steps in their order."""
    return [programme.steps[slot.step] for module in programme.modules for slot in module.slots]


def _said(oriented: Oriented, step: Step, language: str) -> str:
    progress = oriented.place.progress
    match step.doing:
        case Choice() if step.id in progress.choices:
            return step.wording[language].options.get(progress.choices[step.id], "")
        case Questionnaire(instruments=instruments):
            return " · ".join(filter(None, (_score(oriented.place, name) for name in instruments)))
        case Screening() if oriented.said:
            return kind_of(step).summarise(step, oriented.said, language) or _("No to each question")
        case _:
            return ""


def _score(place: Place, instrument: str) -> str:
    score, measured = place.progress.scores.get(instrument), place.programme.instruments.get(instrument)
    if score is None or score.total is None or measured is None:
        return ""
    words = {"name": instrument.upper(), "total": f"{score.total:g}", "most": f"{measured.hi:g}"}
    return _("%(name)s: %(total)s out of %(most)s") % words


def _for_the_doctor(place: Place) -> Iterator[str]:
    """The scores, as somebody may show them."""
    for name in place.programme.instruments:
        yield from filter(None, (_score(place, name),))


@dataclass(frozen=True)
class QuestionPage:
    """One page of the way: what is asked, how far, and what came before."""

    title: str
    parts: tuple[object, ...]
    step: str
    number: int
    of: int
    before: str
    form_id: str
    decline_id: str
    may_decline: bool


def question_page(place: Place, asked: Asked, *, form_id: str, decline_id: str) -> QuestionPage:
    """The frame of one question."""
    line = [step.id for step in steps_of(place.programme) if is_met(place, step.id) or step.id == asked.step.id]
    plan = place.plan(asked.now) if asked.now else None
    total = plan.position.steps if plan and plan.position else len(steps_of(place.programme))
    number = line.index(asked.step.id) + 1
    return QuestionPage(
        title=asked.wording.title,
        parts=asked.parts,
        step=asked.step.id,
        number=number,
        of=max(total, number),
        before=line[number - 2] if number > 1 else "",
        form_id=form_id,
        decline_id=decline_id,
        may_decline=asked.step.kind != "text",
    )


def is_met(place: Place, step: str) -> bool:
    """Whether the person has been at this step: answered, or left aside."""
    names = (f"{module.id}/{step}" for module in place.programme.modules)
    settled = [place.progress.steps[name] for name in names if name in place.progress.steps]
    return any(one.how != "skipped" for one in settled)
