"""What is expected at every door, written by hand and apart from the policy. An address that is not here fails a test.

`NEEDS` says what each address asks for. `ROLES` says which role has it, and in which situation.
"""

from __future__ import annotations

ANYBODY, SIGNED_IN, OWN, OWN_OBJECT = "anybody", "signed in", "own", "own object"
READ, DECIDE, WORRY, TEAM = "read", "decide", "worry", "team"
"""What is asked about one patient: to read something of their record, to decide in it, to be worried about them, or
to read what the care team keeps to itself, which no consent to the course opens."""

_OF_THE_SITE = {
    "desk": [
        "caseload:list-patients",
        "caseload:save-view",
        "caseload:forget-view",
        "recontact:list-due",
        "coordination:list-tasks",
        "closing:list-ends",
        "supervision:list-notes",
        "reviewing:list-reviews",
        "reviewing:correct-time",
        "reviewing:list-phrases",
        "reviewing:drop-phrase",
        "reviewing:plan-absence",
        "reviewing:cover-again",
        "reviewing:take-absence-back",
    ],
    "take": ["caseload:take-list"],
    "invite": ["caseload:invite", "caseload:print-card", "caseload:list-newcomers", "caseload:hand-over"],
    "glass": ["caseload:break-glass"],
    "beside": ["home:beside"],
    "names": ["home:list-names"],
    "officer": ["home:officer", "privacy:search-openings"],
    "requests": ["privacy:list-requests", "privacy:download-register", "privacy:download-assessment"],
    "work": ["home:work", "device:report-incident", "device:show-hazards"],
    "vouch": ["home:vouch"],
    "administer": ["home:administer", "home:edit-clinic", "safety:decide-rota"],
    "close": ["closures:list-closures", "closures:declare"],
    "tell": ["closures:list-calls"],
    "insight": ["insight:show-simulated-clinic", "insight:show-models"],
    "rules": ["safety:show-rules"],
    "figures": ["service:show-figures", "service:show-monday", "service:download-csv", "service:download-json"],
    "supervise": ["supervision:list-cases", "supervision:write-note"],
    "alert": ["safety:send-test-alert", "safety:show-unsent"],
    "answer": ["safety:list-alerts", "safety:show-on-call", "safety:add-leave", "safety:take-leave-back"],
    "packs": ["pack:list-packs"],
    "keep": ["pack:make-passphrase"],
    "classify": ["device:list-incidents", "device:classify-incident", "device:file-harm"],
}

ROLES_TABLE = """
role          | site                                                                                                      | in care     | by consent | in emergency
PATIENT       |                                                                                                           |             |            |
HELPER        | beside                                                                                                    | worry       |            |
PSYCHOLOGIST  | work,vouch,desk,take,invite,glass,insight,rules,sign,answer,tell,packs                                    | read,decide | read       | read
PSYCHIATRIST  | work,vouch,desk,take,invite,glass,insight,rules,sign,answer,tell,packs                                    | read,decide | read       | read
NURSE         | work,vouch,desk,take,invite,glass,insight,rules,sign,answer,tell,packs                                    | read,decide | read       | read
GP            | work,vouch,desk,take,invite,glass,insight,rules,sign,answer,tell,packs                                    | read,decide | read       | read
SAFETY_LEAD   | work,vouch,desk,take,invite,glass,insight,rules,sign,alert,requests,answer,classify,close,tell,packs,keep,figures,supervise | read,decide | read       | read
SUPERVISOR    | work,vouch,desk,glass,insight,rules,sign,figures,supervise | read        | read       | read
PEER_WORKER   | work,vouch,beside,rules                                                                                   | worry       |            |
SECRETARY     | work,vouch,names,tell                                                                                     |             |            |
RESEARCHER    | work,insight                                                                                              |             |            |
AUTHOR        | work                                                                                                      |             |            |
DATA_OFFICER  | work,vouch,officer,requests                                                                               |             |            |
ADMINISTRATOR | work,vouch,administer,insight,rules,alert,requests,close,figures |             |            |
"""  # noqa: E501
"""What each role has on the site itself, and what it has of one patient, by situation; no other situation gives any."""

FORMS = {
    "safety:show-rules": "sign",
    "reviewing:read": DECIDE,
    "caseload:show-notes": DECIDE,
    "caseload:show-elsewhere": DECIDE,
}
"""Where a form asks for more than the page that it stands on."""

