"""The order of the manual: chapters, with what each is about. Inside a chapter, files in the order given here."""

from __future__ import annotations

from typing import NamedTuple


class Chapter(NamedTuple):
    """A page of docs/reference. `files` are the spec tests, one section each, relative to tests/spec."""

    name: str
    title: str
    about: str
    files: tuple[str, ...]


CONTENTS = (
    Chapter(
        "pacing",
        "Pacing",
        "When something opens, and how a person's own pace changes that.",
        ("programme/pacing/test_modules_open.py", "programme/pacing/test_delays.py"),
    ),
    Chapter(
        "practices",
        "Practices in life",
        "Something small, done on some days, noted in a line.",
        ("programme/practices/test_days_in_life.py",),
    ),
    Chapter(
        "declining",
        "Declining",
        "Nothing in a programme is compulsory.",
        ("programme/declining/test_declining.py",),
    ),
    Chapter(
        "measures",
        "Measures",
        "Which questionnaires are asked, and when.",
        ("programme/measures/test_due.py", "programme/measures/test_words.py"),
    ),
    Chapter(
        "branching",
        "Branching",
        "Steps that some people are shown and others not.",
        ("programme/branching/test_conditions.py", "programme/branching/test_modules_for_some.py"),
    ),
    Chapter(
        "tailored-text",
        "Tailored text",
        "Sentences that change with the person, and their own words said back.",
        ("programme/tailored_text/test_what_is_read.py",),
    ),
    Chapter(
        "danger",
        "Danger",
        "What an answer that shows danger does to the programme. The levels are in the clinical rules of the house.",
        ("programme/danger/test_help_first.py", "programme/danger/test_hold.py"),
    ),
    Chapter(
        "gaps-and-pauses",
        "Gaps and pauses",
        "Being away, on purpose or not, and coming back.",
        ("programme/gaps_and_pauses/test_coming_back.py", "programme/gaps_and_pauses/test_pauses.py"),
    ),
    Chapter(
        "aftercare",
        "After-care and interludes",
        "What comes after the end, and what is said first when a measure calls for it.",
        ("programme/aftercare/test_boosters.py", "programme/aftercare/test_interludes.py"),
    ),
    Chapter(
        "orientation",
        "Orientation",
        "Questions that lead to a programme, a person, a doctor or help.",
        ("programme/orientation/test_where_it_leads.py",),
    ),
    Chapter(
        "modes",
        "Modes",
        "With a professional, and without.",
        ("programme/modes/test_modes.py",),
    ),
    Chapter(
        "rating",
        "Rating",
        "What the person thought of it.",
        ("programme/rating/test_after_a_module.py",),
    ),
    Chapter(
        "versions",
        "Versions",
        "What happens to people when a programme changes.",
        ("programme/versions/test_moving.py",),
    ),
    Chapter(
        "late-entries",
        "Late entries",
        "Telephones without a connection, double touches, things that arrive in the wrong order.",
        ("programme/late_entries/test_late.py",),
    ),
)
