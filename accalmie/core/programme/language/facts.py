"""Which facts the rules of a programme may read: those of its instruments, of the time, and those that it declares."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from accalmie.core.exercises import Exercise as ExerciseDefinition
from accalmie.core.programme import nodes
from accalmie.core.programme.language.findings import Findings
from accalmie.core.programme.language.form import Form
from accalmie.core.programme.language.source import Scalar, Table
from accalmie.core.programme.language.steps import Draft
from accalmie.core.programme.orienting import NONE, Screening
from accalmie.core.programme.refusals import nearest
from accalmie.core.rules import Choice, Duration, FactType, Flag, Number

MOST_DAYS = 180
"""Days that a practice may count at the slowest pace."""
_SOURCE = re.compile(r"([a-z0-9-]{1,80})(?:\.([a-z0-9_]{1,80}))?\Z")
_NUMERIC = ("number", "scale")
_KINDS = ("choice", "practice", "number", "screening")


def general_facts(modes: Iterable[str]) -> dict[str, FactType]:
    """Facts that every programme has."""
    return {"weeks": Number(0, None, whole=True), "gap": Duration(), "mode": Choice(tuple(modes))}


def total_facts(instruments: Mapping[str, nodes.Measured]) -> dict[str, FactType]:
    """`phq9`, `phq9_first`, `phq9_change`, `phq9_since_end`: whole numbers, as all totals are."""
    facts: dict[str, FactType] = {}
    for id, measured in instruments.items():
        name, width = nodes.fact_name(id), measured.hi - measured.lo
        facts[name] = facts[f"{name}_first"] = Number(measured.lo, measured.hi, whole=True)
        facts[f"{name}_change"] = facts[f"{name}_since_end"] = Number(-width, width, whole=True)
    return facts


def item_facts(instruments: Mapping[str, nodes.Measured]) -> dict[str, FactType]:
    """`phq9_item1`, `phq9_item2` ..."""
    return {
        f"{nodes.fact_name(id)}_item{item}": Number(measured.item_lo, measured.item_hi, whole=True)
        for id, measured in instruments.items()
        for item in range(1, measured.items + 1)
    }


def start_facts(instruments: Mapping[str, nodes.Measured]) -> dict[str, FactType]:
    """What a start rule reads: the totals, whether a professional has spoken with the person, whether a doctor is
    named."""
    return {**total_facts(instruments), **{name: Flag() for name in nodes.START_FLAGS}}


class Declared:
    """Reads what stands under `facts:`."""

    def __init__(
        self, drafts: Mapping[str, Draft], exercises: Mapping[str, ExerciseDefinition], file: str, findings: Findings
    ) -> None:
        self._drafts, self._exercises, self._file, self._findings = drafts, exercises, file, findings

    def read(self, table: Table | None, taken: Iterable[str]) -> dict[str, nodes.FactSource]:
        """Each declared fact with its source. `taken` are names that exist already."""
        if table is None:
            return {}
        form = Form(table, self._file, self._findings, table.entries, within="facts")
        found = {name: self._one(form, name, set(taken)) for name in table.entries}
        return {name: source for name, source in found.items() if source is not None}

    def _one(self, facts: Form, name: str, taken: set[str]) -> nodes.FactSource | None:
        if name in taken:
            self._findings.add("fact-taken", facts.place(word=name), given=name)
        table = facts.subtable(name)
        if not facts.checked_name(name, facts.table.line_of(name)) or table is None:
            return None
        form = Form(table, self._file, self._findings, (*_KINDS, "lo", "hi"), within=name)
        kinds = [kind for kind in _KINDS if form.has(kind)]
        if len(kinds) != 1:
            self._findings.add("not-a-source", form.place(), given=name)
            return None
        return self._sourced(form, kinds[0])

    def _sourced(self, form: Form, kind: str) -> nodes.FactSource | None:
        value = form.scalar(kind)
        found = _SOURCE.match(value.text) if value else None
        if value is None or found is None or bool(found[2]) != (kind == "number"):
            self._findings.add("not-a-source", form.place(word=kind), given=kind)
            return None
        draft = self._draft(form, value, found[1], "exercise" if kind == "number" else kind)
        if draft is None:
            return None
        return self._number(form, value, draft, found[2]) if kind == "number" else _counted(draft)

    def _draft(self, form: Form, value: Scalar, step: str, kind: str) -> Draft | None:
        draft = self._drafts.get(step)
        if draft is None:
            hint = nearest(step, self._drafts)
            self._findings.add("unknown-step", form.place(value), hint, given=step)
            return None
        is_kind = str(type(draft.doing).__struct_config__.tag)
        if is_kind != kind and not (kind == "exercise" and is_kind == "sleep"):
            self._findings.add("wrong-step-kind", form.place(value), step=step, kind=is_kind, expected=kind)
            return None
        return draft

    def _number(self, form: Form, value: Scalar, draft: Draft, name: str) -> nodes.FactSource | None:
        if isinstance(draft.doing, nodes.Sleep):
            return self._sleep_figure(form, value, draft, name)
        assert isinstance(draft.doing, nodes.Exercise)
        exercise = self._exercises[draft.doing.exercise]
        fields = {field.id: field for field in exercise.fields}
        words = {"given": name, "exercise": exercise.id}
        if name not in fields:
            self._findings.add("unknown-field", form.place(value), nearest(name, fields), **words)
            return None
        if fields[name].type not in _NUMERIC:
            self._findings.add("not-a-number-field", form.place(value), **words)
            return None
        lo = form.number("lo", -999_999, 999_999, default=fields[name].lo)
        hi = form.number("hi", -999_999, 999_999, default=fields[name].hi)
        return nodes.FactSource(source="number", step=draft.id, field=name, type=Number(lo, hi))

    def _sleep_figure(self, form: Form, value: Scalar, draft: Draft, name: str) -> nodes.FactSource | None:
        if name not in nodes.SLEEP_FIGURES:
            words = {"given": name, "exercise": "sleep"}
            self._findings.add("unknown-field", form.place(value), nearest(name, nodes.SLEEP_FIGURES), **words)
            return None
        return nodes.FactSource(source="number", step=draft.id, field=name, type=nodes.SLEEP_FIGURES[name])


def _counted(draft: Draft) -> nodes.FactSource:
    if isinstance(draft.doing, nodes.Choice):
        return nodes.FactSource(source="choice", step=draft.id, type=Choice(draft.doing.options))
    if isinstance(draft.doing, Screening):
        options = (NONE, *draft.doing.questions)
        return nodes.FactSource(source="screening", step=draft.id, type=Choice(options))
    return nodes.FactSource(source="practice", step=draft.id, type=Number(0, MOST_DAYS, whole=True))
