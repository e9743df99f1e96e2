"""The daily pack: what a professional needs when the server does not answer, and only the passphrase opens."""

from __future__ import annotations

import base64
import inspect
import os
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
import time_machine
from click.testing import CliRunner
from django.conf import LazySettings
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accalmie.core.entries import PlanWords, TalkAsked, ToReach
from accalmie.foundation import clock, journal
from accalmie.foundation.access import log
from accalmie.foundation.crypto.models import PatientKey
from accalmie.foundation.people import organisations
from accalmie.foundation.people.actions import save_contact
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.contact import Contact
from accalmie.foundation.people.models import Patient, Person
from accalmie.oversight.privacy import erasing, opened
from accalmie.safety.alerts import actions as alerts
from accalmie.safety.closures import telling
from accalmie.safety.pack import keys, making, queries, rendering, sealing, showing, taking, watching
from accalmie.safety.pack.models import InPack, Pack, PackKey
from accalmie.safety.plan import actions as plans
from accalmie.site.commands.safety import safety
from tests.factories.alerts import follows, in_danger, reachable
from tests.factories.closures import closes
from tests.factories.journeys import signed_in
from tests.factories.people import elsewhere, patient_person, psychologist, somebody
from tests.factories.readiness import on_the_rota

pytestmark = [pytest.mark.database, pytest.mark.django_db(databases=["default", "keys"], transaction=True)]

TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)  # 10:00 in Paris
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
PHRASE = re.compile(r"(?:[a-z]{4}-){6}[a-z]{4}")
HOLDERS = "Léa et Claire ; enveloppe scellée, coffre de l’accueil"


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Packs of this test alone, with a key derived quickly: the rounds of real ones have a test of their own."""
    settings.PACK_FOLDER = tmp_path / "packs"
    monkeypatch.setattr(sealing, "ROUNDS", 1000)
    monkeypatch.setattr(sealing.lock, "__kwdefaults__", {"rounds": 1000})
    return tmp_path / "packs"


@pytest.fixture
def claire() -> Person:
    claire = psychologist("Claire Morel")
    on_the_rota(claire, now=TUESDAY - DAY)
    reachable(claire, email="claire@example.org", telephone="0698765432")
    return claire


@pytest.fixture
def passphrase(claire: Person) -> str:
    return keys.make_passphrase(by=claire, holders=HOLDERS, now=TUESDAY - DAY)


def alizarine(claire: Person) -> Person:
    """Somebody in danger, with everything that a pack may hold of a person."""
    person = patient_person("Alizarine Fenouil")
    contact = Contact("06 12 34 56 78", "3 rue des Saules, Lyon", "Nadia Cardon, 01 99 00 77 88")
    save_contact(patient=person.patient, contact=contact)
    follows(claire, person, now=TUESDAY)
    _person, alert = in_danger(at=TUESDAY, patient=person)
    alerts.take(patient=alert.patient_id, source=alert.source, by=claire, now=TUESDAY)
    alerts.note_try(
        patient=alert.patient_id, source=alert.source, way="phone", result="no_answer", words="sonne occupé",
        by=claire, now=TUESDAY + MINUTE,
    )  # fmt: skip
    words = PlanWords(alone=("écouter la pluie",), people=(ToReach(name="Oscar", telephone="01 99 00 33 44"),))
    plans.write(patient=alert.patient_id, words=words, by=person.id, now=TUESDAY)
    return person


def share_plan(person: Person, reader: Person) -> None:
    assert person.patient_id
    plans.write(patient=person.patient_id, words=PlanWords(alone=("marcher",)), by=person.id, now=TUESDAY)
    share(person, reader)


def share(person: Person, reader: Person) -> None:
    assert person.patient_id
    plans.share(patient=person.patient_id, readers=[reader.id], by=person.id, now=TUESDAY)


def made(now: datetime = TUESDAY + 2 * MINUTE) -> tuple[Pack, str]:
    """A pack of the first service, and the text of its file."""
    pack = making.make(organisations.first(now=now), now=now)
    return pack, queries.content_of(pack).decode()


def said(text: str, passphrase: str, language: str = "fr") -> str:
    """What a pack says once it is open, without its marks."""
    words: dict[str, str] = msgspec.json.decode(sealing.open_(rendering.read(text), passphrase))
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", words[language]))


def test_a_pack_holds_what_is_needed_to_reach_somebody_in_danger(claire: Person, passphrase: str) -> None:
    person = alizarine(claire)
    share(person, claire)
    _pack, text = made()
    words = said(text, passphrase)
    for expected in (
        "Alizarine Fenouil", "06 12 34 56 78", "3 rue des Saules", "Nadia Cardon, 01 99 00 77 88", "Claire Morel",
        "sonne occupé", "écouter la pluie", "Oscar", "0698765432", "3114", "Un plan, ou les moyens",
    ):  # fmt: skip
        assert expected in words
    assert "Open alerts" in said(text, passphrase, "en")


def test_a_plan_that_nobody_may_read_is_not_in_it(claire: Person, passphrase: str) -> None:
    alizarine(claire)
    words = said(made()[1], passphrase)
    assert "écouter la pluie" not in words
    assert "qu’elle garde pour elle" in words


def test_who_asked_to_talk_is_among_the_contacts_and_so_is_who_is_to_be_told(claire: Person, passphrase: str) -> None:
    person, other = patient_person("Bilal"), patient_person("Chloé")
    assert person.patient_id
    journal.append(
        person.patient_id, TalkAsked(way="callback", about="other", words="x"), by=person.id, now=TUESDAY - DAY
    )
    closes(TUESDAY.date() + DAY, TUESDAY.date() + DAY, now=TUESDAY)
    telling.tell_due(TUESDAY)
    words = said(made()[1], passphrase)
    contacts = words[words.index("Contacts du jour") : words.index("Qui répond les prochains jours")]
    assert "Bilal" in contacts
    assert f"{other.called} · À prévenir d’une fermeture" in contacts


def test_no_name_number_or_word_of_anybody_is_in_the_file(claire: Person, passphrase: str) -> None:
    share(alizarine(claire), claire)
    _pack, text = made()
    raw = text + "".join(
        base64.b64decode(one + "=" * (-len(one) % 4)).decode("latin-1")
        for one in re.findall(r"[A-Za-z0-9+/]{40,}", text)
    )
    for secret in ("Alizarine", "Fenouil", "06 12 34", "Saules", "Cardon", "pluie", "Oscar", "Claire", passphrase):
        assert secret not in raw
        assert base64.b64encode(secret.encode()).decode().rstrip("=")[:-1] not in text


def test_another_passphrase_or_a_changed_file_opens_nothing(claire: Person, passphrase: str) -> None:
    alizarine(claire)
    sealed = rendering.read(made()[1])
    with pytest.raises(sealing.NotOpened):
        sealing.open_(sealed, sealing.new_passphrase())
    for name in ("words", "key", "private", "salt"):
        raw = bytearray(base64.b64decode(getattr(sealed, name)))
        raw[len(raw) // 2] ^= 1
        changed = msgspec.structs.replace(sealed, **{name: base64.b64encode(bytes(raw)).decode()})
        with pytest.raises(sealing.NotOpened):
            sealing.open_(changed, passphrase)
    with pytest.raises(sealing.NotOpened):
        sealing.open_(msgspec.structs.replace(sealed, head=sealed.head.replace("2026", "2025")), passphrase)


def test_capitals_spaces_and_accents_of_a_passphrase_do_not_matter(claire: Person, passphrase: str) -> None:
    typed = passphrase.upper().replace("-", "  ").replace("E", "É")
    assert said(made()[1], typed)


def test_the_passphrase_has_eighty_bits_is_never_the_same_and_real_keys_take_their_rounds() -> None:
    phrases = {sealing.new_passphrase() for _time in range(100)}
    assert len(phrases) == 100
    assert all(re.fullmatch(r"([a-z]{4}-){6}[a-z]{4}", one) for one in phrases)
    assert 65**14 > 2**84
    assert "rounds: int = ROUNDS" in inspect.getsource(sealing.lock)
    assert re.search(r"^ROUNDS = 600_000$", inspect.getsource(sealing), re.MULTILINE)


def test_this_site_keeps_no_way_to_open_a_pack(claire: Person, passphrase: str) -> None:
    """What is kept of a key is public, or locked by words that are in no row."""
    key = PackKey.objects.get()
    row = b"".join(bytes(getattr(key, name)) for name in ("public", "private_locked", "salt", "holders_sealed"))
    assert passphrase.encode() not in row
    assert sealing.plain(passphrase).encode() not in row
    with pytest.raises(sealing.NotOpened):
        sealing.open_(rendering.read(made()[1]), "")


def test_only_whoever_leads_on_safety_makes_a_passphrase_and_says_who_holds_it(claire: Person, passphrase: str) -> None:
    karim = somebody(Role.NURSE, called="Karim")
    with pytest.raises(keys.NotTheLead):
        keys.make_passphrase(by=karim, holders="moi", now=TUESDAY)
    key = keys.current(claire.organisation_id)
    assert key is not None
    assert keys.holders_of(key) == HOLDERS
    assert HOLDERS.encode() not in bytes(key.holders_sealed)


def test_after_a_new_passphrase_the_next_pack_opens_with_it_and_the_former_with_the_former(
    claire: Person, passphrase: str
) -> None:
    _pack, before = made()
    second = keys.make_passphrase(by=claire, holders=HOLDERS, now=TUESDAY + 3 * MINUTE)
    assert making.make_due(TUESDAY + 4 * MINUTE) == 1
    after = queries.content_of(queries.packs_of(claire.organisation_id)[0]).decode()
    assert said(before, passphrase)
    assert said(after, second)
    with pytest.raises(sealing.NotOpened):
        said(after, passphrase)


def test_the_worker_makes_one_a_day_from_its_hour_on(claire: Person, passphrase: str, settings: LazySettings) -> None:
    settings.PACK_HOUR = 6
    assert making.make_due(TUESDAY) == 1
    assert making.make_due(TUESDAY + MINUTE) == 0
    before_six, after_six = (datetime(2026, 11, 25, 4, at, tzinfo=UTC) + timedelta(minutes=55) for at in (0, 10))
    assert making.make_due(before_six) == 0
    assert making.make_due(after_six) == 1
    assert making.make_due(after_six + MINUTE) == 0


def test_a_folder_that_cannot_be_written_fails_the_job_and_leaves_no_half_pack(
    claire: Person, passphrase: str, folder: Path
) -> None:
    folder.write_text("no folder")
    with pytest.raises(RuntimeError):
        making.make_due(TUESDAY)
    assert not Pack.objects.exists()


def test_a_record_that_does_not_open_keeps_nobody_else_out(claire: Person, passphrase: str) -> None:
    share(alizarine(claire), claire)
    broken = patient_person("Bilal")
    save_contact(patient=broken.patient, contact=Contact("06 00 00 00 01"))
    Patient.objects.filter(id=broken.patient_id).update(contact_sealed=b"\x01broken-broken-broken")
    words = said(made()[1], passphrase)
    assert "Alizarine Fenouil" in words
    assert "n’ont pas pu être ouvertes" in words


def test_files_are_for_their_owner_only_and_end_after_their_days(
    claire: Person, passphrase: str, settings: LazySettings
) -> None:
    alizarine(claire)
    settings.PACK_DAYS = 7
    pack, _text = made()
    file = making.place_of(pack)
    assert file.stat().st_mode & 0o077 == 0
    assert file.parent.stat().st_mode & 0o077 == 0
    assert making.end_old(TUESDAY + 6 * DAY) == 0
    assert making.end_old(TUESDAY + 8 * DAY) == 1
    assert not file.exists()
    assert not InPack.objects.exists()
    assert Pack.objects.get().ended_at is not None


def test_whoever_takes_a_pack_stands_in_the_access_log_of_everybody_in_it(claire: Person, passphrase: str) -> None:
    person, other = alizarine(claire), patient_person("Bilal")
    pack, _text = made()
    assert taking.take(pack=pack, by=claire, now=TUESDAY + 5 * MINUTE)
    for one in (person, other):
        assert one.patient_id
        lines = [(line.person_id, line.basis) for line in log.opened_by(one.patient_id)]
        assert (claire.id, "pack") in lines
    why = opened.of_owner(other.patient_id)[0].why  # type: ignore[arg-type]
    assert "dossier du jour" in why or "daily pack" in why


@pytest.mark.parametrize("role", [Role.NURSE, Role.SUPERVISOR, Role.SECRETARY, Role.ADMINISTRATOR])
def test_nobody_off_the_rota_takes_a_pack(claire: Person, passphrase: str, role: Role) -> None:
    patient = patient_person("Bilal")
    pack, _text = made()
    with pytest.raises(taking.NotTaken):
        taking.take(pack=pack, by=somebody(role), now=TUESDAY)
    assert patient.patient_id
    assert log.opened_by(patient.patient_id) == []


def test_nobody_of_another_service_takes_a_pack(claire: Person, passphrase: str) -> None:
    pack, _text = made()
    stranger = somebody(Role.SAFETY_LEAD, organisation=elsewhere())
    with pytest.raises(taking.NotTaken):
        taking.take(pack=pack, by=stranger, now=TUESDAY)


def test_a_pack_of_one_service_names_nobody_of_another(claire: Person, passphrase: str) -> None:
    patient_person("Étrangère", organisation=elsewhere())
    assert "Étrangère" not in said(made()[1], passphrase)


def test_who_was_erased_is_in_no_list_of_packs_nor_in_the_next(claire: Person, passphrase: str) -> None:
    person = alizarine(claire)
    made()
    assert person.patient_id
    erasing.erase(patient=person.patient_id, now=TUESDAY + DAY)
    assert not InPack.objects.filter(patient_id=person.patient_id).exists()
    assert not PatientKey.objects.filter(patient_id=person.patient_id).exists()
    assert "Alizarine" not in said(made(TUESDAY + DAY + MINUTE)[1], passphrase)


def test_a_missing_pack_is_said_on_pages_and_to_the_operator_once_a_day(
    claire: Person, passphrase: str, settings: LazySettings
) -> None:
    settings.CAN_MAIL, settings.WATCHDOG_MAIL = True, ["operator@example.org"]
    patient_person("Bilal")
    made()
    assert not queries.is_missing(claire.organisation_id, now=TUESDAY + DAY)
    late = TUESDAY + 2 * DAY
    assert queries.is_missing(claire.organisation_id, now=late)
    assert [watching.tell_missing(late, wall=late + times * MINUTE) for times in (0, 1)] == [1, 0]
    assert watching.tell_missing(late + DAY, wall=late + DAY + MINUTE) == 1
    assert "operator@example.org" in mail.outbox[0].recipients()
    assert "Bilal" not in mail.outbox[0].body


def test_a_real_site_without_a_passphrase_is_told_and_an_invented_one_is_left_alone(
    claire: Person, settings: LazySettings
) -> None:
    assert not queries.is_missing(claire.organisation_id, now=TUESDAY)
    settings.DEMO_ENROLMENT = False
    assert queries.is_missing(claire.organisation_id, now=TUESDAY)


def test_the_pages_make_a_passphrase_show_it_once_and_give_the_file(claire: Person, folder: Path) -> None:
    client, _person = signed_in(claire)
    page = client.post("/desk/packs/passphrase/", {"holders": ""})
    assert page.status_code == 422
    sent = client.post("/desk/packs/passphrase/", {"holders": HOLDERS})
    assert (sent.status_code, sent["Location"]) == (302, "/desk/packs/passphrase/")
    page = client.get("/desk/packs/passphrase/")
    phrase = re.search(r"(?:[a-z]{4}-){6}[a-z]{4}", page.content.decode())
    assert phrase
    assert "no-store" in page["Cache-Control"]
    again = client.get("/desk/packs/passphrase/").content.decode()
    assert phrase[0] not in again
    assert "une seule fois" in again
    assert PackKey.objects.count() == 1
    making.make_due(clock.now())
    listed = client.get("/desk/packs/").content.decode()
    assert phrase[0] not in listed
    assert "coffre de l’accueil" in listed
    pack = Pack.objects.get()
    given = client.post(f"/desk/packs/{pack.id}/")
    assert given["Content-Disposition"].startswith("attachment")
    assert said(given.content.decode(), phrase[0])
    assert client.get(f"/desk/packs/{pack.id}/").status_code == 405


def test_a_passphrase_is_shown_to_whoever_made_it_alone_and_within_a_minute(claire: Person) -> None:
    client, _person = signed_in(claire)
    client.post("/desk/packs/passphrase/", {"holders": HOLDERS})
    carried = client.cookies[showing.COOKIE].value
    other, _lea = signed_in(somebody(Role.SAFETY_LEAD, called="Léa"))
    other.cookies[showing.COOKIE] = carried
    assert not PHRASE.search(other.get("/desk/packs/passphrase/").content.decode())
    with time_machine.travel(clock.now() + 2 * MINUTE):
        assert not PHRASE.search(client.get("/desk/packs/passphrase/").content.decode())
    client.cookies[showing.COOKIE] = "broken"
    assert client.get("/desk/packs/passphrase/").status_code == 200


def test_a_clock_that_is_put_back_makes_one_more_pack_and_not_one_at_each_turn(claire: Person, passphrase: str) -> None:
    made(TUESDAY + 5 * DAY)
    assert [making.make_due(TUESDAY + times * MINUTE) for times in range(3)] == [1, 0, 0]
    assert not queries.is_missing(claire.organisation_id, now=TUESDAY + 3 * MINUTE)


def test_what_could_not_be_noted_leaves_no_file(
    claire: Person, passphrase: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: Any, **_more: Any) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(InPack.objects, "bulk_create", full)
    with pytest.raises(OSError, match="disk full"):
        making.make(organisations.first(now=TUESDAY), now=TUESDAY, out=tmp_path / "copy.html")
    assert not Pack.objects.exists()
    assert [one for one in folder.rglob("*") if one.is_file()] == []
    assert not (tmp_path / "copy.html").exists()


def test_files_that_no_pack_knows_end_and_no_others(claire: Person, passphrase: str, folder: Path) -> None:
    pack, _text = made(clock.now())
    place = making.place_of(pack)
    killed = place.with_name("2026-11-24-060000-abcdef.html")
    half = place.with_name(".2026-11-24-060000-abcdef.html.half")
    theirs = place.with_name("notes.html")
    for one in (killed, half, theirs):
        one.write_text("x")
    making.end_old(clock.now())
    assert killed.exists()  # somebody may be writing it
    for one in (killed, half, theirs, place):
        os.utime(one, (0, 0))
    making.end_old(clock.now())
    assert sorted(one.name for one in place.parent.iterdir()) == sorted([place.name, "notes.html"])


@pytest.mark.parametrize("changed", ["public", "row"])
def test_a_key_that_this_site_did_not_make_seals_nothing_and_it_is_said(
    claire: Person, passphrase: str, changed: str
) -> None:
    if changed == "public":
        PackKey.objects.update(public=sealing.lock("bako", rounds=1000).public)
    else:
        PackKey.objects.update(holders_sealed=b"\x01sealed by another site")
    with pytest.raises(keys.NotOurKey):
        making.make(organisations.first(now=TUESDAY), now=TUESDAY)
    with pytest.raises(RuntimeError):
        making.make_due(TUESDAY)
    assert not Pack.objects.exists()
    assert "n’a pas été faite par ce site" in signed_in(claire)[0].get("/desk/packs/").content.decode()
    told: Any = CliRunner().invoke(safety, ["pack"])
    assert told.exit_code == 1
    assert "not made by this site" in told.output


def test_a_pack_asks_as_little_of_the_database_for_many_as_for_few(
    claire: Person,
    passphrase: str,
) -> None:
    def people(*names: str) -> int:
        for name in names:
            person = patient_person(name)
            share_plan(person, claire)
            _person, alert = in_danger(at=TUESDAY, patient=person)
            alerts.take(patient=alert.patient_id, source=alert.source, by=claire, now=TUESDAY)
            alerts.note_try(
                patient=alert.patient_id, source=alert.source, way="phone", result="no_answer", words="x",
                by=claire, now=TUESDAY,
            )  # fmt: skip
        with CaptureQueriesContext(connection) as asked:
            rendering.words(organisations.first(now=TUESDAY), now=TUESDAY + MINUTE)
        return len(asked)

    few = people("Ana", "Bilal")
    assert people("Chloé", "Dina", "Elias", "Fanny") == few
    assert few < 60


def test_both_languages_say_the_same_moment(claire: Person, passphrase: str, monkeypatch: pytest.MonkeyPatch) -> None:
    person, asked = alizarine(claire), []
    render = rendering.render_to_string

    def and_meanwhile(name: str, context: dict[str, Any]) -> str:
        if not asked:
            save_contact(patient=person.patient, contact=Contact("07 00 00 00 00"))
        asked.append(name)
        return render(name, context)

    monkeypatch.setattr(rendering, "render_to_string", and_meanwhile)
    _pack, text = made()
    assert all("06 12 34 56 78" in said(text, passphrase, language) for language in ("fr", "en"))


def test_the_command_makes_one_and_says_whether_one_opens(
    claire: Person, passphrase: str, tmp_path: Path, settings: LazySettings
) -> None:
    alizarine(claire)
    out, run = tmp_path / "copy.html", CliRunner()
    told = run.invoke(safety, ["pack", "--out", str(out)])
    assert told.exit_code == 0, told.output
    assert "1 people in it" in told.output
    opened = run.invoke(safety, ["pack", "--open", str(out)], input=f"{passphrase}\n")
    assert opened.exit_code == 0, opened.output
    assert "Alizarine" not in opened.output
    shown = run.invoke(safety, ["pack", "--open", str(out), "--show"], input=f"{passphrase}\n")
    assert "Alizarine Fenouil" in shown.output
    assert passphrase not in shown.output
    wrong = run.invoke(safety, ["pack", "--open", str(out)], input="bako-limu\n")
    assert wrong.exit_code == 1
    out.write_text(out.read_text().replace("Opens a daily pack", "Sends a daily pack"))
    changed = run.invoke(safety, ["pack", "--open", str(out)], input=f"{passphrase}\n")
    assert changed.exit_code == 1
    assert "not what this site wrote" in changed.output


def test_the_command_says_that_no_passphrase_was_made(claire: Person) -> None:
    told: Any = CliRunner().invoke(safety, ["pack"])
    assert told.exit_code == 1
    assert "No passphrase" in told.output


def test_closures_and_who_answers_them_are_in_the_pack(claire: Person, passphrase: str) -> None:
    closes(date(2026, 12, 24), date(2026, 12, 31), now=TUESDAY)
    words = said(made()[1], passphrase)
    assert "Fermé du 24 décembre 2026 au 31 décembre 2026" in words
    assert "Accueil des Ormes" in words
