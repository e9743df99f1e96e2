"""Reads a definition that people write (YAML 1.2) into a typed value, and says on which line anything is wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import StringIO
from typing import Any, ClassVar, Literal, TypeVar

import msgspec
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from accalmie.core import written

Language = Literal["en", "fr"]
LANGUAGES: tuple[Language, ...] = ("fr", "en")
Texts = dict[str, str]
"""The same words by language."""

LONGEST = 200_000  # characters of one file
_PATH = re.compile(r"^(?P<detail>.*?)(?: - at `(?P<path>[^`]*)`)?$", re.DOTALL)
_STEP = re.compile(r"\.(?P<key>[^.\[]+)|\[(?P<index>[0-9]+)\]|\[\.\.\.\]")
_T = TypeVar("_T", bound="Definition")


class Definition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of all that is read from such files: immutable, and no word in the file goes unread."""


class Wrong(ValueError):
    """Raised while a definition checks itself; `read` turns it into a refusal that knows its line."""

    def __init__(self, code: str, **words: object) -> None:
        super().__init__(code)
        self.code = code
        self.words = {name: str(word) for name, word in words.items()}


class DefinitionRefused(ValueError):
    """A file that cannot be used. `line` counts from 1; `code` names the reason; `MESSAGES` holds its sentences."""

    MESSAGES: ClassVar[dict[str, dict[str, str]]] = {
        "too_long": {
            "en": "the file is longer than {limit} characters",
            "fr": "le fichier dépasse {limit} caractères",
        },
        "yaml": {
            "en": "the file is not well written YAML here: {detail}",
            "fr": "le fichier n’est pas du YAML bien écrit ici : {detail}",
        },
        "anchor": {
            "en": "references (& and *) are not allowed: write the words out",
            "fr": "les renvois (& et *) ne sont pas admis : écrivez les mots en entier",
        },
        "shape": {
            "en": "“{path}” is not as expected: {detail}",
            "fr": "« {path} » n’est pas comme attendu : {detail}",
        },
        "twice": {
            "en": "“{given}” stands twice",
            "fr": "« {given} » figure deux fois",
        },
        "missing": {
            "en": "“{what}” lacks {given}: these questions keep people safe",
            "fr": "il manque {given} à « {what} » : ces questions protègent les personnes",
        },
        "language": {
            "en": "{what} lacks its text in: {missing}",
            "fr": "{what} : il manque le texte en : {missing}",
        },
    }

    def __init__(self, code: str, line: int, **words: str) -> None:
        self.code = code
        self.line = line
        self._words = words
        super().__init__(f"line {line}: {self.message('en')}")

    def message(self, lang: Language = "en") -> str:
        """The sentence for the author, without the line."""
        return self._sentences()[self.code][lang].format(**self._words)

    @classmethod
    def _sentences(cls) -> dict[str, dict[str, str]]:
        return {**DefinitionRefused.MESSAGES, **cls.MESSAGES}


def require_languages(texts: Texts, what: str) -> None:
    """Every text that a person reads stands in every language of the house. Raises Wrong."""
    missing = [language for language in LANGUAGES if not texts.get(language, "").strip()]
    if missing:
        raise Wrong("language", what=what, missing=", ".join(missing))


def require_listed(what: str, ids: Sequence[str], needed: frozenset[str]) -> None:
    """Questions that keep people safe: all that are `needed`, each once, others welcome. Raises Wrong."""
    twice = [id for id in ids if ids.count(id) > 1]
    if twice:
        raise Wrong("twice", given=twice[0])
    missing = needed - set(ids)
    if missing:
        raise Wrong("missing", what=what, given=", ".join(sorted(missing)))


def read(text: str, type_: type[_T], refused: type[DefinitionRefused]) -> _T:
    """The value that the file `text` defines. Raises `refused`, with the line, for anything else."""
    if len(text) > LONGEST:
        raise refused("too_long", 1, limit=str(LONGEST))
    data = written.remembered("definition", text, lambda: _parse(text, refused))
    try:
        return msgspec.convert(data, type_)
    except msgspec.ValidationError as error:
        raise _explained(error, _compose(text), refused) from None
    except RecursionError:
        raise refused("yaml", 1, detail="too deep") from None


def _parse(text: str, refused: type[DefinitionRefused]) -> Any:
    try:
        _check_anchors(_compose(text), refused)
        return YAML(typ="safe", pure=True).load(StringIO(text))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise refused("yaml", mark.line + 1 if mark else 1, detail=str(error.problem).split("\n")[0]) from None
    except DefinitionRefused:
        raise
    except (YAMLError, RecursionError, ValueError, TypeError) as error:
        raise refused("yaml", 1, detail=str(error).split("\n")[0][:200]) from None


def _compose(text: str) -> Node | None:
    """Its nodes, which know their lines."""
    node: Node | None = YAML(typ="safe", pure=True).compose(StringIO(text))
    return node


def _check_anchors(root: Node | None, refused: type[DefinitionRefused]) -> None:
    """References make a small file mean a huge one."""
    waiting = [root] if root is not None else []
    while waiting:
        node = waiting.pop()
        if node.anchor:
            raise refused("anchor", node.start_mark.line + 1)
        if isinstance(node, MappingNode):
            waiting.extend(part for pair in node.value for part in pair)
        elif isinstance(node, SequenceNode):
            waiting.extend(node.value)


def _explained(
    error: msgspec.ValidationError, root: Node | None, refused: type[DefinitionRefused]
) -> DefinitionRefused:
    found = _PATH.match(str(error))
    path = (found["path"] if found else None) or "$"
    line = _line(root, path)
    if isinstance(error.__cause__, Wrong):
        return refused(error.__cause__.code, line, **error.__cause__.words)
    return refused(
        "shape", line, path=path.removeprefix("$").lstrip(".") or "…", detail=found["detail"] if found else ""
    )


def _line(root: Node | None, path: str) -> int:
    """The line of the deepest node on `path` (as msgspec writes it) that can be found."""
    node = root
    for step in _STEP.finditer(path):
        inner = _child(node, step)
        if inner is None:
            break
        node = inner
    return node.start_mark.line + 1 if node is not None else 1


def _child(node: Node | None, step: re.Match[str]) -> Node | None:
    if isinstance(node, MappingNode) and step["key"]:
        return next((value for key, value in node.value if key.value == step["key"]), None)
    if isinstance(node, SequenceNode) and step["index"]:
        return next(iter(node.value[int(step["index"]) :]), None)
    return None
