"""The tables of people: persons who sign in, patients who are cared for, and forms kept through a sign-in."""

from __future__ import annotations

from typing import Any, ClassVar, Self
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac
from uuid6 import uuid7

from accalmie.foundation.design.preferences import DEFAULT_TIME_ZONE, Preferences
from accalmie.foundation.people.codes import (
    PROFESSIONALS,
    STAFF,
    AgeBand,
    Holder,
    Language,
    Role,
    TextSize,
    Theme,
)
from accalmie.foundation.people.identity import Identity, opened, sealed, sign_in_index_of, sign_in_name_of
from accalmie.foundation.people.sessions import Session
from accalmie.foundation.people.sign_in_models import Factor, LinkedIdentity, RecoveryCode
from accalmie.foundation.rows import house

__all__ = [
    "Factor",
    "KeptForm",
    "LinkedIdentity",
    "NameToken",
    "Organisation",
    "Patient",
    "PatientQuerySet",
    "Person",
    "PersonManager",
    "RecoveryCode",
    "Session",
]


class Organisation(models.Model):
    """A service that cares for people here. Two organisations on one site see nothing of each other."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=60, unique=True)
    holder = models.CharField(max_length=20, choices=Holder, default=Holder.ESTABLISHMENT)
    created_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(holder__in=Holder.values), name="people_organisation_holder_is_known"
            ),
        )

    class Privacy:
        purpose = "keeps apart the records of services that share a site"
        rows = "site"
        fields: ClassVar[dict[str, str]] = {
            "id": "no personal data",
            "name": "no personal data: the name of an institution",
            "slug": "no personal data",
            "holder": "no personal data",
            "created_at": "no personal data",
        }

    def __str__(self) -> str:
        return self.name


class PersonManager(BaseUserManager["Person"]):
    """Persons, found by sign-in name however they typed it, with their patient record in the same query."""

    def get_by_natural_key(self, username: str | None) -> Person:
        with house():  # who signs in is nobody yet
            return self.select_related("patient").get(sign_in_index=sign_in_index_of(username or ""))


class Person(AbstractBaseUser):
    """Anyone who signs in. A pseudonym is enough; nothing here says more than what the pages need."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sealed_for = models.UUIDField(default=None, editable=False)
    sign_in_index = models.BinaryField(unique=True)
    identity_sealed = models.BinaryField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="people")
    role = models.CharField(max_length=20, choices=Role)
    session_epoch = models.PositiveIntegerField(default=0)
    has_factor = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    language = models.CharField(max_length=5, choices=Language, default=Language.FRENCH)
    text_size = models.PositiveSmallIntegerField(choices=TextSize, default=TextSize.NORMAL)
    reduced_motion = models.BooleanField(default=False)
    theme = models.CharField(max_length=5, choices=Theme, default=Theme.AUTO)
    time_zone = models.CharField(max_length=64, default=DEFAULT_TIME_ZONE)

    last_login = None  # when somebody last signed in is nobody's business: what they did is in the journal

    USERNAME_FIELD = "sign_in_index"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = PersonManager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="people_person_role_is_known"),
            models.CheckConstraint(
                condition=models.Q(language__in=Language.values), name="people_person_language_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(text_size__in=TextSize.values), name="people_person_text_size_is_known"
            ),
            models.CheckConstraint(condition=models.Q(theme__in=Theme.values), name="people_person_theme_is_known"),
        )

    class Privacy:
        purpose = "lets a person sign in and shows pages the way they wish"
        rows = "person"
        fields: ClassVar[dict[str, str]] = {
            "id": "identifier only; kept until erasure, exported; row deleted on erasure",
            "sealed_for": "whose key opens their names; kept until erasure, not exported; row deleted on erasure",
            "sign_in_index": "finds their sign-in name, unreadable; kept until erasure, not exported; "
            "row deleted on erasure",
            "identity_sealed": "how they sign in and are called, sealed; kept until erasure, exported; "
            "unreadable on erasure",
            "password": "a slow hash; kept until erasure, never exported; row deleted on erasure",
            "organisation": "where they are cared for or work; kept until erasure, exported; row deleted on erasure",
            "session_epoch": "ends older sessions; kept until erasure, not exported; row deleted on erasure",
            "has_factor": "whether a second factor is asked for; kept until erasure, exported; row deleted on erasure",
            "role": "what they are here as; kept until erasure, exported; row deleted on erasure",
            "is_active": "whether they may sign in; kept until erasure, not exported; row deleted on erasure",
            "created_at": "when the account was made; kept until erasure, exported; row deleted on erasure",
            "language": "setting; kept until erasure, exported; row deleted on erasure",
            "text_size": "setting; kept until erasure, exported; row deleted on erasure",
            "reduced_motion": "setting; kept until erasure, exported; row deleted on erasure",
            "theme": "setting; kept until erasure, exported; row deleted on erasure",
            "time_zone": "setting; kept until erasure, exported; row deleted on erasure",
        }

    def __str__(self) -> str:
        return str(self.id)  # never a name: this ends up in logs

    @property
    def identity(self) -> Identity:
        """How they sign in and are called, opened once for as long as the row holds the same sealed bytes."""
        given = self.identity_sealed
        kept: tuple[Any, Identity] | None = self.__dict__.get("_identity")
        if kept is None or kept[0] is not given:
            kept = (given, opened(given, key_of=self.sealed_for) if given else Identity())
            self.__dict__["_identity"] = kept
        return kept[1]

    @property
    def sign_in_name(self) -> str:
        return self.identity.sign_in_name

    @sign_in_name.setter
    def sign_in_name(self, typed: str) -> None:
        name = sign_in_name_of(typed)
        self.sign_in_index = sign_in_index_of(name)
        self._seal(Identity(name, self.called))

    @property
    def called(self) -> str:
        """How pages address them; empty once their record is ended."""
        return self.identity.called

    @called.setter
    def called(self, name: str) -> None:
        self._seal(Identity(self.sign_in_name, name))

    def name(self, *, sign_in_name: str, called: str, record: UUID | None = None) -> Person:
        """This new row with its names, sealed under the key of this record, or under the person's own."""
        self.sealed_for = record or self.id
        kept = sign_in_name_of(sign_in_name)
        self.sign_in_index = sign_in_index_of(kept)
        self._seal(Identity(kept, called))
        return self

    def _seal(self, identity: Identity) -> None:
        """Under the key of the patient's record, which ends the names with it; under their own for everybody else."""
        self.sealed_for = self.sealed_for or self.id
        self.identity_sealed = sealed(identity, key_of=self.sealed_for)
        self.__dict__["_identity"] = (self.identity_sealed, identity)

    def clean(self) -> None:
        """Nothing: the base would put the sign-in name in another form, and it has its one form already."""

    def get_username(self) -> str:
        return self.sign_in_name

    def get_full_name(self) -> str:
        return self.called

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Django compares this on each request: another password or another epoch ends every session at once."""
        return salted_hmac(
            "accalmie.people.session", f"{self.password}|{self.session_epoch}", secret=secret, algorithm="sha256"
        ).hexdigest()

    @property
    def is_patient(self) -> bool:
        return self.role == Role.PATIENT

    @property
    def is_professional(self) -> bool:
        return self.role in PROFESSIONALS

    @property
    def is_staff_member(self) -> bool:
        """Whether they work here, in whichever role."""
        return self.role in STAFF

    @property
    def is_administrator(self) -> bool:
        return self.role == Role.ADMINISTRATOR

    @property
    def patient_id(self) -> UUID | None:
        """The id of their patient record, or None for those who are not patients."""
        patient = getattr(self, "patient", None)
        return None if patient is None else patient.id

    @property
    def is_closed(self) -> bool:
        """Whether they are a patient whose record is closed: read from the row that finds them anyway."""
        patient = getattr(self, "patient", None)
        return patient is not None and patient.restricted_at is not None

    @property
    def preferences(self) -> Preferences:
        return Preferences(self.language, self.theme, self.text_size, self.reduced_motion, self.time_zone)


class PatientQuerySet(models.QuerySet["Patient"]):
    """Patients, with the person beside them."""

    def of(self, person: Person) -> Patient | None:
        return self.filter(person=person).first()

    def open(self) -> Self:
        """Those whose record is not closed (restricted, or waiting for its erasure)."""
        return self.filter(restricted_at__isnull=True)

    def named(self) -> Self:
        """With `person` loaded, for pages that say how to address them."""
        return self.select_related("person")


class Patient(models.Model):
    """Somebody who is cared for. Its id is the `patient` of every journal entry."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="patient")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="patients")
    age_band = models.CharField(max_length=8, choices=AgeBand)
    contact_sealed = models.BinaryField(null=True)
    created_at = models.DateTimeField()
    restricted_at = models.DateTimeField(null=True)
    is_simulated = models.BooleanField(default=False)

    objects = PatientQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(age_band__in=[band for band in AgeBand.values if band != AgeBand.UNDER_18]),
                name="people_patient_is_of_age",
            ),
        )

    class Privacy:
        purpose = "names the owner of a record, and how to reach them when someone worries"
        rows = "patient"
        fields: ClassVar[dict[str, str]] = {
            "id": "identifier only; kept until erasure, exported; row deleted on erasure",
            "person": "who this patient is; kept until erasure, exported; row deleted on erasure",
            "organisation": "whose record it is; kept until erasure, exported; row deleted on erasure",
            "age_band": "age in bands; kept until erasure, exported; row deleted on erasure",
            "contact_sealed": "how to reach them, sealed; kept until withdrawn, exported; deleted on erasure",
            "created_at": "when care here began; kept until erasure, exported; row deleted on erasure",
            "restricted_at": "since when it is closed; kept until erasure, exported; row deleted on erasure",
            "is_simulated": "whether they exist; kept until erasure, exported; row deleted on erasure",
        }

    def __str__(self) -> str:
        return str(self.id)


