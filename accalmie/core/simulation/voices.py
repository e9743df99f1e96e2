"""The voices of simulated people: short texts of our own, by theme, and how they fill the fields of an exercise."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, ClassVar, Literal

from accalmie.core.definitions import Definition, DefinitionRefused, Wrong, read
from accalmie.core.entries import Answers
from accalmie.core.exercises import Exercise, Field
from accalmie.core.simulation.chance import Chance

Theme = Literal[
    "action", "moment", "thought", "fairer", "feeling", "obstacle", "person", "value", "problem", "goal", "sign",
    "help", "for", "against", "outcome", "letter", "kind", "place",
]  # fmt: skip
THEMES: tuple[Theme, ...] = Theme.__args__  # type: ignore[attr-defined]

FIELDS: dict[str, Theme] = {
    "activity": "action",
    "act": "action",
    "test": "action",
    "idea": "action",
    "chosen": "action",
    "step": "action",
    "instead": "action",
    "first_step": "action",
    "first_thing": "action",
    "first": "action",
    "first_rung": "action",
    "rung": "action",
    "do": "action",
    "less": "action",
    "then_i": "action",
    "last_time": "action",
    "opening": "action",
    "moved": "action",
    "eases": "action",
    "situation": "moment",
    "moment": "moment",
    "trigger": "moment",
    "open_when": "moment",
    "when": "moment",
    "triggers": "moment",
    "where_when": "moment",
    "facts": "moment",
    "happening": "moment",
    "think": "thought",
    "thought": "thought",
    "automatic_thought": "thought",
    "harsh": "thought",
    "prediction": "thought",
    "chewed": "thought",
    "reading": "thought",
    "image": "thought",
    "afterwards": "thought",
    "if_they_insist": "thought",
    "sentence": "thought",
    "worry": "thought",
    "returning": "thought",
    "guards": "thought",
    "balanced_thought": "fairer",
    "learned": "fairer",
    "reminder": "fairer",
    "after": "fairer",
    "other_reading": "fairer",
    "not_now": "fairer",
    "feel": "feeling",
    "word": "feeling",
    "helped": "help",
    "next_step": "action",
    "emotion": "feeling",
    "body": "feeling",
    "signal": "feeling",
    "sensation": "feeling",
    "next_sensation": "feeling",
    "rule": "action",
    "hardest": "moment",
    "obstacle": "obstacle",
    "heavy": "obstacle",
    "avoided": "obstacle",
    "missed": "obstacle",
    "cons": "obstacle",
    "follows": "obstacle",
    "not_moved": "obstacle",
    "habit": "obstacle",
    "kept": "obstacle",
    "loads": "obstacle",
    "who_to_call": "person",
    "name": "person",
    "who": "person",
    "who_knows": "person",
    "where_with": "place",
    "where": "place",
    "look_at": "place",
    "what_matters": "value",
    "how_i_want_to_be": "value",
    "problem": "problem",
    "goal": "goal",
    "pros": "goal",
    "first_sign": "sign",
    "sign": "sign",
    "helps": "help",
    "keep": "help",
    "truly": "help",
    "gesture": "help",
    "lift": "help",
    "relief": "help",
    "ask": "help",
    "evidence_for": "for",
    "evidence_against": "against",
    "what_happened": "outcome",
    "turned_out": "outcome",
    "review": "outcome",
    "noticed": "outcome",
    "letter": "letter",
    "friend": "kind",
    "words": "kind",
    "day_cost": "obstacle",
    "rise": "moment",
    "thing": "help",
    "rise_words": "moment",
    "light": "help",
    "told": "person",
    "safe_day": "action",
    "stay_up": "action",
    "get_up": "help",
    "stop_if": "sign",
    "number": "place",
    "place": "place",
    "costs": "obstacle",
    "refills": "help",
    "next_day": "feeling",
    "dose": "action",
    "stop_sign": "sign",
    "bad_day": "action",
    "handed_over": "person",
    "undone": "obstacle",
    "team_says": "help",
    "check": "action",
    "asked_to_watch": "sign",
    "too_many": "action",
    "with_whom": "person",
    "first_thing_to_say": "problem",
    "changes": "moment",
    "question": "problem",
    "answer": "outcome",
    "want": "goal",
    "not_want": "obstacle",
    "beside_me": "person",
    "understood": "outcome",
    "let_go": "obstacle",
    "i_call": "help",
}
"""Which theme answers which field of the house's exercises. A field of another name is answered from "help"."""


