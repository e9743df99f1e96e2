"""Reading answers that another version of a sheet may have given: what is not as expected is not there."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from math import isfinite
from typing import Any

from accalmie.core.definitions import Language, Texts
from accalmie.core.tools.shape import Answers, Sheet

LONGEST_QUOTE = 90
NOTHING = "–"
MOST_ROWS = 12


def number(answers: Answers, name: str) -> float | None:
    """The figure of that name."""
    value = answers.get(name)
    is_figure = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_figure and isfinite(value) else None  # type: ignore[arg-type]


def words(answers: Answers, name: str) -> str:
    """The words of that name, on one line; empty when there are none."""
    value = answers.get(name)
    return " ".join(value.split()) if isinstance(value, str) else ""


def rows(answers: Answers, name: str) -> list[Mapping[str, Any]]:
    """The rows of the table of that name."""
    value = answers.get(name)
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list | tuple) else []


def option(sheet: Sheet, name: str, value: str, lang: Language, *, table: str = "") -> str:
    """An option in its own words; the value itself when the exercise no longer has it."""
    fields = sheet.exercise.fields
    if table:
        fields = next((field.columns for field in fields if field.id == table), ())
    found = next((field.options for field in fields if field.id == name), {})
    return found[value][lang] if value in found else value


def figure(value: float | None, lang: Language) -> str:
    """7, or 6,5 in French; a dash for none."""
    if value is None:
        return NOTHING
    text = f"{round(value, 1):g}"
    return text.replace(".", ",") if lang == "fr" else text


def course(values: Sequence[float | None], lang: Language) -> str:
    """Figures one after the other: 70 → 45 → 30."""
    return " → ".join(figure(value, lang) for value in values)


def quote(text: str, lang: Language) -> str:
    """The person's own words, between the marks of the language, cut where they are long."""
    short = text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1].rstrip() + "…"
    return f"«\u00a0{short}\u00a0»" if lang == "fr" else f"“{short}”"


def day(sheet: Sheet) -> str:
    """24/11/2026, in both languages."""
    return sheet.on.strftime("%d/%m/%Y")


def say(texts: Texts, lang: Language, **given: object) -> str:
    """A sentence with what belongs in it."""
    return texts[lang].format(**given)


def many(number: int, one: Texts, more: Texts, lang: Language) -> str:
    """“1 essai”, “3 essais”: French keeps the singular for zero."""
    is_one = number < 2 if lang == "fr" else number == 1
    return (one if is_one else more)[lang].format(number=number)


def newest(sheets: Iterable[Sheet], key: Callable[[Sheet], Hashable]) -> list[Sheet]:
    """One sheet for each key, the newest, in the order in which each key came first: a sheet that was gone on with
    stands for those before it."""
    kept: dict[Hashable, Sheet] = {}
    for sheet in sheets:
        kept[key(sheet)] = sheet
    return list(kept.values())


def folded(text: str) -> str:
    """The same words written with other capitals or spaces are the same words."""
    return " ".join(text.casefold().split())


def recent(table: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """The last rows of a table that grows with time, the newest first."""
    return tuple(table[::-1][:MOST_ROWS])


def moved(pairs: Iterable[tuple[float | None, float | None]]) -> tuple[int, int, int]:
    """Of the pairs with both figures: how many went down, stayed, and went up."""
    both = [(before, after) for before, after in pairs if before is not None and after is not None]
    down = sum(1 for before, after in both if after < before)
    up = sum(1 for before, after in both if after > before)
    return down, len(both) - down - up, up


def joined(parts: Sequence[str], lang: Language) -> str:
    """“a”, “a and b”, “a, b and c”."""
    last = {"fr": " et ", "en": " and "}[lang]
    return last.join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)
