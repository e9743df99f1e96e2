"""What a professional reads of *M'orienter*: where it led, what was answered, and a form that proposes another way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accalmie.capabilities.programmes import queries as programmes
from accalmie.capabilities.programmes.pages import language_for
from accalmie.capabilities.programmes.views import oriented as shown
from accalmie.foundation.people.models import Patient
from accalmie.oversight.caseload.forms import LONGEST_WORDS, TOO_LONG


@dataclass(frozen=True)
class OrientationOnPage:
    """The part of a patient's page about their orientation."""

    result: shown.ResultPage
    reached_at: datetime | None
    led_to: str
    is_changed_by_person: bool


class ProposalForm(forms.Form):
    """Another way, in words that the person reads."""

    outcome = forms.ChoiceField(
        label=_("Which way instead?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one of the ways proposed."),
            "invalid_choice": _("Choose one of the ways proposed."),
        },
    )
    words = forms.CharField(
        label=_("Why, in words that the person reads"),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea,
        error_messages={"required": _("Write a few words: the person reads them."), "max_length": TOO_LONG},
    )

    def __init__(self, *args: Any, ways: tuple[shown.Way, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["outcome"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(way.outcome, way.words) for way in ways]


def orientation_of(patient: Patient, language: str) -> OrientationOnPage | None:
    """Where the latest orientation led; None while there is nothing to read."""
    oriented = programmes.orientation(patient.id)
    if oriented is None or not oriented.reached:
        return None
    by_person = oriented.changed_by == patient.person_id
    result = shown.result_page(oriented, language, own=by_person)
    led = shown.outcome_of(oriented.place.programme, oriented.reached)
    return OrientationOnPage(
        result=result,
        reached_at=oriented.reached_at,
        led_to=led.title[language_for(oriented.place.programme, language)],
        is_changed_by_person=result.is_changed and by_person,
    )
