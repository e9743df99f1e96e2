"""Why a rule was refused, said in the author's words, in French and in English."""

from __future__ import annotations

from typing import Literal

Language = Literal["en", "fr"]

MESSAGES: dict[str, dict[str, str]] = {
    "empty": {
        "en": "the rule is empty",
        "fr": "la règle est vide",
    },
    "too_long": {
        "en": "the rule has more than {limit} characters; split it into several",
        "fr": "la règle dépasse {limit} caractères ; partagez-la en plusieurs",
    },
    "too_deep": {
        "en": "the rule nests brackets or “not” more than {limit} deep",
        "fr": "la règle emboîte des parenthèses ou des « not » sur plus de {limit} niveaux",
    },
    "too_many": {
        "en": "the rule has more than {limit} parts; split it into several",
        "fr": "la règle a plus de {limit} éléments ; partagez-la en plusieurs",
    },
    "character": {
        "en": "“{given}” has no meaning in a rule",
        "fr": "« {given} » n’a pas de sens dans une règle",
    },
    "write_instead": {
        "en": "“{given}” is not understood: write {instead}",
        "fr": "« {given} » n’est pas compris : écrivez {instead}",
    },
    "space": {
        "en": "a non-breaking space stands here: replace it with a plain one",
        "fr": "il y a ici une espace insécable : remplacez-la par une espace simple",
    },
    "point": {
        "en": "a point stands only inside a number such as 2.5",
        "fr": "un point ne va que dans un nombre comme 2.5",
    },
    "quote": {
        "en": "this quote is never closed",
        "fr": "ce guillemet n’est jamais fermé",
    },
    "bracket": {
        "en": "this bracket has no partner",
        "fr": "cette parenthèse est seule",
    },
    "call": {
        "en": "a rule calls nothing and looks inside nothing: it only compares facts",
        "fr": "une règle n’appelle rien et n’ouvre rien : elle compare seulement des faits",
    },
    "arithmetic": {
        "en": "a rule does not calculate: compare a fact such as phq9_change instead",
        "fr": "une règle ne calcule pas : comparez plutôt un fait comme phq9_change",
    },
    "side_by_side": {
        "en": "something is missing before “{given}”: a comparison, “and” or “or”",
        "fr": "il manque quelque chose avant « {given} » : une comparaison, « and » ou « or »",
    },
    "comma": {
        "en": "a comma stands only inside a list such as (2, 3); decimals take a point",
        "fr": "une virgule ne va que dans une liste comme (2, 3) ; les décimales prennent un point",
    },
    "incomplete": {
        "en": "the rule cannot be read from here on",
        "fr": "la règle n’est plus lisible à partir d’ici",
    },
    "unknown_fact": {
        "en": "“{given}” is not a fact that this rule may read",
        "fr": "« {given} » n’est pas un fait que cette règle peut lire",
    },
    "unknown_fact_hint": {
        "en": "“{given}” is not a fact that this rule may read; did you mean “{hint}”?",
        "fr": "« {given} » n’est pas un fait que cette règle peut lire ; vouliez-vous dire « {hint} » ?",
    },
    "two_facts": {
        "en": "“{left}” and “{right}” are both facts: compare each with a fixed value",
        "fr": "« {left} » et « {right} » sont deux faits : comparez chacun à une valeur fixe",
    },
    "no_fact": {
        "en": "a comparison needs a fact on one side and a fixed value on the other",
        "fr": "une comparaison demande un fait d’un côté et une valeur fixe de l’autre",
    },
    "not_a_test": {
        "en": "a rule says something true or false: compare a fact with a value here",
        "fr": "une règle dit quelque chose de vrai ou de faux : comparez ici un fait à une valeur",
    },
    "bare_fact": {
        "en": "“{fact}” is not a yes-or-no fact: say what it is compared with",
        "fr": "« {fact} » n’est pas un fait oui/non : dites à quoi on le compare",
    },
    "flag": {
        "en": "“{fact}” is yes or no: write “{fact}” or “not {fact}”",
        "fr": "« {fact} » vaut oui ou non : écrivez « {fact} » ou « not {fact} »",
    },
    "needs_number": {
        "en": "“{fact}” is a number: it cannot be compared with {given}",
        "fr": "« {fact} » est un nombre : on ne peut pas le comparer à {given}",
    },
    "needs_whole": {
        "en": "“{fact}” has no decimals: compare it with a whole number, not {given}",
        "fr": "« {fact} » n’a pas de décimales : comparez-le à un nombre entier, pas à {given}",
    },
    "needs_option": {
        "en": "“{fact}” is a choice: compare it with one of {options}",
        "fr": "« {fact} » est un choix : comparez-le à l’une de ces options : {options}",
    },
    "unknown_option": {
        "en": "“{given}” is not an option of “{fact}”; its options are {options}",
        "fr": "« {given} » n’est pas une option de « {fact} » ; ses options sont {options}",
    },
    "choice_order": {
        "en": "“{fact}” is a choice, and options have no order: use ==, != or in",
        "fr": "« {fact} » est un choix, et les options n’ont pas d’ordre : utilisez ==, != ou in",
    },
    "needs_duration": {
        "en": '“{fact}” is a length of time: compare it with one such as "10 days" or "2 weeks"',
        "fr": '« {fact} » est une durée : comparez-la à une durée comme "10 days" ou "2 jours"',
    },
    "duration_order": {
        "en": "“{fact}” is never exactly one length of time: use <, <=, > or >=",
        "fr": "« {fact} » ne tombe jamais exactement sur une durée : utilisez <, <=, > ou >=",
    },
    "out_of_range": {
        "en": "“{fact}” goes {range}: comparing it with {given} always gives the same answer",
        "fr": "« {fact} » va {range} : le comparer à {given} donne toujours la même réponse",
    },
    "never": {
        "en": "“{fact} {op} {given}” can never be true: “{fact}” goes {range}",
        "fr": "« {fact} {op} {given} » ne peut jamais être vrai : « {fact} » va {range}",
    },
    "needs_list": {
        "en": "after “in” comes a list of fixed values such as (2, 3, 4)",
        "fr": "après « in » vient une liste de valeurs fixes comme (2, 3, 4)",
    },
    "operator": {
        "en": "only <, <=, >, >=, ==, != and in compare",
        "fr": "seuls <, <=, >, >=, ==, != et in comparent",
    },
    "unreadable": {
        "en": "this is not a stored rule",
        "fr": "ceci n’est pas une règle enregistrée",
    },
}

