"""The demo clinic: loaded once, by the site's own actions, and everybody in it finds the page that was promised."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from click.testing import CliRunner
from django.conf import LazySettings
from django.contrib.auth import authenticate
from django.urls import reverse

from accalmie.capabilities.exercises.queries import mine, shared_with_team
from accalmie.capabilities.measures.queries import moods, scores
from accalmie.capabilities.programmes import library, queries as programmes
from accalmie.foundation import clock
from accalmie.foundation.journal.models import StaleProjection
from accalmie.foundation.people.models import Patient, Person
from accalmie.oversight.caseload import queries as caseload
from accalmie.site.commands.demo import demo
from accalmie.site.commands.prepare import publish
from accalmie.site.demo import cast
from accalmie.site.demo.histories import PROGRAMME, begins_at
from tests.client import StrictClient
from tests.factories.people import administrator, patient_person

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def on_offer(settings: LazySettings) -> Iterator[None]:
    """A demo site without anybody, its programme published."""
    settings.DEMO = True
    publish([Path(settings.CONTENT) / "programmes" / PROGRAMME])
    yield
    library.current.cache_clear()
    library.by_graph.cache_clear()


@pytest.fixture
def clinic(on_offer: None) -> str:
    """A fresh database with the demo clinic in it; what loading said."""
    done = CliRunner().invoke(demo, ["load"])
    assert done.exit_code == 0, done.output
    return done.output


def patient(name: str) -> Patient:
    return Patient.objects.named().get(person=Person.objects.get_by_natural_key(name))


PAGES = {
    "noe": None,
    "leila": None,
    "awa": "plan-the-week",
    "therese": "one-problem-at-a-time",
    "lucas": "reentry",
    "samira": "review",
    "nadia": "hold",
    "bastien": "review",
    "emily": "what-matters",
    "yannick": "done",
    "ines": None,
}
"""What each is offered: a page, or a module in which they are."""


def test_everybody_finds_what_the_table_of_the_demo_promises(clinic: str) -> None:
    _told_how_to_sign_in(clinic)
    _every_today_page_shows()
    _all_are_where_they_should_be()
    _claire_sees_hers_with_the_gravest_first()
    _each_role_has_a_first_page()
    _loading_again_changes_nothing(clinic)


@pytest.mark.parametrize("hour", [0, 8, 17, 20])
def test_they_are_where_they_should_be_whatever_the_hour_at_which_it_is_loaded(hour: int, on_offer: None) -> None:
    with time_machine.travel(datetime(2026, 11, 27, hour, 10, tzinfo=UTC)):
        assert CliRunner().invoke(demo, ["load"]).exit_code == 0
        _all_are_where_they_should_be()


def _told_how_to_sign_in(said: str) -> None:
    assert cast.PASSWORD in said
    for name in [one.name for one in (*cast.PATIENTS, *cast.PROFESSIONALS)] + [cast.ADMINISTRATOR]:
        assert f"  {name} " in said
        assert authenticate(username=name, password=cast.PASSWORD) is not None


def _every_today_page_shows() -> None:
    for one in cast.PATIENTS:
        client = StrictClient()
        client.force_login(Person.objects.get_by_natural_key(one.name))
        answer = client.get(reverse("home:today"))
        assert answer.status_code == 200
        assert one.called in answer.content.decode()


def _all_are_where_they_should_be() -> None:
    now = clock.now()
    assert not StaleProjection.objects.exists()
    for one in cast.PATIENTS:
        row = patient(one.name)
        place = programmes.last_place(row.id)
        offered = place and place.plan(now)
        assert PAGES[one.name] == (offered and (offered.page if offered.page == PAGES[one.name] else offered.module))
        if one.lives:
            assert scores(row.id)
            assert len(moods(row.id, at_most=100)) >= 3
            assert mine(row.id)
            assert bool(shared_with_team(row.id)) == bool(one.cared_for_by)


def _claire_sees_hers_with_the_gravest_first() -> None:
    claire = Person.objects.get_by_natural_key(cast.CLAIRE)
    seen = [case.called for case in caseload.caseload(claire, now=clock.now())]
    assert seen[:2] == ["Nadia", "Samira"]
    assert set(seen) == {one.called for one in cast.PATIENTS if cast.CLAIRE in one.cared_for_by}
    client = StrictClient()
    client.force_login(claire)
    assert client.get(reverse("caseload:list-patients")).status_code == 200
    assert client.get(reverse("caseload:show-patient", args=[patient("therese").id])).status_code == 200
    assert client.get(reverse("caseload:show-patient", args=[patient("yannick").id])).status_code == 404


def _each_role_has_a_first_page() -> None:
    shown = {"sacha": "Thérèse", "omar": "urgence", "helene": "Thérèse", "pauline": "Inès"}
    for name, words in shown.items():
        client = StrictClient()
        client.force_login(Person.objects.get_by_natural_key(name))
        page = client.get("/", follow=True).content.decode()
        assert words in page
        assert name == "pauline" or "Inès" not in page


def _loading_again_changes_nothing(said: str) -> None:
    before = Person.objects.count()
    assert CliRunner().invoke(demo, ["load"]).output == said
    assert Person.objects.count() == before


def test_a_real_site_refuses_the_demo() -> None:
    refused = CliRunner().invoke(demo, ["load"])
    assert refused.exit_code == 1
    assert "not a demo" in refused.output
    assert not Person.objects.exists()


def test_the_demo_asks_for_its_programme_first(settings: LazySettings) -> None:
    settings.DEMO = True
    library.current.cache_clear()
    refused = CliRunner().invoke(demo, ["load"])
    assert refused.exit_code == 1
    assert "accalmie prepare" in refused.output
    assert not Person.objects.exists()


def test_the_date_of_the_demo_moves_on_screen_and_stands_on_every_page(settings: LazySettings) -> None:
    settings.DEMO = True
    settings.MIDDLEWARE = ["accalmie.foundation.clock.middleware.DemoClockMiddleware", *settings.MIDDLEWARE]
    client = StrictClient()
    client.force_login(patient_person())
    before = client.get(reverse("safety:help-now")).content.decode()
    client.post(reverse("home:move-clock"), {"days": "7"})
    after = client.get(reverse("safety:help-now")).content.decode()
    assert "demo-date" in before
    assert _date_in(before) != _date_in(after)


def _date_in(page: str) -> str:
    return page.partition("demo-date")[2].partition("<span>")[2].partition("</span>")[0]


def test_on_a_real_site_there_is_no_date_to_move() -> None:
    client = StrictClient()
    assert "demo-date" not in client.get(reverse("safety:help-now")).content.decode()
    assert client.post(reverse("home:move-clock"), {"days": "7"}).status_code == 404


@pytest.mark.parametrize("hour", [0, 16, 17, 23])
def test_a_history_begins_in_the_evening_and_never_in_the_future(hour: int) -> None:
    now = datetime(2026, 11, 24, hour, 30, tzinfo=UTC)
    for one in cast.PATIENTS:
        begun = begins_at(one, now)
        assert begun.hour == 17
        assert one.days <= (now - begun).days <= one.days + 1


def test_an_administrator_opens_a_psychologists_account_and_sees_no_patient() -> None:
    samira = patient_person()
    client = StrictClient()
    client.force_login(administrator())
    assert client.get(reverse("home:open-door")).headers["Location"] == reverse("home:administer")
    new = {
        "role": "PSYCHOLOGIST",
        "called": "Inès Roy",
        "sign_in_name": "ines-roy",
        "password": "trois mots et un vent",
    }
    client.post(reverse("home:administer"), new)
    assert Person.objects.get_by_natural_key("ines-roy").is_professional
    assert "Inès Roy" in client.get(reverse("home:administer")).content.decode()
    again = client.post(reverse("home:administer"), new)
    assert again.status_code == 422
    assert client.get(reverse("caseload:show-patient", args=[samira.patient_id])).status_code == 403
