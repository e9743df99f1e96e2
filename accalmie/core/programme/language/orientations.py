"""Reads what only an orientation has: the outcomes that it leads to; and says what it need not have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, cast, get_args

from accalmie.core.programme.language.about import About
from accalmie.core.programme.language.form import Form
from accalmie.core.programme.language.modules import MODES, rule_in, slot_name
from accalmie.core.programme.language.rulebook import Rulebook
from accalmie.core.programme.language.source import Items, Scalar, Table
from accalmie.core.programme.orienting import DANGERS, Outcome, To
from accalmie.core.rules import Choice, FactType

KINDS = ("therapy", "orientation")
WAYS: tuple[str, ...] = get_args(To)
_WORDS = ("id", "to", "title", "reason", "when", "unknown", "programme", "mode")
_ONLY_OF_THERAPIES = (
    *("protocol", "evidence", "start", "needs_a_person", "gap", "after_module", "opens_on", "closes_on"),
    "interludes",
)


def is_orientation(table: Table) -> bool:
    """Whether the file says `kind: orientation`."""
    kind = table.entries.get("kind")
    return isinstance(kind, Scalar) and kind.text == "orientation"


def words_of(table: Table, words: Sequence[str]) -> tuple[str, ...]:
    """The words that may stand at the top: an orientation has outcomes, and nothing that a therapy owes people."""
    if not is_orientation(table):
        return ("kind", *words)
    return ("kind", "leads_to", *(word for word in words if word not in _ONLY_OF_THERAPIES))


def own_facts() -> dict[str, FactType]:
    """The facts that only orientations have."""
    return {"danger": Choice(DANGERS)}


def first_and_last_step(form: Form) -> tuple[Scalar, Scalar]:
    """Where it opens and closes: an orientation has no words for them. Nothing is noted."""
    named = list(_named(form.table)) or [Scalar("", 1)]
    return named[0], named[-1]


def _named(table: Table) -> Iterator[Scalar]:
    modules = table.entries.get("modules")
    for module in modules.items if isinstance(modules, Items) else ():
        steps = module.entries.get("steps") if isinstance(module, Table) else None
        for item in steps.items if isinstance(steps, Items) else ():
            name = slot_name(item)
            if name is not None:
                yield name


def read_outcomes(form: Form, about: About, rulebook: Rulebook) -> tuple[Outcome, ...]:
    """The outcomes in the author's order. What is wrong is noted."""
    tables = tuple(form.subtables("leads_to"))
    if form.has("leads_to") and not tables:
        form.findings.add("missing-word", form.place(word="leads_to"), word="id", within="leads_to")
    found = [_outcome(table, form, about, rulebook, is_last=table is tables[-1]) for table in tables]
    for index, (outcome, table) in enumerate(zip(found, tables, strict=True)):
        if any(outcome.id == other.id for other in found[:index]):
            place = Form(table, form.file, form.findings, _WORDS, within="leads_to").place(word="id")
            form.findings.add("outcome-twice", place, given=outcome.id)
    return tuple(found)


def _outcome(table: Table, form: Form, about: About, rulebook: Rulebook, *, is_last: bool) -> Outcome:
    one = Form(table, form.file, form.findings, _WORDS, within="leads_to")
    id = one.id("id")
    if one.has("when") is is_last:
        code = "outcome-last-has-rule" if is_last else "outcome-without-rule"
        form.findings.add(code, one.place(word="when" if is_last else "id"), outcome=id)
    programme, mode = _programme(one, id)
    return Outcome(
        id=id,
        to=cast(To, one.one_of("to", WAYS)),
        title=one.texts("title", about.languages),
        reason=one.texts("reason", about.languages),
        when=rule_in(one, "when", rulebook),
        unknown=cast(Literal["take", "pass"], one.one_of("unknown", ("pass", "take"), default="pass")),
        programme=programme,
        mode=mode,
    )


def _programme(one: Form, id: str) -> tuple[str, str]:
    """The programme and the mode that an outcome leads to; only `to: programme` has them."""
    to = one.table.entries.get("to")
    if isinstance(to, Scalar) and to.text == "programme":
        return one.id("programme"), one.one_of("mode", MODES)
    for word in ("programme", "mode"):
        if one.has(word):
            one.findings.add("outcome-names-programme", one.place(word=word), outcome=id, word=word)
    return "", ""
