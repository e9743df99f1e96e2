"""Whatever is sent to whatever address, by whomever and however often: the site answers, and never falls over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings, strategies as st

from accalmie.capabilities.programmes import library
from accalmie.foundation import clock, journal
from accalmie.foundation.access.actions import begin_care
from accalmie.foundation.people import organisations
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.models import Person
from tests.factories import people
from tests.factories.simulation import clinic, started
from tests.generative.forms_on_pages import Form, forms_on
from tests.security import matrix
from tests.security.attackers import STORES, NothingStays
from tests.security.records import Record, full_record

pytestmark = [pytest.mark.django_db(databases=STORES), pytest.mark.database, pytest.mark.same_on_both]

SETTINGS = settings(suppress_health_check=list(HealthCheck))
HOSTILE = (
    "",
    " ",
    "0",
    "-1",
    "99999999999999999999",
    "1e309",
    "nan",
    "٣",
    "²",
    "null",
    "declined",
    "2026-02-30",
    "0001-01-01",
    "9999-12-31",
    "25:61",
    "é" * 300,
    "x" * 25_000,
    "<script>",
    "{{ 7 * 7 }}",
    "%s%n",
    "\u202e",
    "\x00",
    "a\r\nb",
    "//evil.example",
    "[]",
    "00000000-0000-0000-0000-000000000000",
)
IDS = tuple(str(UUID(int=number, version=4)) for number in (1, 2))
"""Few, so that another form soon comes under an id that is taken."""
LEFT_ALONE = {"/sign-out/", "/leave/"}
"""After these there is nobody left to send the next form."""
OTHERS = ("on the way", "administrator", "officer", "secretary", "visitor")
WHO = ("patient", "psychologist", *(pytest.param(one, marks=pytest.mark.deep) for one in OTHERS))
"""Those with most forms in every run; everybody else in `make deep`."""


@dataclass(frozen=True)
class Somebody:
    """Who sends, from a browser of their own, and all that they can send to."""

    client: Client
    forms: list[Form] = field(repr=False)

    @property
    def names(self) -> list[str]:
        """Every field of every form."""
        return sorted({name for form in self.forms for name in form.fields})

    def send(self, form: Form, typed: dict[str, str]) -> Any:
        """The answer. Anything that the site raises is raised here."""
        return self.client.post(form.path, typed)


@pytest.fixture
def record() -> Record:
    """Somebody's record with one of everything that an address may name."""
    return full_record(organisations.first(now=people.NOW), called="Alizarine", words="fenouil-lunaire")


@pytest.fixture(params=WHO)
def somebody(request: pytest.FixtureRequest, record: Record) -> Somebody:
    who = str(request.param)
    client = Client()
    if who != "visitor":
        client.force_login(_account(who, record))
    return Somebody(client, _forms(client, _ids(who, record)))


def _account(who: str, record: Record) -> Person:
    match who:
        case "on the way":
            return _on_the_way()
        case "patient":
            return record.owner
        case "psychologist":
            claire = people.psychologist()
            begin_care(patient=record.patient, professional=claire, now=clock.now())
            return claire
        case "administrator":
            return people.administrator()
    return people.somebody(Role.DATA_PROTECTION_OFFICER if who == "officer" else Role.SECRETARY)


def _on_the_way() -> Person:
    """Simulated weeks into the programme: steps behind, sheets and measures in the record."""
    library.by_graph.cache_clear()
    library.publish(clinic().programme, now=clock.now())
    person = people.patient_person()
    assert person.patient_id is not None
    history = max(started(6), key=lambda one: len(one.happened))
    drafts = [journal.Draft(one.entry, by=person.id, occurred_at=one.at, id=one.id) for one in history.happened]
    with transaction.atomic():
        journal.append_many(person.patient_id, drafts, now=clock.now())
    return person


def _ids(who: str, record: Record) -> list[dict[str, UUID | str]]:
    """What addresses may name: the objects of the record, or each step of the programme in turn."""
    if who != "on the way":
        return [record.ids]
    programme = clinic().programme
    return [
        record.ids | {"programme": programme.id, "module": module.id, "step": slot.step}
        for module in programme.main
        for slot in module.slots
    ]


def _forms(client: Client, ids: list[dict[str, UUID | str]]) -> list[Form]:
    """All forms that the pages show; for an address that shows none, an empty one."""
    found: dict[str, Form] = {}
    for name, pattern in matrix.addresses():
        paths = dict.fromkeys(matrix.path_of(name, pattern, known) for known in ids)
        shown = [form for path in paths for form in _shown(client, path)]
        for form in shown or [Form(next(iter(paths)), {})]:
            known = found.get(form.path, form)
            found[form.path] = Form(form.path, known.fields | form.fields)
    return [form for form in found.values() if form.path not in LEFT_ALONE and _is_taken(client, form)]


def _shown(client: Client, path: str) -> list[Form]:
    page = client.get(path) if path not in LEFT_ALONE else None
    is_page = page is not None and page.status_code == 200 and page.headers["Content-Type"].startswith("text/html")
    return forms_on(page.content.decode(), path) if page is not None and is_page else []


def _is_taken(client: Client, form: Form) -> bool:
    """Whether this address takes forms, and from this person."""
    with NothingStays(client):
        return bool(client.post(form.path).status_code not in (403, 405))


@st.composite
def typed_in(draw: st.DrawFn, form: Form, names: list[str]) -> dict[str, str]:
    """A few fields, most of them the form's own, with values that it offers, or any others."""
    own = sorted(form.fields) or names
    asked = draw(st.lists(st.sampled_from(own) | st.sampled_from(names), max_size=12, unique=True)) if names else []
    anything = st.sampled_from(HOSTILE) | st.text(max_size=20)
    typed = {
        name: draw(st.sampled_from(offered) | anything if (offered := form.fields.get(name)) else anything)
        for name in asked
    }
    return typed | {"id": draw(st.sampled_from(IDS) | st.just(str(uuid4())) | anything)}


def test_no_form_and_no_course_of_forms_makes_the_site_fall_over(somebody: Somebody) -> None:
    """Each form with hostile values before and after a good one under the same id; then whatever comes, in any order.

    In one test, because finding every form of every page takes as long as sending them."""
    for number, form in enumerate(somebody.forms):
        _bears_hostile_values(somebody, form, number)
    _bears_any_course(somebody)


def _bears_hostile_values(somebody: Somebody, form: Form, number: int) -> None:
    fields = form.fields or dict.fromkeys(somebody.names, ())
    good = {name: next(iter(offered), "mot") for name, offered in fields.items()}
    with NothingStays(somebody.client):
        for typed in (_hostile(fields, number), good, good, _hostile(fields, 7 * number + 3)):
            _answered(somebody.send(form, typed | {"id": IDS[0]}), form)


def _hostile(fields: Iterable[str], number: int) -> dict[str, str]:
    return {name: HOSTILE[(number + place) % len(HOSTILE)] for place, name in enumerate(fields)}


def _bears_any_course(somebody: Somebody) -> None:
    @SETTINGS
    @given(data=st.data())
    def course(data: st.DataObject) -> None:
        with NothingStays(somebody.client):
            for _ in range(data.draw(st.integers(1, 6))):
                form = data.draw(st.sampled_from(somebody.forms))
                typed = data.draw(typed_in(form, somebody.names))
                _answered(somebody.send(form, typed), form)

    course()


def _answered(answer: Any, form: Form) -> None:
    assert answer.status_code < 500, form.path
