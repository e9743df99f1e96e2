"""People on their way: a published programme, someone signed in, answers as a browser sends them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from msgspec.structs import replace

from accalmie.capabilities.exercises.library import exercises
from accalmie.capabilities.measures.library import instruments
from accalmie.capabilities.programmes import library
from accalmie.core.programme.nodes import Programme
from accalmie.foundation import clock
from accalmie.foundation.people.models import Person
from tests.client import StrictClient
from tests.factories.people import PASSWORD, patient_person


@cache
def depression() -> Programme:
    """The real programme, compiled once."""
    folder = Path(settings.CONTENT) / "programmes" / "depression"
    return library.compile_folder(folder, instruments=instruments(), exercises=exercises())


def publish() -> None:
    """Put the real programme on offer."""
    library.publish(depression(), now=clock.now())


@cache
def orientation() -> Programme:
    """*M'orienter*, compiled once."""
    folder = Path(settings.CONTENT) / "programmes" / "orientation"
    return library.compile_folder(folder, instruments=instruments(), exercises=exercises())


def publish_orientation() -> None:
    """Put *M'orienter*, and the programmes to which it leads, on offer: the real one on depression, and others that
    are like it but for their names and one question, asked in other words."""
    publish()
    for name in sorted({one.programme for one in orientation().leads_to} - {"", "depression"}):
        titled = {"fr": f"Programme {name}", "en": f"Programme {name}"}
        is_path = (Path(settings.CONTENT) / "paths" / name).is_dir()
        *same, last = depression().needs_a_person
        asks = (*same, replace(last, ask={language: f"{words} ({name})" for language, words in last.ask.items()}))
        joins = tuple(name.split("-")) if is_path else ()
        stand_in = replace(depression(), id=name, title=titled, needs_a_person=asks, joins=joins)
        library.publish(stand_in, now=clock.now())
    library.publish(orientation(), now=clock.now())


def signed_in(person: Person | None = None) -> tuple[StrictClient, Person]:
    """A strict browser in which this person, or a new patient, is signed in."""
    person = person or patient_person()
    client = StrictClient()
    assert client.login(username=person.sign_in_name, password=PASSWORD)
    return client, person


def phq9(*answers: int | str) -> dict[str, str]:
    """The form of a PHQ-9: nine answers, "declined" for those left aside."""
    return {f"phq-9-{number}": str(answer) for number, answer in enumerate(answers, 1)} | {"id": str(uuid4())}


MILD = (1, 1, 1, 1, 1, 1, 1, 0, 0)


def no_to_all() -> dict[str, str]:
    """No to each question that would lead to a person first."""
    return {question.id: "no" for question in depression().needs_a_person} | {"id": str(uuid4())}


def started() -> tuple[StrictClient, Person]:
    """Somebody with mild symptoms who has just started the programme on their own."""
    publish()
    client, person = signed_in()
    client.post("/measures/phq-9/", phq9(*MILD))
    client.post("/programmes/depression/start/", no_to_all())
    for instrument in ("gad-7", "who-5"):
        client.post(f"/measures/{instrument}/", all_at(instrument, 1))
    return client, person


def all_at(instrument: str, answer: int) -> dict[str, str]:
    """The form of an instrument with the same answer to each question."""
    asked = instruments()[instrument]
    return {f"{instrument}-{number}": str(answer) for number in range(1, len(asked.items) + 1)} | {"id": str(uuid4())}


def next_form(client: StrictClient) -> Any:
    """The page that "go on" leads to."""
    return client.get("/go-on/", follow=True)
