"""The codes that tables hold about people, with the words that pages show for them."""

from __future__ import annotations

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What a person is here as. One role each, in one organisation: somebody who is both has two accounts."""

    PATIENT = "PATIENT", _("Patient")
    HELPER = "HELPER", _("Helper")
    PSYCHOLOGIST = "PSYCHOLOGIST", _("Psychologist")
    PSYCHIATRIST = "PSYCHIATRIST", _("Psychiatrist")
    NURSE = "NURSE", _("Nurse")
    GP = "GP", _("General practitioner")
    PEER_WORKER = "PEER_WORKER", _("Peer worker")
    SUPERVISOR = "SUPERVISOR", _("Supervisor")
    SAFETY_LEAD = "SAFETY_LEAD", _("Safety lead")
    SECRETARY = "SECRETARY", _("Secretary")
    RESEARCHER = "RESEARCHER", _("Researcher")
    AUTHOR = "AUTHOR", _("Content author")
    DATA_PROTECTION_OFFICER = "DATA_OFFICER", _("Data-protection officer")
    ADMINISTRATOR = "ADMINISTRATOR", _("Administrator")


CLINICIANS = frozenset(
    {
        Role.PSYCHOLOGIST,
        Role.PSYCHIATRIST,
        Role.NURSE,
        Role.GP,
        Role.SUPERVISOR,
        Role.SAFETY_LEAD,
    }
)
"""Who decides about care. The safety lead is one of them, never the data-protection officer (clinical-rules)."""
PROFESSIONALS = CLINICIANS | {Role.PEER_WORKER}
"""Who may be in a patient's care team."""
STAFF = frozenset(Role) - {Role.PATIENT, Role.HELPER}
"""Who works here: each needs a second factor to sign in."""


class ProviderCode(TextChoices):
    """Who may say to this site that somebody is who they are. Their names are theirs in every language."""

    PRO_SANTE_CONNECT = "psc", "Pro Santé Connect"
    FRANCE_CONNECT = "fc", "FranceConnect"


class Holder(TextChoices):
    """What an organisation is to the law: it decides within how many days a record is given (content/law)."""

    ESTABLISHMENT = "ESTABLISHMENT", _("Health establishment")
    PRACTICE = "PRACTICE", _("Independent practice")
    SOCIAL = "SOCIAL", _("Social or medico-social service")
    OTHER = "OTHER", _("Other service")


class Language(TextChoices):
    """The languages in which every page exists. Each is named in itself, so that its readers find it."""

    FRENCH = "fr", "Français"
    ENGLISH = "en", "English"


class Theme(TextChoices):
    AUTO = "AUTO", _("As on this device")
    LIGHT = "LIGHT", _("Light")
    DARK = "DARK", _("Dark")


class TextSize(IntegerChoices):
    NORMAL = 100, _("Normal")
    LARGER = 125, _("A little larger")
    LARGE = 150, _("Large")
    VERY_LARGE = 200, _("Twice as large")


class AgeBand(TextChoices):
    """Asked at sign-up instead of a date of birth: enough for the age gate, and no more than is needed."""

    UNDER_18 = "UNDER_18", _("Under 18")
    FROM_18 = "FROM_18", _("18 to 24")
    FROM_25 = "FROM_25", _("25 to 44")
    FROM_45 = "FROM_45", _("45 to 64")
    FROM_65 = "FROM_65", _("65 or over")
