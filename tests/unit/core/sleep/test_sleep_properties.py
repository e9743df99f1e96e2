"""What holds for every diary, every week and every course, whatever was typed: the invariants of the sleep engine."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec
from hypothesis import assume, given, settings, strategies as st

from accalmie.core.crisis import Level
from accalmie.core.programme.language.typography import french_slips
from accalmie.core.sleep import (
    FIGURES,
    MOMENTS,
    DiaryNight,
    Mean,
    Method,
    Person,
    Window,
    admit,
    clashes,
    dated,
    faults,
    first_window,
    next_window,
    read_night,
    say,
    say_week,
    week,
)
from tests.unit.core.sleep import reference
from tests.unit.core.sleep.diaries import (
    ALL_NO,
    ALONE,
    GUIDED,
    NOW,
    PARIS,
    RULES,
    SAFE,
    SUNDAY,
    counted,
    days,
    figures,
    full_weeks,
    weeks,
)

MANY = settings(max_examples=200)
DOCTOR = [one.id for one in RULES.conditions if one.needs == "doctor"]
PROFESSIONAL = [one.id for one in RULES.conditions if one.needs == "professional"]
ZONES = [
    "Europe/Paris",
    "America/Cayenne",
    "Indian/Reunion",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Pacific/Auckland",
]

METHODS = st.sampled_from(list(Method))
REPLIES = st.sampled_from(["yes", "no", "declined"])
HEALTHY = st.sampled_from([ALONE, GUIDED])
ANYBODY = st.builds(
    Person,
    answers=st.dictionaries(st.sampled_from(list(ALL_NO)), REPLIES).map(lambda said: {**ALL_NO, **said})
    | st.dictionaries(st.sampled_from(list(ALL_NO)), REPLIES),
    guided=st.booleans(),
    agreed=st.frozensets(st.sampled_from(DOCTOR)),
)
SAID = st.dictionaries(st.sampled_from(list(SAFE)), REPLIES) | st.just(SAFE)
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
WINDOWS = st.builds(
    Window,
    minutes=st.integers(54, 132).map(lambda fives: fives * 5),
    rise=TIMES,
    method=METHODS,
    usual=st.integers(60, 160).map(lambda fives: fives * 5),
    paused=st.booleans(),
)
OPEN = WINDOWS.filter(lambda window: not window.paused)


def after(before, lived, *, safety=SAFE, person=ALONE):
    return next_window(RULES, before, lived, safety=safety, person=person)


def first(lived, *, method=Method.RESTRICTION, person=ALONE):
    return first_window(RULES, [lived], method=method, rise=time(6, 30), person=person)


@MANY
@given(WINDOWS, weeks(), SAID, ANYBODY)
@counted
def test_a_window_is_never_under_its_floor(before, lived, safety, person):
    floor = RULES.floor(guided=person.guided)
    for decided in (after(before, lived, safety=safety, person=person), first(lived, person=person)):
        assert decided.window is None or decided.window.minutes >= floor


@MANY
@given(WINDOWS, weeks(), SAID, ANYBODY)
@counted
def test_a_window_is_never_tightened_by_more_than_its_step(before, lived, safety, person):
    decided = after(before, lived, safety=safety, person=person)
    step = 15 if decided.window and decided.window.method is Method.RESTRICTION else 30
    assert decided.change >= -step
    assert decided.window is None or decided.window.minutes == before.minutes + decided.change


@MANY
@given(full_weeks(), HEALTHY)
@counted
def test_a_first_compression_is_one_step_and_a_first_restriction_is_never_less_than_the_sleep(lived, person):
    pressed = first(lived, method=Method.COMPRESSION, person=person).window
    assert pressed.minutes >= lived.tib.value - 30
    for method in Method:
        assert first(lived, method=method, person=person).window.minutes >= lived.tst.value


@MANY
@given(WINDOWS, weeks(most=4), SAID, ANYBODY)
@counted
def test_nothing_is_tightened_on_fewer_than_five_nights(before, lived, safety, person):
    decided = after(before, lived, safety=safety, person=person)
    assert decided.window is None or decided.window.minutes >= before.minutes
    assert first(lived, person=person).window is None


@MANY
@given(WINDOWS, weeks(least=5), SAID, ANYBODY)
@counted
def test_nights_without_all_their_figures_count_for_none_of_the_five(before, lived, safety, person):
    complete = [night for night in lived.nights if night.tst is not None and night.tib is not None]
    decided = after(before, lived, safety=safety, person=person)
    assert decided.counted == len(complete)
    assert decided.window is None or decided.change >= 0 or len(complete) >= 5


@MANY
@given(WINDOWS, full_weeks(), st.fractions(0, 100), st.fractions(0, 100), SAID, HEALTHY, METHODS)
@counted
def test_for_equal_time_asleep_and_in_bed_a_better_efficiency_never_gives_less(
    before, lived, one, other, safety, person, method
):
    worse, better = (_with_efficiency(lived, value) for value in sorted((one, other)))
    less, more = (after(before, week_, safety=safety, person=person).window.minutes for week_ in (worse, better))
    assert more >= less
    less, more = (first(week_, method=method, person=person).window.minutes for week_ in (worse, better))
    assert more >= less or better.se.value < 85


def _with_efficiency(lived, value):
    return msgspec.structs.replace(lived, se=Mean(value, lived.counted))


@MANY
@given(st.lists(st.integers(300, 700), min_size=5, max_size=7), st.randoms(use_true_random=False), OPEN, HEALTHY)
@counted
def test_the_same_minutes_shared_otherwise_between_the_nights_follow_the_same_rule(tibs, dice, before, person):
    """Equal sums, another mean of nights: real weeks, not only figures put together."""
    tsts = [dice.randint(0, min(tibs)) for _tib in tibs]
    lived = [_week_of(tsts, tibs), _week_of(dice.sample(tsts, len(tsts)), tibs)]
    worse, better = sorted(lived, key=lambda one: one.se.value)
    assert (worse.tst, worse.tib) == (better.tst, better.tib)
    assert after(before, better, person=person).window.minutes >= after(before, worse, person=person).window.minutes
    assert first(better, person=person).window.minutes >= first(worse, person=person).window.minutes


def _week_of(tsts, tibs):
    nights = zip(tsts, tibs, days(len(tibs)), strict=True)
    return week([figures(tst, tib, day=day) for tst, tib, day in nights], last=SUNDAY)


@MANY
@given(WINDOWS, weeks(), SAID, st.sampled_from(list(SAFE)), ANYBODY)
@counted
def test_a_safety_answer_widens_at_once_and_somebody_is_told(before, lived, safety, sign, person):
    decided = after(before, lived, safety={**safety, sign: "yes"}, person=person)
    assert decided.alert is not None
    assert decided.alert.severity >= Level.PASSIVE.severity
    assert sign in decided.signs
    if decided.window is not None:
        assert decided.window.minutes > before.minutes
        assert decided.window.minutes >= before.usual
        assert decided.window.paused


@MANY
@given(WINDOWS, weeks(), SAID, ANYBODY)
@counted
def test_only_a_yes_tells_somebody(before, lived, safety, person):
    decided = after(before, lived, safety=safety, person=person)
    yes = {sign for sign, answer in safety.items() if answer == "yes"}
    assert (decided.alert is not None, set(decided.signs)) == (bool(yes), yes)


@MANY
@given(WINDOWS, weeks(), SAID, ANYBODY)
@counted
def test_nothing_is_tightened_unless_every_question_of_the_week_has_its_no(before, lived, safety, person):
    decided = after(before, lived, safety=safety, person=person)
    if decided.change < 0:
        assert safety == SAFE
        assert not before.paused
        assert set(person.answers) == set(ALL_NO)


@MANY
@given(WINDOWS, weeks(), SAID, ANYBODY, METHODS)
@counted
def test_no_window_without_the_doctor_or_the_professional_that_it_needs(before, lived, safety, person, method):
    met = {id for id, answer in person.answers.items() if answer != "no"}
    decided = [
        after(before, lived, safety=safety, person=person),
        first(lived, method=method, person=person),
    ]
    for one in decided:
        if met & set(DOCTOR) - person.agreed:
            assert one.window is None
        if met & set(PROFESSIONAL):
            assert one.window is None or person.guided
            assert one.window is None or one.change >= -30
            assert one.window is None or one.window.method is Method.COMPRESSION or one.admission.unasked or one.alert


@MANY
@given(ANYBODY, st.sampled_from(list(ALL_NO)), REPLIES, st.integers(0, 7))
@counted
def test_more_said_about_one_s_health_never_opens_more_methods(person, condition, answer, shifts):
    calm = msgspec.structs.replace(person, answers={**person.answers, condition: "no"})
    told = msgspec.structs.replace(person, answers={**person.answers, condition: answer})
    assert set(admit(RULES, told, night_shifts=shifts).methods) <= set(admit(RULES, calm).methods)


@settings(max_examples=100)
@given(
    st.lists(st.tuples(weeks(), SAID, st.booleans(), st.booleans()), min_size=1, max_size=8),
    full_weeks(),
    METHODS,
    st.booleans(),
)
@counted
def test_a_whole_course_keeps_to_its_floors_and_steps(course, baseline, method, guided):
    window = first(baseline, method=method, person=GUIDED if guided else ALONE).window
    for lived, safety, beside, resumed in course:
        person = GUIDED if beside else ALONE
        window = window.resumed() if resumed else window
        decided = after(window, lived, safety=safety, person=person)
        assert decided.window.minutes >= RULES.floor(guided=beside)
        assert decided.window.minutes >= window.minutes - 30
        assert decided.window.rise == window.rise
        window = decided.window


@MANY
@given(WINDOWS, full_weeks() | weeks(), SAID, HEALTHY)
@counted
def test_the_engine_and_the_reference_decide_the_same(before, lived, safety, person):
    nights = [(night.tst, night.tib) for night in lived.nights if night.tst is not None and night.tib is not None]
    whole = msgspec.structs.replace(lived, nights=tuple(one for one in lived.nights if one.se is not None))
    decided = after(before, week(whole.nights, last=SUNDAY), safety=safety, person=person)
    expected = reference.next_minutes(
        before.minutes, nights, method=before.method.value, guided=person.guided,
        yes="yes" in safety.values(), all_no=safety == SAFE, paused=before.paused, usual=before.usual,
    )  # fmt: skip
    assert decided.window.minutes == expected


@st.composite
def plain_nights(draw):
    """A night in Paris with all its answers, and its four moments on the wall."""
    up = datetime.combine(draw(st.dates(date(2024, 1, 2), date(2026, 11, 28))), draw(TIMES))
    back = sorted(draw(st.lists(st.integers(0, 1000), min_size=3, max_size=3)))
    assume(back[2] > 0)
    woke, tried, bed = (up - timedelta(minutes=minutes) for minutes in back)
    utc = [reference.paris_utc(wall) for wall in (bed, tried, woke, up)]
    period = int((utc[2] - utc[1]).total_seconds()) // 60
    assume(utc == sorted(utc) and utc[0] < utc[3])
    sol = draw(st.integers(0, period))
    waso = draw(st.integers(0, period - sol))
    return (bed, tried, woke, up), utc, sol, waso


@MANY
@given(plain_nights())
@counted
def test_a_night_counts_the_minutes_that_a_strip_of_minutes_counts(noted):
    walls, utc, sol, waso = noted
    diary = DiaryNight(
        day=walls[3].date(), zone=PARIS, latency=sol, awakenings=None, awake=waso,
        **dict(zip(MOMENTS, walls, strict=True)),
    )  # fmt: skip
    assume(not any(_skipped(wall) for wall in walls))
    minutes = reference.strip(*utc, sol, waso)
    assume(len(minutes) <= RULES.longest_in_bed)
    found = read_night(diary, rules=RULES, now=NOW)
    counts = [minutes.count(letter) for letter in "zfwl"]
    assert [found.tst, found.sol, found.waso, found.twak, found.tib] == [*counts, len(minutes)]
    assert found.se * len(minutes) == 100 * minutes.count("z")


@MANY
@given(plain_nights())
@counted
def test_times_alone_find_the_dates_they_were_noted_on(noted):
    walls, _utc, _sol, _waso = noted
    assume(walls[3] - walls[0] < timedelta(hours=22))
    assume(not any(_skipped(wall) for wall in walls))
    blank = DiaryNight(day=walls[3].date(), zone=PARIS)
    found = dated(blank, {name: wall.time() for name, wall in zip(MOMENTS, walls, strict=True)})
    assert [found.moment(name) for name in MOMENTS] == list(walls)


def _skipped(wall):
    zone = ZoneInfo(PARIS)
    return reference.paris_utc(wall) != wall - wall.replace(tzinfo=zone).utcoffset()


ANY_NUMBER = st.none() | st.integers(-2000, 4000)
ANY_WALL = st.none() | st.datetimes(datetime.fromisoformat("2026-11-20"), datetime.fromisoformat("2026-12-02"))
WHATEVER = st.builds(
    DiaryNight,
    day=st.dates(date(2026, 11, 20), date(2026, 12, 2)),
    zone=st.sampled_from(ZONES) | st.text(max_size=30),
    woke_in=st.none() | st.sampled_from(ZONES) | st.text(max_size=30),
    no_sleep=st.booleans(),
    night_shift=st.booleans(),
    quality=ANY_NUMBER,
    **dict.fromkeys(MOMENTS, ANY_WALL),
    **dict.fromkeys(FIGURES, ANY_NUMBER),
)


@settings(max_examples=500)
@given(WHATEVER)
@counted
def test_whatever_is_typed_is_read_or_refused_in_sentences(diary):
    before = msgspec.structs.asdict(diary)
    wrong = faults(diary, rules=RULES, now=NOW)
    for one in wrong:
        assert one.field in {*MOMENTS, *FIGURES, "quality", "zone", "woke_in"}
        assert one.message("fr") != one.message("en")
    if not wrong:
        _makes_sense(read_night(diary, rules=RULES, now=NOW))
    assert msgspec.structs.asdict(diary) == before


@MANY
@given(st.sampled_from(ZONES), st.sampled_from(ZONES), st.tuples(TIMES, TIMES, TIMES, TIMES),
       st.dates(date(2026, 1, 3), date(2026, 11, 28)), st.integers(0, 300), st.integers(0, 300))  # fmt: skip
@counted
def test_any_times_in_any_two_places_make_a_night_or_a_sentence(zone, woke_in, times, day, sol, awake):
    noted = DiaryNight(day=day, zone=zone, woke_in=woke_in, latency=sol, awakenings=1, awake=awake)
    diary = dated(noted, dict(zip(MOMENTS, times, strict=True)))
    assert [diary.moment(name).time() for name in MOMENTS] == list(times)
    wrong = faults(diary, rules=RULES, now=NOW)
    assert all(one.message("fr") for one in wrong)
    if not wrong:
        _makes_sense(read_night(diary, rules=RULES, now=NOW))


def _makes_sense(night):
    for figure in (night.sol, night.waso, night.twak, night.tst, night.tib):
        assert figure is None or 0 <= figure <= 24 * 60
    if night.tst is not None and night.tib is not None:
        assert night.tst <= night.tib <= RULES.longest_in_bed
        assert 0 <= night.se <= 100
    if night.tib is not None:
        assert (night.sol or 0) + (night.waso or 0) <= night.tib


@MANY
@given(weeks(), st.randoms(use_true_random=False))
@counted
def test_a_week_is_the_same_in_whatever_order_it_was_noted(lived, dice):
    shuffled = dice.sample(lived.nights, len(lived.nights))
    assert week(shuffled, last=SUNDAY) == lived


@MANY
@given(st.lists(st.tuples(st.integers(0, 4000), st.integers(1, 900)), max_size=7))
@counted
def test_nights_clash_exactly_when_two_of_them_share_a_minute(stretches):
    start = datetime.combine(SUNDAY, time(0), ZoneInfo("UTC"))
    nights = [
        msgspec.structs.replace(
            figures(None, None, day=day),
            began=start + timedelta(minutes=began),
            ended=start + timedelta(minutes=began + long),
        )
        for day, (began, long) in zip(days(7), stretches, strict=False)
    ]
    minutes = [set(range(began, began + long)) for began, long in stretches]
    shared = any(one & other for number, one in enumerate(minutes) for other in minutes[:number])
    assert bool(clashes(nights)) == shared


@MANY
@given(WINDOWS, st.sampled_from(ZONES), st.dates(date(2026, 1, 1), date(2027, 12, 31)))
@counted
def test_a_window_is_as_long_on_the_nights_when_clocks_change(window, zone, day):
    into_bed, up = window.night(day, zone=ZoneInfo(zone))
    assert (up - into_bed).total_seconds() == window.minutes * 60


@MANY
@given(WINDOWS)
@counted
def test_bed_and_rise_are_a_window_apart_on_the_wall(window):
    bed = datetime.combine(SUNDAY, window.bed)
    rise = datetime.combine(SUNDAY, window.rise)
    assert (rise - bed) % timedelta(days=1) == timedelta(minutes=window.minutes) % timedelta(days=1)


@MANY
@given(WINDOWS, weeks(), SAID, ANYBODY)
@counted
def test_every_decision_can_be_said_in_both_languages(before, lived, safety, person):
    decided = after(before, lived, safety=safety, person=person)
    french, english = (say(RULES, decided, lived, lang) for lang in ("fr", "en"))
    for text in (french.window, french.why, french.to_do):
        assert text
        assert list(french_slips(text)) == []
    assert french.why != english.why
    assert all(say_week(lived, lang) for lang in ("fr", "en"))
