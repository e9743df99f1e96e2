"""From where a record is opened: the kind of device, and the network without the last part of its address."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_TELEPHONE = re.compile(r"Mobi|iPhone|Android.+Mobile", re.IGNORECASE)
_TABLET = re.compile(r"iPad|Tablet|Android", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Whence:
    """`network` names a few hundred addresses (IPv4 /24) or a site (IPv6 /48): enough to see that it was not the
    clinic's, and not where somebody was to the door."""

    device: str
    network: str


HERE = Whence("server", "")
"""Where a command runs."""
_now: ContextVar[Whence] = ContextVar("whence", default=HERE)


class WhenceMiddleware:
    """Lets the access log know from where a request came, so that no view has to hand it on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _now.set(whence_of(request))
        try:
            return self.get_response(request)
        finally:
            _now.reset(token)


def here() -> Whence:
    """From where the request came that is being answered."""
    return _now.get()


def whence_of(request: HttpRequest) -> Whence:
    return Whence(_device(request.headers.get("User-Agent", "")), _network(address_of(request)))


def address_of(request: HttpRequest) -> str:
    """Where a request comes from. Behind a proxy, what that proxy itself added last: the rest a visitor may invent."""
    if settings.IS_SECURE:
        told = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        return told or request.META.get("REMOTE_ADDR", "")
    return str(request.META.get("REMOTE_ADDR", ""))


def _device(agent: str) -> str:
    if _TELEPHONE.search(agent):
        return "telephone"
    return "tablet" if _TABLET.search(agent) else "computer"


def _network(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    return str(ip_network((found, 24 if found.version == 4 else 48), strict=False))
