"""A new password by e-mail, for those who sign in with their address. Two people of the service are for the others."""

from __future__ import annotations

import logging
from collections.abc import Callable
from smtplib import SMTPException
from threading import Thread
from typing import Any

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.contrib.auth.views import PasswordResetConfirmView
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _

from accalmie.foundation.people import sessions
from accalmie.foundation.people.forms import NewPasswordForm
from accalmie.foundation.people.models import Person
from accalmie.foundation.rows import house

logger = logging.getLogger("accalmie.people")


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


def may_mail(name: str) -> bool:
    """Whether this name to sign in with is an address to which this site can write."""
    try:
        validate_email(name)
    except ValidationError:
        return False
    return bool(settings.CAN_MAIL)


def send_link(name: str, *, address: Callable[[str, str], str]) -> None:
    """Writes to whoever signs in with this address, if anybody does; whoever asks is told the same in both cases.

    `address` makes the link of its two parts.
    """
    try:
        person = Person.objects.get_by_natural_key(name)
    except Person.DoesNotExist:
        return
    if may_mail(name) and person.is_active:
        link = address(urlsafe_base64_encode(force_bytes(person.pk)), default_token_generator.make_token(person))
        # Apart, or the time of the answer would tell who has an account.
        Thread(target=_send, args=[_letter(person, link)]).start()


def _letter(person: Person, link: str) -> EmailMessage:
    """Neutral words: others may read over a shoulder."""
    with translation.override(person.language):
        words = _(
            "Somebody asked for a new password for the address under which you sign in. If it was you, open this page "
            "within an hour:\n\n%(link)s\n\nIf it was not you, do nothing: nothing has changed."
        )
        return EmailMessage(_("A new password"), words % {"link": link}, None, [person.sign_in_name])


def _send(letter: EmailMessage) -> None:
    try:
        letter.send()
    except (OSError, SMTPException) as failure:
        logger.error("an e-mail could not be sent: %s", type(failure).__name__)
