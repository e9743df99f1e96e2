"""What a professional writes around a start: a contact, and the grounds on which they start a programme."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from accalmie.core.reviewing import LONGEST_DAYS
from accalmie.oversight.caseload.forms import LONGEST_WORDS, MODES, TOO_LONG

CHANNELS = [("phone", _("By telephone")), ("visit", _("Face to face")), ("video", _("By video"))]
ANSWERS = [("no", _("No")), ("yes", _("Yes")), ("unsaid", _("Not known, or not said"))]
DOCTORS = [("", _("Nobody named")), ("gp", _("GP")), ("psychiatrist", _("Psychiatrist"))]
ONE_LINE = 300


class ContactForm(forms.Form):
    """*J'ai parlé avec cette personne.*"""

    channel = forms.ChoiceField(
        label=_("How did you speak?"),
        choices=CHANNELS,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Say how you spoke with them."),
            "invalid_choice": _("Say how you spoke with them."),
        },
    )
    words = forms.CharField(
        label=_("What to keep of it, in a few words"),
        help_text=_("Kept in the record. With moderate symptoms, a contact opens a programme on one’s own."),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea,
        error_messages={"max_length": TOO_LONG},
    )


class AdmitForm(forms.Form):
    """A programme started by a professional, or followed another way from now on: how, why, and what was checked.
    A start says also how soon somebody reads, who covers, and is signed.

    `questions` are (id, question), `modes` the ways that may be chosen."""

    mode = forms.ChoiceField(
        label=_("How"),
        error_messages={"invalid_choice": _("Choose one of these ways."), "required": _("Choose one of these ways.")},
    )
    indication = forms.CharField(
        label=_("Why, in one line"),
        max_length=ONE_LINE,
        error_messages={
            "required": _("Write why, in one line: a colleague must understand it."),
            "max_length": _("This is longer than a line: 300 characters are enough."),
        },
    )
    despite = forms.CharField(
        label=_("With a yes or an unknown: why all the same"),
        help_text=_("Left empty when every answer is no."),
        required=False,
        max_length=ONE_LINE,
        error_messages={"max_length": _("This is longer than a line: 300 characters are enough.")},
    )
    doctor_role = forms.ChoiceField(
        label=_("The doctor beside the programme"),
        help_text=_("Needed from a PHQ-9 of 20 on."),
        choices=DOCTORS,
        required=False,
        error_messages={"invalid_choice": _("Choose one of these.")},
    )
    doctor_name = forms.CharField(label=_("The doctor’s name"), required=False, max_length=200)
    within_days = forms.IntegerField(
        label=_("What they share is answered within so many working days"),
        min_value=1,
        max_value=LONGEST_DAYS,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), _("Write a number of days, from 1 to 20.")
        ),
    )
    covered_by = forms.ChoiceField(
        label=_("Who reads while you are away"),
        error_messages={
            "required": _("Name who reads while you are away: nobody is left alone."),
            "invalid_choice": _("Choose a colleague of this list."),
        },
    )
    signed = forms.BooleanField(
        label=_("I have checked the indication and what speaks against it, and I sign this start"),
        error_messages={"required": _("A start is a clinical act: sign it with this box.")},
    )

    def __init__(
        self,
        *args: Any,
        questions: Iterable[tuple[str, str]],
        modes: Iterable[str],
        covers: Sequence[tuple[str, str]] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._reads(covers)
        offered = set(modes)
        cast(forms.ChoiceField, self.fields["mode"]).choices = [one for one in MODES if one[0] in offered]
        self.asked = tuple(questions)
        for id_, ask in self.asked:
            self.fields[f"checked-{id_}"] = forms.ChoiceField(
                label=ask,
                choices=ANSWERS,
                widget=forms.RadioSelect,
                error_messages={
                    "required": _("Check this with the person: “%(question)s”") % {"question": ask},
                    "invalid_choice": _("Choose one of the three answers."),
                },
            )

    def _reads(self, covers: Sequence[tuple[str, str]] | None) -> None:
        """Who covers and the signature belong to a start (`covers`: the colleagues who may), not to a change."""
        if covers is None:
            for name in ("within_days", "covered_by", "signed"):
                del self.fields[name]
            return
        field = cast(forms.ChoiceField, self.fields["covered_by"])
        field.choices = [("", _("Choose")), *covers]
        field.required = bool(covers)

    @property
    def checked(self) -> list[forms.BoundField]:
        """The fields of the questions, in their order."""
        return [self[f"checked-{id_}"] for id_, _ask in self.asked]

    @property
    def answers(self) -> dict[str, str]:
        return {id_: str(self.cleaned_data[f"checked-{id_}"]) for id_, _ask in self.asked}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        answers = {cleaned.get(f"checked-{id_}") for id_, _ask in self.asked}
        if answers & {"yes", "unsaid"} and not cleaned.get("despite"):
            self.add_error("despite", _("Say in a line why the programme is right all the same."))
        self._check_doctor(cleaned)
        return cleaned

    def _check_doctor(self, cleaned: Mapping[str, Any]) -> None:
        """A name without a role, or a role without a name, says nothing."""
        if cleaned.get("doctor_name") and not cleaned.get("doctor_role"):
            self.add_error("doctor_role", _("Say whether they are a GP or a psychiatrist."))
        if cleaned.get("doctor_role") and not cleaned.get("doctor_name"):
            self.add_error("doctor_name", _("Write the doctor’s name."))
