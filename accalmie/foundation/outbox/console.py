"""An SMS shown on screen instead of being sent: in the demo."""

from __future__ import annotations

import sys
from uuid import UUID

from accalmie.foundation.outbox.letters import Letter
from accalmie.foundation.outbox.ways import Sent


class Console:
    """Writes where whoever started the demo reads."""

    def send(self, notice: UUID, letter: Letter) -> Sent:
        sys.stdout.write(f"SMS to {letter.to}\n{letter.text}\n{'-' * 79}\n")
        sys.stdout.flush()
        return Sent.SENT

    def withdraw(self, notice: UUID) -> None:
        """It was read already."""
