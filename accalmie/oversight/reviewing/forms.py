"""What a professional types here: an answer, a phrase, days away with a cover for each patient, who reads whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from accalmie.core.reviewing import LONGEST_DAYS
from accalmie.foundation.access.queries import left_by
from accalmie.foundation.people.models import Person
from accalmie.safety.alerts.forms import LONGEST_ABSENCE

LONGEST_ANSWER = 20_000
LONGEST_PHRASE = 2_000
PACES = [("keep", _("As it is")), ("slower", _("Slower: half as long again between steps")), ("faster", _("Faster"))]
FACTORS = {"slower": 1.5, "faster": 0.75}
LANGUAGES = [("fr", _("French")), ("en", _("English"))]
WHY = [("leave", _("Leave")), ("sickness", _("Sickness")), ("departure", _("I leave the service"))]


class AnswerForm(forms.Form):
    """An answer to one exercise. `lines`: what the person wrote, line by line; `quoted` are those it speaks of."""

    quoted = forms.MultipleChoiceField(
        label=_("Which of their words do you answer?"),
        help_text=_("Tick one line at least: the person reads it above your answer."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Tick a line of theirs that your answer speaks of: it shows them that they were read."),
            "invalid_choice": _("Tick one of the lines of this exercise."),
        },
    )
    words = forms.CharField(
        label=_("Your answer"),
        help_text=_("What you noticed, what was well done, one question. They read it where they wrote."),
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea,
        error_messages={
            "required": _("Write a few words: the person reads them where they wrote."),
            "max_length": _("This is longer than we can keep here. Your text is below: shorten it a little."),
        },
    )
    pace = forms.ChoiceField(
        label=_("The pace of the programme"),
        choices=PACES,
        required=False,
        error_messages={"invalid_choice": _("Choose one of these.")},
    )
    opens_next = forms.BooleanField(label=_("Open the next module now"), required=False)

    def __init__(self, *args: Any, lines: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = tuple(lines)
        offered = [(str(number), line) for number, line in enumerate(self.lines)]
        cast(forms.MultipleChoiceField, self.fields["quoted"]).choices = offered

    @property
    def their_words(self) -> tuple[str, ...]:
        """The lines that were ticked, in their order."""
        chosen = set(self.cleaned_data["quoted"])
        return tuple(line for number, line in enumerate(self.lines) if str(number) in chosen)


class PhraseForm(forms.Form):
    """A phrase of one's own."""

    language = forms.ChoiceField(
        label=_("Language"), choices=LANGUAGES, error_messages={"invalid_choice": _("Choose one of these.")}
    )
    words = forms.CharField(
        label=_("Your phrase"),
        help_text=_("{name} becomes what the person is called."),
        max_length=LONGEST_PHRASE,
        widget=forms.Textarea,
        error_messages={
            "required": _("Write the phrase."),
            "max_length": _("This is longer than a phrase: 2,000 characters are enough."),
        },
    )


class TimeForm(forms.Form):
    """How long an answer took, as whoever wrote it says."""

    answer = forms.UUIDField(widget=forms.HiddenInput)
    minutes = forms.IntegerField(
        label=_("Minutes"),
        min_value=0,
        max_value=600,
        error_messages={
            "required": _("Write a number of minutes."),
            "invalid": _("Write a number of minutes."),
            "min_value": _("Write a number of minutes."),
            "max_value": _("Ten hours at most."),
        },
    )


_DAY = {"required": _("Write the day."), "invalid": _("Write a day, such as 03/08/2026.")}


