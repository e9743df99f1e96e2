"""SMS through a telephone or modem of the site's own: Debian's `gammu-smsd`, which sends the files of a folder.

It moves a file from `outbox/` to `sent/` or `error/`, under the name that it had: so the name says which notice it is.
"""

from __future__ import annotations

from codecs import BOM_UTF16_BE
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from accalmie.foundation.outbox.codes import Failure
from accalmie.foundation.outbox.letters import Letter
from accalmie.foundation.outbox.ways import CouldNot, Sent


class Gammu:
    """`folder`: what holds `outbox/`, `sent/` and `error/`."""

    def __init__(self, folder: Path) -> None:
        self._outbox, self._sent, self._error = (folder / name for name in ("outbox", "sent", "error"))

    def send(self, notice: UUID, letter: Letter) -> Sent:
        """Hands it over, or says what became of it since. Raises CouldNot.

        The outbox is looked at first: what is no longer there has been moved already.
        """
        name = file_name(notice, letter.to)
        try:
            if (self._outbox / name).exists():
                return Sent.WAITING
            if (self._sent / name).exists():
                return Sent.SENT
            if (self._error / name).exists():
                (self._error / name).unlink()
                raise CouldNot(Failure.DEVICE)
            self._hand_over(name, letter.text)
        except OSError:
            raise CouldNot(Failure.STORAGE) from None
        return Sent.WAITING

    def withdraw(self, notice: UUID) -> None:
        """Takes its file away, unless it is gone already."""
        for file in self._outbox.glob(f"OUT*_{notice.hex}.txt"):
            file.unlink(missing_ok=True)

    def _hand_over(self, name: str, text: str) -> None:
        """Under another name until it is whole: gammu reads what begins with OUT. Its group may read and take it."""
        unfinished = self._outbox / f".{name}"
        unfinished.write_bytes(BOM_UTF16_BE + text.encode("utf-16-be"))
        unfinished.chmod(0o660)
        unfinished.rename(self._outbox / name)


def file_name(notice: UUID, to: str) -> str:
    """Made of the notice alone: written twice, it is one file. A UUIDv7 begins with its milliseconds."""
    made = datetime.fromtimestamp((notice.int >> 80) / 1000, UTC)
    return f"OUTA{made:%Y%m%d_%H%M%S}_00_{to}_{notice.hex}.txt"
