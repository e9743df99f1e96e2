"""The parts of the frame that hang on nothing but the language: rendered once, and put in as they are.

A page has some twenty texts and addresses in its head, its masthead and its footer that are the same for everybody.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils.translation.trans_real import catalog
from jinja2 import Environment, pass_environment
from markupsafe import Markup


@pass_environment
def fixed(environment: Environment, name: str) -> Markup:
    """The template of this name in the reader's language. It is given no context: nothing of anybody can be in it."""
    return _rendered(environment, name, catalog(), settings.ROOT_URLCONF, settings.STORAGES["staticfiles"]["BACKEND"])


@lru_cache(maxsize=256)
def _rendered(environment: Environment, name: str, *_told_apart_by: Any) -> Markup:
    return Markup(environment.get_template(name).render())  # noqa: S704 - a template of ours, escaped as all are