_RANGES: dict[str, dict[str, str]] = {
    "both": {"en": "from {lo} to {hi}", "fr": "de {lo} à {hi}"},
    "lo": {"en": "from {lo} up", "fr": "de {lo} à l’infini"},
    "hi": {"en": "up to {hi}", "fr": "jusqu’à {hi}"},
}
_CLIPPED = 200


class Range:
    """The bounds of a fact, as words."""

    def __init__(self, lo: float | None, hi: float | None) -> None:
        self._words = {"lo": plain(lo), "hi": plain(hi)}
        self._kind = "both" if lo is not None and hi is not None else "lo" if lo is not None else "hi"

    def said(self, lang: Language) -> str:
        return _RANGES[self._kind][lang].format(**self._words)


class RuleRefused(ValueError):
    """A rule that would mean nothing or always the same. `column` counts characters from 1; `code` names the reason."""

    def __init__(self, code: str, column: int, **words: str | Range) -> None:
        self.code = code
        self.column = column
        self._words = {name: word[:_CLIPPED] if isinstance(word, str) else word for name, word in words.items()}
        super().__init__(f"{self.message('en')} (column {column})")

    def message(self, lang: Language = "en") -> str:
        """The sentence for the author, without the column."""
        said = {name: word if isinstance(word, str) else word.said(lang) for name, word in self._words.items()}
        return MESSAGES[self.code][lang].format(**said)


def plain(number: float | int | None) -> str:
    """10.0 as `10`: numbers as an author writes them."""
    if isinstance(number, float) and number.is_integer():
        return str(int(number))
    return str(number)
