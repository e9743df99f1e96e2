"""Programmes as JSON, and their two names: the graph, on which a person stays, and the wording, mended for all.

The graph is everything that decides what is offered, when, to whom, and what counts as danger. Titles, texts, tailored
texts, recordings, reading times, citations, authors and the version's number are wording.
"""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec

from accalmie.core.programme.nodes import Malformed, Module, Programme, Step
from accalmie.core.programme.orienting import Outcome

_LATER = ("interludes", "aftercare", "leads_to", "when", "joins")
"""What came after the first graphs: it counts where it says something, so that older graphs keep their name."""
_WORDS = ("version", "title", "summary", "licence", "authors", "languages", "readability", "protocol", "evidence")


def to_json(programme: Programme) -> bytes:
    """Canonical JSON: the same programme always gives the same bytes."""
    return msgspec.json.encode(_as_read(programme), order="sorted")


def _as_read(programme: Programme) -> Programme:
    """The programme as it will be read again: a delay written as 1 is the number 1.0."""
    return msgspec.json.decode(msgspec.json.encode(programme), type=Programme)


def from_json(payload: bytes) -> Programme:
    """The programme that `to_json` wrote. Raises Malformed for anything else."""
    try:
        return msgspec.json.decode(payload, type=Programme)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise Malformed(str(error)) from error


def graph_hash(programme: Programme) -> str:
    """SHA-256 of the graph, in hexadecimal. The same in every language and after any correction of words."""
    # Through JSON first: 7 and 7.0 days are the same delay, and must give the same name.
    programme = from_json(to_json(programme))
    programme = _as_read(programme)
    plain: dict[str, Any] = msgspec.to_builtins(programme)
    graph = {name: value for name, value in plain.items() if name not in _WORDS and not _says_nothing(name, value)}
    graph["needs_a_person"] = [question.id for question in programme.needs_a_person]
    graph["modules"] = [_module(module) for module in programme.modules]
    if programme.interludes:
        graph["interludes"] = [[one.id, one.when, one.modes, one.then] for one in programme.interludes]
    graph["steps"] = {id: _step(step) for id, step in programme.steps.items()}
    if programme.leads_to:
        graph["leads_to"] = [_outcome(outcome) for outcome in programme.leads_to]
    return _sha256(graph)


def wording_hash(programme: Programme) -> str:
    """SHA-256 of everything that people read, in hexadecimal."""
    because = {"interludes": {one.id: [one.because, one.cite] for one in programme.interludes}}
    reasons = {"leads_to": {one.id: [one.title, one.reason] for one in programme.leads_to}}
    return _sha256(
        {
            **(because if programme.interludes else {}),
            **(reasons if programme.leads_to else {}),
            "words": {name: getattr(programme, name) for name in _WORDS},
            "ask": {question.id: question.ask for question in programme.needs_a_person},
            "modules": {module.id: [module.title, module.purpose] for module in programme.modules},
            "steps": {id: [step.minutes, step.wording] for id, step in programme.steps.items()},
        }
    )


def _module(module: Module) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(module)
    return {
        name: value
        for name, value in plain.items()
        if name not in ("title", "purpose") and not _says_nothing(name, value)
    }


def _says_nothing(name: str, value: Any) -> bool:
    return name in _LATER and not value


def _outcome(outcome: Outcome) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(outcome)
    return {name: value for name, value in plain.items() if name not in ("title", "reason")}


def _step(step: Step) -> Any:
    return {"media": ""} if step.kind == "media" else msgspec.to_builtins(step.doing)


def _sha256(value: Any) -> str:
    return hashlib.sha256(msgspec.json.encode(value, order="sorted")).hexdigest()
