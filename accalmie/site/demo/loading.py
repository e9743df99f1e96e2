"""Makes the demo clinic: accounts, care relationships and histories, through the actions that the site itself uses."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accalmie.capabilities.contact import actions as contact
from accalmie.core.programme.people import Person as Written
from accalmie.core.programme.simulate import World
from accalmie.foundation import clock, journal
from accalmie.foundation.access import invitations, mandates
from accalmie.foundation.access.actions import begin_care
from accalmie.foundation.clinic.actions import describe
from accalmie.foundation.clinic.queries import Clinic
from accalmie.foundation.people import actions, factors, organisations, totp
from accalmie.foundation.people.codes import AgeBand
from accalmie.foundation.people.models import Organisation, Patient, Person
from accalmie.foundation.people.queries import is_name_free
from accalmie.oversight.device import actions as device
from accalmie.oversight.device.models import Harm
from accalmie.safety.alerts import actions as answering, queries as alerts
from accalmie.safety.readiness import actions as readiness
from accalmie.site.authors.folder import world
from accalmie.site.demo import cast
from accalmie.site.demo.histories import begins_at, history, written_people

CLINIC = Clinic(
    name="CMP des Tilleuls (démonstration)",
    telephone="01 99 00 12 34",
    hours_fr="Du lundi au vendredi, de 9\N{NO-BREAK SPACE}h à 18\N{NO-BREAK SPACE}h.",
    hours_en="Monday to Friday, 9:00 to 18:00.",
    callback_days=1,
    message_days=2,
    visit_days=5,
    help_fr="En journée, venez au centre sans rendez-vous\N{NO-BREAK SPACE}: quelqu’un vous reçoit.\n"
    "La nuit et le week-end, les urgences de l’hôpital vous reçoivent toujours. Vous pouvez venir avec un proche.",
    help_en="In the daytime, come to the clinic without an appointment: somebody will see you.\n"
    "At night and at weekends, the emergency department of the hospital always will. You may bring somebody close.",
)
"""An invented clinic: 01 99 00 is one of the ranges of numbers kept for fiction, which nobody is ever called by."""


def is_loaded() -> bool:
    """Whether the demo clinic is in this database."""
    return not is_name_free(cast.CLAIRE)


@transaction.atomic
def load(*, now: datetime) -> None:
    """Make everybody, all or nobody. Raises library.NotPublished."""
    opened = min(begins_at(patient, now) for patient in cast.PATIENTS)
    administrator = actions.create_administrator(
        sign_in_name=cast.ADMINISTRATOR, password=cast.PASSWORD, called="Ana", language="fr", now=opened
    )
    places = {"": organisations.first(now=opened), cast.ORMES: organisations.found(name=cast.ORMES, now=opened)}
    team = {one.name: _employed(one, places[one.at], opened) for one in cast.PROFESSIONALS}
    for one in (administrator, *team.values()):
        if one.is_staff_member:
            _given_a_second_key(one)
    describe(clinic=CLINIC, organisation=places[""])
    _answer_newcomers(team[cast.CLAIRE], team[cast.KARIM], now)
    invitations.invite(professional=team[cast.CLAIRE], now=now)  # a card that waits to be printed
    around, people = world(), written_people()
    for patient in cast.PATIENTS:
        row = _admitted(patient, places[patient.at], team, now)
        if patient.lives:
            _lived(patient, people[patient.lives], around, row, team, now)
        if patient.helped_by:
            _helped(patient, row, team[patient.helped_by], now)
        if patient.answered_by:
            _called(row, team[patient.answered_by], now)
        if patient.name == cast.HURT:
            _hurt(row, now)
    _nearly_went_wrong(team[cast.KARIM], now)


def _answer_newcomers(lead: Person, colleague: Person, now: datetime) -> None:
    """Both are on the rota, which has just shown that it answers."""
    administrator = Person.objects.get_by_natural_key(cast.ADMINISTRATOR)
    readiness.decide_rota(by=administrator, members=[lead, colleague], lead=lead, now=now)
    alert = readiness.send_test_alert(by=administrator, now=now)
    readiness.acknowledge(by=lead, alert=alert.id, now=now)


def _called(patient: Patient, by: Person, now: datetime) -> None:
    """Somebody on call answers this person's alert, and has called once without an answer."""
    for alert in alerts.open_alerts(patient.id):
        answering.take(patient=patient.id, source=alert.source, by=by, now=now)
        answering.note_try(
            patient=patient.id, source=alert.source, way="phone", result="no_answer", words="", by=by, now=now
        )


def _given_a_second_key(person: Person) -> None:
    """An application that nobody has: the demo's pages say its code."""
    now = clock.wall()
    secret = factors.secret_of(factors.begin_application(person, now=now))
    factors.confirm_application(person, code=totp.code_at(secret, now=now), now=now)


def _employed(one: cast.Professional, place: Organisation, opened: datetime) -> Person:
    return actions.create_professional(
        sign_in_name=one.name,
        password=cast.PASSWORD,
        called=one.called,
        language="fr",
        role=one.role,
        organisation=place,
        now=opened,
    )


def _admitted(patient: cast.DemoPatient, place: Organisation, team: dict[str, Person], now: datetime) -> Patient:
    begun = begins_at(patient, now)
    person = actions.sign_up(
        sign_in_name=patient.name,
        password=cast.PASSWORD,
        called=patient.called,
        language=patient.language,
        age_band=AgeBand.FROM_25,
        agreed={"care"},
        organisation=place,
        now=begun,
    )
    row = Patient.objects.get(person=person)
    if patient.asks:
        contact.ask(
            patient=row.id,
            way="callback",
            about="how_i_am",
            reach="06 39 98 00 21",  # kept for fiction
            words=patient.asks,
            by=person.id,
            now=begun,
        )
    for name in patient.cared_for_by:
        begin_care(patient=row.id, professional=team[name], now=begun)
    return row


def _helped(patient: cast.DemoPatient, row: Patient, helper: Person, now: datetime) -> None:
    made = mandates.give(
        patient=row.id,
        structure="Maison France services (démonstration)",
        powers=["tasks", "beside"],
        lasts=mandates.LONGEST,
        by=row.person_id,
        now=now,
    )
    mandates.accept(code=made.code, helper=helper, now=now)


def _hurt(row: Patient, now: datetime) -> None:
    """Somebody says that a sentence did them harm, and wishes nothing for it."""
    device.tell_harm(
        patient=row.id,
        domains=["failure"],
        cause="programme",
        wish="nothing",
        words="La question sur le travail m’a fait pleurer.",
        asked="",
        by=row.person_id,
        now=now,
    )


def _nearly_went_wrong(by: Person, now: datetime) -> None:
    """A near miss that nobody has classified yet."""
    device.report(
        by=by,
        what="J’ai failli appeler la mauvaise personne : deux prénoms identiques dans la liste.",
        done="J’ai vérifié le numéro avant d’appeler.",
        happened_on=timezone.localtime(now).date(),
        harm=Harm.NO,
        patient=None,
        now=now,
    )


def _lived(
    patient: cast.DemoPatient,
    person: Written,
    around: World,
    row: Patient,
    team: dict[str, Person],
    now: datetime,
) -> None:
    professional = team[patient.cared_for_by[0]].id if patient.cared_for_by else None
    drafts = history(patient, person, around, now=now, own=row.person_id, professional=professional)
    journal.append_many(row.id, drafts, now=now)
