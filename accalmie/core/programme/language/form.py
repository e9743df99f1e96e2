"""Reads the fields of a table one by one, and refuses what is missing, unknown or of another shape."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Sequence

from accalmie.core.programme.language.findings import Findings
from accalmie.core.programme.language.sentences import SHAPES
from accalmie.core.programme.language.source import Items, Located, Scalar, Table
from accalmie.core.programme.language.typography import french_slips
from accalmie.core.programme.nodes import ID
from accalmie.core.programme.refusals import Place, nearest

_NUMBER = re.compile(r"-?[0-9]{1,6}([.][0-9]{1,3})?\Z")
_DAYS = re.compile(r"([0-9]{1,4}(?:[.][0-9]{1,2})?)\s+days?\Z")
_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*\Z")


class Form:
    """A table and the words that may stand in it. Every getter notes what is wrong and gives an empty value instead."""

    def __init__(self, table: Table, file: str, findings: Findings, words: Collection[str], *, within: str) -> None:
        self.table, self.file, self.findings, self.within = table, file, findings, within
        self.words = words
        for word, line in table.lines.items():
            if word not in words:
                hint = nearest(word, words)
                findings.add("unknown-word", Place(file, line, table.column), hint, word=word, within=within)

    def place(self, located: Located | None = None, word: str = "") -> Place:
        """Where a value, or a word of this table, stands."""
        if located is not None:
            return Place(self.file, located.line, located.column)
        return Place(self.file, self.table.line_of(word))

    def has(self, word: str) -> bool:
        return word in self.table.entries

    def raw(self, word: str, *, required: bool = True) -> Located | None:
        """What stands beside `word`, as it was written."""
        value = self.table.entries.get(word)
        if isinstance(value, Scalar) and not value.text.strip():
            value = None
        if value is None and required:
            self.findings.add("missing-word", self.place(word=word), word=word, within=self.within)
        return value

    def scalar(self, word: str, *, required: bool = True) -> Scalar | None:
        """One text."""
        value = self.raw(word, required=required)
        if isinstance(value, Scalar):
            return value
        self._wrong_shape(word, value, "text")
        return None

    def text(self, word: str, *, required: bool = True) -> str:
        value = self.scalar(word, required=required)
        return value.text.strip() if value else ""

    def said(self, word: str, language: str, *, required: bool = True) -> str:
        """A text that people will read, in its language's typography."""
        value = self.scalar(word, required=required)
        if value is None:
            return ""
        for slip in french_slips(value.text) if language == "fr" else ():
            column = value.column + slip.offset if value.plain else 0
            self.findings.add(slip.code, Place(self.file, value.line, column), sign=slip.sign)
        return value.text.strip()

    def subtable(self, word: str, *, required: bool = True) -> Table | None:
        """Words with values."""
        value = self.raw(word, required=required)
        if isinstance(value, Table):
            return value
        self._wrong_shape(word, value, "table")
        return None

    def items(self, word: str, *, required: bool = True) -> tuple[Located, ...]:
        """The entries of a list."""
        value = self.raw(word, required=required)
        if isinstance(value, Items):
            return value.items
        self._wrong_shape(word, value, "list")
        return ()

    def _wrong_shape(self, word: str, value: Located | None, shape: str) -> None:
        if value is not None:
            self.findings.add("wrong-shape", self.place(value), word=word, shape=SHAPES[shape])

    def scalars(self, word: str, *, required: bool = True) -> tuple[Scalar, ...]:
        """A list of texts."""
        values = self.items(word, required=required)
        for value in values:
            if not isinstance(value, Scalar):
                self._wrong_shape(word, value, "texts")
        return tuple(value for value in values if isinstance(value, Scalar))

    def subtables(self, word: str, *, required: bool = True) -> Iterator[Table]:
        """A list of tables."""
        for value in self.items(word, required=required):
            if isinstance(value, Table):
                yield value
            else:
                self._wrong_shape(word, value, "tables")

    def number(self, word: str, lo: float, hi: float, *, default: float | None = None) -> float:
        """A number from `lo` to `hi`. `default` None: it must be there."""
        value = self.scalar(word, required=default is None)
        if value is None:
            return lo if default is None else default
        number = float(value.text) if _NUMBER.match(value.text.strip()) else math.nan
        if not lo <= number <= hi:
            bounds = {"lo": f"{lo:g}", "hi": f"{hi:g}"}
            self.findings.add("not-a-number", self.place(value), word=word, given=_short(value), **bounds)
            return lo
        return number

    def whole(self, word: str, lo: int, hi: int, *, default: int | None = None) -> int:
        """A whole number from `lo` to `hi`."""
        number = self.number(word, lo, hi, default=default)
        if number != int(number):
            self.findings.add("not-whole", self.place(self.table.entries[word]), word=word, given=f"{number:g}")
        return int(number)

    def days(self, word: str, *, default: float | None = None) -> float:
        """A length of time such as `10 days`, in days."""
        value = self.scalar(word, required=default is None)
        if value is None:
            return default or 0
        found = _DAYS.match(value.text.strip())
        if found is None or not float(found[1]) <= 3650:
            self.findings.add("not-days", self.place(value), "1 day, 10 days", word=word, given=_short(value))
            return 0
        return float(found[1])

    def one_of(self, word: str, options: Sequence[str], *, default: str | None = None) -> str:
        """One of a few words."""
        value = self.scalar(word, required=default is None)
        if value is None:
            return options[0] if default is None else default
        return self.option(value, word, options)

    def option(self, value: Scalar, word: str, options: Sequence[str]) -> str:
        """The option that `value` names, the first one after a refusal."""
        if value.text in options:
            return value.text
        words = {"word": word, "given": _short(value), "options": ", ".join(options)}
        self.findings.add("not-one-of", self.place(value), nearest(value.text, options), **words)
        return options[0]

    def yes(self, word: str) -> bool:
        """`yes` or `no`, default no."""
        return self.one_of(word, ("yes", "no"), default="no") == "yes"

    def id(self, word: str) -> str:
        """A name in lower-case letters, digits and hyphens."""
        value = self.scalar(word)
        if value is None:
            return ""
        return self.checked_id(value)

    def checked_id(self, value: Scalar) -> str:
        if not ID.match(value.text) or len(value.text) > 80:
            self.findings.add("not-a-name", self.place(value), given=_short(value))
        return value.text

    def checked_name(self, name: str, line: int) -> bool:
        """Whether `name` may stand in rules and texts: lower-case letters, digits and _."""
        right = bool(_NAME.match(name)) and len(name) <= 80
        if not right:
            self.findings.add("not-a-fact-name", Place(self.file, line), given=name[:60])
        return right

    def texts(self, word: str, languages: Sequence[str], *, required: bool = True) -> dict[str, str]:
        """A text in each language, `{fr: ..., en: ...}`."""
        table = self.subtable(word, required=required)
        if table is None:
            return {}
        form = Form(table, self.file, self.findings, languages, within=word)
        found = {language: form.said(language, language, required=False) for language in languages}
        for language in [language for language, text in found.items() if not text]:
            self.findings.add("missing-translation", self.place(table), word=word, language=language)
        return found


def _short(value: Scalar) -> str:
    return value.text if len(value.text) <= 60 else value.text[:57] + "..."
