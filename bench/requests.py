"""The requests that a browser would send, as bytes: a page of somebody signed in, and a filled form of theirs."""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import cycle
from secrets import token_hex
from urllib.parse import urlencode
from uuid import uuid4

from bench.clinic import Patient

SESSION, TOKEN = "accalmie", "accalmie-form"
_USUAL = (
    "Host: 127.0.0.1\r\nAccept: text/html\r\nAccept-Language: fr-FR,fr;q=0.9\r\nAccept-Encoding: gzip, deflate, br\r\n"
)
HIDDEN = re.compile(r'<input type="hidden" name="(csrfmiddlewaretoken|_of)" value="([^"]+)">')
_WORDS = "Dix minutes dehors avec le chien, sous une pluie fine. Moins dur que prévu."


def page(path: str, session: str = "") -> bytes:
    """A page asked for: by somebody signed in who has been here before, or, without a session, by a visitor."""
    cookie = f"Cookie: {SESSION}={session}; {TOKEN}={token_hex(16)}\r\n" if session else ""
    return f"GET {path} HTTP/1.1\r\n{_USUAL}{cookie}\r\n".encode()


def pages(path: str, patients: Sequence[Patient]) -> Iterator[bytes]:
    """The same page for one person after another, without end."""
    return cycle([page(path, patient.session) for patient in patients])


class Form:
    """A practice note as its page gives it to somebody: their token, their mark, and an id that is new each time."""

    def __init__(self, port: int, patient: Patient) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("GET", patient.practice, headers={"Cookie": f"{SESSION}={patient.session}"})
        answer = connection.getresponse()
        html = answer.read().decode()
        token = re.search(rf"{TOKEN}=([^;]+)", answer.headers.get("Set-Cookie", ""))
        connection.close()
        assert token is not None, f"{patient.practice}: {answer.status}"
        self.path = patient.practice
        self.cookies = f"{SESSION}={patient.session}; {TOKEN}={token[1]}"
        self.hidden: Mapping[str, str] = dict(HIDDEN.findall(html))

    def filled(self, day: date, *, done: bool) -> bytes:
        """The form sent, with words."""
        answers = {"id": str(uuid4()), "done": "yes" if done else "no", "day": day.isoformat(), "words": _WORDS}
        body = urlencode({**self.hidden, **answers}).encode()
        head = (
            f"POST {self.path} HTTP/1.1\r\n{_USUAL}Cookie: {self.cookies}\r\n"
            f"Origin: http://127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body


def answers(port: int, patients: Sequence[Patient], today: date) -> Iterator[bytes]:
    """One practice note after another, each of another person, without end: of today, the days before, and again."""
    forms = [Form(port, patient) for patient in patients]
    for number, form in enumerate(cycle(forms)):
        turn = number // len(forms)
        yield form.filled(today - timedelta(days=turn % 3), done=turn % 3 == 0)
