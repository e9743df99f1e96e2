"""The hazard log in words: a table for whoever reads it, and a sentence for each thing that does not hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _, ngettext

from accalmie.oversight.device.hazards import Control, Hazard, HazardLog
from accalmie.oversight.device.judging import Fault, Finding, is_planned, proven_by


def as_markdown(log: HazardLog, language: str) -> str:
    """The whole log in one language."""
    return "\n".join(_lines(log, language)) + "\n"


def as_sentence(found: Finding) -> str:
    """One thing that does not hold."""
    said = {
        Fault.UNPROVEN: _("no test proves any of its controls, and its feature exists"),
        Fault.BUILT: _("said not to be built, and %(what)s is there: name the tests that prove its controls"),
        Fault.UNKNOWN_TEST: _("there is no test %(what)s"),
        Fault.NOT_RUN: _("%(what)s did not run"),
        Fault.SKIPPED: _("%(what)s was skipped on every database"),
        Fault.FAILED: _("%(what)s failed"),
    }[found.fault]
    return f"{found.hazard}: {said % {'what': found.what}}"


def verdict(log: HazardLog, found: Sequence[Finding]) -> str:
    """The last line of a check."""
    tests = {test for hazard in log.hazards for control in hazard.controls for test in control.tests}
    waiting = sum(is_planned(one) for one in log.hazards)
    counted = _("%(hazards)s hazards, %(waiting)s of them of features not built; %(tests)s tests named.") % {
        "hazards": len(log.hazards),
        "waiting": waiting,
        "tests": len(tests),
    }
    above = sum(log.risk(one.after) > log.scales.accepted for one in log.hazards)
    left = _("%(above)s stay above what is acceptable without a safety officer’s word.") % {"above": above}
    if not found:
        holds = _("The log holds.")
        return f"{counted} {left} {holds}"
    faults = ngettext("%(num)s thing does not hold.", "%(num)s things do not hold.", len(found)) % {"num": len(found)}
    return f"{counted} {left} {faults}"


def state(hazard: Hazard) -> str:
    """Whether its controls are proven, in part or not yet."""
    if is_planned(hazard):
        return _("not built yet")
    left = len(hazard.controls) - len(proven_by(hazard))
    if not left:
        return _("proven")
    return ngettext("proven; %(num)s control to come", "proven; %(num)s controls to come", left) % {"num": left}


def _lines(log: HazardLog, language: str) -> Iterator[str]:
    title, version = _("Hazard log"), _("Version")
    yield f"# {title}"
    yield ""
    yield f"{version} {log.version}. {log.scope[language]}"
    yield ""
    yield log.scales.source[language]
    yield ""
    heads = [_("Hazard"), _("Risk before"), _("Risk after"), _("State")]
    yield f"| {' | '.join(heads)} |"
    yield "|---|---|---|---|"
    for one in log.hazards:
        cells = [f"`{one.id}` {one.hazard[language]}", _risk(log, one, "before"), _risk(log, one, "after"), state(one)]
        yield f"| {' | '.join(cells)} |"
    for one in log.hazards:
        yield from _hazard(one, language)


def _hazard(one: Hazard, language: str) -> Iterator[str]:
    yield ""
    yield f"## {one.id}"
    yield ""
    yield one.hazard[language]
    yield ""
    for label, text in ((_("Cause"), one.cause), (_("Sequence"), one.sequence), (_("Harm"), one.harm)):
        yield f"- **{label}** {text[language]}"
    for control in one.controls:
        yield f"- {control.text[language]} {_proof(control)}"


def _proof(control: Control) -> str:
    if control.planned:
        return _("(planned, issue %(number)s)") % {"number": control.planned}
    return " ".join(f"`{test}`" for test in control.tests)


def _risk(log: HazardLog, one: Hazard, when: str) -> str:
    rating = one.before if when == "before" else one.after
    return f"{log.risk(rating)} ({rating.severity} × {rating.likelihood})"
