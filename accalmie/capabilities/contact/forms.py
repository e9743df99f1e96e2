"""What somebody writes to ask for a person, checked; the actions save it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_WORDS = 20_000
TOO_LONG = _("This is longer than we can keep here. Your text is below: shorten it a little.")

WAYS = [("callback", _("Be called back")), ("message", _("Write a message")), ("visit", _("Ask for an appointment"))]
SUBJECTS = [
    ("how_i_am", _("How I am")),
    ("programme", _("My programme")),
    ("technical", _("Something does not work")),
    ("other", _("Something else")),
]


class TalkForm(forms.Form):
    """A request to talk to somebody."""

    way = forms.ChoiceField(
        label=_("What would suit you?"),
        choices=WAYS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a way."), "invalid_choice": _("Choose one of these ways.")},
    )
    about = forms.ChoiceField(
        label=_("What is it about?"),
        choices=SUBJECTS,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what it is about, “something else” if nothing fits."),
            "invalid_choice": _("Choose what it is about, “something else” if nothing fits."),
        },
    )
    reach = forms.CharField(
        label=_("Where to reach you"),
        help_text=_("A telephone number, for instance. Say if nobody else should pick up or hear a message."),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
        error_messages={"max_length": TOO_LONG},
    )
    when = forms.CharField(
        label=_("When it suits you"),
        help_text=_("“Mornings, but not Wednesday”, in your own words."),
        required=False,
        max_length=300,
        error_messages={"max_length": TOO_LONG},
    )
    words = forms.CharField(
        label=_("What you would like to say, if you wish"),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea,
        error_messages={"max_length": TOO_LONG},
    )

    def clean(self) -> dict[str, Any]:
        """A call needs a number, a message needs words."""
        given = super().clean() or {}
        if given.get("way") == "callback" and "reach" in given and not given["reach"]:
            self.add_error("reach", _("Write a number where we can call you."))
        if given.get("way") == "message" and "words" in given and not given["words"]:
            self.add_error("words", _("Write your message, even one line."))
        return given
