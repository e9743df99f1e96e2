"""A small server of letters for the browser's tests: it keeps what it is sent, in memory, and may lie.

It stands where the site would, under the same policy for scripts, so that the browser's side is tried by itself.
"""

from __future__ import annotations

import json
import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.unit.letters.reference import AT, CONVERSATION, ZEROS, Person, digest, lines, read

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'; "
    "require-trusted-types-for 'script'"
)
SAID = Path(__file__).parents[2] / "frontend/letters/said"
Json = dict[str, Any]
KINDS = {".js": "text/javascript", ".json": "application/json", ".css": "text/css"}
PAGE = """<!doctype html><html lang="{language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Lettres</title>
<link rel="stylesheet" href="/files/accalmie.css">
<script type="application/json" id="letters-setup">{setup}</script>
<script type="module" src="/files/letters.js"></script></head>
<body><main><h1>Lettres</h1><div id="letters" hidden></div></main></body></html>"""


class Refusal(Exception):
    """What the server answers when it says no: status and name."""


class Office:
    """Everybody's keys and one conversation."""

    def __init__(self, people: dict[str, str]) -> None:
        self.people = people
        self.site = Person("the site")
        self.keys: dict[str, Json] = {}
        self.entries: list[Json] = []
        self.members: dict[str, Json] = {name: {"since": AT, "left": None} for name in people}
        self.thread_keys: list[Json] = []
        self.letters: list[Json] = []
        self.heads = [ZEROS]
        self.listeners: list[queue.Queue[int]] = []
        self.lock = threading.Lock()
        self.lie: Callable[[Json], Json] = lambda sheet: sheet
        self.received: list[bytes] = []
        self.window = 50

    def setup(self, person: str, page: str, language: str) -> Json:
        names = ("keys", "copies", "directory", "sheet", "letters", "thread_keys", "read", "stream")
        addresses = {name: f"/{person}/{name}" for name in names}
        addresses["words"] = f"/files/words-{language}.json"
        more = {"home": f"/{person}/conversation", "setup": f"/{person}/setup"}
        return {
            "page": page, "person": person, "conversation": CONVERSATION, "organisation": "clinic", "csrf": "token",
            "site_key": self.site.signing, "expected": "", "addresses": addresses | more,
            "strings": json.loads((SAID / f"{language}.json").read_text("utf-8")),
        }  # fmt: skip

    def own_keys(self, person: str) -> Json:
        return {"has_keys": person in self.keys, "copies": self.keys.get(person, {}).get("copies", [])}

    def publish(self, person: str, given: Json) -> Json:
        previous, n = (self.entries[-1]["hash"] if self.entries else ZEROS), len(self.entries) + 1
        said = lines("accalmie/directory/1", n, person, given["recipient"], given["signing"], AT, previous)
        names = ("recipient", "signing", "proof", "by_old")
        shown = {name: given[name] for name in names}
        self.entries.append({"n": n, "person": person, "at": AT, "previous": previous, "hash": digest(said), **shown})
        self.keys[person] = given
        return {}

    def copy(self, person: str, given: Json) -> Json:
        held = [one for one in self.keys[person]["copies"] if one["method"] != given["method"]]
        self.keys[person]["copies"] = [*held, {"method": given["method"], "body": given["body"]}]
        return {}

    def directory(self, first: int) -> Json:
        n, head = len(self.entries), (self.entries[-1]["hash"] if self.entries else ZEROS)
        signature = self.site.sign(lines("accalmie/directory-head/1", "clinic", n, head, AT))
        return {"entries": self.entries[first:], "head": {"n": n, "hash": head, "at": AT, "signature": signature}}

    def present(self) -> list[str]:
        return [name for name, member in self.members.items() if not member["left"]]

    def needs_key(self) -> bool:
        return bool(self.thread_keys) and not set(self.own_numbers()[max(self.own_numbers())]) <= set(self.present())

    def own_numbers(self) -> dict[int, list[str]]:
        return {one["number"]: one["members"] for one in self.thread_keys if not one["for"]}

    def wants_keys(self) -> list[Json]:
        given = {(one["for"], one["number"]) for one in self.thread_keys}
        return [
            {"person": person, "number": number}
            for number, members in self.own_numbers().items()
            for person in self.present()
            if person in self.keys and person not in members and (person, number) not in given
        ]

    def sheet(self, person: str, asked: dict[str, list[str]]) -> Json:
        first, last = max(0, len(self.letters) - self.window), len(self.letters)
        if "after" in asked:
            first = int(asked["after"][0])
            last = min(last, first + self.window)
        if "before" in asked:
            last = int(asked["before"][0]) - 1
            first = max(0, last - self.window)
        own = [one for one in self.letters if one["author"] == person]
        members = [
            {"id": name, "name": self.people[name], "role": "", **self._shown(name), **member}
            for name, member in self.members.items()
        ]
        return self.lie({
            "conversation": CONVERSATION, "kind": "one", "state": "open", "expected": "", "members": members,
            "needs_key": self.needs_key(), "wants_keys": self.wants_keys(),
            "keys": [one for one in self.thread_keys if one["for"] in ("", person)],
            "letters": self.letters[first:last], "head_before": self.heads[first], "head": self.heads[-1],
            "order": len(self.letters), "read": {}, "own_last": own[-1] if own else None,
        })  # fmt: skip

    def _shown(self, name: str) -> Json:
        held = [one for one in self.entries if one["person"] == name]
        last = held[-1] if held else {"n": 0, "recipient": "", "signing": ""}
        return {"recipient": last["recipient"], "signing": last["signing"], "directory_n": last["n"]}

    def take_key(self, person: str, given: Json) -> Json:
        if any((one["number"], one["for"]) == (given["number"], given["for"]) for one in self.thread_keys):
            raise Refusal(409, "taken")
        self.thread_keys.append(given)
        self.hint()
        return {}

    def take_letter(self, person: str, given: Json) -> Json:
        held = next((one for one in self.letters if one["id"] == given["id"]), None)
        if held:
            if held["signature"] != given["signature"]:
                raise Refusal(409, "other")
            return {"order": held["order"]}
        if given["key"] != max(self.own_numbers()) or self.needs_key():
            raise Refusal(409, "new_key")
        if given["author_n"] != 1 + sum(one["author"] == person for one in self.letters):
            raise Refusal(409, "author_order")
        return {"order": self._append(given)}

    def _append(self, given: Json) -> int:
        names = ("key", "id", "author", "author_n", "previous", "seen", "seen_head", "written_at")
        placed = lines("accalmie/letter/1", CONVERSATION, *(given[name] for name in names))
        said = digest(lines(placed, digest(read(given["iv"]) + read(given["body"]))))
        self.heads.append(digest(lines(self.heads[-1], said, given["signature"])))
        self.letters.append(given | {"order": len(self.letters) + 1, "received_at": AT})
        self.hint()
        return len(self.letters)

    def hint(self) -> None:
        for listener in self.listeners:
            listener.put(len(self.letters))


