"""What a person reads of what was computed about them: what came of it, why, and that they may say no."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from accalmie.foundation.people.queries import names_of
from accalmie.oversight.insight import queries, words


@dataclass(frozen=True)
class FollowedLine:
    """Something that was proposed to a person because a computation said so, with its reasons in words for them."""

    what: str
    reasons: tuple[str, ...]
    who: str
    at: datetime


@dataclass(frozen=True)
class MinePage:
    """What a person reads of what was computed about them. `refused`: they wish no such computation."""

    refused: bool
    followed: tuple[FollowedLine, ...]


def mine(patient: UUID) -> MinePage:
    """All of it, for the person themself, the newest first."""
    found = queries.followed(patient)
    names = names_of({one.by for one in found if one.by})
    return MinePage(queries.refuses(patient), tuple(_followed(one, names) for one in found))


def _followed(one: queries.Followed, names: dict[UUID, str]) -> FollowedLine:
    reasons = tuple(words.to_them(name) for name in one.reasons)
    if one.about == "off_course":
        reasons = (_("After four weeks, your answers said that things still weigh more on you than on most."),)
    return FollowedLine(words.offered_to_them(one.proposed), reasons, names.get(one.by, "") if one.by else "", one.at)
