"""What an attacker tries over HTTP, at every address and as everybody. Each attempt is undone before the next.

Identifiers of others' records are tried by `matrix`; this is all the rest.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

import pytest
from django.conf import settings as site_settings
from django.test import Client
from django.urls import reverse

from accalmie.foundation import clock
from accalmie.foundation.access import mandates, restoring
from accalmie.foundation.access.restoration_models import Lost, Proof
from accalmie.foundation.people import organisations
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.models import Person
from tests.client import StrictClient
from tests.factories import people
from tests.factories.journeys import all_at
from tests.security import matrix
from tests.security.attackers import (
    EVIL,
    HERE,
    LEAVES,
    STORES,
    Attacker,
    NothingStays,
    Target,
    attacker,
    landing,
    row_of,
    site_of,
    tried,
    written,
)
from tests.security.doors import ANYBODY, NEEDS
from tests.security.records import Record

pytestmark = [pytest.mark.attack, pytest.mark.django_db(databases=STORES), pytest.mark.usefixtures("nobody_waits")]

REFUSED = (403, 404, 405)


# Forms sent from elsewhere

KEPT_OR_COUNTED = {"people_keptform", "people_session"}
"""A form whose token is too old is kept, sealed, for its owner; a session notes that somebody is there."""
SENT_FROM = {
    "no token": {},
    "no token, from here": {"HTTP_ORIGIN": HERE},
    "from another site": {"HTTP_ORIGIN": EVIL},
    "from nowhere": {"HTTP_ORIGIN": "null"},
    "from another site that says only its address": {"HTTP_REFERER": f"{EVIL}/{HERE}"},
    "from a site whose name begins like ours": {"HTTP_ORIGIN": f"{HERE}.evil.example"},
}


NEW_PASSWORD = {
    "old_password": people.PASSWORD,
    "new_password1": "une pluie fine",
    "new_password2": "une pluie fine",
}


def test_no_address_takes_a_form_without_a_token() -> None:
    assert {name for name, one in matrix.addresses() if getattr(one.callback, "csrf_exempt", False)} == set()


def test_no_form_sent_without_its_token_or_by_another_site_changes_anything(enemy: Attacker, settings: Any) -> None:
    settings.DEMO = True
    client = enemy.client(enforce_csrf_checks=True)
    attacks = 0
    for target in enemy.targets():
        for how, headers in SENT_FROM.items():
            with NothingStays(client), written() as seen:
                answer = client.post(target.path, enemy.record.review | {"id": "", "days": "1"}, **headers)
            if answer.status_code == 405:
                continue
            attacks += 1
            _nothing_happened(answer, target, how)
            assert seen.tables <= KEPT_OR_COUNTED, (target.name, how, seen.tables)
    assert attacks > 300
    tried(attacks)


def _nothing_happened(answer: Any, target: Target, how: str) -> None:
    """Refused; or led to sign in, or to the form with what was typed."""
    assert site_settings.LANGUAGE_COOKIE_NAME not in answer.cookies, (target.name, how)
    if answer.status_code == 302:
        leads = urlsplit(answer.headers["Location"])
        assert leads.path == reverse("people:sign-in") or "kept" in parse_qs(leads.query) or not leads.query, how
        assert landing(answer) == HERE
    else:
        # What a visitor typed is held by the page itself, with a token of today.
        assert answer.status_code == 403 or b"csrfmiddlewaretoken" in answer.content, (target.name, how)


def test_somebody_else_s_token_is_none(record: Record) -> None:
    theirs, mine = StrictClient(), attacker("patient", record).client(enforce_csrf_checks=True)
    token = _hidden(theirs.get("/sign-in/").content.decode(), "csrfmiddlewaretoken")
    owner = _hidden(mine.get("/settings/").content.decode(), "_of")
    before = row_of(record.owner.pk)
    answer = mine.post("/settings/", SETTINGS | {"csrfmiddlewaretoken": token, "_of": owner}, HTTP_ORIGIN=HERE)
    assert "kept=" in answer.headers["Location"]
    assert row_of(record.owner.pk) == before
    tried(1)


def test_the_form_s_own_token_is_taken(record: Record) -> None:
    client = attacker("patient", record).client(enforce_csrf_checks=True)
    token = _hidden(client.get("/settings/").content.decode(), "csrfmiddlewaretoken")
    client.post("/settings/", SETTINGS | {"csrfmiddlewaretoken": token})
    assert Person.objects.get(pk=record.owner.pk).theme == "DARK"


def _hidden(html: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', html)
    assert found
    return found[1]


SETTINGS = {"called": "Alizarine", "language": "fr", "text_size": "100", "theme": "DARK", "time_zone": "Europe/Paris"}


# Leading somebody elsewhere

ELSEWHERE = (
    "//evil.example",
    "///evil.example",
    "////evil.example/",
    "https:evil.example",
    "https:/evil.example",
    "https:///evil.example",
    "https://evil.example",
    "HTTPS://testserver@evil.example/",
    "https://testserver.evil.example",
    r"\\evil.example",
    r"/\evil.example",
    r"\/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    " //evil.example",
    "\x00//evil.example",
    "javascript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "/today/%0d%0aLocation:%20https://evil.example",
    "/today/\r\nLocation: https://evil.example",
    "//[evil",
    "evil.example",
    "evil",
    "people:sign-in",
    "/sign-in/",
    "@evil.example",
    "..//evil.example",
    "/..//evil.example",
    "//evil%E3%80%82example",
    "//evil\u3002example",
)
NAMES_OF_PAGES = ("next", "from", "page", "kept", "back", "after", "url", "redirect", "return_to")


class _Ways(HTMLParser):
    """Every place to which a page can lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ways: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ways += [value or "" for name, value in attrs if name in ("href", "action", "formaction", "src")]


