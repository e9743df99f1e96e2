"""Where the parts of a programme are written, so that a check made on its meaning can name file and line.

Keys: `word gap` (a word at the top), `module the-circle`, `opens the-circle`, `slot the-circle/welcome`,
`when the-circle/welcome`, `measure phq-9`, `interlude not-better`, `outcome see-a-doctor`.
"""

from __future__ import annotations

from collections.abc import Iterator

from accalmie.core.programme.language.modules import slot_name
from accalmie.core.programme.language.source import Items, Located, Scalar, Table
from accalmie.core.programme.refusals import Place


def places(table: Table, file: str) -> dict[str, Place]:
    """Each key with its place. What cannot be read has none."""
    found = {f"word {word}": Place(file, line) for word, line in table.lines.items()}
    for key, located in (*_measures(table), *_interludes(table), *_modules(table), *_outcomes(table)):
        found.setdefault(key, Place(file, located.line, located.column))
    return found


def _measures(table: Table) -> Iterator[tuple[str, Located]]:
    for entry in _tables(table.entries.get("measures")):
        name = entry.entries.get("instrument")
        if isinstance(name, Scalar):
            yield f"measure {name.text}", name


def _interludes(table: Table) -> Iterator[tuple[str, Located]]:
    for entry in _tables(table.entries.get("interludes")):
        id = entry.entries.get("id")
        if isinstance(id, Scalar):
            yield f"interlude {id.text}", id


def _outcomes(table: Table) -> Iterator[tuple[str, Located]]:
    for entry in _tables(table.entries.get("leads_to")):
        id = entry.entries.get("id")
        if isinstance(id, Scalar):
            yield f"outcome {id.text}", id


def _modules(table: Table) -> Iterator[tuple[str, Located]]:
    for entry in _tables(table.entries.get("modules")):
        id = entry.entries.get("id")
        if not isinstance(id, Scalar):
            continue
        yield f"module {id.text}", id
        if "opens" in entry.entries:
            yield f"opens {id.text}", entry.entries["opens"]
        yield from _slots(id.text, entry.entries.get("steps"))


def _slots(module: str, steps: Located | None) -> Iterator[tuple[str, Located]]:
    for item in steps.items if isinstance(steps, Items) else ():
        name = slot_name(item)
        if name is None:
            continue
        yield f"slot {module}/{name.text}", name
        words = item.entries[name.text] if isinstance(item, Table) else None
        if isinstance(words, Table) and "when" in words.entries:
            yield f"when {module}/{name.text}", words.entries["when"]


def _tables(located: Located | None) -> Iterator[Table]:
    yield from (item for item in (located.items if isinstance(located, Items) else ()) if isinstance(item, Table))
