"""What is said to the author of a practice that may not be given to anybody as it is."""

from __future__ import annotations

from typing import ClassVar

from accalmie.core.definitions import DefinitionRefused


class PracticeRefused(DefinitionRefused):
    """A file that is not a practice, or one that may not be given to anybody as it is."""

    MESSAGES: ClassVar[dict[str, dict[str, str]]] = {
        "in_file": {"en": "{file}: {sentence}", "fr": "{file} : {sentence}"},
        "other_name": {
            "en": "{file} holds “{name}”: a file bears its practice’s name",
            "fr": "{file} contient « {name} » : un fichier porte le nom de sa pratique",
        },
        "name": {
            "en": "“{name}” is not a practice’s name: lower-case words joined by hyphens, "
            "ending in its {minutes} minutes",
            "fr": "« {name} » n’est pas un nom de pratique : des mots en minuscules joints par des traits d’union, "
            "et à la fin ses {minutes} minutes",
        },
        "theme": {
            "en": "“{theme}” is not a theme: one lower-case word",
            "fr": "« {theme} » n’est pas un thème : un seul mot en minuscules",
        },
        "parts": {
            "en": "the two scripts differ at part {number}: {fr} in French, {en} in English",
            "fr": "les deux textes diffèrent à la partie {number} : {fr} en français, {en} en anglais",
        },
        "spoken": {
            "en": "part {number} of “{language}” is empty",
            "fr": "la partie {number} de « {language} » est vide",
        },
        "too_long_spoken": {
            "en": "part {number} of “{language}” has {count} characters; a voice needs a pause after {limit}",
            "fr": "la partie {number} de « {language} » a {count} signes ; une voix a besoin d’une pause après {limit}",
        },
        "silence": {
            "en": "a silence lasts {least} to {most} seconds, not {seconds}",
            "fr": "un silence dure de {least} à {most} secondes, pas {seconds}",
        },
        "ends": {
            "en": "a practice begins and ends with words, not with a silence",
            "fr": "une pratique commence et finit par des mots, pas par un silence",
        },
        "length": {
            "en": "“{language}” lasts {said}, at {pace} words a minute with its silences; "
            "{minutes} minutes are announced",
            "fr": "« {language} » dure {said}, à {pace} mots par minute avec ses silences ; "
            "{minutes} minutes sont annoncées",
        },
        "eyes": {
            "en": "the first part of “{language}” does not say that the eyes may stay open",
            "fr": "la première partie de « {language} » ne dit pas que les yeux peuvent rester ouverts",
        },
        "stop": {
            "en": "the first part of “{language}” does not say that one may stop at any time",
            "fr": "la première partie de « {language} » ne dit pas qu’on peut s’arrêter à tout moment",
        },
        "back": {
            "en": "the last part of “{language}” does not bring back to the room (room, here, floor, chair, sounds …)",
            "fr": "la dernière partie de « {language} » ne ramène pas dans la pièce "
            "(pièce, ici, sol, chaise, bruits …)",
        },
    }
