"""SMS through a provider on the web: one POST, whose form its contract says and settings give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import requests

from accalmie.foundation.outbox.codes import Failure
from accalmie.foundation.outbox.letters import Letter
from accalmie.foundation.outbox.ways import CouldNot, Sent

PATIENCE = (5, 10)
"""Seconds to connect, and to be answered."""
_SIGN_IN = (401, 403)


@dataclass(frozen=True)
class Provider:
    """`fields`: what is sent, in which {to}, {text} and {id} are filled in, at any depth. `header`: its name and value,
    in which {secret} is the content of `secret_file`. `authority`: a file of certificates, beside those that are
    trusted by everybody."""

    url: str
    fields: Mapping[str, Any]
    is_form: bool
    header: str
    secret_file: str
    authority: str

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Provider:
        """As settings give it."""
        return cls(
            given["url"], given["fields"], given["is_form"], given["header"], given["secret_file"], given["authority"]
        )

    def send(self, notice: UUID, letter: Letter) -> Sent:
        """One request; it is never led elsewhere, and its answer is read for its number alone. Raises CouldNot."""
        said = _filled(self.fields, {"to": letter.to, "text": letter.text, "id": str(notice)})
        content: dict[str, Any] = {"data": said} if self.is_form else {"json": said}
        headers = self._headers()
        try:
            answer = requests.post(
                self.url,
                headers=headers,
                timeout=PATIENCE,
                verify=self.authority or True,
                allow_redirects=False,
                **content,
            )
        except requests.exceptions.SSLError:
            raise CouldNot(Failure.CERTIFICATE) from None
        except requests.Timeout:
            raise CouldNot(Failure.TIMEOUT) from None
        except (requests.RequestException, OSError):
            raise CouldNot(Failure.UNREACHABLE) from None
        if answer.status_code in _SIGN_IN:
            raise CouldNot(Failure.SIGN_IN)
        if not 200 <= answer.status_code < 300:
            raise CouldNot(Failure.REFUSED)
        return Sent.SENT

    def withdraw(self, notice: UUID) -> None:
        """What was sent is gone."""

    def _headers(self) -> dict[str, str]:
        name, colon, value = self.header.partition(":")
        if not colon:
            return {}
        try:
            secret = Path(self.secret_file).read_text("utf-8").strip() if self.secret_file else ""
        except (OSError, ValueError):
            raise CouldNot(Failure.SIGN_IN) from None
        return {name.strip(): value.strip().replace("{secret}", secret)}


def _filled(form: Any, words: Mapping[str, str]) -> Any:
    """The form with the words in their places. What a text says is never read as a place."""
    if isinstance(form, Mapping):
        return {name: _filled(value, words) for name, value in form.items()}
    if isinstance(form, list):
        return [_filled(one, words) for one in form]
    places = {f"{{{name}}}": value for name, value in words.items()}
    return places.get(form, form) if isinstance(form, str) else form
