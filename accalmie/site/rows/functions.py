"""The functions that policies ask: who is it, and which records do they open. They repeat `access.policy` from its
own tables, so that what a role is given is written in one place.

They belong to the owner and run as the owner (SECURITY DEFINER), in a schema in which nobody else makes anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from accalmie.foundation.access.permissions import (
    AT_LARGE,
    BY_CONSENT,
    BY_MANDATE,
    CARING_ROLES,
    IN_CARE,
    IN_EMERGENCY,
    IN_ORGANISATION,
)
from accalmie.foundation.people.codes import Role

SCHEMA = "accalmie"
_AS_OWNER = "STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp"
_EARLY = "interval '1 minute'"
"""What began within this request began after its pass was given."""

_PARTS = r"""
DECLARE
    given text := current_setting('accalmie.pass', true);
    parts text[];
    mac bytea;
BEGIN
    IF coalesce(given, '') = '' THEN
        RETURN NULL;
    END IF;
    parts := string_to_array(given, '|');
    SELECT sha256(outside || sha256(inside || convert_to(array_to_string(parts[1:4], '|'), 'UTF8')))
        INTO mac FROM accalmie.signing;
    IF mac IS NULL OR array_length(parts, 1) <> 5 OR encode(mac, 'hex') <> parts[5] THEN
        RAISE EXCEPTION 'this pass was not given by the house: accalmie database secure, and the same key store'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN parts;
END"""

_OPENS = f"""
DECLARE
    pass text[] := accalmie.pass();
    me public.people_person%ROWTYPE;
    at timestamptz := pass[4];
    records uuid[];
BEGIN
    SELECT * INTO me FROM public.people_person WHERE id = nullif(pass[1], '')::uuid AND is_active;
    IF NOT FOUND THEN
        RETURN '{{}}';
    END IF;
    IF me.role = 'PATIENT' THEN
        RETURN ARRAY(SELECT id FROM public.people_patient WHERE person_id = me.id);
    END IF;
    SELECT array_agg(DISTINCT patient.id) INTO records
    FROM (
        SELECT care.patient_id, CASE
            WHEN care.basis = 'CONSENT' THEN accalmie.by_consent(care.purposes)
            WHEN home.organisation_id = me.organisation_id THEN wanted
            END AS gives, accalmie.in_care(me.role) AS role_gives, accalmie.in_care(care.role) AS relation_gives
        FROM public.access_carerelationship care JOIN public.people_patient home ON home.id = care.patient_id
        WHERE care.professional_id = me.id AND care.starts_at <= at + {_EARLY}
            AND (care.ends_at IS NULL OR care.ends_at > at)
        UNION ALL
        SELECT patient_id, accalmie.in_emergency(me.role), wanted, wanted FROM public.access_emergencyopening
        WHERE professional_id = me.id AND organisation_id = me.organisation_id
            AND opened_at <= at + {_EARLY} AND ends_at > at
        UNION ALL
        SELECT patient_id, accalmie.by_mandate(powers), wanted, wanted FROM public.access_mandate
        WHERE helper_id = me.id AND me.role = 'HELPER'
            AND ended_at IS NULL AND starts_at <= at + {_EARLY} AND expires_at > at
        UNION ALL
        SELECT id, accalmie.in_organisation(me.role), wanted, wanted FROM public.people_patient
        WHERE organisation_id = me.organisation_id AND accalmie.in_organisation(me.role) && wanted
    ) ground JOIN public.people_patient patient ON patient.id = ground.patient_id AND patient.restricted_at IS NULL
    WHERE EXISTS (
        SELECT FROM unnest(wanted) one
        WHERE one = ANY (gives) AND one = ANY (role_gives) AND one = ANY (relation_gives));
    RETURN coalesce(records, '{{}}');
