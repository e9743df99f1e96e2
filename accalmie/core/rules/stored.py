"""Rules as JSON, for the database and for the browser."""

from __future__ import annotations

import msgspec

from accalmie.core.rules.nodes import Rule
from accalmie.core.rules.refusals import RuleRefused


def to_json(rule: Rule) -> str:
    """The rule as JSON; the same rule always gives the same text."""
    return msgspec.json.encode(rule, order="sorted").decode()


def from_json(text: str | bytes) -> Rule:
    """The rule that `to_json` wrote. Raises RuleRefused for anything else, however deep."""
    try:
        return msgspec.json.decode(text, type=Rule)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        raise RuleRefused("unreadable", 1) from None
