"""What the list's page shows around its lines: the groups with their counts, what there is to choose, the pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from accalmie.oversight.caseload import words
from accalmie.oversight.caseload.pages import CaseLine, case_lines, programme_title
from accalmie.oversight.caseload.queries import A_PAGE, Seen
from accalmie.oversight.caseload.triage import Group
from accalmie.oversight.caseload.wanted import Wanted

Choice = tuple[str, str]


@dataclass(frozen=True)
class GroupLink:
    """One group above the list: how many stand in it, and the end of the address that shows them alone."""

    name: str
    called: str
    count: int
    address: str
    is_shown: bool


@dataclass(frozen=True)
class Section:
    """The lines of one group on this page, under its name. `count`: how many it has on all pages."""

    name: str
    called: str
    count: int
    lines: tuple[CaseLine, ...]


@dataclass(frozen=True)
class ListPage:
    """A page of the list. `first` and `last`: which of all those `found` it shows; `earlier` and `later`: the ends of
    the addresses of the pages beside it, empty at an end."""

    groups: tuple[GroupLink, ...]
    sections: tuple[Section, ...]
    everybody: int
    found: int
    first: int
    last: int
    earlier: str
    later: str
    programmes: tuple[Choice, ...]
    modes: tuple[Choice, ...]


def list_page(seen: Seen, wanted: Wanted, language: str, now: datetime) -> ListPage:
    """The page as it is read."""
    lines = case_lines(seen.cases, language, now)
    before = (seen.page - 1) * A_PAGE
    return ListPage(
        groups=_groups(seen, wanted),
        sections=_sections(lines, seen),
        everybody=seen.everybody,
        found=seen.found,
        first=before + 1 if lines else 0,
        last=before + len(lines),
        earlier=wanted.on_page(seen.page - 1) if seen.page > 1 else "",
        later=wanted.on_page(seen.page + 1) if seen.page < seen.pages else "",
        programmes=tuple((one, programme_title(one, language)) for one in seen.programmes),
        modes=tuple((one, str(words.MODES.get(one, one))) for one in seen.modes),
    )


def _groups(seen: Seen, wanted: Wanted) -> tuple[GroupLink, ...]:
    """Everybody, then each group that somebody stands in, or that is asked for."""
    everybody = GroupLink("", _("Everybody"), seen.everybody, wanted.but(group=None).address, wanted.group is None)
    groups = (
        GroupLink(
            group.name.lower(),
            str(words.GROUPS[group]),
            seen.counts[group],
            wanted.but(group=group).address,
            group is wanted.group,
        )
        for group in Group
        if seen.counts[group] or group is wanted.group
    )
    return (everybody, *groups)


def _sections(lines: Sequence[CaseLine], seen: Seen) -> tuple[Section, ...]:
    sections = []
    for group in Group:
        theirs = tuple(line for line in lines if line.group == group.name)
        if theirs:
            sections.append(Section(group.name.lower(), str(words.GROUPS[group]), seen.counts[group], theirs))
    return tuple(sections)
