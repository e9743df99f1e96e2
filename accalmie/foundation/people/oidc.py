"""The exchange with an identity provider: OpenID Connect's code flow, with PKCE, a state and a nonce.

Authlib makes the requests and checks what they bring; here stands what we ask, whom we believe and for how long.
No message of a provider is ever passed on to the log or to a page: it may hold what says who somebody is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from secrets import compare_digest
from typing import Any, TypeVar
from urllib.parse import urlsplit

import msgspec
import requests
from authlib.common.errors import AuthlibBaseError
from authlib.common.security import generate_token
from authlib.common.urls import add_params_to_uri
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from django.core.cache import cache
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from accalmie.foundation.people.providers import LEVEL_ASKED, LEVELS, Provider

PATIENCE = 5
"""Seconds that a provider may be silent. A process has one thread: all the others wait meanwhile."""
REST = 30
"""Seconds for which nobody asks a provider again that did not answer."""
KNOWN_FOR = 60 * 60
"""Seconds for which its addresses and keys are believed."""
NEW_KEYS_EVERY = 60
"""Seconds between two looks for new keys: a token with an invented key's name makes us look."""
AWAY = timedelta(minutes=10)
"""For so long somebody may be away at the provider."""
LEEWAY = 60
"""Seconds by which the provider's clock may differ."""
ALGORITHMS = ("RS256", "PS256", "ES256", "RS384", "PS384", "ES384", "RS512", "PS512", "ES512")
"""Signatures with a key that only the provider has. Not what it says it may use: that may hold `none`."""

_LENGTH = 64
_ILL = 500
_RPPS = re.compile(r"8(\d{11})")
"""A professional's national identifier: the kind, 8 for the RPPS, before the number."""
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})

T = TypeVar("T")


class Refused(Exception):
    """What came back is not what was asked for. `why`: one word of ours, for the log."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Cancelled(Exception):
    """They came back without signing in there."""


class Unreachable(Exception):
    """The provider does not answer, or not as one does."""


class Metadata(msgspec.Struct, frozen=True):
    """Where a provider is found, as it says itself."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str = ""
    end_session_endpoint: str = ""


class Asked(msgspec.Struct, frozen=True):
    """What a browser was sent away with, kept in its session: it counts once, for ten minutes.

    `linking`: the id of the person who links an account; empty where somebody signs in. `page`: where it leads.
    """

    provider: str
    state: str
    nonce: str
    verifier: str
    until: float
    linking: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What the provider told of somebody. `number`: an RPPS number or nothing; `id_token` ends the session there."""

    subject: str
    number: str
    id_token: str


def ask(provider: Provider, *, now: datetime, linking: str = "", page: str = "") -> Asked:
    """What to send somebody away with. Raises Unreachable, before they have left."""
    _metadata(provider)
    state, nonce, verifier = (generate_token(_LENGTH) for _ in range(3))
    return Asked(provider.code, state, nonce, verifier, (now + AWAY).timestamp(), linking, page)


def address(provider: Provider, asked: Asked, *, back: str) -> str:
    """Where they are sent. `back`: our own address, as the provider knows it. Raises Unreachable."""
    made, _state = _session(provider, back).create_authorization_url(
        _metadata(provider).authorization_endpoint,
        state=asked.state,
        nonce=asked.nonce,
        code_verifier=asked.verifier,
        acr_values=LEVEL_ASKED,
        prompt=provider.prompt,
    )
    return str(made)


def told(provider: Provider, asked: Asked | None, answer: Mapping[str, str], *, back: str, now: datetime) -> Told:
    """Who came back with this answer. Raises Refused, Cancelled or Unreachable."""
    if asked is None or asked.provider != provider.code or now.timestamp() > asked.until:
        raise Refused("expired")
    if not compare_digest(asked.state.encode(), answer.get("state", "").encode()):
        raise Refused("state")
    code = _code_in(provider, answer)
    return _exchanged(provider, asked, code, back)


def farewell(provider: Provider, id_token: str, *, back: str) -> str:
    """Where the session at the provider is ended; nothing when it has no such place. Raises Unreachable."""
    end = _metadata(provider).end_session_endpoint
    hints = {"id_token_hint": id_token, "post_logout_redirect_uri": back, "state": generate_token(_LENGTH)}
    return str(add_params_to_uri(end, list(hints.items()))) if end else ""


def claims_of(id_token: str, keys: KeySet, *, provider: Provider, nonce: str, access_token: str) -> Mapping[str, Any]:
    """What an id token says, once signature, issuer, audience, times, nonce and level are checked. Raises JoseError.

    Its times are held against the machine's own clock, also in a demo whose date was moved.
    """
    token = jwt.decode(id_token, keys, registry=JWSRegistry(algorithms=list(ALGORITHMS), strict_check_header=False))
    expected = {
        "iss": {"essential": True, "value": provider.issuer},
        "aud": {"essential": True, "value": provider.client_id},
        "acr": {"essential": True, "values": list(LEVELS)},
    }
    held = {"nonce": nonce, "client_id": provider.client_id, "access_token": access_token}
    claims: Mapping[str, Any] = CodeIDToken(token.claims, token.header, expected, held)
    claims.validate(leeway=LEEWAY)  # type: ignore[attr-defined]
    return claims


def _code_in(provider: Provider, answer: Mapping[str, str]) -> str:
    if answer.get("iss", provider.issuer) != provider.issuer:
        raise Refused("issuer")
    if error := answer.get("error"):
        if error == "access_denied":
            raise Cancelled
        raise Unreachable if error in {"server_error", "temporarily_unavailable"} else Refused("error")
    if not answer.get("code"):
        raise Refused("code")
    return answer["code"]


def _exchanged(provider: Provider, asked: Asked, code: str, back: str) -> Told:
    found = _tokens(provider, asked, code, back)
    id_token, access_token = str(found.get("id_token", "")), str(found.get("access_token", ""))
    reads = partial(claims_of, id_token, provider=provider, nonce=asked.nonce, access_token=access_token)
    try:
        claims = _with_keys(provider, reads)
    except (JoseError, ValueError):
        raise Refused("token") from None
    subject = str(claims["sub"])
    number = _number(provider, subject, access_token) if provider.tells_number else ""
    return Told(subject, number, id_token)


def _tokens(provider: Provider, asked: Asked, code: str, back: str) -> Mapping[str, Any]:
    try:
        found = _session(provider, back).fetch_token(
            _metadata(provider).token_endpoint,
            grant_type="authorization_code",
            code=code,
            code_verifier=asked.verifier,
            timeout=PATIENCE,
            allow_redirects=False,
        )
    except AuthlibBaseError:
        raise Refused("code") from None
    except requests.HTTPError as error:
        if getattr(error.response, "status_code", _ILL) < _ILL:  # an invented code makes no provider ill
            raise Refused("code") from None
        raise _unreachable(provider) from None
    except (requests.RequestException, ValueError):
        raise _unreachable(provider) from None
    return dict(found)


def _number(provider: Provider, subject: str, access_token: str) -> str:
    """The RPPS number of whoever has one: some who work in a hospital have another kind, or none."""
    where = _metadata(provider).userinfo_endpoint
    answer = _got(provider, where, headers={"Authorization": f"Bearer {access_token}"})
    if answer.status_code != requests.codes.ok:
        raise Refused("userinfo")
    try:
        claims = _userinfo(provider, answer)
    except (JoseError, ValueError):
        raise Refused("userinfo") from None
    if claims.get("sub") != subject:
        raise Refused("userinfo")
    found = _RPPS.fullmatch(str(claims.get("SubjectNameID", "")))
    return found[1] if found else ""


def _userinfo(provider: Provider, answer: requests.Response) -> Mapping[str, Any]:
    """In clear, or signed like the id token. Raises JoseError or ValueError."""
    if not answer.headers.get("Content-Type", "").startswith("application/jwt"):
        return msgspec.convert(answer.json(), dict[str, Any])
    return _with_keys(provider, lambda keys: jwt.decode(answer.text, keys, algorithms=list(ALGORITHMS)).claims)


def _with_keys(provider: Provider, reads: Callable[[KeySet], T]) -> T:
    """Reads with the provider's keys; with new ones, once, when it has changed them."""
    try:
        return reads(_keys(provider))
    except InvalidKeyIdError:
        if not cache.add(f"{_name(provider)}.looked", 1, NEW_KEYS_EVERY):
            raise
        cache.delete(f"{_name(provider)}.keys")
        return reads(_keys(provider))


