"""Requests to talk, as a professional reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, gettext as _, gettext_lazy

from accalmie.capabilities.contact import pages as contact
from accalmie.capabilities.contact.queries import Asked
from accalmie.foundation.words.formats import weekday
from accalmie.oversight.caseload.forms import LONGEST_WORDS, TOO_LONG

Waiting = tuple[str, datetime]
"""The way and the moment of a request that nobody has answered."""


@dataclass(frozen=True)
class TalkLine:
    """One request. `target` names its form on the page."""

    id: UUID
    target: str
    way: str
    about: str
    reach: str
    when: str
    words: str
    asked_at: datetime
    answer: str
    answered_at: datetime | None


class AnswerForm(forms.Form):
    """What a professional answers to somebody who asked to talk."""

    words = forms.CharField(
        label=gettext_lazy("Your answer, or what you agreed by telephone"),
        help_text=gettext_lazy("The person reads it on their page “Talk to somebody”."),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea,
        error_messages={
            "required": gettext_lazy("Write a few words: the person reads them."),
            "max_length": TOO_LONG,
        },
    )


def talk_line(asked: Asked) -> TalkLine:
    """One request on a patient's page."""
    return TalkLine(
        id=asked.id,
        target=f"talk-{asked.id}",
        way=contact.way_name(asked.way),
        about=contact.subject_name(asked.about),
        reach=asked.reach,
        when=asked.when,
        words=asked.words,
        asked_at=asked.asked_at,
        answer=asked.answer,
        answered_at=asked.answered_at,
    )


def since(waiting: Waiting) -> str:
    """Asks to be called back since Tuesday 3 March."""
    way, at = waiting
    sentences = {
        "callback": _("Asks to be called back since %(day)s"),
        "message": _("Wrote a message, %(day)s, without an answer yet"),
        "visit": _("Asks for an appointment since %(day)s"),
    }
    day = weekday(timezone.localtime(at).date(), (get_language() or "fr")[:2])
    return sentences.get(way, sentences["message"]) % {"day": day}
