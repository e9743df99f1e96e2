"""Every page of the site, by who looks at it: visitors (""), patients, the psychologist, the administrator.

An address is a path, or (page, link): the first such link, or form, on a page.
"""

from __future__ import annotations

Address = str | tuple[str, str]

PAGES: dict[str, list[tuple[str, Address]]] = {
    "": [
        ("home:open-door", "/"),
        ("people:sign-up", "/sign-up/"),
        ("people:under-18", "/sign-up/under-18/"),
        ("people:sign-in", "/sign-in/"),
        ("people:signed-out", "/signed-out/"),
        ("safety:help-now", "/help/"),
        ("design:about", "/about/"),
        ("design:your-data", "/your-data/"),
        ("design:accessibility", "/accessibility/"),
        ("design:gallery", "/_design/"),
        ("home:nowhere", "/no-such-page/"),
    ],
    "noe": [
        ("home:today", "/today/"),
        ("programmes:list-programmes", "/programmes/"),
        ("programmes:show-programme", "/programmes/depression/"),
        ("exercises:list-mine", "/exercises/"),
        ("measures:show-progress", "/progress/"),
        ("caseload:show-team", "/care/"),
        ("caseload:join", "/care/join/"),
    ],
    "therese": [
        ("home:today", "/today/"),
        ("programmes:show-map", "/programme/"),
        ("programmes:do-step", ("/today/", ".step-card a.nhsuk-button")),
        ("programmes:do-step", "/programme/step/what-matters/my-values/"),
        ("programmes:do-step", "/programme/step/plan-the-week/watch-the-week/"),
        ("programmes:do-step", "/programme/step/the-circle/look-back-circle/"),
        ("programmes:show-programme", "/programmes/depression/"),
        ("programmes:note-practice", "/programme/practice/the-circle/circle-practice/"),
        ("programmes:rate-module", "/programme/module/the-circle/rate/"),
        ("programmes:ask-other-way", "/programme/step/the-circle/welcome/other-way/"),
        ("programmes:change-pace", "/programme/pace/"),
        ("measures:answer-instrument", "/measures/phq-9/"),
        ("measures:note-mood", "/mood/"),
        ("measures:show-progress", "/progress/"),
        ("exercises:list-mine", "/exercises/"),
        ("exercises:list-exercises", "/exercises/new/"),
        ("exercises:write", "/exercises/new/thought-record/"),
        ("exercises:show-written", ("/exercises/", "main a[href*='/exercises/written/']")),
        ("people:edit-settings", "/settings/"),
        ("people:edit-contact", "/settings/contact/"),
        ("people:change-password", "/settings/password/"),
        ("caseload:show-team", "/care/"),
    ],
    "nadia": [
        ("home:today", "/today/"),
        ("safety:show-hold", ("/today/", ".step-card a.nhsuk-button")),
    ],
    "yannick": [("home:today", "/today/"), ("programmes:show-map", "/programme/")],
    "claire": [
        ("caseload:list-patients", "/desk/"),
        ("caseload:invite", "/desk/invite/"),
        ("caseload:show-patient", ("/desk/", "main tbody a")),
    ],
    "admin": [("home:administer", "/team/")],
}

WITHOUT_A_PAGE = {
    "home:go-on",
    "home:move-clock",
    "people:create-account",
    "people:sign-out",
    "people:use-language",
    "safety:leave",
    "safety:answer-questions",  # looked at by a test of its own: it comes after an answer
    "programmes:start-programme",
    "programmes:decline-step",
    "programmes:choose-short",
    "programmes:come-back",
    "exercises:share-written",
    "caseload:raise-concern",
    "caseload:review-concern",
    "caseload:reply",
    "caseload:review-step",
    "caseload:open-module",
    "caseload:admit",
}
"""Addresses that only take a form, or lead elsewhere at once."""