END"""

_OWN = """
    SELECT coalesce(array_agg(patient.id), '{}') FROM public.people_patient patient
    JOIN public.people_person me ON me.id = patient.person_id
    WHERE me.id = accalmie.person() AND me.is_active"""

_HERE = """
    SELECT coalesce(array_agg(patient.id), '{}') FROM public.people_person me
    JOIN public.people_patient patient ON patient.organisation_id = me.organisation_id
    WHERE (accalmie.pass())[3] = 'organisation' AND me.id = accalmie.person() AND me.is_active
        AND accalmie.at_large(me.role) && wanted"""

_NEWCOMERS = f"""
    SELECT coalesce(array_agg(patient), '{{}}') FROM unnest(accalmie.here('{{intake_take}}')) patient
    WHERE NOT EXISTS (
        SELECT FROM public.access_carerelationship care
        WHERE care.patient_id = patient AND care.basis = 'TEAM' AND accalmie.answers_patients(care.role)
            AND care.starts_at <= (accalmie.pass())[4]::timestamptz + {_EARLY}
            AND (care.ends_at IS NULL OR care.ends_at > (accalmie.pass())[4]::timestamptz))"""

_ON_CALL = """
    SELECT coalesce(array_agg(patient), '{}') FROM unnest(accalmie.here('{alert_take}')) patient
    WHERE EXISTS (
        SELECT FROM public.safety_rota_member place
        WHERE place.person_id = accalmie.person() AND place.rota_id = (
            SELECT id FROM public.safety_rota ORDER BY decided_at DESC, id DESC LIMIT 1))"""

_ANSWERS_FOR = """
    SELECT organisation_id FROM public.people_person
    WHERE id = accalmie.person() AND is_active AND accalmie.at_large(role) && wanted"""

_ANSWERS_ALL = """
    SELECT coalesce(bool_or(me.role = 'DATA_OFFICER' OR me.role = 'ADMINISTRATOR' AND NOT EXISTS (
        SELECT FROM public.people_person officer
        WHERE officer.organisation_id = me.organisation_id AND officer.role = 'DATA_OFFICER' AND officer.is_active
    )), false) FROM public.people_person me WHERE me.id = accalmie.person()"""

_CARED_FOR = """
    SELECT coalesce(array_agg(DISTINCT patient_id), '{}') FROM public.access_carerelationship
    WHERE professional_id = accalmie.person()"""

_KNOWN = """
    WITH opened AS (SELECT unnest(accalmie.opens(accalmie.anything()) || accalmie.here(accalmie.at_work())) AS patient)
    SELECT coalesce(array_agg(id), '{}') FROM (
        SELECT person_id AS id FROM public.people_patient JOIN opened ON patient = people_patient.id
        UNION SELECT other.id FROM public.people_person me
            JOIN public.people_person other ON other.organisation_id = me.organisation_id
            WHERE me.id = accalmie.person() AND me.is_active AND other.role NOT IN ('PATIENT', 'HELPER')
        UNION SELECT unnest(ARRAY[professional_id, added_by_id]) FROM public.access_carerelationship
            JOIN opened ON patient = patient_id
        UNION SELECT unnest(ARRAY[professional_id, asked_by_id]) FROM public.access_sharingrequest
            JOIN opened ON patient = patient_id
        UNION SELECT professional_id FROM public.access_emergencyopening JOIN opened ON patient = patient_id
        UNION SELECT helper_id FROM public.access_mandate JOIN opened ON patient = patient_id
        UNION SELECT person_id FROM public.access_accessline JOIN opened ON patient = patient_id
        UNION SELECT "by" FROM public.journal_storedentry JOIN opened ON patient = patient_id
    ) met WHERE id IS NOT NULL"""


def statements() -> Iterator[str]:
    """Every function, made or made anew. The schema and its table of keys stand already."""
    yield _function("pass()", "text[]", _PARTS, language="plpgsql")
    yield _function("person()", "uuid", "SELECT nullif((accalmie.pass())[1], '')::uuid")
    yield _function("record()", "uuid", "SELECT nullif((accalmie.pass())[2], '')::uuid")
    yield _function("is_house()", "boolean", "SELECT coalesce((accalmie.pass())[3] = 'house', false)")
    yield from _tables()
    yield _function("opens(wanted text[])", "uuid[]", _OPENS, language="plpgsql")
    yield _function("own()", "uuid[]", _OWN)
    yield _function("here(wanted text[])", "uuid[]", _HERE)
    yield _function("newcomers()", "uuid[]", _NEWCOMERS)
    yield _function("on_call()", "uuid[]", _ON_CALL)
    yield _function("answers_for(wanted text[])", "uuid", _ANSWERS_FOR)
    yield _function("answers_all()", "boolean", _ANSWERS_ALL)
    yield _function("cared_for()", "uuid[]", _CARED_FOR)
    yield _function("known()", "uuid[]", _KNOWN)


def _tables() -> Iterator[str]:
    """What permissions.py gives, as functions of a role."""
    for name, table in (
        ("in_care", IN_CARE),
        ("in_emergency", IN_EMERGENCY),
        ("in_organisation", IN_ORGANISATION),
        ("at_large", AT_LARGE),
    ):
        yield _function(f"{name}(role text)", "text[]", _case("role", table))
    yield _function("by_consent(purposes jsonb)", "text[]", _union("purposes", BY_CONSENT))
    yield _function("by_mandate(powers jsonb)", "text[]", _union("powers", BY_MANDATE))
    caring = ", ".join(_quoted(role) for role in sorted(CARING_ROLES))
    yield _function("answers_patients(role text)", "boolean", f"SELECT role IN ({caring})")
    every = {
        one for table in (IN_CARE, IN_EMERGENCY, IN_ORGANISATION, BY_MANDATE) for row in table.values() for one in row
    }
    yield _function("anything()", "text[]", f"SELECT {_array(every)}")
    yield _function("at_work()", "text[]", f"SELECT {_array(LOOKING)}")


LOOKING = (
    "intake_take",
    "alert_take",
    "record_find",
    "names_read",
    "requests_answer",
    "emergency_read",
    "openings_read",
)
"""What lets somebody look beyond the records that they open, at names of their own organisation."""


def _case(column: str, table: Mapping[Role, Iterable[str]]) -> str:
    cases = " ".join(f"WHEN {_quoted(role)} THEN {_array(given)}" for role, given in sorted(table.items()))
    return f"SELECT CASE {column} {cases} ELSE '{{}}' END"


def _union(column: str, table: Mapping[str, Iterable[str]]) -> str:
    rows = ", ".join(
        f"({_quoted(name)}, {_quoted(one)})" for name, given in sorted(table.items()) for one in sorted(given)
    )
    return f"SELECT ARRAY(SELECT gives.one FROM (VALUES {rows}) gives (name, one) WHERE {column} ? gives.name)"


def _array(words: Iterable[str]) -> str:
    return f"ARRAY[{', '.join(_quoted(one) for one in sorted(words))}]::text[]"


def _quoted(word: str) -> str:
    assert word.replace("_", "").replace("-", "").isalnum(), word
    return f"'{word}'"


def _function(signature: str, gives: str, body: str, *, language: str = "sql") -> str:
    return (
        f"CREATE OR REPLACE FUNCTION {SCHEMA}.{signature} RETURNS {gives} LANGUAGE {language} {_AS_OWNER} "
        f"AS $body${body}$body$"
    )
