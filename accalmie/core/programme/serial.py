"""Programmes as JSON, to be kept, hashed and given to a browser."""

from __future__ import annotations

import msgspec

from accalmie.core.programme.nodes import Malformed, Programme


def to_json(programme: Programme) -> bytes:
    """Canonical JSON: the same programme always gives the same bytes."""
    return msgspec.json.encode(programme, order="sorted")


def from_json(payload: bytes) -> Programme:
    """The programme that `to_json` wrote. Raises Malformed for anything else."""
    try:
        return msgspec.json.decode(payload, type=Programme)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise Malformed(str(error)) from error