def leads_elsewhere(answer: Any, path: str) -> list[str]:
    """Where an answer would take a browser that is not one of our pages."""
    ways = [answer.headers.get("Location", ""), answer.headers.get("Refresh", "").partition("url=")[2]]
    if answer.headers.get("Content-Type", "").startswith("text/html") and not answer.streaming:
        ways += _Ways(answer.content.decode()).ways
    return [way for way in ways if way and not way.startswith(("tel:", "mailto:", "sms:")) and _is_away(way, path)]


def _is_away(way: str, path: str) -> bool:
    return site_of(way, on=path) != HERE and way not in OUTWARD


OUTWARD = {site_settings.NEUTRAL_SITE}
"""Where *leave quickly* leads."""


@pytest.mark.parametrize("place", ELSEWHERE)
def test_a_browser_s_reading_of_addresses_is_known_here(place: str) -> None:
    """These lead away from a page of ours, or are ours whatever they look like: what is refused is not by luck."""
    harmless = {"/today/", "/sign-in/", "evil", "people:", "@evil", "..//", "/..", "\x00", "//["}
    if not place.startswith(tuple(harmless)):
        assert site_of(place) != HERE or place == "evil.example"


def test_no_address_takes_anybody_to_another_site(enemy: Attacker) -> None:
    client = enemy.client(raise_request_exception=False)
    targets = [one for one in enemy.targets() if one.name not in LEAVES]
    attacks = 0
    for target in targets:
        for place in ELSEWHERE if _listens(client, target) else ELSEWHERE[::8]:
            given = dict.fromkeys(NAMES_OF_PAGES, place)
            for method in (client.get, client.post):
                with NothingStays(client):
                    answer = method(target.path, given, HTTP_REFERER=place.replace("\n", "").replace("\r", ""))
                attacks += 1
                assert answer.status_code < 500, (target.name, place)
                assert leads_elsewhere(answer, target.path) == [], (target.name, place)
    tried(attacks)


def _listens(client: Client, target: Target) -> bool:
    """Whether it leads to the page that it is given."""
    given = dict.fromkeys(NAMES_OF_PAGES, "/mark-of-ours/")
    for method in (client.get, client.post):
        with NothingStays(client):
            answer = method(target.path, given, HTTP_REFERER=f"{HERE}/mark-of-ours/")
        where = unquote(answer.headers.get("Location", "") + answer.headers.get("Refresh", ""))
        if "mark-of-ours" in where:
            return True
    return False


@pytest.mark.parametrize("place", ELSEWHERE)
def test_no_form_that_is_well_filled_goes_on_to_another_site(place: str, record: Record) -> None:
    patient, stranger = attacker("patient", record), StrictClient()
    secret = people.with_a_second_key(claire := people.psychologist())
    half = StrictClient()
    given = {"next": place, "from": place, "back": place}
    names = {"password": people.PASSWORD}
    answers = [
        stranger.post("/sign-in/", names | given | {"username": record.owner.sign_in_name}),
        stranger.get("/sign-in/", given),
        half.post("/sign-in/", names | given | {"username": claire.sign_in_name}),
        half.get("/sign-in/", given),
        half.post("/sign-in/code/", given | {"code": people.code_now(secret)}),
        half.get("/sign-in/code/", given),
    ]
    client = patient.client()
    answers += [
        client.post("/mood/", given | {"mood": "3", "words": ""}),
        client.post("/measures/who-5/", given | all_at("who-5", 3)),
        client.post("/talk/", given | {"way": "message", "about": "other", "words": "mot"}),
        client.get("/go-on/", given),
        client.post("/language/", given | {"language": "en"}),
        client.post("/talk/keep/?" + "from=" + quote(place), given | {"words": "des mots"}),
    ]
    followed = [client.get(one.headers["Location"]) for one in answers[6:] if one.status_code == 302 and _is_ours(one)]
    for answer in (*answers, *followed):
        assert leads_elsewhere(answer, "/") == [], (answer.request["PATH_INFO"], place)
    tried(len(answers))


