"""What whoever answers an alert notes: a try to reach somebody, how it ended; and how they are reached themselves."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accalmie.core.crisis.calendar import WEEK
from accalmie.safety.alerts.models import Alert
from accalmie.safety.alerts.on_call import Reach
from accalmie.safety.readiness.house import days_of_the_week

LONGEST_WORDS = 20_000
TOO_LONG = _("This is longer than we can keep here. Your text is below: shorten it a little.")

WAYS = [
    ("phone", _("I called them")),
    ("message", _("I wrote to them")),
    ("visit", _("I saw them, or went to see them")),
    ("trusted_person", _("I called the person they trust")),
    ("emergency", _("I called 15, 112 or 114 for them")),
    ("colleague", _("I called another professional or service")),
]
RESULTS = [
    ("spoke", _("I spoke with the person")),
    ("no_answer", _("Nobody answered")),
    ("message_left", _("I left a message, without saying why I called")),
    ("told", _("I spoke with somebody else, who knows what to do")),
    ("refused", _("They do not wish to speak with me")),
    ("wrong_number", _("The number does not lead to them")),
]
OUTCOMES = [
    (Alert.Outcome.REACHED.value, _("Reached: I spoke with the person")),
    (Alert.Outcome.HANDED_OVER.value, _("Handed over: somebody else answers now, and confirmed it")),
    (Alert.Outcome.EMERGENCY.value, _("Emergency services were called")),
    (Alert.Outcome.NOT_REACHED.value, _("Not reached, after several tries")),
    (Alert.Outcome.REVIEWED.value, _("Looked at: no contact is needed today")),
]
GOES_ON = [("yes", _("The programme goes on")), ("no", _("The programme stays on hold"))]
_HOURS = re.compile(r"([01]?[0-9]|2[0-3])[:hH.]?([0-5][0-9])?\s*[-–]\s*([01]?[0-9]|2[0-3])[:hH.]?([0-5][0-9])?\Z")
_NOT_DIGITS = re.compile(r"[\s.()/-]")
_NUMBER = re.compile(r"\+?[0-9]{8,15}\Z")


class TryForm(forms.Form):
    """One try to reach the person, or somebody for them."""

    way = forms.ChoiceField(
        label=_("What did you do?"),
        choices=WAYS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you did."), "invalid_choice": _("Choose what you did.")},
    )
    result = forms.ChoiceField(
        label=_("What came of it?"),
        choices=RESULTS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what came of it."), "invalid_choice": _("Choose what came of it.")},
    )
    words = forms.CharField(
        label=_("A word about it, if you wish"),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea,
        error_messages={"max_length": TOO_LONG},
    )


class OutcomeForm(forms.Form):
    """What came of reaching somebody. Whether it is true yet is asked of the record, not of the form: `MISSING` has a
    field and a sentence for each code of reaching.NotYet."""

    MISSING: ClassVar[dict[str, tuple[str, Any]]] = {
        "spoke": ("outcome", _("Note first, above, when you spoke with them.")),
    }

    def refuse(self, code: str) -> None:
        """What is still missing, said at its field."""
        field, sentence = self.MISSING[code]
        self.add_error(field, sentence)


class CloseForm(OutcomeForm):
    """How the alert ends."""

    outcome = forms.ChoiceField(
        label=_("How did it end?"),
        choices=OUTCOMES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say how it ended."), "invalid_choice": _("Say how it ended.")},
    )
    receipt = forms.CharField(
        label=_("Who took it over, and how they confirmed it"),
        help_text=_("Only when you hand over. For example: Dr Morel, SAMU, by telephone at 14:10."),
        required=False,
        max_length=300,
        error_messages={"max_length": _("300 characters are enough.")},
    )
    words = forms.CharField(
        label=_("What you did and decided, and what comes next"),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea,
        error_messages={
            "required": _("Write what you did, in a few words: it stays in the record."),
            "max_length": TOO_LONG,
        },
    )
    goes_on = forms.ChoiceField(
        label=_("And the programme?"),
        choices=GOES_ON,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Say whether the programme goes on."),
            "invalid_choice": _("Say whether the programme goes on."),
        },
    )

    MISSING: ClassVar = {
        **OutcomeForm.MISSING,
        "tries": (
            "outcome",
            _("Call a few more times, at different hours, and note each above; ask the person they trust too."),
        ),
        "level": (
            "outcome",
            _("At this level of danger that is not an end: hand over to somebody who can go on, or call 15."),
        ),
        "receipt": ("receipt", _("Write who took it over and how they confirmed it.")),
        "more": ("outcome", _("Something more came while you wrote: read it above, then say how it ended.")),
        "told_15": ("outcome", _("Note first, above, that you called the emergency services, and what they said.")),
    }


class OnCallForm(forms.Form):
    """How this person is told of alerts, and when they are there."""

    email = forms.EmailField(
        label=_("E-mail for alerts"),
        required=False,
        max_length=200,
        error_messages={"invalid": _("Write an address such as name@service.fr, or leave this empty.")},
    )
    telephone = forms.CharField(
        label=_("Mobile number for alerts"),
        help_text=_("Messages say only that something waits: no name, nothing about health."),
        required=False,
        max_length=30,
        error_messages={"max_length": _("This is too long for a telephone number.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in days_of_the_week().items():
            self.fields[name] = forms.CharField(label=words, required=False, max_length=20)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for day in WEEK:
            try:
                cleaned[day] = hours_of(cleaned.get(day, ""))
            except ValidationError as refused:
                self.add_error(day, refused)
        number = _NOT_DIGITS.sub("", cleaned.get("telephone", ""))
        if number and not _NUMBER.match(number):
            self.add_error("telephone", _("Write a telephone number such as 06 12 34 56 78, or leave this empty."))
        cleaned["telephone"] = number
        return cleaned

    @property
    def reach(self) -> Reach:
        return Reach(email=self.cleaned_data["email"], telephone=self.cleaned_data["telephone"])

    @property
    def week(self) -> dict[str, str]:
        return {day: self.cleaned_data[day] for day in WEEK if self.cleaned_data[day]}


def hours_of(typed: str) -> str:
    """Hours as people write them (9-13, 9h30 – 17h) in the form of the rules, "09:30-17:00"; "" for none.

    Raises ValidationError.
    """
    if not typed.strip():
        return ""
    match = _HOURS.match(typed.strip())
    if match is None:
        raise ValidationError(_("Write hours such as 9:00-13:00, or leave this empty."))
    opens, closes = (f"{int(match[one]):02}:{match[one + 1] or '00'}" for one in (1, 3))
    if opens >= closes:
        raise ValidationError(_("The second hour comes after the first. For a night, give two days."))
    return f"{opens}-{closes}"


LONGEST_ABSENCE = timedelta(days=400)


class LeaveForm(forms.Form):
    """Days away, both included, of which one at least is to come."""

    first_day = forms.DateField(
        label=_("First day away"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": _("Give the first day."), "invalid": _("Give a day, such as 2026-12-24.")},
    )
    last_day = forms.DateField(
        label=_("Last day away"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": _("Give the last day."), "invalid": _("Give a day, such as 2026-12-24.")},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and not self._today - LONGEST_ABSENCE <= first <= self._today + LONGEST_ABSENCE:
            self.add_error("first_day", _("Give a day of this year or of the coming one."))
        elif first and last and last < first:
            self.add_error("last_day", _("The last day is not before the first."))
        elif first and last and not self._today <= last <= first + LONGEST_ABSENCE:
            self.add_error("last_day", _("The last day is today or later, within a year of the first."))
        return cleaned


class WorryForm(forms.Form):
    """What worries somebody about a person whom they can name."""

    who = forms.CharField(
        label=_("About whom"),
        help_text=_("What they are called, or how you know them: enough for the team to find them."),
        max_length=300,
        error_messages={"required": _("Say in a few words about whom you are worried.")},
    )
    words = forms.CharField(
        label=_("What worries you"),
        help_text=_("What you saw, heard or read, in a few words."),
        max_length=5_000,
        widget=forms.Textarea,
        error_messages={
            "required": _("Write in a few words what worries you."),
            "max_length": _("This is longer than we can keep here. Your text is below: shorten it a little."),
        },
    )
    reach = forms.CharField(
        label=_("How the team may reach you, if you wish"),
        help_text=_("A telephone number, for instance. You may leave this empty."),
        max_length=200,
        required=False,
    )

    def too_soon(self) -> None:
        """They have just told one."""
        self.add_error(
            None,
            _(
                "You have told the team something a moment ago, and it was kept. Wait a quarter of an hour, or call: "
                "the numbers are above. Your text is below."
            ),
        )
