"""`accalmie rules`: whether the clinical rules of this site are signed, and what is still missing before it enrols."""

from __future__ import annotations

from typing import Any

import click
import msgspec

from accalmie.foundation import clock
from accalmie.safety.readiness.documents import digest_of, digests, documents
from accalmie.safety.readiness.queries import Readiness, readiness

MISSING = {
    "": "somebody on the rota acknowledged a test alert",
    "no_rota": "nobody is on a rota",
    "no_alert": "no test alert was sent to the rota",
    "no_answer": "nobody on the rota has acknowledged the test alert yet",
    "hours_changed": "the staffed hours have changed since the test alert",
    "too_old": "the last acknowledged test alert is too old",
}


@click.group()
def rules() -> None:
    """The clinical rules of this site, and whether it may enrol."""


@rules.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of sentences.")
def status(as_json: bool) -> None:
    """Say whether the rules are signed and the rota proven, and why not. Ends with code 1 when something is missing.

    A demo enrols invented people all the same: `enrols` says so, `ready` does not.
    """
    found = _told(readiness(clock.now()))
    if as_json:
        click.echo(msgspec.json.encode(found).decode())
    else:
        click.echo("\n".join(_sentences(found)))
    if not found["ready"]:
        raise SystemExit(1)


def _told(state: Readiness) -> dict[str, Any]:
    signed, set_ = state.signed, documents()
    return {
        "ready": state.is_ready,
        "enrols": state.is_open,
        "demo": state.is_demo,
        "signed": signed.holds,
        "signature": None
        if signed.signature is None
        else {
            "name": signed.signature.name,
            "role": signed.signature.role,
            "signed_at": signed.signature.signed_at.isoformat(),
            "digest": signed.signature.digest,
        },
        "digest": digest_of(digests(set_)),
        "documents": [{"id": one.id, "version": one.version, "digest": one.digest} for one in set_],
        "changed": signed.difference.changed,
        "added": signed.difference.added,
        "gone": signed.difference.gone,
        "rota": state.answered.holds,
        "rota_missing": state.answered.missing,
    }


def _sentences(found: dict[str, Any]) -> list[str]:
    signature = found["signature"]
    lines = [f"{len(found['documents'])} documents, fingerprint {found['digest'][:16]}."]
    if signature is None:
        lines.append("Not signed: a clinician of this site reads and signs the rules at /team/rules/.")
    else:
        verdict = "Signed" if found["signed"] else "No longer signed"
        lines.append(f"{verdict}: {signature['name']}, {signature['role']}, {signature['signed_at']}.")
        lines += [f"  {what}: {id}" for what in ("changed", "added", "gone") for id in found[what]]
    lines.append(f"Rota {'proven' if found['rota'] else 'not proven'}: {MISSING[found['rota_missing']]}.")
    lines.append(_verdict(found))
    return lines


def _verdict(found: dict[str, Any]) -> str:
    if found["ready"]:
        return "This site may enrol."
    return "A demo: it enrols invented people only." if found["demo"] else "This site enrols nobody yet."
