"""Words that would be a path, a statement, markup, or no words at all, at every address and in every field."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.urls.converters import SlugConverter, StringConverter

from accalmie.capabilities.programmes.prose import to_html
from accalmie.core.programme import nodes
from accalmie.core.programme.engine import Piece
from accalmie.site.authors.preview import preview_page
from tests.factories import people
from tests.factories.folders import PROGRAMME, SENTENCES, changed, compiled, folder, step_file, with_step
from tests.generative.forms_on_pages import Form, forms_on
from tests.security import matrix
from tests.security.attackers import (
    LEAVES,
    STORES,
    WHO,
    Attacker,
    NothingStays,
    Target,
    attacker,
    tried,
    written,
)
from tests.security.records import Record

pytestmark = [pytest.mark.attack, pytest.mark.django_db(databases=STORES), pytest.mark.usefixtures("nobody_waits")]

REFUSED = (403, 404, 405)


# Paths that climb

CLIMBING = (
    "../../../../etc/passwd",
    "..%2f..%2f..%2fetc%2fpasswd",
    "%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "..%252f..%252fetc%252fpasswd",
    "....//....//etc/passwd",
    "..%5c..%5c..%5cetc%5cpasswd",
    "..%c0%af..%c0%afetc/passwd",
    "%2fetc%2fpasswd",
    "/etc/passwd",
    "etc/passwd%00.css",
    "file:/etc/passwd",
    "../master.key",
    "..%2fmaster.key",
    "%00",
    "%ff%fe",
    ".",
    "..",
)
SECRET = "a key that no page shows"


def test_no_word_in_an_address_climbs_out_of_its_folder(enemy: Attacker) -> None:
    client = enemy.client(raise_request_exception=False)
    attacks = 0
    for target in enemy.targets():
        for word in CLIMBING:
            for path in _with_word(target, word):
                attacks += 1
                answer = client.get(path)
                assert _body(answer).find(b"root:") < 0
                assert answer.status_code in (302, *REFUSED), (path, answer.status_code)
    assert attacks > 100
    tried(attacks)


def _with_word(target: Target, word: str) -> Iterator[str]:
    """The path with this word in the place of each of its own that is text."""
    for name, converter in target.pattern.pattern.converters.items():
        if isinstance(converter, (SlugConverter, StringConverter)):
            here = dict.fromkeys([name], "in-this-place")
            yield matrix.path_of(target.name, target.pattern, here).replace("in-this-place", word)


@pytest.mark.parametrize("word", CLIMBING)
def test_static_files_are_those_of_their_folder(word: str, settings: Any, tmp_path: Any) -> None:
    (tmp_path / "master.key").write_text(SECRET, "utf-8")
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "known.css").write_text("a{}", "utf-8")
    settings.STATIC_ROOT = str(tmp_path / "static")
    for autorefresh in (False, True):
        settings.WHITENOISE_AUTOREFRESH = autorefresh
        client = Client(raise_request_exception=False)
        assert _body(client.get("/static/known.css")) == b"a{}"
        for path in (
            f"/static/{word}",
            f"/static/known.css/{word}",
            f"/static/programmes/depression/{word}",
            f"/{word}",
        ):
            answer = client.get(path)
            assert answer.status_code in (200, 302, 400, 404), path
            assert SECRET.encode() not in _body(answer)
            assert b"root:" not in _body(answer)
            assert answer.status_code != 200 or path in ("/.", "/%00"), path
            tried(1)


def _body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)


# Statements in what is asked

MARK = "zq7mark"
ASKED = (
    f"{MARK}' OR '1'='1",
    f"{MARK}') OR 1=1 --",
    f'{MARK}" OR ""="',
    f"{MARK}' UNION SELECT session_key, session_data FROM people_session --",
    f"{MARK}'; DROP TABLE people_person; --",
    f"{MARK}'; SELECT pg_sleep(5); --",
    f"{MARK}' AND randomblob(1000000000) --",
    f"{MARK}%' ESCAPE '",
    f"{MARK}\\'; --",
    f"{MARK}%s%(x)s",
    f"{MARK}\x00",
    f"{MARK}\ud7ff\U0001f9ff",
    f"{MARK}" + "x" * 20_000,
    f"0 OR 1=1 /*{MARK}*/",
    "99999999999999999999999999",
    "-1",
    "1e400",
    "²",
    "0001-01-01",
    "9999-12-31",
    "",
)
READ_AT_EVERY_ADDRESS = {"csrfmiddlewaretoken", "kept"}
RAW = (b"zq7mark%ff%fe%00", b"zq7mark%c0%a7", b"zq7mark%ed%a0%80", b"zq7mark%", b"zq7mark%u0027")
"""Sent as they are: no text at all in UTF-8."""


def test_nothing_that_an_address_asks_becomes_a_statement(enemy: Attacker, monkeypatch: pytest.MonkeyPatch) -> None:
    client = enemy.client(raise_request_exception=False)
    attacks = 0
    for target in enemy.targets():
        if target.name in LEAVES:
            continue
        for name in sorted(_names_asked(client, target, monkeypatch)):
            for query in [f"{name}={quote(one)}" for one in ASKED] + [f"{name}={one.decode()}" for one in RAW]:
                attacks += 1
                with NothingStays(client), written() as seen:
                    answer = client.get(f"{target.path}?{query}")
                assert answer.status_code < 500, (target.name, query)
                assert not any(MARK in one for one in seen.statements), (target.name, query)
    assert attacks > 50
    tried(attacks)


def _names_asked(client: Client, target: Target, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """What this address reads of its query, found by listening."""
    asked: set[str] = set()

    def listening(method: Any) -> Any:
        def heard(self: QueryDict, key: str, *rest: Any) -> Any:
            asked.add(str(key))
            return method(self, key, *rest)

        return heard

    with monkeypatch.context() as ears:
        for method in ("get", "__getitem__", "getlist"):
            ears.setattr(QueryDict, method, listening(getattr(QueryDict, method)))
        ears.setattr(QueryDict, "__contains__", listening(QueryDict.__contains__), raising=False)
        ears.setattr(QueryDict, "dict", lambda _asked: _Heard(asked))
        with NothingStays(client):
            client.get(target.path)
    return asked - READ_AT_EVERY_ADDRESS if target.name != "people:edit-settings" else asked


class _Heard(dict[str, str]):
    """What a page takes out of its query as a whole: nothing is in it, and each name looked up is heard."""

    def __init__(self, asked: set[str]) -> None:
        super().__init__()
        self._asked = asked

    def get(self, key: str, default: Any = None) -> Any:
        self._asked.add(key)
        return default


def test_the_names_asked_are_those_that_the_pages_offer(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    claire, odile = attacker("psychologist", record), attacker("officer", record)
    heard = {
        who.who: {one.name: _names_asked(who.client(), one, monkeypatch) for one in who.targets()}
        for who in (claire, odile)
    }
    assert {"q", "group", "programme", "mode", "mine", "covered", "page"} <= heard["psychologist"][
        "caseload:list-patients"
    ]
    assert {"words", "basis", "first", "last", "as"} <= heard["officer"]["privacy:search-openings"]


@pytest.mark.parametrize("asked", [one for one in ASKED if MARK in one])
def test_a_search_with_a_statement_in_it_finds_nobody(asked: str, record: Record) -> None:
    claire, odile = attacker("psychologist", record).client(), attacker("officer", record).client()
    assert "Alizarine" in claire.get("/desk/").content.decode()
    assert "Alizarine" not in claire.get("/desk/", {"q": asked}).content.decode()
    claire.get(f"/desk/patients/{record.patient}/")
    assert str(record.patient) in odile.get("/officer/openings/").content.decode()
    assert str(record.patient) not in odile.get("/officer/openings/", {"words": asked}).content.decode()
    tried(2)


@pytest.mark.parametrize("name", ["accalmie", "accalmie-form", "pause", "django_language"])
@pytest.mark.parametrize(
    "value", ['"zq7mark\\000xyz"', "zq7mark' OR 1=1 --", "x" * 4000, '"\\377\\376zq7mark"', "é", ""]
)
def test_no_cookie_becomes_a_statement(name: str, value: str) -> None:
    client = Client(raise_request_exception=False)
    for path in ("/", "/today/", "/sign-in/", "/help/"):
        with written() as seen:
            answer = client.get(path, HTTP_COOKIE=f"{name}={value}")
        assert answer.status_code < 500, path
        assert not any(MARK in one for one in seen.statements)
        tried(1)


def test_no_field_of_a_form_becomes_a_statement(enemy: Attacker) -> None:
    client = enemy.client(raise_request_exception=False)
    attacks = 0
    for form in _forms(client, enemy):
        for words in ASKED:
            attacks += 1
            with NothingStays(client), written() as seen:
                answer = client.post(form.path, dict.fromkeys(form.fields, words))
            assert answer.status_code < 500, (form.path, words)
            assert not any(MARK in one for one in seen.statements), (form.path, words)
    tried(attacks)


@pytest.mark.parametrize("pick", [0, -1], ids=["first", "last"])
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_break_no_form_that_is_right_otherwise(enemy: Attacker, day: str, pick: int) -> None:
    """A day that no clock can add to, where all other fields hold what the page offers: choices do not hide it."""
    client = enemy.client(raise_request_exception=False)
    attacks = 0
    for form in _forms(client, enemy):
        typed = {name: offered[pick] if offered else day for name, offered in form.fields.items()}
        if day not in typed.values():
            continue
        attacks += 1
        with NothingStays(client):
            answer = client.post(form.path, typed)
        assert answer.status_code < 500, form.path
    tried(attacks)


def _forms(client: Client, enemy: Attacker) -> list[Form]:
    """Every form of every page that this person sees, apart from those that end the session."""
    found: dict[str, Form] = {}
    for target in enemy.targets():
        if target.name in LEAVES:
            continue
        with NothingStays(client):
            page = client.get(target.path)
        if page.status_code == 200 and page.headers["Content-Type"].startswith("text/html"):
            found |= {form.path: form for form in forms_on(page.content.decode(), target.path) if form.fields}
    return [form for form in found.values() if form.path != reverse("people:sign-out")]


# Words that would be markup

MARKUP = (
    "<zq7 onmouseover=zq7()>",
    '"><script>zq7()</script>',
    "'><img src=x onerror=zq7()>",
    "</textarea><svg/onload=zq7()>",
    "</title></option></select><iframe srcdoc='<script>zq7()</script>'>",
    "javascript:zq7()",
    "{{ 7 * 7 }}{% debug %}<zq7>",
    "<!--<zq7>--><zq7>",
    "\u003czq7\u003e&lt;zq7&gt;&#60;zq7&#62;<zq7>",
    "[x](javascript:zq7()) ![x](https://evil.example/x.png) <zq7>",
    "x\u2028\u0000<zq7/>",
)


class _Markup(HTMLParser):
    """Everything on a page that came from what somebody typed and is more than text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        runs = [name for name, value in attrs if name.startswith("on") or name == "srcdoc" or _is_code(name, value)]
        if tag in {"zq7", "iframe", "object", "embed", "base"} or runs or any("zq7" in name for name, _ in attrs):
            self.found.append(self.get_starttag_text() or tag)

    def handle_data(self, data: str) -> None:
        if self.cdata_elem and "zq7" in data:
            self.found.append(data)

    def handle_comment(self, data: str) -> None:
        if "zq7" in data:
            self.found.append(data)


