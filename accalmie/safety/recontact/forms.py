"""What is asked about a recontact, checked; the actions save it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accalmie.core.crisis.recontact import CALL, CARD, EVALUATION, LETTER, MESSAGE, OUTCOMES, RHYTHM
from accalmie.foundation import clock
from accalmie.safety.alerts.forms import LONGEST_WORDS, TOO_LONG, OutcomeForm

SAID = [
    ("agreed", _("They agree")),
    ("refused", _("They do not wish it")),
    ("elsewhere", _("VigilanS, or another service, keeps in touch already")),
]
AFTER = [
    ("alert", _("An alert here")),
    ("hospital", _("A stay in hospital")),
    ("emergency", _("A visit to an emergency department")),
]
ATTEMPTS = [
    ("none", _("No attempt")),
    ("first", _("A first attempt")),
    ("repeated", _("More than one attempt")),
]
BY_MESSAGE = [
    ("sms", _("An SMS, in neutral words")),
    ("card", _("A card by post")),
    ("none", _("Neither")),
]
DOCTORS = [
    ("gp", _("To their GP")),
    ("psychiatrist", _("To their psychiatrist")),
    ("none", _("To nobody")),
]
WISHES = [
    ("less", _("Less often")),
    ("more", _("More often")),
    ("otherwise", _("In another way, or at another time")),
]
KINDS = {
    CARD: _("The card with a number"),
    LETTER: _("The letter to the doctor"),
    CALL: _("A call"),
    MESSAGE: _("A card by post, or an SMS"),
    EVALUATION: _("A call, to ask how they are and decide what follows"),
    RHYTHM: _("They ask for another rhythm"),
}
OUTCOME_NAMES = {
    "given": _("Given to the person"),
    "sent": _("Sent"),
    "refused": _("They do not wish it"),
    "no_doctor": _("They have no doctor to write to"),
    "reached": _("I spoke with them, and it goes on well enough"),
    "reached_hard": _("I spoke with them, and it goes badly: an alert opens"),
    "renewed": _("I spoke with them, and a new time of recontact begins, as agreed before"),
    "not_reached": _("Not reached, after several calls"),
    "handed_over": _("Somebody else took over, and confirmed it"),
    "no_way": _("It cannot be sent: no number and no address"),
    "changed": _("The times were changed with them"),
    "kept": _("We spoke, and it stays as it was"),
    "replaced": _("Replaced by what was agreed anew"),
    "stopped": _("Stopped, as they wished"),
    "deceased": _("Stopped: the person has died"),
}
_CHOOSE = _("Choose one answer.")
_CHOSEN = {"required": _CHOOSE, "invalid_choice": _CHOOSE}


def _radio(label: Any, choices: list[tuple[str, Any]], *, required: bool = True) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect, required=required, error_messages=_CHOSEN
    )


class ProposeForm(forms.Form):
    """What the person said when it was proposed. What belongs to an agreement is asked only of one."""

    after = _radio(_("After what is it proposed?"), AFTER)
    said = _radio(_("First ask whether somebody keeps in touch already. What do they say?"), SAID)
    name = forms.CharField(
        label=_("Which service, if one does already"),
        required=False,
        max_length=200,
        error_messages={"max_length": _("200 characters are enough.")},
    )
    attempts = _radio(_("Has there been an attempt, now or before?"), ATTEMPTS, required=False)
    since = forms.DateField(
        label=_("The day of the crisis, or of leaving hospital"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": _("Give a day, such as 2026-12-24.")},
    )
    by_message = _radio(_("If a call does not reach them, what may be sent?"), BY_MESSAGE, required=False)
    doctor = _radio(_("To whom may a letter go?"), DOCTORS, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("said") == "agreed":
            for field in ("attempts", "since", "by_message", "doctor"):
                if not given.get(field) and field not in self.errors:
                    self.add_error(field, _CHOOSE if field != "since" else _("Give a day, such as 2026-12-24."))
        if given.get("said") == "elsewhere" and not given.get("name", "").strip():
            self.add_error("name", _("Write which service, so that a colleague knows whom to ask."))
        since: date | None = given.get("since")
        if since is not None and since > timezone.localtime(clock.now()).date():
            self.add_error("since", _("This day is still to come."))
        return given

    def refuse_after(self) -> None:
        """Nothing like this has happened here."""
        self.add_error("after", _("There was no alert at this level here, or the person has died: choose another."))


class CloseForm(OutcomeForm):
    """What came of one step."""

    outcome = _radio(_("What came of it?"), [])
    receipt = forms.CharField(
        label=_("To whom it went, or who took over and how they confirmed it"),
        required=False,
        max_length=300,
        error_messages={"max_length": _("300 characters are enough.")},
    )
    words = forms.CharField(
        label=_("A word about it, if you wish"),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea,
        error_messages={"max_length": TOO_LONG},
    )

    MISSING: ClassVar = {
        **OutcomeForm.MISSING,
        "tries": ("outcome", _("Call a few more times, on different days, and note each above.")),
        "receipt": ("receipt", _("Write to whom it went, or who took over and how they confirmed it.")),
        "words": ("words", _("Write it in a few words: it stays in the record.")),
    }

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["outcome"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one, OUTCOME_NAMES[one]) for one in OUTCOMES.get(kind, ())]


FARTHEST = timedelta(days=366)
"""How far away a step may be moved."""


class MoveForm(forms.Form):
    """Another day for a step."""

    to = forms.DateField(
        label=_("Another day, agreed with the person"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={
            "required": _("Give a day, such as 2026-12-24."),
            "invalid": _("Give a day, such as 2026-12-24."),
        },
    )

    def clean_to(self) -> date:
        to: date = self.cleaned_data["to"]
        today = timezone.localtime(clock.now()).date()
        if to < today:
            raise forms.ValidationError(_("This day is past."))
        if to > today + FARTHEST:
            raise forms.ValidationError(_("This day is more than a year away: give a nearer one."))
        return to


class RhythmForm(forms.Form):
    """What the person would rather have."""

    wish = _radio(_("What would suit you better?"), WISHES)
    words = forms.CharField(
        label=_("In your words, if you wish"),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea,
        error_messages={"max_length": TOO_LONG},
    )
