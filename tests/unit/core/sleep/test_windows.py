"""From weeks to a window and to the next: rule A, floors, steps, who is kept from one, and the week's questions."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import msgspec
import pytest

from accalmie.core.crisis import Level
from accalmie.core.sleep import Method, Person, Reason, Window, admit, first_window, next_window, say, week
from tests.unit.core.sleep.diaries import (
    ALL_NO,
    ALONE,
    GUIDED,
    RULES,
    SAFE,
    SUNDAY,
    days,
    figures,
    night,
    saying,
    week_of,
)

SIX_THIRTY = time(6, 30)
RESTRICTION, COMPRESSION = Method.RESTRICTION, Method.COMPRESSION


def first(*weeks, method=RESTRICTION, person=ALONE, rise=SIX_THIRTY):
    return first_window(RULES, weeks, method=method, rise=rise, person=person)


def window(minutes, *, method=RESTRICTION, usual=510, paused=False):
    return Window(minutes=minutes, rise=SIX_THIRTY, method=method, usual=usual, paused=paused)


def after(before, lived, *, safety=SAFE, person=ALONE):
    return next_window(RULES, before, lived, safety=safety, person=person)


def asleep(percent, of=420, nights=7):
    """A week in a window of `of` minutes."""
    return week_of(of * percent // 100, of, nights)


class TestAFirstWindow:
    def test_the_example_of_the_rest_project(self):
        """University of Lincoln: eight hours in bed, six asleep, up at 7: to bed at 1, then at a quarter to one."""
        given = first(week_of(360, 480), rise=time(7))
        assert (given.window.minutes, given.window.bed) == (360, time(1))
        then = after(given.window, week_of(330, 360))
        assert (then.window.bed, then.window.rise) == (time(0, 45), time(7))

    def test_it_is_rounded_in_the_person_s_favour(self):
        assert first(week_of(361, 500)).window.minutes == 365

    def test_two_weeks_count_together_when_both_have_their_nights(self):
        given = first(week_of(330, 480, last=date(2026, 11, 22)), week_of(390, 480))
        assert (given.window.minutes, given.counted) == (360, 14)

    def test_an_earlier_week_of_few_nights_is_left_out(self):
        given = first(week_of(330, 480, 4, last=date(2026, 11, 22)), week_of(390, 480))
        assert (given.window.minutes, given.counted) == (390, 7)

    @pytest.mark.parametrize("nights", [0, 1, 4])
    def test_fewer_than_five_nights_give_no_window_yet(self, nights):
        given = first(week_of(360, 480), week_of(360, 480, nights))
        assert (given.window, given.reason) == (None, Reason.FEW_NIGHTS)

    @pytest.mark.parametrize(("person", "floor"), [(ALONE, 330), (GUIDED, 300)])
    def test_it_stops_at_the_floor_of_the_mode(self, person, floor):
        assert first(week_of(200, 480), person=person).window.minutes == floor

    def test_the_time_in_bed_of_before_is_kept_for_the_day_when_it_is_needed(self):
        assert first(week_of(360, 502)).window.usual == 505

    def test_somebody_who_sleeps_most_of_their_time_in_bed_keeps_it(self):
        given = first(week_of(408, 480))
        assert (given.window.minutes, given.reason) == (480, Reason.FITS)

    @pytest.mark.parametrize(
        ("tst", "tib", "minutes"),
        [
            (360, 480, 455),  # a fifth of two hours is 24 minutes: a step of 20 in fives, never more than the fifth
            (300, 480, 450),  # a fifth of three hours is 36: 30 at most
            (380, 460, 445),  # a fifth of 80 is 16: 15
            (390, 470, 455),
            (395, 470, 455),  # a fifth of 75 is 15
        ],
    )
    def test_compression_takes_a_fifth_of_the_time_awake_between_15_and_30_minutes(self, tst, tib, minutes):
        given = first(week_of(tst, tib), method=COMPRESSION)
        assert given.window.minutes in {minutes, minutes + 5}
        assert tib - given.window.minutes <= min(max((tib - tst) / 5, 15), 30)


class TestRuleA:
    @pytest.mark.parametrize(
        ("percent", "change", "reason"),
        [
            (100, 15, Reason.LONGER),
            (85, 15, Reason.LONGER),
            (84.99, 0, Reason.KEPT),
            (80, 0, Reason.KEPT),
            (79.99, -15, Reason.SHORTER),
            (40, -15, Reason.SHORTER),
        ],
    )
    def test_from_85_longer_under_80_shorter_between_the_two_it_stays(self, percent, change, reason):
        lived = week([figures(int(percent * 100), 10_000, day=day) for day in days(7)], last=SUNDAY)
        given = after(window(420), msgspec.structs.replace(lived, tst=week_of(300, 420).tst))
        assert (given.change, given.reason) == (change, reason)

    @pytest.mark.parametrize(("nights", "change"), [(7, -15), (5, -15), (4, 0), (0, 0)])
    def test_nothing_is_tightened_on_fewer_than_five_nights(self, nights, change):
        assert after(window(420), week_of(300, 420, nights)).change == change

    def test_nights_half_filled_do_not_make_up_the_five(self):
        nights = [night(day, latency=200) for day in days(7)[:4]]
        halves = [night(day, latency=200, up=None) for day in days(7)[4:]]
        assert after(window(420), week([*nights, *halves], last=SUNDAY)).reason is Reason.FEW_NIGHTS

    @pytest.mark.parametrize(("person", "floor"), [(ALONE, 330), (GUIDED, 300)])
    def test_it_stops_at_the_floor(self, person, floor):
        assert after(window(floor + 10), week_of(200, 340), person=person).window.minutes == floor
        at_floor = after(window(floor), week_of(200, floor), person=person)
        assert (at_floor.change, at_floor.reason) == (0, Reason.FLOOR)

    def test_alone_from_now_on_the_floor_of_alone_holds(self):
        given = after(window(300), week_of(200, 300), person=ALONE)
        assert (given.window.minutes, given.reason) == (330, Reason.RAISED)

    def test_it_does_not_widen_without_end(self):
        assert after(window(535), asleep(95, 535)).window.minutes == 540
        assert after(window(540), asleep(95, 540)).reason is Reason.LONGEST
        assert after(window(600), asleep(95, 600)).window.minutes == 600

    def test_the_time_of_getting_up_stays_where_the_person_put_it(self):
        given = after(window(420), week_of(300, 420))
        assert (given.window.rise, given.window.bed) == (SIX_THIRTY, time(23, 45))

    def test_long_hours_outside_the_window_do_not_push_it_under_the_sleep(self):
        given = after(window(420), week_of(420, 600))
        assert (given.window.minutes, given.reason, given.over) == (420, Reason.SLEEP_FILLS, 180)

    def test_compression_goes_by_its_own_step_and_back_by_fifteen(self):
        gentle = window(450, method=COMPRESSION)
        assert after(gentle, week_of(300, 450)).change == -30
        assert after(gentle, week_of(350, 450)).change == -20
        assert after(gentle, week_of(400, 450)).change == 15


class TestWhoMayHaveOne:
    @pytest.mark.parametrize("condition", ["mania", "psychosis", "epilepsy", "parasomnia", "apnoea", "suicidal_crisis"])
    @pytest.mark.parametrize("answer", ["yes", "declined"])
    @pytest.mark.parametrize("method", list(Method))
    def test_none_without_a_doctor_compression_included(self, condition, answer, method):
        for person in (ALONE, GUIDED):
            told = saying(person, **{condition: answer})
            given = first(week_of(360, 480), method=method, person=told)
            assert (given.window, given.reason) == (None, Reason.DOCTOR)
            assert given.admission.doctor == (condition,)
            agreed = msgspec.structs.replace(told, agreed=frozenset({condition}))
            assert first(week_of(360, 480), method=method, person=agreed).window.method is method

    def test_a_doctor_who_agreed_about_one_thing_has_not_agreed_about_another(self):
        person = Person(
            answers={**ALL_NO, "epilepsy": "yes", "suicidal_crisis": "yes"}, guided=True, agreed=frozenset({"epilepsy"})
        )
        assert admit(RULES, person).doctor == ("suicidal_crisis",)

    @pytest.mark.parametrize("condition", ["pregnancy", "frailty", "falls", "night_shifts", "driving", "machines"])
    @pytest.mark.parametrize("answer", ["yes", "declined"])
    def test_compression_with_a_professional_only(self, condition, answer):
        alone = first(week_of(360, 480), method=COMPRESSION, person=saying(ALONE, **{condition: answer}))
        assert (alone.window, alone.reason) == (None, Reason.PROFESSIONAL)
        guided = first(week_of(360, 480), method=RESTRICTION, person=saying(GUIDED, **{condition: answer}))
        assert guided.window.method is COMPRESSION

    def test_nights_noted_after_a_shift_say_it_as_an_answer_does(self):
        shifts = week_of(360, 480, night_shift=True)
        assert first(shifts).reason is Reason.PROFESSIONAL
        assert first(shifts, person=GUIDED).window.method is COMPRESSION
        assert after(window(420), shifts).window is None

    def test_every_question_comes_before_the_first_window(self):
        answers = {id: "no" for id in ALL_NO if id != "apnoea"}
        given = first(week_of(360, 480), person=Person(answers=answers, guided=True))
        assert (given.window, given.reason, given.admission.unasked) == (None, Reason.UNASKED, ("apnoea",))

    def test_one_more_question_is_still_asked_of_somebody_who_is_guided_for_another(self):
        answers = {id: "no" for id in ALL_NO if id != "apnoea"} | {"pregnancy": "yes"}
        given = first(week_of(360, 480), person=Person(answers=answers, guided=True))
        assert given.reason is Reason.UNASKED

    def test_what_begins_later_ends_the_window_and_what_is_not_asked_tightens_nothing(self):
        assert after(window(420), week_of(300, 420), person=saying(ALONE, mania="yes")).window is None
        assert after(window(420), week_of(300, 420), person=saying(ALONE, pregnancy="yes")).window is None
        unasked = Person(answers={}, guided=False)
        assert after(window(420), week_of(300, 420), person=unasked).reason is Reason.UNASKED

    def test_restriction_becomes_compression_when_that_alone_is_open(self):
        given = after(window(450), week_of(300, 450), person=saying(GUIDED, pregnancy="yes"))
        assert (given.window.method, given.change) == (COMPRESSION, -30)


class TestTheQuestionsOfTheWeek:
    @pytest.mark.parametrize("sign", ["nodding", "fell", "elation"])
    @pytest.mark.parametrize("nights", [0, 4, 7])
    def test_a_yes_widens_at_once_and_somebody_is_told(self, sign, nights):
        given = after(window(330, usual=500), week_of(200, 330, nights), safety={**SAFE, sign: "yes"})
        assert given.window.minutes == 500
        assert (given.alert, given.signs, given.reason) == (Level.PASSIVE, (sign,), Reason.YES)

    def test_it_widens_without_step_limit_and_also_a_window_that_is_wide(self):
        yes = {**SAFE, "nodding": "yes"}
        assert after(window(330, usual=350), week_of(200, 330), safety=yes).window.minutes == 420
        assert after(window(560, usual=500), week_of(200, 560), safety=yes).window.minutes == 590

    def test_afterwards_nothing_is_tightened_until_a_professional_says_so(self):
        widened = after(window(330, usual=500), week_of(200, 330), safety={**SAFE, "fell": "yes"}).window
        waiting = after(widened, week_of(300, 500))
        assert (waiting.change, waiting.reason) == (0, Reason.PAUSED)
        assert after(widened, asleep(95, 500)).change == 15
        assert after(waiting.window.resumed(), week_of(300, 500)).change == -15

    @pytest.mark.parametrize("answer", ["declined", None])
    def test_a_question_without_a_no_tightens_nothing(self, answer):
        safety = {**SAFE, "elation": answer} if answer else {"nodding": "no", "fell": "no"}
        given = after(window(420), week_of(300, 420), safety=safety)
        assert (given.change, given.reason, given.alert) == (0, Reason.UNSAID, None)
        assert after(window(420), asleep(95), safety=safety).change == 15

    def test_a_yes_is_told_also_where_no_window_may_be(self):
        given = after(
            window(420), week_of(300, 420), safety={**SAFE, "elation": "yes"}, person=saying(ALONE, mania="yes")
        )
        assert (given.window, given.alert) == (None, Level.PASSIVE)


class TestTheClock:
    def test_a_window_crosses_midnight(self):
        assert window(480).bed == time(22, 30)
        assert window(390).bed == time(0)

    def test_after_a_night_shift_the_same_window_ends_at_another_time(self):
        assert window(360).bed_before(time(15)) == time(9)

    @pytest.mark.parametrize(
        ("day", "bed"),
        [
            (date(2026, 3, 28), datetime(2026, 3, 28, 0, 30)),  # noqa: DTZ001
            (date(2026, 3, 29), datetime(2026, 3, 28, 23, 30)),  # noqa: DTZ001
            (date(2026, 10, 25), datetime(2026, 10, 25, 1, 30)),  # noqa: DTZ001
        ],
    )
    def test_when_clocks_change_the_window_keeps_its_hours(self, day, bed):
        paris = ZoneInfo("Europe/Paris")
        into_bed, up = window(360).night(day, zone=paris)
        assert (up - into_bed).total_seconds() == 360 * 60
        assert into_bed.astimezone(paris).replace(tzinfo=None) == bed
        assert (into_bed.tzinfo, up.astimezone(paris).time()) == (UTC, SIX_THIRTY)


class TestTheWords:
    def test_a_first_window_says_when_why_and_what_to_do(self):
        lived = week_of(360, 480)
        given = say(RULES, first(lived), lived, "fr")
        assert given.window == (
            "Au lit à partir de 0\u00a0h\u00a030, lever à 6\u00a0h\u00a030\u00a0: une fenêtre de 6\u00a0h."
        )
        assert given.why.startswith("Elle part du sommeil que vous avez noté, sur 7\u00a0nuits")
        assert given.to_do.startswith("Chaque jour, levez-vous à l’heure choisie")

    def test_a_share_just_under_is_not_said_as_the_threshold(self):
        lived = week_of(849, 1000)
        given = say(RULES, after(window(420), lived), lived, "en")
        assert given.why.startswith("You slept 84% of your time in bed, over 7 nights.")

    def test_a_yes_is_answered_by_what_to_do_tonight(self):
        lived = week_of(300, 420)
        given = say(RULES, after(window(420), lived, safety={**SAFE, "nodding": "yes"}), lived, "en")
        assert given.to_do.startswith("While you are sleepy, leave the wheel and any machine to somebody else.")
        assert "1\u00a0h\u00a030\u00a0min longer" in given.why

    def test_hours_beside_the_window_are_said_kindly(self):
        lived = week_of(300, 480)
        given = say(RULES, after(window(420), lived), lived, "fr")
        assert "Vous êtes resté·e au lit 1\u00a0h de plus que la fenêtre" in given.to_do