def _is_code(name: str, value: str | None) -> bool:
    read = re.sub(r"[\x00-\x20]", "", value or "").lower()
    return name in {"href", "src", "action", "formaction"} and read.startswith(("javascript:", "data:", "vbscript:"))


@pytest.mark.parametrize("words", MARKUP)
def test_markup_that_gets_through_would_be_seen(words: str) -> None:
    assert words.startswith("javascript:") or _Markup(f"<p>{words}</p>").found or "</textarea>" in words


@pytest.mark.parametrize("turn", range(0, len(MARKUP), 3))
def test_what_anybody_types_anywhere_is_text_everywhere(turn: int, record: Record) -> None:
    """Each fills every field of every form of theirs, each field with other markup at each turn; then everybody looks
    at every page."""
    everybody = [attacker(who, record) for who in WHO]
    clients = {one.who: one.client(raise_request_exception=False) for one in everybody}
    attacks = 0
    for one in everybody:
        for number, form in enumerate(_forms(clients[one.who], one), turn):
            if _ends_something(form.path):
                continue
            attacks += 1
            cookies = clients[one.who].cookies.output().replace("Set-Cookie: ", "")
            answer = clients[one.who].post(form.path, _typed(form, number))
            _is_text(answer, form.path)
            clients[one.who].cookies.load(cookies)
    for one in everybody:
        for target in one.targets():
            if target.name not in LEAVES:
                _is_text(clients[one.who].get(target.path), target.path)
    tried(attacks)