def _keys(provider: Provider) -> KeySet:
    given = _kept(f"{_name(provider)}.keys", lambda: _json(provider, _metadata(provider).jwks_uri))
    try:
        return KeySet.import_key_set(given)
    except (JoseError, KeyError, TypeError, ValueError):
        raise _unreachable(provider) from None


def _metadata(provider: Provider) -> Metadata:
    """Raises Unreachable, also for a provider that says it is another one, or that it is asked without TLS."""
    given = _kept(f"{_name(provider)}.metadata", lambda: _json(provider, provider.discovery))
    try:
        found = msgspec.convert(given, Metadata)
    except msgspec.ValidationError:
        raise _unreachable(provider) from None
    asked = (found.authorization_endpoint, found.token_endpoint, found.jwks_uri, found.userinfo_endpoint)
    if found.issuer != provider.issuer or not all(_is_safe(one) for one in asked if one):
        raise _unreachable(provider)
    return found


def _kept(name: str, fetched: Callable[[], Any]) -> Any:
    found = cache.get(name)
    if found is None:
        found = fetched()
        cache.set(name, found, KNOWN_FOR)
    return found


def _json(provider: Provider, url: str) -> Any:
    answer = _got(provider, url)
    try:
        answer.raise_for_status()
        return answer.json()
    except (requests.RequestException, ValueError):
        raise _unreachable(provider) from None


def _got(provider: Provider, url: str, **more: Any) -> requests.Response:
    if cache.get(f"{_name(provider)}.down"):
        raise Unreachable
    try:
        answer = requests.get(url, timeout=PATIENCE, allow_redirects=False, **more)
    except requests.RequestException:
        raise _unreachable(provider) from None
    if answer.status_code >= _ILL:
        raise _unreachable(provider)
    return answer


def _unreachable(provider: Provider) -> Unreachable:
    """Noted, so that the next who try are told at once. What it had said of itself is asked again then."""
    cache.set(f"{_name(provider)}.down", 1, REST)
    cache.delete_many([f"{_name(provider)}.metadata", f"{_name(provider)}.keys"])
    return Unreachable()


def _session(provider: Provider, back: str) -> OAuth2Session:
    return OAuth2Session(
        provider.client_id,
        provider.client_secret,
        scope=provider.scope,
        redirect_uri=back,
        code_challenge_method="S256",
        token_endpoint_auth_method="client_secret_post",  # noqa: S106 - how the secret travels, not the secret
    )


def _name(provider: Provider) -> str:
    return f"people.provider.{provider.code}"


def _is_safe(url: str) -> bool:
    """Through TLS, or on this very machine, as in a test."""
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _HERE)
