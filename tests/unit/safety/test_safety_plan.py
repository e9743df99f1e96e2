"""The safety plan: written alone or together, every version kept, read by nobody whom its owner did not choose."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from accalmie.core.crisis import Level
from accalmie.core.entries import PlanWords, SafetyPlanConfirmed, SafetyPlanShared, SafetyPlanWritten, ToReach
from accalmie.foundation import clock, journal
from accalmie.foundation.access import emergency
from accalmie.foundation.access.actions import begin_care
from accalmie.foundation.journal.replaying import rebuild
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.models import Person
from accalmie.safety import actions as safety
from accalmie.safety.plan import actions, models, pages, queries
from accalmie.safety.plan.forms import ROWS
from accalmie.safety.plan.wording import PARTS, WITH_TELEPHONE
from tests.client import StrictClient
from tests.factories import people
from tests.factories.alerts import looked_at

pytestmark = [pytest.mark.database, pytest.mark.django_db(databases=["default", "keys"])]

SECRET = "Le banc derrière le gymnase"
WORDS = PlanWords(places=(SECRET,), people=(ToReach(name="Karim", telephone="06 39 98 00 11"),))


@pytest.fixture
def alice() -> Person:
    return people.patient_person("Alice")


@pytest.fixture
def claire(alice: Person) -> Person:
    person = people.psychologist("Claire Morel")
    begin_care(patient=record(alice), professional=person, now=clock.now())
    return person


def record(person: Person) -> UUID:
    assert person.patient_id is not None
    return person.patient_id


def browser(person: Person) -> StrictClient:
    client = StrictClient()
    client.force_login(person)
    return client


def written(alice: Person, words: PlanWords = WORDS, **more: Any) -> None:
    given = {"by": alice.id, "now": clock.now(), "id": uuid4()} | more
    actions.write(patient=record(alice), words=words, **given)


def form(**parts: str) -> dict[str, str]:
    """What a browser sends of the whole page."""
    fields = [name for part in PARTS for name in _names(part)]
    return dict.fromkeys(fields, "") | {"id": str(uuid4())} | parts


def _names(part: str) -> list[str]:
    if part not in WITH_TELEPHONE:
        return [part]
    return [f"{part}-{row}-{what}" for row in range(ROWS) for what in ("name", "telephone")]


def kinds(person: Person) -> list[type[Any]]:
    found = [SafetyPlanWritten, SafetyPlanShared, SafetyPlanConfirmed]
    return [type(one.value) for one in journal.entries(record(person), kinds=found)]


def shown(client: Client, address: str) -> str:
    return str(client.get(address).content.decode())


def test_a_plan_is_written_on_one_page_one_idea_a_line(alice: Person) -> None:
    client = browser(alice)
    sent = form(alone="- marcher\n\n  • appeler le chat  ", **{"people-2-name": "Karim", "people-2-telephone": "06 1"})
    assert client.post("/plan/write/", sent).headers["Location"] == "/plan/?saved"
    last = queries.latest(record(alice))
    assert last is not None
    assert last.words == PlanWords(
        alone=("marcher", "appeler le chat"), people=(ToReach(name="Karim", telephone="06 1"),)
    )
    assert 'href="tel:061"' in shown(client, "/plan/")


def test_its_words_are_sealed(alice: Person) -> None:
    written(alice)
    assert SECRET.encode() not in bytes(models.Version.objects.get().words)


def test_one_part_at_a_time_leaves_the_others_and_leads_to_the_next(alice: Person) -> None:
    written(alice)
    client = browser(alice)
    answer = client.post("/plan/write/alone/", {"alone": "respirer", "id": str(uuid4())})
    assert answer.headers["Location"] == "/plan/write/places/"
    last = queries.latest(record(alice))
    assert last is not None
    assert (last.words.alone, last.words.places) == (("respirer",), (SECRET,))
    assert (
        client.post("/plan/write/reasons/", {"reasons": "", "id": str(uuid4())}).headers["Location"] == "/plan/?saved"
    )
    assert client.get("/plan/write/somewhere/").status_code == 404


@pytest.mark.parametrize(
    ("add", "expected"),
    [("alone:1", "Prendre une douche chaude"), ("professionals:0", "3114"), ("people:0", "Ma sœur")],
)
def test_without_a_script_an_example_is_added_and_nothing_typed_is_lost(alice: Person, add: str, expected: str) -> None:
    client = browser(alice)
    sent = form(warning_signs="je ne dors plus", alone="marcher") | {"add": add}
    answer = client.post("/plan/write/", sent)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "je ne dors plus" in page
    assert "marcher" in page
    assert expected in page.split("data-example")[0] or page.count(expected) > 1
    assert kinds(alice) == []


@pytest.mark.parametrize("add", ["", "alone", "alone:99", "alone:-1", "nothing:0", "alone:x"])
def test_an_example_that_is_none_changes_nothing(alice: Person, add: str) -> None:
    answer = browser(alice).post("/plan/write/", form(alone="marcher") | {"add": add})
    assert answer.status_code == 200
    assert kinds(alice) == []


@pytest.mark.parametrize(
    ("name", "typed"), [("alone", "a" * 501), ("alone", "\n".join("abcdefghijk")), ("people-0-telephone", "1" * 31)]
)
def test_what_would_not_fit_on_paper_is_said_and_kept_in_the_form(alice: Person, name: str, typed: str) -> None:
    answer = browser(alice).post("/plan/write/", form(reasons="ma fille", **{name: typed}))
    assert answer.status_code == 422
    assert "ma fille" in answer.content.decode()
    assert kinds(alice) == []


def test_the_same_form_twice_is_one_version_and_the_same_words_again_are_a_reading(alice: Person) -> None:
    client, sent = browser(alice), form(alone="marcher")
    for _each in range(2):
        client.post("/plan/write/", sent)
    assert kinds(alice) == [SafetyPlanWritten]
    client.post("/plan/write/", sent | {"id": str(uuid4())})
    assert kinds(alice) == [SafetyPlanWritten, SafetyPlanConfirmed]
    client.post("/plan/write/", sent | {"alone": "courir"})
    assert kinds(alice)[-1] is SafetyPlanWritten


def test_a_plan_changed_meanwhile_is_not_written_over_unseen(alice: Person) -> None:
    client = browser(alice)
    written(alice)
    first = queries.latest(record(alice))
    assert first is not None
    written(alice, PlanWords(alone=("autre chose",)), now=clock.now() + timedelta(seconds=1))
    answer = client.post("/plan/write/", form(alone="mes mots") | {"began": str(first.id)})
    assert answer.status_code == 422
    assert "mes mots" in answer.content.decode()
    assert len(queries.versions(record(alice))) == 2


def test_every_version_stays_readable_and_only_by_its_owner(alice: Person) -> None:
    written(alice)
    written(alice, PlanWords(), now=clock.now() + timedelta(seconds=1))
    client = browser(alice)
    assert SECRET not in shown(client, "/plan/")
    old, new = reversed(queries.versions(record(alice)))
    assert SECRET in shown(client, f"/plan/versions/{old.id}/")
    assert client.get(f"/plan/versions/{new.id}/").status_code == 200
    assert shown(client, "/plan/versions/").count('href="/plan/versions/') == 2
    other = browser(people.patient_person("Charlie"))
    assert other.get(f"/plan/versions/{old.id}/").status_code == 404


def test_a_professional_sees_that_there_is_a_plan_and_reads_it_only_when_it_is_open_to_them(
    alice: Person, claire: Person
) -> None:
    written(alice)
    mine, theirs = browser(alice), browser(claire)
    address = f"/desk/patients/{alice.patient_id}/"
    assert SECRET not in shown(theirs, address)
    assert "La personne ne vous l’a pas ouvert" in shown(theirs, address)
    assert SECRET not in shown(theirs, f"{address}plan/")
    mine.post("/plan/readers/", {"readers": [str(claire.id)], "id": str(uuid4())})
    assert SECRET in shown(theirs, address)
    mine.post("/plan/readers/", {"id": str(uuid4())})
    assert SECRET not in shown(theirs, address)
    assert not models.Version.objects.filter(shared=True).exists()


def test_a_plan_is_opened_to_the_care_team_only(alice: Person, claire: Person) -> None:
    bob = people.psychologist("Bob")
    written(alice)
    browser(alice).post("/plan/readers/", {"readers": [str(bob.id), str(claire.id), "x"], "id": str(uuid4())})
    assert queries.standing(record(alice)).readers == {claire.id}


def test_a_colleague_who_was_not_chosen_reads_nothing(alice: Person, claire: Person) -> None:
    written(alice)
    actions.share(patient=record(alice), readers=[claire.id], by=alice.id, now=clock.now())
    other = people.psychologist("Karim Haddad")
    begin_care(patient=record(alice), professional=other, now=clock.now())
    assert SECRET not in shown(browser(other), f"/desk/patients/{alice.patient_id}/")


@pytest.mark.parametrize("is_open", [True, False])
def test_in_an_emergency_a_plan_that_is_open_to_somebody_is_read(alice: Person, claire: Person, is_open: bool) -> None:
    written(alice)
    if is_open:
        actions.share(patient=record(alice), readers=[claire.id], by=alice.id, now=clock.now())
    nurse = people.somebody(Role.NURSE, called="Inès")
    emergency.break_glass(patient=record(alice), by=nurse, words="Appel du SAMU", now=clock.now())
    assert (SECRET in shown(browser(nurse), f"/desk/patients/{alice.patient_id}/")) is is_open


def test_a_plan_written_together_names_both_and_is_open_to_its_writer(alice: Person, claire: Person) -> None:
    client = browser(claire)
    address = f"/desk/patients/{alice.patient_id}/plan/"
    sent = form(places=SECRET)
    assert client.post(address, sent).status_code == 422
    assert client.post(address, sent | {"together": "on"}).status_code == 302
    [entry] = journal.entries(record(alice), kinds=[SafetyPlanWritten])
    assert (entry.by, entry.value.together) == (claire.id, True)
    assert "par Claire Morel avec vous" in shown(browser(alice), "/plan/")
    assert "par Claire Morel avec la personne" in shown(client, f"/desk/patients/{alice.patient_id}/")


def test_nobody_writes_over_a_plan_that_they_may_not_read(alice: Person, claire: Person) -> None:
    written(alice)
    answer = browser(claire).post(
        f"/desk/patients/{alice.patient_id}/plan/", form(alone="autre chose") | {"together": "on"}
    )
    assert answer.status_code == 200
    assert len(queries.versions(record(alice))) == 1
    assert browser(people.psychologist("Bob")).get(f"/desk/patients/{alice.patient_id}/plan/").status_code == 404


def _reviewed(alice: Person, claire: Person) -> None:
    source = uuid4()
    now = clock.now()
    safety.raise_concern(patient=record(alice), level=Level.PASSIVE, words="", by=claire.id, now=now, id=source)
    looked_at(record(alice), source, by=claire.id, now=clock.now())


QUESTION = "Vous va-t-il toujours"


def test_after_an_alert_the_plan_is_proposed_again_until_it_is_looked_at(alice: Person, claire: Person) -> None:
    client = browser(alice)
    _reviewed(alice, claire)
    assert QUESTION not in shown(client, "/plan/")  # there is none yet
    written(alice)
    assert QUESTION not in shown(client, "/plan/")
    _reviewed(alice, claire)
    assert QUESTION in shown(client, "/plan/")
    assert QUESTION in shown(client, "/today/")
    sent = {"id": str(uuid4())}
    for _each in range(2):
        client.post("/plan/still-right/", sent)
    assert kinds(alice) == [SafetyPlanWritten, SafetyPlanConfirmed]
    assert QUESTION not in shown(client, "/today/")
    _reviewed(alice, claire)
    written(alice, PlanWords(alone=("autrement",)))
    assert QUESTION not in shown(client, "/plan/")


def test_to_confirm_no_plan_does_nothing(alice: Person) -> None:
    assert browser(alice).post("/plan/still-right/", {"id": str(uuid4())}).status_code == 302
    assert kinds(alice) == []


def test_the_way_to_the_plan_is_on_every_page_of_a_patient_and_on_no_other(alice: Person, claire: Person) -> None:
    for address in ("/today/", "/help/", "/exercises/", "/settings/"):
        assert '<a class="my-plan" href="/plan/">' in shown(browser(alice), address)
    assert "my-plan" not in shown(browser(claire), "/desk/")
    assert "my-plan" not in shown(StrictClient(), "/help/")


def test_an_error_page_has_the_way_to_the_plan_too(alice: Person) -> None:
    page = browser(alice).get("/nothing-here/")
    assert page.status_code == 404
    assert '<a class="my-plan" href="/plan/">' in page.content.decode()


@pytest.mark.parametrize("address", ["/sign-in/", "/signed-out/", "/nothing-here/"])
def test_who_is_signed_out_has_the_way_to_the_copy_of_this_device(address: str) -> None:
    """Hidden until a script finds a copy: whose session ended in a hard hour lands there."""
    page = StrictClient().get(address).content.decode()
    assert page.count("data-plan-way") == 1
    assert 'href="/plan/here/"' in page
    assert "plan/here" in page.split("</head>")[0]


def test_help_now_leads_to_the_plan_of_whoever_has_one(alice: Person) -> None:
    way = "Mon plan : ce qui m’aide, qui j’appelle".replace(" :", "\N{NO-BREAK SPACE}:")
    assert way not in shown(browser(alice), "/help/")
    written(alice)
    page = shown(browser(alice), "/help/")
    assert page.index("tel:112") < page.index(way) < page.index('href="tel:3114"')


def test_the_page_of_the_device_is_the_same_for_everybody(alice: Person) -> None:
    written(alice)
    assert browser(alice).get("/plan/here/").content == Client().get("/plan/here/").content
    assert Client().get("/offline/plan/fr/").content == Client().get("/plan/here/").content


def test_the_rows_computed_again_are_the_same(alice: Person, claire: Person) -> None:
    written(alice)
    actions.share(patient=record(alice), readers=[claire.id], by=alice.id, now=clock.now())
    written(alice, PlanWords(alone=("marcher",)), now=clock.now() + timedelta(seconds=1))
    actions.confirm(patient=record(alice), by=alice.id, now=clock.now() + timedelta(seconds=2))
    before = _rows()
    rebuild(record(alice))
    assert _rows() == before


def _rows() -> list[dict[str, Any]]:
    versions = models.Version.objects.order_by("written_at").values("entry_id", "shared", "together", "written_by")
    return [*models.Standing.objects.values(), *versions]


@pytest.mark.parametrize(("letters", "size"), [(10, ""), (1600, "crowded"), (3200, "full")])
def test_paper_is_told_how_much_there_is(alice: Person, letters: int, size: str) -> None:
    lines = tuple("a" * 70 for _each in range(letters // 70))
    written(alice, PlanWords(alone=lines or ("a",)))
    last = queries.latest(record(alice))
    assert last is not None
    assert pages.plan_page(last).size == size
