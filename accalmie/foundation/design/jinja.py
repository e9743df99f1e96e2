"""The Jinja2 environment of all pages: our rooms' templates, the design system's macros, words and formats.

Settings name `environment` for Django's Jinja2 backend, and `frame.context` as its context processor.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.apps import apps
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext, ngettext, npgettext, pgettext
from jinja2 import (
    BaseLoader,
    ChainableUndefined,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    Template,
)

from accalmie.foundation.design import chart, mark
from accalmie.foundation.words import filters


class MacrosOfTheDesignSystem(FileSystemLoader):
    """Loads the nhsuk macros, which read parameters that nobody gave, in an environment where that is no error.

    Everywhere else an undefined variable is loud.
    """

    def load(
        self,
        environment: Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,
    ) -> Template:
        lenient = environment.overlay(undefined=ChainableUndefined)
        return super().load(lenient, name, globals)


def environment(**options: Any) -> Environment:
    """The environment that Django's Jinja2 backend asks for. Its own loader gives way to ours."""
    ours = {
        "loader": ChoiceLoader([_our_rooms(), _design_system()]),
        "extensions": ["jinja2.ext.i18n"],
        "undefined": StrictUndefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
    }
    env = Environment(**options | ours)
    env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    env.policies["ext.i18n.trimmed"] = True
    env.globals |= {"url": url, "static": static, "drawing": chart.drawing, "mark": mark.drawn}
    env.filters |= filters.FILTERS
    return env


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The path of a named page: `url("people:sign-in")`, `url("programmes:show-step", enrolment, module, step)`."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


def _our_rooms() -> BaseLoader:
    folders = [Path(room.path) / "templates" for room in apps.get_app_configs() if room.name.startswith("accalmie.")]
    return FileSystemLoader([folder for folder in folders if folder.is_dir()])


def _design_system() -> BaseLoader:
    return MacrosOfTheDesignSystem(str(files("nhsuk_frontend_jinja") / "templates"))
