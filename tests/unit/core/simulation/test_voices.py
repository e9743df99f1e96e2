"""What simulated people write: in their own voice, in every field of every exercise of the house."""

from __future__ import annotations

from random import Random

import pytest

from accalmie.core.exercises import Exercise
from accalmie.core.simulation import Chance, VoicesRefused, load_voices
from accalmie.core.simulation.voices import FIELDS, THEMES, written
from tests.factories.simulation import FOLDER, OPENS, clinic

TEXT = (FOLDER / "voices.yaml").read_text(encoding="utf-8")


def test_a_dozen_voices_speak_both_languages() -> None:
    voices = load_voices(TEXT)
    assert len(voices.voices) >= 12
    assert {voice.language for voice in voices.voices} == {"fr", "en"}


def test_no_two_voices_say_the_same_thing() -> None:
    said = [text for voice in load_voices(TEXT).voices for texts in voice.says.values() for text in texts]
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("exercise", clinic().exercises.values(), ids=lambda one: one.id)
def test_every_field_of_words_has_a_theme(exercise: Exercise) -> None:
    fields = [one for field in exercise.fields for one in (field, *field.columns)]
    words = {field.id for field in fields if field.type in ("text", "long-text")}
    assert words <= set(FIELDS), words - set(FIELDS)


@pytest.mark.parametrize("exercise", clinic().exercises.values(), ids=lambda one: one.id)
def test_what_is_written_fits_the_exercise(exercise: Exercise) -> None:
    voice = load_voices(TEXT).voices[0]
    for seed in range(5):
        answers = written(exercise, voice, Chance(Random(seed)), at=OPENS, mood=4.0)
        assert set(answers) <= {field.id for field in exercise.fields}
        assert all(field.id in answers for field in exercise.fields if field.required == "yes")
        for field in exercise.fields:
            if field.type in ("number", "scale") and field.id in answers:
                assert field.lo <= answers[field.id] <= field.hi


def test_a_voice_that_is_silent_on_something_is_refused() -> None:
    silent = TEXT.replace('      place: ["Seul, devant le fournil", "Au bord du canal"]\n', "", 1)
    with pytest.raises(VoicesRefused) as found:
        load_voices(silent)
    assert found.value.code == "themes"
    assert "place" in found.value.message("fr")
    assert "place" in THEMES
