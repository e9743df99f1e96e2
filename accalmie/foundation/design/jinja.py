"""The Jinja2 environment of all pages: our rooms' templates, the design system's macros, words and formats.

Settings name `environment` for Django's Jinja2 backend, and `frame.context` as its context processor.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
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
from uuid6 import uuid7

from accalmie.foundation.design import chart, mark
from accalmie.foundation.design.addresses import address
from accalmie.foundation.design.fixed import fixed
from accalmie.foundation.design.wording import told
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
    env.globals |= {
        "_": told,
        "gettext": told,
        "url": address,
        "static": static_file,
        "fixed": fixed,
        "fresh_id": fresh_id,
        "drawing": chart.drawing,
        "mark": mark.drawn,
        "neutral_name": neutral_name,
        "can_mail": can_mail,
    }
    env.filters |= filters.FILTERS
    return env


def static_file(name: str) -> str:
    """The address of a static file: `static("design/page.js")`."""
    return staticfiles_storage.url(name)


def fresh_id() -> str:
    """For a form that stands beside others on its page: each becomes an entry of its own."""
    return str(uuid7())


def neutral_name() -> str:
    """What tabs say instead of a name that speaks of health."""
    return str(settings.NEUTRAL_NAME)


def can_mail() -> bool:
    """Whether this site may write an e-mail to anybody."""
    return bool(settings.CAN_MAIL)


def _our_rooms() -> BaseLoader:
    folders = [Path(room.path) / "templates" for room in apps.get_app_configs() if room.name.startswith("accalmie.")]
    return FileSystemLoader([folder for folder in folders if folder.is_dir()])


def _design_system() -> BaseLoader:
    return MacrosOfTheDesignSystem(str(files("nhsuk_frontend_jinja") / "templates"))
