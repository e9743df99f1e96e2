"""A session ends after a time without a sign of life; reading pages is one, and rarely costs a write."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from accalmie.site.sessions import SignOfLifeMiddleware

MONDAY = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
A_WHILE = timedelta(seconds=settings.SESSION_COOKIE_AGE / 4)


def session_after_a_page(session: Any) -> Any:
    """What is left of a session after its owner read one page."""

    def page(request: HttpRequest) -> HttpResponse:
        request.session.get("anything")
        return HttpResponse()

    request = RequestFactory().get("/")
    request.session = session
    SignOfLifeMiddleware(page)(request)
    return request.session


@pytest.fixture
def signed_in() -> SessionStore:
    session = SessionStore()
    session[SESSION_KEY] = "somebody"
    return session


def test_reading_after_a_while_moves_the_end_of_the_session(signed_in: SessionStore) -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        session_after_a_page(signed_in).modified = False
        clock.shift(A_WHILE)
        assert session_after_a_page(signed_in).modified


def test_reading_two_pages_in_a_row_writes_nothing(signed_in: SessionStore) -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        session_after_a_page(signed_in).modified = False
        clock.shift(timedelta(seconds=20))
        assert not session_after_a_page(signed_in).modified


def test_a_visitor_who_did_not_sign_in_gets_no_session() -> None:
    assert not session_after_a_page(SessionStore()).modified
