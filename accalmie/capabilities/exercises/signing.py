"""What a clinician signs of the drink diary: its figures, who must not stop at once, what a sharp fall asks."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from accalmie.capabilities.exercises import library
from accalmie.foundation.words.formats import number
from accalmie.safety.readiness.documents import Document, Row, Table


def documents() -> Iterator[Document]:
    """The rules about drinks, as this process applies them."""
    rules = library.drink_rules()
    yield Document(
        id="drinks",
        version=rules.version,
        author=rules.author,
        source=rules.source,
        content=library.drink_text().encode(),
        titled=lambda _language: _("Alcohol: what counts as a drink, who must not stop at once, signs of withdrawal"),
        tables=tables,
    )


def tables(language: str) -> tuple[Table, ...]:
    """The figures, what keeps somebody from a target, and what is asked after a sharp fall."""
    rules = library.drink_rules()
    then = {"fifteen": _("15 at once"), "doctor": _("a doctor today")}
    asked: tuple[Row, ...] = tuple((one.ask[language],) for one in rules.conditions)
    signs: tuple[Row, ...] = tuple((one.ask[language], then[one.then]) for one in rules.signs)
    return (
        Table(_("Figures"), (_("Rule"), _("Value")), tuple(_figures(language))),
        Table(_("A yes, or no answer: no target before a doctor’s note"), (_("Question"),), asked),
        Table(_("Asked after a sharp fall of a heavy diary"), (_("Question"), _("What a yes leads to")), signs),
    )


def _figures(language: str) -> Iterator[Row]:
    rules = library.drink_rules()

    def said(value: float) -> str:
        return number(value, language)

    yield _("Grams of pure alcohol in a standard drink"), said(rules.grams_in_a_drink)
    yield _("Marks for drinking at lower risk: drinks a week, drinks a day"), f"{rules.marks.week}, {rules.marks.day}"
    yield _("A diary is heavy from, drinks in seven days"), said(rules.heavy_week)
    yield _("A fall is sharp at this share of the week before, or less"), said(rules.sharp_fall.share)
    yield _("Days between the two diaries, at most"), str(rules.sharp_fall.within_days)
    yield _("No target before a doctor’s note, from this AUDIT total"), str(rules.withdrawal.audit_from)
    yield _("The same, from so many drinks a day"), said(rules.withdrawal.drinks_a_day_from)
