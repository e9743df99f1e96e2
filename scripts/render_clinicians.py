"""Writes docs/clinicians from the programmes and rules that the site uses: `python -m scripts.render_clinicians`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from accalmie.core.crisis import CrisisRules, load_rules
from accalmie.core.exercises import load_exercise
from accalmie.core.measures import load_instrument
from accalmie.core.practices import load_practice
from accalmie.core.programme.assembling import assemble, programmes_named, read_path
from accalmie.core.programme.language import compile
from accalmie.core.programme.language.findings import Findings
from accalmie.core.programme.nodes import Module, Programme, Questionnaire
from accalmie.core.rules import names

ROOT = Path(__file__).resolve().parent.parent
CONTENT = ROOT / "content"
PATHS = (
    "depression-insomnia",
    "depression-alcohol",
    "depression-anxiety",
    "anxiety-insomnia",
    "depression-long-illness",
    "anxiety-long-illness",
)
PROGRAMMES = ("depression", "insomnia", "stress", "anxiety", "alcohol", "long-illness", "meditation", *PATHS)


def page_of(name: str) -> Path:
    """Where the page about this programme is."""
    return ROOT / "docs" / "clinicians" / f"{name}.md"


def programme_of(name: str) -> Programme:
    """The programme as it is compiled. Raises AssertionError when it does not compile."""
    files = _assembled(name) if name in PATHS else _files("programmes", name)
    instruments = [load_instrument(path.read_text("utf-8")) for path in (CONTENT / "instruments").glob("*.yaml")]
    exercises = [load_exercise(path.read_text("utf-8")) for path in (CONTENT / "exercises").glob("*.yaml")]
    practices = [load_practice(path.read_text("utf-8")) for path in (CONTENT / "practices").glob("*.yaml")]
    compiled = compile(
        files,
        instruments={one.id: one for one in instruments},
        exercises={one.id: one for one in exercises},
        practices={one.id: one for one in practices},
    )
    assert compiled.programme is not None, compiled.refusals
    return compiled.programme


def _files(kind: str, name: str) -> dict[str, str]:
    folder = CONTENT / kind / name
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*.*")}


def _assembled(name: str) -> dict[str, str]:
    files = _files("paths", name)
    assembled = assemble(files, {one: _files("programmes", one) for one in programmes_named(files)})
    assert not assembled.refusals, assembled.refusals
    return assembled.files


def page(name: str) -> str:
    """The whole page about this programme."""
    programme = programme_of(name)
    rules = load_rules((CONTENT / "danger" / "rules.yaml").read_text("utf-8"))
    told = [
        *_head(programme),
        *(_joined(name) if name in PATHS else ()),
        *_modules(programme),
        *_aftercare(programme),
        *_screenings(programme),
        *_interludes(programme),
    ]
    told += [*_ingredients(programme), *_evidence(programme)]
    return "\n".join([*told, *_danger(rules)])


def _head(programme: Programme) -> Iterator[str]:
    yield "<!-- Written by scripts/render_clinicians.py from content/. Change the programme. -->\n"
    yield f"# {programme.title['fr']} ({programme.title['en']}), version {programme.version}\n"
    yield f"{programme.summary['en']}\n"
    yield "No trial has tested this programme in this version. Its thresholds and danger rules are defaults, which"
    yield "a clinician of each site signs before real people are enrolled.\n"


def _joined(name: str) -> Iterator[str]:
    """Why each module comes at its place, and what does the work of those that were left out."""
    path = read_path(_files("paths", name), Findings())
    assert path is not None
    yield f"A path: one programme assembled from modules of {' and '.join(path.programmes)}; {path.lead} leads.\n"
    yield "## Why this order\n\n| | module | why |\n| --- | --- | --- |"
    for number, one in enumerate(path.modules, 1):
        for_some = f" (for those with `{one.when}`)" if one.when else ""
        without = f"; without {', '.join(f'`{step}`' for step in one.without)}" if one.without else ""
        yield f"| {number} | `{one.programme}/{one.module}`{for_some}{without} | {one.why['en']} |"
    yield "\n## What is left out\n\n| module | what does its work |\n| --- | --- |"
    for left in path.left_out:
        yield f"| `{left.programme}/{left.module}` | {left.why['en']} |"
    yield ""


def _modules(programme: Programme) -> Iterator[str]:
    yield "## Modules\n\n| | module | what the person gets from it | steps |\n| --- | --- | --- | --- |"
    for number, module in enumerate(programme.main, 1):
        for_some = f" (for those with `{module.when.text}`)" if module.when else ""
        yield f"| {number} | {module.title['en']}{for_some} | {module.purpose['en']} | {_steps(programme, module)} |"
    yield ""


def _steps(programme: Programme, module: Module) -> str:
    return ", ".join(programme.steps[slot.step].wording["en"].title for slot in module.slots)


def _aftercare(programme: Programme) -> Iterator[str]:
    if not programme.boosters:
        return
    yield "## After-care\n"
    yield "The programme ends with its last step. Each booster stays on offer until the next one opens; nobody is"
    asked = " and ".join(_asked(programme))
    yield f"reminded, welcomed back or late. {asked} {'are' if ' and ' in asked else 'is'} asked at each.\n"
    yield "| opens | booster | what the person gets from it | steps |\n| --- | --- | --- | --- |"
    for module in programme.boosters:
        days = f"{module.opens.delay_days:g} days after the end"
        yield f"| {days} | {module.title['en']} | {module.purpose['en']} | {_steps(programme, module)} |"
    yield ""


def _asked(programme: Programme) -> list[str]:
    """The names of the questionnaires of after-care, those of mood before those of anxiety."""
    doings = [programme.steps[slot.step].doing for module in programme.boosters for slot in module.slots]
    asked = {one for doing in doings if isinstance(doing, Questionnaire) for one in doing.instruments}
    return [one.upper() for one in sorted(asked, reverse=True)]


def _screenings(programme: Programme) -> Iterator[str]:
    """The questions asked inside the programme, and the steps that they open or keep shut."""
    asked = {name: one for name, one in programme.facts.items() if one.source == "screening"}
    if programme.leads_to or not asked:
        return
    yield "## What is asked inside, and what it opens or keeps shut\n"
    for fact, source in asked.items():
        options = programme.steps[source.step].wording["en"].options
        yield f"`{fact}`, the first that is not answered no: " + "; ".join(
            f"*{id}* {ask}" for id, ask in options.items()
        )
        yield ""
    yield "| step | shown when | when that cannot be decided |\n| --- | --- | --- |"
    ruled = [(slot, slot.when) for module in programme.modules for slot in module.slots if slot.when]
    steps = {slot.step for slot, when in ruled if asked.keys() & names(when)}
    # Such a step is shown at each of its places, whatever opens it there.
    for slot, when in ((slot, when) for slot, when in ruled if slot.step in steps):
        yield f"| {programme.steps[slot.step].wording['en'].title} | `{when.text}` | {slot.unknown} |"
    yield ""


def _interludes(programme: Programme) -> Iterator[str]:
    if not programme.interludes:
        return
    yield "## What is said when a measure shows it\n"
    yield "Each comes first after the measure, once a measure, and offers a person.\n"
    for one in programme.interludes:
        title = programme.steps[one.then].wording["en"].title
        yield f"- In mode {', '.join(one.modes)}, when `{one.when.text}`: *{title}*."
        yield f"  {one.because.get('en', '')} *{one.cite}*"
    yield ""


def _ingredients(programme: Programme) -> Iterator[str]:
    yield f"## Where each core ingredient is delivered\n\nProtocols: {programme.protocol.cite}\n"
    yield "| ingredient | steps |\n| --- | --- |"
    for one in programme.protocol.ingredients:
        titles = ", ".join(f"{programme.steps[step].wording['en'].title} (`{step}`)" for step in one.steps)
        yield f"| {one.name['en']} | {titles} |"
    yield ""


def _evidence(programme: Programme) -> Iterator[str]:
    yield "## What is known\n"
    for claim in programme.evidence:
        yield f"- {claim.claim['en']} *{claim.cite}* (checked {claim.checked})"
    yield ""


def _danger(rules: CrisisRules) -> Iterator[str]:
    yield f"## Danger: rules {rules.version}\n\n{rules.source}\n"
    yield f"After a danger answer the level is at least *{rules.floor}*; unfinished questions count as"
    yield f"*{rules.unfinished}*.\n"
    yield "| question | yes | declined |\n| --- | --- | --- |"
    for question in rules.questions:
        yield f"| {question.ask['en']} | {question.yes} | {question.declined} |"


if __name__ == "__main__":
    for each in PROGRAMMES:
        page_of(each).write_text(page(each) + "\n", encoding="utf-8")
