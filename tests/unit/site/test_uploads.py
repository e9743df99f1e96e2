"""What is sent with a form has a limit, and no form takes a file: nobody fills the disk of a site."""

from __future__ import annotations

import pytest
from django.core.files import uploadhandler
from django.test import Client

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

FORM, PARTS = "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"
FEW, TOO_MANY = 7_000_000, 9_000_000


def sent(body: bytes, kind: str) -> int:
    answer = Client(raise_request_exception=False).generic("POST", "/sign-in/", body, content_type=kind)
    assert "<h1" in answer.content.decode()
    return answer.status_code


def part(what: str, words: bytes) -> bytes:
    return b"--x\r\nContent-Disposition: form-data; " + what.encode() + b"\r\n\r\n" + words + b"\r\n--x--\r\n"


def test_words_are_taken_up_to_a_limit_and_refused_with_a_page_beyond_it() -> None:
    assert [sent(b"username=" + b"x" * size, FORM) for size in (FEW, TOO_MANY)] == [200, 400]
    assert [sent(part('name="username"', b"x" * size), PARTS) for size in (FEW, TOO_MANY)] == [200, 400]


@pytest.mark.parametrize("size", [1, TOO_MANY])
def test_a_file_is_refused_and_nothing_of_it_is_kept(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[object] = []
    for kind in (uploadhandler.TemporaryFileUploadHandler, uploadhandler.MemoryFileUploadHandler):
        monkeypatch.setattr(kind, "receive_data_chunk", lambda _self, data, _start: kept.append(data))
    assert sent(part('name="f"; filename="a.bin"', b"x" * size), PARTS) == 400
    assert kept == []
