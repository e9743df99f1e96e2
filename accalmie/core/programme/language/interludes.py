"""Reads interludes: what comes first when a new measure makes a rule true, and why the house wants it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from accalmie.core.programme import nodes
from accalmie.core.programme.language.about import About
from accalmie.core.programme.language.form import Form
from accalmie.core.programme.language.modules import MODES, rule_in
from accalmie.core.programme.language.rulebook import Rulebook
from accalmie.core.programme.language.source import Items, Scalar, Table
from accalmie.core.rules import FactType, Number, names

_WORDS = ("id", "when", "modes", "then", "because", "cite")
_REQUIRED = ("when", "modes")


def named_in_a_row(form: Form) -> dict[str, FactType]:
    """The facts that count each interlude's measures in a row; nothing is noted."""
    ids = [one.text.replace("-", "_") for one in _scalars(form, "id") if nodes.ID.match(one.text)]
    return {f"{id}_in_a_row": Number(0, None, whole=True) for id in ids}


def interlude_steps(form: Form) -> tuple[Scalar, ...]:
    """The steps named under `then`, known or not; nothing is noted."""
    return tuple(_scalars(form, "then"))


def _scalars(form: Form, word: str) -> Iterator[Scalar]:
    listed = form.table.entries.get("interludes")
    for entry in listed.items if isinstance(listed, Items) else ():
        value = entry.entries.get(word) if isinstance(entry, Table) else None
        if isinstance(value, Scalar):
            yield value


def read_interludes(
    form: Form, about: About, rulebook: Rulebook, instruments: Mapping[str, nodes.Measured]
) -> tuple[nodes.Interlude, ...]:
    """Every interlude that could be read; the others are noted."""
    found: dict[str, nodes.Interlude] = {}
    for table in form.subtables("interludes") if form.has("interludes") else ():
        one = Form(table, form.file, form.findings, _WORDS, within="interludes")
        read = _interlude(one, about, rulebook, instruments)
        if read is not None and read.id in found:
            form.findings.add("interlude-twice", one.place(), given=read.id)
        if read is not None:
            found[read.id] = read
    return tuple(found.values())


def _interlude(
    one: Form, about: About, rulebook: Rulebook, instruments: Mapping[str, nodes.Measured]
) -> nodes.Interlude | None:
    before = one.findings.count
    for word in _REQUIRED:
        if not one.has(word):
            one.findings.add("missing-word", one.place(), word=word, within="interludes")
    rule = rule_in(one, "when", rulebook)
    modes = [one.option(mode, "modes", about.modes) for mode in (one.scalars("modes") if one.has("modes") else ())]
    id, then = one.id("id"), one.text("then")
    because, cite = one.texts("because", about.languages), one.text("cite")
    totals = [nodes.fact_name(instrument) for instrument in instruments]
    if rule is not None and not any(
        fact == name or fact.startswith(f"{name}_") for fact in names(rule) for name in totals
    ):
        one.findings.add("interlude-no-measure", one.place(word="when"), given=id)
    if rule is None or one.findings.count > before:
        return None
    chosen = cast(tuple[nodes.Mode, ...], tuple(dict.fromkeys(modes))) or MODES
    return nodes.Interlude(id=id, when=rule, modes=chosen, then=then, because=because, cite=cite)
