"""The weeks of a simulated person in a programme: when they come, what keeps them away, and when they stop."""

from __future__ import annotations

import math
from datetime import timedelta
from functools import partial
from uuid import UUID

from accalmie.core import entries as e
from accalmie.core.programme.engine.aftercare import is_finished
from accalmie.core.simulation.clinic import ALONE
from accalmie.core.simulation.life import DAY, WEEK, Life
from accalmie.core.simulation.team import Team
from accalmie.core.simulation.visits import Visits


class Weeks:
    """Plans one week after the other, each from what became of the ones before."""

    def __init__(self, life: Life, team: Team, enrolment: UUID) -> None:
        self.life, self.team, self.chance = life, team, life.chance
        self.parameters = life.clinic.parameters
        self.adherence = life.clinic.parameters.adherence
        self.enrolment = enrolment
        self.visits = Visits(life, team, enrolment)
        self.began_at = life.clock
        self.trouble_until = life.clock
        self.stays = 1.0
        alone = life.mode == ALONE
        self.rate = (self.adherence.visits_alone if alone else self.adherence.visits_guided).value * life.profile.tempo
        self.stops = (self.adherence.stops_alone if alone else self.adherence.stops_guided).value

    def plan(self) -> None:
        """Every week of the stay begins here."""
        self._week(0)
        for number in range(1, self.life.clinic.weeks):
            self.life.later(self.began_at + WEEK * number, partial(self._week, number))

    def _week(self, number: int) -> None:
        if self.visits.is_gone:
            return
        if number and self.chance.happens(self._stop(number)):
            self._leave()
            return
        self._interruptions(number)
        self.team.session()
        self._come(number)

    def _stop(self, number: int) -> float:
        """The probability of stopping this week: higher early, after a poor first week, and with technical trouble."""
        early = 1 + (self.adherence.early_stop_factor.value - 1) * math.exp(-(number - 1) / 2)
        trouble = self.parameters.technical.stop_factor.value if self.life.clock < self.trouble_until else 1.0
        return 0.0 if self._is_done() else min(0.9, self.stops * early * trouble * self.stays)

    def _is_done(self) -> bool:
        progress = self.life.progress
        return progress is not None and is_finished(self.life.programme, progress)

    def _leave(self) -> None:
        """Most stop without a word; some press the button."""
        self.visits.is_gone = True
        self.life.left_at = self.life.clock
        if self.chance.happens(self.adherence.says_goodbye.value):
            entry = e.EnrolmentEnded(enrolment=self.enrolment, reason="left")
            self.life.later(self.life.clock + DAY * self.chance.between(0, 4), partial(self.life.do, entry))

    def _interruptions(self, number: int) -> None:
        chance, life = self.chance, self.life
        if number and chance.happens(self.adherence.pause.value):
            days = 5 + chance.below(10)
            life.happen(e.EnrolmentPaused(enrolment=self.enrolment, until=(life.clock + DAY * days).date()))
            self.visits.away_until = life.clock + DAY * days
        elif number and chance.happens(self.adherence.gap.value):
            self.visits.away_until = life.clock + DAY * chance.around(self.adherence.gap_days.value, 0.5)
        if chance.happens(self.parameters.technical.trouble.value):
            life.later(life.clock + DAY * chance.between(0.1, 6), self._stumble)
        if number == 2 and chance.happens(self.adherence.slower_pace.value):
            life.happen(e.PaceChanged(enrolment=self.enrolment, time_factor=1.5))

    def _stumble(self) -> None:
        """Something does not work: the person says so, and is likelier to stop for a while."""
        if not self.visits.may_come:
            return
        life = self.life
        words = self.chance.one_of(life.clinic.voices.trouble[life.profile.language])
        asked = life.happen(e.TalkAsked(way="message", about="technical", words=words))
        self.trouble_until = life.clock + DAY * self.parameters.technical.lasts_days.value
        self.team.answer_talk(asked)

    def _come(self, number: int) -> None:
        """The visits of this week. Everybody comes on the first day; the first week tells about the others."""
        if self._is_done() and self.chance.happens(0.7):
            return
        count = self.chance.count(self.rate)
        if number == 0:
            self.visits.come()
            self.stays = math.exp(-self.adherence.first_week_effect.value * (count - self.rate) / math.sqrt(self.rate))
        for _ in range(count):
            day, hour = self.chance.below(7), self.life.profile.hour + self.chance.normal(0, 1.2)
            at = (self.life.clock + DAY * day).replace(hour=0, minute=0, second=0, microsecond=0)
            at += timedelta(minutes=round(60 * min(21.5, max(6.0, hour))))
            if at > self.life.clock:
                self.life.later(at, self.visits.come)
        self._open_next()

    def _open_next(self) -> None:
        progress = self.life.progress
        left = [one.id for one in self.life.programme.main if progress and one.id not in progress.finished]
        if len(left) > 1 and progress is not None and progress.module == left[0]:
            self.team.open_module(self.enrolment, left[1])
