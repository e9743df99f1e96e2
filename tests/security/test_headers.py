"""What each kind of answer tells a browser not to do. A header that goes missing is a door left open."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from tests.client import StrictClient
from tests.factories.journeys import signed_in
from tests.factories.openness import WHOLE

HOUSE = Path(__file__).parents[2]

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

ALWAYS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
}
ANSWERS = {
    "a page": ("get", "/help/", 200),
    "a redirect": ("get", "/today/", 302),
    "a page that is not there": ("get", "/no-such-page/", 404),
    "a form without its token": ("post", "/sign-in/", 403),
    "a method that is not taken": ("post", "/help/", 405),
    "the service worker": ("get", "/service-worker.js", 200),
}


@pytest.mark.parametrize("kind", ANSWERS)
def test_every_kind_of_answer_carries_them(kind: str) -> None:
    method, path, status = ANSWERS[kind]
    answer = getattr(Client(enforce_csrf_checks=status == 403), method)(path)
    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS
    assert {part.strip() for part in answer.headers["Content-Security-Policy"].split(";")} >= POLICY


INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)|<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"'{]|javascript:|\ssrcdoc\s*=", re.IGNORECASE
)
"""A script, a style or a handler that stands in the page itself."""


def test_no_template_of_the_house_holds_an_inline_script_style_or_handler() -> None:
    """Pages that tests fetch are read as they are sent (tests/client.py); here is what no test may have fetched."""
    templates = [file for file in (HOUSE / "accalmie").rglob("templates/**/*.html") if file.is_file()]
    assert len(templates) > 100
    found = {file.name: one[0] for file in templates if (one := INLINE.search(file.read_text("utf-8")))}
    assert found == {"file.html": "<style"}, (
        "the daily pack, which opens without a server under a policy of its own (ADR 36)"
    )


@pytest.mark.parametrize(
    "inline",
    [
        "<script>x()</script>",
        "<style>p{}</style>",
        '<p style="x">',
        '<p onclick="x()">',
        '<a href="JavaScript:x()">',
        '<p onload = "x()">',
        '<iframe srcdoc="x">',
    ],
)
def test_what_stands_in_the_page_itself_is_found(inline: str) -> None:
    assert INLINE.search(inline)
    assert not INLINE.search('<script src="/static/a.js" type="module"></script><p class="style one">on time</p>')


def test_the_policy_has_no_word_that_lets_one_run() -> None:
    """No nonce, no hash, nothing unsafe: what somebody brings into a page has nothing to show or to guess."""
    policy = StrictClient().get("/help/").headers["Content-Security-Policy"]
    words = {word for part in policy.split(";") for word in part.split()[1:]}
    assert words == {"'self'", "'none'", "'script'"}


def test_nothing_of_anybody_is_kept_by_a_browser() -> None:
    client, _person = signed_in()
    for path in ("/today/", "/progress/", "/my-rights/", "/settings/"):
        assert "no-store" in client.get(path).headers["Cache-Control"], path


def test_cookies_are_of_this_site_alone_and_no_script_reads_them() -> None:
    client = StrictClient()
    client.get("/sign-in/")
    signed_in()[0].get("/today/")
    for cookie in client.cookies.values():
        assert cookie["httponly"], cookie.key
        assert cookie["samesite"] in {"Lax", "Strict"}, cookie.key


def test_a_site_behind_tls_that_tells_where_data_live_has_no_warning_left(tmp_path: Path) -> None:
    (tmp_path / "openness.yaml").write_text(WHOLE, "utf-8")
    site = {"ACCALMIE_HTTPS": "1", "ACCALMIE_HOSTS": "accalmie.example.org", "ACCALMIE_DATA": str(tmp_path)}
    clean = {name: value for name, value in os.environ.items() if not name.startswith("ACCALMIE_")}
    asked = [sys.executable, "-m", "accalmie.site.cli", "manage", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(asked, env=clean | site, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
