"""Of a programme from elsewhere, the person, the professional and whoever signs read whose it is and where it came
from."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from html import unescape
from uuid import UUID

import msgspec
import pytest
from django.test import Client

from accalmie.capabilities.programmes import actions, library, queries, signing
from accalmie.core.entries import MeasureScored
from accalmie.foundation import clock, journal
from accalmie.foundation.people.models import Person
from tests.factories.folders import changed, folder, programme_of
from tests.factories.journeys import signed_in

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

SCRIPT = "<script>alert(1)</script>"
STRANGE = changed("authors: [Accalmie]", f'authors: ["Dr Nobody {SCRIPT}"]')


@pytest.fixture
def imported(alice: Person) -> library.Edition:
    """A programme from elsewhere, on offer; its author's name and its origin are written by somebody hostile."""
    now = clock.now()
    origin = library.Origin(
        package="ab" * 32,
        source=f"University of Nowhere {SCRIPT}",
        imported_by="Ana",
        imported_at=now - timedelta(days=1),
        approved_by=alice.id,
        approved_at=now,
    )
    return library.publish(programme_of(STRANGE), now=now, origin=origin)


@pytest.mark.usefixtures("imported")
def test_before_a_start_the_person_reads_whose_it_is_and_from_where() -> None:
    client, _person = signed_in()

    html = client.get("/programmes/small-steps/").content.decode()

    assert "Cela aide." in html
    read = unescape(html)
    assert "Écrit par\u00a0: Dr Nobody" in read
    assert "Licence\u00a0: CC-BY-SA-4.0." in read
    assert "Il n’a pas été écrit pour ce site" in read
    assert "University of Nowhere" in read
    assert SCRIPT not in html


@pytest.mark.usefixtures("imported")
def test_the_professional_reads_it_where_they_start_it(desk: Client, record: UUID) -> None:
    html = desk.get(f"/desk/patients/{record}/admit/?programme=small-steps").content.decode()

    for read in ("Dr Nobody", "CC-BY-SA-4.0", "University of Nowhere", "Author A. Title. Journal", "Cela aide."):
        assert read in html
    assert SCRIPT not in html


@pytest.mark.usefixtures("imported")
def test_whoever_signs_the_rules_reads_it_first(desk: Client) -> None:
    html = desk.get("/team/rules/").content.decode()

    assert "votre signature couvre chacun de ses mots" in html
    assert "University of Nowhere" in html
    assert "ab" * 32 in html
    assert SCRIPT not in html


def test_a_programme_of_the_house_says_its_author_and_nothing_of_an_import() -> None:
    library.publish(programme_of(folder()), now=clock.now())
    client, _person = signed_in()

    read = unescape(client.get("/programmes/small-steps/").content.decode())

    assert "Écrit par\u00a0: Accalmie. Licence\u00a0: CC-BY-SA-4.0." in read
    assert "Il n’a pas été écrit pour ce site" not in read


def test_a_signature_under_a_package_ends_when_one_word_of_it_changes(imported: library.Edition) -> None:
    def digest() -> str:
        (found,) = [one for one in signing.documents() if one.id == "programme-small-steps"]
        return found.digest

    before = digest()
    assert imported.origin is not None
    newer = replace_words(imported)
    library.publish(newer.programme, now=clock.now(), origin=newer.origin)
    assert digest() != before


@pytest.mark.usefixtures("imported")
def test_who_is_on_a_withdrawn_programme_goes_on_and_their_professional_reads_why(
    desk: Client, record: UUID, alice: Person
) -> None:
    now = clock.now()
    journal.append(record, mild(), by=alice.id, now=now)
    author = actions.Author(patient=record, by=None, now=now)
    seen = actions.Indication("Vue.", {"mania": "no"})
    actions.admit(author=author, programme="small-steps", mode="guided", language="fr", indication=seen)

    library.withdraw("small-steps", by=f"Ana {SCRIPT}", why="Deux personnes vont moins bien.", now=now)

    html = desk.get(f"/desk/patients/{record}/").content.decode()
    assert "Deux personnes vont moins bien." in html
    assert "plus personne ne le commence" in unescape(html)
    assert SCRIPT not in html
    assert "(retiré)" in desk.get("/desk/").content.decode(), "the list says so too"
    place = queries.current_place(record)
    assert place is not None
    assert not place.is_over(now)
    assert place.plan(now).page != "done"


@pytest.mark.usefixtures("imported")
def test_nobody_new_starts_a_withdrawn_programme_and_its_signature_stays(desk: Client, record: UUID) -> None:
    before = {one.id for one in signing.documents()}
    library.withdraw("small-steps", by="Ana", why="Deux personnes vont moins bien.", now=clock.now())
    client, _person = signed_in()

    assert client.get("/programmes/small-steps/").status_code == 404
    assert "small-steps" not in client.get("/programmes/").content.decode()
    assert desk.get(f"/desk/patients/{record}/admit/?programme=small-steps").status_code == 404
    seen = actions.Indication("Vue.", {"mania": "no"})
    author = actions.Author(patient=record, by=None, now=clock.now())
    with pytest.raises(library.NotPublished):
        actions.admit(author=author, programme="small-steps", mode="guided", language="fr", indication=seen)
    assert {one.id for one in signing.documents()} == before, "people may still be on it"


def mild() -> MeasureScored:
    return MeasureScored(
        instrument="phq-9",
        instrument_version="1.0.0",
        answers=(1, 1, 1, 1, 1, 1, 1, 0, 0),
        total=7,
        band="mild",
        language="fr",
    )


def replace_words(edition: library.Edition) -> library.Edition:
    """The same graph with other words, from another package."""
    assert edition.origin is not None
    programme = msgspec.structs.replace(edition.programme, version="1.0.1", summary={"fr": "Autre.", "en": "Other."})
    return replace(edition, programme=programme, origin=msgspec.structs.replace(edition.origin, package="cd" * 32))
