"""Reads how a programme is conducted: who may start, danger answers, measures, gaps, the first and the last step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

from accalmie.core.programme import nodes
from accalmie.core.programme.language.about import About
from accalmie.core.programme.language.facts import item_facts, start_facts
from accalmie.core.programme.language.form import Form
from accalmie.core.programme.language.modules import rule_in
from accalmie.core.programme.language.orientations import first_and_last_step, is_orientation
from accalmie.core.programme.language.rulebook import Rulebook
from accalmie.core.programme.language.source import Items, Scalar, Table
from accalmie.core.programme.language.steps import Library, check_instrument
from accalmie.core.programme.refusals import Place
from accalmie.core.rules import Rule, names

_EMPTY = Scalar("", 1)


@dataclass(frozen=True, slots=True)
class Conduct:
    """How the programme goes, whatever its modules are."""

    start: dict[nodes.Mode, Rule]
    needs_a_person: tuple[nodes.PersonQuestion, ...]
    danger: tuple[nodes.DangerRule, ...]
    measures: tuple[nodes.MeasurePlan, ...]
    gap_days: float
    gap_step: Scalar
    opens_on: Scalar
    closes_on: Scalar

    def fields(self) -> dict[str, Any]:
        """The fields of the programme's node."""
        return {
            "start": self.start,
            "needs_a_person": self.needs_a_person,
            "danger": self.danger,
            "measures": self.measures,
            "gap": nodes.Gap(after_days=self.gap_days, then=self.gap_step.text),
            "opens_on": self.opens_on.text,
            "closes_on": self.closes_on.text,
        }


def read_conduct(
    form: Form, about: About, library: Library, rulebook: Rulebook, instruments: Mapping[str, nodes.Measured]
) -> Conduct:
    """Read it. What is wrong is noted, and an empty value stands for it."""
    if is_orientation(form.table):
        return _of_an_orientation(form, about, library, rulebook, instruments)
    gap_days, gap_step = _gap(form)
    _after_module(form)
    return Conduct(
        start=_start(form, about, rulebook.only(start_facts(instruments))),
        needs_a_person=_questions(form, about),
        danger=_danger(form, rulebook.only(item_facts(instruments))),
        measures=_measures(form, about, library),
        gap_days=gap_days,
        gap_step=gap_step,
        opens_on=form.scalar("opens_on") or _EMPTY,
        closes_on=form.scalar("closes_on") or _EMPTY,
    )


def _of_an_orientation(
    form: Form, about: About, library: Library, rulebook: Rulebook, instruments: Mapping[str, nodes.Measured]
) -> Conduct:
    """Open to everybody, without a welcome after a gap: it begins and ends with the steps that stand there."""
    opens_on, closes_on = first_and_last_step(form)
    return Conduct(
        start={},
        needs_a_person=(),
        danger=_danger(form, rulebook.only(item_facts(instruments))),
        measures=_measures(form, about, library) if form.has("measures") else (),
        gap_days=0,
        gap_step=_EMPTY,
        opens_on=opens_on,
        closes_on=closes_on,
    )


def named_instruments(form: Form) -> Iterator[str]:
    """The instruments under `measures`, known or not; nothing is noted."""
    listed = form.table.entries.get("measures")
    for entry in listed.items if isinstance(listed, Items) else ():
        name = entry.entries.get("instrument") if isinstance(entry, Table) else None
        if isinstance(name, Scalar):
            yield name.text


def _start(form: Form, about: About, rulebook: Rulebook) -> dict[nodes.Mode, Rule]:
    table = form.subtable("start")
    if table is None:
        return {}
    inner = Form(table, form.file, form.findings, ("alone", "guided", "blended"), within="start")
    for mode in table.entries:
        if mode in ("alone", "guided", "blended") and mode not in about.modes:
            form.findings.add("start-without-mode", inner.place(word=mode), mode=mode)
    for mode in about.modes:
        if not inner.has(mode):
            form.findings.add("mode-without-start", form.place(word="start"), mode=mode)
    rules = {mode: rule_in(inner, mode, rulebook) for mode in about.modes}
    return {mode: rule for mode, rule in rules.items() if rule is not None}


def _questions(form: Form, about: About) -> tuple[nodes.PersonQuestion, ...]:
    found = []
    for table in form.subtables("needs_a_person"):
        one = Form(table, form.file, form.findings, ("id", "ask"), within="needs_a_person")
        found.append(nodes.PersonQuestion(id=one.id("id"), ask=one.texts("ask", about.languages)))
    return tuple(found)


def _danger(form: Form, rulebook: Rulebook) -> tuple[nodes.DangerRule, ...]:
    """An empty or absent list is for the checks to refuse: they know whether an instrument asks about danger."""
    found = []
    for table in form.subtables("danger", required=False):
        one = Form(table, form.file, form.findings, ("when", "declined"), within="danger")
        if not one.has("when"):
            form.findings.add("missing-word", one.place(), word="when", within="danger")
        rule = rule_in(one, "when", rulebook)
        if rule is not None and len(names(rule)) > 1:
            form.findings.add("danger-more-than-one", one.place(word="when"))
        declined = one.one_of("declined", ("help", "nothing"), default="nothing")
        if rule is not None:
            found.append(nodes.DangerRule(when=rule, declined_helps=declined == "help"))
    return tuple(found)


def _measures(form: Form, about: About, library: Library) -> tuple[nodes.MeasurePlan, ...]:
    read = [_measure(table, form, about, library) for table in form.subtables("measures")]
    return tuple(plan for plan in read if plan is not None)


def _measure(table: Table, form: Form, about: About, library: Library) -> nodes.MeasurePlan | None:
    one = Form(table, form.file, form.findings, ("instrument", "every", "at"), within="measures")
    name = one.scalar("instrument")
    known = name is not None and check_instrument(name, library, one, about.languages)
    every = one.days("every") if one.has("every") else None
    at = tuple(one.option(value, "at", ("start", "end")) for value in (one.scalars("at") if one.has("at") else ()))
    if name is not None and not every and not at:
        form.findings.add("measure-never", one.place(), instrument=name.text[:60])
        return None
    if name is None or not known:
        return None
    moments = cast(tuple[Literal["start", "end"], ...], at)
    return nodes.MeasurePlan(instrument=name.text, every_days=every, at=moments)


def _gap(form: Form) -> tuple[float, Scalar]:
    table = form.subtable("gap")
    if table is None:
        return 0, _EMPTY
    inner = Form(table, form.file, form.findings, ("after", "then"), within="gap")
    return inner.days("after"), inner.scalar("then") or _EMPTY


def _after_module(form: Form) -> None:
    given = {value.text for value in form.scalars("after_module")}
    if form.has("after_module") and given != {"helped", "worse"}:
        form.findings.add("after-module", Place(form.file, form.table.line_of("after_module")))
