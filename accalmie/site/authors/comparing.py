"""What changes for people enrolled between two versions of a programme, said to its author."""

from __future__ import annotations

from collections.abc import Iterator

from accalmie.core.programme.engine.differing import Differences

WORDS = {
    "fr": {
        "modules_added": "Modules en plus",
        "modules_gone": "Modules en moins",
        "steps_added": "Étapes en plus",
        "steps_gone": "Étapes en moins (ce qui y a été écrit est gardé)",
        "rehomed": "Étapes passées dans un autre module",
        "remade": "Étapes qui demandent autre chose",
        "reworded": "Étapes dites autrement",
        "pacing": "Un module s’ouvre, ou une étape se montre, à d’autres conditions.",
        "measures": "Les questionnaires changent, ou leur rythme.",
        "none": "Rien ne change pour les personnes inscrites.",
        "line": "{word}\u00a0: {names}",
    },
    "en": {
        "modules_added": "Modules added",
        "modules_gone": "Modules gone",
        "steps_added": "Steps added",
        "steps_gone": "Steps gone (what was written in them is kept)",
        "rehomed": "Steps moved to another module",
        "remade": "Steps that ask something else",
        "reworded": "Steps in other words",
        "pacing": "A module opens, or a step is shown, under other conditions.",
        "measures": "The questionnaires change, or when they come.",
        "none": "Nothing changes for the people enrolled.",
        "line": "{word}: {names}",
    },
}


def told_differences(found: Differences, language: str) -> Iterator[str]:
    """The lines to print, in the order in which people would meet the changes."""
    words = WORDS[language]
    if not found:
        yield words["none"]
    for name in found.__struct_fields__:
        value = getattr(found, name)
        if value is True:
            yield words[name]
        elif value:
            names = ", ".join(one if isinstance(one, str) else "/".join(one) for one in value)
            yield words["line"].format(word=words[name], names=names)
