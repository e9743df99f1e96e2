"""The front door: everybody to their own page, and after something is saved, help before anything else."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.urls import reverse

from accalmie.foundation.clock.actions import read_offset
from accalmie.foundation.people.models import Person
from accalmie.foundation.people.queries import is_name_free
from accalmie.safety import queries as safety
from tests.client import StrictClient
from tests.factories.journeys import MILD, phq9, signed_in, started
from tests.factories.people import administrator, patient_person, psychologist

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

NEW = {"role": "PSYCHOLOGIST", "called": "Inès Roy", "sign_in_name": "ines-roy", "password": "trois mots et un vent"}


def browser_of(person: Person) -> StrictClient:
    client = StrictClient()
    client.force_login(person)
    return client


@pytest.mark.parametrize(
    ("make", "page"), [(patient_person, "/today/"), (psychologist, "/desk/"), (administrator, "/team/")]
)
def test_everybody_is_led_to_their_own_page(make: type, page: str) -> None:
    assert browser_of(make()).get("/").headers["Location"] == page  # type: ignore[arg-type]


def test_a_visitor_is_welcomed_without_an_account() -> None:
    assert StrictClient().get("/").status_code == 200


def test_after_an_answer_the_next_step_is_there_without_a_detour() -> None:
    client, _person = started()
    assert "/programme/step/" in client.get("/go-on/").headers["Location"]


def test_without_a_programme_the_way_leads_to_the_day() -> None:
    client, _person = signed_in()
    assert client.get("/go-on/").headers["Location"] == "/today/"


def test_a_danger_answer_leads_to_help_whatever_was_wanted() -> None:
    client, person = started()
    client.post("/measures/phq-9/", phq9(*MILD[:8], 1))
    waiting = safety.unanswered(person.patient_id)
    for wanted in ("", "?next=/today/", "?next=/programme/"):
        assert client.get(f"/go-on/{wanted}").headers["Location"] == f"/help/questions/{waiting}/"


def test_once_the_questions_were_left_the_page_of_the_day_asks_again_and_nothing_blocks() -> None:
    client, person = started()
    client.post("/measures/phq-9/", phq9(*MILD[:8], 1))
    waiting = safety.unanswered(person.patient_id)
    client.post(f"/help/questions/{waiting}/", {"id": str(uuid4())})
    assert safety.unanswered(person.patient_id) is None
    assert f"/help/plan/{waiting}/" in client.get("/go-on/").headers["Location"]


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "javascript:alert(1)",
        "/\\elsewhere.example",
        "\nhttps://x",
    ],
)
def test_going_on_never_leads_to_another_site(elsewhere: str) -> None:
    client, _person = signed_in()
    assert client.get("/go-on/", {"next": elsewhere}).headers["Location"] == "/today/"


@pytest.mark.parametrize("days", ["0", "-3", "367", "beaucoup", "", "1.5"])
def test_the_demos_date_moves_by_whole_days_within_a_year(settings: LazySettings, days: str) -> None:
    settings.DEMO = True
    settings.MIDDLEWARE = ["accalmie.foundation.clock.middleware.DemoClockMiddleware", *settings.MIDDLEWARE]
    client = StrictClient()
    before = _date_strip(client)
    assert client.post(reverse("home:move-clock"), {"days": days}).status_code == 302
    assert _date_strip(client) == before


def test_the_demos_date_is_moved_by_whoever_is_signed_in_with_a_token(settings: LazySettings) -> None:
    settings.DEMO = True
    settings.MIDDLEWARE = ["accalmie.foundation.clock.middleware.DemoClockMiddleware", *settings.MIDDLEWARE]
    assert "<form" not in _date_strip(StrictClient())
    client = StrictClient(enforce_csrf_checks=True)
    client.force_login(patient_person())
    form = _date_strip(client)
    token = form.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    client.post(reverse("home:move-clock"), {"days": "7"})
    assert read_offset() == timedelta()
    client.post(reverse("home:move-clock"), {"days": "7", "csrfmiddlewaretoken": token})
    assert read_offset() == timedelta(days=7)


def _date_strip(client: StrictClient) -> str:
    return client.get("/help/").content.decode().partition("demo-date")[2].partition("</aside>")[0]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"called": ""}, "called"),
        ({"sign_in_name": ""}, "sign_in_name"),
        ({"password": "court"}, "password"),
        ({"password": "1234567890123"}, "password"),
        ({"called": "x" * 81}, "called"),
    ],
)
def test_an_account_that_lacks_something_is_not_opened_and_says_what(wrong: dict[str, str], field: str) -> None:
    page = browser_of(administrator()).post("/team/", NEW | wrong)
    assert page.status_code == 422
    assert f'href="#id_{field}"' in page.content.decode()
    assert is_name_free("ines-roy")


def test_a_name_that_is_taken_in_other_letters_is_taken() -> None:
    client = browser_of(administrator())
    client.post("/team/", NEW)
    again = client.post("/team/", NEW | {"sign_in_name": "INES-Roy"})
    assert again.status_code == 422
    assert [one.called for one in Person.objects.all()].count("Inès Roy") == 1


def test_a_new_professional_signs_in_and_sees_nobody_yet() -> None:
    browser_of(administrator()).post("/team/", NEW)
    ines = Person.objects.get_by_natural_key("ines-roy")
    assert ines.check_password(NEW["password"])
    assert "ines-roy" not in browser_of(ines).get("/desk/").content.decode()