def _typed(form: Form, turn: int) -> dict[str, str]:
    """Markup wherever somebody types; what the page offers elsewhere, so that the form is taken."""
    fields = enumerate(form.fields.items(), turn)
    told = {name: offered[-1] if offered else MARKUP[number % len(MARKUP)] for number, (name, offered) in fields}
    return told | {"password": people.PASSWORD} if "password" in form.fields else told


def _ends_something(path: str) -> bool:
    """Forms after which there is no record, no account or no session to look at."""
    return any(word in path for word in ("erase", "/leave/", "sign-out", "/end/", "/others/", "/password/"))


def _is_text(answer: Any, path: str) -> None:
    assert answer.status_code < 500, path
    if answer.headers.get("Content-Type", "").startswith(("text/html", "image/svg")):
        assert _Markup(_body(answer).decode("utf-8", "replace")).found == [], path
    else:
        _body(answer)
        assert answer.headers.get("X-Content-Type-Options") == "nosniff", path


def test_what_stands_in_an_address_is_text_on_the_page_that_answers(enemy: Attacker) -> None:
    client = enemy.client(raise_request_exception=False)
    attacks = 0
    for target in enemy.targets():
        if target.name in LEAVES:
            continue
        for words in MARKUP[:4]:
            attacks += 1
            given = dict.fromkeys(("next", "from", "kept", "q", "words", "clinic", "mode", "programme", "first"), words)
            with NothingStays(client):
                _is_text(client.get(target.path, given), target.path)
                _is_text(client.get(target.path + quote(words)), target.path)
    tried(attacks)


