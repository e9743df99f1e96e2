"""How somebody comes: who they are, their first measures, the questions before a start, and the start itself."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import cast

from accalmie.core import entries as e
from accalmie.core.crisis import Level, follow
from accalmie.core.programme import dangers
from accalmie.core.programme.engine import PriorScore, admission, opener, start
from accalmie.core.programme.nodes import Mode, fact_name
from accalmie.core.simulation.chance import Chance
from accalmie.core.simulation.clinic import Clinic, Profile
from accalmie.core.simulation.course import ANXIETY, LOW_MOOD, drawn
from accalmie.core.simulation.life import Life
from accalmie.core.simulation.team import Team
from accalmie.core.simulation.weeks import Weeks

_INITIALS = "ABCDEFGHJKLMNOPRSTVZ"


def somebody(clinic: Clinic, chance: Chance) -> Profile:
    """A person who comes to the clinic."""
    parameters = clinic.parameters
    patient, person = chance.uuid(), chance.uuid()
    language = "fr" if chance.happens(parameters.ways.french.value) else "en"
    first = chance.one_of(clinic.voices.names["fr" if language == "fr" else "en"])
    return Profile(
        patient=patient,
        person=person,
        called=f"{first} {chance.one_of(_INITIALS)}.",
        language="fr" if language == "fr" else "en",
        voice=chance.one_of(clinic.voices.speaking(language)),
        age=18 + chance.below(7) if chance.happens(parameters.ways.young.value) else 25 + chance.below(50),
        course=drawn(parameters.severity, parameters.danger, chance),
        tempo=chance.around(1.0, parameters.adherence.visits_spread.value),
        minutes=chance.around(parameters.adherence.visit_minutes.value, 0.3),
        diligence=min(1.3, chance.around(1.0, 0.25)),
        hour=chance.one_of((8.0, 12.0, 16.5, 18.0, 19.5, 20.0)),
    )


class Arriving:
    """The first days of one person."""

    def __init__(self, life: Life) -> None:
        self.life, self.chance, self.clinic = life, life.chance, life.clinic
        self.ways = life.clinic.parameters.ways
        self.team = Team(life)

    def come(self) -> None:
        """Consent, first measures, then a programme for those whom it suits."""
        self._agree()
        totals = self._measured()
        if totals[LOW_MOOD] is not None:
            self._look_for_a_start(totals[LOW_MOOD] or 0)

    def _agree(self) -> None:
        for purpose, version in sorted(self.clinic.consents.items()):
            if purpose == "care" or self.chance.happens(self.ways.research_consent.value):
                self.life.happen(e.ConsentGiven(purpose=purpose, text_version=version))

    def _measured(self) -> dict[str, float | None]:
        """The totals before a start; a danger answer meets the graded questions here too."""
        totals = {}
        for name in (LOW_MOOD, ANXIETY):
            self.life.clock += timedelta(minutes=self.chance.between(1.5, 4))
            self.life.measure(name)
            measured = cast(e.MeasureScored, self.life.happened[-1].entry)
            totals[name] = measured.total
            source = self.life.shows_danger()
            if source is not None:
                self.life.answer_danger(source)
                self.life.later(self.life.clock, partial(self.team.look_at, source))
        return totals

    def _look_for_a_start(self, total: float) -> None:
        if total < 5 and not self.chance.happens(self.ways.few_signs_start.value):
            return
        mode = self._wished(total)
        asked = [question.id for question in self.clinic.programme.needs_a_person]
        yes = self.chance.one_of(asked) if asked and self.chance.happens(self.ways.led_to_a_person.value) else ""
        reasons = ((yes,) if yes else ()) + self._why_not(mode, total)
        self.life.clock += timedelta(minutes=self.chance.between(1, 4))
        self.life.happen(
            e.StartQuestionsAnswered(
                programme=self.clinic.programme.id,
                mode=mode,
                answers={id: "yes" if id == yes else "no" for id in asked},
                reasons=reasons,
            )
        )
        if not reasons:
            self._start(mode)
        else:
            self._speak_first()

    def _why_not(self, mode: str, total: float) -> tuple[str, ...]:
        """Why this start leads to somebody first, as the site's own rule says it."""
        level = dangers.gravest(self.life.dangers)
        facts = {fact_name(LOW_MOOD): total, "danger_unreviewed": level.severity >= Level.PASSIVE.severity}
        if not follow(self.clinic.rules, level).programme_goes_on:
            return ("danger",)
        if admission(self.clinic.programme, cast(Mode, mode), facts) == "open":
            return ()
        return ("danger",) if opener(self.clinic.programme, cast(Mode, mode), facts) == "review" else ("score",)

    def _wished(self, total: float) -> str:
        """Alone is offered to those with few signs only; the rest are guided, some with sessions as well."""
        if total < 10 and self.chance.happens(self.ways.mild_alone.value):
            return "alone"
        return "blended" if self.chance.happens(self.ways.blended.value) else "guided"

    def _speak_first(self) -> None:
        """A professional sees the person; some of them begin then, with sessions."""
        self.life.is_seen = True
        words = self.chance.one_of(self.team.words.sessions)
        contact = e.ContactNoted(channel=self.chance.one_of(("phone", "visit")), words=words)
        at = self.life.at_work(self.chance.around(self.life.clinic.parameters.professionals.talk_days.value * 2, 0.4))
        self.life.later(at, partial(self.life.do, contact, "professional"))
        if self.chance.happens(self.ways.admitted_after_talk.value):
            self.life.later(at + timedelta(minutes=20), self._start_after_the_talk)

    def _start_after_the_talk(self) -> None:
        """Whoever spoke with the person settles what was told before anything starts."""
        for source in dict.fromkeys(one.source for one in self.life.dangers):
            words = self.chance.one_of(self.team.words.concerns)
            self.life.happen(e.ConcernReviewed(source=source, words=words, programme_goes_on=True), "professional")
        self._start("blended")

    def _start(self, mode: str) -> None:
        """Enrolled, by oneself or after the talk by a professional, with the scores that came before."""
        life, chance = self.life, self.chance
        is_led = any(isinstance(one.entry, e.ContactNoted) for one in life.happened)
        life.clock += timedelta(minutes=chance.between(1, 3))
        enrolment = chance.uuid()
        entry = e.Enrolled(
            enrolment=enrolment,
            programme=self.clinic.programme.id,
            graph=self.clinic.graph,
            mode=mode,
            language=life.profile.language,
        )
        life.happen(entry, "professional" if is_led else "self")
        life.mode = mode
        life.progress = start(
            self.clinic.programme,
            enrolment=enrolment,
            mode=mode,
            language=life.profile.language,
            at=life.clock,
            graph=self.clinic.graph,
            prior=self._prior(),
            earlier=[(one.entry, one.id, one.at) for one in life.dangers],
        )
        life.ends_at = min(life.ends_at, life.clock + timedelta(weeks=self.clinic.weeks))
        Weeks(life, self.team, enrolment).plan()

    def _prior(self) -> list[PriorScore]:
        """The latest answers to each measure, as the site keeps them for a start."""
        latest: dict[str, PriorScore] = {}
        for one in self.life.happened:
            if isinstance(one.entry, e.MeasureScored):
                kept = one.entry
                latest[kept.instrument] = PriorScore(
                    instrument=kept.instrument, total=kept.total, answers=kept.answers, at=one.at
                )
        return [latest[name] for name in sorted(latest)]
