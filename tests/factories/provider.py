"""An identity provider that a test holds in its hand: it answers what it is told to, and notes what it was asked."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
import requests
from django.conf import LazySettings
from django.core.cache import cache as kept
from django.test import Client
from joserfc import jwt
from joserfc.jwk import RSAKey
from requests.adapters import HTTPAdapter

from accalmie.foundation import clock

ISSUER = "https://provider.test/realm"
SECRET = "a-secret-of-this-site"


@cache
def key(kid: str = "one") -> RSAKey:
    """A key pair of this name, always the same within a run."""
    return RSAKey.generate_key(2048, {"kid": kid, "use": "sig"}, private=True)


@dataclass
class InventedProvider:
    """`claims` change the id token (None leaves one out), `forge` the signed one, `userinfo` what comes beside it.

    `statuses`: a page of the provider that answers with this status and nothing to read.
    """

    code: str
    subject: str = "f:550dc1c8:Sujet-Reconnaissable"
    nonce: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] = field(default_factory=dict)
    metadata: dict[str, Any] = field(default_factory=dict)
    signs_with: str = "one"
    shows: tuple[str, ...] = ("one",)
    forge: Callable[[str], str] = str
    refuses: str = ""
    is_down: bool = False
    statuses: dict[str, int] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    sent: str = ""

    @property
    def client_id(self) -> str:
        return f"accalmie-{self.code}"

    def settings(self) -> dict[str, str]:
        """What a site would have in its environment for this provider."""
        return {
            "client_id": self.client_id,
            "client_secret": SECRET,
            "issuer": ISSUER,
            "discovery": f"{ISSUER}/.well-known/discovery",
        }

    def answer(self, request: requests.PreparedRequest) -> requests.Response:
        """In the place of the network."""
        parts = urlsplit(str(request.url))
        self.asked.append((parts.path, dict(parse_qsl(str(request.body or "")))))
        if self.is_down:
            raise requests.ConnectTimeout("provider.test")
        page = parts.path.rpartition("/")[2]
        if page in self.statuses:
            return _answer(request, None, self.statuses[page])
        if page == "token" and self.refuses:
            return _answer(request, {"error": self.refuses, "error_description": self.subject}, 400)
        pages = {"discovery": self.says, "keys": self.keys, "token": self.tokens, "userinfo": self.about}
        return _answer(request, pages[page]())

    def says(self) -> dict[str, Any]:
        ends = {"authorization": "auth", "token": "token", "userinfo": "userinfo", "end_session": "logout"}
        places = {f"{name}_endpoint": f"{ISSUER}/{page}" for name, page in ends.items()}
        return {"issuer": ISSUER, "jwks_uri": f"{ISSUER}/keys", **places} | self.metadata

    def keys(self) -> dict[str, Any]:
        return {"keys": [key(kid).as_dict(private=False) for kid in self.shows]}

    def tokens(self) -> dict[str, Any]:
        self.sent = self.forge(self.id_token())
        return {"access_token": "an-access-token", "token_type": "Bearer", "id_token": self.sent}

    def id_token(self) -> str:
        now = int(clock.now().timestamp())
        usual = {
            "iss": ISSUER,
            "sub": self.subject,
            "aud": self.client_id,
            "iat": now,
            "exp": now + 120,
            "nonce": self.nonce,
            "acr": "eidas1",
        }
        claims = {name: value for name, value in (usual | self.claims).items() if value is not None}
        return jwt.encode({"alg": "RS256", "kid": self.signs_with}, claims, key(self.signs_with))

    def about(self) -> dict[str, Any]:
        return {"sub": self.subject, "SubjectNameID": "810009876543"} | self.userinfo

    def begin(self, client: Client, **form: str) -> dict[str, str]:
        """Somebody presses the button of the sign-in page; what they are sent away with."""
        client.post(f"/sign-in/elsewhere/{self.code}/", form)
        return self.follow(client)

    def link(self, client: Client, password: str) -> dict[str, str]:
        """Somebody signed in begins to link their account; what they are sent away with."""
        client.post(f"/settings/elsewhere/{self.code}/", {"password": password})
        return self.follow(client)

    def follow(self, client: Client) -> dict[str, str]:
        answer = client.get(f"/sign-in/elsewhere/{self.code}/")
        query = parse_qs(urlsplit(answer.headers["Location"]).query)
        found = {name: values[0] for name, values in query.items()}
        self.nonce = found.get("nonce", "")
        return found

    def come_back(self, client: Client, **answer: str) -> Any:
        """The browser comes back with a code and what the test adds or changes."""
        return client.get(f"/sign-in/back/{self.code}/", {"code": "a-code", **answer})

    def sign_in(self, client: Client, **form: str) -> Any:
        """All of it."""
        return self.come_back(client, state=self.begin(client, **form)["state"])


def switched_on(code: str, *, settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> InventedProvider:
    """This provider, on for this test alone."""
    made = InventedProvider(code)
    settings.IDENTITY_PROVIDERS = settings.IDENTITY_PROVIDERS | {code: made.settings()}
    monkeypatch.setattr(HTTPAdapter, "send", lambda _self, request, **_more: made.answer(request))
    kept.clear()
    return made


def _answer(request: requests.PreparedRequest, said: dict[str, Any] | None, status: int = 200) -> requests.Response:
    """`said`: JSON, or nothing for a page that a browser would show."""
    answer = requests.Response()
    answer.status_code, answer.request, answer.url = status, request, str(request.url)
    answer._content = b"<h1>No</h1>" if said is None else json.dumps(said).encode()
    answer.headers["Content-Type"] = "text/html" if said is None else "application/json"
    return answer
