"""Why a file about danger was refused, in French and in English."""

from __future__ import annotations

from typing import ClassVar

from accalmie.core.definitions import DefinitionRefused


class DangerRefused(DefinitionRefused):
    """A file of questions, rules or helplines that may not be used."""

    MESSAGES: ClassVar[dict[str, dict[str, str]]] = {
        "time_zone": {
            "en": "“{given}” is not a time zone such as Europe/Paris",
            "fr": "« {given} » n’est pas un fuseau horaire comme Europe/Paris",
        },
        "no_hours": {
            "en": "the week has no staffed hours",
            "fr": "la semaine n’a aucune heure de présence",
        },
        "hours": {
            "en": "“{given}” are not hours such as 09:00-18:00",
            "fr": "« {given} » ne sont pas des heures comme 09:00-18:00",
        },
        "twice": {
            "en": "“{given}” stands twice",
            "fr": "« {given} » figure deux fois",
        },
        "asked_when": {
            "en": "“{given}” can only depend on a question before it",
            "fr": "« {given} » ne peut dépendre que d’une question posée avant",
        },
        "levels_missing": {
            "en": "what follows is missing for: {missing}",
            "fr": "il manque la suite pour : {missing}",
        },
        "declined_below": {
            "en": "“{given}”: declined may not be more serious than yes, nor below none",
            "fr": "« {given} » : ne pas répondre ne peut pas être plus grave que oui",
        },
        "slower": {
            "en": "“{given}” may not be answered later than a less serious level",
            "fr": "« {given} » ne peut pas attendre plus longtemps qu’un niveau moins grave",
        },
        "programme_goes_on": {
            "en": "the programme may not go on at “{given}” when it is held at a less serious level",
            "fr": "le programme ne peut pas continuer à « {given} » s’il est retenu à un niveau moins grave",
        },
        "act_unknown": {
            "en": "“{given}” is no question of these rules",
            "fr": "« {given} » n’est pas une question de ces règles",
        },
        "channel": {
            "en": "“{given}” needs at least one channel",
            "fr": "« {given} » a besoin d’au moins un moyen de contact",
        },
        "number": {
            "en": "“{given}” is not a number that can be dialled",
            "fr": "« {given} » n’est pas un numéro que l’on peut composer",
        },
        "never_checked": {
            "en": "“{given}” was never checked: give “checked”, or “to_check: true”",
            "fr": "« {given} » n’a jamais été vérifié : donnez « checked », ou « to_check: true »",
        },
    }
