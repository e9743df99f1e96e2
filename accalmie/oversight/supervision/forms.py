"""What a supervisor writes, checked; the action keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accalmie.foundation.people.models import Person
from accalmie.oversight.supervision.fidelity import Checklist

LONGEST = 20_000
MARKS = [
    ("", _("Not looked at")),
    ("seen", _("Seen, as meant")),
    ("not_seen", _("Missing, or otherwise than meant")),
    ("not_due", _("Not due yet")),
]


class NoteForm(forms.Form):
    """To whom, the words, and one mark for each line of the checklist."""

    to = forms.ChoiceField(
        label=_("For"),
        choices=(),
        error_messages={"required": _("Choose a colleague."), "invalid_choice": _("Choose a colleague of this list.")},
    )
    words = forms.CharField(
        label=_("About the work"),
        help_text=_("What was well done, and one thing to try. No patient’s name and nothing by which one is known."),
        max_length=LONGEST,
        widget=forms.Textarea,
        error_messages={
            "required": _("Write a few words."),
            "max_length": _("This is longer than we can keep here. Your text is below: shorten it a little."),
        },
    )

    def __init__(self, *args: Any, colleagues: Sequence[Person], checklist: Checklist | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._by_id = {str(one.id): one for one in colleagues}
        names = [(id, f"{one.called} ({one.get_role_display()})") for id, one in self._by_id.items()]
        self.fields["to"].choices = [("", _("Choose")), *names]  # type: ignore[attr-defined]
        self._marks = {f"item-{place}": item for place, item in enumerate(checklist.items if checklist else ())}
        for name, item in self._marks.items():
            self.fields[name] = forms.ChoiceField(label=item.name, choices=MARKS, required=False)

    @property
    def chosen(self) -> Person:
        return self._by_id[self.cleaned_data["to"]]

    @property
    def item_names(self) -> list[str]:
        return list(self._marks)

    @property
    def marks(self) -> dict[str, str]:
        """Item of the checklist to its mark, those that were looked at."""
        return {item.id: self.cleaned_data[name] for name, item in self._marks.items() if self.cleaned_data[name]}
