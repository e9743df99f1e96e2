"""What a tool says of the sheets that its exercises gave, on the page of one sheet and on the tool's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from accalmie.capabilities.exercises.library import exercises, of_tool, toolbox
from accalmie.capabilities.exercises.queries import Sheet
from accalmie.core import tools
from accalmie.core.definitions import Language
from accalmie.core.entries import Answers


def found(sheets: Iterable[Sheet], language: str) -> tools.Found:
    """What the tool of these sheets, the oldest first, finds in them; nothing when they are of no tool."""
    dated = list(_dated(sheets))
    tool = tools.TOOLS.get(dated[-1].exercise.tool) if dated else None
    return tool.find(dated, _lang(language)) if tool else tools.Found()


def onward(sheets: Iterable[Sheet]) -> Answers:
    """The answers with which the next sheet after these, the oldest first, begins."""
    dated = list(_dated(sheets))
    return tools.TOOLS[dated[-1].exercise.tool].onward(dated)


def until(sheet: Sheet, among: Iterable[Sheet]) -> list[Sheet]:
    """This sheet after those of its tool that were written before it, the oldest first."""
    names = _beside(sheet)
    before = [one for one in among if one.exercise in names and _order(one) < _order(sheet)]
    return [*sorted(before, key=_order), sheet]


def _beside(sheet: Sheet) -> tuple[str, ...]:
    exercise = exercises().get(sheet.exercise)
    return of_tool(exercise.tool) if exercise and exercise.tool else ()


def _order(sheet: Sheet) -> tuple[object, ...]:
    return sheet.written_at, sheet.id


def _dated(sheets: Iterable[Sheet]) -> Iterator[tools.Sheet]:
    for sheet in sheets:
        exercise = exercises().get(sheet.exercise)
        if exercise is not None:
            yield tools.Sheet(exercise, sheet.answers, timezone.localtime(sheet.written_at).date())


def _lang(language: str) -> Language:
    return "en" if language == "en" else "fr"


@dataclass(frozen=True)
class ToolSaid:
    """What one tool says over time; its table is named by the title."""

    tool: str
    title: str
    lead: str
    said: tuple[str, ...]
    to_you: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def said(tool: str, sheets: Sequence[Sheet], language: str) -> ToolSaid:
    """One tool over these sheets of it, the oldest first."""
    lang = _lang(language)
    over_time = found(sheets, language)
    one = tools.TOOLS[tool]
    return ToolSaid(
        tool, one.title[lang], one.lead[lang], over_time.said, over_time.to_you, over_time.columns, over_time.rows
    )


def over_time(sheets: Iterable[Sheet], language: str) -> tuple[ToolSaid, ...]:
    """Each tool of which there are at least two sheets here, in the order of the table of tools."""
    ordered = sorted(sheets, key=_order)
    by_tool = {name: [one for one in ordered if one.exercise in of_tool(name)] for name in tools.TOOLS}
    return tuple(said(name, theirs, language) for name, theirs in by_tool.items() if len(theirs) > 1)


@dataclass(frozen=True)
class Begins:
    """A sheet that can be begun with a tool."""

    id: str
    title: str


@dataclass(frozen=True)
class ToolPage:
    """A tool's own page. `goes_on`: the newest sheet with which a new one may begin."""

    said: ToolSaid
    begins: tuple[Begins, ...]
    goes_on: tuple[UUID, str] | None


def tool_page(tool: str, sheets: Sequence[Sheet], language: str) -> ToolPage:
    """The page of one tool over all of somebody's sheets of it, the oldest first."""
    known = toolbox()
    newest = next((one for one in reversed(sheets) if one.exercise in known), None)
    goes_on = newest if newest and known[newest.exercise].again == "go-on" else None
    return ToolPage(
        said=said(tool, sheets, language),
        begins=tuple(Begins(id, known[id].title[language]) for id in of_tool(tool) if id in known),
        goes_on=(goes_on.id, goes_on.exercise) if goes_on else None,
    )