def _is_ours(answer: Any) -> bool:
    return landing(answer) == HERE and urlsplit(answer.headers["Location"]).path != reverse("safety:leave")


# Fields that no form has

MORE = {
    "role": "ADMINISTRATOR",
    "is_active": "",
    "is_staff": "1",
    "is_superuser": "1",
    "has_factor": "1",
    "session_epoch": "99",
    "sealed_for": "00000000-0000-0000-0000-000000000000",
    "sign_in_index": "x",
    "identity_sealed": "x",
    "patient": "00000000-0000-0000-0000-000000000000",
    "patient_id": "00000000-0000-0000-0000-000000000000",
    "person": "00000000-0000-0000-0000-000000000000",
    "owner": "00000000-0000-0000-0000-000000000000",
    "pk": "00000000-0000-0000-0000-000000000000",
    "created_at": "2001-01-01",
    "restricted_at": "2001-01-01",
    "is_simulated": "1",
    "contact_sealed": "x",
    "factor": "force",
    "kind": "ADMINISTRATOR",
    "by": "00000000-0000-0000-0000-000000000000",
}
"""With every column of a person and of a patient, whatever it is called."""


def more(**kept: str) -> dict[str, str]:
    """Everything that a form might be made to take, and what it asks for."""
    there = people.elsewhere()
    return MORE | {"organisation": there.slug, "organisation_id": str(there.pk), "age_band": "FROM_18"} | kept


def test_columns_are_all_tried() -> None:
    person = {one.attname for one in Person._meta.concrete_fields} - {"id", "password"}
    asked = {"language", "text_size", "theme", "time_zone", "reduced_motion", "organisation_id"}
    assert person - asked <= set(MORE)


def test_signing_up_makes_a_patient_of_this_house_and_nothing_more() -> None:
    organisations.first(now=people.NOW)
    client = StrictClient()
    form = {"sign_in_name": "saule", "password": people.PASSWORD, "called": "Saule", "care": "on"}
    client.post("/sign-up/account/", MORE | form | {"age_band": "FROM_25", "organisation_id": "1"})
    person = Person.objects.get_by_natural_key("saule")
    assert (person.role, person.is_active, person.has_factor, person.session_epoch) == (Role.PATIENT, True, False, 0)
    row = row_of(person.pk)
    assert person.organisation == organisations.first(now=people.NOW)
    assert (row["patient.age_band"], row["patient.restricted_at"], row["patient.is_simulated"]) == (
        "FROM_25",
        None,
        False,
    )
    assert person.created_at.year > 2001
    tried(1)


@pytest.mark.parametrize(
    ("path", "form", "changed"),
    [
        ("/settings/", SETTINGS, {"theme", "identity_sealed"}),
        ("/settings/contact/", {"telephone": "01"}, {"patient.contact_sealed"}),
        ("/language/", {"language": "en"}, {"language"}),
        ("/settings/password/", NEW_PASSWORD, {"password", "session_epoch"}),
    ],
)
def test_a_form_about_oneself_changes_what_it_asks_and_nothing_else(
    path: str, form: dict[str, str], changed: set[str], record: Record
) -> None:
    client = attacker("patient", record).client()
    before, other = row_of(record.owner.pk), people.patient_person("Charlie")
    theirs = row_of(other.pk)
    assert client.post(path, more(**form) | {"person": str(other.pk), "id": str(other.pk)}).status_code in (302, 200)
    after = row_of(record.owner.pk)
    assert {name for name in after if after[name] != before[name]} <= changed
    assert after != before
    assert row_of(other.pk) == theirs
    tried(1)


def test_an_administrator_opens_accounts_in_their_own_house_only() -> None:
    ana = people.administrator()
    client = StrictClient()
    client.force_login(ana)
    asked = {"sign_in_name": "camille-neuve", "password": people.PASSWORD, "called": "Camille", "role": "NURSE"}
    client.post("/team/", more(**asked))
    made = Person.objects.get_by_natural_key("camille-neuve")
    assert (made.organisation_id, made.role, made.is_active, made.has_factor) == (
        ana.organisation_id,
        Role.NURSE,
        True,
        False,
    )
    client.post("/team/", more(**asked) | {"sign_in_name": "camille-patiente", "role": "PATIENT"})
    with pytest.raises(Person.DoesNotExist):
        Person.objects.get_by_natural_key("camille-patiente")
    tried(2)


