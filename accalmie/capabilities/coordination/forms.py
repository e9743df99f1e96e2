"""What is written about goals and tasks, checked; the actions save it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accalmie.core.entries import GoalStep

STEPS = 5
LONGEST = 2_000
TOO_LONG = _("This is longer than we can keep here. Your text is below: shorten it a little.")
BY = [("me", _("The person")), ("team", _("The team")), ("together", _("Together"))]
PARTS = [
    ("why", _("Why we write")),
    ("scores", _("The scores of the questionnaires, with their dates")),
    ("programme", _("The programme, and how far")),
    ("goals", _("The goals, in the person’s own words")),
    ("next", _("What comes next")),
]
"""The parts of a letter, in its order: the person agrees to each."""
BY_ME = [("me", _("Me")), ("team", _("My team")), ("together", _("Together"))]


def _day(label: Any, *, help_text: Any = "", missing: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=bool(missing),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": missing, "invalid": _("Choose a day.")},
    )


def _text(label: Any, *, help_text: Any = "", missing: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=bool(missing),
        max_length=LONGEST,
        widget=forms.Textarea,
        error_messages={"required": missing, "max_length": TOO_LONG},
    )


class GoalForm(forms.Form):
    """A goal in the person's words, a few steps towards it, and when it is looked at again."""

    words = _text(
        _("What I would like"),
        help_text=_(
            "In your own words, small or large: “sleep without dreading the night”, “eat with my sister again”."
        ),
        missing=_("Write what you would like, even in three words."),
    )
    review_on = _day(
        _("When shall we look at it again?"), help_text=_("If you wish. Nothing happens by itself on that day.")
    )

    def __init__(self, data: QueryDict | None = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        for row in range(1, STEPS + 1):
            self.fields[f"step_{row}"] = forms.CharField(
                label=_("Step %(number)s") % {"number": row},
                required=False,
                max_length=300,
                error_messages={"max_length": TOO_LONG},
            )
            self.fields[f"by_{row}"] = forms.ChoiceField(
                label=_("Who does step %(number)s") % {"number": row}, choices=self.who(), required=False
            )
            self.fields[f"done_{row}"] = forms.BooleanField(
                label=_("Step %(number)s is done") % {"number": row}, required=False
            )

    def who(self) -> list[tuple[str, Any]]:
        """Who may do a step, as whoever writes says it."""
        return BY_ME

    def rows(self) -> list[tuple[Any, Any, Any]]:
        """The fields of each step."""
        return [(self[f"step_{row}"], self[f"by_{row}"], self[f"done_{row}"]) for row in range(1, STEPS + 1)]

    def way_there(self) -> tuple[GoalStep, ...]:
        """The steps that were written, in their order."""
        given = self.cleaned_data
        return tuple(
            GoalStep(words=given[f"step_{row}"], by=given[f"by_{row}"] or "me", done=given[f"done_{row}"])
            for row in range(1, STEPS + 1)
            if given[f"step_{row}"]
        )


class TogetherGoalForm(GoalForm):
    """The same, written by a professional with the person."""

    def __init__(self, data: QueryDict | None = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["words"].label = _("What the person would like")
        self.fields["words"].help_text = _("In their words, not yours. Read it aloud to them.")
        self.fields["review_on"].label = _("When do you look at it again together?")
        self.fields["review_on"].help_text = ""
        self.fields["together"] = forms.BooleanField(
            label=_("These are the person’s own words, and they agree that I note them"), required=False
        )

    def who(self) -> list[tuple[str, Any]]:
        return BY


class EndGoalForm(forms.Form):
    """How a goal ended."""

    ending = forms.ChoiceField(
        label=_("What became of it?"),
        choices=[("attained", _("It is where it was meant to be")), ("set_aside", _("It is set aside"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what became of it.")},
    )
    words = _text(_("A word about it, if you wish"))


class TaskForm(forms.Form):
    """A task of the team: what, who of the team, by when."""

    words = _text(_("What is to be done"), missing=_("Write what is to be done."))
    owner = forms.ChoiceField(
        label=_("Who does it"), error_messages={"required": _("Choose somebody of the care team.")}
    )
    due_on = _day(_("By when"), missing=_("Choose a day."))

    def __init__(
        self, data: QueryDict | None = None, *, team: Sequence[tuple[UUID, str]], initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial, auto_id="task-%s")
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ChoiceField)
        owner.choices = [(str(id), called) for id, called in team]
        owner.error_messages["invalid_choice"] = _("Only somebody of the care team can do this.")


class AnswerForm(forms.Form):
    """Which parts of a letter may go: those that are ticked."""

    parts = forms.MultipleChoiceField(
        label=_("What may go"), required=False, widget=forms.CheckboxSelectMultiple, choices=PARTS
    )

    def __init__(
        self, data: QueryDict | None = None, *, of: Iterable[str], initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        parts = self.fields["parts"]
        assert isinstance(parts, forms.MultipleChoiceField)
        parts.choices = [(part, words) for part, words in PARTS if part in set(of)]

    def clean(self) -> dict[str, Any]:
        """A no is said, never guessed from boxes that were left empty."""
        given = super().clean() or {}
        if not self._is_no and not given.get("parts"):
            self.add_error("parts", _("Tick what may go, or say that nothing goes."))
        return given

    @property
    def agreed(self) -> list[str]:
        """The parts that may go; none after a no."""
        return [] if self._is_no else list(self.cleaned_data["parts"])

    @property
    def _is_no(self) -> bool:
        return self.data.get("answer") == "no"


class SendForm(forms.Form):
    """How a letter left."""

    way = forms.ChoiceField(
        label=_("How did it leave?"),
        choices=[
            ("secure_mail", _("Secure health messaging")),
            ("post", _("By post")),
            ("by_hand", _("Handed over")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it left.")},
    )


class ReceiptForm(forms.Form):
    """Who there said that they have it."""

    confirmed_by = forms.CharField(
        label=_("Who confirmed that they have it?"),
        help_text=_("A name: an acknowledgement from a machine is not a receipt."),
        max_length=120,
        error_messages={"required": _("Write who confirmed it."), "max_length": TOO_LONG},
    )


class EndLetterForm(forms.Form):
    """Why nothing comes of a letter."""

    ending = forms.ChoiceField(
        label=_("What happened?"),
        choices=[("refused", _("They cannot take it on")), ("taken_back", _("We take it back"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what happened.")},
    )
    words = _text(_("Why, in a line"))


class MessageForm(forms.Form):
    """What is said, to whom, whether they must read it, and whether a third party told it in confidence."""

    words = _text(_("Your message"), missing=_("Write your message."))
    to = forms.MultipleChoiceField(
        label=_("To whom"),
        help_text=_("Tick nobody to write to the whole care team. All of it may read every message."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Only somebody of the care team can read this. Choose again.")},
    )
    for_attention = forms.BooleanField(
        label=_("For their attention"),
        help_text=_("It stands on their list of what they are to do until they say that they have read it."),
        required=False,
    )
    in_confidence = forms.BooleanField(
        label=_("A third party told this in confidence"),
        help_text=_(
            "It is kept apart, and never given to the person, not even on request. Say only here what was told. This "
            "cannot be changed later."
        ),
        required=False,
    )

    def __init__(self, data: QueryDict | None = None, *, team: Sequence[tuple[UUID, str]]) -> None:
        super().__init__(data, auto_id="message-%s")
        to = self.fields["to"]
        assert isinstance(to, forms.MultipleChoiceField)
        to.choices = [(str(id), called) for id, called in team]

    @property
    def colleagues(self) -> tuple[UUID, ...]:
        """Whom the author ticked, once the form is valid."""
        return tuple(UUID(one) for one in self.cleaned_data["to"])
