"""The clinical rules are signed by a clinician, any change ends it, and nobody real is enrolled before."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import msgspec
import pytest
from click.testing import CliRunner
from django.conf import LazySettings

from accalmie.capabilities.programmes import actions as programmes, library, queries, signing
from accalmie.core.programme.nodes import Programme
from accalmie.foundation import clock
from accalmie.foundation.people.models import Person
from accalmie.safety.readiness import actions, documents as set_
from accalmie.safety.readiness.documents import digest_of, digests, documents
from accalmie.safety.readiness.models import Signature
from accalmie.safety.readiness.queries import NotOpenYet, signed
from accalmie.site.commands.rules import rules
from tests.client import StrictClient
from tests.factories.journeys import depression, orientation, publish, publish_orientation, signed_in, started
from tests.factories.people import PASSWORD, administrator, patient_person, psychologist
from tests.factories.readiness import a_closed_site, an_open_site, sign

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
PAGE = "/team/rules/"


@pytest.fixture(autouse=True)
def programmes_on_offer() -> None:
    publish()


def signature(digest: str = "", **changes: str) -> dict[str, str]:
    usual = {"name": "Dr Aïcha Diallo", "role": "psychologue, référente sécurité", "read": "on", "id": str(uuid4())}
    return usual | {"digest": digest or digest_of(digests(documents()))} | changes


def a_rule_changes(monkeypatch: pytest.MonkeyPatch, which: str) -> None:
    """One document of the set gets other content, as when somebody edits its file."""
    real = documents()
    changed = [replace(one, content=one.content + b" ") if one.id == which else one for one in real]
    monkeypatch.setattr(set_, "_REGISTERED", {"all": lambda: changed})


def test_every_document_of_the_set_says_its_version_its_author_and_its_source() -> None:
    found = {one.id: one for one in documents()}
    assert {"danger", "helplines", "starting", "programme-depression", "instrument-phq-9"} <= set(found)
    for one in found.values():
        assert one.version
        assert one.author
        assert one.source
        assert one.content


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_whole_set_is_readable_as_tables(language: str) -> None:
    client, _claire = signed_in(psychologist(language=language))
    html = client.get(PAGE).content.decode()
    for question in depression().needs_a_person:
        assert question.ask[language].split("’")[0][:40] in html.replace("&#39;", "’")
    assert "10\u00a0–\u00a014" in html
    assert "Kroenke 2001" in html
    assert html.count("<table") >= 10


def test_a_clinician_signs_once_with_name_role_words_and_day() -> None:
    client, claire = signed_in(psychologist())
    form = signature(words="Lu avec l’équipe.")
    assert client.post(PAGE, form)["Location"] == f"{PAGE}?signed"
    client.post(PAGE, form)
    (kept,) = Signature.objects.all()
    assert (kept.signer, kept.name, kept.words) == (claire, "Dr Aïcha Diallo", "Lu avec l’équipe.")
    assert kept.digest == digest_of(digests(documents()))
    assert signed().holds
    assert "Dr Aïcha Diallo" in client.get(PAGE).content.decode()


def test_a_signature_without_having_read_is_refused_and_what_was_typed_stays() -> None:
    client, _claire = signed_in(psychologist())
    form = signature(words="À revoir en mars.")
    del form["read"]
    page = client.post(PAGE, form)
    assert page.status_code == 422
    assert "À revoir en mars." in page.content.decode()
    assert not signed().holds


def test_an_administrator_reads_the_rules_and_never_signs_them() -> None:
    client, ana = signed_in(administrator())
    page = client.get(PAGE)
    assert page.status_code == 200
    assert 'name="digest"' not in page.content.decode()
    assert client.post(PAGE, signature()).status_code == 403
    with pytest.raises(actions.NotAllowed):
        actions.sign(by=ana, name="Ana", role="chef", words="", digest=signature()["digest"], now=clock.now())
    assert not Signature.objects.exists()


def test_a_patient_does_not_see_the_page_of_the_rules() -> None:
    client, _person = signed_in(patient_person())
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, signature()).status_code == 403


@pytest.mark.parametrize("which", ["danger", "helplines", "starting", "programme-depression", "instrument-phq-9"])
def test_changing_any_document_ends_the_signature_and_the_page_says_which(
    which: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign(psychologist())
    assert signed().holds
    a_rule_changes(monkeypatch, which)
    assert not signed().holds
    assert signed().difference.changed == (which,)
    client, _claire = signed_in(psychologist())
    html = client.get(PAGE).content.decode()
    assert "les règles ont changé depuis" in html
    assert html.count("changé depuis la signature") == 2  # in the list, and beside the document


def edited(programme: Programme, **changes: Any) -> bytes:
    """The content of this programme's document when its author changes it so."""
    found = {one.id: one for one in signing.documents()}
    library.publish(msgspec.structs.replace(programme, **changes), now=clock.now() + timedelta(minutes=1))
    library.current.cache_clear()
    changed = {one.id: one for one in signing.documents()}[f"programme-{programme.id}"]
    return b"" if changed.content == found[changed.id].content else changed.content


def test_what_a_programme_says_to_somebody_who_is_not_better_is_signed_too() -> None:
    (interlude,) = depression().interludes
    assert edited(depression(), interludes=(msgspec.structs.replace(interlude, modes=("alone", "guided")),))


def test_when_a_booster_opens_and_what_decides_its_pages_are_signed_too() -> None:
    *others, last = depression().modules
    later = msgspec.structs.replace(last.opens, delay_days=last.opens.delay_days + 30)
    assert edited(depression(), modules=(*others, msgspec.structs.replace(last, opens=later)))