# What is too large, or no form at all

FORM, PARTS = "application/x-www-form-urlencoded", "multipart/form-data"


def _part(head: str, body: str = "") -> bytes:
    return f"--x\r\nContent-Disposition: form-data; {head}\r\n\r\n{body}\r\n".encode()


NO_FORMS = (
    ("application/json", b'{"username": {"$gt": ""}}'),
    ("application/json", b"{"),
    (f"{FORM}; charset=utf-7", b"words=+ADw-script+AD4-"),
    (f"{FORM}; charset=nonsense", b"words=a"),
    (FORM, b"%ff%fe=%00&&&===&a"),
    (FORM, b"&".join(b"a%d=1" % number for number in range(3000))),
    (PARTS, b"--x"),
    (f"{PARTS}; boundary=", b"--x"),
    (f"{PARTS}; boundary={'x' * 300}", b"--x"),
    (f"{PARTS}; boundary=x", _part('name="words"; filename="../../x"', "a") + b"--x--"),
    (f"{PARTS}; boundary=x", _part('name="words"\r\nContent-Transfer-Encoding: base64', "!") + b"--x--"),
    (f"{PARTS}; boundary=x", _part('name="words"')[:-4]),
    (f"{PARTS}; boundary=x", b"".join(_part('name="f"; filename="a"', "a") for _ in range(200)) + b"--x--"),
    ("text/xml", b'<!DOCTYPE x [<!ENTITY y SYSTEM "file:/etc/passwd">]><x>&y;</x>'),
    ("", b"words=a"),
    ("\xff", b"\xff"),
)


def test_a_body_that_is_no_form_makes_nothing_fall_over(enemy: Attacker) -> None:
    client = enemy.client(raise_request_exception=False)
    attacks = 0
    for target in enemy.targets():
        if target.name in LEAVES:
            continue
        for kind, body in NO_FORMS:
            attacks += 1
            with NothingStays(client):
                answer = client.generic("POST", target.path, body, content_type=kind)
            assert answer.status_code < 500, (target.name, kind, body[:60])
            assert b"root:" not in _body(answer)
    tried(attacks)


