"""A practice as words on a page or in a file: what is said, and each silence by its length."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _, ngettext

from accalmie.core.definitions import Language
from accalmie.core.practices import Practice, timeline


@dataclass(frozen=True)
class Said:
    """One part: `words` as they are read, `silence` its seconds (0 when something is said), `starts` its second."""

    words: str
    silence: int
    starts: int


def parts(practice: Practice, language: Language) -> tuple[Said, ...]:
    """Every part, with each silence said."""
    return tuple(
        Said(one.words, 0, one.starts) if one.words else Said(silence(one.lasts), one.lasts, one.starts)
        for one in timeline(practice.script[language])
    )


def silence(seconds: int) -> str:
    """A silence in words."""
    if seconds < 60:
        return ngettext("silence of %(num)s second", "silence of %(num)s seconds", seconds) % {"num": seconds}
    if seconds % 60 == 0:
        minutes = seconds // 60
        return ngettext("silence of %(num)s minute", "silence of %(num)s minutes", minutes) % {"num": minutes}
    return _("silence of %(minutes)s min %(seconds)s s") % {"minutes": seconds // 60, "seconds": f"{seconds % 60:02d}"}


def standing() -> tuple[str, ...]:
    """What stands before every practice, whichever it is."""
    return (
        _("Eyes open is fine. So is moving, changing position, or stopping before the end."),
        _(
            "If you feel far away from yourself, or a memory takes over: open your eyes, name five things that you "
            "see, and stop there. Then talk to somebody about it."
        ),
        _("A practice may calm you, or not, or bring up something sad. None of it means that you are doing it badly."),
    )


def as_text(practice: Practice, language: Language) -> str:
    """The whole practice as plain text, to print or to keep."""
    head = [practice.title[language], "", practice.intro[language], practice.position[language]]
    careful = [practice.careful[language]] if practice.careful else []
    said = [f"({part.words})" if part.silence else part.words for part in parts(practice, language)]
    return (
        "\n\n".join([part for part in [*head, *careful, *standing(), "* * *", *said, "* * *", helped()] if part]) + "\n"
    )


def helped() -> str:
    """Whom to call, for a text that is read far from the site."""
    return _("If it cannot wait: 3114 day and night in France, free of charge; 15 or 112 in danger (114 by SMS).")