class Door(BaseHTTPRequestHandler):
    """Answers for the office of its server."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: a test says what went wrong."""

    @property
    def office(self) -> Office:
        return self.server.office  # type: ignore[attr-defined,no-any-return]

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        person, _, what = parts.path.strip("/").partition("/")
        if person == "files":
            folder: Path = self.server.folder  # type: ignore[attr-defined]
            return self.answer((folder / what).read_bytes(), KINDS[Path(what).suffix])
        if what == "stream":
            return self.stream()
        if what in ("conversation", "setup"):
            language = "fr"
            setup = self.office.setup(person, "keys" if what == "setup" else "conversation", language)
            page = PAGE.format(language=language, setup=json.dumps(setup).replace("<", "\\u003c"))
            return self.answer(page.encode(), "text/html; charset=utf-8")
        asked = parse_qs(parts.query)
        with self.office.lock:
            found: Json = {
                "keys": lambda: self.office.own_keys(person),
                "directory": lambda: self.office.directory(int(asked["from"][0])),
                "sheet": lambda: self.office.sheet(person, asked),
            }[what]()
        return self.answer(json.dumps(found).encode(), "application/json")

    def do_POST(self) -> None:
        person, _, what = self.path.strip("/").partition("/")
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.office.received.append(body)
        given = json.loads(body)
        take: Callable[[str, Json], Json] = {
            "keys": self.office.publish,
            "copies": self.office.copy,
            "thread_keys": self.office.take_key,
            "letters": self.office.take_letter,
            "read": lambda _person, _given: {},
        }[what]
        try:
            with self.office.lock:
                found = take(person, given)
        except Refusal as refusal:
            return self.answer(json.dumps({"error": refusal.args[1]}).encode(), "application/json", refusal.args[0])
        return self.answer(json.dumps(found).encode(), "application/json", 201)

    def stream(self) -> None:
        listener: queue.Queue[int] = queue.Queue()
        self.office.listeners.append(listener)
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        try:
            while True:
                try:
                    order = listener.get(timeout=0.5)
                    self.wfile.write(f"data: {json.dumps({'conversation': CONVERSATION, 'order': order})}\n\n".encode())
                except queue.Empty:
                    self.wfile.write(b": here\n\n")
                self.wfile.flush()
        except OSError:
            self.office.listeners.remove(listener)

    def answer(self, body: bytes, kind: str, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def open_office(people: dict[str, str], folder: Path) -> Iterator[tuple[Office, str]]:
    """The office and its address. `folder`: what `frontend/build-letters.js` made."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    server.daemon_threads = True
    server.office, server.folder = Office(people), folder  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.office, f"http://127.0.0.1:{server.server_port}"  # type: ignore[attr-defined]
    finally:
        server.shutdown()
        server.server_close()
