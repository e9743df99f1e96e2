"""SMS through a provider on the web: a real server with TLS on this machine."""

from __future__ import annotations

import json
import ssl
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs
from uuid import uuid4

import pytest

from accalmie.foundation.outbox import provider
from accalmie.foundation.outbox.channels import NotAWay, way_of
from accalmie.foundation.outbox.codes import Channel, Failure
from accalmie.foundation.outbox.letters import Letter
from accalmie.foundation.outbox.ways import CouldNot, Sent
from tests.factories.authority import certified

LETTER = Letter("+33612345678", "Quelque chose vous attend. {to} {secret}")
SECRET = "a long secret"


class Web(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.asked: list[tuple[str, dict[str, str], bytes]] = []
        self.status = 202
        self.pause = 0.0


class _Answer(BaseHTTPRequestHandler):
    server: Web

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((self.path, dict(self.headers), body))
        time.sleep(self.server.pause)
        self.send_response(self.server.status)
        self.send_header("Location", "https://localhost/elsewhere")
        self.end_headers()
        self.wfile.write(b"what the provider says is nobody's business")

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing on the screen."""


@pytest.fixture
def web(settings: Any, tmp_path: Path) -> Iterator[Web]:
    authority, served = certified(tmp_path)
    (tmp_path / "secret").write_text(f"{SECRET}\n")
    with Web() as made:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(served)
        made.socket = tls.wrap_socket(made.socket, server_side=True)
        threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        settings.SMS = {
            "url": f"https://localhost:{made.server_address[1]}/send",
            "fields": {"message": {"to": ["{to}"], "content": "{text}"}, "reference": "{id}", "sender": "Carnet"},
            "is_form": False,
            "header": "Authorization: Bearer {secret}",
            "secret_file": str(tmp_path / "secret"),
            "authority": str(authority),
        }
        yield made
        made.shutdown()


def failure() -> Failure:
    with pytest.raises(CouldNot) as caught:
        way_of(Channel.SMS).send(uuid4(), LETTER)
    return caught.value.failure


def test_it_is_sent_as_the_contract_says(web: Web) -> None:
    notice = uuid4()
    assert way_of(Channel.SMS).send(notice, LETTER) is Sent.SENT
    ((path, headers, body),) = web.asked
    assert path == "/send"
    assert headers["Authorization"] == f"Bearer {SECRET}"
    assert json.loads(body) == {
        "message": {"to": [LETTER.to], "content": LETTER.text},
        "reference": str(notice),
        "sender": "Carnet",
    }


def test_it_is_sent_as_a_form(web: Web, settings: Any) -> None:
    settings.SMS |= {"is_form": True, "fields": {"numero": "{to}", "texte": "{text}"}}
    way_of(Channel.SMS).send(uuid4(), LETTER)
    assert parse_qs(web.asked[0][2].decode()) == {"numero": [LETTER.to], "texte": [LETTER.text]}


@pytest.mark.parametrize(
    ("status", "expected"),
    [(400, "REFUSED"), (401, "SIGN_IN"), (403, "SIGN_IN"), (302, "REFUSED"), (429, "REFUSED"), (500, "REFUSED")],
)
def test_what_it_answers_is_told_in_our_words(web: Web, status: int, expected: str) -> None:
    web.status = status
    assert failure() == expected
    assert len(web.asked) == 1, "it is led nowhere else"


def test_a_provider_that_cannot_prove_who_it_is_is_told_nothing(web: Web, settings: Any) -> None:
    settings.SMS |= {"authority": ""}
    assert failure() == Failure.CERTIFICATE
    assert not web.asked


def test_a_provider_that_does_not_answer(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(provider, "PATIENCE", (1, 0.3))
    web.pause = 1
    assert failure() == Failure.TIMEOUT


def test_a_provider_that_is_away(web: Web, settings: Any) -> None:
    settings.SMS |= {"url": "https://localhost:1/"}
    assert failure() == Failure.UNREACHABLE


def test_a_secret_that_is_not_there(web: Web, settings: Any) -> None:
    settings.SMS |= {"secret_file": "/nowhere"}
    assert failure() == Failure.SIGN_IN
    assert not web.asked


@pytest.mark.parametrize("url", ["http://sms.example.org/", "ftp://localhost/", "sms.example.org"])
def test_nothing_is_sent_in_clear(settings: Any, url: str) -> None:
    settings.SMS = settings.SMS | {"url": url}
    with pytest.raises(NotAWay):
        way_of(Channel.SMS)


def test_a_site_that_has_said_nothing_sends_nothing(settings: Any) -> None:
    settings.SMS, settings.CAN_MAIL = settings.SMS | {"url": ""}, False
    assert failure() == Failure.NO_WAY
    with pytest.raises(CouldNot):
        way_of(Channel.EMAIL).send(uuid4(), Letter("claire@example.org", "text"))
