"""Signing in through Pro Santé Connect and FranceConnect: who gets in, and all the ways in which nobody does."""

from __future__ import annotations

import base64
import hmac
import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.conf import LazySettings
from django.contrib.auth import SESSION_KEY
from django.test import Client
from joserfc import jwt

from accalmie.foundation import clock
from accalmie.foundation.people import linked, providers
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.models import LinkedIdentity, Person
from accalmie.foundation.people.sessions import Session
from tests.client import StrictClient
from tests.factories.people import NOW, PASSWORD, administrator, patient_person, psychologist, somebody
from tests.factories.provider import ISSUER, SECRET, InventedProvider, key, switched_on

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def psc(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> InventedProvider:
    return switched_on("psc", settings=settings, monkeypatch=monkeypatch)


@pytest.fixture
def fc(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> InventedProvider:
    return switched_on("fc", settings=settings, monkeypatch=monkeypatch)


def link(person: Person, to: InventedProvider) -> Person:
    provider = providers.find(to.code)
    assert provider is not None
    linked.link(person=person, provider=provider, subject=to.subject, now=NOW)
    return person


def is_signed_in(client: Client) -> bool:
    return SESSION_KEY in client.session


# --- off, and on


def test_where_none_is_configured_nothing_shows_and_nothing_is_asked(
    django_assert_num_queries: Callable[[int], object],
) -> None:
    client = StrictClient()
    client.get("/sign-in/")
    with django_assert_num_queries(0):  # type: ignore[attr-defined]
        page = client.get("/sign-in/").content.decode()
    assert "/sign-in/elsewhere/" not in page
    assert client.post("/sign-in/elsewhere/psc/").status_code == 404
    assert client.get("/sign-in/back/fc/").status_code == 404


def test_a_site_without_a_provider_does_not_load_what_speaks_to_one() -> None:
    asked = "import django, sys; django.setup(); from django.urls import get_resolver; "
    asked += "get_resolver().url_patterns; print([name for name in ('authlib', 'requests') if name in sys.modules])"
    clean = {name: value for name, value in os.environ.items() if not name.startswith("ACCALMIE_")}
    done = subprocess.run(
        [sys.executable, "-c", asked],
        env=clean | {"DJANGO_SETTINGS_MODULE": "accalmie.site.settings", "ACCALMIE_SECRET_KEY": "only for this test"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"


def test_settings_say_nothing_and_cost_nothing_more_where_none_is_configured() -> None:
    client = StrictClient()
    client.force_login(psychologist())
    page = client.get("/settings/").content.decode()
    assert "Pro Santé" not in page
    assert "/settings/elsewhere/" not in page
    assert client.get("/settings/elsewhere/psc/").status_code == 404


def test_an_id_without_a_secret_leaves_it_off(settings: LazySettings) -> None:
    half = {**settings.IDENTITY_PROVIDERS["psc"], "client_id": "accalmie"}
    settings.IDENTITY_PROVIDERS = settings.IDENTITY_PROVIDERS | {"psc": half}
    assert providers.configured() == ()


def test_the_button_names_the_provider_and_begins_with_a_form(psc: InventedProvider) -> None:
    page = StrictClient().get("/sign-in/").content.decode()
    assert "Pro Santé Connect" in page
    assert "FranceConnect" not in page
    assert Client(enforce_csrf_checks=True).post("/sign-in/elsewhere/psc/").status_code == 403


def test_no_page_of_ours_leads_a_form_elsewhere(psc: InventedProvider) -> None:
    answer = StrictClient().post("/sign-in/elsewhere/psc/")
    assert answer.status_code == 200
    assert answer.headers["Refresh"] == "0; url=/sign-in/elsewhere/psc/"
    assert "form-action 'self'" in answer.headers["Content-Security-Policy"]
    assert "provider.test" not in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(("code", "scope"), [("psc", "openid scope_all"), ("fc", "openid")])
def test_what_is_asked_of_each(code: str, scope: str, settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    provider = switched_on(code, settings=settings, monkeypatch=monkeypatch)
    client = StrictClient()
    asked = provider.begin(client)
    assert asked["scope"] == scope
    assert asked["acr_values"] == "eidas1"
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"] == f"http://testserver/sign-in/back/{code}/"
    assert min(len(asked["state"]), len(asked["nonce"])) >= 32  # FranceConnect takes none that is shorter
    assert asked.pop("prompt", "") == ("login" if code == "fc" else "")
    assert set(asked) == {
        "scope", "acr_values", "response_type", "code_challenge", "code_challenge_method", "redirect_uri", "state",
        "nonce", "client_id",
    }  # fmt: skip
    assert asked["state"] != provider.begin(client)["state"]


def test_nobody_is_led_on_who_has_not_begun(psc: InventedProvider) -> None:
    answer = StrictClient().get("/sign-in/elsewhere/psc/")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/sign-in/"


# --- who gets in


def test_a_professional_signs_in_with_two_factors_and_another_session_key(psc: InventedProvider) -> None:
    claire = link(psychologist(), psc)
    client = StrictClient()
    psc.begin(client)
    before = client.session.session_key
    answer = psc.sign_in(client)
    assert answer.status_code == 302
    assert client.session[SESSION_KEY] == str(claire.pk)
    assert client.session["factor"] == "psc"
    assert client.session.session_key not in (None, before)


def test_the_code_is_exchanged_with_the_verifier_and_the_secret_in_the_body(psc: InventedProvider) -> None:
    link(psychologist(), psc)
    psc.sign_in(StrictClient())
    sent = next(body for path, body in psc.asked if path.endswith("/token"))
    assert sent["client_secret"] == SECRET
    assert sent["grant_type"] == "authorization_code"
    assert len(sent["code_verifier"]) >= 43


def test_a_patient_signs_in_and_nothing_about_them_is_asked(fc: InventedProvider) -> None:
    samira = link(patient_person(), fc)
    client = StrictClient()
    fc.sign_in(client)
    assert client.session[SESSION_KEY] == str(samira.pk)
    assert "factor" not in client.session
    assert not [path for path, _body in fc.asked if path.endswith("/userinfo")]


def test_they_come_back_to_the_page_that_they_wanted_and_to_no_other_site(fc: InventedProvider) -> None:
    link(patient_person(), fc)
    assert fc.sign_in(StrictClient(), next="/progress/?kept=1").headers["Location"] == "/progress/?kept=1"
    for elsewhere in ("https://evil.test/", "//evil.test/", "/\\evil.test", "javascript:alert(1)"):
        assert fc.sign_in(StrictClient(), next=elsewhere).headers["Location"] == "/"


def test_whoever_is_signed_in_already_does_not_begin(psc: InventedProvider) -> None:
    client = StrictClient()
    client.force_login(psychologist())
    assert client.post("/sign-in/elsewhere/psc/").headers["Location"] == "/"


def test_a_subject_that_nobody_linked_makes_nothing(psc: InventedProvider) -> None:
    people = Person.objects.count()
    client = StrictClient()
    answer = psc.sign_in(client)
    assert answer.status_code == 403
    assert "administre ce site" in answer.content.decode()
    assert not is_signed_in(client)
    assert (Person.objects.count(), LinkedIdentity.objects.count()) == (people, 0)


def test_a_subject_is_told_from_one_in_other_capitals(psc: InventedProvider) -> None:
    link(psychologist(), psc)
    psc.subject = psc.subject.upper()
    assert psc.sign_in(StrictClient()).status_code == 403


def test_somebody_of_a_sandbox_is_nobody_here(psc: InventedProvider, settings: LazySettings) -> None:
    link(psychologist(), psc)
    settings.IDENTITY_PROVIDERS = settings.IDENTITY_PROVIDERS | {
        "psc": psc.settings() | {"issuer": "https://provider.test/other"}
    }
    psc.metadata = {"issuer": "https://provider.test/other"}
    psc.claims = {"iss": "https://provider.test/other"}
    assert psc.sign_in(StrictClient()).status_code == 403


def test_somebody_switched_off_or_in_another_role_stays_outside(psc: InventedProvider) -> None:
    claire = link(psychologist(), psc)
    Person.objects.filter(pk=claire.pk).update(is_active=False)
    assert psc.sign_in(StrictClient()).status_code == 403
    Person.objects.filter(pk=claire.pk).update(is_active=True, role=Role.HELPER)
    assert psc.sign_in(StrictClient()).status_code == 403


# --- who does not


def unsigned(token: str) -> str:
    _head, body, _signature = token.split(".")
    none = base64.urlsafe_b64encode(b'{"alg":"none"}').rstrip(b"=").decode()
    return f"{none}.{body}."


def another_subject(token: str) -> str:
    head, body, signature = token.split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=="))
    changed = base64.urlsafe_b64encode(json.dumps(claims | {"sub": "somebody-else"}).encode()).rstrip(b"=").decode()
    return f"{head}.{changed}.{signature}"


def signed_with_a_shared(secret: bytes) -> Callable[[str], str]:
    """HS256, as a site that believes the token's own header would check it."""

    def forged(token: str) -> str:
        head = base64.urlsafe_b64encode(b'{"alg":"HS256","kid":"one"}').rstrip(b"=").decode()
        said = f"{head}.{token.split('.')[1]}"
        signature = hmac.digest(secret, said.encode(), "sha256")
        return f"{said}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}"

    return forged


def impostor(token: str) -> str:
    claims = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))
    return jwt.encode({"alg": "RS256", "kid": "one"}, claims, key("two"))


TAMPERED: dict[str, dict[str, object]] = {
    "another nonce": {"claims": {"nonce": "n" * 64}},
    "no nonce": {"claims": {"nonce": None}},
    "for another site": {"claims": {"aud": "another-site"}},
    "for another site, though made for ours": {"claims": {"aud": "another-site", "azp": "accalmie-psc"}},
    "for several, and made for another": {"claims": {"aud": ["accalmie-psc", "other"], "azp": "other"}},
    "for several, and made for nobody": {"claims": {"aud": ["accalmie-psc", "other"]}},
    "of another issuer": {"claims": {"iss": "https://evil.test"}},
    "without an issuer": {"claims": {"iss": None}},
    "too old": {"claims": {"exp": 1_700_000_000}},
    "without an end": {"claims": {"exp": None}},
    "of tomorrow": {"claims": {"iat": 4_000_000_000, "nbf": 4_000_000_000}},
    "without a level": {"claims": {"acr": None}},
    "of too low a level": {"claims": {"acr": "eidas0"}},
    "without a subject": {"claims": {"sub": None}},
    "with an empty subject": {"claims": {"sub": ""}},
    "with another access token’s mark": {"claims": {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}},
    "unsigned": {"forge": unsigned},
    "with a changed body": {"forge": another_subject},
    "signed with the public key": {"forge": signed_with_a_shared(key().as_pem(private=False))},
    "signed with the shared secret": {"forge": signed_with_a_shared(SECRET.encode())},
    "signed by somebody else": {"signs_with": "two"},
    "signed by somebody else under that name": {"forge": impostor},
    "no token": {"forge": lambda _: ""},
    "no token but noise": {"forge": lambda _: "a.b.c"},
    "a refused code": {"refuses": "invalid_grant"},
    "somebody else’s page": {"userinfo": {"sub": "somebody-else"}},
}


@pytest.mark.parametrize("what", TAMPERED)
def test_a_token_that_was_tampered_with_signs_nobody_in(what: str, psc: InventedProvider) -> None:
    link(psychologist(), psc)
    for name, value in TAMPERED[what].items():
        setattr(psc, name, value)
    client = StrictClient()
    answer = psc.sign_in(client)
    assert answer.status_code == 400
    assert not is_signed_in(client)


def test_a_tampered_state_signs_nobody_in_and_the_true_one_counts_no_more(psc: InventedProvider) -> None:
    link(psychologist(), psc)
    client = StrictClient()
    state = psc.begin(client)["state"]
    for tried in ("x" * 64, "", "é", state):
        assert psc.come_back(client, state=tried).status_code == 400
    assert not is_signed_in(client)
    assert not [path for path, _body in psc.asked if path.endswith("/token")]


def test_an_answer_counts_once(psc: InventedProvider) -> None:
    link(psychologist(), psc)
    client = StrictClient()
    state = psc.begin(client)["state"]
    assert psc.come_back(client, state=state).status_code == 302
    client.post("/sign-out/")
    assert psc.come_back(client, state=state).status_code == 400


def test_an_answer_brought_by_another_browser_signs_nobody_in(psc: InventedProvider) -> None:
    """Somebody’s own answer, sent to a victim, would sign the victim in as them."""
    link(psychologist(), psc)
    state = psc.begin(StrictClient())["state"]
    victim = StrictClient()
    assert psc.come_back(victim, state=state).status_code == 400
    psc.begin(victim)
    assert psc.come_back(victim, state=state).status_code == 400
    assert not is_signed_in(victim)


def test_whoever_was_away_too_long_begins_anew(psc: InventedProvider) -> None:
    link(psychologist(), psc)
    client = StrictClient()
    state = psc.begin(client)["state"]
    with time_machine.travel(clock.now() + timedelta(minutes=11)):
        assert psc.come_back(client, state=state).status_code == 400
    assert not is_signed_in(client)


def test_an_answer_of_another_provider_is_not_taken(psc: InventedProvider, settings: LazySettings) -> None:
    settings.IDENTITY_PROVIDERS = settings.IDENTITY_PROVIDERS | {"fc": psc.settings()}
    client = StrictClient()
    state = psc.begin(client)["state"]
    assert client.get("/sign-in/back/fc/", {"code": "a-code", "state": state}).status_code == 400
    state = psc.begin(client)["state"]
    assert psc.come_back(client, state=state, iss="https://evil.test").status_code == 400


def test_many_bad_answers_from_one_address_wait(psc: InventedProvider) -> None:
    client = StrictClient()
    seen = [psc.come_back(client, state="x").status_code for _ in range(12)]
    assert seen[:10] == [400] * 10
    assert seen[10:] == [429, 429]
    assert client.get("/sign-in/").status_code == 200


def test_coming_back_without_having_signed_in_there_is_fine(psc: InventedProvider) -> None:
    client = StrictClient()
    state = psc.begin(client)["state"]
    answer = client.get("/sign-in/back/psc/", {"error": "access_denied", "state": state})
    assert answer.status_code == 200
    assert not is_signed_in(client)


# --- a provider that is ill


def test_a_provider_that_does_not_answer_is_not_asked_again_at_once(psc: InventedProvider) -> None:
    psc.is_down = True
    client = StrictClient()
    for _ in range(5):
        answer = client.post("/sign-in/elsewhere/psc/")
        assert answer.status_code == 503
        assert "/sign-in/" in answer.content.decode()
    assert len(psc.asked) == 1


def test_a_provider_that_stops_answering_on_the_way_back_signs_nobody_in(psc: InventedProvider) -> None:
    link(psychologist(), psc)
    client = StrictClient()
    state = psc.begin(client)["state"]
    psc.is_down = True
    assert psc.come_back(client, state=state).status_code == 503
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "said",
    [
        {"issuer": "https://evil.test"},
        {"token_endpoint": "http://provider.test/token"},
        {"authorization_endpoint": "http://provider.test/auth"},
        {"jwks_uri": 7},
        {"token_endpoint": None},
    ],
)
def test_a_provider_that_says_strange_things_of_itself_is_not_used(
    said: dict[str, object], psc: InventedProvider
) -> None:
    psc.metadata = said
    assert StrictClient().post("/sign-in/elsewhere/psc/").status_code == 503


@pytest.mark.parametrize(
    ("page", "status", "seen"),
    [
        ("token", 400, 400),
        ("token", 502, 503),
        ("userinfo", 403, 400),
        ("userinfo", 500, 503),
        ("keys", 404, 503),
        ("token", 302, 503),
    ],
)
def test_a_page_of_the_provider_that_cannot_be_read_signs_nobody_in(
    page: str, status: int, seen: int, psc: InventedProvider
) -> None:
    link(psychologist(), psc)
    client = StrictClient()
    psc.statuses = {page: status}
    assert psc.sign_in(client).status_code == seen
    assert not is_signed_in(client)
    psc.statuses = {}
    again = StrictClient().post("/sign-in/elsewhere/psc/").status_code
    assert again == (200 if seen == 400 else 503), "only a provider that is ill is left alone"


def test_a_provider_that_changes_its_keys_is_asked_for_the_new_ones(psc: InventedProvider) -> None:
    link(psychologist(), psc)
    assert psc.sign_in(StrictClient()).status_code == 302
    psc.signs_with, psc.shows = "two", ("one", "two")
    assert psc.sign_in(StrictClient()).status_code == 302


# --- linking


def test_a_professional_links_their_account_and_sees_their_number(psc: InventedProvider) -> None:
    claire = psychologist()
    client = StrictClient()
    client.force_login(claire)
    state = psc.link(client, PASSWORD)["state"]
    assert psc.come_back(client, state=state).headers["Location"] == "/settings/?linked"
    page = client.get("/settings/?linked").content.decode()
    assert "10009876543" in page
    assert "810009876543" not in page
    assert psc.sign_in(StrictClient()).status_code == 302


def test_a_number_of_another_kind_is_not_taken_for_an_rpps_number(psc: InventedProvider) -> None:
    psc.userinfo = {"SubjectNameID": "ANS20231122132732"}
    client = StrictClient()
    client.force_login(psychologist())
    psc.come_back(client, state=psc.link(client, PASSWORD)["state"])
    assert LinkedIdentity.objects.get().number_sealed is None


def test_linking_asks_for_the_password_and_a_form_of_ours(psc: InventedProvider) -> None:
    client = StrictClient()
    client.force_login(psychologist())
    for password in ("", "not the password"):
        answer = client.post("/settings/elsewhere/psc/", {"password": password})
        assert answer.status_code == 200
        assert "Refresh" not in answer.headers
    assert client.get("/sign-in/elsewhere/psc/").headers["Location"] == "/sign-in/"
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(psychologist())
    assert strict.post("/settings/elsewhere/psc/", {"password": PASSWORD}).status_code in (302, 403)
    assert strict.post("/settings/elsewhere/psc/unlink/").status_code in (302, 403)
    assert not LinkedIdentity.objects.exists()


def test_a_link_begun_by_one_person_is_not_finished_by_another(fc: InventedProvider) -> None:
    client = StrictClient()
    client.force_login(patient_person("Noé"))
    state = fc.link(client, PASSWORD)["state"]
    kept = client.session["elsewhere"]
    other = StrictClient()
    other.force_login(patient_person("Awa"))
    session = other.session
    session["elsewhere"] = kept
    session.save()
    assert fc.come_back(other, state=state).status_code == 400
    assert not LinkedIdentity.objects.exists()


def test_one_identity_leads_to_one_account_and_one_account_to_one_identity(fc: InventedProvider) -> None:
    noe = link(patient_person("Noé"), fc)
    client = StrictClient()
    client.force_login(patient_person("Awa"))
    answer = fc.come_back(client, state=fc.link(client, PASSWORD)["state"])
    assert answer.status_code == 409
    assert "Noé" not in answer.content.decode()
    fc.subject = "another"
    link(noe, fc)
    assert LinkedIdentity.objects.count() == 1


def test_unlinking_leaves_the_password(fc: InventedProvider) -> None:
    noe = link(patient_person("Noé"), fc)
    client = StrictClient()
    client.force_login(noe)
    assert client.post("/settings/elsewhere/fc/unlink/").headers["Location"] == "/settings/?unlinked"
    client.get("/settings/?unlinked")
    assert fc.sign_in(StrictClient()).status_code == 403
    assert client.login(username=noe.sign_in_name, password=PASSWORD)


def test_each_provider_is_for_its_own_people(psc: InventedProvider) -> None:
    for person, opens in ((patient_person(), False), (somebody(Role.HELPER), False), (administrator(), True)):
        client = StrictClient()
        client.force_login(person)
        assert (client.get("/settings/elsewhere/psc/").status_code == 200) is opens
        assert ("Pro Santé Connect" in client.get("/settings/").content.decode()) is opens


# --- signing out, and what is kept


def test_signing_out_ends_the_session_there_too(fc: InventedProvider) -> None:
    link(patient_person(), fc)
    client = StrictClient()
    fc.sign_in(client)
    fc.is_down = True  # which keeps nobody from signing out
    answer = client.post("/sign-out/")
    assert not is_signed_in(client)
    target = urlsplit(answer.headers["Refresh"].partition("url=")[2])
    query = parse_qs(target.query)
    assert f"{target.scheme}://{target.netloc}{target.path}" == f"{ISSUER}/logout"
    assert query["id_token_hint"] == [fc.sent]
    assert query["post_logout_redirect_uri"] == ["http://testserver/signed-out/"]
    assert len(query["state"][0]) >= 32
    assert fc.sent not in answer.content.decode()


def test_whoever_signed_in_with_a_password_signs_out_as_before(fc: InventedProvider) -> None:
    client = StrictClient()
    client.force_login(patient_person())
    assert client.post("/sign-out/").headers["Location"] == "/signed-out/"


def test_no_row_says_who_somebody_is_there(psc: InventedProvider) -> None:
    client = StrictClient()
    client.force_login(psychologist())
    psc.come_back(client, state=psc.link(client, PASSWORD)["state"])
    psc.sign_in(StrictClient())
    row = LinkedIdentity.objects.get()
    session = " ".join(str(one.get_decoded()) for one in Session.objects.all())
    sealed = bytes(row.subject) + bytes(row.number_sealed or b"") + session.encode()
    claims = psc.sent.split(".")[1]
    for secret in (psc.subject, "10009876543", psc.sent, claims, SECRET, "an-access-token"):
        assert secret.encode() not in sealed


def test_the_log_at_its_loudest_holds_no_secret_token_or_subject(
    psc: InventedProvider, caplog: pytest.LogCaptureFixture
) -> None:
    link(psychologist(), psc)
    with caplog.at_level(logging.DEBUG):
        asked = psc.begin(StrictClient())
        psc.sign_in(StrictClient())
        psc.claims = {"nonce": "n" * 64}
        psc.sign_in(StrictClient())
        psc.refuses = "invalid_grant"
        psc.sign_in(StrictClient())
    assert "sign-in through psc refused: token" in caplog.text
    for secret in (psc.subject, SECRET, psc.sent, "an-access-token", "a-code", asked["state"], "810009876543"):
        assert secret not in caplog.text


def test_each_is_looked_for_where_it_publishes_itself(settings: LazySettings) -> None:
    """As public sources say it (docs/operators/providers.md); nobody has asked the real ones."""
    pair = {"client_id": "accalmie", "client_secret": SECRET}
    settings.IDENTITY_PROVIDERS = {code: given | pair for code, given in settings.IDENTITY_PROVIDERS.items()}
    psc, fc = providers.configured()
    assert psc.discovery == f"{psc.issuer}/.well-known/wallet-openid-configuration"
    assert psc.issuer == "https://auth.esw.esante.gouv.fr/auth/realms/esante-wallet"
    assert fc.discovery == "https://oidc.franceconnect.gouv.fr/api/v2/.well-known/openid-configuration"
    assert SECRET not in repr(psc)