class NameToken(models.Model):
    """That a patient's name has a word that begins so, unreadable without the site's key (people/finding.py)."""

    id = models.BigAutoField(primary_key=True)
    token = models.BinaryField()
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="name_tokens")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["token", "patient"], name="people_nametoken_marks_a_patient_once"),
        )

    class Privacy:
        purpose = "finds a patient by name where names cannot be read"
        rows = "name"
        fields: ClassVar[dict[str, str]] = {
            "id": "identifier only; kept until erasure, not exported; row deleted on erasure",
            "token": "keyed mark of how their name begins; kept until erasure, not exported; row deleted on erasure",
            "patient": "whose name; kept until erasure, not exported; row deleted on erasure",
        }

    def __str__(self) -> str:
        return str(self.id)


class KeptForm(models.Model):
    """What somebody had typed when their session ended, for the time that it takes to sign in again."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="kept_forms")
    path = models.CharField(max_length=500)
    sealed = models.BinaryField()
    expires_at = models.DateTimeField(db_index=True)

    class Privacy:
        purpose = "gives a form back, filled, to the person who typed it"
        rows = "own: person_id"
        fields: ClassVar[dict[str, str]] = {
            "id": "identifier only; kept for two days, not exported; row deleted on erasure",
            "person": "whose words; kept for two days, not exported; row deleted on erasure",
            "path": "which page; kept for two days, not exported; row deleted on erasure",
            "sealed": "what was typed, sealed; kept for two days, not exported; row deleted on erasure",
            "expires_at": "when the row goes; kept for two days, not exported; row deleted on erasure",
        }

    def __str__(self) -> str:
        return str(self.id)