class AbsenceForm(forms.Form):
    """Days away, and who reads each patient meanwhile. `patients` are (id, called), `colleagues` who may cover;
    `read_on` says who of the patients is read on some days by whoever goes. `read` are these, once the days hold."""

    why = forms.ChoiceField(label=_("Why"), choices=WHY, error_messages={"invalid_choice": _("Choose one of these.")})
    first_day = forms.DateField(
        label=_("First day away"), widget=forms.DateInput(attrs={"type": "date"}), error_messages=_DAY
    )
    last_day = forms.DateField(
        label=_("Last day away, included"),
        help_text=_("Left empty when you leave the service."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages=_DAY,
    )
    everybody = forms.ChoiceField(
        label=_("Who reads those for whom nobody is chosen below"),
        required=False,
        error_messages={"invalid_choice": _("Choose a colleague of this list.")},
    )

    def __init__(
        self,
        *args: Any,
        patients: Iterable[tuple[UUID, str]],
        colleagues: Sequence[Person],
        read_on: Callable[[date, date | None], set[UUID]],
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._today = today
        self._read_on = read_on
        self.read: frozenset[UUID] = frozenset()
        self._by_id = {str(one.id): one for one in colleagues}
        named = [(id, one.called) for id, one in self._by_id.items()]
        cast(forms.ChoiceField, self.fields["everybody"]).choices = [("", _("Nobody")), *named]
        self.patients = tuple(patients)
        for patient, called in self.patients:
            self.fields[f"cover-{patient}"] = forms.ChoiceField(
                label=called,
                choices=[("", _("As above")), *named],
                required=False,
                error_messages={"invalid_choice": _("Choose a colleague of this list.")},
            )

    @property
    def covers(self) -> list[forms.BoundField]:
        """The fields of the patients, in their order."""
        return [self[f"cover-{patient}"] for patient, _called in self.patients]

    @property
    def chosen(self) -> dict[UUID, Person]:
        """Who covers whom, of those who are read on these days, as far as somebody was chosen."""
        found = {}
        for patient in self.read:
            id = self.cleaned_data.get(f"cover-{patient}") or self.cleaned_data.get("everybody")
            if id:
                found[patient] = self._by_id[id]
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last, leaves = cleaned.get("first_day"), cleaned.get("last_day"), cleaned.get("why") == "departure"
        if first is None or "last_day" in self.errors:
            return cleaned
        if first < self._today or first > self._today + LONGEST_ABSENCE:
            self.add_error("first_day", _("Choose today or a day of the coming year."))
            return cleaned
        if leaves:
            cleaned["last_day"] = None
        elif last is None:
            self.add_error("last_day", _("Write the last day on which you are away."))
        elif not first <= last <= first + LONGEST_ABSENCE:
            self.add_error("last_day", _("The last day comes after the first, within a year."))
        if not self.errors:
            self.read = frozenset(self._read_on(first, cleaned["last_day"]))
            self._check_covers()
        return cleaned

    def _check_covers(self) -> None:
        for patient, called in self.patients:
            if patient not in self.read:
                continue
            if patient not in self.chosen:
                self.add_error(
                    f"cover-{patient}",
                    _("%(name)s would have nobody: choose who reads them meanwhile.") % {"name": called},
                )
            elif self.chosen[patient].id in left_by(patient):
                self.add_error(
                    f"cover-{patient}",
                    _("%(name)s has left this colleague: choose somebody else.") % {"name": called},
                )


class CoverAgainForm(forms.Form):
    """Who reads one person whose cover has left them, or was left. `colleagues`: those who may."""

    cover = forms.ChoiceField(
        label=_("Who reads them on these days"),
        error_messages={
            "required": _("Choose a colleague."),
            "invalid_choice": _("Choose a colleague of this list."),
        },
    )

    def __init__(self, *args: Any, colleagues: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._by_id = {str(one.id): one for one in colleagues}
        named = [(id, one.called) for id, one in self._by_id.items()]
        cast(forms.ChoiceField, self.fields["cover"]).choices = [("", _("Choose")), *named]

    @property
    def has_nobody(self) -> bool:
        """Whether no colleague may be chosen."""
        return not self._by_id

    @property
    def chosen(self) -> Person:
        """The colleague who was chosen."""
        return self._by_id[self.cleaned_data["cover"]]


class AgreeForm(forms.Form):
    """Who reads a person, how soon, and who does while they are away."""

    owner = forms.ChoiceField(
        label=_("Who reads what they share"), error_messages={"invalid_choice": _("Choose somebody of this list.")}
    )
    within_days = forms.IntegerField(
        label=_("Within how many working days"),
        min_value=1,
        max_value=LONGEST_DAYS,
        error_messages={
            "required": _("Write a number of days, from 1 to 20."),
            "invalid": _("Write a number of days, from 1 to 20."),
            "min_value": _("Write a number of days, from 1 to 20."),
            "max_value": _("Write a number of days, from 1 to 20."),
        },
    )
    covered_by = forms.ChoiceField(
        label=_("Who reads while they are away"),
        error_messages={
            "required": _("Name who reads while they are away: nobody is left alone."),
            "invalid_choice": _("Choose somebody of this list."),
        },
    )

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(one.id), one.called) for one in people]
        cast(forms.ChoiceField, self.fields["owner"]).choices = named
        cast(forms.ChoiceField, self.fields["covered_by"]).choices = [("", _("Choose")), *named]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("owner") and cleaned.get("owner") == cleaned.get("covered_by"):
            self.add_error("covered_by", _("Name somebody else than whoever reads usually."))
        return cleaned
