"""Why an instrument, its wording or its answers were refused, in French and in English."""

from __future__ import annotations

from typing import ClassVar

from accalmie.core.definitions import DefinitionRefused, Language


class InstrumentRefused(DefinitionRefused):
    """A file that is not an instrument which may be used here."""

    MESSAGES: ClassVar[dict[str, dict[str, str]]] = {
        "name": {
            "en": "“{given}” is not a name: lower-case letters, digits and hyphens",
            "fr": "« {given} » n’est pas un nom : minuscules, chiffres et tirets",
        },
        "no_licence": {
            "en": "an instrument without its licence cannot be used: add “licence”",
            "fr": "un instrument sans licence ne peut pas être utilisé : ajoutez « licence »",
        },
        "licence_forbids": {
            "en": "the licence “{licence}” does not allow this instrument to be used",
            "fr": "la licence « {licence} » ne permet pas d’utiliser cet instrument",
        },
        "licence_not_shippable": {
            "en": "the licence “{licence}” does not allow the wording to be distributed: write “wording: none” "
            "and let each licensed site fill it",
            "fr": "la licence « {licence} » ne permet pas de distribuer le texte : "
            "écrivez « wording: none » ; chaque site autorisé le remplit",
        },
        "to_fill_missing": {
            "en": "a wording is missing: say under “to_fill” which licence a site needs and how to fill it",
            "fr": "un texte manque : dites sous « to_fill » de quelle licence un site a besoin et comment le remplir",
        },
        "items_twice": {
            "en": "two items have the same name",
            "fr": "deux questions portent le même nom",
        },
        "too_few": {
            "en": "an instrument needs at least one item and two options",
            "fr": "un instrument demande au moins une question et deux réponses possibles",
        },
        "scores_twice": {
            "en": "two options of the same item have the same score",
            "fr": "deux réponses de la même question ont la même valeur",
        },
        "range": {
            "en": "the scores of the items give {lo} to {hi}, not the range that is written",
            "fr": "les valeurs des questions donnent {lo} à {hi}, et non l’étendue indiquée",
        },
        "bands": {
            "en": "the bands must begin at {lo}, rise, and stay within {hi}",
            "fr": "les niveaux doivent commencer à {lo}, croître et ne pas dépasser {hi}",
        },
        "outside": {
            "en": "{what} is {given}, outside {lo} to {hi}",
            "fr": "{what} vaut {given}, hors de {lo} à {hi}",
        },
        "change_unpublished": {
            "en": "the threshold in use ({given}) is not among the published ones",
            "fr": "le seuil retenu ({given}) n’est pas parmi les seuils publiés",
        },
        "missing_rule": {
            "en": "at most {given} missing items cannot be: the instrument has {count}",
            "fr": "{given} réponses manquantes au plus : impossible, l’instrument en a {count}",
        },
        "danger_score": {
            "en": "no option of “{item}” has the danger score {given}",
            "fr": "aucune réponse à « {item} » n’a la valeur de danger {given}",
        },
        "wording_count": {
            "en": "the wording in “{language}” has {found} {what}, the instrument has {expected}",
            "fr": "le texte « {language} » a {found} {what}, l’instrument en a {expected}",
        },
        "wording_empty": {
            "en": "the wording in “{language}” has an empty text",
            "fr": "le texte « {language} » contient un libellé vide",
        },
        "wording_language": {
            "en": "“{language}” is not a language of the house",
            "fr": "« {language} » n’est pas une langue de la maison",
        },
        "slot_other": {
            "en": "this wording is for “{given}” {version}, not for “{expected}” {expected_version}",
            "fr": "ce texte est celui de « {given} » {version}, et non de « {expected} » {expected_version}",
        },
        "slot_taken": {
            "en": "“{instrument}” already has its wording in “{language}”",
            "fr": "« {instrument} » a déjà son texte en « {language} »",
        },
        "permission": {
            "en": "a wording that is filled in needs the permission under which the site uses it",
            "fr": "un texte ajouté demande l’autorisation sous laquelle le site l’utilise",
        },
    }


class SentenceError(ValueError):
    """An error that can be said in the person's language."""

    MESSAGES: ClassVar[dict[str, dict[str, str]]]

    def __init__(self, code: str, **words: object) -> None:
        self.code = code
        self._words = words
        super().__init__(self.message("en"))

    def message(self, lang: Language = "en") -> str:
        return self.MESSAGES[self.code][lang].format(**self._words)


class WordingMissing(SentenceError):
    """The slot is empty: this instrument may be scored here, but its questions may not be shown."""

    MESSAGES: ClassVar[dict[str, dict[str, str]]] = {
        "empty": {
            "en": "“{instrument}” has no wording in “{language}” here. {to_fill}",
            "fr": "« {instrument} » n’a pas de texte en « {language} » ici. {to_fill}",
        },
    }

    def __init__(self, instrument: str, language: str, to_fill: dict[str, str]) -> None:
        self._to_fill = to_fill
        super().__init__("empty", instrument=instrument, language=language, to_fill=to_fill.get("en", ""))

    def message(self, lang: Language = "en") -> str:
        words = {**self._words, "to_fill": self._to_fill.get(lang, "")}
        return self.MESSAGES[self.code][lang].format(**words).strip()


class BadAnswers(SentenceError):
    """Answers that this instrument cannot have."""

    MESSAGES: ClassVar[dict[str, dict[str, str]]] = {
        "count": {
            "en": "{instrument} has {expected} items, {found} answers came",
            "fr": "{instrument} a {expected} questions, {found} réponses sont venues",
        },
        "value": {
            "en": "{instrument}, item {item}: {given} is not an answer; the answers are {options}",
            "fr": "{instrument}, question {item} : {given} n’est pas une réponse ; les réponses sont {options}",
        },
        "total": {
            "en": "{instrument} goes from {lo} to {hi}: {given} is no total of it",
            "fr": "{instrument} va de {lo} à {hi} : {given} n’en est pas un total",
        },
    }
