"""Where the time of a page or an answer goes, part by part and function by function: `python -m bench.profile today`
(answer, here, hello), on the site that `make bench` leaves in `var/bench/sqlite`; with `postgresql` behind it, on a
PostgreSQL started for it.

Runs the site's WSGI application in this process.
"""

from __future__ import annotations

import cProfile
import io
import os
import pstats
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from importlib import import_module
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import msgspec

from accalmie.foundation import clock
from bench.__main__ import SITES, made, peopled
from bench.clinic import CLINIC, Clinic, Patient
from bench.load import LoadFailed
from bench.requests import HIDDEN, SESSION, TOKEN
from bench.serving import Site
from scripts.postgres import Server as PostgreSQL

TURNS, SHOWN = 400, 60
PARTS = (
    ("database driver", ("sqlite3", "psycopg", "{method 'execute' of 'sqlite3", "{method 'commit' of 'sqlite3")),
    ("Django's database layer", ("/django/db/", "/foundation/statements")),
    (
        "encryption and the journal",
        ("/cryptography/", "/foundation/crypto/", "/foundation/journal/", "hashlib"),
    ),
    ("programme engine", ("/core/programme/", "/core/rules/", "/core/entries/")),
    ("templates", ("/jinja2/", "/templates/", "markupsafe", "<template>")),
    ("projections and rooms", ("/capabilities/", "/oversight/", "/safety/", "/doors/")),
    ("forms and the token against forgery", ("/django/forms/", "/csrf.py", "/django/utils/crypto")),
    ("sessions, people, access", ("/contrib/sessions/", "/contrib/auth/", "/foundation/people/", "/access/")),
    ("JSON", ("msgspec", "/json/")),
)
"""A part of the cost, and what the place of a function says where it belongs to it: the first that fits."""
OTHER = "the rest of Django and Python"
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def environ(method: str, path: str, cookie: str, body: bytes = b"", *, plain: bool = False) -> dict[str, Any]:
    """A request as a WSGI server hands it over."""
    return {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "HTTP_HOST": "localhost",
        "HTTP_ORIGIN": "http://localhost",
        "HTTP_COOKIE": cookie,
        "HTTP_ACCEPT_LANGUAGE": "fr-FR,fr;q=0.9",
        "HTTP_ACCEPT_ENCODING": "" if plain else "gzip, deflate, br",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
    }


class InProcess:
    """The site in this process, asked by one person after another."""

    def __init__(self, application: Application, clinic: Clinic) -> None:
        self._application = application
        self._people = cycle(clinic.many)
        self._day = clock.now().date().isoformat()
        self._forms: dict[Patient, tuple[str, dict[str, str]]] = {}

    def hello(self) -> bytes:
        return self._ask(environ("GET", "/bench/hello/", ""), "200")[1]

    def here(self) -> bytes:
        return self._ask(environ("GET", "/bench/hello/", f"{SESSION}={next(self._people).session}"), "200")[1]

    def today(self) -> bytes:
        cookies = f"{SESSION}={next(self._people).session}; {TOKEN}={'a' * 32}"
        return self._ask(environ("GET", "/today/", cookies), "200")[1]

    def answer(self) -> bytes:
        patient = next(self._people)
        token, hidden = self._forms.get(patient) or self._form(patient)
        answers = {"id": str(uuid4()), "done": "no", "day": self._day, "words": "Dix minutes dehors."}
        body = urlencode({**hidden, **answers}).encode()
        cookies = f"{SESSION}={patient.session}; {TOKEN}={token}"
        return self._ask(environ("POST", patient.practice, cookies, body), "302")[1]

    def _form(self, patient: Patient) -> tuple[str, dict[str, str]]:
        headers, page = self._ask(environ("GET", patient.practice, f"{SESSION}={patient.session}", plain=True), "200")
        token = next(found for name, value in headers if (found := re.search(rf"\b{TOKEN}=([^;]+)", value)))
        self._forms[patient] = token[1], dict(HIDDEN.findall(page.decode()))
        return self._forms[patient]

    def _ask(self, request: dict[str, Any], expected: str) -> tuple[list[tuple[str, str]], bytes]:
        told: list[Any] = []
        answer = self._application(request, lambda *said: told.extend(said[:2]))
        body = b"".join(answer)
        getattr(answer, "close", lambda: None)()
        if not told[0].startswith(expected):
            raise LoadFailed(f"{told[0]}: {body[:600]!r}")
        return told[1], body


def part_of(place: str, function: str) -> str:
    """The part of the cost to which a function belongs. `place`: its file, or "~" for one that is built in."""
    said = f"{place} {function}"
    return next((name for name, marks in PARTS if any(mark in said for mark in marks)), OTHER)


def parts(stats: dict[tuple[str, int, str], tuple[Any, ...]]) -> dict[str, float]:
    """The share of each part in the time spent in functions themselves, the largest first; they add up to 1."""
    spent: dict[str, float] = {}
    for (place, _line, function), (_calls, _all, own, *_) in stats.items():
        name = part_of(place, function)
        spent[name] = spent.get(name, 0.0) + own
    total = sum(spent.values()) or 1.0
    return {name: own / total for name, own in sorted(spent.items(), key=lambda pair: -pair[1])}


def profiled(site: Site, what: str) -> None:
    """Print what one turn costs, its parts, and its dearest functions."""
    os.environ.update(site.environment())
    clinic = msgspec.json.decode((site.data / CLINIC).read_bytes(), type=Clinic)
    application: Application = import_module("accalmie.site.wsgi").application
    ask: Callable[[], bytes] = getattr(InProcess(application, clinic), what)
    for _ in range(TURNS):
        ask()
    began, clock_began = time.process_time(), time.perf_counter()
    for _ in range(TURNS):
        ask()
    took, by_the_clock = time.process_time() - began, time.perf_counter() - clock_began
    profile = cProfile.Profile()
    profile.runcall(lambda: [ask() for _ in range(TURNS)])
    stats = pstats.Stats(profile)
    print(f"{what}: {took / TURNS * 1000:.2f} ms of processor, {by_the_clock / TURNS * 1000:.2f} ms by the clock")
    for name, share in parts(stats.stats).items():  # type: ignore[attr-defined]
        print(f"  {share:6.1%}  {name}")
    print(f"\n{TURNS} times {what}; times are of the profiler, several times the real ones")
    stats.strip_dirs().sort_stats("cumulative").print_stats(SHOWN)


def main() -> None:
    what, *where = sys.argv[1:]
    if where != ["postgresql"]:
        profiled(Site(SITES / "sqlite"), what)
        return
    with tempfile.TemporaryDirectory() as folder, PostgreSQL(Path(folder)) as url:
        site = made("postgresql", url)
        peopled(site)
        profiled(site, what)


if __name__ == "__main__":
    main()
