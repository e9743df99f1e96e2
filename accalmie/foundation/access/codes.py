"""The codes that the tables of access hold, with the words that pages show for them."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CareBasis(TextChoices):
    """What a care relationship rests on."""

    TEAM = "TEAM", _("in your care team")
    CONSENT = "CONSENT", _("with your agreement")


class Purpose(TextChoices):
    """What a patient may agree to show to somebody outside their care team."""

    COURSE = "course", _("your scores, your moods as figures, your programme, and the exercises that you open")
    DANGER = "danger", _("your answers when one of them shows danger")
    CONTACT = "contact", _("how to reach you")


class Power(TextChoices):
    """What a patient may let a helper do."""

    TASKS = "tasks", _("see the title of my next step and my small tasks for the day")
    CONTACT = "contact", _("have my telephone number")
    BESIDE = "beside", _("sit beside me while I fill in my pages; I sign in myself")


SHARING_TEXT = "2026-11"
"""The version of the words with which sharing is asked (care/team.html)."""
