"""A rota shows that it sees alerts: a test alert reaches each of them, one touch answers it, and a change ends it."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from msgspec.structs import replace

from accalmie.foundation import clock
from accalmie.safety import library
from accalmie.safety.readiness import actions
from accalmie.safety.readiness.models import Acknowledgement, Rota, TestAlert
from accalmie.safety.readiness.queries import alert_for, answered
from tests.factories.journeys import signed_in
from tests.factories.people import administrator, patient_person, psychologist
from tests.factories.readiness import alerted, on_the_rota

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
ROTA, SEND = "/team/rota/", "/team/test-alert/"


def missing(days: int = 0) -> str:
    return answered(clock.now() + timedelta(days=days)).missing


def test_step_by_step_the_page_says_what_is_missing() -> None:
    claire = psychologist()
    assert missing() == "no_rota"
    on_the_rota(claire)
    assert missing() == "no_alert"
    alert = alerted()
    assert missing() == "no_answer"
    actions.acknowledge(by=claire, alert=alert.id, now=clock.now())
    assert missing() == ""


def test_an_administrator_decides_the_rota_on_the_page() -> None:
    claire, karim = psychologist(), psychologist("Karim Haddad")
    client, _ana = signed_in(administrator())
    assert "Karim Haddad" in client.get(ROTA).content.decode()
    form = {"members": [str(claire.id), str(karim.id)], "lead": str(claire.id)}
    assert client.post(ROTA, form).status_code == 302
    client.post(ROTA, form)
    (rota,) = Rota.objects.all()
    assert set(rota.members.all()) == {claire, karim}
    assert rota.lead == claire


def test_whoever_leads_is_on_the_rota() -> None:
    claire, karim = psychologist(), psychologist("Karim Haddad")
    client, _ana = signed_in(administrator())
    answer = client.post(ROTA, {"members": [str(claire.id)], "lead": str(karim.id)})
    assert answer.status_code == 422
    assert "checked" in answer.content.decode()
    assert client.post(ROTA, {"lead": str(karim.id)}).status_code == 422


def test_only_professionals_answer() -> None:
    ana, person = administrator(), patient_person()
    for one in (ana, person):
        with pytest.raises(ValueError, match="professionals"):
            actions.decide_rota(by=ana, members=[one], lead=one, now=clock.now())
    client, _ana = signed_in(ana)
    answer = client.post(ROTA, {"members": [str(person.id)], "lead": str(person.id)})
    assert answer.status_code == 422


def test_a_professional_does_not_decide_the_rota() -> None:
    client, claire = signed_in(psychologist())
    assert client.get(ROTA).status_code == 403
    with pytest.raises(actions.NotAllowed):
        actions.decide_rota(by=claire, members=[claire], lead=claire, now=clock.now())


def test_a_site_without_professionals_says_so() -> None:
    client, _ana = signed_in(administrator())
    assert "n’en a pas encore" in client.get(ROTA).content.decode()


def test_everybody_on_the_rota_sees_the_test_alert_on_each_page_and_answers_in_one_touch() -> None:
    claire, karim, bob = psychologist(), psychologist("Karim"), psychologist("Bob")
    on_the_rota(claire, karim)
    admin, _ana = signed_in(administrator())
    form = {"id": str(uuid4())}
    for _ in range(2):
        assert admin.post(SEND, form).status_code == 302
    (alert,) = TestAlert.objects.all()
    address = f"/desk/test-alert/{alert.id}/"
    desk, _claire = signed_in(claire)
    for page in ("/desk/", "/desk/invite/", "/settings/"):
        assert f'<form method="post" action="{address}">' in desk.get(page).content.decode()
    assert desk.post(address, {"back": "/desk/invite/"})["Location"] == "/desk/invite/"
    desk.post(address, {"back": "/desk/invite/"})
    assert address not in desk.get("/desk/").content.decode()
    assert Acknowledgement.objects.count() == 1
    assert alert_for(karim) == alert
    other, _bob = signed_in(bob)
    assert address not in other.get("/desk/").content.decode()
    assert other.post(address).status_code == 404


def test_a_touch_never_leads_away_from_the_site() -> None:
    claire = psychologist()
    on_the_rota(claire)
    alert = alerted()
    desk, _claire = signed_in(claire)
    assert desk.post(f"/desk/test-alert/{alert.id}/", {"back": "https://elsewhere.example/"})["Location"] == "/"


def test_whoever_leads_on_safety_may_send_it_and_a_colleague_may_not() -> None:
    claire, karim = psychologist(), psychologist("Karim")
    on_the_rota(claire, karim)
    desk, _claire = signed_in(claire)
    assert "/team/test-alert/" in desk.get("/team/rules/").content.decode()
    assert desk.post(SEND, {"id": str(uuid4())})["Location"] == "/team/rules/"
    other, _karim = signed_in(karim)
    assert "/team/test-alert/" not in other.get("/team/rules/").content.decode()
    assert other.post(SEND, {"id": str(uuid4())}).status_code == 403
    person, _person = signed_in(patient_person())
    assert person.post(SEND).status_code == 403
    assert TestAlert.objects.count() == 1


def test_without_a_rota_there_is_nobody_to_alert() -> None:
    client, _ana = signed_in(administrator())
    assert client.post(SEND, {"id": str(uuid4())}).status_code == 404


def test_changing_the_rota_asks_for_another_test_and_keeping_it_does_not() -> None:
    claire, karim = psychologist(), psychologist("Karim")
    on_the_rota(claire)
    actions.acknowledge(by=claire, alert=alerted().id, now=clock.now())
    on_the_rota(claire)
    assert missing() == ""
    on_the_rota(claire, karim, now=clock.now() + timedelta(minutes=1))
    assert missing() == "no_alert"
    assert alert_for(claire) is None


def test_an_answer_older_than_six_months_counts_no_more() -> None:
    claire = psychologist()
    on_the_rota(claire)
    actions.acknowledge(by=claire, alert=alerted().id, now=clock.now())
    assert missing(days=182) == ""
    assert missing(days=184) == "too_old"


def test_other_staffed_hours_ask_for_another_test(monkeypatch: pytest.MonkeyPatch) -> None:
    claire = psychologist()
    on_the_rota(claire)
    actions.acknowledge(by=claire, alert=alerted().id, now=clock.now())
    rules = library.rules()
    week = {day: hours for day, hours in rules.staffed.week.items() if day != "friday"}
    other = replace(rules, staffed=replace(rules.staffed, week=week))
    monkeypatch.setattr("accalmie.safety.readiness.queries.rules", lambda: other)
    assert missing() == "hours_changed"


def test_somebody_who_no_longer_works_here_proves_nothing() -> None:
    claire = psychologist()
    on_the_rota(claire)
    actions.acknowledge(by=claire, alert=alerted().id, now=clock.now())
    claire.is_active = False
    claire.save()
    assert missing() == "no_answer"


def test_the_administrator_s_page_shows_both_steps() -> None:
    client, _ana = signed_in(administrator())
    html = client.get("/team/").content.decode()
    assert "Personne n’a encore signé" in html
    assert "Personne n’est encore d’astreinte" in html
    assert "/team/rules/" in html
    assert "/team/rota/" in html
