"""The one next action of each row: a few words, and the place on the person's page where it is done. The machine
proposes; whoever reads may do something else."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from accalmie.oversight.caseload.triage import ASKED, Case, Group


@dataclass(frozen=True)
class NextStep:
    """`place`: the id of a part of the person's page; its top when empty."""

    words: str
    place: str


def next_step(case: Case) -> NextStep:
    """What is proposed for this person now."""
    if case.group is Group.REVIEW:
        return _reading(case)
    if case.group is Group.ASKED:
        return _answering(case)
    return {
        Group.CONCERN: NextStep(_("Look and answer"), "concerns"),
        Group.WORSE: NextStep(_("Call, and note it"), "spoken"),
        Group.OFF_COURSE: NextStep(_("Look at the curve"), "how"),
        Group.DRIFTING: NextStep(_("Call, and note it"), "spoken"),
        Group.WAITING: NextStep(_("Make the first contact"), "spoken"),
        Group.STEADY: NextStep(_("Open"), ""),
    }[case.group]


def _reading(case: Case) -> NextStep:
    """Where what waits is read: what they opened, else the step at which they wait."""
    return NextStep(_("Read and answer"), "shared" if case.unread else "doing")


def _answering(case: Case) -> NextStep:
    """Who asked is answered where they asked; who was led to somebody is called."""
    if case.talk is not None:
        return NextStep(_("Answer"), "talks")
    if case.concern is not None and case.concern.origin == ASKED:
        return NextStep(_("Answer"), "concerns")
    return NextStep(_("Call, and note it"), "spoken")
