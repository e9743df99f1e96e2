"""The small forms of a programme; they check what was typed and never save."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _, pgettext_lazy

LONGEST_WORDS = 20_000
BACK_DATED = timedelta(days=14)

YES_NO = [("yes", _("Yes")), ("no", _("Not today"))]
HELPED = [
    ("0", pgettext_lazy("how much it helped", "Not at all")),
    ("1", _("A little")),
    ("2", _("Somewhat")),
    ("3", _("Quite a lot")),
    ("4", _("A lot")),
    ("", _("I would rather not say")),
]
WORSE = [("no", _("No")), ("yes", _("Yes")), ("", _("I would rather not say"))]
PACES = [
    ("0.5", _("Faster: half the wait")),
    ("1", _("The usual pace")),
    ("1.5", _("Slower: one and a half times the wait")),
    ("2", _("Much slower: twice the wait")),
]


def _words(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea,
        error_messages={
            "max_length": _("This is longer than we can keep here. Your text is below: shorten it a little.")
        },
    )


class PracticeForm(forms.Form):
    """One day of a practice."""

    done = forms.ChoiceField(
        label=_("Did you do it?"),
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say yes or not today: both are useful.")},
    )
    day = forms.DateField(
        label=_("Which day?"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={
            "invalid": _("Write the day as in 24/11/2026, or use the calendar."),
            "required": _("Choose a day."),
        },
    )
    words = _words(_("A word about it, if you like"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day > self.today:
            raise forms.ValidationError(_("This day has not come yet. Choose today or a day before."))
        if day < self.today - BACK_DATED:
            raise forms.ValidationError(_("This is more than two weeks ago. Choose a more recent day."))
        return day


class RatingForm(forms.Form):
    """After a module. Not answering is an answer."""

    helped = forms.ChoiceField(
        label=_("Did this module help you?"), choices=HELPED, widget=forms.RadioSelect, required=False
    )
    worse = forms.ChoiceField(
        label=_("Did something get worse because of it?"), choices=WORSE, widget=forms.RadioSelect, required=False
    )
    words = _words(_("What would you like to say about it?"))

    @property
    def helped_value(self) -> str:
        return str(self.cleaned_data["helped"])

    @property
    def helped_score(self) -> int | None:
        return int(self.helped_value) if self.helped_value else None

    @property
    def worse_answer(self) -> bool | None:
        return {"yes": True, "no": False}.get(str(self.cleaned_data["worse"]))


class OtherWayForm(forms.Form):
    """*Ça ne m'aide pas.*"""

    wish = forms.ChoiceField(
        label=_("What would suit you better?"),
        choices=[("exercise", _("Another exercise")), ("person", _("Somebody to talk to"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    words = _words(_("What does not help, in a few words if you like"))


class PaceForm(forms.Form):
    """Pause, come back, change pace, stop. Each button of the page sends its own `what`."""

    what = forms.ChoiceField(choices=[(name, name) for name in ("pause", "resume", "pace", "leave")])
    until = forms.DateField(
        label=_("Until which day? Leave empty if you do not know yet."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": _("Write the day as in 24/11/2026, or use the calendar.")},
    )
    pace = forms.ChoiceField(label=_("Your pace"), choices=PACES, required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_until(self) -> date | None:
        until: date | None = self.cleaned_data["until"]
        if until is not None and until <= self.today:
            raise forms.ValidationError(_("Choose a day to come, or leave it empty."))
        return until

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("what") == "pace" and not cleaned.get("pace"):
            self.add_error("pace", _("Choose a pace."))
        return cleaned


DOCTORS = [("gp", _("My GP")), ("psychiatrist", _("A psychiatrist"))]


class DoctorForm(forms.Form):
    """The doctor who carries the care beside a programme."""

    role = forms.ChoiceField(
        label=_("Who is it?"),
        choices=DOCTORS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two."), "invalid_choice": _("Choose one of the two.")},
    )
    name = forms.CharField(
        label=_("Their name"),
        help_text=_("As on a prescription. The town helps, if you like."),
        max_length=200,
        error_messages={
            "required": _("Write their name."),
            "max_length": _("This is long for a name: 200 characters are enough."),
        },
    )


class OtherOutcomeForm(forms.Form):
    """Another way than the one that *M'orienter* proposed."""

    outcome = forms.ChoiceField(
        label=_("Which way instead?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one of the ways proposed."),
            "invalid_choice": _("Choose one of the ways proposed."),
        },
    )
    words = _words(_("Why, in a few words if you like"), _("The professionals who care for you here can read it."))

    def offer(self, ways: list[tuple[str, str]]) -> None:
        """The ways that may be chosen here."""
        field = self.fields["outcome"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = ways
