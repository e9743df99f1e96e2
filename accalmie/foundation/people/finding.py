"""Finding patients by what they are called, where no name can be read: a keyed index of words and their beginnings."""

from __future__ import annotations

import re
from uuid import UUID

from accalmie.foundation import crypto
from accalmie.foundation.people.identity import plain
from accalmie.foundation.people.models import NameToken, Patient, PatientQuerySet

PURPOSE = "people.name_token"
SHORTEST, LONGEST = 2, 12
"""Letters: one alone would part a service in twenty-six groups that anybody could name; past twelve no two differ."""

_WORD = re.compile(r"[^\W_]+")


def note_name(patient: Patient, called: str) -> None:
    """Lets this patient be found by this name, and by none that they had before."""
    NameToken.objects.filter(patient=patient).delete()
    tokens = sorted(tokens_of(called, organisation=patient.organisation_id))
    NameToken.objects.bulk_create([NameToken(patient=patient, token=token) for token in tokens])


def forget_name(patient: UUID) -> None:
    """Nobody finds this patient by a name any more: part of the erasure of their record."""
    NameToken.objects.filter(patient_id=patient).delete()


def tokens_of(called: str, *, organisation: UUID) -> set[bytes]:
    """The keyed marks of each word of a name and of each of its beginnings; other marks in another organisation."""
    beginnings = {word[:length] for word in words_of(called) for length in range(SHORTEST, min(len(word), LONGEST) + 1)}
    return {_mark(beginning, organisation) for beginning in beginnings}


def matching(patients: PatientQuerySet, typed: str, *, organisation: UUID) -> PatientQuerySet:
    """Those of these patients whose name has a word that begins with each word typed; nobody for less than two letters.

    Case and accents do not matter. Whoever asks hands in the patients whom they may see.
    """
    words = [word[:LONGEST] for word in words_of(typed) if len(word) >= SHORTEST]
    found = patients if words else patients.none()
    for word in words:
        found = found.filter(id__in=NameToken.objects.filter(token=_mark(word, organisation)).values("patient_id"))
    return found


def words_of(name: str) -> list[str]:
    """The words of a name, without case, accents, hyphens and apostrophes."""
    return _WORD.findall(plain(name))


def _mark(beginning: str, organisation: UUID) -> bytes:
    return crypto.blind(f"{organisation}|{beginning}", purpose=PURPOSE)
