"""A practice file that is right, and the same with something changed."""

from __future__ import annotations

from io import StringIO
from typing import Any

from ruamel.yaml import YAML

WORDS = {
    "fr": ["Gardez les yeux ouverts si vous voulez, et arrêtez quand vous voulez.", "Revenez dans la pièce."],
    "en": ["Keep your eyes open if you like, and stop whenever you like.", "Come back to the room."],
}


def practice(**changed: Any) -> str:
    """The text of a practice of three minutes, whole; each argument takes the place of one of its words."""
    silence = {"silence": 80}
    whole: dict[str, Any] = {
        "practice": "window-3",
        "version": "1.0.0",
        "minutes": 3,
        "theme": "senses",
        "title": {"fr": "La fenêtre", "en": "The window"},
        "intro": {"fr": "Regarder dehors.", "en": "Looking out."},
        "position": {"fr": "Assis.", "en": "Sitting."},
        "source": "Our own.",
        "script": {language: [said[0], silence, silence, said[1]] for language, said in WORDS.items()},
    }
    written = StringIO()
    yaml = YAML(typ="safe", pure=True)
    yaml.representer.ignore_aliases = lambda data: True
    yaml.dump({**whole, **changed}, written)
    return written.getvalue()
