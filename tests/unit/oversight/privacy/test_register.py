"""The register of processing and the draft of an assessment: what the site keeps stands there, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from accalmie.core.entries import TYPES
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.people.consents import TEXT_VERSIONS
from accalmie.oversight.privacy.openness import Openness, openness
from accalmie.oversight.privacy.register import activities, declared, phrases, writing
from accalmie.oversight.privacy.register.activities import Activity
from accalmie.oversight.privacy.register.assessing import assessment
from accalmie.oversight.privacy.register.gathering import UNTOLD, Register, register
from accalmie.oversight.privacy.register.measures import Risk, measures
from accalmie.site.commands.privacy import privacy
from tests.factories.journeys import signed_in
from tests.factories.openness import WHOLE
from tests.factories.people import officer
from tests.unit.oversight.privacy.conftest import NOW

FIELDS = Openness().untold()
HOUSE = Path(__file__).parents[4]
TO_FILL = {"fr": "À compléter par le responsable du traitement", "en": "To be filled in by the controller"}


@pytest.fixture(autouse=True)
def file(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """The file of openness of a site that has told nothing yet."""
    settings.ACCALMIE_OPENNESS = str(tmp_path / "openness.yaml")
    openness.cache_clear()
    yield tmp_path / "openness.yaml"
    openness.cache_clear()


def made(language: str = "en") -> Register:
    with translation.override(language):
        return register(language=language, now=NOW)


def flat(groups: dict[Activity, tuple[str, ...]]) -> list[str]:
    return [one for group in groups.values() for one in group]


# Whoever adds something to the site is told here what is missing.


def test_every_table_says_its_purpose_in_words_that_the_register_knows() -> None:
    said = [table.purpose for table in declared.tables()]
    known = flat(activities.PURPOSES)
    assert sorted(set(said)) == sorted(known), "put the purpose of a new table into register/activities.py"


def test_every_phrase_that_a_table_says_of_a_field_is_known_and_no_phrase_is_left_over() -> None:
    said = [one for table in declared.tables() for one in table.fields.values()]
    assert {one.what for one in said} == phrases.WHAT, "put the phrase into register/phrases.py, with its French"
    assert {one.given for one in said} == phrases.GIVEN
    assert {one.ended for one in said} == phrases.ENDED
    assert {one.kept for one in said} == set(phrases.KEPT)
    assert set(phrases.KEPT.values()) == set(phrases.HOW_IT_ENDS)


def test_every_type_of_entry_consent_and_permission_has_its_one_purpose() -> None:
    assert sorted(flat(activities.ENTRIES)) == sorted({kind for kind, _ in TYPES})
    assert sorted(flat(activities.CONSENTS)) == sorted(TEXT_VERSIONS)
    given = [one for group in activities.PERMISSIONS.values() for one in group]
    assert sorted(given) == sorted(Permission)


def test_every_purpose_of_processing_has_its_head() -> None:
    assert set(activities.CHAPTERS) == set(Activity) == set(activities.PURPOSES)


def test_everything_that_the_site_may_leave_untold_has_words() -> None:
    assert list(UNTOLD) == FIELDS


def test_every_word_of_the_register_has_its_french() -> None:
    kept = [*phrases.KEPT.values(), *phrases.HOW_IT_ENDS.values()]
    heads = [words for head in activities.CHAPTERS.values() for words in (head.title, head.purpose, *head.people)]
    ours = [*phrases.WHAT, *phrases.GIVEN, *phrases.ENDED, *kept, *heads, *flat(activities.PURPOSES), *UNTOLD.values()]
    with translation.override("fr"):
        assert [words for words in ours if gettext(words) == words and words not in {"moment"}] == []


@isolate_apps("accalmie.oversight.privacy")
def test_a_table_that_says_nothing_of_itself_stops_the_register(monkeypatch: pytest.MonkeyPatch) -> None:
    class Silent(models.Model):
        class Meta:
            app_label = "privacy"

    monkeypatch.setattr(declared.apps, "get_models", lambda include_auto_created=False: [Silent])
    with pytest.raises(LookupError, match=r"privacy\.Silent"):
        list(declared.tables())


def test_a_purpose_that_nobody_has_put_into_words_stops_the_register() -> None:
    with pytest.raises(LookupError, match="to sell it"):
        activities.of_purpose("to sell it")


# What stands in it.


def test_every_field_about_somebody_stands_in_the_register_exactly_once() -> None:
    found = [name for chapter in made().chapters for held in chapter.held for name in held.fields]
    wanted = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model._meta.label not in declared.NOTHING_ABOUT_PEOPLE
        for field in model._meta.local_fields
        if not str(_said(model).get(field.name, "")).startswith("no personal data")
    ]
    assert sorted(found) == sorted(wanted)


def _said(model: type[models.Model]) -> dict[str, str]:
    return dict(getattr(model.__dict__.get("Privacy"), "fields", {}))


def test_every_type_of_entry_stands_in_the_register_with_what_it_holds() -> None:
    facts = {fact.kind: fact for chapter in made().chapters for fact in chapter.facts}
    assert set(facts) == {kind for kind, _ in TYPES}
    assert facts["MoodNoted"].holds == ("Mood, from 0 to 10", "Words")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_register_answers_each_point_of_article_30(language: str) -> None:
    text = writing.register_as_markdown(language=language, now=NOW)
    wanted = {
        "fr": ("Responsable du traitement", "Finalités des traitements", "Personnes concernées", "Destinataires",
               "Transferts hors de l’Espace économique européen", "Durées de conservation", "Mesures de sécurité"),
        "en": ("Controller", "Purposes of processing", "Persons concerned", "Recipients",
               "Transfers outside the European Economic Area", "How long data are kept", "Security measures"),
    }  # fmt: skip
    assert [words for words in wanted[language] if words not in text] == []


def test_the_french_register_is_french() -> None:
    text = writing.register_as_markdown(language="fr", now=NOW)
    english = re.compile(r"\b(the|with|what|kept|exported|erasure|sealed|health|record|who|when)\b", re.I)
    said = re.sub(r"`[^`]*`|« accalmie [^»]*»", "", text)
    assert {found.group() for found in english.finditer(said)} == set()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_only_the_controller_knows_is_marked_and_never_invented(language: str, file: Path) -> None:
    empty = writing.register_as_markdown(language=language, now=NOW)
    file.write_text(WHOLE, "utf-8")
    openness.cache_clear()
    told = writing.register_as_markdown(language=language, now=NOW)
    assert empty.count(TO_FILL[language]) - told.count(TO_FILL[language]) == len(FIELDS)
    for words in ("Clinique des Ormes", "Omar Benali", "dpo@ormes.example", "HDS-1234"):
        assert words in told
        assert words not in empty


def test_words_of_the_operators_draw_nothing_in_the_file(file: Path) -> None:
    file.write_text('answering: {responsible: "A | B <script>\\n# Title"}', "utf-8")
    openness.cache_clear()
    assert made().site.responsible == "A / B ‹script› # Title"


def test_what_ends_by_itself_is_said_with_its_period_and_where_that_stands() -> None:
    text = writing.register_as_markdown(language="en", now=NOW)
    assert "| who opened a record | 36 months | CNIL, deliberation 2021-122" in text
    assert "| three years | deleted by “accalmie privacy tidy”" in text


def test_the_clocks_and_periods_are_those_of_the_law_with_their_sources() -> None:
    found = made()
    assert {period.what: period.length for period in found.retention}["Health establishment"] == (
        "20 years after the last contact"
    )
    assert all(period.source for period in (*found.retention, *found.clocks))
    assert any(period.length == "8 days, 2 months when nothing is newer than 5 years" for period in found.clocks)


def test_the_recipients_are_the_roles_that_have_the_permissions() -> None:
    care = next(chapter for chapter in made().chapters if chapter.activity is Activity.CARE)
    roles = {role for recipients in care.recipients for role in recipients.roles}
    assert {"Psychologist", "Helper", "Patient"} <= roles
    assert roles.isdisjoint({"Secretary", "Researcher", "Data-protection officer", "Administrator"})


def test_tables_without_anything_about_anybody_are_named_apart() -> None:
    assert made().without == (
        "clinic.Card", "clock.DemoClock", "crypto.SiteKey", "insight.SimulatedClinic", "people.Organisation",
        "safety_pack.PackAlarm", "tick.JobState", "tick.WatchdogAlarm", "tick.WorkerBeat",
    )  # fmt: skip


# Measures.


def test_every_measure_of_the_release_names_a_test_that_is_there() -> None:
    proofs = [one.proof for one in measures(NOW.date()) if one.proof]
    assert proofs
    assert [proof for proof in proofs if not (HOUSE / proof).is_file()] == []
    assert [one.code for one in made().elsewhere if not (HOUSE / one.code).is_file()] == []


def test_what_the_operator_has_not_set_is_not_said_to_be_in_force(settings: Any, file: Path) -> None:
    settings.ACCALMIE_MASTER_KEY, settings.ACCALMIE_KMS_COMMAND = "", ""
    settings.ACCALMIE_MASTER_KEY_FILE = str(Path(settings.DATA) / "master.key")
    settings.SECURE_SSL_REDIRECT = False
    settings.DEMO = True
    with translation.override("en"):
        missing = {one.words for one in measures(NOW.date()) if not one.stands}
    assert missing >= {
        "Visitors come through TLS only, and browsers are told so for a year.",
        "The master key is apart from the data.",
        "The host has a certificate for health data (HDS) that is valid today.",
        "The site is neither a demo nor in the mode that shows faults.",
    }


def test_what_the_operator_has_set_is_in_force(settings: Any, file: Path) -> None:
    settings.ACCALMIE_KMS_COMMAND = "ask-the-service"
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 31_536_000
    settings.DEMO = settings.DEBUG = False
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    file.write_text(WHOLE, "utf-8")
    openness.cache_clear()
    with translation.override("en"):
        missing = {one.words for one in measures(date(2099, 5, 31)) if not one.stands}
        over = {one.words for one in measures(date(2099, 6, 1)) if not one.stands}
    assert missing <= {"Professionals sign in with a second factor."}
    assert over - missing == {"The host has a certificate for health data (HDS) that is valid today."}


def test_a_policy_that_lets_another_site_in_is_not_called_strict(settings: Any) -> None:
    strict = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    looser = {"DIRECTIVES": strict | {"script-src": ["https://elsewhere.example"]}}
    with translation.override("en"):
        before = {one.words for one in measures(NOW.date()) if not one.stands}
        settings.CONTENT_SECURITY_POLICY = looser
        after = {one.words for one in measures(NOW.date()) if not one.stands}
    assert len(after - before) == 1


# The assessment.


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_draft_of_an_assessment_follows_the_method_and_decides_nothing(language: str) -> None:
    text = writing.assessment_as_markdown(language=language, now=NOW)
    assert re.findall(r"^## (\d)\.", text, re.M) == ["1", "2", "3", "4"]
    assert re.findall(r"^### 3\.(\d)", text, re.M) == ["1", "2", "3"]
    assert "35.7" in text or "35(7)" in text
    levels = {
        "fr": ("Gravité, et pourquoi", "Vraisemblance, et pourquoi"),
        "en": ("Severity, and why", "Likelihood, and why"),
    }
    for line in text.splitlines():
        if line.startswith(tuple(f"- {words}" for words in levels[language])):
            assert TO_FILL[language] in line


def test_each_risk_has_the_measures_against_it_and_every_measure_a_risk() -> None:
    with translation.override("en"):
        found = assessment(language="en", now=NOW)
    against = {one.words for feared in found.feared for one in feared.measures}
    assert against == {one.words for one in found.register.measures}
    assert len(found.feared) == len(Risk)
    assert all(feared.sources and feared.threats for feared in found.feared)


def test_each_principle_names_a_test_that_is_there() -> None:
    with translation.override("fr"):
        found = assessment(language="fr", now=NOW)
    assert [one.proof for one in (*found.necessity, *found.rights) if not (HOUSE / one.proof).is_file()] == []


def test_what_is_missing_becomes_an_action(file: Path) -> None:
    def actions() -> tuple[str, ...]:
        openness.cache_clear()
        with translation.override("en"):
            return assessment(language="en", now=NOW).actions

    before = actions()
    file.write_text(WHOLE, "utf-8")
    assert len(before) - len(actions()) == len(FIELDS) + 1  # and the host's certificate is valid
    assert any("Read 14 periods of the law at their source" in one for one in before)


# On the officer's page, and as commands.


@pytest.mark.django_db(databases=["default", "keys"])
@pytest.mark.parametrize(("name", "title"), [
    ("download-register", "# Registre des activités de traitement\n"),
    ("download-assessment", "# Analyse d’impact relative à la protection des données\u00a0: ébauche\n"),
])  # fmt: skip
def test_the_officer_takes_both_files_from_their_page(name: str, title: str) -> None:
    client, _ = signed_in(officer())
    address = reverse(f"privacy:{name}")
    assert address in client.get(reverse("home:officer")).content.decode()
    answer = client.get(address)
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    assert answer.headers["Content-Type"] == "text/markdown; charset=utf-8"
    assert answer.content.decode().startswith(title)


def test_the_command_writes_the_french_register_unless_told_otherwise(tmp_path: Path) -> None:
    said = CliRunner().invoke(privacy, ["register"]).output
    assert said.startswith("# Registre des activités de traitement\n")
    file = tmp_path / "register.md"
    result = CliRunner().invoke(privacy, ["register", "--language", "en", "--out", str(file)])
    assert result.output == f"Written: {file}\n"
    assert file.read_text("utf-8").startswith("# Register of processing activities\n")


def test_the_register_is_given_to_other_programs_as_one_object() -> None:
    found = msgspec.json.decode(CliRunner().invoke(privacy, ["register", "--json", "--language", "en"]).output)
    assert found["language"] == "en"
    assert found["site"]["responsible"] is None
    assert [chapter["activity"] for chapter in found["chapters"]][:2] == ["care", "safety"]
    assert found["untold"] == list(UNTOLD.values())


def test_the_command_writes_the_draft_of_an_assessment(tmp_path: Path) -> None:
    file = tmp_path / "assessment.md"
    assert CliRunner().invoke(privacy, ["assessment", "--out", str(file)]).exit_code == 0
    assert file.read_text("utf-8").startswith(
        "# Analyse d’impact relative à la protection des données\u00a0: ébauche\n"
    )


def test_a_file_of_openness_that_cannot_be_read_is_named(file: Path) -> None:
    file.write_text("nonsense: yes", "utf-8")
    openness.cache_clear()
    result = CliRunner().invoke(privacy, ["register"])
    assert result.exit_code == 1
    assert "ACCALMIE_OPENNESS, line 1" in result.output
