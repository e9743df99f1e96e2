"""Which part of their list a professional wishes to see: as an address says it, and as a saved view keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from accalmie.oversight.caseload.triage import Group

LONGEST_NAME = 80
LONGEST_CODE = 80
_LAST_PAGE = 100_000


@dataclass(frozen=True)
class Wanted:
    """`called`: how their name begins; `group`, `programme` and `mode`: those alone, all of them when empty; `mine`:
    whom I have followed the longest of their team; `covered`: for whom I answer while a colleague is away."""

    called: str = ""
    group: Group | None = None
    programme: str = ""
    mode: str = ""
    mine: bool = False
    covered: bool = False
    page: int = 1

    @property
    def parameters(self) -> dict[str, str]:
        """What an address says of it, the page left out."""
        said = {
            "q": self.called,
            "group": self.group.name.lower() if self.group is not None else "",
            "programme": self.programme,
            "mode": self.mode,
            "mine": "1" if self.mine else "",
            "covered": "1" if self.covered else "",
        }
        return {name: value for name, value in said.items() if value}

    @property
    def kept(self) -> dict[str, str]:
        """What a saved view keeps of it: everything but a name that was typed."""
        return replace(self, called="").parameters

    @property
    def address(self) -> str:
        """The end of an address, `?` included; nothing for the whole list."""
        return f"?{urlencode(self.parameters)}" if self.parameters else ""

    def holds(self, group: int, programme: str, mode: str) -> bool:
        """Whether somebody of this group, who follows this programme so, is asked for."""
        return self.group in (None, group) and self.programme in ("", programme) and self.mode in ("", mode)

    def but(self, **changes: object) -> Wanted:
        """The same with this changed, from its first page on."""
        return replace(self, page=1, **changes)  # type: ignore[arg-type]

    def on_page(self, page: int) -> str:
        """The end of the address of this page."""
        return f"?{urlencode(self.parameters | {'page': str(page)})}"


def wanted_in(given: Mapping[str, str]) -> Wanted:
    """What an address asks for. What nobody can read counts as not asked."""
    return Wanted(
        called=given.get("q", "").strip()[:LONGEST_NAME],
        group=_group(given.get("group", "")),
        programme=_code(given.get("programme", "")),
        mode=_code(given.get("mode", "")),
        mine=given.get("mine") == "1",
        covered=given.get("covered") == "1",
        page=_page(given.get("page", "")),
    )


def _group(named: str) -> Group | None:
    return next((group for group in Group if group.name.lower() == named), None)


def _code(typed: str) -> str:
    """No database keeps a NUL."""
    return "" if "\0" in typed else typed[:LONGEST_CODE]


def _page(typed: str) -> int:
    """A number of thousands of figures is refused by Python itself: its first ones say enough."""
    begins = typed[:9]
    return min(int(begins), _LAST_PAGE) if typed.isascii() and typed.isdigit() and int(begins) else 1
