"""E-mail through a real SMTP server, which may refuse, be silent, or be gone."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from email.header import decode_header, make_header
from typing import Any
from uuid import uuid4

import pytest

from accalmie.foundation.outbox.codes import Failure
from accalmie.foundation.outbox.letters import Letter
from accalmie.foundation.outbox.mail import Mail
from accalmie.foundation.outbox.ways import CouldNot, Sent
from tests.factories.mail_server import MailServer, mail_server

LETTER = Letter("claire@example.org", "Quelque chose vous attend à 21 h.", "Où êtes-vous ?")


@pytest.fixture
def server(settings: Any) -> Iterator[MailServer]:
    with mail_server() as made:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", made.port, 0.5
        yield made


def failure(letter: Letter = LETTER) -> Failure:
    with pytest.raises(CouldNot) as caught:
        Mail().send(uuid4(), letter)
    return caught.value.failure


def test_it_arrives_under_the_neutral_name_and_says_which_notice_it_is(server: MailServer) -> None:
    notice = uuid4()
    assert Mail().send(notice, LETTER) is Sent.SENT
    assert Mail().send(notice, LETTER) is Sent.SENT
    first, again = server.taken
    assert first["Message-ID"] == again["Message-ID"] == f"<{notice}@localhost>"
    assert first["To"] == "claire@example.org"
    assert str(make_header(decode_header(first["Subject"]))) == LETTER.subject
    assert first.get_payload(decode=True).decode().strip() == LETTER.text  # type: ignore[union-attr]
    assert first["Auto-Submitted"] == "auto-generated"
    assert "Carnet" in str(make_header(decode_header(first["From"])))


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ("550 5.1.1 no such user claire@example.org", Failure.NO_ADDRESS),
        ("450 4.2.1 come again later", Failure.REFUSED),
    ],
)
def test_a_server_that_refuses_the_address(server: MailServer, reply: str, expected: Failure) -> None:
    server.refuses = reply
    assert failure() == expected


def test_a_server_that_does_not_answer(server: MailServer) -> None:
    server.silent = 2
    assert failure() == Failure.TIMEOUT


def test_a_server_that_is_gone_after_it_took_the_message(server: MailServer) -> None:
    """Nobody can know whether it was delivered: it is sent again, under the same Message-ID."""
    server.drops_after_data = True
    assert failure() == Failure.UNREACHABLE
    assert len(server.taken) == 1


def test_no_server(server: MailServer, settings: Any) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = probe.getsockname()[1]
        assert failure() == Failure.UNREACHABLE


def test_a_server_that_cannot_prove_who_it_is(server: MailServer, settings: Any) -> None:
    settings.EMAIL_USE_SSL = True
    assert failure() in (Failure.CERTIFICATE, Failure.TIMEOUT)


def test_no_address_smuggles_a_header_in(server: MailServer) -> None:
    with pytest.raises(ValueError, match="Invalid address"):
        Mail().send(uuid4(), Letter("claire@example.org\nBcc: all@example.org", "text", "subject"))
