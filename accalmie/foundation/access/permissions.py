"""What a person may be allowed to do, and to which roles and care relationships it is given."""

from __future__ import annotations

from enum import StrEnum, auto

from accalmie.foundation.people.codes import Role


class Permission(StrEnum):
    """Noun, then verb. OWN and IN_CARE are about one patient's record, AT_LARGE about the site."""

    RECORD_READ = auto()
    RECORD_WRITE = auto()
    CONTACT_READ = auto()
    CONSENT_GIVE = auto()
    CONCERN_READ = auto()
    CONCERN_REVIEW = auto()
    STEP_REVIEW = auto()
    MODULE_OPEN = auto()
    PROGRAMME_ASSIGN = auto()
    CASELOAD_READ = auto()
    PERSON_CREATE = auto()
    SITE_CONFIGURE = auto()


OWN = frozenset({Permission.RECORD_READ, Permission.RECORD_WRITE, Permission.CONTACT_READ, Permission.CONSENT_GIVE})
"""What patients may do with their own record, and nobody else's."""

IN_CARE: dict[Role, frozenset[Permission]] = {
    Role.PSYCHOLOGIST: frozenset(
        {
            Permission.RECORD_READ,
            Permission.CONTACT_READ,
            Permission.CONCERN_READ,
            Permission.CONCERN_REVIEW,
            Permission.STEP_REVIEW,
            Permission.MODULE_OPEN,
            Permission.PROGRAMME_ASSIGN,
        }
    ),
}
"""What professionals may do for a patient, while a care relationship stands."""

AT_LARGE: dict[Role, frozenset[Permission]] = {
    Role.PSYCHOLOGIST: frozenset({Permission.CASELOAD_READ}),
    Role.ADMINISTRATOR: frozenset({Permission.PERSON_CREATE, Permission.SITE_CONFIGURE}),
}
"""What a role may do on the site itself, where no patient is named."""
