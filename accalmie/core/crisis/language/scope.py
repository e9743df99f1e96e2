"""Whether words that name a danger mean it: a no before them, somebody else, long ago, a story, something harmless."""

from __future__ import annotations

from accalmie.core.crisis.language.chart import Chart

_NEAR_NO, _NEAR_PAST, _BEFORE, _AFTER = 6, 4, 3, 4


def clause_start(chart: Chart, index: int) -> int:
    """The first word of the clause of this word: after a pause or a joining word."""
    while index > 0 and not chart.tokens[index].pause and not chart.has(index - 1, "CONJ"):
        index -= 1
    return index


def clause_end(chart: Chart, index: int) -> int:
    """Past the last word of the clause of the word before `index`."""
    while index < len(chart.tokens) and not chart.tokens[index].pause and not chart.has(index, "CONJ"):
        index += 1
    return index


def denied(chart: Chart, start: int, end: int) -> bool:
    """Whether a no stands before, in the same clause; a new "I" begins anew unless something thought links it."""
    if _denied_after(chart, start, end):
        return True
    first = max(clause_start(chart, start), start - _NEAR_NO)
    for index in range(start - 1, first - 1, -1):
        if index in chart.barred:
            return True
        linked = index > 0 and (index - 1 in chart.barred or chart.has(index - 1, "THAT"))
        if chart.has(index, "ICAN") and not linked and not _half_a_no(chart, index, start):
            return False
    return False


def _half_a_no(chart: Chart, first: int, last: int) -> bool:
    """Whether the first half of a French no (ne … pas) stands there."""
    return any(chart.has(index, "NE") for index in range(first, last))


def _denied_after(chart: Chart, start: int, end: int) -> bool:
    """Whether the no comes with the verb or right after it: je ne me coupe plus."""
    last = min(end + _AFTER, clause_end(chart, end))
    if any(index in chart.barred for index in range(start, end)):
        return False
    found = any(index in chart.barred for index in range(end, last))
    return found and _half_a_no(chart, max(0, start - _BEFORE), end)


def subject(chart: Chart, start: int, end: int) -> str:
    """Of whom it is said: "self", "other", or "" when nobody is named before."""
    if any(chart.has(index, "ICAN") for index in range(start, end)):
        return "self"
    for index in range(start - 1, -1, -1):
        if index in chart.masked:
            continue
        if chart.has(index, "SELF"):
            return "self"
        if chart.has(index, "OTHER") and not _impersonal(chart, index):
            return "self" if chart.has(index, "KIN") and _spoken_to(chart, index) else "other"
        if chart.tokens[index].pause:
            break
    return "self" if any(chart.has(index, "ICAN") for index in range(start)) else ""


def _spoken_to(chart: Chart, index: int) -> bool:
    """Whether somebody named is part of what "I" do in the same clause: I wrote to my children."""
    first = clause_start(chart, index)
    for before in range(index - 1, first - 1, -1):
        if chart.has(before, "THAT"):
            return False
        if chart.has(before, "ICAN"):
            return True
    return False


def _impersonal(chart: Chart, index: int) -> bool:
    return chart.has(index, "IMPERS") or (
        index > 0 and any(end > index for end in chart.at[index - 1].get("IMPERS", ()))
    )


def long_past(chart: Chart, start: int, end: int) -> bool:
    """Whether it is told of a time long gone, and of nothing now."""
    if not speaks_of(chart, "FAR") or (speaks_of(chart, "NOW") and not speaks_of(chart, "RESOLVED")):
        return False
    first, last = clause_start(chart, start), clause_end(chart, end)
    within = any(chart.has(index, "FAR") for index in range(first, last))
    told = any(chart.has(index, "PASTV") for index in range(max(first, start - _NEAR_PAST), end))
    return told or within


def in_a_story(chart: Chart, start: int, end: int) -> bool:
    """Whether it belongs to a story, a game, the news or a lesson."""
    marked = [index for index in range(len(chart.tokens)) if chart.has(index, "STORY")]
    if not marked:
        return False
    first, last = clause_start(chart, start), clause_end(chart, end)
    if any(first <= index < last for index in marked):
        return True
    return not any(chart.has(index, "ICAN") for index in range(first, end))


def quoted(chart: Chart, start: int) -> bool:
    """Whether somebody else's words are repeated."""
    if not chart.tokens[start].said.quoted:
        return False
    opens = start
    while opens > 0 and chart.tokens[opens - 1].said.quoted:
        opens -= 1
    before = range(opens)
    if any(chart.has(index, name) for index in before for name in ("STORY", "QUOTER")):
        return not any(chart.has(index, "ICAN") for index in before) or any(
            chart.has(index, "STORY") for index in before
        )
    return subject(chart, opens, opens) == "other"


def speaks_of(chart: Chart, concept: str) -> bool:
    """Whether the sentence speaks of this anywhere: an everyday use of the thing, an everyday end."""
    return any(concept in here for here in chart.at)
