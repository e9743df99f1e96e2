"""Why a line of a diary, or a file of rules about drinks, cannot be used as it is, in French and in English."""

from __future__ import annotations

from typing import ClassVar

from accalmie.core.definitions import DefinitionRefused, Language


class DrinksRefused(DefinitionRefused):
    """Rules about drinks that cannot be used. The sentence says where and why."""

    MESSAGES: ClassVar[dict[str, dict[str, str]]] = {
        "above_zero": {
            "en": "“{given}” must be above zero",
            "fr": "« {given} » doit être supérieur à zéro",
        },
        "share": {
            "en": "a fall leaves a share between 0 and 1, and {given} is not one",
            "fr": "une baisse laisse une part entre 0 et 1, et {given} n’en est pas une",
        },
        "strength": {
            "en": "“{given}” is stronger or larger than “most” allows",
            "fr": "« {given} » est plus fort ou plus grand que ce que « most » permet",
        },
        "loosened": {
            "en": "“{given}” may be stricter than the clinical rules, never looser: at most {most}",
            "fr": "« {given} » peut être plus strict que les règles cliniques, jamais moins : {most} au plus",
        },
        "grave": {
            "en": "“{given}” leads to 15, never to less",
            "fr": "« {given} » mène au 15, jamais à moins",
        },
    }


class BadDrink(ValueError):
    """What is wrong in one line of a diary. `field` is the answer to look at again; nothing typed is changed."""

    MESSAGES: ClassVar[dict[str, dict[Language, str]]] = {
        "below_zero": {
            "fr": "Vous avez noté {given}. Un nombre de verres commence à 0, et 0 est une vraie réponse. Le reste de "
            "votre carnet est gardé ; corrigez seulement ce nombre.",
            "en": "You noted {given}. A number of drinks starts at 0, and 0 is a real answer. The rest of your diary "
            "is kept; change only this number.",
        },
        "glasses": {
            "fr": "Vous avez noté {given} verres sur une seule ligne. Est-ce le bon nombre ? Une ligne va jusqu’à "
            "{most} ; au-delà, faites-en deux. Le reste de votre carnet est gardé.",
            "en": "You noted {given} glasses on a single line. Is the number right? A line goes up to {most}; above "
            "that, make it two. The rest of your diary is kept.",
        },
        "centilitres": {
            "fr": "Vous avez noté un verre de {given} cl. Un verre de vin en fait 10 à 20, une canette 33 ou 50 : "
            "est-ce un nombre en millilitres ? Le reste de votre carnet est gardé.",
            "en": "You noted a glass of {given} cl. A glass of wine holds 10 to 20, a can 33 or 50: is it a number of "
            "millilitres? The rest of your diary is kept.",
        },
        "percent": {
            "fr": "Vous avez noté {given} % d’alcool. L’étiquette dit le plus souvent de 4 à 45 %. Le reste de votre "
            "carnet est gardé ; corrigez seulement ce nombre, ou laissez-le vide.",
            "en": "You noted {given}% alcohol. A label mostly says 4 to 45%. The rest of your diary is kept; change "
            "only this number, or leave it empty.",
        },
        "half": {
            "fr": "Pour un verre à part, il y a deux choses à noter : sa taille en cl et son degré. L’étiquette dit le "
            "degré. Le reste de votre carnet est gardé.",
            "en": "For a glass of your own there are two things to note: its size in cl and its strength. The label "
            "gives the strength. The rest of your diary is kept.",
        },
        "serving": {
            "fr": "Nous ne connaissons pas encore ce verre-là. Choisissez-en un autre, ou notez sa taille et son "
            "degré.",
            "en": "We do not know that glass yet. Choose another, or note its size and strength.",
        },
    }

    def __init__(self, code: str, field: str, **words: object) -> None:
        self.code, self.field = code, field
        self._words = {name: f"{word:g}" if isinstance(word, float) else str(word) for name, word in words.items()}
        super().__init__(self.message("en"))

    def message(self, lang: Language = "en") -> str:
        """The sentence for the person."""
        words = self._words
        if lang == "fr":
            words = {name: word.replace("-", "−").replace(".", ",") for name, word in words.items()}
        return self.MESSAGES[self.code][lang].format(**words)
