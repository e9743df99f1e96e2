"""A whole life at the loudest log level: the log holds identifiers, and nothing that somebody wrote or is called."""

from __future__ import annotations

import logging

import pytest

from accalmie.capabilities.measures import actions
from tests.factories.journeys import signed_in
from tests.figures import note
from tests.security.raw_bytes import a_life

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


def test_the_log_of_a_whole_life_names_nobody(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        secrets = a_life()
        logging.getLogger("accalmie").info("the log is being read")
    told = [word for word in secrets if word.casefold() in caplog.text.casefold()]
    note(log_secrets_found=len(told))
    assert "the log is being read" in caplog.text
    assert told == []


def test_a_fault_in_a_page_tells_the_log_where_and_not_what(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was typed is in local variables when a page breaks: a traceback shows lines of code, and no values."""

    def breaks(**_: object) -> None:
        raise RuntimeError("broken on purpose")

    client, _person = signed_in()
    client.raise_request_exception = False
    monkeypatch.setattr(actions, "note_mood", breaks)
    answer = client.post("/mood/", {"mood": "3", "words": "un secret très reconnaissable"})
    assert answer.status_code == 500
    assert "broken on purpose" in caplog.text
    assert "reconnaissable" not in caplog.text
    assert "reconnaissable" in answer.content.decode()  # the person gets their words back, and nobody else
