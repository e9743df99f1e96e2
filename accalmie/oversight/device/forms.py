"""What is written about incidents and about harm, checked; the actions save it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import get_language, gettext_lazy as _, ngettext

from accalmie.oversight.device.actions import NEW_HAZARD
from accalmie.oversight.device.hazards import hazard_log
from accalmie.oversight.device.models import Harm, Kind
from accalmie.oversight.device.vigilance import vigilance

LONGEST_WORDS = 20_000
TOO_LONG = _("This is longer than we can keep here. Your text is below: shorten it a little.")

DOMAINS = [
    ("symptoms", _("I feel worse, or something new came")),
    ("quality", _("What I read or was answered did not suit me")),
    ("dependency", _("I find it hard to do without this")),
    ("stigma", _("I am afraid of what others would think")),
    ("hopelessness", _("I have less hope than before")),
    ("failure", _("It made me feel that I do not manage")),
    ("other", _("Something else")),
    ("dying", _("I had thoughts of dying, or of hurting myself")),
]
"""The domains in which psychotherapies are known to harm (Rozental and others, 2016), in the house's own words."""
CAUSES = [
    ("programme", _("Yes, from what I did here")),
    ("elsewhere", _("No, from something else")),
    ("unsure", _("I cannot tell")),
]
WISHES = [
    ("nothing", _("Nothing: I only wanted to say it")),
    ("answer", _("An answer from somebody")),
    ("another_way", _("Another way to go on")),
]


def _language() -> str:
    return "en" if (get_language() or "fr").startswith("en") else "fr"


def _within(name: str, days: int) -> str:
    said = ngettext("%(name)s: within %(num)s day", "%(name)s: within %(num)s days", days)
    return said % {"name": name, "num": days}


def _text(label: Any, *, help_text: Any = "", missing: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=bool(missing),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea,
        error_messages={"required": missing, "max_length": TOO_LONG},
    )


def _day(label: Any, *, help_text: Any = "", required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": _("Choose a day."), "invalid": _("Choose a day.")},
    )


class ReportForm(forms.Form):
    """An incident or a near miss, as whoever saw it tells it. `patients`: whom it may concern, by id and name."""

    what = _text(
        _("What happened?"),
        help_text=_("A few words are enough. Name nobody: we look for what made it possible, not for who did it."),
        missing=_("Write what happened, even in one line."),
    )
    happened_on = _day(_("On which day?"))
    harm = forms.ChoiceField(
        label=_("Was anybody harmed?"),
        choices=Harm.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer, “I do not know” if you cannot tell.")},
    )
    patient = forms.ChoiceField(label=_("Does it concern one of your patients?"), required=False)
    done = _text(_("What was done at once, if anything"))

    def __init__(self, *args: Any, patients: Sequence[tuple[UUID, str]], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        field = self.fields["patient"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("No, or not one of mine")), *((str(id), called) for id, called in patients)]

    def clean_happened_on(self) -> date:
        day: date = self.cleaned_data["happened_on"]
        if day > self.today:
            raise forms.ValidationError(_("This day has not come yet."))
        return day

    def clean_patient(self) -> UUID | None:
        return UUID(self.cleaned_data["patient"]) if self.cleaned_data["patient"] else None


class HazardField(forms.ChoiceField):
    """One hazard of the log, or none of them."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Which hazard of the log?"),
            error_messages={"required": _("Choose a hazard, “none of these” if it is a new one.")},
        )

    def told(self) -> None:
        """The choices in the language of the reader."""
        log = [(one.id, one.hazard[_language()]) for one in hazard_log().hazards]
        self.choices = [("", _("Choose")), (NEW_HAZARD, _("None of these: a new hazard to write")), *log]


class ClassifyForm(forms.Form):
    """What the safety lead decides about one report."""

    kind = forms.ChoiceField(
        label=_("What was it?"),
        choices=Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it was.")},
    )
    severity = forms.TypedChoiceField(
        label=_("How grave was it, or could it have been?"),
        coerce=int,
        error_messages={"required": _("Choose a level.")},
    )
    hazard = HazardField()
    clock = forms.ChoiceField(label=_("Has an authority to be told?"), required=False, widget=forms.RadioSelect)
    aware_on = _day(
        _("Since when does anybody here know of it?"),
        help_text=_("The clock runs from this day, not from that of the report."),
    )
    told_on = _day(_("The authority was told on"), required=False)
    measures = _text(_("What is changed so that it does not happen again"))
    closing = _text(_("Closing note"), help_text=_("Written once all is done: it closes the report."))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, language = today, _language()
        severity, hazard, clock = (self.fields[name] for name in ("severity", "hazard", "clock"))
        assert isinstance(severity, forms.ChoiceField)
        assert isinstance(hazard, HazardField)
        assert isinstance(clock, forms.ChoiceField)
        severity.choices = [
            ("", _("Choose")),
            *((one.level, f"{one.name[language]}, {one.means[language]}") for one in hazard_log().scales.severity),
        ]
        hazard.told()
        clock.choices = [
            ("NONE", _("No")),
            *((one.kind, _within(one.name[language], one.days)) for one in vigilance().clocks),
        ]

    def clean(self) -> dict[str, Any]:
        """A clock that runs is stopped before the report is closed; no day lies ahead."""
        given = super().clean() or {}
        for name in ("aware_on", "told_on"):
            if given.get(name) and given[name] > self.today:
                self.add_error(name, _("This day has not come yet."))
        given["clock"] = "" if given.get("clock") == "NONE" else given.get("clock", "")
        if given.get("closing") and given["clock"] and not given.get("told_on"):
            self.add_error("told_on", _("Write on which day the authority was told: only then is it closed."))
        return given


class FileForm(forms.Form):
    """Under which hazard something that did harm belongs."""

    hazard = HazardField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["hazard"]
        assert isinstance(field, HazardField)
        field.told()


class HarmForm(forms.Form):
    """What did somebody harm. Nothing is required but one sign of what it is about. `is_read`: somebody may answer."""

    domains = forms.MultipleChoiceField(
        label=_("What was it like?"),
        help_text=_("Tick what fits, or nothing and write below."),
        choices=DOMAINS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    words = _text(_("In your own words, if you wish"))
    cause = forms.ChoiceField(
        label=_("Does it come from what you did here?"), choices=CAUSES, required=False, widget=forms.RadioSelect
    )
    wish = forms.ChoiceField(
        label=_("What would you like?"), choices=WISHES, required=False, widget=forms.RadioSelect, initial="nothing"
    )

    def __init__(self, *args: Any, is_read: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_read:
            del self.fields["wish"]

    def clean(self) -> dict[str, Any]:
        """Something has to be said; nothing about it has to be justified."""
        given = super().clean() or {}
        if not given.get("domains") and not given.get("words") and "words" not in self.errors:
            self.add_error("domains", _("Tick what fits, or write a word below."))
        given["wish"] = given.get("wish") or "nothing"
        return given
