"""A new password by e-mail, for those who sign in with their address. Two people of the service are for the others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.tokens import default_token_generator
from django.contrib.auth.views import PasswordResetConfirmView
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from uuid6 import uuid7

from accalmie.foundation.outbox import actions as outbox
from accalmie.foundation.outbox.codes import Channel
from accalmie.foundation.people import sessions
from accalmie.foundation.people.forms import NewPasswordForm
from accalmie.foundation.people.identity import sign_in_name_of
from accalmie.foundation.people.models import Person
from accalmie.foundation.rows import house


class ChooseNewPassword(PasswordResetConfirmView):
    """Where the link leads: Django takes its token out of the address first. A second key stays asked for."""

    form_class = NewPasswordForm
    template_name = "people/new-password.html"
    success_url = reverse_lazy("people:sign-in")

    @house()  # who comes with a link is nobody yet
    def get_user(self, uidb64: str) -> Any:
        return super().get_user(uidb64)

    def render_to_response(self, context: Any, **kwargs: Any) -> HttpResponse:
        """A link that opens nothing is no page of ours: its words may be anybody's."""
        return super().render_to_response(context, **{"status": 200 if self.validlink else 404, **kwargs})

    @house()
    def form_valid(self, form: Any) -> HttpResponse:
        """Every session that there was ends."""
        answer = super().form_valid(form)
        sessions.end_all(form.user.pk)
        return answer


LINKS = "people.new-password."
"""How the keys of these letters begin; the id of the person follows."""


def may_mail(name: str) -> bool:
    """Whether this name to sign in with is an address to which this site can write."""
    try:
        validate_email(name)
    except ValidationError:
        return False
    return bool(settings.CAN_MAIL)


def send_link(name: str, *, address: Callable[[str, str], str], now: datetime) -> None:
    """Writes to whoever signs in with this address, if anybody does; whoever asks is told the same in both cases.

    `address` makes the link of its two parts. For a stranger the same letter is written, and withheld: the time of the
    answer does not tell who has an account.
    """
    if not may_mail(name):
        return
    person = _whose(name)
    known = person if person is not None and person.is_active else _stranger()
    link = address(urlsafe_base64_encode(force_bytes(known.pk)), default_token_generator.make_token(known))
    subject, text = _words(known.language, link)
    outbox.queue(
        key=f"{LINKS}{known.pk}.{uuid7()}",
        channel=Channel.EMAIL,
        to=sign_in_name_of(name),
        subject=subject,
        text=text,
        now=now,
        expires_at=now + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT),
        is_urgent=True,
        is_withheld=known is not person,
    )


def _whose(name: str) -> Person | None:
    try:
        return Person.objects.get_by_natural_key(name)
    except Person.DoesNotExist:
        return None


def _stranger() -> Person:
    """Nobody, with all that a link is made of."""
    return Person(id=uuid7(), password=make_password(None), language=settings.LANGUAGE_CODE)


def _words(language: str, link: str) -> tuple[str, str]:
    """Neutral words: others may read over a shoulder."""
    with translation.override(language):
        words = _(
            "Somebody asked for a new password for the address under which you sign in. If it was you, open this page "
            "within an hour:\n\n%(link)s\n\nIf it was not you, do nothing: nothing has changed."
        )
        return _("A new password"), words % {"link": link}
