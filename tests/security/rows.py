"""Every table tried with raw SQL as every role in every situation, against what the policy gives.

What a table asks for is written here by hand, apart from the declarations of which its policies are made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from django.apps import apps
from django.db import IntegrityError, ProgrammingError, connection, models, transaction
from psycopg import errors

from accalmie.foundation import clock
from accalmie.foundation.access.permissions import AT_LARGE, Permission
from accalmie.foundation.access.policy import granted
from accalmie.foundation.people import organisations
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.models import Organisation, Patient, Person
from accalmie.oversight.privacy.rights_queries import requests_for
from accalmie.safety.closures.models import Closure
from tests.factories import people
from tests.figures import note
from tests.rows import as_pages
from tests.security import matrix
from tests.security.records import Record, full_record

READ, TASKS, CONCERN, TALKS, PLAN = (
    Permission.RECORD_READ,
    Permission.TASKS_READ,
    Permission.CONCERN_READ,
    Permission.TALKS_READ,
    Permission.PLAN_READ,
)
ANYTHING = frozenset(Permission)
_OF_A_RECORD = """
    journal_head journal_storedentry programmes_reply programmes_feedback programmes_startanswers
    programmes_notedcontact programmes_nameddoctor programmes_decision programmes_callagreement
    programmes_orientation measures_score measures_mood exercises_written exercises_answer caseload_caserow
    care_reviewdue care_agreed care_cover insight_tracerow service_servicerow
"""
_OF_A_DAY = "programmes_progress programmes_standing programmes_opendanger"
_OF_WHO_MAY_SEE = """
    people_patient people_person people_nametoken access_carerelationship access_sharingrequest access_mandate
    access_emergencyopening
"""
OPENS: dict[str, frozenset[Permission]] = {
    **dict.fromkeys(_OF_A_RECORD.split(), frozenset({READ})),
    **dict.fromkeys(_OF_A_DAY.split(), frozenset({READ, TASKS})),
    **dict.fromkeys(_OF_WHO_MAY_SEE.split(), ANYTHING),
    **dict.fromkeys(
        ("safety_concern", "safety_alert", "safety_contact_try", "safety_death", "safety_scoreheard"),
        frozenset({CONCERN}),
    ),
    **dict.fromkeys(("recontact_recontact", "recontact_step", "recontact_try"), frozenset({CONCERN})),
    "contact_talkrequest": frozenset({TALKS}),
    **dict.fromkeys(("sleep_noted", "notes_signednote", "elsewhere_elsewhere", "insight_decision"), frozenset({TALKS})),
    **dict.fromkeys(("coordination_goal", "coordination_teamtask", "coordination_referral"), frozenset({TALKS})),
    **dict.fromkeys(("closing_ending", "stepping_decided", "relatives_relative"), frozenset({TALKS})),
    **dict.fromkeys(
        ("coordination_teammessage", "coordination_confidence", "coordination_attention"),
        frozenset({Permission.STEP_REVIEW}),
    ),
    "safety_closure_word": frozenset({Permission.CONTACT_READ}),
    "device_harmtold": frozenset({TALKS}),
    **dict.fromkeys(("safety_plan_standing", "safety_plan_version"), frozenset({PLAN})),
}
"""What opens the rows of a record in each table to somebody else than its owner."""
OFFICERS: dict[str, Permission] = {
    "access_accessline": Permission.OPENINGS_READ,
    "access_emergencyopening": Permission.EMERGENCY_READ,
}
"""What opens them to a role of the same organisation, without any care."""
ANSWERED = ("privacy_rightsrequest", "privacy_legalhold")
"""What opens to whoever answers the request."""
OWNERS = (
    "people_nametoken",
    "people_keptform",
    "people_factor",
    "people_recoverycode",
    "people_linkedidentity",
    "notes_workingnote",
    "safety_on_call",
    "safety_leave",
    "care_leave",
    "care_phrase",
    "care_readingtime",
)
"""What its owner writes themself. Names are found by whoever opens anything of a record, too."""
NOBODYS = ("access_accesshead", "journal_staleprojection", "outbox_notice", "outbox_stoppedrecord")
"""What pages see only while they write in that record, or as the house."""
ABOUT = ("access_restoration",)
"""What they read and the house alone writes."""
OWNED_BY_PERSON = {
    "people_person": "id",
    **dict.fromkeys(("people_patient", *(one for one in OWNERS if one != "people_nametoken"), *ABOUT), "person_id"),
    "notes_workingnote": "author_id",
}
_OF_THE_HOUSE = """
    clock_democlock people_organisation clinic_card safety_signature safety_rota safety_rota_member safety_test_alert
    safety_acknowledgement safety_drill programmes_published insight_simulatedclinic people_session access_invitation
    tick_jobstate tick_workerbeat tick_watchdogalarm
    device_incident device_classification device_harmfiled supervision_supervisionnote
    safety_closure safety_closure_cover safety_unfound
    safety_pack_packkey safety_pack_pack safety_pack_inpack safety_pack_packalarm caseload_savedview
