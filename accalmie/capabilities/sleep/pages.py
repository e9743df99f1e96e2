"""What the pages of sleep show: a night to note, the fortnight, the window with its reasons, and the record's part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _, ngettext

from accalmie.capabilities.sleep import forms, queries
from accalmie.capabilities.sleep.library import rules
from accalmie.capabilities.sleep.queries import Course, Decided, Weekly
from accalmie.core.definitions import Language
from accalmie.core.entries import Entry, SleepQuestionsAnswered, SleepWeekAnswered, SleepWindowSet
from accalmie.core.programme.nodes import SLEEP_FIGURES
from accalmie.core.sleep import Admission, Decision, DiaryNight, Method, Night, Reason, Said, Week, say, say_week, week
from accalmie.core.sleep.words import FIGURES
from accalmie.foundation.people.queries import names_of
from accalmie.foundation.steps import FormError
from accalmie.foundation.words import formats
from accalmie.safety.readers import readers

DAYS = 14
"""Nights of the drawing."""
NOTED_FOR = 7
"""For so many days a night can still be noted."""
_WIDTH, _FROM = 1200, 18
"""The drawing: minutes across, from this hour of the evening before."""


@dataclass(frozen=True)
class Day:
    """A night by the day of getting up. `slug` stands in its address."""

    day: date
    slug: str
    is_noted: bool
    words: str


@dataclass(frozen=True)
class NightPage:
    """The form of one night, holding what was typed, with what is wrong at each field."""

    day: Day
    given: Mapping[str, str]
    errors: Mapping[str, tuple[str, ...]]
    qualities: tuple[tuple[str, str], ...]
    others: tuple[Day, ...]
    is_elsewhere: bool


def night_page(
    course: Course, day: date, *, zone: str, typed: Mapping[str, str] | None, errors: tuple[FormError, ...] = ()
) -> NightPage:
    """The form of the night that ended on this day."""
    found = next((night for night in course.nights if night.day == day), None)
    given = typed if typed is not None else forms.as_typed(found, zone)
    wrong: dict[str, tuple[str, ...]] = {}
    for error in errors:
        wrong[error.field] = (*wrong.get(error.field, ()), error.sentence)
    elsewhere = any(given.get(name, zone) not in ("", zone) for name in forms.ZONES)
    return NightPage(
        day=_day(course, day),
        given=given,
        errors=wrong,
        qualities=qualities(),
        others=tuple(one for one in open_days(course) if one.day != day),
        is_elsewhere=elsewhere or bool({"zone", "woke_in"} & set(wrong)),
    )


def qualities() -> tuple[tuple[str, str], ...]:
    """How a night may be called, 1 to 5."""
    return (
        ("1", _("Very poor")),
        ("2", _("Poor")),
        ("3", _("Fair")),
        ("4", _("Good")),
        ("5", _("Very good")),
    )


def open_days(course: Course) -> tuple[Day, ...]:
    """The days whose night can be noted or corrected, today first."""
    return tuple(_day(course, course.today - timedelta(days=back)) for back in range(NOTED_FOR))


def day_named(text: str, course: Course) -> date | None:
    """The day of an address, if its night can be noted; else None."""
    return next((one.day for one in open_days(course) if one.slug == text), None)


def _day(course: Course, day: date) -> Day:
    noted = {night.day for night in course.nights}
    back = (course.today - day).days
    near = {0: _("last night"), 1: _("the night before last")}.get(back)
    words = near or _("the night to %(day)s") % {"day": formats.weekday(day, forms.language())}
    return Day(day, day.isoformat(), day in noted, words)


@dataclass(frozen=True)
class Bar:
    """One stretch of a night in the drawing: where it begins and how long it is, in minutes across."""

    x: int
    width: int


@dataclass(frozen=True)
class NightLine:
    """One day of the fortnight. `in_bed` and `asleep` are drawn; the words say the same and more."""

    day: Day
    title: str
    said: str
    cells: tuple[str, ...]
    in_bed: Bar | None
    asleep: Bar | None
    can_change: bool


@dataclass(frozen=True)
class WindowCard:
    """The window as it stands. `state`: what the person can do about it now."""

    state: Literal["window", "ask", "few", "ready", "closed"]
    said: Said | None
    decided: UUID | None
    is_due: bool
    due_on: date | None
    is_paused: bool
    told: str
    bar: Bar | None


@dataclass(frozen=True)
class DiaryPage:
    """The diary: the night to note next, the week in words, the fortnight, the window."""

    today: Day
    missed: tuple[Day, ...]
    noted: int
    figures: tuple[tuple[str, str], ...]
    nights: tuple[NightLine, ...]
    window: WindowCard
    is_empty: bool


def diary_page(course: Course, language: Language) -> DiaryPage:
    """The whole page."""
    days = open_days(course)
    return DiaryPage(
        today=days[0],
        missed=tuple(one for one in days[1:] if not one.is_noted),
        noted=course.week.counted,
        figures=week_figures(course.week, language),
        nights=tuple(_night_lines(course, language)),
        window=window_card(course, language),
        is_empty=not course.nights,
    )


def week_figures(of: Week, language: Language) -> tuple[tuple[str, str], ...]:
    """Each figure of a week: its name in words, and what it is."""
    said = say_week(of, language)
    return tuple((FIGURES[name][language], said[name]) for name in ("tst", "tib", "sol", "waso", "se"))


def _night_lines(course: Course, language: Language) -> list[NightLine]:
    noted = {night.day: night for night in course.nights}
    read = {night.day: night for night in course.read}
    days = [course.today - timedelta(days=back) for back in range(DAYS)]
    open_ = {one.day for one in open_days(course)}
    return [_night_line(course, day, noted[day], read.get(day), language, open_) for day in days if day in noted]


def _night_line(
    course: Course, day: date, noted: DiaryNight, read: Night | None, language: Language, open_: set[date]
) -> NightLine:
    bed = (noted.into_bed, noted.out_of_bed)
    tried, up = noted.tried_to_sleep, noted.final_awakening
    asleep = (tried + timedelta(minutes=noted.latency or 0), up) if tried and up else None
    cells = (
        tuple(_minutes(value, language) for value in (read.sol, read.waso, read.tst, read.tib)) if read else ("",) * 4
    )
    return NightLine(
        day=_day(course, day),
        title=formats.weekday(day, language),
        said=_night_said(noted, read, language),
        cells=(formats.weekday(day, language), *cells, _share(read, language)),
        in_bed=_bar(day, *bed),
        asleep=_bar(day, *asleep) if asleep else None,
        can_change=day in open_,
    )


def _minutes(value: int | None, language: str) -> str:
    return "–" if value is None else formats.minutes(value, language)


def _share(read: Night | None, language: Language) -> str:
    if read is None or read.se is None:
        return "–"
    return f"{int(read.se)}\u202f%" if language == "fr" else f"{int(read.se)}%"


def _night_said(noted: DiaryNight, read: Night | None, language: Language) -> str:
    """In bed from 23:15 to 7:00, 6 h 10 asleep: what is known of it."""
    parts = []
    if noted.into_bed and noted.out_of_bed:
        times = {
            "bed": formats.clock_time(noted.into_bed, language),
            "up": formats.clock_time(noted.out_of_bed, language),
        }
        parts.append(_("in bed from %(bed)s to %(up)s") % times)
    if read and read.tst is not None:
        parts.append(
            _("%(long)s asleep") % {"long": formats.minutes(read.tst, language)} if read.tst else _("no sleep")
        )
    if noted.quality:
        parts.append(dict(qualities()).get(str(noted.quality), "").lower())
    return ", ".join(part for part in parts if part) or _("a few answers")


def _bar(day: date, start: datetime | None, end: datetime | None) -> Bar | None:
    if start is None or end is None:
        return None
    origin = datetime.combine(day - timedelta(days=1), datetime.min.time()) + timedelta(hours=_FROM)
    begins, ends = (round((at - origin) / timedelta(minutes=1)) for at in (start, end))
    x, until = max(0, min(begins, _WIDTH)), max(0, min(ends, _WIDTH))
    return Bar(x, until - x) if until > x else None


def window_card(course: Course, language: Language) -> WindowCard:
    """The window, or why there is none and what the person can do."""
    latest = course.decided[0] if course.decided else None
    state, decision = _standing(course, latest)
    said = say(rules(), decision, queries.mean_of(latest.said) if latest else None, language) if decision else None
    window = course.window
    return WindowCard(
        state=state,
        said=said,
        decided=latest.id if latest else None,
        is_due=course.is_due,
        due_on=course.due_on,
        is_paused=window is not None and window.paused,
        told=who_is_told(course.patient, course.now) if decision and decision.signs else "",
        bar=_window_bar(course),
    )


@dataclass(frozen=True)
class StartPage:
    """The two ways of a first window and the time of getting up, with what was typed."""

    methods: tuple[tuple[str, str, str], ...]
    method: str
    rise: str
    errors: Mapping[str, tuple[str, ...]]
    figures: tuple[tuple[str, str], ...]
    only_gently: bool


def start_page(
    course: Course, language: Language, typed: Mapping[str, str], errors: tuple[FormError, ...] = ()
) -> StartPage:
    """The page on which somebody chooses; only the ways that are open to them stand there."""
    open_ = course.admission.methods
    ways = {
        Method.COMPRESSION: (_("Little by little"), _("Each week a little less time in bed. Slower, and milder.")),
        Method.RESTRICTION: (
            _("All at once"),
            _("From the first night as long in bed as you sleep now. Quicker, and more tiring at first."),
        ),
    }
    usual = _usual_rise(course)
    return StartPage(
        methods=tuple((method.value, *words) for method, words in ways.items() if method in open_),
        method=typed.get("method", "") or (open_[0].value if len(open_) == 1 else ""),
        rise=typed.get("rise", "") or usual,
        errors={error.field: (error.sentence,) for error in errors},
        figures=week_figures(course.week, language),
        only_gently=Method.RESTRICTION not in open_,
    )


def _usual_rise(course: Course) -> str:
    """The middle of the times of getting up of the week, to the quarter of an hour: a proposal."""
    week_of = [night for night in course.nights if night.day > course.last - queries.WEEK and night.out_of_bed]
    ups = sorted(night.out_of_bed.time() for night in week_of if night.out_of_bed)
    if not ups:
        return ""
    middle = ups[len(ups) // 2]
    quarters = round((middle.hour * 60 + middle.minute) / 15) * 15 % (24 * 60)
    return f"{quarters // 60:02d}:{quarters % 60:02d}"


State = Literal["window", "ask", "few", "ready", "closed"]


def _standing(course: Course, latest: Decided | None) -> tuple[State, Decision | None]:
    admission = course.admission
    if course.window is not None and latest is not None:
        said = latest.said
        decision = Decision(
            window=course.window,
            reason=Reason(said.reason) if said.reason in set(Reason) else Reason.KEPT,
            admission=admission,
            counted=said.counted,
            change=said.change,
            over=said.over,
            signs=said.signs,
        )
        return "window", decision
    closed = course.closed
    if closed in (Reason.DOCTOR, Reason.PROFESSIONAL):
        return "closed", Decision(window=None, reason=closed, admission=admission)
    stopped = Decision(window=None, reason=Reason.STOPPED, admission=admission)
    was_stopped = latest is not None and latest.said.reason == Reason.STOPPED
    if closed is not None:
        return "ask", Decision(window=None, reason=Reason.UNASKED, admission=admission)
    if course.week.counted < rules().nights:
        few = Decision(window=None, reason=Reason.FEW_NIGHTS, admission=admission, counted=course.week.counted)
        return "few", few
    return "ready", stopped if was_stopped else None


def _window_bar(course: Course) -> Bar | None:
    if course.window is None:
        return None
    day = course.today
    up = datetime.combine(day, course.window.rise)
    return _bar(day, up - timedelta(minutes=course.window.minutes), up)


def who_is_told(patient: UUID, now: datetime) -> str:
    """Who reads a yes to a question of the week, by name; and when nobody does, whom to turn to."""
    found = readers(patient, now=now)
    if found.closed:
        return found.closed
    if found.names:
        return _("Your answer is passed on to %(names)s, who reads it in working hours.") % {
            "names": ", ".join(found.names)
        }
    return _("Nobody follows you here for now: speak of it with your doctor in the coming days.")


@dataclass(frozen=True)
class Asked:
    """One question with its three answers, the one given, and what is wrong."""

    name: str
    words: str
    given: str
    errors: tuple[str, ...]


def replies() -> tuple[tuple[str, str], ...]:
    """The three answers."""
    return (("no", _("No")), ("yes", _("Yes")), ("declined", _("I would rather not say")))


def questions(
    language: Language, given: Mapping[str, str], errors: tuple[FormError, ...] = (), *, weekly: bool
) -> tuple[Asked, ...]:
    """The questions about health, or those of the week."""
    of = rules().weekly if weekly else rules().conditions
    wrong = {error.field: (error.sentence,) for error in errors}
    return tuple(Asked(one.id, one.ask[language], given.get(one.id, ""), wrong.get(one.id, ())) for one in of)


def figures(course: Course) -> dict[str, int]:
    """What a sleep step answers: figures of the last seven days, those that are known."""
    of = course.week
    means = {"asleep": of.tst, "in_bed": of.tib, "latency": of.sol, "awake": of.waso}
    known = {name: round(mean.value) for name, mean in means.items() if mean is not None}
    if of.se is not None:
        known["efficiency"] = int(of.se.value)
    if course.window is not None:
        known["window"] = course.window.minutes
    found = {"nights": of.counted, **known}
    return {name: value for name, value in found.items() if name in SLEEP_FIGURES}


@dataclass(frozen=True)
class WeekLine:
    """One week as the record shows it, and as the person reads it back."""

    cells: tuple[str, ...]


@dataclass(frozen=True)
class AgreementLine:
    """A condition that keeps from a window, and whether a doctor agreed."""

    id: str
    words: str
    answer: str
    needs_doctor: bool
    is_agreed: bool


@dataclass(frozen=True)
class OfPatient:
    """A person's sleep as their record shows it."""

    patient: UUID
    card: WindowCard
    columns: tuple[str | tuple[str, str], ...]
    weeks: tuple[WeekLine, ...]
    met: tuple[AgreementLine, ...]
    follows: bool
    agreed_by: str
    noted_by: str
    noted_at: datetime | None


