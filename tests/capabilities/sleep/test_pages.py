"""The diary and the window in a browser without JavaScript: a night in a minute, what is wrong said at its field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accalmie.capabilities.sleep import queries
from accalmie.foundation import clock
from accalmie.foundation.access.actions import begin_care
from accalmie.foundation.people.models import Person
from accalmie.safety import queries as safety
from tests.factories import people, sleep

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

NIGHT = {
    "into_bed": "23:00", "tried_to_sleep": "23:30", "latency": "20", "awakenings": "2", "awake": "40",
    "final_awakening": "06:30", "out_of_bed": "07:00", "quality": "3", "naps": "0", "nap_minutes": "",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _after_the_night() -> Iterator[None]:
    """Ten in the morning: last night is over, whatever the hour at which the tests run."""
    with time_machine.travel(timezone.localtime(clock.now()).replace(hour=10, minute=0), tick=True):
        yield


def today() -> date:
    return timezone.localtime(clock.now()).date()


def yesterday() -> str:
    """A night that is over, whatever the hour at which the test runs."""
    return (today() - timedelta(days=1)).isoformat()


def note(browser: Client, night: str = "", **typed: str):
    return browser.post(f"/sleep/night/{night or yesterday()}/", {"id": str(uuid4()), **NIGHT, **typed})


def course(record: UUID) -> queries.Course:
    return queries.course(record, now=clock.now())


def test_a_night_is_noted_shown_and_corrected(browser: Client, record: UUID) -> None:
    assert note(browser)["Location"] == "/sleep/"
    page = browser.get("/sleep/").content.decode()
    assert "6 h de sommeil" in page.replace("\xa0", " ")
    assert note(browser, awake="60").status_code == 302
    (night,) = course(record).nights
    assert night.awake == 60
    assert 'value="60"' in browser.get(f"/sleep/night/{yesterday()}/").content.decode()


def test_all_but_one_answer_may_stay_empty(browser: Client, record: UUID) -> None:
    blank = dict.fromkeys(NIGHT, "")
    assert note(browser, **{**blank, "quality": "2"}).status_code == 302
    (night,) = course(record).nights
    assert (night.quality, night.into_bed) == (2, None)


@pytest.mark.parametrize(
    ("typed", "field", "says"),
    [
        ({"into_bed": "bientôt"}, "into_bed", "Écrivez l’heure"),
        ({"latency": "un peu"}, "latency", "nombre entier"),
        ({"latency": "-5"}, "latency", "ce nombre part de 0"),
        ({"into_bed": "07:30", "tried_to_sleep": "07:30"}, "into_bed", "au lit"),
        ({"awake": "900"}, "awake", "ordre de grandeur"),
        ({"awakenings": "0"}, "awake", "aucun réveil"),
        ({"quality": "9"}, "quality", "de 1"),
        ({"zone": "Nulle/Part"}, "zone", "Europe/Paris"),
        (dict.fromkeys(NIGHT, ""), "into_bed", "encore vide"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    browser: Client, record: UUID, typed: dict[str, str], field: str, says: str
) -> None:
    answer = note(browser, **typed)
    page = answer.content.decode().replace("\xa0", " ").replace("\u202f", " ")
    assert answer.status_code == 422
    wrong = page.partition(f'id="{field}-error"')[2][:600]
    assert says in wrong, wrong
    for name, value in {**NIGHT, **typed}.items():
        if value and name != "quality":
            assert f'value="{value}"' in page, name
    assert not course(record).nights


def test_a_night_that_overlaps_another_is_refused_beside_both(browser: Client, record: UUID) -> None:
    note(browser)
    before = (today() - timedelta(days=2)).isoformat()
    answer = note(
        browser, before, into_bed="06:00", tried_to_sleep="06:00", final_awakening="23:30", out_of_bed="23:45"
    )
    assert answer.status_code == 422
    assert "commence avant la fin" in answer.content.decode()
    assert len(course(record).nights) == 1


def test_a_night_is_taken_out_again(browser: Client, record: UUID) -> None:
    note(browser)
    browser.post(f"/sleep/night/{yesterday()}/withdraw/", {"id": str(uuid4())})
    assert not course(record).nights


@pytest.mark.parametrize("night", ["2020-01-01", "tomorrow", "2026-13-45", "0"])
def test_only_the_last_seven_nights_can_be_noted(browser: Client, night: str) -> None:
    assert browser.get(f"/sleep/night/{night}/").status_code == 404


def test_questions_left_open_are_asked_again_with_what_was_answered(browser: Client, record: UUID) -> None:
    answer = browser.post("/sleep/window/questions/", {"mania": "no"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count('aria-describedby="psychosis-error"') == 1
    assert not course(record).answers


def test_from_the_questions_to_a_window_and_what_is_too_hard(browser: Client, record: UUID) -> None:
    now = clock.now()
    sleep.a_week(record, now=now - timedelta(days=1), woke="06:00")
    page = browser.get("/sleep/").content.decode()
    assert "/sleep/window/questions/" in page
    answers = {one.id: "no" for one in queries.rules().conditions}
    assert browser.post("/sleep/window/questions/", {"id": str(uuid4()), **answers}).status_code == 302
    assert "/sleep/window/start/" in browser.get("/sleep/window/").content.decode()
    assert browser.post("/sleep/window/start/", {"rise": "tôt"}).status_code == 422
    browser.post("/sleep/window/start/", {"rise": "6h30", "method": "compression"})
    page = browser.get("/sleep/window/").content.decode().replace("\xa0", " ")
    assert "lever à 6 h 30" in page
    held = course(record)
    assert held.window
    browser.post("/sleep/window/too-hard/", {"wish": "longer", "window": str(held.decided[0].id)})
    eased = course(record).window
    assert eased
    assert eased.minutes == held.window.minutes + 30
    browser.post("/sleep/window/too-hard/", {"wish": "stop"})
    assert course(record).window is None


def test_a_yes_of_the_week_says_what_follows_and_that_nobody_reads_here(browser: Client, record: UUID) -> None:
    sleep.a_window(record, now=clock.now() - timedelta(days=1))
    browser.post("/sleep/week/", {"id": str(uuid4()), **sleep.week_answers(nodding="yes")})
    page = browser.get("/sleep/window/").content.decode()
    assert "laissez le volant" in page
    assert "Personne ne vous suit ici" in page


def test_the_care_team_reads_the_figures_and_notes_what_a_doctor_said(client: Client, record: UUID) -> None:
    claire = people.psychologist()
    begin_care(professional=claire, patient=record, now=clock.now() - timedelta(days=1))
    sleep.a_week(record, now=clock.now() - timedelta(days=1))
    sleep.no_to_all(record, now=clock.now(), epilepsy="yes")
    client.force_login(claire)
    desk = f"/desk/patients/{record}/"
    page = client.get(desk).content.decode()
    assert "Avez-vous une épilepsie" in page
    refused = client.post(f"{desk}sleep/", {"conditions": ["epilepsy"], "agreed_by": " "})
    assert refused.status_code == 422
    kept = client.post(f"{desk}sleep/", {"follows": "on", "conditions": ["epilepsy"], "agreed_by": "Dr Saïd, 2 mars"})
    assert kept.status_code == 302
    assert course(record).closed is None
    page = client.get(desk).content.decode()
    assert page.count("Dr Saïd, 2 mars") == 2  # read, and kept in the form: the next note takes the place of all
    assert re.search(r'name="follows"[^>]*checked', page)
    assert ticked(page) == ["epilepsy"]
    sleep.no_to_all(record, now=clock.now())
    sleep.no_to_all(record, now=clock.now(), epilepsy="yes")
    client.force_login(claire)
    page = client.get(desk).content.decode()
    assert not ticked(page)  # a yes that no doctor has heard of


def ticked(page: str) -> list[str]:
    """The agreements that are ticked in the form."""
    boxes = re.findall(r'<input[^>]*name="conditions"[^>]*checked', page)
    return [value for box in boxes for value in re.findall(r'value="(\w+)"', box)]


def test_nobody_else_reads_or_decides(client: Client, record: UUID) -> None:
    sleep.a_week(record, now=clock.now() - timedelta(days=1))
    for stranger in (people.psychologist("Paul"), people.patient_person("Ivan")):
        client.force_login(stranger)
        assert client.post(f"/desk/patients/{record}/sleep/", {"follows": "on"}).status_code in (403, 404)
        assert client.post(f"/desk/patients/{record}/sleep/resume/", {}).status_code in (403, 404)


def test_in_english(browser: Client, nadia: Person) -> None:
    nadia.language = "en"
    nadia.save()
    note(browser)
    assert "6\xa0hr asleep" in browser.get("/sleep/").content.decode()


def test_a_yes_after_back_is_kept_beside_what_was_sent_before(browser: Client, record: UUID) -> None:
    sleep.a_window(record, now=clock.now() - timedelta(days=1))
    form = str(uuid4())
    for answers in (sleep.week_answers(), sleep.week_answers(fell="yes"), sleep.week_answers(fell="yes")):
        assert browser.post("/sleep/week/", {"id": form, **answers}).status_code == 302
    assert [one.origin for one in safety.concerns(record)] == ["SLEEP"]
    window = course(record).window
    assert window
    assert window.paused


def test_may_be_shortened_again_lifts_only_what_was_on_the_page(client: Client, record: UUID) -> None:
    claire = people.psychologist()
    begin_care(professional=claire, patient=record, now=clock.now() - timedelta(days=1))
    sleep.a_window(record, now=clock.now() - timedelta(hours=3))
    sleep.answer_week(record, now=clock.now() - timedelta(hours=2), fell="yes")
    client.force_login(claire)
    desk = f"/desk/patients/{record}/"
    read = course(record).decided[0].id
    assert f'name="window" value="{read}"' in client.get(desk).content.decode()
    sleep.answer_week(record, now=clock.now() - timedelta(hours=1), nodding="yes")
    for window, is_paused in ((read, True), (course(record).decided[0].id, False)):
        sent = client.post(f"{desk}sleep/resume/", {"id": str(uuid4()), "window": str(window)})
        assert sent.status_code == 302
        held = course(record).window
        assert held
        assert held.paused is is_paused


@pytest.mark.parametrize("page", ["caseload:join", "caseload:show-team"])
def test_who_is_about_to_be_followed_reads_that_their_answers_about_sleep_are_read(
    browser: Client, record: UUID, page: str
) -> None:
    begin_care(professional=people.psychologist(), patient=record, now=clock.now() - timedelta(days=1))
    assert "vos réponses avant une fenêtre de sommeil" in browser.get(reverse(page)).content.decode()
