"""The first look at a rule: size, nesting and characters, before any parser sees it.

Python's parser can be brought down by deep nesting. Here one pass of a regular expression over at most `MAX_LENGTH`
characters refuses everything that is not a small expression, so the parser only ever meets small expressions.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from accalmie.core.rules.refusals import RuleRefused

MAX_LENGTH = 4_000
MAX_DEPTH = 20
MAX_NODES = 200
MAX_TOKENS = 3 * MAX_NODES

WORD_OPERATORS = frozenset({"and", "or", "not", "in"})
INSTEAD = {
    "=": "==",
    "≥": ">=",
    "≤": "<=",
    "≠": "!=",
    "&": "and",
    "|": "or",
    "!": "not",
    "“": '"',
    "”": '"',
    "«": '"',
    "»": '"',
    "’": "'",
    "{": "(",
    "}": ")",
}
NAMED = {'"': "quote", "'": "quote", ".": "point", "\u00a0": "space", "\u202f": "space"}
_TOKEN = re.compile(
    r"""(?P<space>[ \t\r\n]+)
      | (?P<number>[0-9]+(?:\.[0-9]+)?)
      | (?P<word>[A-Za-z_][A-Za-z0-9_]*)
      | (?P<string>"[^"\\\x00-\x1f\ud800-\udfff]*"|'[^'\\\x00-\x1f\ud800-\udfff]*')
      | (?P<compare><=|>=|==|!=|<|>)
      | (?P<sign>[-+*/%@^~])
      | (?P<open>[(\[])
      | (?P<close>[)\]])
      | (?P<comma>,)""",
    re.VERBOSE,
)


class Token(NamedTuple):
    kind: str
    text: str
    column: int


def check(text: str) -> None:
    """Raise RuleRefused for any text that is too large, too deep or made of anything else than rules are made of."""
    if len(text) > MAX_LENGTH:
        raise RuleRefused("too_long", MAX_LENGTH + 1, limit=str(MAX_LENGTH))
    found = list(islice(_tokens(text), MAX_TOKENS + 1))
    if not found:
        raise RuleRefused("empty", 1)
    if len(found) > MAX_TOKENS:
        raise RuleRefused("too_many", found[MAX_TOKENS].column, limit=str(MAX_NODES))
    _check_neighbours(found)
    _check_nesting(found)


def _tokens(text: str) -> Iterator[Token]:
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise _odd_character(text[position], position + 1)
        if match.lastgroup and match.lastgroup != "space":
            yield _token(match)
        position = match.end()


def _token(match: re.Match[str]) -> Token:
    token = Token(str(match.lastgroup), match.group(), match.start() + 1)
    if token.kind != "word":
        return token
    if token.text in WORD_OPERATORS:
        return token._replace(kind="operator")
    if keyword.iskeyword(token.text):
        raise RuleRefused("character", token.column, given=token.text)
    return token


def _odd_character(character: str, column: int) -> RuleRefused:
    if character in NAMED:
        return RuleRefused(NAMED[character], column)
    if character in INSTEAD:
        return RuleRefused("write_instead", column, given=character, instead=INSTEAD[character])
    return RuleRefused("character", column, given=character if character.isprintable() else f"U+{ord(character):04X}")


_OPERANDS = frozenset({"number", "word", "string"})


def _check_neighbours(tokens: list[Token]) -> None:
    """Two things side by side are a call, a sum or a forgotten word; all three look like Python and are not rules."""
    before: Token | None = None
    for token in tokens:
        after_operand = before is not None and (before.kind in _OPERANDS or before.kind == "close")
        if token.kind == "sign" and (after_operand or token.text not in "-+"):
            raise RuleRefused("arithmetic", token.column)
        if after_operand and token.kind == "open":
            raise RuleRefused("call", token.column)
        if after_operand and token.kind in _OPERANDS:
            raise RuleRefused("side_by_side", token.column, given=token.text)
        if before is not None and before.kind == "number" and _touches(before, token):
            raise RuleRefused("side_by_side", token.column, given=token.text)
        before = token


def _touches(before: Token, token: Token) -> bool:
    return token.kind == "operator" and before.column + len(before.text) == token.column


def _check_nesting(tokens: list[Token]) -> None:
    """Depth counts open brackets and the run of `not` and signs before an operand: each is a level to a parser."""
    opened: list[tuple[Token, int]] = []
    depth = run = 0
    for token in tokens:
        if token.kind == "open":
            opened.append((token, run))
            depth, run = depth + run + 1, 0
        elif token.kind == "close":
            depth, run = depth - _partner(opened, token) - 1, 0
        else:
            run = run + 1 if token.kind == "sign" or token.text == "not" else 0
            _check_comma(token, opened)
        if depth + run > MAX_DEPTH:
            raise RuleRefused("too_deep", token.column, limit=str(MAX_DEPTH))
    if opened:
        raise RuleRefused("bracket", opened[-1][0].column)


def _partner(opened: list[tuple[Token, int]], token: Token) -> int:
    if not opened or opened[-1][0].text + token.text not in ("()", "[]"):
        raise RuleRefused("bracket", token.column)
    return opened.pop()[1]


def _check_comma(token: Token, opened: list[tuple[Token, int]]) -> None:
    if token.kind == "comma" and not opened:
        raise RuleRefused("comma", token.column)
