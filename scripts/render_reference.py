"""Writes docs/reference from the spec tests: `python -m scripts.render_reference`. The tests are run on the way."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.spec import telling
from tests.spec.toc import CONTENTS, Chapter

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"
WRITTEN = "<!-- Written by scripts/render_reference.py from tests/spec. Change the tests. -->"

LABELS = {
    "measures": "Measures",
    "danger": "Danger answers",
    "facts": "Facts",
    "leads_to": "Leads to",
    "gap_days": "Days that make a gap",
}


def pages() -> dict[str, str]:
    """Every page of the reference by its file name. Runs each spec test; a test that fails raises AssertionError."""
    return {"README.md": _contents(), **{f"{chapter.name}.md": _chapter(chapter) for chapter in CONTENTS}}


def _contents() -> str:
    lines = [f"- [{chapter.title}]({chapter.name}.md): {chapter.about}" for chapter in CONTENTS]
    about = (
        "What a programme does, said by example. Each example is a test: a programme and a story as tables, run by "
        "the engine and by the slow reference interpreter at every build. How to write a programme is in "
        "[the author's guide](../authors/format.md)."
    )
    reading = (
        "In a story, `day` counts from the start; `then` names the page that is offered: a step's own name, or `wait`, "
        "`measures`, `help`, `hold`, `review`, `rating`, `paused`, `left`, `done`."
    )
    return _joined([WRITTEN, "# How programmes behave", about, reading, "\n".join(lines)])


def _chapter(chapter: Chapter) -> str:
    sections = [block for file in chapter.files for block in _section(_module(file))]
    return _joined([WRITTEN, f"# {chapter.title}", chapter.about, *sections])


def _joined(blocks: list[str]) -> str:
    return "\n\n".join(blocks) + "\n"


def _module(file: str) -> ModuleType:
    return import_module("tests.spec." + file.removesuffix(".py").replace("/", "."))


def _section(module: ModuleType) -> Iterator[str]:
    yield f"## {(module.__doc__ or '').strip().rstrip('.')}"
    for name, test in vars(module).items():
        if name.startswith("test_"):
            yield from _paragraph(name, test)


def _paragraph(name: str, test: Callable[[], None]) -> Iterator[str]:
    telling.TOLD.clear()
    test()
    yield f"### {sentence(name)}"
    if test.__doc__:
        yield " ".join(test.__doc__.split())
    table = ""
    for told in telling.TOLD:
        if isinstance(told, telling.Refused):
            yield f"`{told.line.strip()}` is refused: {told.sentence}"
            continue
        if told.table != table:
            yield from _programme(told)
        table = told.table
        yield markdown(told.story)


def sentence(name: str) -> str:
    """A test's name as the sentence that it is."""
    words = name.removeprefix("test_").replace("_", " ")
    return words[0].upper() + words[1:]


def _programme(told: telling.Told) -> Iterator[str]:
    yield markdown(told.table)
    options = [f"{LABELS[name]}: {_said(value)}" for name, value in told.options.items() if name in LABELS]
    if options:
        yield ". ".join(options) + "."
    for step, text in told.options.get("texts", {}).items():
        yield f"The step `{step}` says:"
        yield f"```markdown\n{textwrap.dedent(text).strip()}\n```"
    if "new_version" in told.options:
        yield "The new version:"
        yield markdown(told.options["new_version"])


def _said(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"`{name}` is `{source}`" for name, source in value.items())
    return ", ".join(f"`{each}`" for each in value) if isinstance(value, list) else f"`{value}`"


def markdown(table: str) -> str:
    """A text table as a Markdown table, without columns that stay empty."""
    lines = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines() if line.strip()]
    width = len(lines[0])
    full = [[*cells, *[""] * (width - len(cells))] for cells in lines]
    head, *body = full
    ruled = [head, ["---"] * width, *([cell.replace("*", r"\*") for cell in cells] for cells in body)]
    return "\n".join(f"| {' | '.join(cells)} |".replace("  |", " |") for cells in ruled)


def main() -> None:
    """Write the pages, and remove those that no chapter names any more."""
    REFERENCE.mkdir(parents=True, exist_ok=True)
    written = pages()
    for old in REFERENCE.glob("*.md"):
        if old.name not in written:
            old.unlink()
    for name, text in written.items():
        (REFERENCE / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
