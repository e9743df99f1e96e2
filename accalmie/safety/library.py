"""The house's rules of danger and of a start, and the numbers to call: read once from `content/`, held in memory."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from django.conf import settings

from accalmie.core.crisis import (
    CrisisRules,
    Elsewhere,
    Helpline,
    Helplines,
    load_elsewhere,
    load_helplines,
    load_rules,
)
from accalmie.core.crisis.language import Language, load_language, when_sure
from accalmie.core.opening import OpeningRules, load_opening

FILES = {
    "danger": "danger/rules.yaml",
    "language": "danger/language/rules.yaml",
    "helplines": "helplines/fr.yaml",
    "elsewhere": "helplines/elsewhere.yaml",
    "starting": "starting/rules.yaml",
}


@cache
def text(name: Literal["danger", "language", "helplines", "elsewhere", "starting"]) -> str:
    """One of these files as this process applies it, which is what a signature covers."""
    return (Path(settings.CONTENT) / FILES[name]).read_text(encoding="utf-8")


@cache
def rules() -> CrisisRules:
    """The rules of danger of this site. Raises core.crisis.CrisisRefused."""
    return load_rules(text("danger"))


@cache
def language() -> Language:
    """The rules of language, ready to read with. Raises core.crisis.CrisisRefused."""
    return load_language(text("language"))


@cache
def language_of_pages() -> Language:
    """The same where a page is led by what is noticed, and somebody told. Raises core.crisis.CrisisRefused."""
    return when_sure(language())


def helplines() -> tuple[Helpline, ...]:
    """The numbers of this site's country, in the order of the page. Raises core.crisis.HelplinesRefused."""
    return help_set().lines


@cache
def help_set() -> Helplines:
    """The same with their version and source. Raises core.crisis.HelplinesRefused."""
    return load_helplines(text("helplines"))


@cache
def elsewhere() -> Elsewhere:
    """The numbers of other territories and countries. Raises core.crisis.HelplinesRefused."""
    return load_elsewhere(text("elsewhere"))


def all_lines() -> tuple[Helpline, ...]:
    """Every number that a page may show."""
    return (*helplines(), *elsewhere().lines)


@cache
def opening() -> OpeningRules:
    """The rules around a start on this site. Raises core.opening.OpeningRefused."""
    return load_opening(text("starting"))
