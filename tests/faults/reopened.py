"""Opens the journal again in a new process after a fault, and prints what is in it and whether it holds."""

from __future__ import annotations

import sys

import django
import msgspec

django.setup()

from accalmie.foundation import journal


def _shown() -> dict[str, list[str]]:
    return {
        "ids": [str(entry.id) for patient in journal.patients() for entry in journal.entries(patient)],
        "findings": [finding.sentence for finding in journal.verify()],
    }


if __name__ == "__main__":
    sys.stdout.write(msgspec.json.encode(_shown()).decode())
