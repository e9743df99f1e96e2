"""The policies of each table, made from the line `rows` of its `class Privacy`.

A line says a kind, and for records what opens a row to somebody else than its owner: "record: record_read, tasks_read".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from django.apps import apps
from django.db.models import Model

READ, WRITE = "SELECT", "SELECT, INSERT, UPDATE, DELETE"
_HOUSE = "(SELECT accalmie.is_house())"
_ME = "(SELECT accalmie.person())"
_ANYTHING = "accalmie.anything()"


class Undeclared(Exception):
    """A table whose `class Privacy` does not say who sees its rows, or says something that is not known."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What two roles may do to one table.

    `sees` and `writes`: which rows the role of pages reads and writes, and the role of writers both; None: no policy,
    every row. `grants` and `writer_grants`: the statements that are allowed at all.
    """

    table: str
    grants: str
    sees: str | None = None
    changes: str | None = None
    writer_grants: str = ""
    writer: str | None = None
    writer_sees: bool = False

    @property
    def is_guarded(self) -> bool:
        return self.sees is not None


def all_rules() -> Iterator[Rules]:
    """The rules of every table that pages use, ours and Django's. Raises Undeclared."""
    for model in apps.get_models(include_auto_created=True):
        rules = rules_of(model)
        if rules is not None:
            yield rules


def rules_of(model: type[Model]) -> Rules | None:
    """The rules of one table; None: pages never touch it, or it is in the key store. Raises Undeclared."""
    table, line = model._meta.db_table, _line_of(model)
    kind, _colon, rest = line.partition(":")
    make = _KINDS.get(kind)
    if make is None:
        raise Undeclared(f"{model._meta.label} says “{line}” of its rows, which is none of {', '.join(_KINDS)}.")
    return make(table, tuple(one.strip() for one in rest.split(",") if one.strip()))


_OF_DJANGO = {
    "django_content_type": "owner",
    "auth_permission": "owner",
    "auth_group": "owner",
    "auth_group_permissions": "owner",
}


def _line_of(model: type[Model]) -> str:
    privacy = model.__dict__.get("Privacy")
    line = getattr(privacy, "rows", None) or _OF_DJANGO.get(model._meta.db_table)
    if line is None:
        raise Undeclared(f"{model._meta.label} does not say who sees its rows: class Privacy, rows.")
    return str(line)


Words = tuple[str, ...]


def _site(table: str, _words: Words) -> Rules:
    return Rules(table, WRITE, writer_grants=WRITE)


def _library(table: str, _words: Words) -> Rules:
    return Rules(table, READ, writer_grants=READ)


def _owner(_table: str, _words: Words) -> None:
    return None


def _record(table: str, words: Words) -> Rules:
    """Written by the writer only. `newcomers`: whoever welcomes them sees them before anybody follows them; `on_call`:
    whoever answers alerts here sees them before they answer for that person; `if …`: a column that is true in the rows
    that others than the owner see."""
    wanted = [one for one in words if "_" in one and one != "on_call" and not one.startswith("if ")]
    condition = "".join(f"{one.removeprefix('if ')} AND " for one in words if one.startswith("if "))
    own = f"{_among('patient_id', _opens(wanted))}"
    sees = f"{own}" if not condition else f"{condition}{own} OR {_among('patient_id', 'accalmie.own()')}"
    if "newcomers" in words:
        sees += f" OR {_among('patient_id', 'accalmie.newcomers()')}"
    if "on_call" in words:
        sees += f" OR {_among('patient_id', 'accalmie.on_call()')}"
    return _written(table, f"{sees} OR {_HOUSE}")


def _relation(table: str, words: Words) -> Rules:
    """Between a record and somebody: those two see it, whoever opens the record, and who looks after it here."""
    parts = [
        _among("patient_id", f"accalmie.opens({_ANYTHING})"),
        *(f"{one} = {_ME}" for one in words if one.endswith("_id")),
    ]
    parts += [_among("patient_id", "accalmie.here(accalmie.at_work())")]
    if "officer" in words:
        parts += [_answered("emergency_read")]
    return Rules(
        table,
        WRITE,
        sees=" OR ".join([*parts, _HOUSE]),
        changes=_HOUSE,
        writer_grants=WRITE,
        writer=_OF_RECORD,
        writer_sees=True,
    )


def _log(table: str, _words: Words) -> Rules:
    """Written by the writer, once: nobody who answers a page changes a line, or ends one."""
    sees = f"{_among('patient_id', 'accalmie.own()')} OR {_answered('openings_read')}"
    return replace(_written(table, f"{sees} OR {_HOUSE}"), writer_grants="SELECT, INSERT")


def _writers(table: str, _words: Words) -> Rules:
    """Read and written by the writer only."""
    return Rules(table, "", sees="false", writer_grants=WRITE, writer=_OF_RECORD)


def _request(table: str, _words: Words) -> Rules:
    """As `rights_queries.requests_for`: complaints about care to several, all of it to the officer or who stands in."""
    answered = (
        f"{_answered('requests_answer')} AND patient_id <> ALL ((SELECT accalmie.cared_for())::uuid[]) "
        "AND (kind = 'COMPLAINT' AND about = 'CARE' OR (SELECT accalmie.answers_all()))"
    )
    return _written(table, f"{_among('patient_id', 'accalmie.own()')} OR ({answered}) OR {_HOUSE}")


