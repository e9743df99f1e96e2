"""What professionals do in a simulated life: read, answer, look at a concern, speak with somebody."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from accalmie.core import entries as e
from accalmie.core.simulation.life import Life
from accalmie.core.simulation.voices import Team as Words


class Team:
    """The professionals around one person."""

    def __init__(self, life: Life) -> None:
        self.life, self.chance = life, life.chance
        self.figures = life.clinic.parameters.professionals
        self._answered: set[tuple[str, str]] = set()

    @property
    def words(self) -> Words:
        return self.life.clinic.voices.team[self.life.profile.language]

    def _in(self, median_days: float) -> float:
        return self.chance.around(median_days, self.figures.review_spread.value)

    def review_step(self, at: e.StepRef) -> None:
        """A review that the programme waits for: answered once."""
        if self.life.has_team and (at.module, at.step) not in self._answered:
            self._answered.add((at.module, at.step))
            entry = e.StepReviewed(at=at, words=self.chance.one_of(self.words.reviews))
            self._later(self._in(self.figures.review_days.value), entry)

    def reply_to(self, at: e.StepRef) -> None:
        """An exercise that the person opened to their team: some are answered."""
        if self.life.has_team and self.chance.happens(self.figures.reply.value):
            entry = e.StepReviewed(at=at, words=self.chance.one_of(self.words.replies))
            self._later(self._in(self.figures.review_days.value), entry)

    def look_at(self, concern: UUID) -> None:
        """A concern is looked at on the same or the next working day. In mode alone nobody of the team is there."""
        if self.life.has_team:
            words = self.chance.one_of(self.words.concerns)
            entry = e.ConcernReviewed(source=concern, words=words, programme_goes_on=True)
            self._later(self._in(self.figures.review_days.value) / 3, entry)

    def answer_talk(self, asked: UUID) -> None:
        """Who asked for help with the pages, or for somebody, is answered in every mode."""
        entry = e.TalkAnswered(source=asked, words=self.chance.one_of(self.words.talks))
        self._later(self._in(self.figures.talk_days.value), entry)

    def session(self) -> None:
        """The meeting of the week, with blended care."""
        if self.life.mode == "blended" and self.chance.happens(self.figures.session.value):
            entry = e.ContactNoted(channel="video", words=self.chance.one_of(self.words.sessions))
            self._later(self.chance.between(0.5, 6), entry)

    def open_module(self, enrolment: UUID, module: str) -> None:
        """A module opened before its time, now and then."""
        if self.life.has_team and self.chance.happens(self.figures.opens_module.value):
            self._later(self._in(0.3), e.ModuleOpened(enrolment=enrolment, module=module))

    def _later(self, days: float, entry: e.Entry) -> None:
        self.life.later(self.life.at_work(days), partial(self.life.do, entry, "professional"))
