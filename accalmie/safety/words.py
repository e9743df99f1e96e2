"""Signs of danger in what a person writes here and the service reads anyway: help at once, and a plan always alerts.

The sign is kept with the entry, by the rules of that moment. What is below a plan is told to nobody: the page shows
what was noticed and offers help, and the person chooses to tell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from accalmie.core import entries
from accalmie.core.crisis import Level, worst
from accalmie.core.crisis.language import Noticed, Span, noticed
from accalmie.core.entries import Entry, SignNoticed
from accalmie.foundation import journal
from accalmie.foundation.journal.companions import accompany, companion_id
from accalmie.safety.concern_models import Concern
from accalmie.safety.library import language_of_pages, rules

NAME = "words"
_ENDS = ".!?…\n"

_WRITTEN: dict[type[Entry], Callable[[Any], Iterator[str]]] = {
    entries.ExerciseWritten: lambda entry: _texts(entry.answers),
    entries.StepCompleted: lambda entry: _texts(entry.answers),
    **dict.fromkeys(
        (
            entries.MoodNoted,
            entries.StepDeclined,
            entries.PracticeNoted,
            entries.ModuleRated,
            entries.OtherWayAsked,
            entries.TalkAsked,
            entries.HarmReported,
            entries.RecontactRhythmAsked,
            entries.LastWordSaid,
            entries.CareStepAnswered,
        ),
        lambda entry: _texts(entry.words),
    ),
}
"""Where a person writes in their own words."""


@dataclass(frozen=True)
class Heard:
    """One entry in whose words something was noticed while a request was answered."""

    source: UUID
    level: Level


_HEARD: ContextVar[list[Heard] | None] = ContextVar("heard", default=None)


def texts(entry: Entry) -> tuple[str, ...]:
    """What the person wrote in this entry; nothing where nobody writes."""
    written = _WRITTEN.get(type(entry))
    return tuple(written(entry)) if written else ()


@dataclass(frozen=True)
class Read:
    """What was noticed in each text of one entry, read once."""

    texts: dict[str, Noticed]

    @property
    def level(self) -> Level:
        """Of the gravest of its texts."""
        return worst(one.level for one in self.texts.values())

    @property
    def quotes(self) -> tuple[str, ...]:
        """The sentences that led to this level, as they were written."""
        level = self.level
        said = (_sentences(text, span) for text, one in self.texts.items() for span in one.spans if span.level is level)
        return tuple(dict.fromkeys(said))


def read(entry: Entry) -> Read:
    """What was written in this entry, each of its texts by itself."""
    return read_texts(texts(entry))


def read_texts(written: Iterable[str]) -> Read:
    """The same of texts that are no entry, as a visitor's: they are read, and nothing of them is kept."""
    return Read({text: noticed(language_of_pages(), text) for text in written})


def calls_for_help(found: Read) -> bool:
    """Whether help is shown first."""
    return found.level.severity >= rules().words_help.severity


def _texts(given: object) -> Iterator[str]:
    if isinstance(given, str) and given.strip():
        yield given
    elif isinstance(given, dict):
        for value in given.values():
            yield from _texts(value)
    elif isinstance(given, (list, tuple)):
        for value in given:
            yield from _texts(value)


@contextmanager
def listening() -> Iterator[list[Heard]]:
    """Gathers what is heard until the end of the block, at the level from which help is offered."""
    heard: list[Heard] = []
    token = _HEARD.set(heard)
    try:
        yield heard
    finally:
        _HEARD.reset(token)


def _hear(entry: Entry, id: UUID) -> Entry | None:
    """The sign to keep with this entry: from the level on that always alerts."""
    if not texts(entry):
        return None
    found = read(entry)
    level, heard = found.level, _HEARD.get()
    if heard is not None and calls_for_help(found):
        heard.append(Heard(id, level))
    return sign_of(found, id) if level.severity >= rules().words_alert.severity else None


def sign_of(found: Read, source: UUID) -> SignNoticed:
    """The sign as it is kept, with the words that led to it, in the quotation marks of the person's language."""
    quoted = " … ".join(found.quotes)
    words = _("“%(words)s”") % {"words": quoted} if quoted else ""
    return SignNoticed(kind_of_sign="words", level=found.level, words=words, source=source)


def _sentences(text: str, span: Span) -> str:
    """The words that were noticed, up to where their first sentence begins and their last one ends."""
    begins = max(text.rfind(end, 0, span.start) for end in _ENDS) + 1
    found = (at for end in _ENDS if (at := text.find(end, span.end)) >= 0)
    return text[begins : min(found, default=len(text))].strip()


def tell(*, patient: UUID, source: UUID, by: UUID, now: datetime) -> Level | None:
    """The person has what was noticed in their own words told to whoever is on call; its level, None when there is no
    such entry of theirs or nothing in it. Told already: nothing happens."""
    recorded = journal.entry(patient, source)
    if recorded is None:
        return None
    found = read(recorded.value)
    if not calls_for_help(found):
        return None
    if not is_told(patient, source):
        sign = sign_of(found, source)
        journal.append(patient, sign, by=by, now=now, id=companion_id(source, NAME))
    return found.level


def is_told(patient: UUID, source: UUID) -> bool:
    """Whether these words, or the entry in which they stand, opened an alert: a concern without a deadline has none."""
    signs = (source, companion_id(source, NAME))
    return Concern.objects.filter(patient_id=patient, source__in=signs, due_at__isnull=False).exists()


accompany(NAME, _WRITTEN, _hear)
