"""What an exercise is, and how its file is read."""

from __future__ import annotations

import re
from typing import Any, Literal

import msgspec
from ruamel.yaml.error import MarkedYAMLError

from accalmie.core import written

FieldType = Literal["text", "long-text", "number", "scale", "choice", "date", "time", "yes-no", "table"]
ToolName = Literal[
    "",
    "activity",
    "drinks",
    "experiment",
    "goals",
    "ladder",
    "mood",
    "practice",
    "problem",
    "relapse",
    "thoughts",
    "worries",
]
Texts = dict[str, str]

LANGUAGES = ("fr", "en")
LONGEST_FILE = 100_000  # characters: an exercise is a page, not a book
_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*\Z")


class ExerciseRefused(ValueError):
    """A file that is not an exercise. The sentence says what to change."""


class Field(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing asked. `lo`/`hi` bound numbers and scales; `options` belong to choices; `columns` and rows to
    tables; `later`: to be filled another day, and out of the way until then."""

    id: str
    type: FieldType
    label: Texts
    hint: Texts = {}
    required: Literal["yes", "no"] = "no"  # YAML 1.2 reads `no` as a word
    later: Literal["yes", "no"] = "no"
    lo: float = 0
    hi: float = 100
    low: Texts = {}
    high: Texts = {}
    unit: Texts = {}
    options: dict[str, Texts] = {}
    columns: tuple[Field, ...] = ()
    rows: int = 1
    max_rows: int = 20

    def __post_init__(self) -> None:
        if not _NAME.match(self.id):
            raise ValueError(f"“{self.id}” is not a field name: lower-case letters, digits and _")
        _complete(self.label, f"the label of “{self.id}”")
        if self.type == "choice" and len(self.options) < 2:
            raise ValueError(f"the choice “{self.id}” needs at least two options")
        if (self.type == "table") != bool(self.columns):
            raise ValueError(f"“{self.id}”: columns belong to tables, and a table needs some")
        if not self.lo < self.hi:
            raise ValueError(f"“{self.id}”: lo must be below hi")


class WorkedExample(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The exercise as one of the people in the examples filled it, by language."""

    who: str
    answers: dict[str, dict[str, Any]]


class Exercise(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An exercise. `summary` names the fields that stand for the whole in a list; `source` cites the method;
    `counts`: what is worked out from its table (standard drinks, see core.drinks);
    `tool`: the tool that reads its sheets together (see core.tools), with the `figures` that it goes by;
    `again: go-on`: a new sheet may begin with what the last one holds;
    `only_in: programme`: not in the toolbox, since a programme decides to whom it opens."""

    exercise: str
    version: str
    title: Texts
    intro: Texts
    source: str
    fields: tuple[Field, ...]
    summary: tuple[str, ...]
    example: WorkedExample | None = None
    counts: Literal["", "drinks"] = ""
    tool: ToolName = ""
    figures: dict[str, float] = {}
    again: Literal["blank", "go-on"] = "blank"
    only_in: Literal["", "programme"] = ""

    @property
    def id(self) -> str:
        """The name that programmes use."""
        return self.exercise

    def __post_init__(self) -> None:
        _complete(self.title, "the title")
        _complete(self.intro, "the intro")
        names = [field.id for field in self.fields]
        if len(set(names)) != len(names):
            raise ValueError("two fields have the same name")
        unknown = [name for name in self.summary if name not in names]
        if unknown or not self.summary:
            raise ValueError(f"the summary names no field, or an unknown one: {', '.join(unknown) or 'none'}")

    def field(self, id: str) -> Field:
        """The field of that name. Raises KeyError."""
        return {field.id: field for field in self.fields}[id]


def _complete(texts: Texts, what: str) -> None:
    missing = [language for language in LANGUAGES if not texts.get(language, "").strip()]
    if missing:
        raise ValueError(f"{what} lacks its text in: {', '.join(missing)}")


def load_exercise(text: str) -> Exercise:
    """Read one exercise file (YAML 1.2).

    Raises ExerciseRefused with a sentence for its author.
    """
    if len(text) > LONGEST_FILE:
        raise ExerciseRefused(f"the file is longer than {LONGEST_FILE} characters")
    try:
        return msgspec.convert(written.values(text), Exercise)
    except (MarkedYAMLError, msgspec.ValidationError, ValueError, RecursionError) as error:
        raise ExerciseRefused(str(error)) from error
