"""The parts of a plan as a person reads them: a title, what is meant, and a few examples to take over."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from accalmie.core.entries import ToReach
from accalmie.foundation.clinic.queries import Clinic
from accalmie.foundation.words.formats import sentence_case
from accalmie.safety.library import helplines

PARTS = ("warning_signs", "alone", "places", "people", "professionals", "safe_place", "reasons")
"""In the order of the page: what somebody can do alone comes before whom they call."""

WITH_TELEPHONE = ("people", "professionals")
_LINES = ("suicide-3114", "samu")


@dataclass(frozen=True)
class Part:
    """One part of a plan. `examples` are lines that the person may take over as they are."""

    id: str
    title: str
    hint: str
    examples: tuple[ToReach, ...]


def titles() -> dict[str, str]:
    """The title of each part, in the reader's language."""
    return {
        "warning_signs": _("My warning signs"),
        "alone": _("What I can do by myself"),
        "places": _("Places and people that take my mind off it"),
        "people": _("People I can ask for help"),
        "professionals": _("Professionals and lines"),
        "safe_place": _("Making the place safer"),
        "reasons": _("My reasons to live"),
    }


def parts(language: str, clinic: Clinic) -> tuple[Part, ...]:
    """Every part, in the order of the page."""
    titled = titles()
    return (
        Part(
            "warning_signs",
            titled["warning_signs"],
            _("What you notice first when it begins to get heavy: a thought, a gesture, a time of day."),
            _lines(
                _("I stop answering messages."),
                _("I pace up and down at night."),
                _("I tell myself that I am a burden."),
            ),
        ),
        Part(
            "alone",
            titled["alone"],
            _("Small things that have helped you before, even for ten minutes."),
            _lines(
                _("Put on a coat and walk to the park and back."),
                _("Take a warm shower, with the light on."),
                _("Listen to the same song three times."),
            ),
        ),
        Part(
            "places",
            titled["places"],
            _("Somewhere to be among people, without having to talk about it."),
            _lines(
                _("The café downstairs."),
                _("The library, near the windows."),
                _("My neighbour’s, to watch the match."),
            ),
        ),
        Part(
            "people",
            titled["people"],
            _("Whom you could tell: “It is bad just now, stay with me for a while.” One is already a lot."),
            _lines(_("My sister"), _("A friend from work"), _("My neighbour")),
        ),
        Part(
            "professionals",
            titled["professionals"],
            _("Whoever cares for you, and those who answer day and night."),
            (*_clinic(clinic), *_helplines(language)),
        ),
        Part(
            "safe_place",
            titled["safe_place"],
            _(
                "What could be used to hurt yourself, and who can keep it for now. Distance gives the wave time to "
                "pass."
            ),
            _lines(
                _("Ask my sister to keep what I could hurt myself with."),
                _("Ask the pharmacy to hand me my medicines a week at a time."),
                _("Sleep at a friend’s on the hard nights."),
            ),
        ),
        Part(
            "reasons",
            titled["reasons"],
            _("Somebody, an animal, a thing to see. It may be very small."),
            _lines(
                _("My daughter, on Wednesdays."), _("To see the garden in spring."), _("The cat, who waits for me.")
            ),
        ),
    )


def _lines(*words: str) -> tuple[ToReach, ...]:
    return tuple(ToReach(name=one) for one in words)


def _clinic(clinic: Clinic) -> tuple[ToReach, ...]:
    if not clinic.telephone:
        return ()
    return (ToReach(name=clinic.name or _("The clinic"), telephone=clinic.telephone),)


def _helplines(language: str) -> tuple[ToReach, ...]:
    """The first number for such thoughts, then that for immediate danger: both from the house's own list."""
    found = {line.id: line for line in helplines()}
    return tuple(
        ToReach(
            name=sentence_case(found[id].name[language].removeprefix(f"{found[id].number}, ")),
            telephone=found[id].number,
        )
        for id in _LINES
        if id in found
    )