def test_a_helper_is_a_helper_and_sees_whom_the_code_names(record: Record) -> None:
    made = mandates.give(
        patient=record.patient,
        structure="Le Relais",
        powers=["tasks"],
        lasts=mandates.LONGEST,
        by=record.owner.pk,
        now=clock.now(),
    )
    asked = {"code": made.code, "sign_in_name": "aide-neuve", "password": people.PASSWORD, "called": "Aide"}
    StrictClient().post("/beside/join/", more(**asked))
    helper = Person.objects.get_by_natural_key("aide-neuve")
    assert (helper.role, helper.organisation_id) == (Role.HELPER, record.owner.organisation_id)
    assert (helper.is_active, helper.session_epoch, helper.patient_id) == (True, 0, None)
    tried(1)


def test_a_way_back_opens_the_account_that_was_vouched_for_and_changes_its_password_only(record: Record) -> None:
    first, second, lost = (people.psychologist(name) for name in ("Claire", "Karim", "Aude"))
    asked = restoring.ask(person=lost, lost=Lost.PASSWORD, proof=Proof.values[0], by=first, now=clock.now())
    code = restoring.confirm(restoration=asked.id, proof=Proof.values[0], by=second, now=clock.now())
    before, theirs = row_of(lost.pk), row_of(record.owner.pk)
    form = more(code=code, password="une pluie fine") | {"person": str(record.owner.pk), "name": "Alizarine"}
    StrictClient().post("/lost/code/", form)
    after = row_of(lost.pk)
    assert {name for name in after if after[name] != before[name]} == {"password", "session_epoch"}
    assert row_of(record.owner.pk) == theirs
    tried(1)


# Sessions


def test_between_password_and_second_key_every_page_is_closed(record: Record) -> None:
    claire = attacker("psychologist", record)
    assert claire.person is not None
    people.with_a_second_key(claire.person)
    half, whole = StrictClient(), claire.client()
    half.post("/sign-in/", {"username": claire.person.sign_in_name, "password": people.PASSWORD})
    opened = 0
    for target in claire.targets():
        for method in ("get", "post"):
            if NEEDS[target.name] == ANYBODY:
                continue
            with NothingStays(half):
                answer = getattr(half, method)(target.path)
            opened += whole.get(target.path).status_code == 200
            leads = urlsplit(answer.headers.get("Location", "")).path
            assert leads.startswith("/sign-in/") or answer.status_code == 405, (target.name, method)
    assert opened > 10
    tried(2 * len(claire.targets()))


def test_signing_out_ends_the_session_on_the_server(record: Record) -> None:
    client, thief = attacker("patient", record).client(), StrictClient()
    thief.cookies.load(client.cookies.output(header=""))
    assert thief.get("/today/").status_code == 200
    client.post("/sign-out/")
    assert thief.get("/today/").status_code == 302
    tried(1)


def test_a_new_password_ends_every_older_session(record: Record) -> None:
    client, thief = attacker("patient", record).client(), StrictClient()
    thief.cookies.load(client.cookies.output(header=""))
    assert client.post("/settings/password/", NEW_PASSWORD).status_code == 302
    assert thief.get("/today/").status_code == 302
    assert client.get("/today/").status_code == 200
    tried(1)


def test_a_session_that_somebody_chose_for_another_is_not_taken(record: Record) -> None:
    client = StrictClient()
    client.cookies[site_settings.SESSION_COOKIE_NAME] = chosen = "chosenbyanattacker0000000000000a"
    client.post("/sign-in/", {"username": record.owner.sign_in_name, "password": people.PASSWORD})
    assert client.get("/today/").status_code == 200
    assert client.cookies[site_settings.SESSION_COOKIE_NAME].value != chosen
    thief = StrictClient()
    thief.cookies[site_settings.SESSION_COOKIE_NAME] = chosen
    assert thief.get("/today/").status_code == 302
    tried(1)


def test_each_cookie_of_a_signed_in_person_is_closed_to_scripts_and_to_other_sites(record: Record) -> None:
    client = StrictClient()
    answers = [
        client.get("/sign-in/"),
        client.post("/sign-in/", {"username": record.owner.sign_in_name, "password": people.PASSWORD}),
        client.post("/language/", {"language": "en"}),
        client.get("/leave/"),
    ]
    given = [cookie for answer in answers for cookie in answer.cookies.values() if cookie.value]
    assert {cookie.key for cookie in given} == {"accalmie", "accalmie-form", "django_language", "pause"}
    for cookie in given:
        assert cookie["httponly"], cookie.key
        assert cookie["samesite"] in {"Lax", "Strict"}, cookie.key
        assert cookie["domain"] == "", cookie.key
