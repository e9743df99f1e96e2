"""The documents of safety in the set that a clinician signs: danger, numbers to call, and the days around a start."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import time

from django.utils import translation
from django.utils.translation import gettext as _, ngettext

from accalmie.core.crisis import CrisisRules, Escalation, Helpline, Level, worst
from accalmie.core.crisis.language import classify
from accalmie.core.crisis.rules import Delay
from accalmie.foundation.words.formats import clock_time
from accalmie.safety import library
from accalmie.safety.readiness.documents import Document, Row, Table


def load() -> Iterator[Document]:
    """The four documents, as this process applies them."""
    danger, helplines, starting = library.rules(), library.help_set(), library.opening()
    elsewhere = library.elsewhere()
    language = library.language().rules
    yield Document(
        "danger", danger.version, danger.author, danger.source, library.text("danger").encode(),
        lambda _language: _("Danger answers: the questions, the levels, the delays"), danger_tables,
    )  # fmt: skip
    yield Document(
        "language", language.version, language.author, language.source, library.text("language").encode(),
        lambda _language: _("Language signs: what is noticed in words, and what is left alone"), language_tables,
    )  # fmt: skip
    yield Document(
        "helplines", helplines.version, helplines.author, helplines.source, library.text("helplines").encode(),
        lambda _language: _("The numbers to call"), line_tables,
    )  # fmt: skip
    yield Document(
        "helplines-elsewhere", elsewhere.version, elsewhere.author, elsewhere.source,
        library.text("elsewhere").encode(),
        lambda _language: _("The numbers to call, overseas and in other countries"), elsewhere_tables,
    )  # fmt: skip
    yield Document(
        "starting", starting.version, starting.author, starting.source, library.text("starting").encode(),
        lambda _language: _("Around a start: for how long things count"), starting_tables,
    )  # fmt: skip


def level_name(level: Level) -> str:
    """A level of danger in words."""
    return {
        Level.NONE: _("No danger found"),
        Level.DISTRESS: _("Distress, without thoughts of death"),
        Level.PASSIVE: _("Thoughts of death, without intent"),
        Level.ACTIVE: _("Thoughts of suicide"),
        Level.PLAN: _("A plan, or the means"),
        Level.HARM_TO_OTHERS: _("Danger for someone else"),
    }[level]


def danger_tables(language: str) -> tuple[Table, ...]:
    """What shows help, the graded questions, what follows a level, and the staffed hours."""
    rules = library.rules()
    return (
        Table(_("Answers that show help at once"), (_("Questionnaire"), _("From"), _("Declined")), _signs(rules)),
        Table(
            _("The graded questions: the gravest answer decides"),
            (_("Question"), _("A yes means"), _("Declined means"), _("Already done")),
            tuple(
                (one.ask[language], level_name(one.yes), level_name(one.declined), _("yes") if one.under_way else "–")
                for one in rules.questions
            ),
        ),
        Table(
            _("What follows a level"), (_("Level"), _("Somebody answers within"), _("The programme")), _follows(rules)
        ),
        Table(
            _("Who is told of an alert that nobody has taken"),
            (_("Of the staffed time up to its deadline"), _("Who")),
            _told(rules.escalation),
        ),
        Table(_("What closes an alert"), (_("Outcome"), _("When")), _closes(rules.escalation)),
        Table(
            _("Staffed hours, %(zone)s") % {"zone": rules.staffed.time_zone},
            (_("Day"), _("Hours")),
            hours_of_the_week(rules, language),
        ),
        Table(_("Besides"), (_("Rule"), _("Value")), _besides(rules)),
    )


def _signs(rules: CrisisRules) -> tuple[Row, ...]:
    return tuple(
        (
            _("%(instrument)s, question %(item)s") % {"instrument": sign.instrument.upper(), "item": sign.item},
            str(sign.from_score),
            _("shows help too") if sign.declined else "–",
        )
        for sign in rules.signs
    )


def _follows(rules: CrisisRules) -> tuple[Row, ...]:
    goes_on, waits = _("goes on"), _("waits: plan and contact first")
    levels = tuple(
        (level_name(level), _delay(rules.delays.get(level)), goes_on if level in rules.goes_on else waits)
        for level in Level
    )
    return (*levels, (_("Something already done"), _delay(rules.under_way), waits))


def _delay(delay: Delay | None) -> str:
    if delay is None:
        return _("nothing is owed")
    if delay.next_working_day:
        return _("the next working day")
    if delay.minutes % 60:
        return ngettext("%(num)s staffed minute", "%(num)s staffed minutes", delay.minutes) % {"num": delay.minutes}
    hours = delay.minutes // 60
    return ngettext("%(num)s staffed hour", "%(num)s staffed hours", hours) % {"num": hours}


def days_of_the_week() -> dict[str, str]:
    """Each day by the name that the files use."""
    return {
        "monday": _("Monday"), "tuesday": _("Tuesday"), "wednesday": _("Wednesday"), "thursday": _("Thursday"),
        "friday": _("Friday"), "saturday": _("Saturday"), "sunday": _("Sunday"),
    }  # fmt: skip


def hours_of_the_week(rules: CrisisRules, language: str) -> tuple[tuple[str, str], ...]:
    """Each day with its staffed hours, as the reader writes hours."""
    week: dict[str, str] = {str(day): hours for day, hours in rules.staffed.week.items()}
    return tuple((day, _between(week.get(name, ""), language)) for name, day in days_of_the_week().items())


def _between(hours: str, language: str) -> str:
    """09:00-18:00 as “9 h – 18 h”."""
    if not hours:
        return _("nobody")
    return " – ".join(clock_time(time.fromisoformat(part), language) for part in hours.split("-"))


def _told(ladder: Escalation) -> tuple[Row, ...]:
    who = {
        "first": _("whoever comes first among those present: who follows the person, then the rota in its order"),
        "next": _("the next of them"),
        "everybody": _("everybody present"),
        "lead": _("everybody who is not away, and the safety lead"),
    }
    again = _("then after %(minutes)s staffed minutes, each time twice as long, up to %(most)s") % {
        "minutes": ladder.again_minutes,
        "most": ladder.again_at_most,
    }
    late = _("whoever took it and the safety lead, again every %(minutes)s staffed minutes") % {
        "minutes": ladder.late_minutes
    }
    return (
        *((f"{step.at}\N{NO-BREAK SPACE}%", who[step.tell]) for step in ladder.steps),
        (_("after its deadline"), again),
        (_("taken, and not closed by its deadline"), late),
    )


def _closes(ladder: Escalation) -> tuple[Row, ...]:
    tries = _("%(tries)s calls, the first and the last %(minutes)s minutes apart; never above: %(levels)s") % {
        "tries": ladder.tries,
        "minutes": ladder.tries_apart_minutes,
        "levels": level_name(worst(ladder.unreached_closes)),
    }
    return (
        (_("reached"), _("a clinician spoke with the person")),
        (_("handed over"), _("somebody else answers now, and confirmed it")),
        (_("emergency services called"), _("the call is noted")),
        (_("not reached"), tries),
        (
            _("looked at, no contact needed today"),
            _("never above: %(levels)s") % {"levels": level_name(worst(ladder.reviewed_closes))},
        ),
    )


def _besides(rules: CrisisRules) -> tuple[Row, ...]:
    days = rules.same_answer_days
    return (
        (_("Every graded question answered no"), level_name(rules.floor)),
        (_("Questions left unfinished"), level_name(rules.unfinished)),
        (
            _("An unchanged answer, already reviewed, asks nobody again for"),
            ngettext("%(num)s day", "%(num)s days", days) % {"num": days},
        ),
        (_("The worry of somebody who helps"), level_name(rules.worried)),
        (
            ngettext(
                "No word for %(num)s day after an alert at active or above was closed",
                "No word for %(num)s days after an alert at active or above was closed",
                rules.silence_days,
            )
            % {"num": rules.silence_days},
            level_name(rules.silence),
        ),
    )


def language_tables(language: str) -> tuple[Table, ...]:
    """How much is enough for each level, and some sentences as they are read. A verdict only raises."""
    read_with = library.language()
    levels, enough, sure = list(Level)[1:], read_with.rules.enough.in_order, read_with.rules.sure.in_order
    return (
        Table(
            _("What is noticed in words: the gravest one, two or three sentences in a row decide"),
            (_("Level"), _("From a score of"), _("Where a page is led by it, from")),
            tuple(
                (level_name(level), str(first), str(second))
                for level, first, second in zip(levels, enough, sure, strict=True)
            ),
        ),
        Table(
            _("Some sentences, as they are read"),
            (_("Example"), _("Level")),
            tuple((said, level_name(classify(read_with, said))) for said in read_with.rules.examples[language]),
        ),
    )


def line_tables(language: str) -> tuple[Table, ...]:
    """Every number, its hours, its source, and whether somebody still has to check it."""
    return (_line_table(_("Numbers"), library.helplines(), language),)


def _line_table(caption: str, lines: Iterable[Helpline], language: str) -> Table:
    rows = tuple(
        (
            one.name[language] if one.name[language].startswith(one.number) else f"{one.number} {one.name[language]}",
            one.what[language],
            hours_in_words(one, language),
            one.source,
            _("to be checked") if one.to_check else one.checked,
        )
        for one in lines
    )
    return Table(caption, (_("Number"), _("For"), _("Hours"), _("Source"), _("Checked")), rows)


def elsewhere_tables(language: str) -> tuple[Table, ...]:
    """The same of every other territory and country."""
    return tuple(_line_table(place.name[language], place.lines, language) for place in library.elsewhere().places)


def hours_in_words(line: Helpline, language: str) -> str:
    """When somebody answers this number, as its source says."""
    with translation.override(language):
        if line.hours == "always":
            return _("day and night")
        if line.hours == "unknown":
            return _("hours to be checked")
        days = days_of_the_week()
        if len(line.hours) == len(days) and len(set(line.hours.values())) == 1:
            return _("every day %(hours)s") % {"hours": _between(next(iter(line.hours.values())), language)}
        return ", ".join(f"{days[day]} {_between(hours, language)}" for day, hours in line.hours.items())


def starting_tables(_language: str) -> tuple[Table, ...]:
    """For how many days each thing counts."""
    rules = library.opening()
    said = (
        (_("Answers to the questions before a start"), rules.questions_days),
        (_("A questionnaire, before a start"), rules.measure_days),
        (_("A professional’s contact"), rules.contact_days),
        (_("A test alert that the rota acknowledged"), rules.test_alert_days),
        (_("A way through “Find my way” that was left"), rules.orientation_days),
    )
    rows = tuple((what, ngettext("%(num)s day", "%(num)s days", days) % {"num": days}) for what, days in said)
    measures = rules.call_after_measures
    calls = ngettext("%(num)s measure in a row", "%(num)s measures in a row", measures) % {"num": measures}
    return (
        Table(_("What counts for how long"), (_("What"), _("Counts for")), rows),
        Table(
            _("What prompts a call, where one was agreed"),
            (_("What"), _("How often")),
            ((_("Alone, and not getting better"), calls),),
        ),
    )
