"""What a clinician reads and signs of the sleep window: its figures, who may, what each week asks."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from accalmie.capabilities.sleep import library
from accalmie.core.sleep import Method
from accalmie.foundation.words.formats import minutes
from accalmie.safety.readiness.documents import Document, Row, Table
from accalmie.safety.readiness.house import level_name


def documents() -> Iterator[Document]:
    """The rules of the sleep window, as this process applies them."""
    rules = library.rules()
    yield Document(
        id="sleep",
        version=rules.version,
        author=rules.author,
        source=rules.source,
        content=library.text().encode(),
        titled=lambda _language: _("The sleep window: floors, steps, who may, what each week asks"),
        tables=tables,
    )


def tables(language: str) -> tuple[Table, ...]:
    """The figures, what keeps somebody from a window, and the questions of each week."""
    rules = library.rules()
    needs = {
        "doctor": _("no window without a doctor’s agreement"),
        "professional": _("with a professional, little by little"),
    }
    asked: tuple[Row, ...] = tuple((one.ask[language], needs[one.needs]) for one in rules.conditions)
    weekly: tuple[Row, ...] = tuple((one.ask[language], level_name(one.counts_as)) for one in rules.weekly)
    return (
        Table(_("The window"), (_("Rule"), _("Value")), tuple(_figures(language))),
        Table(_("A yes, or no answer, keeps from a window"), (_("Question"), _("What it needs")), asked),
        Table(_("Asked each week: a yes widens at once"), (_("Question"), _("Answered as")), weekly),
    )


def _figures(language: str) -> Iterator[Row]:
    rules = library.rules()

    def said(value: int) -> str:
        return minutes(value, language)

    yield _("Nights of seven, for a first window and to shorten one"), str(rules.nights)
    yield _("Shortest window, alone"), said(rules.floors.alone)
    yield _("Shortest window, with a professional"), said(rules.floors.guided)
    yield _("Longest window"), said(rules.longest_window)
    yield _("Longer by %(step)s, from") % {"step": said(rules.longer_by)}, f"{rules.longer_from} %"
    yield _("Shorter by %(step)s, under") % {"step": said(rules.restriction.shorter_by)}, f"{rules.shorter_below} %"
    least, most = said(rules.compression.least), said(rules.compression.most)
    words = {"share": rules.compression.share, "least": least, "most": most}
    yield _method(Method.COMPRESSION), _("time awake in bed divided by %(share)s, %(least)s to %(most)s") % words
    yield _("After a yes: at least"), said(rules.after_yes.at_least)
    yield _("After a yes: longer by at least"), said(rules.after_yes.longer_by)
    yield _("A night is asked about again when longer than"), said(rules.longest_in_bed)


def _method(method: Method) -> str:
    return {Method.RESTRICTION: _("All at once"), Method.COMPRESSION: _("Little by little, each week")}[method]
