"""What the safety plan keeps of the journal."""

from __future__ import annotations

import msgspec

from accalmie.core import entries
from accalmie.foundation import crypto, journal
from accalmie.safety.plan.models import Standing, Version
from accalmie.safety.plan.queries import WORDS

plans = journal.Projection("safety.plans", models=[Standing, Version], sealed={"words": WORDS})


@plans.on(entries.SafetyPlanWritten)
def keep_version(recorded: journal.Recorded[entries.SafetyPlanWritten]) -> None:
    """One more version, the whole plan; whoever wrote it with the person reads it from now on."""
    written, standing = recorded.value, _standing(recorded)
    Version.objects.create(
        entry_id=recorded.id,
        patient_id=recorded.patient,
        written_at=recorded.occurred_at,
        written_by=recorded.by,
        together=written.together,
        words=crypto.seal_json(recorded.patient, msgspec.to_builtins(written.words), purpose=WORDS),
    )
    standing.version, standing.written_at, standing.written_by = recorded.id, recorded.occurred_at, recorded.by
    standing.together, standing.is_empty = written.together, written.words == entries.PlanWords()
    standing.reviewed_at = recorded.occurred_at
    if written.together and recorded.by:
        standing.readers = sorted({*standing.readers, str(recorded.by)})
    _keep(standing)


@plans.on(entries.SafetyPlanShared)
def keep_readers(recorded: journal.Recorded[entries.SafetyPlanShared]) -> None:
    """These read it from now on, and nobody else."""
    standing = _standing(recorded)
    standing.readers = sorted(str(one) for one in recorded.value.readers)
    _keep(standing)


@plans.on(entries.SafetyPlanConfirmed)
def keep_review(recorded: journal.Recorded[entries.SafetyPlanConfirmed]) -> None:
    """Read again, and still right."""
    standing = _standing(recorded)
    standing.reviewed_at = recorded.occurred_at
    _keep(standing)


def _standing(recorded: journal.Recorded) -> Standing:
    return Standing.objects.filter(patient_id=recorded.patient).first() or Standing(patient_id=recorded.patient)


def _keep(standing: Standing) -> None:
    """Only the last version is ever open to anybody else."""
    standing.save()
    versions = Version.objects.filter(patient_id=standing.patient_id)
    versions.filter(shared=True).update(shared=False)
    if standing.version and standing.readers:
        versions.filter(entry_id=standing.version).update(shared=True)