def test_how_find_my_way_asks_its_questions_is_signed_too() -> None:
    publish_orientation()
    step = orientation().steps["before-starting"]
    asked = dict(step.wording["fr"].options) | {"violence": "Tout va bien à la maison\u202f?"}
    wording = {**step.wording, "fr": msgspec.structs.replace(step.wording["fr"], options=asked)}
    steps = {**orientation().steps, step.id: msgspec.structs.replace(step, wording=wording)}
    assert edited(orientation(), steps=steps)


def test_another_word_in_a_text_ends_no_signature() -> None:
    step = depression().steps["welcome"]
    wording = {**step.wording, "fr": msgspec.structs.replace(step.wording["fr"], title="Bonjour")}
    steps = {**depression().steps, step.id: msgspec.structs.replace(step, wording=wording)}
    assert not edited(depression(), steps=steps)


def test_a_document_that_comes_or_goes_ends_the_signature_too(monkeypatch: pytest.MonkeyPatch) -> None:
    sign(psychologist())
    real = documents()
    monkeypatch.setattr(set_, "_REGISTERED", {"all": lambda: real[1:]})
    assert signed().difference.gone == (real[0].id,)
    monkeypatch.setattr(set_, "_REGISTERED", {"all": lambda: (*real, replace(real[0], id="new"))})
    assert signed().difference.added == ("new",)


def test_rules_that_change_while_they_are_read_are_shown_again_and_not_signed(monkeypatch: pytest.MonkeyPatch) -> None:
    client, _claire = signed_in(psychologist())
    form = signature(words="Tout lu.")
    a_rule_changes(monkeypatch, "danger")
    page = client.post(PAGE, form)
    assert page.status_code == 422
    assert "Tout lu." in page.content.decode()
    assert not Signature.objects.exists()


def test_another_wording_of_a_step_does_not_end_the_signature() -> None:
    sign(psychologist())
    before = {one.id: one.digest for one in documents()}["programme-depression"]
    assert "welcome" not in str(next(one.content for one in documents() if one.id == "programme-depression"))
    assert before == signed().signature.documents["programme-depression"]  # type: ignore[union-attr]


def status(*words: str) -> tuple[int, str]:
    said = CliRunner().invoke(rules, ["status", *words])
    return said.exit_code, said.output


def test_the_command_line_says_what_is_missing(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    a_closed_site(settings)
    code, said = status()
    assert code == 1
    assert "Not signed" in said
    assert "enrols nobody yet" in said
    an_open_site(settings)
    code, said = status("--json")
    told: dict[str, Any] = json.loads(said)
    assert code == 0
    assert told["ready"]
    a_rule_changes(monkeypatch, "danger")
    code, said = status("--json")
    assert code == 1
    assert json.loads(said)["changed"] == ["danger"]


def test_before_that_nobody_is_enrolled_in_any_way(settings: LazySettings) -> None:
    a_closed_site(settings)
    person = patient_person()
    assert person.patient_id is not None
    author = programmes.Author(patient=person.patient_id, by=person.id, now=clock.now())
    no_to_all = {question.id: "no" for question in depression().needs_a_person}
    with pytest.raises(NotOpenYet):
        programmes.enrol(author=author, programme="depression", mode="alone", language="fr", answers=no_to_all)
    indication = programmes.Indication("Vue.", no_to_all)
    with pytest.raises(NotOpenYet):
        programmes.admit(author=author, programme="depression", mode="guided", language="fr", indication=indication)
    assert queries.last_place(person.patient_id) is None


def test_a_person_on_such_a_site_is_asked_nothing_and_help_stays_open(settings: LazySettings) -> None:
    a_closed_site(settings)
    client, _person = signed_in()
    for page in (client.get("/programmes/depression/"), client.post("/programmes/depression/start/", {})):
        html = page.content.decode()
        assert "n’inscrit pas encore" in html
        assert "3114" in html
        assert "/exercises/new/" in html
        assert 'name="mania"' not in html
    assert client.get("/exercises/new/").status_code == 200


def test_who_follows_a_programme_already_goes_on_when_the_rules_change(settings: LazySettings) -> None:
    client, _person = started()
    a_closed_site(settings)
    assert client.get("/today/").status_code == 200
    assert "n’inscrit pas encore" not in client.get("/programmes/depression/").content.decode()


def test_signed_and_proven_the_site_enrols(settings: LazySettings) -> None:
    an_open_site(settings)
    _client, person = started()
    assert person.patient_id is not None
    assert queries.current_place(person.patient_id) is not None


ACCOUNT = {"age_band": "FROM_25", "sign_in_name": "hirondelle", "called": "", "password": PASSWORD, "care": "on"}


def test_a_real_site_where_nobody_answers_yet_opens_no_account_and_says_who_answers_now(
    settings: LazySettings,
) -> None:
    a_closed_site(settings)
    page = StrictClient().get("/sign-up/").content.decode()
    assert "3114" in page
    assert 'name="age_band"' not in page
    StrictClient().post("/sign-up/account/", ACCOUNT)
    assert not Person.objects.filter(role="PATIENT").exists()


def test_a_real_site_that_is_ready_takes_accounts(settings: LazySettings) -> None:
    an_open_site(settings)
    StrictClient().post("/sign-up/account/", ACCOUNT)
    assert Person.objects.filter(role="PATIENT").exists()