def language_for(code: str) -> Language:
    """The language in which the engine speaks to a reader of this one."""
    return "en" if code == "en" else "fr"


def doctor_questions(language: Language) -> list[tuple[str, str]]:
    """The questions whose yes only a doctor answers, by id."""
    return [(one.id, one.ask[language]) for one in rules().conditions if one.needs == "doctor"]


def of_patient(patient: UUID, language: Language, *, now: datetime) -> OfPatient | None:
    """The part of the record about sleep; None for somebody who noted nothing."""
    if not queries.is_kept(patient):
        return None
    course = queries.course(patient, now=now)
    support = course.support
    names = names_of([support.by]) if support and support.by else {}
    return OfPatient(
        patient=patient,
        card=window_card(course, language),
        columns=week_columns(),
        weeks=tuple(week_lines(course, language)),
        met=tuple(_agreements(course, language)),
        follows=course.followed,
        agreed_by=support.said.agreed_by if support else "",
        noted_by=names.get(support.by, "") if support and support.by else "",
        noted_at=support.at if support else None,
    )


def _agreements(course: Course, language: Language) -> list[AgreementLine]:
    """The conditions that were met, and those with which a doctor agrees."""
    agreed = set(course.person.agreed)
    said = {"yes": _("yes"), "declined": _("not said")}
    found = []
    for one in rules().conditions:
        answer = course.person.answers.get(one.id, "")
        if answer in said or one.id in agreed:
            words = said.get(answer, _("no"))
            found.append(AgreementLine(one.id, one.ask[language], words, one.needs == "doctor", one.id in agreed))
    return found


