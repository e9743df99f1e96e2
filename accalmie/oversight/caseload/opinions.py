"""What a person said of their programme, as their professional reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from accalmie.capabilities.programmes import pages as courses, queries as progress
from accalmie.capabilities.programmes.forms import HELPED


@dataclass(frozen=True)
class OpinionLine:
    """`about`: the module, and the step when it is about one. `verdict` in words; `is_worse` stands out."""

    about: str
    verdict: str
    is_worse: bool
    words: str
    said_at: datetime


def opinion_lines(patient: UUID, language: str) -> tuple[OpinionLine, ...]:
    """What they said, the newest first."""
    return tuple(_line(patient, one, language) for one in progress.opinions(patient))


def _line(patient: UUID, one: progress.Opinion, language: str) -> OpinionLine:
    return OpinionLine(
        about=_about(patient, one, language),
        verdict=_wished(one) if one.wish else _rated(one),
        is_worse=bool(one.worse),
        words=one.words,
        said_at=one.said_at,
    )


def _about(patient: UUID, one: progress.Opinion, language: str) -> str:
    """By the titles of the version that they followed; what is no longer in it keeps its name."""
    programme = progress.programme_of(patient, one.enrolment)
    if programme is None:
        return one.step or one.module
    language = courses.language_for(programme, language)
    step = programme.steps.get(one.step)
    titles = {module.id: module.title[language] for module in programme.modules}
    return step.wording[language].title if step else titles.get(one.module, one.module)


def _wished(one: progress.Opinion) -> str:
    return _("does not help; wishes somebody to talk to") if one.wish == "person" else _("does not help")


def _rated(one: progress.Opinion) -> str:
    helped = dict(HELPED).get(str(one.helped))
    said = _("did not say whether it helped") if helped is None else _("helped: %(how_much)s") % {"how_much": helped}
    return _("%(said)s; something got worse") % {"said": said} if one.worse else said