class VoicesRefused(DefinitionRefused):
    """A file of voices that cannot be used."""

    MESSAGES: ClassVar[dict[str, dict[str, str]]] = {
        "themes": {"en": "{voice} says nothing about: {missing}", "fr": "{voice} ne dit rien de : {missing}"},
        "few": {"en": "no voice speaks {language}", "fr": "aucune voix ne parle {language}"},
    }


class Voice(Definition, frozen=True):
    """One way of writing. `who` says whose, in a few words."""

    voice: str
    language: Literal["fr", "en"]
    who: str
    says: dict[Theme, tuple[str, ...]]

    def __post_init__(self) -> None:
        missing = [theme for theme in THEMES if not self.says.get(theme)]
        if missing:
            raise Wrong("themes", voice=self.voice, missing=", ".join(missing))

    def on(self, theme: Theme, chance: Chance) -> str:
        """A few words about this."""
        return chance.one_of(self.says[theme])


class Team(Definition, frozen=True):
    """What professionals write, in one language."""

    names: tuple[str, ...]
    reviews: tuple[str, ...]
    replies: tuple[str, ...]
    concerns: tuple[str, ...]
    talks: tuple[str, ...]
    sessions: tuple[str, ...]


class Voices(Definition, frozen=True):
    """Everybody who writes in a simulated clinic. `names` are first names, by language."""

    names: dict[Literal["fr", "en"], tuple[str, ...]]
    trouble: dict[Literal["fr", "en"], tuple[str, ...]]
    team: dict[Literal["fr", "en"], Team]
    voices: tuple[Voice, ...]

    def __post_init__(self) -> None:
        for language in ("fr", "en"):
            spoken = any(voice.language == language for voice in self.voices)
            if not (spoken and self.names.get(language) and self.team.get(language) and self.trouble.get(language)):
                raise Wrong("few", language=language)

    def speaking(self, language: str) -> tuple[Voice, ...]:
        """The voices of one language."""
        return tuple(voice for voice in self.voices if voice.language == language)


def load_voices(text: str) -> Voices:
    """The voices of a file. Raises VoicesRefused, with the line."""
    return read(text, Voices, VoicesRefused)


def written(exercise: Exercise, voice: Voice, chance: Chance, *, at: datetime, mood: float) -> Answers:
    """The exercise as this voice fills it. `mood` from 0, very low, to 10 draws the scales; some fields stay empty."""
    return {
        field.id: _field(field, voice, chance, at, mood)
        for field in exercise.fields
        if field.required == "yes" or chance.happens(0.75)
    }


def _field(field: Field, voice: Voice, chance: Chance, at: datetime, mood: float) -> Any:
    if field.type == "table":
        rows = range(1 + chance.below(min(3, field.max_rows)))
        return [{one.id: _field(one, voice, chance, at, mood) for one in field.columns} for _ in rows]
    if field.type in ("text", "long-text"):
        return voice.on(FIELDS.get(field.id, "help"), chance)
    if field.type in ("number", "scale"):
        return _number(field, chance, mood)
    return _picked(field, chance, at)


def _picked(field: Field, chance: Chance, at: datetime) -> str | bool:
    match field.type:
        case "choice":
            return chance.one_of(tuple(field.options))
        case "date":
            return (at + timedelta(days=1 + chance.below(6))).date().isoformat()
        case "time":
            return f"{8 + chance.below(12):02d}:{chance.one_of(('00', '15', '30', '45'))}"
        case _:
            return chance.happens(0.5)


def _number(field: Field, chance: Chance, mood: float) -> int:
    """Around where the mood stands on the field's own range; minutes and the like stay small."""
    if field.hi > 100:
        return round(min(field.hi, max(field.lo, chance.around(20, 0.6))))
    share = min(1.0, max(0.0, mood / 10 + chance.normal(0, 0.18)))
    return round(field.lo + share * (field.hi - field.lo))


def remembered(remember: Mapping[str, str], answers: Answers) -> Answers:
    """The words that later steps say back, by the names that the step gives them."""
    found = {name: _first_words(answers.get(field)) for name, field in remember.items()}
    return {name: words for name, words in found.items() if words}


def _first_words(value: Any) -> str:
    if isinstance(value, list):
        return next((_first_words(said) for said in (value[0] if value else {}).values()), "")
    return "" if value is None else str(value)
