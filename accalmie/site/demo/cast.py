"""Who is in the demo clinic. Nobody here exists; the patients live the written test people of the depression
programme."""

from __future__ import annotations

from dataclasses import dataclass

PASSWORD = "un vent plus doux"

CLAIRE, KARIM, ADMINISTRATOR = "claire", "karim", "admin"


@dataclass(frozen=True, kw_only=True)
class Professional:
    """Somebody who works at the clinic."""

    name: str
    called: str


@dataclass(frozen=True, kw_only=True)
class DemoPatient:
    """A patient: whose written weeks they live, since how many days, who cares for them, and their mood on the way.

    `lives` names a file of `people/` (empty: nothing done yet). `mood` is where it begins and where it is now, 0 to 10.
    """

    name: str
    called: str
    sees: str
    lives: str = ""
    days: int = 0
    language: str = "fr"
    cared_for_by: tuple[str, ...] = ()
    mood: tuple[int, int] = (4, 5)

    @property
    def mode(self) -> str:
        return "guided" if self.cared_for_by else "alone"


PROFESSIONALS = (
    Professional(name=CLAIRE, called="Claire Morel"),
    Professional(name=KARIM, called="Karim Haddad"),
)

PATIENTS = (
    DemoPatient(name="noe", called="Noé", sees="a fresh account: the questionnaire comes first, then a programme"),
    DemoPatient(
        name="awa", called="Awa", sees="week 2, alone, a practice under way", lives="awa", days=10, mood=(3, 4)
    ),
    DemoPatient(
        name="therese",
        called="Thérèse",
        sees="week 5 with Claire, clearly better: see the curve",
        lives="therese",
        days=33,
        cared_for_by=(CLAIRE,),
        mood=(2, 6),
    ),
    DemoPatient(
        name="lucas",
        called="Lucas",
        sees="three weeks without a visit: a short step welcomes him back",
        lives="lucas",
        days=40,
        cared_for_by=(CLAIRE,),
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
    ),
    DemoPatient(
        name="bastien",
        called="Bastien",
        sees="week 6: exercises shared, a review waits for Claire, asked for somebody",
        lives="bastien",
        days=41,
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
)
