"""What each kind of answer tells a browser not to do. A header that goes missing is a door left open."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from tests.client import StrictClient
from tests.factories.journeys import signed_in
from tests.factories.openness import WHOLE

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
