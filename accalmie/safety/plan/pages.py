"""What the pages of a plan show."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.signing import Signer
from django.template.loader import render_to_string
from django.utils import translation
from markupsafe import Markup

from accalmie.core.entries import PlanWords, ToReach
from accalmie.foundation.access.queries import professionals_of
from accalmie.foundation.clinic.queries import Clinic, clinic
from accalmie.foundation.design.preferences import LANGUAGES
from accalmie.foundation.people.queries import names_of
from accalmie.safety.library import helplines
from accalmie.safety.pages import help_page
from accalmie.safety.plan import queries
from accalmie.safety.plan.wording import PARTS, WITH_TELEPHONE, Part, parts, titles

_NOT_DIALLED = re.compile(r"[^+0-9]")
_CROWDED, _FULL = 1500, 2600
"""Characters from which a plan is set smaller on paper, so that it stays on one page."""


def way_to_copy() -> Markup:
    """The way to the copy that this device keeps, hidden until a script finds one."""
    return Markup(render_to_string("plan/copy.html"))  # noqa: S704 - our own template


_signer = Signer(salt="accalmie.plan-here")


@dataclass(frozen=True)
class Line:
    """One line of a plan; `address` is what the telephone dials, empty where there is nothing to dial."""

    text: str
    telephone: str = ""
    address: str = ""


@dataclass(frozen=True)
class PartOnPage:
    """One part with what was written in it."""

    id: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class PlanPage:
    """A version of a plan, to be read. `by`: the professional who wrote it with the person, else empty. `size` tells
    paper how much there is: "", "crowded" or "full"."""

    id: UUID
    parts: tuple[PartOnPage, ...]
    written_at: datetime
    by: str
    size: str

    @property
    def is_empty(self) -> bool:
        return not self.parts


def plan_page(version: queries.Version, names: dict[UUID, str] | None = None) -> PlanPage:
    """One version, its empty parts left out. `names`: of the professionals who wrote one with the person."""
    known = _names([version]) if names is None else names
    shown = parts_of(version.words)
    return PlanPage(
        version.id,
        shown,
        version.written_at,
        known.get(version.written_by, "") if version.together and version.written_by else "",
        _size(shown),
    )


def parts_of(words: PlanWords) -> tuple[PartOnPage, ...]:
    """The parts in which something was written, in the order of the page."""
    titled = titles()
    return tuple(PartOnPage(part, titled[part], lines) for part in PARTS if (lines := _lines(words, part)))


def _lines(words: PlanWords, part: str) -> tuple[Line, ...]:
    given = getattr(words, part)
    if part in WITH_TELEPHONE:
        return tuple(Line(one.name, one.telephone, dialled(one.telephone)) for one in given)
    return tuple(Line(one) for one in given)


def dialled(telephone: str) -> str:
    """The address that a telephone dials; empty when there is nothing to dial."""
    digits = _NOT_DIALLED.sub("", telephone)
    return f"tel:{digits}" if digits else ""


def _size(shown: tuple[PartOnPage, ...]) -> str:
    lines = [line for part in shown for line in part.lines]
    length = sum(max(len(line.text) + len(line.telephone), 40) for line in lines)
    return "full" if length > _FULL else "crowded" if length > _CROWDED else ""


def _names(among: list[queries.Version]) -> dict[UUID, str]:
    return names_of({one.written_by for one in among if one.together and one.written_by})


def history(patient: UUID) -> tuple[PlanPage, ...]:
    """Every version, the newest first."""
    found = queries.versions(patient)
    names = _names(found)
    return tuple(plan_page(one, names) for one in found)


@dataclass(frozen=True)
class Reader:
    """A professional of the care team, and whether they may read the plan."""

    id: UUID
    called: str
    reads: bool


@dataclass(frozen=True)
class MyPlan:
    """A person's own page: the plan if there is one, whether to look at it again, and who of their team reads it.

    `owner`: a mark by which their browser tells its copy of this plan from somebody else's.
    """

    plan: PlanPage | None
    is_to_review: bool
    readers: tuple[Reader, ...]
    owner: str


def my_plan(patient: UUID, now: datetime) -> MyPlan:
    """The page of one's own plan."""
    last, standing = queries.latest(patient), queries.standing(patient)
    page = None if last is None or standing.is_empty else plan_page(last)
    team = professionals_of(patient, now=now)
    return MyPlan(
        plan=page,
        is_to_review=page is not None and queries.is_to_review(patient),
        readers=tuple(Reader(one.id, one.called, one.id in standing.readers) for one in team),
        owner=_signer.signature(str(patient)),
    )


@dataclass(frozen=True)
class PlanOfPatient:
    """What a professional sees: whether there is a plan, since when, and the plan itself if it is open to them."""

    exists: bool
    written_at: datetime | None
    plan: PlanPage | None

    @property
    def may_be_written(self) -> bool:
        """Nobody writes over a plan that they may not read."""
        return not self.exists or self.plan is not None


def plan_of_patient(patient: UUID, reader: UUID, *, in_emergency: bool = False) -> PlanOfPatient:
    """The plan as far as the person lets this professional read it. In an emergency, one that anybody reads is open.

    The caller has asked `access` whether they may read plans of this patient at all.
    """
    standing = queries.standing(patient)
    if standing.is_empty:
        return PlanOfPatient(exists=False, written_at=None, plan=None)
    is_open = reader in standing.readers or (in_emergency and bool(standing.readers))
    last = queries.latest(patient) if is_open else None
    return PlanOfPatient(exists=True, written_at=standing.written_at, plan=None if last is None else plan_page(last))


@dataclass(frozen=True)
class PartToWrite:
    """One part of the form, with its examples. `index` counts from 1."""

    part: Part
    index: int
    has_telephone: bool


def parts_to_write(language: str, of: Clinic, only: str = "") -> tuple[PartToWrite, ...]:
    """The parts of the form: all of them, or the one of this name."""
    numbered = enumerate(parts(language, of), 1)
    return tuple(
        PartToWrite(part, index, part.id in WITH_TELEPHONE) for index, part in numbered if only in ("", part.id)
    )


def written_in(version: queries.Version | None) -> PlanWords:
    """The words to begin from."""
    return PlanWords() if version is None else version.words


def example(language: str, of: Clinic, asked: str) -> tuple[str, ToReach] | None:
    """The part and the line that a button `part:number` names; None for anything else."""
    name, _colon, number = asked.partition(":")
    found = next((part for part in parts(language, of) if part.id == name), None)
    if found is None or not number.isdecimal() or int(number) >= len(found.examples):
        return None
    return name, found.examples[int(number)]


def here_page(language: str) -> str:
    """The page that shows the copy of this device. Rendered without a request: nothing of whoever asks is in it."""
    with translation.override(language):
        house = clinic()
        context = {
            "kind": "plan",
            "language": language,
            "languages": LANGUAGES,
            "help": help_page(helplines(), language),
            "clinic": house,
            "hours": house.hours(language),
        }
        return render_to_string("plan/here.html", context)
