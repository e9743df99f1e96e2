"""Who opened whose record is written by itself, once a quarter of an hour, and any change of it is found."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from click.testing import CliRunner
from django.db import connection
from django.http import HttpRequest
from hypothesis import HealthCheck, given, settings, strategies as st

from accalmie.foundation.access import emergency, log, log_proving, log_triggers, queries
from accalmie.foundation.access.actions import begin_care, end_care
from accalmie.foundation.access.log_models import AccessHead, AccessLine
from accalmie.foundation.access.permissions import AT_LARGE, Permission
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.models import Person
from accalmie.foundation.people.whence import whence_of
from accalmie.site.commands.privacy import privacy
from tests.factories.journeys import signed_in
from tests.factories.people import elsewhere, officer, patient_person, psychologist, somebody

pytestmark = [pytest.mark.database, pytest.mark.django_db(databases=["default", "keys"], transaction=True)]

NOW = datetime(2026, 11, 26, 13, 17, 40, tzinfo=UTC)


@pytest.fixture
def alice() -> Person:
    return patient_person("Alice")


@pytest.fixture
def claire(alice: Person) -> Person:
    found = psychologist("Claire Morel")
    begin_care(patient=record(alice), professional=found, now=NOW - timedelta(days=1))
    return found


def record(person: Person) -> UUID:
    assert person.patient_id is not None
    return person.patient_id


def opens(who: Person, whose: Person, *, minutes: int = 0) -> None:
    queries.patient_of(who, record(whose), now=NOW + timedelta(minutes=minutes))


def lines(whose: Person) -> list[tuple[UUID, str, datetime]]:
    return [(line.person_id, line.basis, line.quarter_at) for line in reversed(log.opened_by(record(whose)))]


def test_an_opening_is_one_line_a_quarter_of_an_hour(alice: Person, claire: Person) -> None:
    for minutes in (0, 1, 12, 13, 28, 29):
        opens(claire, alice, minutes=minutes)
    quarters = [NOW.replace(minute=minute, second=0) for minute in (15, 30, 45)]
    assert lines(alice) == [(claire.id, "care", quarter) for quarter in quarters]


def test_a_process_that_knows_nothing_writes_no_second_line(alice: Person, claire: Person) -> None:
    opens(claire, alice)
    log.forget_noted()
    opens(claire, alice)
    assert len(lines(alice)) == 1


def test_somebody_who_reads_their_own_record_leaves_no_line(alice: Person) -> None:
    opens(alice, alice)
    assert lines(alice) == []


def test_a_refusal_leaves_no_line(alice: Person) -> None:
    with pytest.raises(queries.NotYours):
        opens(psychologist("Bob"), alice)
    assert lines(alice) == []


def test_care_and_an_emergency_are_told_apart(alice: Person, claire: Person) -> None:
    opens(claire, alice)
    end_care(patient=record(alice), professional=claire, now=NOW + timedelta(minutes=1))
    emergency.break_glass(
        patient=record(alice), by=claire, words="Elle ne répond plus.", now=NOW + timedelta(minutes=2)
    )
    opens(claire, alice, minutes=3)
    assert [basis for _who, basis, _at in lines(alice)] == ["care", "break_glass"]


def test_a_page_of_the_desk_is_noted_with_its_device_and_a_shortened_network(alice: Person, claire: Person) -> None:
    client, _ = signed_in(claire)
    begin_care(patient=record(alice), professional=claire, now=datetime(2026, 1, 1, tzinfo=UTC))
    telephone = {"HTTP_USER_AGENT": "Mozilla/5.0 (Linux; Android 9) Mobile", "REMOTE_ADDR": "192.0.2.77"}
    client.get(f"/desk/patients/{record(alice)}/", **telephone)
    (line,) = log.opened_by(record(alice))
    assert (line.device, line.network) == ("telephone", "192.0.2.0/24")


@pytest.mark.parametrize(
    ("address", "network"),
    [("192.0.2.77", "192.0.2.0/24"), ("2001:db8:1:2::9", "2001:db8:1::/48"), ("", ""), ("unknown", "")],
)
def test_an_address_is_never_kept_whole(address: str, network: str) -> None:
    request = HttpRequest()
    request.META["REMOTE_ADDR"] = address
    assert whence_of(request).network == network


def test_the_person_reads_it_in_plain_words(alice: Person, claire: Person) -> None:
    opens(claire, alice)
    page = signed_in(alice)[0].get("/my-rights/opened/").content.decode()
    assert "Claire Morel" in page
    assert "pour vous suivre" in page
    assert "14 h 15" in page.replace("\u00a0", " ").replace("\u202f", " ")


def test_the_officer_searches_and_takes_it_away_without_a_formula(alice: Person) -> None:
    sly = psychologist("=HYPERLINK(0)")
    begin_care(patient=record(alice), professional=sly, now=NOW - timedelta(days=1))
    opens(sly, alice)
    client, _ = signed_in(officer())
    assert "=HYPERLINK(0)" in client.get("/officer/openings/", {"words": str(record(alice))}).content.decode()
    assert "=HYPERLINK(0)" not in client.get("/officer/openings/", {"words": "personne"}).content.decode()
    assert "=HYPERLINK(0)" not in client.get("/officer/openings/", {"last": "2026-11-25"}).content.decode()
    file = client.get("/officer/openings/", {"as": "csv"}).content.decode()
    assert "'=HYPERLINK(0)" in file
    assert client.get("/officer/openings/", {"first": "hier"}).status_code == 422


def test_the_page_of_openings_asks_for_a_permission_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    client, _otto = signed_in(officer())
    given = AT_LARGE[Role.DATA_PROTECTION_OFFICER] - {Permission.OPENINGS_READ}
    monkeypatch.setitem(AT_LARGE, Role.DATA_PROTECTION_OFFICER, given)
    assert client.get("/officer/openings/").status_code == 403
    assert client.get("/officer/").status_code == 200


def test_the_officer_of_another_organisation_finds_nothing(alice: Person, claire: Person) -> None:
    opens(claire, alice)
    other = somebody(Role.DATA_PROTECTION_OFFICER, organisation=elsewhere())
    assert "Claire Morel" not in signed_in(other)[0].get("/officer/openings/").content.decode()


def test_a_log_as_it_was_written_is_proven(alice: Person, claire: Person) -> None:
    for minutes in (0, 20, 40):
        opens(claire, alice, minutes=minutes)
    told = CliRunner().invoke(privacy, ["verify"])
    assert told.exit_code == 0
    assert told.output.startswith("3 lines")


def _other(value: object) -> object:
    if isinstance(value, datetime):
        return value + timedelta(hours=9)
    if isinstance(value, UUID):
        return UUID(int=value.int ^ 1)
    return value + 7 if isinstance(value, int) else f"{value}x"[-20:]


CHANGED = ["sequence", "person_id", "role", "organisation_id", "basis", "quarter_at", "device", "network"]


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(place=st.integers(1, 4), field=st.sampled_from([*CHANGED, "removed", "head", "no head"]))
def test_any_line_changed_or_taken_out_is_found(place: int, field: str) -> None:
    alice, claire = patient_person("Alice"), psychologist("Claire Morel")
    begin_care(patient=record(alice), professional=claire, now=NOW - timedelta(days=1))
    for number in range(4):
        opens(claire, alice, minutes=15 * number)
    log_triggers.remove(connection)
    mine = AccessLine.objects.filter(patient_id=record(alice), sequence=place)
    if field == "removed":
        mine.delete()
    elif field == "head":
        AccessHead.objects.filter(patient_id=record(alice)).update(sequence=9)
    elif field == "no head":
        AccessHead.objects.filter(patient_id=record(alice)).delete()
    else:
        mine.update(**{field: _other(getattr(mine.get(), field))})
    assert [fault.patient for fault in log_proving.verify(now=NOW)] == [record(alice)]
    told = CliRunner().invoke(privacy, ["verify"])
    assert told.exit_code == 1
    AccessLine.objects.all().delete()
    AccessHead.objects.all().delete()
    log_triggers.install(connection)
