"""A closure as it is written: its days, and lines that say who answers on which of them."""

from __future__ import annotations

from datetime import date, time
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from accalmie.foundation.people.models import Person
from accalmie.safety.closures.models import Closure, Word
from accalmie.safety.closures.queries import Answers, Closed

LINES = 2
MOST_LINES = 20

_WHY = (
    (Closure.Why.DAYS.value, _("Holidays or days off")),
    (Closure.Why.OUTAGE.value, _("The site will not work: maintenance or an outage")),
    (Closure.Why.END.value, _("The service ends, or stops for good here")),
)
HOW = (
    (Word.How.CALLED.value, _("I spoke with them on the telephone")),
    (Word.How.WRITTEN.value, _("A letter left")),
    (Word.How.IN_PERSON.value, _("I told them in person")),
    (Word.How.THROUGH.value, _("Their trusted person told them")),
)
TOO_LATE = (Word.How.TOO_LATE.value, _("It is over: they were not told"))
"""Only once a closure is over."""
_DAY = {"invalid": _("Give a day, such as 2026-12-24.")}


def _day(label: Any, *, required: bool = False, hint: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=hint,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={**_DAY, "required": _("Give the first day.")},
    )


class ClosureForm(forms.Form):
    """Why and when."""

    why = forms.ChoiceField(label=_("Why"), choices=_WHY, widget=forms.RadioSelect, initial=Closure.Why.DAYS)
    first_day = _day(_("First day closed"), required=True)
    last_day = _day(_("Last day closed"), hint=_("Leave it empty only if the service ends for good."))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("last_day") and "last_day" not in self.errors and cleaned.get("why") != Closure.Why.END:
            self.add_error("last_day", _("Give the last day."))
        return cleaned

    def refuse(self, code: str) -> None:
        """What is wrong with the days, said at their fields."""
        field, sentence = {
            "past": ("first_day", _("The first day is not behind us.")),
            "order": ("last_day", _("The last day is neither before the first nor behind us.")),
            "long": ("last_day", _("More than a year is not a closure: choose “ends for good”, or fewer days.")),
            "outside": ("first_day", _("A line below says who answers on days that are none of this closure.")),
            "meets": ("first_day", _("Another closure already holds some of these days: correct that one.")),
        }[code]
        self.add_error(field, sentence)


class CoverForm(forms.Form):
    """Who answers on some days. All of it empty: the line is left out; days empty: all days of the closure."""

    name = forms.CharField(
        label=_("Whom to call"), help_text=_("A person or a service."), max_length=120, required=False
    )
    telephone = forms.CharField(
        label=_("Telephone"), max_length=40, required=False, widget=forms.TextInput(attrs={"type": "tel"})
    )
    opens = forms.TimeField(
        label=_("From"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Write an hour such as 09:00, or leave it empty.")},
    )
    closes = forms.TimeField(
        label=_("To"),
        help_text=_("Both empty: day and night."),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Write an hour such as 09:00, or leave it empty.")},
    )
    first_day = _day(_("From which day"), hint=_("Empty: from the first day on."))
    last_day = _day(_("To which day"), hint=_("Empty: until the last day."))
    person = forms.ChoiceField(
        label=_("A colleague who answers alerts here on these days"),
        help_text=_("Alerts go to them then. Without a colleague, nobody answers alerts here on these days."),
        required=False,
    )

    def __init__(self, *args: Any, colleagues: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        empty = [("", _("Nobody: they answer outside this site"))]
        self.fields["person"].choices = [*empty, *((str(one.id), one.called) for one in colleagues)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.is_left_out:
            return cleaned
        for name, sentence in (("name", _("Say who answers.")), ("telephone", _("Give the number to call."))):
            if not cleaned.get(name, "").strip() and name not in self.errors:
                self.add_error(name, sentence)
        if not any(letter.isdigit() for letter in cleaned.get("telephone", "0")):
            self.add_error("telephone", _("Give the number to call."))
        self._check_hours(cleaned.get("opens"), cleaned.get("closes"))
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day is not before the first."))
        return cleaned

    def _check_hours(self, opens: time | None, closes: time | None) -> None:
        if (opens is None) != (closes is None):
            self.add_error("closes", _("Give both hours, or neither."))
        if opens and closes and closes <= opens:
            self.add_error("closes", _("The second hour comes after the first. For a night, write two lines."))

    @property
    def is_left_out(self) -> bool:
        """Whether nothing was written on this line."""
        return not any(self.data.get(self.add_prefix(name), "").strip() for name in self.fields)

    def answers(self, first_day: date, last_day: date | None) -> Answers:
        """The line, with the days of the closure where it gives none."""
        given = self.cleaned_data
        hours = f"{given['opens']:%H:%M}-{given['closes']:%H:%M}" if given.get("opens") else ""
        return Answers(
            first_day=given.get("first_day") or first_day,
            last_day=given.get("last_day") or last_day,
            name=given["name"].strip(),
            telephone=given["telephone"].strip(),
            hours=hours,
            person=UUID(given["person"]) if given.get("person") else None,
        )


def lines(
    data: dict[str, Any] | None, colleagues: list[Person], closure: Closed | None = None
) -> tuple[CoverForm, ...]:
    """The lines of the form: what was sent, else who covers this closure, and empty ones after them."""
    if data is not None:
        count = min(max(LINES, _number(data.get("lines", "")) + ("more" in data)), MOST_LINES)
        return tuple(CoverForm(data, prefix=f"line-{one}", colleagues=colleagues) for one in range(count))
    given = () if closure is None else closure.covers
    count = max(LINES, len(given) + 1)
    initial = [*(_initial(one, closure) for one in given), *({} for _one in range(count - len(given)))]
    return tuple(CoverForm(initial=one, prefix=f"line-{at}", colleagues=colleagues) for at, one in enumerate(initial))


def _number(typed: str) -> int:
    return int(typed) if typed.isdecimal() and len(typed) < 4 else LINES


def _initial(one: Answers, closure: Closed | None) -> dict[str, Any]:
    opens, _dash, closes = one.hours.partition("-")
    is_whole = closure is not None and (one.first_day, one.last_day) == (closure.first_day, closure.last_day)
    return {
        "name": one.name,
        "telephone": one.telephone,
        "opens": opens,
        "closes": closes,
        "first_day": None if is_whole else one.first_day,
        "last_day": None if is_whole else one.last_day,
        "person": str(one.person) if one.person else "",
    }


class ToldForm(forms.Form):
    """How somebody was told by hand."""

    how = forms.ChoiceField(label=_("How they were told"), choices=(*HOW, TOO_LATE))