def _hold(table: str, _words: Words) -> Rules:
    asked = f"EXISTS (SELECT FROM privacy_rightsrequest asked WHERE asked.patient_id = {table}.patient_id)"
    return _written(table, f"{asked} OR {_HOUSE}")


def _organisation(table: str, words: Words) -> Rules:
    """Of one organisation: seen and added to by whoever has this permission there; nobody changes or deletes a row.
    `ends`: but those of a patient whose record is erased."""
    theirs = f"{_answered(words[0])} OR {_HOUSE}"
    added = "SELECT, INSERT"
    if "ends" in words[1:]:
        ended = f"{theirs} OR {_OF_RECORD}"
        return Rules(table, added, sees=theirs, changes=theirs, writer_grants=f"{added}, DELETE", writer=ended)
    return Rules(table, added, sees=theirs, changes=theirs, writer_grants=added, writer=theirs)


def _patient(table: str, _words: Words) -> Rules:
    sees = f"{_among('id', f'accalmie.opens({_ANYTHING})')} OR {_among('id', 'accalmie.here(accalmie.at_work())')}"
    return Rules(
        table,
        "SELECT, INSERT",
        sees=f"{sees} OR {_HOUSE}",
        changes=_HOUSE,
        writer_grants=WRITE,
        writer="id = (SELECT accalmie.record())",
        writer_sees=True,
    )


def _person(table: str, _words: Words) -> Rules:
    """One's own row, and those of people whom one meets here. Role, organisation and access are no settings."""
    settings = (
        "password, sealed_for, sign_in_index, identity_sealed, session_epoch, has_factor, language, text_size, "
        "reduced_motion, theme, time_zone"
    )
    return Rules(
        table,
        f"SELECT, INSERT, UPDATE ({settings})",
        sees=f"id = {_ME} OR {_HOUSE} OR {_among('id', 'accalmie.known()')}",
        changes=f"id = {_ME} OR {_HOUSE}",
        writer_grants=WRITE,
        writer=f"id IN (SELECT person_id FROM people_patient WHERE id = (SELECT accalmie.record())) OR {_HOUSE}",
        writer_sees=True,
    )


def _name(table: str, _words: Words) -> Rules:
    return Rules(
        table,
        WRITE,
        sees=f"{_among('patient_id', f'accalmie.opens({_ANYTHING})')} OR "
        f"{_among('patient_id', 'accalmie.here(accalmie.at_work())')} OR {_HOUSE}",
        changes=f"{_among('patient_id', 'accalmie.own()')} OR {_HOUSE}",
        writer_grants=WRITE,
        writer=_OF_RECORD,
    )


def _own(table: str, words: Words) -> Rules:
    """Somebody's own, named by this column."""
    mine = f"{words[0]} = {_ME} OR {_HOUSE}"
    return Rules(table, WRITE, sees=mine, changes=mine, writer_grants=WRITE, writer=mine)


def _between(table: str, words: Words) -> Rules:
    """From somebody, named by the first column, to somebody, named by the second: both read it, the first adds it, and
    nobody changes it."""
    sees = f"{words[0]} = {_ME} OR {words[1]} = {_ME} OR {_HOUSE}"
    return Rules(
        table,
        "SELECT, INSERT",
        sees=sees,
        changes=f"{words[0]} = {_ME} OR {_HOUSE}",
        writer_grants="SELECT, INSERT",
        writer="false",
    )


def _about(table: str, words: Words) -> Rules:
    """What the house writes about somebody, named by this column: they read it."""
    return Rules(
        table, WRITE, sees=f"{words[0]} = {_ME} OR {_HOUSE}", changes=_HOUSE, writer_grants=WRITE, writer="false"
    )


def _house(table: str, _words: Words) -> Rules:
    """Read and written by the house alone, whoever is signed in."""
    return Rules(table, WRITE, sees=_HOUSE, changes=_HOUSE, writer_grants=WRITE, writer=_HOUSE)


_OF_RECORD = "patient_id = (SELECT accalmie.record())"


def _written(table: str, sees: str) -> Rules:
    return Rules(table, READ, sees=sees, writer_grants=WRITE, writer=_OF_RECORD)


def _among(column: str, ids: str) -> str:
    """Asked once for a statement, then looked up by index."""
    return f"{column} = ANY ((SELECT {ids})::uuid[])"


def _opens(wanted: list[str]) -> str:
    return f"accalmie.opens('{{{','.join(wanted)}}}')"


def _answered(permission: str) -> str:
    return f"organisation_id = (SELECT accalmie.answers_for('{{{permission}}}'))"


_KINDS: dict[str, Callable[[str, Words], Rules | None]] = {
    "site": _site,
    "library": _library,
    "owner": _owner,
    "keys": _owner,
    "record": _record,
    "relation": _relation,
    "log": _log,
    "writers": _writers,
    "request": _request,
    "hold": _hold,
    "organisation": _organisation,
    "patient": _patient,
    "person": _person,
    "name": _name,
    "own": _own,
    "about": _about,
    "between": _between,
    "house": _house,
}