@pytest.mark.parametrize("kind", [FORM, f"{PARTS}; boundary=x"])
@pytest.mark.parametrize("path", ["/sign-in/", "/mood/", "/exercises/new/thought-record/", "/talk/", "/language/"])
def test_nine_megabytes_are_refused_with_a_page_that_says_so(kind: str, path: str, record: Record) -> None:
    field = b"words=" if kind == FORM else _part('name="words"')[:-2]
    client = attacker("patient", record).client(raise_request_exception=False)  # a missing token would be refused too
    answer = client.generic("POST", path, field + b"x" * 9_000_000 + b"\r\n--x--", content_type=kind)
    assert answer.status_code == 400
    assert "<h1" in answer.content.decode()
    tried(1)


# Programmes from a hostile author

OF_AUTHORS = (
    *MARKUP,
    "<https://evil.example>",
    "[x](https://evil.example)",
    "[x]: javascript:zq7()\n\n[x]",
    "![zq7](//evil.example/x.png)",
    "<details ontoggle=zq7() open>",
    "&#x6A;avascript:zq7()",
    "[x](&#x6A;avascript:zq7())",
    "[x](data:text/html,zq7)",
    '[x](tel:1"onmouseover=zq7())',
    "[[chosen|<zq7>]]",
    "[[<zq7>|x]]",
    "\ue0000\ue001<zq7>",
)
YAML = (
    "!!python/object/apply:os.system ['touch MADE']",
    "!!python/name:os.system",
    "&a [*a]",
    "{<<: *nobody}",
    "../../../../etc/passwd",
)
WRITTEN_IN = ("Petits pas", "Deux courts modules.", "Commencer", "Faire un premier pas.", "Une action", "Author A.")
"""Words of the tiny programme's own file that some page shows."""


def _told(files: dict[str, str]) -> bool:
    """Whether this folder is taken; nothing of it is then more than text, in the preview and on a step's page."""
    found = compiled(files)
    if found.programme is None:
        assert found.refusals
        return False
    assert _Markup(preview_page(found.programme)).found == []
    for step in found.programme.steps.values():
        for wording in step.wording.values():
            prose = tuple(part for part in wording.parts if isinstance(part, nodes.Prose))
            html = [to_html((Piece(kind="markdown", text=one.markdown),)) for one in prose]
            assert _Markup("".join(html)).found == []
            assert "evil.example" not in "".join(re.findall(r'(?:href|src)="[^"]*', "".join(html)))
    return True


@pytest.mark.parametrize("words", OF_AUTHORS)
def test_a_hostile_text_is_refused_or_is_text(words: str) -> None:
    body = step_file("what-is-known", "fr", body=f"{SENTENCES['fr'] * 12}\n\n{words}")
    _told(with_step("what-is-known", fr=body))
    _told(with_step("look-back", fr=step_file("look-back", "fr").replace("title: look-back", f"title: {words!r}")))
    tried(2)


@pytest.mark.parametrize("place", WRITTEN_IN)
@pytest.mark.parametrize("words", OF_AUTHORS)
def test_hostile_words_in_a_programme_s_own_file_are_refused_or_are_text(words: str, place: str) -> None:
    _told(changed(place, json.dumps(words), count=1))
    tried(1)


def test_what_is_only_text_is_taken() -> None:
    """So that the page is really looked at, and not every folder refused for another reason."""
    assert [words for words in OF_AUTHORS if _told(changed("Petits pas", json.dumps(words)))]
    assert _told(with_step("what-is-known", fr=step_file("what-is-known", "fr")))


@pytest.mark.parametrize("words", YAML)
def test_a_programme_s_own_file_makes_no_objects_and_reads_no_other(words: str, tmp_path: Path) -> None:
    made = tmp_path / "zq7"
    words = words.replace("MADE", str(made))
    for old in ("{fr: Petits pas, en: Small steps}", "phq9 <= 19", "CC-BY-SA-4.0", "looked_back: {choice: look-back}"):
        assert not _told(changed(old, words)) or words.startswith("..")
    _told(with_step("what-is-known", fr=step_file("what-is-known", "fr", header=f"kind: text\nsource: {words}")))
    assert not made.exists()
    tried(1)


def test_names_that_open_many_others_are_refused_at_once() -> None:
    lines = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12))]
    assert not _told({**folder(), "programme.yaml": PROGRAMME + "\n".join(lines) + "\n"})
    tried(1)
