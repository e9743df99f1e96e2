"""What a clinician reads and signs of each programme: who may start, what it watches, where *M'orienter* leads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import partial

import msgspec
from django.utils.timezone import localtime
from django.utils.translation import gettext as _, ngettext

from accalmie.capabilities.programmes import library
from accalmie.capabilities.programmes.pages import language_for
from accalmie.core.programme import engine
from accalmie.core.programme.nodes import Mode, Opens, Programme, Slot, Step
from accalmie.core.programme.orienting import Screening
from accalmie.core.rules import Rule, Value, names
from accalmie.foundation.words import formats
from accalmie.safety.library import opening
from accalmie.safety.readiness.documents import Document, Table


def documents() -> Iterator[Document]:
    """Who may start each programme, and what it watches, as a clinician signs it: its texts may change, these rules may
    not. Those of a withdrawn one stay signed: people are still on it."""
    for edition in library.followed():
        programme = edition.programme
        rules: list[object] = [programme.modes, programme.start, programme.needs_a_person, programme.danger]
        rules += [_watched(programme), _boosters(programme)]
        if edition.origin:
            rules += [edition.origin.package]  # of a package from elsewhere a clinician signs each word
        if _screenings(programme):
            rules += [[(step.id, _questions(step)) for step in _screenings(programme)], _screened(programme)]
        yield _document(programme, rules, _document_title, partial(_with_origin, edition))
    with suppress(library.NotPublished):
        orientation = library.orientation().programme
        ways = [(one.id, one.to, one.when, one.unknown, one.programme, one.mode) for one in orientation.leads_to]
        asked = [(step.id, step.doing, _questions(step)) for step in _screenings(orientation)]
        yield _document(orientation, [ways, orientation.danger, asked], _way_title, _way_tables)


def _watched(programme: Programme) -> list[tuple[str, Rule, tuple[Mode, ...], str]]:
    return [(one.id, one.when, one.modes, one.then) for one in programme.interludes]


def _screened(programme: Programme) -> list[tuple[str, str, Rule, str]]:
    """The steps that a screening inside the programme opens or keeps shut."""
    asked = {fact for fact, source in programme.facts.items() if source.source == "screening"}
    slots = [(module.id, slot) for module in programme.modules for slot in module.slots]
    return [(id, one.step, one.when, one.unknown) for id, one in slots if one.when and asked & names(one.when)]


def _boosters(programme: Programme) -> list[tuple[str, Opens, tuple[Slot, ...]]]:
    return [(one.id, one.opens, one.slots) for one in programme.boosters]


def _screenings(programme: Programme) -> list[Step]:
    return [step for step in programme.steps.values() if isinstance(step.doing, Screening)]


def _questions(step: Step) -> dict[str, dict[str, str]]:
    """The questions of a screening as they are asked, by language: another wording is another question."""
    return {language: wording.options for language, wording in step.wording.items()}


def _document(
    programme: Programme,
    rules: object,
    titled: Callable[[Programme, str], str],
    tables: Callable[[Programme, str], tuple[Table, ...]],
) -> Document:
    return Document(
        id=f"programme-{programme.id}",
        version=programme.version,
        author=", ".join(programme.authors),
        source=opening().start_source,
        content=msgspec.json.encode(rules, order="sorted"),
        titled=partial(titled, programme),
        tables=partial(tables, programme),
    )


def _way_title(programme: Programme, language: str) -> str:
    return _("“%(programme)s”: where it leads") % {"programme": programme.title[language_for(programme, language)]}


def _way_tables(programme: Programme, language: str) -> tuple[Table, ...]:
    language = language_for(programme, language)
    rows = tuple(
        (one.title[language], one.when.text if one.when else _("otherwise"), _mode_name(one.mode) or one.to)
        for one in programme.leads_to
    )
    asked = tuple((words,) for step in _screenings(programme) for words in step.wording[language].options.values())
    return (
        Table(_("The first that holds"), (_("Where to"), _("Rule"), _("How")), rows),
        Table(_("Answers other than no lead to a person or a doctor first"), (_("Question"),), asked),
    )


def _document_title(programme: Programme, language: str) -> str:
    return _("“%(programme)s”: who may start") % {"programme": programme.title[language_for(programme, language)]}


def _with_origin(edition: library.Edition, programme: Programme, language: str) -> tuple[Table, ...]:
    """What a clinician signs of a therapy; of one from elsewhere, first whose it is and what it claims."""
    found, origin = _start_tables(programme, language), edition.origin
    if origin is None:
        return found
    own = language_for(programme, language)
    rows = (
        (_("Authors"), ", ".join(programme.authors)),
        (_("Licence"), programme.licence),
        (_("Follows"), programme.protocol.cite),
        (_("Imported"), f"{formats.long_date(localtime(origin.imported_at).date(), language)} · {origin.source}"),
        (_("Its files (SHA-256)"), origin.package),
    )
    known = tuple((one.claim[own], one.cite) for one in programme.evidence)
    where = Table(
        _("It comes from elsewhere: your signature covers each of its words"), (_("What"), _("As given")), rows
    )
    return (where, Table(_("What is known, say its authors"), (_("Claim"), _("Source")), known), *found)


def _start_tables(programme: Programme, language: str) -> tuple[Table, ...]:
    language = language_for(programme, language)
    rules = tuple((_mode_name(mode), programme.start[mode].text) for mode in programme.modes if mode in programme.start)
    questions = tuple((one.ask[language],) for one in programme.needs_a_person)
    danger = tuple(
        (one.when.text, _("help at once, declined too") if one.declined_helps else _("help at once"))
        for one in programme.danger
    )
    tables = (
        _band_table(programme, _("Who may start, by the last score"), {}),
        _band_table(
            programme, _("After an answer about danger that no professional has reviewed"), {"danger_unreviewed": True}
        ),
        _table_of_support(),
        Table(_("The same, as the programme writes it"), (_("How"), _("Rule")), rules),
        Table(_("Answers other than no lead to a person first"), (_("Question"),), questions),
        Table(_("Answers that show help within the programme"), (_("Rule"), _("What follows")), danger),
        _watched_table(programme, language),
        _booster_table(programme, language),
    )
    return tuple(table for table in tables if table.rows)


def _watched_table(programme: Programme, language: str) -> Table:
    rows = tuple(
        (one.when.text, ", ".join(_mode_name(mode) for mode in one.modes), one.because.get(language, ""))
        for one in programme.interludes
    )
    caption = _("Said to the person, with the offer of somebody, when a measure shows it")
    return Table(caption, (_("Rule"), _("How"), _("Why")), rows)


def _booster_table(programme: Programme, language: str) -> Table:
    rows = tuple(
        (
            one.title[language],
            ngettext("%(num)s day after the end", "%(num)s days after the end", int(one.opens.delay_days))
            % {"num": f"{one.opens.delay_days:g}"},
            " · ".join(slot.when.text for slot in one.slots if slot.when),
        )
        for one in programme.boosters
    )
    return Table(_("After the programme"), (_("Booster"), _("Opens"), _("What decides its pages")), rows)


def _table_of_support() -> Table:
    rows = (
        (_("An answer at active or above, or questions left open"), _("nothing starts before a review")),
        (_("With a professional, 5 to 19"), _("no noted contact is asked for: somebody of the care team reads it")),
        (_("A change to more support"), _("never refused; the questions are asked again and kept")),
        (_("A change to less support"), _("the questions again, and the rule of a start")),
    )
    return Table(_("What holds for every score"), (_("When"), _("What follows")), rows)


def _band_table(programme: Programme, title: str, noted: Mapping[str, Value]) -> Table:
    found = engine.bands(programme, noted=noted)
    name = found[0].instrument.upper() if found else ""
    modes = [mode for mode in programme.modes if mode in programme.start]
    rows = tuple(
        (f"{one.lo}\u00a0–\u00a0{one.hi}", *(_opening_name(one.opens[mode]) for mode in modes)) for one in found
    )
    columns = (name, *(_mode_name(mode) for mode in modes))
    return Table(title, columns, rows)


def _mode_name(mode: str) -> str:
    return {"alone": _("alone"), "guided": _("guided"), "blended": _("with sessions")}.get(mode, mode)


def _opening_name(opens: str) -> str:
    return {
        "open": _("open"),
        "review": _("after a professional’s review"),
        "contact": _("after a professional’s contact"),
        "doctor": _("with a psychiatrist or a GP named"),
        "guided": _("no: with a professional"),
        "guided_doctor": _("no: with a professional, and a doctor named"),
        "lighter": _("nothing to start"),
    }.get(opens, _("no"))
