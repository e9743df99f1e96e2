"""Reads modules: when they open, and their steps with the conditions under which each is shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import cast

from accalmie.core.programme import nodes
from accalmie.core.programme.language.findings import Findings
from accalmie.core.programme.language.form import Form
from accalmie.core.programme.language.rulebook import Rulebook
from accalmie.core.programme.language.source import Located, Scalar, Table
from accalmie.core.programme.refusals import Place, nearest
from accalmie.core.rules import Rule

MODES: tuple[nodes.Mode, ...] = ("alone", "guided", "blended")
_WORDS = ("id", "title", "purpose", "opens", "when", "steps", "aftercare")
_SLOT_WORDS = ("when", "unknown", "short", "delay", "modes")
_AFTER = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,2})?) days? after ([a-z0-9-]{1,80})\Z")


def slot_name(item: Located) -> Scalar | None:
    """The step that one line under `steps` names."""
    if isinstance(item, Table) and len(item.entries) == 1:
        name = next(iter(item.entries))
        return Scalar(name, item.line_of(name), item.column)
    return item if isinstance(item, Scalar) else None


class Modules:
    """Reads the modules of one programme."""

    def __init__(self, file: str, findings: Findings, rulebook: Rulebook, known: Iterable[str], form: Form) -> None:
        self._file, self._findings, self._rulebook = file, findings, rulebook
        self._known = set(known)
        self._tables = tuple(form.subtables("modules"))
        self._ids = [str(getattr(table.entries.get("id"), "text", "")) for table in self._tables]
        self._languages: Sequence[str] = ()

    def read(self, languages: Sequence[str], modes: Sequence[str]) -> tuple[nodes.Module, ...]:
        """Every module that could be read; the others are noted."""
        self._languages = languages
        if not self._tables:
            self._findings.add("no-module", Place(self._file, 1))
        for index, (id, table) in enumerate(zip(self._ids, self._tables, strict=True)):
            if id and id in self._ids[:index]:
                self._findings.add("module-twice", Place(self._file, table.line_of("id")), given=id)
        read = [self._module(table, modes) for table in self._tables]
        return tuple(module for module in read if module is not None)

    def _module(self, table: Table, modes: Sequence[str]) -> nodes.Module | None:
        before = self._findings.count
        form = Form(table, self._file, self._findings, _WORDS, within="modules")
        id = form.id("id")
        title, purpose = form.texts("title", self._languages), form.texts("purpose", self._languages)
        opens = self._opens(form, id)
        when = rule_in(form, "when", self._rulebook)
        slots = self._slots(form, id, modes)
        if self._findings.count > before or opens is None:
            return None
        aftercare = form.yes("aftercare")
        return nodes.Module(
            id=id, title=title, purpose=purpose, opens=opens, slots=slots, aftercare=aftercare, when=when
        )

    def _opens(self, form: Form, id: str) -> nodes.Opens | None:
        value = form.scalar("opens")
        if value is None:
            return None
        at_start = by_professional = False
        after, delay = None, 0.0
        for way in (part.strip() for part in value.text.strip().split(", or ")):
            found = _AFTER.match(way)
            if found:
                after, delay = found[2], float(found[1])
                self._check_after(form, value, id, after)
            elif way == "at start":
                at_start = True
            elif way == "when a professional opens it":
                by_professional = True
            else:
                self._findings.add("not-an-opening", form.place(value), given=way[:80])
                return None
        return nodes.Opens(at_start=at_start, after=after, delay_days=delay, by_professional=by_professional)

    def _check_after(self, form: Form, value: Scalar, id: str, after: str) -> None:
        if after == id:
            self._findings.add("opens-after-itself", form.place(value), module=id)
        elif after not in self._ids:
            hint = nearest(after, self._ids)
            self._findings.add("unknown-module", form.place(value), hint, given=after)

    def _slots(self, form: Form, module: str, modes: Sequence[str]) -> tuple[nodes.Slot, ...]:
        items = form.items("steps")
        if form.has("steps") and not items:
            self._findings.add("no-step", form.place(word="steps"), module=module)
        slots: dict[str, nodes.Slot] = {}
        for item in items:
            slot = self._slot(form, item, modes)
            if slot is not None and slot.step in slots:
                self._findings.add("step-twice", form.place(item), module=module, step=slot.step)
            if slot is not None:
                slots[slot.step] = slot
        return tuple(slots.values())

    def _slot(self, form: Form, item: Located, modes: Sequence[str]) -> nodes.Slot | None:
        name = slot_name(item)
        if name is None:
            self._findings.add("not-a-name", form.place(item), given="steps")
            return None
        if name.text not in self._known:
            hint = nearest(name.text, self._known)
            self._findings.add("unknown-step", form.place(name), hint, given=name.text[:80])
        words = item.entries[name.text] if isinstance(item, Table) else None
        if isinstance(words, Table):
            return self._conditions(name.text, words, modes)
        if isinstance(words, Scalar) and words.text.strip():
            self._findings.add(
                "not-one-of", form.place(words), word=name.text, given=words.text, options="{short: yes} ..."
            )
        return nodes.Slot(step=name.text)

    def _conditions(self, step: str, table: Table, modes: Sequence[str]) -> nodes.Slot:
        form = Form(table, self._file, self._findings, _SLOT_WORDS, within=step)
        unknown = form.one_of("unknown", ("skip", "show"), default="skip")
        given = form.scalars("modes") if form.has("modes") else ()
        chosen = [form.option(mode, "modes", tuple(modes)) for mode in given]
        return nodes.Slot(
            step=step,
            when=rule_in(form, "when", self._rulebook),
            unknown="show" if unknown == "show" else "skip",
            short=form.yes("short"),
            delay_days=form.days("delay", default=0),
            modes=cast(tuple[nodes.Mode, ...], tuple(dict.fromkeys(chosen))) or MODES,
        )


def rule_in(form: Form, word: str, rulebook: Rulebook) -> Rule | None:
    """The rule beside `word`, None when there is none or after a refusal."""
    value = form.scalar(word, required=False) if form.has(word) else None
    if value is None:
        return None
    return rulebook.reads(value.text, Place(form.file, value.line, value.column if value.plain else 0))
