"""What ends by itself a year after it was asked for, and what stays."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.conf import LazySettings

from accalmie.foundation import clock, tick
from accalmie.foundation.access import actions, invitations, restoring
from accalmie.foundation.access.models import CareRelationship, Invitation, Restoration
from accalmie.foundation.access.restoration_models import Lost, Proof
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.models import Person
from accalmie.oversight.privacy import tidying
from accalmie.oversight.privacy.rights_law import Ends, LawRefused, law
from accalmie.site.commands.privacy import privacy
from tests.factories.people import patient_person, psychologist, somebody

pytestmark = [pytest.mark.database, pytest.mark.django_db(databases=["default", "keys"])]

ASKED = datetime(2022, 3, 9, 9, 0, tzinfo=UTC)
A_DAY, A_YEAR = timedelta(days=1), timedelta(days=365)


@pytest.fixture
def claire() -> Person:
    return psychologist()


def test_an_invitation_ends_a_year_after_it_was_given_or_used(claire: Person) -> None:
    alice = patient_person("Alice").patient_id
    assert alice is not None
    unused = invitations.invite(professional=claire, now=ASKED)
    used = invitations.invite(professional=claire, now=ASKED)
    invitations.accept(code=used.code, patient=alice, now=ASKED + 2 * A_DAY)
    assert tidying.tidy(now=ASKED + A_YEAR).invitations == 0
    assert tidying.tidy(now=ASKED + A_YEAR + A_DAY).invitations == 1
    assert set(Invitation.objects.all()) == {used}
    assert unused.pk != used.pk
    assert tidying.tidy(now=ASKED + A_YEAR + 3 * A_DAY).invitations == 1
    assert CareRelationship.objects.filter(patient_id=alice, professional=claire).exists()


def test_an_account_given_back_is_forgotten_after_a_year(claire: Person) -> None:
    samira = patient_person()
    assert samira.patient_id is not None
    actions.begin_care(patient=samira.patient_id, professional=claire, now=ASKED - A_DAY)
    sacha = somebody(Role.SECRETARY, called="Sacha")
    restoring.ask(person=samira, lost=Lost.PASSWORD, proof=Proof.DOCUMENT, by=sacha, now=ASKED)
    assert tidying.tidy(now=ASKED + A_YEAR).restorations == 0
    assert tidying.tidy(now=ASKED + A_YEAR + A_DAY, is_trial=True).restorations == 1
    assert Restoration.objects.count() == 1
    assert tidying.tidy(now=ASKED + A_YEAR + A_DAY).restorations == 1
    assert not Restoration.objects.exists()


def test_more_than_one_handful_ends_and_what_was_cut_short_goes_on(
    claire: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tidying, "_BATCH", 2)
    for _number in range(5):
        invitations.invite(professional=claire, now=ASKED)
    Invitation.objects.filter(pk__in=Invitation.objects.values("pk")[:2]).delete()
    assert tidying.tidy(now=ASKED + 2 * A_YEAR).invitations == 3


def test_the_command_says_what_it_ends_and_ends_nothing_on_trial(claire: Person) -> None:
    invitations.invite(professional=claire, now=ASKED)
    assert "1 invitations and cards and 0 accounts given back would end." in _told("--dry-run")
    assert Invitation.objects.exists()
    assert "1 invitations and cards and 0 accounts given back ended." in _told()
    assert "0 invitations" in _told()


def test_a_site_may_keep_the_access_log_longer_and_not_shorter(settings: LazySettings, tmp_path: Path) -> None:
    text = (Path(settings.CONTENT) / "law" / "fr.yaml").read_text("utf-8")
    assert law().kept_since(Ends.ACCESS_LOG, datetime(2026, 11, 30, tzinfo=UTC)) == datetime(2023, 11, 30, tzinfo=UTC)
    settings.CONTENT = tmp_path
    (tmp_path / "law").mkdir()
    for months, is_refused in ((60, False), (35, True)):
        law.cache_clear()
        (tmp_path / "law" / "fr.yaml").write_text(text.replace("{months: 36}", f"{{months: {months}}}"), "utf-8")
        if is_refused:
            with pytest.raises(LawRefused, match="1095"):
                law()
        else:
            law()
    (tmp_path / "law" / "fr.yaml").write_text(text.replace("what: INVITATIONS", "what: RESTORATIONS"), "utf-8")
    with pytest.raises(LawRefused, match="INVITATIONS"):
        law()


@pytest.fixture(autouse=True)
def law_read_anew() -> None:
    law.cache_clear()


def _told(*words: str) -> str:
    done = CliRunner().invoke(privacy, ["tidy", *words])
    assert done.exit_code == 0, done.output
    return done.output


def test_the_worker_tidies_each_day_by_the_clock_on_the_wall(claire: Person) -> None:
    invited = invitations.invite(professional=claire, now=clock.wall())
    (job,) = [one for one in tick.jobs() if one.name == "privacy.tidy"]
    assert job.every == timedelta(days=1)
    job.run(clock.wall() + 2 * A_YEAR)  # a demo whose date was moved ahead ends nothing
    assert Invitation.objects.filter(id=invited.id).exists()
