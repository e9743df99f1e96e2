"""Writes ordinary values as YAML that the authors' reader reads: every text in double quotes, folded before it is
long."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from typing import Any

WIDTH = 110


def as_yaml(tree: dict[str, Any]) -> str:
    """The YAML text of tables, lists and words."""
    return "\n".join(_table(tree, "")) + "\n"


def _table(table: dict[str, Any], indent: str) -> Iterator[str]:
    for word, value in table.items():
        yield from _named(f"{indent}{word}:", value, indent)


def _named(lead: str, value: Any, indent: str) -> Iterator[str]:
    if isinstance(value, dict):
        yield lead if value else f"{lead} {{}}"
        yield from _table(value, indent + "  ")
    elif isinstance(value, list):
        yield lead if value else f"{lead} []"
        yield from _items(value, indent + "  ")
    else:
        yield from _scalar(lead, str(value), indent + "  ")


def _items(items: list[Any], indent: str) -> Iterator[str]:
    for item in items:
        if isinstance(item, dict):
            first, *others = _table(item, indent + "  ")
            yield f"{indent}- {first.strip()}"
            yield from others
        else:
            yield from _scalar(f"{indent}-", str(item), indent + "  ")


def _scalar(lead: str, text: str, indent: str) -> Iterator[str]:
    quoted = json.dumps(text, ensure_ascii=False)
    if len(quoted) <= WIDTH or "  " in quoted:
        yield f"{lead} {quoted}"
        return
    first, *others = textwrap.wrap(quoted, WIDTH, break_long_words=False, break_on_hyphens=False)
    yield f"{lead} {first}"
    yield from (f"{indent}{line}" for line in others)
