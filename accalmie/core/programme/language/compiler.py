"""From the files of a folder to a programme, or to everything that has to change first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from accalmie.core.exercises import Exercise as ExerciseDefinition
from accalmie.core.measures import Instrument
from accalmie.core.practices import Practice as PracticeDefinition
from accalmie.core.programme import nodes
from accalmie.core.programme.language.about import About, read_about
from accalmie.core.programme.language.conduct import Conduct, named_instruments, read_conduct
from accalmie.core.programme.language.facts import Declared, general_facts, item_facts, total_facts
from accalmie.core.programme.language.findings import Findings
from accalmie.core.programme.language.folder import check_names, read_step_file, read_table, step_path, written_steps
from accalmie.core.programme.language.form import Form
from accalmie.core.programme.language.instruments import measured
from accalmie.core.programme.language.interludes import interlude_steps, named_in_a_row, read_interludes
from accalmie.core.programme.language.modules import Modules
from accalmie.core.programme.language.orientations import KINDS, is_orientation, own_facts, read_outcomes, words_of
from accalmie.core.programme.language.places import places
from accalmie.core.programme.language.rulebook import Rulebook
from accalmie.core.programme.language.steps import Draft, Library, read_draft, remembered_names
from accalmie.core.programme.language.wordings import Standards, Writer
from accalmie.core.programme.refusals import Place, Refusal, nearest

PROGRAMME = "programme.yaml"
WORDS = (
    *("programme", "joins", "version", "title", "summary", "licence", "authors", "languages", "readability"),
    *("protocol", "evidence", "modes", "start", "needs_a_person", "danger", "measures", "gap", "after_module"),
    *("opens_on", "closes_on", "facts", "interludes", "modules"),
)


class Compiled(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a folder: a programme unless something is refused, and every refusal and warning.

    `places` says where things are written, for refusals of later checks: see `places.py`.
    """

    programme: nodes.Programme | None
    refusals: tuple[Refusal, ...]
    places: dict[str, Place]


def compile(
    files: Mapping[str, str],
    *,
    instruments: Mapping[str, Instrument],
    exercises: Mapping[str, ExerciseDefinition],
    media: Mapping[str, str] | None = None,
    practices: Mapping[str, PracticeDefinition] | None = None,
) -> Compiled:
    """Compile the files of a programme's folder (relative path -> text).

    `media` holds the files in `media/` by name: the text of captions and transcripts, "" for a recording. Whatever the
    files hold, the answer is a programme or refusals in the author's words; nothing is raised.
    """
    findings = Findings()
    known = {id: measured(instrument) for id, instrument in instruments.items()}
    worded = {id: instrument.wordings.keys() for id, instrument in instruments.items()}
    compiler = _Compiler(files, Library(known, exercises, media or {}, worded, practices or {}), findings)
    programme = compiler.programme()
    refused = bool(findings.count)
    return Compiled(programme=None if refused else programme, refusals=findings.all(), places=compiler.places)


