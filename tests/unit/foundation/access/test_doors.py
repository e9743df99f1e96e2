"""The doors of views: who gets in, and the page that the others see."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.cache import SessionStore
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from accalmie.foundation.access import decorators
from accalmie.foundation.people.models import Person
from accalmie.foundation.people.requests import PatientRequest, PersonRequest
from tests.client import faults_of
from tests.factories.people import administrator, patient_person, psychologist

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@decorators.patient_only
def diary(request: PatientRequest) -> HttpResponse:
    return HttpResponse(str(request.patient))


@decorators.professional_only
def caseload(request: PersonRequest) -> HttpResponse:
    return HttpResponse(request.user.called)


@decorators.administrator_only
def configure(request: PersonRequest) -> HttpResponse:
    return HttpResponse("configure")


@decorators.signed_in_only
def settings(request: PersonRequest) -> HttpResponse:
    return HttpResponse("settings")


def asked_by(person: Person | AnonymousUser) -> HttpRequest:
    request: Any = RequestFactory().get("/somewhere/")
    request.user = person
    request.session = SessionStore()
    return request  # type: ignore[no-any-return]


@pytest.fixture
def cast() -> SimpleNamespace:
    return SimpleNamespace(patient=patient_person(), psychologist=psychologist(), administrator=administrator())


@pytest.mark.parametrize(
    ("view", "welcome"),
    [
        (diary, {"patient"}),
        (caseload, {"psychologist"}),
        (configure, {"administrator"}),
        (settings, {"patient", "psychologist", "administrator"}),
    ],
)
def test_each_door_opens_for_its_own(cast: SimpleNamespace, view: Any, welcome: set[str]) -> None:
    for role, person in vars(cast).items():
        assert view(asked_by(person)).status_code == (200 if role in welcome else 403), role


@pytest.mark.parametrize("view", [diary, caseload, configure, settings])
def test_whoever_is_not_signed_in_is_led_there_and_back(view: Any) -> None:
    answer = view(asked_by(AnonymousUser()))
    assert answer.headers["Location"] == f"{reverse('people:sign-in')}?next=%2Fsomewhere%2F"


def test_a_patients_view_is_told_whose_record_it_is(cast: SimpleNamespace) -> None:
    assert diary(asked_by(cast.patient)).content.decode() == str(cast.patient.patient_id)  # type: ignore[attr-defined]


def test_the_page_of_a_closed_door_is_kind_and_whole(cast: SimpleNamespace) -> None:
    page = caseload(asked_by(cast.patient)).content.decode()  # type: ignore[attr-defined]
    assert faults_of(page) == []
