"""A letter about somebody, made of what the site knows: scores with their dates and bands, the programme, the goals.

Nothing that the person wrote stands in it unless their goals are chosen, and nothing leaves before they have read it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from django import forms
from django.utils import translation
from django.utils.translation import gettext as _, gettext_lazy

from accalmie.capabilities.coordination import queries as coordination
from accalmie.capabilities.measures import library as instruments, queries as scores
from accalmie.capabilities.measures.queries import ScorePoint
from accalmie.capabilities.programmes import queries as progress
from accalmie.core.entries import LetterLine
from accalmie.core.measures import Instrument, band, change
from accalmie.foundation.words.filters import FILTERS
from accalmie.oversight.caseload.pages import programme_title

LONGEST = 2_000
LANGUAGE = "fr"
"""In which a letter is written unless somebody chooses otherwise."""


class LetterForm(forms.Form):
    """To whom, why, and what of the record stands in it."""

    aim = forms.ChoiceField(
        label=gettext_lazy("What is it for?"),
        choices=[
            ("inform", gettext_lazy("To inform somebody, a GP for instance")),
            ("take_over", gettext_lazy("To ask somebody to see the person, or to take over")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what it is for.")},
    )
    recipient = forms.CharField(
        label=gettext_lazy("To whom"),
        help_text=gettext_lazy("A name, or a service and its town."),
        max_length=200,
        error_messages={"required": gettext_lazy("Write to whom it goes.")},
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Who they are"),
        choices=[
            ("gp", gettext_lazy("General practitioner")),
            ("psychiatrist", gettext_lazy("Psychiatrist")),
            ("psychologist", gettext_lazy("Psychologist")),
            ("hospital", gettext_lazy("Hospital or emergency department")),
            ("other", gettext_lazy("Another professional")),
        ],
    )
    inside = forms.BooleanField(
        label=gettext_lazy("They are in this person’s care team, in our service"),
        help_text=gettext_lazy("Outside it, nothing leaves without the person’s yes to each part."),
        required=False,
    )
    why = forms.CharField(
        label=gettext_lazy("Why you write"),
        help_text=gettext_lazy("Two or three lines. The person reads them."),
        max_length=LONGEST,
        widget=forms.Textarea,
        error_messages={"required": gettext_lazy("Write why: the person reads it too.")},
    )
    parts = forms.MultipleChoiceField(
        label=gettext_lazy("What stands in it"),
        choices=[
            ("scores", gettext_lazy("The scores of the questionnaires: first and last, with dates and what they mean")),
            ("programme", gettext_lazy("The programme, and how far")),
            ("goals", gettext_lazy("The goals, in the person’s own words")),
        ],
        widget=forms.CheckboxSelectMultiple,
        initial=["scores", "programme"],
        required=False,
    )
    coming = forms.CharField(
        label=gettext_lazy("What comes next"), required=False, max_length=LONGEST, widget=forms.Textarea
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the letter"), choices=[("fr", "Français"), ("en", "English")], initial=LANGUAGE
    )


Why = Callable[[UUID], str]
_WHYS: dict[str, Why] = {}


def write_because(room: str, why: Why) -> None:
    """A room says why a letter about somebody is written now, in the language of letters; "" for nothing."""
    _WHYS[room] = why


def why_now(patient: UUID) -> str:
    """With what a letter about this person begins; "" where nothing stands that a letter would say."""
    with translation.override(LANGUAGE):
        return " ".join(why for one in _WHYS.values() if (why := one(patient)))


def letter_of(patient: UUID, given: dict[str, Any]) -> tuple[LetterLine, ...]:
    """The lines of the letter that this form asks for, in its language."""
    language, parts = given["language"], set(given["parts"])
    with translation.override(language):
        found = [LetterLine(part="why", text=given["why"])]
        if "scores" in parts:
            found += [LetterLine(part="scores", text=text) for text in _scores(patient, language)]
        if "programme" in parts:
            found += [LetterLine(part="programme", text=text) for text in _programmes(patient, language)]
        if "goals" in parts:
            found += [LetterLine(part="goals", text=f"– {text}") for text in _goals(patient)]
        if given["coming"]:
            found.append(LetterLine(part="next", text=given["coming"]))
    return tuple(found)


def _scores(patient: UUID, language: str) -> Iterator[str]:
    """Each questionnaire in a line: the first and the last total, with dates, bands and the weight of the change."""
    known = instruments.instruments()
    for name, points in sorted(scores.scores(patient).items()):
        counted = [point for point in points if point.total is not None]
        if name in known and counted:
            yield _score_line(known[name], counted[0], counted[-1], language)


def _score_line(instrument: Instrument, first: ScorePoint, last: ScorePoint, language: str) -> str:
    name = instrument.name[language]
    if first is last:
        return _("%(name)s: %(last)s.") % {"name": name, "last": _point(instrument, last, language)}
    weight = {
        "improved": _("Reliable improvement"),
        "worsened": _("Reliable deterioration"),
        "unchanged": _("No reliable change"),
        "unknown": "",
    }[change(instrument, first.total, last.total).reliable]
    runs = _("%(name)s: %(first)s; then %(last)s.") % {
        "name": name,
        "first": _point(instrument, first, language),
        "last": _point(instrument, last, language),
    }
    return f"{runs} {weight}{_change_rule(instrument)}." if weight else runs


def _change_rule(instrument: Instrument) -> str:
    rule = instrument.reliable_change
    return "" if rule is None else _(" (from %(points)s points)") % {"points": f"{rule.use:g}"}


def _point(instrument: Instrument, point: ScorePoint, language: str) -> str:
    found = band(instrument, point.total)
    words = {"total": f"{point.total:g}", "most": instrument.hi, "day": FILTERS["long_date"](point.at)}
    said = _("%(total)s out of %(most)s on %(day)s") % words
    return f"{said} ({found.name[language]})" if found else said


def _programmes(patient: UUID, language: str) -> Iterator[str]:
    modes = {"alone": _("alone"), "guided": _("guided"), "blended": _("with sessions")}
    for one in progress.adherence(patient):
        words = {
            "title": programme_title(one.programme, language),
            "how": modes.get(one.mode, one.mode),
            "day": FILTERS["long_date"](one.started_at),
            "count": one.modules_finished,
        }
        said = _("%(title)s (%(how)s), since %(day)s; modules finished: %(count)s") % words
        yield f"{said}; {_('ended') if one.ended_at else _('under way')}."


def _goals(patient: UUID) -> list[str]:
    return [one.words for one in coordination.goals(patient) if one.ended_at is None]
