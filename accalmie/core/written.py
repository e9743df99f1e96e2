"""What people write as YAML 1.2, and what was read of it before.

Parsing is most of what a process does before it can work. Whoever runs the house may hand in a memory: what a text said
once it says again, until a sign of it changes. Nothing that is refused is kept, so that each refusal is found anew.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from io import StringIO
from typing import Any, Protocol

import msgspec
from ruamel.yaml import YAML


class Memory(Protocol):
    """Keeps what texts said, as bytes. It may forget anything at any time."""

    def recall(self, text: str) -> bytes | None:
        """What was kept of this text."""

    def keep(self, text: str, said: bytes) -> None:
        """Keep what this text said."""


class Forgetful:
    """The memory of a process to which nobody gave one."""

    def recall(self, text: str) -> bytes | None:
        """Nothing was kept."""

    def keep(self, text: str, said: bytes) -> None:
        """Nothing is kept."""


_memories: list[Memory] = [Forgetful()]


def remember_in(memory: Memory) -> None:
    """From now on, what is read is kept there, and what is there is not parsed again."""
    _memories[0] = memory


def values(text: str) -> Any:
    """The lists, tables, words and figures of a text. Raises what ruamel.yaml raises, and ValueError."""
    return remembered("values", text, lambda: YAML(typ="safe", pure=True).load(StringIO(text)))


def remembered(way: str, text: str, read: Callable[[], Any], type_: Any = Any) -> Any:
    """What `read` makes of the text, of this type; in this `way` of reading, it was perhaps kept before."""
    name, memory = f"{way}\n{text}", _memories[0]
    said = memory.recall(name)
    if said is not None:
        with suppress(msgspec.DecodeError, msgspec.ValidationError):
            return msgspec.msgpack.decode(said, type=type_)
    found = read()
    with suppress(TypeError, ValueError, RecursionError):  # what has no such form is read each time
        said = msgspec.msgpack.encode(found)
        if msgspec.msgpack.decode(said, type=type_) == found:  # a date comes back as words
            memory.keep(name, said)
    return found