_FOR_ANYBODY = """
    home:open-door home:before home:breathe home:move-clock home:open-helper-account contact:ask contact:keep
    safety:help-now safety:close-to safety:worried safety:leave safety:rest safety:come-back safety:show-offline
    safety:service-worker
    people:sign-up people:under-18 people:create-account people:sign-in people:sign-out people:signed-out
    people:show-factor people:ask-for-passkey people:sign-in-by-passkey people:choose-new-password
    home:lost home:restored home:card
    people:use-language people:read-in people:sign-in-elsewhere people:come-back-from
    privacy:erased privacy:show-openness design:about design:your-data
    design:accessibility design:gallery
    plan:show-here safety:after-death
    understanding:list-pieces understanding:begin-piece understanding:read-page
    explainers:list-explainers explainers:show-explainer explainers:send
    practices:list-practices practices:breathe practices:show-practice practices:begin practices:go-gently
    practices:download-text practices:download-page
"""
_FOR_WHOEVER_IS_SIGNED_IN = """
    people:edit-settings people:change-password people:show-security people:be-sure people:set-up-factor
    people:make-sheet people:remove-factor people:add-passkey people:ask-for-new-passkey
    people:end-session people:end-other-sessions people:link-elsewhere people:unlink-elsewhere
"""
_FOR_THE_PATIENT = """
    home:today home:go-on people:edit-contact
    caseload:show-team caseload:join caseload:give-mandate
    exercises:list-mine exercises:list-exercises exercises:write exercises:show-tool
    measures:answer-instrument measures:note-mood measures:show-progress
    programmes:find-my-way programmes:start-orientation programmes:orientation-result programmes:change-orientation
    programmes:orientation-step programmes:decline-orientation-step programmes:list-programmes
    programmes:show-programme programmes:start-programme programmes:name-doctor programmes:show-map
    programmes:do-step programmes:decline-step programmes:note-practice programmes:rate-module
    programmes:ask-other-way programmes:change-pace programmes:choose-short programmes:come-back
    programmes:agree-to-call
    privacy:show-rights privacy:show-opened privacy:show-record privacy:download privacy:ask privacy:erase
    device:tell-harm insight:show-mine
    privacy:open-again privacy:show-consents privacy:show-without privacy:take-with-me privacy:complain
    plan:show-mine plan:write plan:write-part plan:confirm plan:share plan:list-versions
    recontact:show-mine recontact:my-card recontact:stop recontact:ask-rhythm
    sleep:show-diary sleep:note-night sleep:withdraw-night sleep:show-window sleep:answer-questions sleep:start-window
    sleep:too-hard sleep:answer-week
    coordination:show-mine coordination:write-goal coordination:list-letters
    closing:show-mine stepping:show-mine relatives:show-mine
"""
_FOR_THE_PATIENT_WHOSE_IT_IS = """
    exercises:show-written exercises:share-written safety:answer-questions safety:show-hold safety:after-words
    caseload:leave caseload:answer-sharing caseload:end-mandate plan:show-version
    coordination:change-goal coordination:end-goal coordination:answer-letter relatives:change relatives:take-back
"""
_READS = "caseload:show-patient reviewing:read"
_FOR_THE_TEAM = "caseload:show-notes caseload:show-elsewhere"
_DECIDES = """
    caseload:raise-concern caseload:review-concern caseload:review-step caseload:open-module
    caseload:change-mode safety:show-alert safety:note-try safety:close-alert
    caseload:support-sleep caseload:resume-sleep caseload:write-again caseload:keep-working caseload:throw-away
    caseload:correct-elsewhere caseload:decide-advice
    caseload:answer-talk caseload:admit caseload:change-orientation caseload:note-contact caseload:move caseload:share
    closing:propose closing:take-back closing:end stepping:decide
    plan:write-together reviewing:agree home:see-as
    coordination:show-plan coordination:write-together coordination:change-together coordination:end-together
    coordination:give-task coordination:move-task coordination:end-task caseload:prepare-letter
    coordination:show-letter coordination:note-answer coordination:send-letter coordination:download-letter
    coordination:confirm-receipt coordination:end-letter
    coordination:show-room coordination:write-message coordination:note-read coordination:make-task
    recontact:propose recontact:note-stop recontact:print-card recontact:print-letter recontact:show-step
    recontact:note-try recontact:close-step recontact:move-step safety:note-death safety:correct-death
"""
_WORRIES = "home:say-worried"
_FOR_NOBODY_HERE = """
    safety:acknowledge safety:take-alert privacy:answer caseload:take-into-care home:vouch-too recontact:take
    pack:take-pack closures:correct closures:take-back closures:answer-for closures:note-told
"""
"""Only for whoever is on the rota, or to whom a request was put, and none of those who try is."""

NEEDS: dict[str, str] = {
    **dict.fromkeys(_FOR_ANYBODY.split(), ANYBODY),
    **dict.fromkeys(_FOR_WHOEVER_IS_SIGNED_IN.split(), SIGNED_IN),
    **dict.fromkeys(_FOR_THE_PATIENT.split(), OWN),
    **dict.fromkeys(_FOR_THE_PATIENT_WHOSE_IT_IS.split(), OWN_OBJECT),
    **dict.fromkeys(_READS.split(), READ),
    **dict.fromkeys(_FOR_THE_TEAM.split(), TEAM),
    **dict.fromkeys(_DECIDES.split(), DECIDE),
    **dict.fromkeys(_WORRIES.split(), WORRY),
    **dict.fromkeys(_FOR_NOBODY_HERE.split(), "nobody"),
    **{name: need for need, names in _OF_THE_SITE.items() for name in names},
}


def _roles() -> dict[str, dict[str, frozenset[str]]]:
    head, *lines = [[cell.strip() for cell in line.split("|")] for line in ROLES_TABLE.strip().splitlines()]
    return {
        line[0]: {
            where: frozenset(part.strip() for part in cell.split(",") if part.strip())
            for where, cell in zip(head[1:], line[1:], strict=True)
        }
        for line in lines
    }


ROLES = _roles()


def is_expected(need: str, role: str, situation: str, *, is_owner: bool = False) -> bool:
    """Whether this door opens for this role in this situation ("in care", "by consent", "in emergency", or one that
    gives nothing)."""
    if need in (ANYBODY, SIGNED_IN):
        return True
    if need in (OWN, OWN_OBJECT):
        return role == "PATIENT" and (need == OWN or is_owner)
    if need == TEAM:
        return situation != "by consent" and is_expected(READ, role, situation)
    if need in (READ, DECIDE, WORRY):
        return need in ROLES[role].get(situation, frozenset())
    return need in ROLES[role]["site"]
