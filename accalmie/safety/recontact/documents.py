"""The rules of a recontact in the set that a clinician signs."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _, ngettext

from accalmie.foundation.words.formats import minutes
from accalmie.safety.readiness.documents import Document, Row, Table
from accalmie.safety.readiness.house import level_name
from accalmie.safety.recontact import library


def load() -> Iterator[Document]:
    """The document, as this process applies it."""
    rules = library.rules()
    yield Document(
        "recontact", rules.version, rules.author, rules.source, library.text().encode(),
        lambda _language: _("Keeping in touch after a crisis: the steps, for whom, when"), tables,
    )  # fmt: skip


def tables(language: str) -> tuple[Table, ...]:
    """Each step with whom it is for and when, who is told, and the words of the SMS."""
    rules = library.rules()
    return (
        Table(_("What is done, if the person agrees"), (_("Step"), _("For whom"), _("When")), _steps()),
        Table(_("Besides"), (_("Rule"), _("Value")), _besides(language)),
        Table(_("The words of the SMS"), (_("Language"), _("Words")), tuple(rules.messages.sms.items())),
    )


def attempts_name(code: str) -> str:
    """How many attempts, in words."""
    return {
        "none": _("a crisis without an attempt"),
        "first": _("a first attempt"),
        "repeated": _("more than one attempt"),
    }.get(code, code)


def _steps() -> tuple[Row, ...]:
    rules = library.rules()
    when = _("once a call missed or went badly") if rules.messages.when == "missed" else _("to everybody")
    months = ", ".join(str(month) for month in rules.messages.months)
    everybody = _("everybody")
    return (
        (_("card with a number, given to the person"), everybody, _within(rules.card.days)),
        (_("letter to the GP or psychiatrist"), _("whoever agrees to it"), _within(rules.letter.days)),
        (
            _("a call"),
            _among(rules.call.whom),
            _("from day %(first)s to day %(last)s") % {"first": rules.call.from_day, "last": rules.call.to_day},
        ),
        (
            _("a card by post or an SMS, %(when)s") % {"when": when},
            _among(rules.messages.whom),
            _("months %(months)s, within %(days)s days") % {"months": months, "days": rules.messages.within_days},
        ),
        (
            _("a call to ask how they are, then closed or renewed"),
            everybody,
            _("month %(month)s, within %(days)s days")
            % {"month": rules.evaluation.month, "days": rules.evaluation.within_days},
        ),
        (_("an answer to a wish for another rhythm"), everybody, _within(rules.rhythm.days)),
    )


def _among(whom: tuple[str, ...]) -> str:
    return ", ".join(attempts_name(one) for one in whom) or _("nobody")


def _within(days: int) -> str:
    return ngettext("within %(num)s day", "within %(num)s days", days) % {"num": days}


def _besides(language: str) -> tuple[Row, ...]:
    rules = library.rules()
    call, reminders = rules.call, rules.reminders
    tries = _("%(tries)s calls, the first and the last %(apart)s apart") % {
        "tries": call.tries,
        "apart": minutes(call.tries_apart_minutes, language),
    }
    again = _("after %(pause)s of staffed time, each time twice as long, up to %(most)s") % {
        "pause": minutes(reminders.again_minutes, language),
        "most": minutes(reminders.again_at_most, language),
    }
    lead = _("%(pause)s of staffed time after it was due") % {"pause": minutes(reminders.lead_after_minutes, language)}
    return (
        (_("Proposed after an alert, from"), level_name(rules.offered_from)),
        (_("“Not reached” is true after"), tries),
        (_("A person who was not reached counts as"), level_name(call.missed)),
        (_("A person who was reached, and with whom it goes badly, counts as"), level_name(call.hard)),
        (_("A step that is not done: the safety lead is told"), lead),
        (_("… and again"), again),
        *((_("To be checked by a clinician of this site"), one) for one in rules.to_check),
    )
