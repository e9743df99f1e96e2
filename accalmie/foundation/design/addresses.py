"""The paths of named pages, each worked out once: a page names a dozen, and Django searches its patterns each time."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django import urls
from django.conf import settings


def reverse(name: str, args: Sequence[Any] = ()) -> str:
    """Django's own, kept. Raises NoReverseMatch."""
    return _kept(settings.ROOT_URLCONF, name, tuple(args))


def address(name: str, *args: Any) -> str:
    """The path of a named page, for templates: `url("programmes:do-step", module, step)`."""
    return _kept(settings.ROOT_URLCONF, name, args)


@lru_cache(maxsize=4096)
def _kept(urlconf: str, name: str, args: tuple[Any, ...]) -> str:
    """`urlconf` only tells sites apart, as a test may have another one."""
    return urls.reverse(name, args=args or None)