def week_columns() -> tuple[str | tuple[str, str], ...]:
    """The heads of the table of weeks."""
    figures_of = [
        (_("Nights"), "figure"),
        (_("Asleep"), "figure"),
        (_("In bed"), "figure"),
        (_("Share asleep"), "figure"),
    ]
    return (_("Week"), *figures_of, _("Window"), _("Questions of the week"))


def week_lines(course: Course, language: Language) -> list[WeekLine]:
    """Each week in which something was noted or decided, the newest first."""
    found = []
    for back in range(10):
        last = course.last - queries.WEEK * back
        of = week(course.read, last=last)
        first = of.first
        decided = [one for one in course.decided if first < one.on <= last + timedelta(days=1)]
        weekly = [one for one in course.weekly if first < timezone.localtime(one.at).date() <= last + timedelta(days=1)]
        if of.nights or decided or weekly:
            found.append(WeekLine(_week_cells(of, decided, weekly, language)))
    return found


def _week_cells(of: Week, decided: list[Decided], weekly: list[Weekly], language: Language) -> tuple[str, ...]:
    days = f"{formats.day_month(of.first, language)} – {formats.day_month(of.last, language)}"
    return (
        days,
        str(len(of.nights)),
        _minutes(round(of.tst.value) if of.tst else None, language),
        _minutes(round(of.tib.value) if of.tib else None, language),
        "–" if of.se is None else (f"{int(of.se.value)}\u202f%" if language == "fr" else f"{int(of.se.value)}%"),
        "; ".join(decided_said(one.said, language) for one in reversed(decided)) or "–",
        "; ".join(weekly_said(one.answers, language) for one in reversed(weekly)) or "–",
    )


