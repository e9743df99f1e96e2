"""One by one: what fails for one stops none of the others, and is known all the same."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

T = TypeVar("T")


class SomeFailed(RuntimeError):
    """So many of them failed: the job counts as failed, and the watchdog says it."""


def each(found: Iterable[T], act: Callable[[T], bool], *, name: Callable[[T], Any], logger: logging.Logger) -> int:
    """Does it for each; says for how many something was done. `name`: what the log calls one of them.

    Raises SomeFailed, once all were tried.
    """
    done, failed = 0, 0
    for one in found:
        try:
            done += act(one)
        except Exception:
            failed += 1
            logger.exception("failed for %s, and goes on with the others", name(one))
    if failed:
        raise SomeFailed(f"{failed} failed, {done} done")
    return done
