"""Scores JSON lines, one questionnaire a line, for researchers and for checks against other programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from accalmie.core.definitions import Language
from accalmie.core.measures.change import change
from accalmie.core.measures.instrument import Instrument
from accalmie.core.measures.refusals import BadAnswers
from accalmie.core.measures.scoring import danger_items, score

LONGEST_LINE = 100_000
MESSAGES: dict[str, dict[str, str]] = {
    "too_long": {"en": "the line has more than {limit} characters", "fr": "la ligne dépasse {limit} caractères"},
    "not_json": {
        "en": 'the line is not {{"instrument": "phq-9", "answers": [0, 1, null, …]}}: {detail}',
        "fr": 'la ligne n’est pas {{"instrument": "phq-9", "answers": [0, 1, null, …]}} : {detail}',
    },
    "unknown": {
        "en": "“{given}” is not a known instrument; known are {known}",
        "fr": "« {given} » n’est pas un instrument connu ; sont connus : {known}",
    },
}


class Line(msgspec.Struct):
    """One line in. Changes are counted within one `person`, if given."""

    instrument: str
    answers: list[int | None]
    person: str | int | None = None


class _BadLine(ValueError):
    pass


def score_lines(
    lines: Iterable[str], instruments: Mapping[str, Instrument], lang: Language = "en"
) -> Iterator[dict[str, Any]]:
    """Each line's total, band, missing and danger items, and its change since the last total of the same instrument.

    A bad line gives `{"line": n, "error": sentence}` and the work goes on. Blank lines are passed over.
    """
    before: dict[tuple[object, str], float] = {}
    for number, text in enumerate(lines, 1):
        if not text.strip():
            continue
        try:
            yield {"line": number, **_scored(_read(text, lang), instruments, before, lang)}
        except BadAnswers as error:
            yield {"line": number, "error": error.message(lang)}
        except _BadLine as error:
            yield {"line": number, "error": str(error)}


def _read(text: str, lang: Language) -> Line:
    if len(text) > LONGEST_LINE:
        raise _BadLine(MESSAGES["too_long"][lang].format(limit=LONGEST_LINE))
    try:
        return msgspec.json.decode(text, type=Line)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise _BadLine(MESSAGES["not_json"][lang].format(detail=str(error)[:200])) from None


def _scored(
    line: Line, instruments: Mapping[str, Instrument], before: dict[tuple[object, str], float], lang: Language
) -> dict[str, Any]:
    instrument = instruments.get(line.instrument)
    if instrument is None:
        words = {"given": line.instrument[:60], "known": ", ".join(sorted(instruments))}
        raise _BadLine(MESSAGES["unknown"][lang].format(**words))
    found = score(instrument, line.answers)
    key = (line.person, instrument.id)
    since = msgspec.to_builtins(change(instrument, before[key], found)) if key in before else None
    if found.total is not None:
        before[key] = found.total
    who = {} if line.person is None else {"person": line.person}
    danger = [item.item for item in danger_items(instrument, line.answers)]
    named = {"instrument": instrument.id, "version": instrument.version}
    return {**who, **named, **msgspec.to_builtins(found), "danger": danger, "change": since}
