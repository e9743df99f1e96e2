"""What a way out of this site is: it takes a letter, and says what became of it."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol
from uuid import UUID

from accalmie.foundation.outbox.codes import Failure
from accalmie.foundation.outbox.letters import Letter


class Sent(StrEnum):
    """`WAITING`: a telephone has it, and is asked again later. Asking is sending the same notice once more."""

    SENT = "sent"
    WAITING = "waiting"


class CouldNot(Exception):
    """It was not sent."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.value)
        self.failure = failure


class Way(Protocol):
    """One way out. Both methods bear being called again for the same notice."""

    def send(self, notice: UUID, letter: Letter) -> Sent:
        """Raises CouldNot."""

    def withdraw(self, notice: UUID) -> None:
        """Take it back, where it still waits."""


class NoWay:
    """Where a site has not said how: what is queued is kept, tried again, and told."""

    def send(self, notice: UUID, letter: Letter) -> Sent:
        raise CouldNot(Failure.NO_WAY)

    def withdraw(self, notice: UUID) -> None:
        """There is nothing to take back."""