"""
NO_RECORD = frozenset(_OF_THE_HOUSE.split())
"""Tables of the house, in which nothing hangs on a patient. Codes of invitations are read by their professional."""
_UNTOUCHED = """
    journal_dayroot journal_dayleaf journal_sideleaf django_content_type auth_permission auth_group
    auth_group_permissions
"""
CLOSED = frozenset(_UNTOUCHED.split())
"""Tables that pages do not touch at all."""
SITUATIONS = (*matrix.SITUATIONS, "record closed")


class Attempt(NamedTuple):
    """One statement, and what came of it."""

    table: str
    statement: str
    role: str
    situation: str
    rows: int
    is_expected: bool


@dataclass
class Figures:
    """What was tried. A leak showed or changed a row that it should not; a lock-out showed none where it should."""

    attempts: int = 0
    leaks: list[Attempt] = field(default_factory=list)
    locked_out: list[Attempt] = field(default_factory=list)

    def report(self) -> None:
        note(rls_attempts=self.attempts, rls_leaks=len(self.leaks))

    def count(self, tried: Attempt) -> None:
        self.attempts += 1
        if tried.rows and not tried.is_expected:
            self.leaks.append(tried)
        if tried.is_expected and not tried.rows:
            self.locked_out.append(tried)


def tables() -> dict[str, type[models.Model]]:
    """Every table in which a row is about a patient, by name."""
    named = {*OPENS, *OFFICERS, *ANSWERED, *OWNERS, *ABOUT, *NOBODYS}
    return {one._meta.db_table: one for one in apps.get_models() if one._meta.db_table in named}


def run(roles: Iterable[Role] = Role) -> Figures:
    """Try everything as these roles. Leaves the record and the people that it made in the database."""
    here = organisations.first(now=people.NOW)
    record = full_record(here, called="Alizarine", words="fenouil-lunaire")
    for model in tables().values():
        _fill(model, record)
    figures = Figures()
    for role in roles:
        for situation in SITUATIONS:
            _tried(figures, *_put_in(role, situation, here, record), role, situation, record)
    for where, person in (("nobody", None), ("own record", record.owner), ("own, closed", record.owner)):
        _tried(figures, person, where == "own, closed", Role.PATIENT, where, record)
    return figures


def _put_in(role: Role, situation: str, here: Organisation, record: Record) -> tuple[Person, bool]:
    is_closed = situation == "record closed"
    return matrix.put_in(role, "in care" if is_closed else situation, here, record)[0], is_closed


def _tried(
    figures: Figures, person: Person | None, is_closed: bool, role: Role, situation: str, record: Record
) -> None:
    """All statements on all tables, of which nothing stays."""
    with transaction.atomic():
        if is_closed:
            Patient.objects.filter(id=record.patient).update(restricted_at=clock.now())
        expected = {table: _is_expected(table, person, record) for table in tables()}
        with as_pages(person.id if person else None), connection.cursor() as cursor:
            for table, model in tables().items():
                for statement, sql, values in _statements(model, record, person):
                    found = _affected(cursor, sql, values)
                    is_theirs = expected[table] and statement == "SELECT"
                    figures.count(Attempt(table, statement, role, situation, found, is_theirs))
        transaction.set_rollback(True)


def _is_expected(table: str, person: Person | None, record: Record) -> bool:
    """Whether the policy gives this person these rows."""
    if person is None or table in NOBODYS:
        return False
    if person.id == record.owner.id:
        return True
    mine = granted(person, patient=record.patient, now=clock.now())
    return bool(mine & OPENS.get(table, frozenset())) or _is_officer(table, person, record)


def _is_officer(table: str, person: Person, record: Record) -> bool:
    if table in ANSWERED:
        return requests_for(person).filter(patient_id=record.patient).exists()
    is_here = person.organisation_id == record.owner.organisation_id
    return is_here and OFFICERS.get(table) in AT_LARGE.get(Role(person.role), frozenset())


def _statements(
    model: type[models.Model], record: Record, person: Person | None
) -> Iterator[tuple[str, str, list[Any]]]:
    """What is tried on the rows of this record in one table, other rows than those that name the person themself."""
    table, column, value = model._meta.db_table, *_owner(model, record)
    key = model._meta.pk.column
    where, values = f'"{column}" = %s', [value]
    for named in ("professional_id", "helper_id"):
        if person is not None and any(one.column == named for one in model._meta.local_fields):
            where, values = f"{where} AND {named} IS DISTINCT FROM %s", [*values, person.id]
    yield "SELECT", f"SELECT count(*) FROM {table} WHERE {where}", values
    if model is Person and person is not None and person.id == record.owner.id:
        yield "UPDATE", f"UPDATE {table} SET role = 'ADMINISTRATOR' WHERE {where}", values
    elif table in OWNERS and person is not None and person.id == record.owner.id:
        return  # their own to change
    else:
        yield "UPDATE", f'UPDATE {table} SET "{key}" = "{key}" WHERE {where}', values
        yield "DELETE", f"DELETE FROM {table} WHERE {where}", values
    row = _row(model, record)
    names = ", ".join(f'"{name}"' for name in row)
    yield "INSERT", f"INSERT INTO {table} ({names}) VALUES ({', '.join(['%s'] * len(row))})", [*row.values()]


def _owner(model: type[models.Model], record: Record) -> tuple[str, UUID]:
    table = model._meta.db_table
    if table in OWNED_BY_PERSON:
        return OWNED_BY_PERSON[table], record.owner.id
    return "patient_id", record.patient


def _affected(cursor: Any, sql: str, values: list[Any]) -> int:
    """How many rows one statement sees or changes, of which nothing stays; a refusal of its rights is none."""
    cursor.execute("SAVEPOINT attempt")
    try:
        cursor.execute(sql, values)
        return int(cursor.fetchone()[0] if sql.startswith("SELECT") else cursor.rowcount)
    except ProgrammingError as error:
        if not isinstance(error.__cause__, errors.InsufficientPrivilege):
            raise
        return 0
    except IntegrityError:
        return 1  # let in as far as the constraints, which are no guard of records
    finally:
        cursor.execute("ROLLBACK TO SAVEPOINT attempt")


def _fill(model: type[models.Model], record: Record) -> None:
    """One row at least of this record in this table, of which nothing but its owner means anything."""
    column, value = _owner(model, record)
    if not model._default_manager.filter(**{column: value}).exists():
        model._default_manager.bulk_create([_made(model, record)])


def _made(model: type[models.Model], record: Record) -> models.Model:
    """A row whose columns are what their type and their constraints take."""
    return model(**{one.attname: _value(one, record) for one in model._meta.local_fields if not _is_counted(one)})


def _row(model: type[models.Model], record: Record) -> dict[str, Any]:
    row = _made(model, record)
    return {
        one.column: one.get_db_prep_save(getattr(row, one.attname), connection)
        for one in model._meta.local_fields
        if not _is_counted(one)
    }


@cache
def _another(owner: UUID) -> UUID:
    """Somebody else than the owner; asked first while rows are made, when all may be seen."""
    return Person.objects.exclude(id=owner).values_list("id", flat=True).order_by("id")[0]


@cache
def _closure(owner: UUID, organisation: UUID) -> UUID:
    """Days on which this service is closed."""
    made = Closure.objects.create(
        organisation_id=organisation,
        why=Closure.Why.END,
        first_day=people.NOW.date(),
        declared_at=people.NOW,
        declared_by_id=_another(owner),
    )
    return made.id


def _is_counted(one: models.Field[Any, Any]) -> bool:
    return isinstance(one, models.AutoField)


_OF_TYPES: tuple[tuple[type[models.Field[Any, Any]], Any], ...] = (
    (models.UUIDField, uuid4),
    (models.BooleanField, lambda: True),
    (models.JSONField, list),
    (models.BinaryField, lambda: b"-"),
    (models.FloatField, lambda: 1.0),
    (models.IntegerField, lambda: 1),
    (models.DateTimeField, lambda: people.NOW),
    (models.DateField, people.NOW.date),
    (models.CharField, lambda: "-"),
)


def _value(one: models.Field[Any, Any], record: Record) -> Any:
    owners = {
        "patient_id": record.patient,
        "person_id": record.owner.id,
        "author_id": record.owner.id,
        "organisation_id": record.owner.organisation_id,
        "professional_id": record.owner.id,
        "asked_by_id": _another(record.owner.id),
        "role": Role.NURSE,
        "age_band": "FROM_25",
        "how": "",
    }
    if one.attname == "closure_id":
        return _closure(record.owner.id, record.owner.organisation_id)
    if one.attname in owners:
        return owners[one.attname]
    if one.attname in ("ends_at", "expires_at"):
        return people.NOW + timedelta(days=9999)
    if one.null or one.choices:
        return None if one.null else next(iter(dict(one.choices or {})))
    return next(value() for kind, value in _OF_TYPES if isinstance(one, kind))
