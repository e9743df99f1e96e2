"""The clinic's card as pages read it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

from django.forms import model_to_dict
from django.http import HttpRequest

from accalmie.foundation.clinic.models import Card
from accalmie.foundation.people.models import Organisation, Person

NOT_DIALLED = re.compile(r"[^+0-9]")


@dataclass(frozen=True, slots=True)
class Clinic:
    """What the clinic says of itself; empty where it has said nothing. `*_days` are working days."""

    name: str = ""
    telephone: str = ""
    hours_fr: str = ""
    hours_en: str = ""
    callback_days: int | None = None
    message_days: int | None = None
    visit_days: int | None = None
    officer_address: str = ""
    help_fr: str = ""
    help_en: str = ""

    @property
    def address(self) -> str:
        """What the telephone dials."""
        return f"tel:{NOT_DIALLED.sub('', self.telephone)}"

    def hours(self, language: str) -> str:
        """When somebody answers there, in this language if the clinic has said it so."""
        return (self.hours_en if language == "en" else "") or self.hours_fr

    def help_words(self, language: str) -> tuple[str, ...]:
        """What somebody in need does here, in the clinic's own words: paragraphs, in this language if it said it so."""
        words = (self.help_en if language == "en" else "") or self.help_fr
        return tuple(line.strip() for line in words.splitlines() if line.strip())

    def days(self, way: str) -> int | None:
        """Within how many working days a request is answered ("callback", "message", "visit"); None: not said."""
        found: int | None = getattr(self, f"{way}_days")
        return found


def clinic(organisation: Organisation | UUID | None = None) -> Clinic:
    """The card of this organisation; without one, that of the site's first, which speaks to visitors."""
    cards = Card.objects.order_by("organisation__created_at", "organisation_id")
    card = (cards if organisation is None else cards.filter(organisation=organisation)).first()
    if card is None:
        return Clinic()
    return Clinic(**model_to_dict(card, exclude=["organisation"]))


def clinic_for(request: HttpRequest) -> Clinic:
    """The card that whoever reads this page is shown: their own organisation's, once they are signed in."""
    return clinic(request.user.organisation_id if isinstance(request.user, Person) else None)
