"""Who is in the demo clinic. Nobody here exists; the patients live the written test people of the depression
programme."""

from __future__ import annotations

from dataclasses import dataclass

from accalmie.foundation.people.codes import Role

PASSWORD = "un vent plus doux"

CLAIRE, KARIM, ADMINISTRATOR = "claire", "karim", "admin"
SACHA, OMAR, PAULINE, HELENE, SOFIA = "sacha", "omar", "pauline", "helene", "sofia"
HURT = "therese"
"""Whom a sentence of the programme hurt, and who says so."""
ORMES = "Centre des Ormes (démonstration)"
"""A second organisation on the same site: it and the clinic see nothing of each other."""


@dataclass(frozen=True, kw_only=True)
class Professional:
    """Somebody who works at the clinic, or at the organisation `at`."""

    name: str
    called: str
    sees: str
    role: Role = Role.PSYCHOLOGIST
    at: str = ""


@dataclass(frozen=True, kw_only=True)
class DemoPatient:
    """A patient: whose written weeks they live, since how many days, who cares for them, and their mood on the way.

    `lives` names a file of `people/` (empty: nothing done yet). `mood` is where it begins and where it is now, 0 to 10.
    `asks`: what they write to ask for a call. `answered_by`: who answers their alert, and has not reached them yet.
    """

    name: str
    called: str
    sees: str
    lives: str = ""
    days: int = 0
    language: str = "fr"
    cared_for_by: tuple[str, ...] = ()
    mood: tuple[int, int] = (4, 5)
    at: str = ""
    helped_by: str = ""
    asks: str = ""
    answered_by: str = ""

    @property
    def mode(self) -> str:
        return "guided" if self.cared_for_by else "alone"


PROFESSIONALS = (
    Professional(name=CLAIRE, called="Claire Morel", sees="psychologist: her patients, who needs her first"),
    Professional(name=KARIM, called="Karim Haddad", sees="psychologist: a colleague with fewer patients"),
    Professional(
        name=SACHA, called="Sacha", role=Role.SECRETARY, sees="secretary: names and telephone numbers, no record"
    ),
    Professional(
        name=OMAR,
        called="Omar Benali",
        role=Role.DATA_PROTECTION_OFFICER,
        sees="data-protection officer: records opened in an emergency",
    ),
    Professional(
        name=SOFIA,
        called="Sofia Lemaire",
        role=Role.SUPERVISOR,
        sees="supervisor: cases that go wrong or were drawn, figures without names",
    ),
    Professional(name=PAULINE, called="Pauline Faure", at=ORMES, sees="psychologist of another organisation"),
    Professional(
        name=HELENE, called="Hélène", role=Role.HELPER, sees="helps Thérèse by mandate: her next step, no answer"
    ),
)

PATIENTS = (
    DemoPatient(name="noe", called="Noé", sees="a fresh account: the questionnaire comes first, then a programme"),
    DemoPatient(
        name="leila",
        called="Leïla",
        sees="new here, nobody follows her: asked to be called, and waits among the newcomers",
        days=1,
        asks="Je ne sais pas par où commencer. Plutôt à midi, si c’est possible.",
    ),
    DemoPatient(
        name="awa", called="Awa", sees="week 2, alone, a practice under way", lives="awa", days=10, mood=(3, 4)
    ),
    DemoPatient(
        name="therese",
        called="Thérèse",
        sees="week 5 with Claire, clearly better: see the curve",
        lives="therese",
        days=33,
        cared_for_by=(CLAIRE, SOFIA),
        helped_by=HELENE,
        mood=(2, 6),
    ),
    DemoPatient(
        name="lucas",
        called="Lucas",
        sees="three weeks without a visit: a short step welcomes him back",
        lives="lucas",
        days=40,
        cared_for_by=(CLAIRE, SOFIA),
        mood=(4, 3),
    ),
    DemoPatient(
        name="samira",
        called="Samira",
        sees="said that she would rather not be here; answered the questions, goes on",
        lives="samira",
        days=12,
        cared_for_by=(CLAIRE,),
        mood=(3, 3),
    ),
    DemoPatient(
        name="nadia",
        called="Nadia",
        sees="thinks about ending her life: the next step waits for a person",
        lives="nadia",
        days=9,
        cared_for_by=(CLAIRE, KARIM),
        mood=(2, 1),
        answered_by=CLAIRE,
    ),
    DemoPatient(
        name="bastien",
        called="Bastien",
        sees="week 6: exercises shared, a review waits for Claire, asked for somebody",
        lives="bastien",
        days=40,
        cared_for_by=(CLAIRE,),
        mood=(4, 4),
    ),
    DemoPatient(
        name="emily",
        called="Emily",
        sees="week 3 with Karim, in English",
        lives="yannick",
        days=18,
        language="en",
        cared_for_by=(KARIM,),
        mood=(4, 6),
    ),
    DemoPatient(
        name="yannick",
        called="Yannick",
        sees="all eight modules done, alone: his letter, and the way back",
        lives="yannick",
        days=60,
        mood=(4, 7),
    ),
    DemoPatient(
        name="ines",
        called="Inès",
        sees="of another organisation, followed by Pauline",
        at=ORMES,
        cared_for_by=(PAULINE,),
    ),
)