class _Compiler:
    """One compilation, in the order in which the parts need one another: headers, facts, rules, texts."""

    def __init__(self, files: Mapping[str, str], library: Library, findings: Findings) -> None:
        self._files, self._library, self._findings = files, library, findings
        self.places: dict[str, Place] = {}

    def programme(self) -> nodes.Programme | None:
        text = self._files.get(PROGRAMME)
        if text is None:
            self._findings.add("no-programme", Place(PROGRAMME))
            return None
        table = read_table(PROGRAMME, text, self._findings)
        if table is None:
            return None
        self.places = places(table, PROGRAMME)
        form = Form(table, PROGRAMME, self._findings, words_of(table, WORDS), within=PROGRAMME)
        return self._compiled(form)

    def _compiled(self, form: Form) -> nodes.Programme | None:
        form.one_of("kind", KINDS, default="therapy")
        about = read_about(form)
        drafts = self._drafts(about)
        instruments = self._instruments(form, drafts)
        facts, rulebook = self._facts(form, about, drafts, instruments)
        conduct = read_conduct(form, about, self._library, rulebook, instruments)
        reader = Modules(PROGRAMME, self._findings, rulebook, self._written(about), form)
        modules = reader.read(about.languages, about.modes)
        interludes = read_interludes(form, about, rulebook, instruments)
        self._check_steps_named(form, about, conduct, modules)
        outcomes = read_outcomes(form, about, rulebook) if is_orientation(form.table) else ()
        recurring = frozenset((conduct.gap_step.text, *(name.text for name in interlude_steps(form))))
        may_be_short = recurring | ({conduct.opens_on.text} if is_orientation(form.table) else set())
        writer = Writer(rulebook, Standards(about.readability, may_be_short), self._findings)
        steps = _steps(writer, recurring, list(_reading_order(conduct, modules)), drafts)
        if self._findings.count:
            return None
        parts: dict[str, Any] = {"facts": facts, "modules": modules, "steps": steps, "instruments": instruments}
        parts |= {"interludes": interludes, "leads_to": outcomes}
        try:
            return nodes.Programme(**about.fields(), **conduct.fields(), **parts)
        except nodes.Malformed as error:
            self._findings.add("malformed", form.place(), detail=error)
            return None

    def _written(self, about: About) -> list[str]:
        return written_steps(self._files, about.languages)

    def _drafts(self, about: About) -> dict[str, Draft]:
        check_names(self._files, about.languages, self._findings)
        found = {step: self._draft(step, about) for step in self._written(about)}
        return {step: draft for step, draft in found.items() if draft is not None}

    def _draft(self, step: str, about: About) -> Draft | None:
        files = {}
        for language in about.languages:
            path = step_path(step, language)
            if path not in self._files:
                other = next(one for one in about.languages if step_path(step, one) in self._files)
                self._findings.add(
                    "missing-step-file", Place(step_path(step, other)), step=step, language=language, path=path
                )
            elif file := read_step_file(path, self._files[path], self._findings):
                files[language] = file
        if not nodes.ID.match(step):
            self._findings.add("not-a-name", Place(next(iter(files.values())).path if files else step), given=step[:60])
            return None
        return read_draft(step, files, self._library, self._findings)

    def _instruments(self, form: Form, drafts: Mapping[str, Draft]) -> dict[str, nodes.Measured]:
        asked = [draft.doing.instruments for draft in drafts.values() if isinstance(draft.doing, nodes.Questionnaire)]
        used = dict.fromkeys((*named_instruments(form), *(id for ids in asked for id in ids)))
        return {id: self._library.instruments[id] for id in used if id in self._library.instruments}

    def _facts(
        self, form: Form, about: About, drafts: Mapping[str, Draft], instruments: Mapping[str, nodes.Measured]
    ) -> tuple[dict[str, nodes.FactSource], Rulebook]:
        standing = {**general_facts(about.modes), **total_facts(instruments), **item_facts(instruments)}
        standing |= named_in_a_row(form)
        standing |= own_facts() if is_orientation(form.table) else {}
        table = form.subtable("facts") if form.has("facts") else None
        declared = Declared(drafts, self._library.exercises, PROGRAMME, self._findings).read(
            table, (*standing, *nodes.START_FLAGS)
        )
        facts = {**standing, **{name: source.type for name, source in declared.items()}}
        refused = set(table.entries) - set(declared) if table else set()
        return declared, Rulebook(facts, self._findings, refused)

    def _check_steps_named(self, form: Form, about: About, conduct: Conduct, modules: tuple[nodes.Module, ...]) -> None:
        written = self._written(about)
        singles = (conduct.gap_step, conduct.opens_on, conduct.closes_on, *interlude_steps(form))
        for name in (*singles, *about.ingredient_steps):
            if name.text and name.text not in written:
                hint = nearest(name.text, written)
                self._findings.add("unknown-step", form.place(name), hint, given=name.text[:80])
        used = {slot.step for module in modules for slot in module.slots} | {name.text for name in singles}
        if len(modules) < len(form.items("modules")):
            return
        for step in written:
            if step not in used:
                path = next(path for one in about.languages if (path := step_path(step, one)) in self._files)
                self._findings.add("unused-step-file", Place(path), step=step)


def _steps(
    writer: Writer, recurring: frozenset[str], order: list[str], drafts: Mapping[str, Draft]
) -> dict[str, nodes.Step]:
    everything = remembered_names(list(drafts.values()))
    steps = {}
    for step, draft in drafts.items():
        before = [drafts[name] for name in order[: order.index(step)] if name in drafts] if step in order else []
        # a recurring step may come at any time, so whatever may have been remembered may come back
        remembered = everything if step in recurring or step not in order else remembered_names(before)
        steps[step] = writer.step(draft, remembered)
    return steps


def _reading_order(conduct: Conduct, modules: tuple[nodes.Module, ...]) -> Iterator[str]:
    inside = [slot.step for module in modules for slot in module.slots]
    if conduct.opens_on.text not in inside:
        yield conduct.opens_on.text
    yield from inside
    if conduct.closes_on.text not in inside:
        yield conduct.closes_on.text
