"""Which addresses that somebody gives us lead to a page of ours: no link of ours takes anybody elsewhere."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

from django.utils.http import url_has_allowed_host_and_scheme


def is_ours(page: str) -> bool:
    """Only a path from the root: `today` might be the name of a view, and `//host` or `/\\host` is another site."""
    return page.startswith("/") and url_has_allowed_host_and_scheme(page, allowed_hosts=None)


def parts_of(address: str) -> SplitResult:
    """The parts of an address that a browser sent; of one that is none, all empty."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")
