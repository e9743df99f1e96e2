"""The tables of people: persons who sign in, patients who are cared for, and forms kept through a sign-in."""

from __future__ import annotations

from typing import ClassVar, Self
from unicodedata import normalize
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from uuid6 import uuid7

from accalmie.foundation.design.preferences import DEFAULT_TIME_ZONE, Preferences
from accalmie.foundation.people.codes import PROFESSIONALS, AgeBand, Language, Role, TextSize, Theme


def sign_in_name_of(typed: str) -> str:
    """The one form under which a sign-in name is kept and looked up: case and look-alike widths do not matter."""
    return normalize("NFKC", typed).strip().casefold()


class PersonManager(BaseUserManager["Person"]):
    """Persons, found by sign-in name however they typed it, with their patient record in the same query."""

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.select_related("patient").get(sign_in_name=sign_in_name_of(username or ""))


class Person(AbstractBaseUser):
    """Anyone who signs in. A pseudonym is enough; nothing here says more than what the pages need."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sign_in_name = models.CharField(max_length=150, unique=True)
    called = models.CharField(max_length=80)
    role = models.CharField(max_length=20, choices=Role)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    language = models.CharField(max_length=5, choices=Language, default=Language.FRENCH)
    text_size = models.PositiveSmallIntegerField(choices=TextSize, default=TextSize.NORMAL)
    reduced_motion = models.BooleanField(default=False)
    theme = models.CharField(max_length=5, choices=Theme, default=Theme.AUTO)
    time_zone = models.CharField(max_length=64, default=DEFAULT_TIME_ZONE)

    last_login = None  # when somebody last signed in is nobody's business: what they did is in the journal

    USERNAME_FIELD = "sign_in_name"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["called"]

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
        fields: ClassVar[dict[str, str]] = {
            "id": "identifier only; kept until erasure, exported; row deleted on erasure",
            "sign_in_name": "how they sign in; kept until erasure, exported; row deleted on erasure",
            "called": "how pages address them; kept until erasure, exported; row deleted on erasure",
            "password": "a slow hash; kept until erasure, never exported; row deleted on erasure",
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

    def clean(self) -> None:
        self.sign_in_name = sign_in_name_of(self.sign_in_name)

    def get_full_name(self) -> str:
        return self.called

    @property
    def is_patient(self) -> bool:
        return self.role == Role.PATIENT

    @property
    def is_professional(self) -> bool:
        return self.role in PROFESSIONALS

    @property
    def is_administrator(self) -> bool:
        return self.role == Role.ADMINISTRATOR

    @property
    def patient_id(self) -> UUID | None:
        """The id of their patient record, or None for those who are not patients."""
        patient = getattr(self, "patient", None)
        return None if patient is None else patient.id

    @property
    def preferences(self) -> Preferences:
        return Preferences(self.language, self.theme, self.text_size, self.reduced_motion, self.time_zone)


class PatientQuerySet(models.QuerySet["Patient"]):
    """Patients, with the person beside them."""

    def of(self, person: Person) -> Patient | None:
        return self.filter(person=person).first()

    def named(self) -> Self:
        """With `person` loaded, for pages that say how to address them."""
        return self.select_related("person")


class Patient(models.Model):
    """Somebody who is cared for. Its id is the `patient` of every journal entry."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="patient")
    age_band = models.CharField(max_length=8, choices=AgeBand)
    contact_sealed = models.BinaryField(null=True)
    created_at = models.DateTimeField()

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
        fields: ClassVar[dict[str, str]] = {
            "id": "identifier only; kept until erasure, exported; row deleted on erasure",
            "person": "who this patient is; kept until erasure, exported; row deleted on erasure",
            "age_band": "age in bands; kept until erasure, exported; row deleted on erasure",
            "contact_sealed": "how to reach them, sealed; kept until withdrawn, exported; deleted on erasure",
            "created_at": "when care here began; kept until erasure, exported; row deleted on erasure",
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
        fields: ClassVar[dict[str, str]] = {
            "id": "identifier only; kept for two days, not exported; row deleted on erasure",
            "person": "whose words; kept for two days, not exported; row deleted on erasure",
            "path": "which page; kept for two days, not exported; row deleted on erasure",
            "sealed": "what was typed, sealed; kept for two days, not exported; row deleted on erasure",
            "expires_at": "when the row goes; kept for two days, not exported; row deleted on erasure",
        }

    def __str__(self) -> str:
        return str(self.id)
