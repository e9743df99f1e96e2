"""The encryption of records: each patient's own key, what is sealed under it, and the end of a record by destroying it.

This page is the door of the room. Names are fetched on first use, since Django imports the package before tables exist.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from accalmie.foundation.crypto.index import blind
    from accalmie.foundation.crypto.keyring import (
        KeyDestroyed,
        KeyMissing,
        create_key,
        create_keys,
        destroy_key,
        erased,
        forget_all,
        key_id,
        note_erasures,
        replay_erasures,
        warm,
    )
    from accalmie.foundation.crypto.master import MasterKeyRefused
    from accalmie.foundation.crypto.of_the_site import open_of_site, seal_of_site
    from accalmie.foundation.crypto.rotating import rotate
    from accalmie.foundation.crypto.sealing import SealBroken, open_, open_as, open_json, seal, seal_json
    from accalmie.foundation.crypto.signing import public_key, sign, signature_holds
    from accalmie.foundation.crypto.site_keys import pass_key

__all__ = [
    "KeyDestroyed",
    "KeyMissing",
    "MasterKeyRefused",
    "SealBroken",
    "blind",
    "create_key",
    "create_keys",
    "destroy_key",
    "erased",
    "forget_all",
    "key_id",
    "note_erasures",
    "open_",
    "open_as",
    "open_json",
    "open_of_site",
    "pass_key",
    "public_key",
    "replay_erasures",
    "rotate",
    "seal",
    "seal_json",
    "seal_of_site",
    "sign",
    "signature_holds",
    "warm",
]

_MODULES = ("index", "keyring", "master", "of_the_site", "rotating", "sealing", "signing", "site_keys")


def __getattr__(name: str) -> Any:
    if name in __all__:
        for module in _MODULES:
            found = import_module(f"{__name__}.{module}")
            if hasattr(found, name):
                globals()[name] = getattr(found, name)
                return globals()[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