def decided_said(said: SleepWindowSet, language: Language) -> str:
    """The window of a decision in a few words: its times, or that there is none."""
    window = queries.window_of(said)
    if window is None:
        return _("none")
    times = {
        "bed": formats.clock_time(window.bed, language),
        "up": formats.clock_time(window.rise, language),
        "long": formats.minutes(window.minutes, language),
    }
    return _("%(bed)s to %(up)s (%(long)s)") % times


def weekly_said(answers: Mapping[str, str], language: Language) -> str:
    """The questions of a week that were not answered no, each with its answer; else that all were."""
    words = {"yes": _("yes"), "declined": _("not said")}
    asked = {one.id: one.ask[language] for one in rules().weekly}
    said = [f"{asked.get(name, name)} {words[answer]}" for name, answer in answers.items() if answer in words]
    return " · ".join(said) or _("three times no")


def archive_lines(value: Entry, language: Language) -> list[tuple[str, str]]:
    """Answers and decisions about a window as their owner reads them again in the archive."""
    if isinstance(value, SleepWindowSet):
        return [(_("Window"), decided_said(value, language)), (_("Why"), _why(value, language))]
    assert isinstance(value, (SleepQuestionsAnswered, SleepWeekAnswered))
    return asked_lines(value.answers, language)


def _why(said: SleepWindowSet, language: Language) -> str:
    if said.reason not in set(Reason):
        return said.reason
    decision = Decision(
        window=queries.window_of(said),
        reason=Reason(said.reason),
        admission=Admission(methods=()),
        counted=said.counted,
        change=said.change,
    )
    return say(rules(), decision, queries.mean_of(said), language).why


def asked_lines(answers: Mapping[str, str], language: Language) -> list[tuple[str, str]]:
    """Questions of the rules with their answers, as their owner reads them again."""
    asked = {one.id: one.ask[language] for one in rules().conditions}
    asked |= {one.id: one.ask[language] for one in rules().weekly}
    words = {"yes": _("yes"), "no": _("no"), "declined": _("not said")}
    return [(asked.get(name, name), words.get(answer, answer)) for name, answer in answers.items()]


def nights_counted(count: int) -> str:
    """Four complete nights of the last seven."""
    return ngettext("%(num)s complete night of the last 7", "%(num)s complete nights of the last 7", count) % {
        "num": count
    }
