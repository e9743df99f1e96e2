"""What a person may be allowed to do, and to which roles and grounds it is given. What is not written here is no."""

from __future__ import annotations

from enum import StrEnum, auto

from accalmie.foundation.people.codes import CLINICIANS, STAFF, Role


class Permission(StrEnum):
    """Noun, then verb. AT_LARGE is about the site, everything else about one patient's record."""

    RECORD_READ = auto()
    RECORD_WRITE = auto()
    CONTACT_READ = auto()
    CONSENT_GIVE = auto()
    TASKS_READ = auto()
    TALKS_READ = auto()
    PLAN_READ = auto()
    PLAN_WRITE = auto()
    CONCERN_READ = auto()
    CONCERN_REVIEW = auto()
    STEP_REVIEW = auto()
    MODULE_OPEN = auto()
    PROGRAMME_ASSIGN = auto()
    TEAM_CHANGE = auto()
    CASELOAD_READ = auto()
    CASELOAD_TAKE = auto()
    CARE_INVITE = auto()
    INTAKE_TAKE = auto()
    RECORD_FIND = auto()
    HELPED_READ = auto()
    NAMES_READ = auto()
    EMERGENCY_READ = auto()
    OPENINGS_READ = auto()
    REQUESTS_ANSWER = auto()
    ACCOUNT_RESTORE = auto()
    INSIGHT_READ = auto()
    SERVICE_READ = auto()
    SUPERVISION_GIVE = auto()
    WORK_READ = auto()
    PERSON_CREATE = auto()
    SITE_CONFIGURE = auto()
    RULES_READ = auto()
    RULES_SIGN = auto()
    ROTA_DECIDE = auto()
    ALERT_TEST = auto()
    ALERT_SEE = auto()
    ALERT_TAKE = auto()
    PACK_TAKE = auto()
    CLOSURE_DECLARE = auto()
    CLOSURE_TELL = auto()
    INCIDENT_CLASSIFY = auto()
    RECONTACT_DECIDE = auto()
    DEATH_NOTE = auto()


Permissions = frozenset[Permission]

OWN: Permissions = frozenset(
    {
        Permission.RECORD_READ,
        Permission.RECORD_WRITE,
        Permission.CONTACT_READ,
        Permission.CONSENT_GIVE,
        Permission.TASKS_READ,
    }
)
"""What patients may do with their own record, and nobody else's."""

_READING: Permissions = frozenset(
    {
        Permission.RECORD_READ,
        Permission.TALKS_READ,
        Permission.CONCERN_READ,
        Permission.PLAN_READ,
        Permission.TASKS_READ,
    }
)
_CARING: Permissions = _READING | {
    Permission.CONTACT_READ,
    Permission.CONCERN_REVIEW,
    Permission.PLAN_WRITE,
    Permission.STEP_REVIEW,
    Permission.MODULE_OPEN,
    Permission.PROGRAMME_ASSIGN,
    Permission.TEAM_CHANGE,
    Permission.RECONTACT_DECIDE,
    Permission.DEATH_NOTE,
}

IN_CARE: dict[Role, Permissions] = {
    **dict.fromkeys(CLINICIANS - {Role.SUPERVISOR}, _CARING),
    Role.SUPERVISOR: _READING,
    Role.PEER_WORKER: frozenset({Permission.TASKS_READ, Permission.CONTACT_READ}),
}
"""What professionals may do for a patient of their organisation, while they are in the care team."""

CARING_ROLES = frozenset(role for role, given in IN_CARE.items() if Permission.STEP_REVIEW in given)
"""Who answers a patient: the people whom pages mean when they say “your care team reads it”."""

BY_CONSENT: dict[str, Permissions] = {
    "course": frozenset({Permission.RECORD_READ, Permission.TASKS_READ}),
    "danger": frozenset({Permission.CONCERN_READ}),
    "contact": frozenset({Permission.CONTACT_READ}),
}
"""What each purpose opens to somebody outside the care team, once the patient has agreed to it. Their role must give it
as well."""

BY_MANDATE: dict[str, Permissions] = {
    "tasks": frozenset({Permission.TASKS_READ}),
    "contact": frozenset({Permission.CONTACT_READ}),
    "beside": frozenset(),
}
"""What each power of a mandate opens to a helper. Being *beside* somebody who fills in their own pages opens none."""

IN_EMERGENCY: dict[Role, Permissions] = dict.fromkeys(CLINICIANS, _READING | {Permission.CONTACT_READ})
"""What a clinician may do after breaking the glass: read, and reach the person. Nothing is decided outside care."""

IN_ORGANISATION: dict[Role, Permissions] = {Role.SECRETARY: frozenset({Permission.CONTACT_READ})}
"""What a role may do for every patient of its own organisation: names and how to reach them, for appointments."""

_WORKING: Permissions = frozenset({Permission.WORK_READ, Permission.ACCOUNT_RESTORE})
_CLINICAL: Permissions = _WORKING | {
    Permission.CASELOAD_READ,
    Permission.CASELOAD_TAKE,
    Permission.CARE_INVITE,
    Permission.INTAKE_TAKE,
    Permission.RECORD_FIND,
    Permission.INSIGHT_READ,
    Permission.RULES_READ,
    Permission.RULES_SIGN,
    Permission.ALERT_SEE,
    Permission.ALERT_TAKE,
    Permission.PACK_TAKE,
    Permission.CLOSURE_TELL,
}
_ANSWERING: Permissions = frozenset({Permission.ALERT_TAKE, Permission.PACK_TAKE, Permission.CLOSURE_TELL})
"""What only those have who answer people on this site."""

AT_LARGE: dict[Role, Permissions] = {
    **dict.fromkeys(STAFF, _WORKING),
    **dict.fromkeys(CLINICIANS, _CLINICAL),
    Role.SUPERVISOR: _CLINICAL - _ANSWERING - {Permission.CARE_INVITE, Permission.INTAKE_TAKE, Permission.CASELOAD_TAKE}
    | {Permission.SERVICE_READ, Permission.SUPERVISION_GIVE},
    Role.SAFETY_LEAD: _CLINICAL
    | {
        Permission.ALERT_TEST,
        Permission.REQUESTS_ANSWER,
        Permission.INCIDENT_CLASSIFY,
        Permission.CLOSURE_DECLARE,
        Permission.SERVICE_READ,
        Permission.SUPERVISION_GIVE,
    },
    Role.PEER_WORKER: _WORKING | {Permission.HELPED_READ, Permission.RULES_READ, Permission.ALERT_SEE},
    Role.HELPER: frozenset({Permission.HELPED_READ}),
    Role.SECRETARY: _WORKING | {Permission.NAMES_READ, Permission.CLOSURE_TELL},
    Role.RESEARCHER: frozenset({Permission.WORK_READ, Permission.INSIGHT_READ}),
    Role.AUTHOR: frozenset({Permission.WORK_READ}),
    Role.DATA_PROTECTION_OFFICER: _WORKING
    | {Permission.EMERGENCY_READ, Permission.OPENINGS_READ, Permission.REQUESTS_ANSWER},
    Role.ADMINISTRATOR: _WORKING
    | {
        Permission.PERSON_CREATE,
        Permission.SITE_CONFIGURE,
        Permission.REQUESTS_ANSWER,
        Permission.INSIGHT_READ,
        Permission.SERVICE_READ,
        Permission.RULES_READ,
        Permission.ROTA_DECIDE,
        Permission.CLOSURE_DECLARE,
        Permission.ALERT_TEST,
    },
}
"""What a role may do on the site itself, where no patient is named."""
