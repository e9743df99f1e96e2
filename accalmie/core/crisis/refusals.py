"""Why a file about danger was refused, in French and in English."""

from __future__ import annotations

from typing import ClassVar

from accalmie.core.definitions import DefinitionRefused


class CrisisRefused(DefinitionRefused):
    """Rules of danger that cannot be used. The sentence says where and why."""

    MESSAGES: ClassVar[dict[str, dict[str, str]]] = {
        "time_zone": {
            "en": "“{given}” is not a time zone such as Europe/Paris",
            "fr": "« {given} » n’est pas un fuseau horaire comme Europe/Paris",
        },
        "territory": {
            "en": "“{given}” is none of the territories whose public holidays are known: {among}",
            "fr": "« {given} » n’est aucun des territoires dont les jours fériés sont connus : {among}",
        },
        "no_hours": {
            "en": "the week has no staffed hours",
            "fr": "la semaine n’a aucune heure de présence",
        },
        "hours": {
            "en": "“{given}” are not hours such as 09:00-18:00",
            "fr": "« {given} » ne sont pas des heures comme 09:00-18:00",
        },
        "weights": {
            "en": "{given} different weights for {heads} levels: at most {most}, each with one number for each level",
            "fr": "{given} poids différents pour {heads} niveaux : au plus {most}, chacun d’un nombre par niveau",
        },
        "table": {
            "en": "the steps and the kinds do not go together: make the table anew with `make signs`",
            "fr": "les pas et les sortes ne vont pas ensemble : refaites la table avec `make signs`",
        },
        "twice": {
            "en": "“{given}” stands twice",
            "fr": "« {given} » figure deux fois",
        },
        "question": {
            "en": "the question “{id}” is asked after “{after}”, which does not come before it",
            "fr": "la question « {id} » vient après « {after} », qui n’est pas avant elle",
        },
        "declined_above": {
            "en": "“{given}”: declined may not be more serious than yes",
            "fr": "« {given} » : ne pas répondre ne peut pas être plus grave que oui",
        },
        "sure": {
            "en": "“sure” may not ask for less than “enough”",
            "fr": "« sure » ne peut pas demander moins que « enough »",
        },
        "change_without_days": {
            "en": "“{given}”: a worsening needs both its points (worse_by) and its days (within_days)",
            "fr": "« {given} » : une aggravation a besoin de ses points (worse_by) et de ses jours (within_days)",
        },
        "act_as_plan": {
            "en": "“{given}” says that something is already done: it means a plan at least",
            "fr": "« {given} » dit que quelque chose est déjà fait : cela vaut un projet au moins",
        },
        "delay": {
            "en": "a delay is either staffed minutes or the next working day",
            "fr": "un délai est soit des minutes de présence, soit le jour ouvré suivant",
        },
        "no_delay": {
            "en": "the programme is held at “{given}”: say how soon somebody answers",
            "fr": "le programme est retenu à « {given} » : dites sous quel délai quelqu’un répond",
        },
        "slower": {
            "en": "“{given}” may not be answered later than a less serious level",
            "fr": "« {given} » ne peut pas attendre plus longtemps qu’un niveau moins grave",
        },
        "steps": {
            "en": "the steps of an escalation begin at 0 and rise, in percent, to 100",
            "fr": "les étapes d’une escalade partent de 0 et montent, en pour cent, jusqu’à 100",
        },
        "everybody_last": {
            "en": "at the deadline, the last step tells everybody on the rota and the safety lead",
            "fr": "à l’échéance, la dernière étape prévient toute l’astreinte et qui veille sur la sécurité",
        },
        "again": {
            "en": "“{given}”: a number of minutes or tries above zero",
            "fr": "« {given} » : un nombre de minutes ou d’essais supérieur à zéro",
        },
        "goes_on": {
            "en": "the programme may not go on at “{given}” when it is held at a less serious level",
            "fr": "le programme ne peut pas continuer à « {given} » s’il est retenu à un niveau moins grave",
        },
    }


class HelplinesRefused(DefinitionRefused):
    """A list of numbers that cannot be used. The sentence says where and why."""

    MESSAGES: ClassVar[dict[str, dict[str, str]]] = {
        "date": {
            "en": "“{given}” is not a day, as 2026-11-24",
            "fr": "« {given} » n’est pas un jour, comme 2026-11-24",
        },
        "twice": {
            "en": "“{given}” stands twice",
            "fr": "« {given} » figure deux fois",
        },
        "channel": {
            "en": "“{given}” needs a channel through which people are reached",
            "fr": "« {given} » a besoin d’un moyen de joindre quelqu’un",
        },
        "number": {
            "en": "“{given}” is not a number that can be dialled",
            "fr": "« {given} » n’est pas un numéro que l’on peut composer",
        },
        "hours": {
            "en": "“{given}” are not hours of a day, as 09:00-18:00",
            "fr": "« {given} » ne sont pas des heures d’un jour, comme 09:00-18:00",
        },
        "never_checked": {
            "en": "“{given}” was never checked: give “checked”, or “to_check: true”",
            "fr": "« {given} » n’a jamais été vérifié : donnez « checked », ou « to_check: true »",
        },
    }
