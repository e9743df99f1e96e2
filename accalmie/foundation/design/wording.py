"""`_()` in templates: a text of ours in the reader's language, as markup, prepared once for each catalogue.

Jinja's own makes markup of the text and formats it at each call, on a page with thirty texts.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.utils.translation import gettext
from django.utils.translation.trans_real import catalog
from markupsafe import Markup


def told(message: str, /, **values: Any) -> Markup:
    """The text, with values put in as `%(name)s` and escaped. A sign % is written %% in both."""
    if values:
        return _text(catalog(), message) % values
    return _as_it_stands(catalog(), message)


@lru_cache(maxsize=8192)
def _text(_active: Any, message: str) -> Markup:
    """gettext asks the active catalogue itself: here it only tells the texts apart."""
    return Markup(gettext(message))  # noqa: S704 - from our templates and catalogues, never from a person


@lru_cache(maxsize=8192)
def _as_it_stands(active: Any, message: str) -> Markup:
    return _text(active, message) % {}
