"""The identity providers through which people may sign in, as data. Each is off until the environment configures it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from accalmie.foundation.people.codes import STAFF, ProviderCode, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """One identity provider as this site uses it.

    `roles`: for whom; `factor`: what a sign-in through it counts as; `prompt`: whether it asks anew who somebody is.
    """

    code: ProviderCode
    issuer: str
    discovery: str
    client_id: str
    client_secret: str = field(repr=False)
    scope: str
    roles: frozenset[Role]
    factor: str = ""
    prompt: str | None = None
    tells_number: bool = False

    @property
    def name(self) -> str:
        return str(self.code.label)

    @property
    def is_on(self) -> bool:
        return bool(self.client_id and self.client_secret)


LEVEL_ASKED = "eidas1"
LEVELS = (LEVEL_ASKED, "eidas2", "eidas3")
"""The level of assurance that is asked of both, and those that answer it."""


def configured() -> tuple[Provider, ...]:
    """Those that are on, in the order in which pages show them."""
    return tuple(provider for provider in (_pro_sante_connect(), _france_connect()) if provider.is_on)


def find(code: str) -> Provider | None:
    """The provider of this code, if it is on."""
    return next((provider for provider in configured() if provider.code == code), None)


def _pro_sante_connect() -> Provider:
    """For those who work here. A card, or a telephone with its code, stands behind it: two factors."""
    return _with_settings(
        ProviderCode.PRO_SANTE_CONNECT,
        "wallet-openid-configuration",
        scope="openid scope_all",
        roles=STAFF,
        factor="psc",
        tells_number=True,
    )


def _france_connect() -> Provider:
    """For patients. Asked for `openid` alone, it tells a code that means them on this site: no name, date or e-mail.

    It asks anew each time: whoever left quickly is still known there, and the next at this screen must not get in.
    """
    return _with_settings(
        ProviderCode.FRANCE_CONNECT,
        "openid-configuration",
        scope="openid",
        roles=frozenset({Role.PATIENT}),
        prompt="login",
    )


def _with_settings(code: ProviderCode, discovery: str, **ours: Any) -> Provider:
    """`discovery`: under which name this provider keeps its discovery document."""
    given = settings.IDENTITY_PROVIDERS[code.value]
    issuer = given["issuer"]
    return Provider(
        code=code,
        issuer=issuer,
        discovery=given["discovery"] or f"{issuer.rstrip('/')}/.well-known/{discovery}",
        client_id=given["client_id"],
        client_secret=given["client_secret"],
        **ours,
    )
