"""Why a night, or a file of rules about sleep, cannot be used as it is: kind and precise, in French and in English."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from accalmie.core.definitions import DefinitionRefused, Language
from accalmie.core.sleep.said import said


class SleepRefused(DefinitionRefused):
    """Rules of the sleep window that cannot be used. The sentence says where and why."""

    MESSAGES: ClassVar[dict[str, dict[str, str]]] = {
        "above_zero": {
            "en": "“{given}” must be above zero",
            "fr": "« {given} » doit être supérieur à zéro",
        },
        "nights": {
            "en": "a week has seven nights: “nights” cannot be {given}",
            "fr": "une semaine a sept nuits : « nights » ne peut pas valoir {given}",
        },
        "few_nights": {
            "en": "nothing rests on {given} nights: the clinical rules ask for {fewest}",
            "fr": "rien ne repose sur {given} nuits : les règles cliniques en demandent {fewest}",
        },
        "floor": {
            "en": "a floor of {given} minutes is under that of the clinical rules, {lowest}",
            "fr": "un plancher de {given} minutes est sous celui des règles cliniques, {lowest}",
        },
        "floors": {
            "en": "alone, the floor may not be lower than with a professional",
            "fr": "sans professionnel, le plancher ne peut pas être plus bas qu’avec un professionnel",
        },
        "longest": {
            "en": "“{given}” must be longer than both floors",
            "fr": "« {given} » doit dépasser les deux planchers",
        },
        "efficiency": {
            "en": "the two thresholds must rise and lie between 0 and 100",
            "fr": "les deux seuils doivent croître et se tenir entre 0 et 100",
        },
        "steps": {
            "en": "the least step of a compression may not be larger than the most",
            "fr": "le plus petit pas d’une compression ne peut pas dépasser le plus grand",
        },
        "without_doctor": {
            "en": "“{given}” needs a doctor, as in the clinical rules: “needs” stays “doctor”",
            "fr": "« {given} » demande un médecin, comme dans les règles cliniques : « needs » reste « doctor »",
        },
        "also": {
            "en": "“{given}” is also told without an answer: “also” stays “{also}”",
            "fr": "« {given} » se sait aussi sans réponse : « also » reste « {also} »",
        },
        "long_ids": {
            "en": "the names of the questions of “weekly” are too long together: at most {most} characters",
            "fr": "les noms des questions de « weekly » sont trop longs ensemble : {most} caractères au plus",
        },
        "silent_alert": {
            "en": "“{given}”: a yes must be answered by somebody: passive or above",
            "fr": "« {given} » : un oui demande que quelqu’un réponde : passive ou au-delà",
        },
    }


class BadNight(ValueError):
    """What is wrong in a night. `field` is the answer to look at again, `day` the night; nothing typed is changed."""

    MESSAGES: ClassVar[dict[str, dict[Language, str]]] = {
        "empty": {
            "en": "This night is still empty. One answer is enough to keep it; the others can wait.",
            "fr": "Cette nuit est encore vide. Une seule réponse suffit pour la garder ; les autres peuvent attendre.",
        },
        "time_zone": {
            "en": "“{given}” is not a place whose time we know, such as Europe/Paris. Your answers are kept.",
            "fr": "« {given} » n’est pas un lieu dont nous connaissons l’heure, comme Europe/Paris. "
            "Vos réponses sont gardées.",
        },
        "day": {
            "en": "This night is noted under {day}, and getting up under {given}. Which of the two days is right? "
            "Your answers are kept.",
            "fr": "Cette nuit est notée au {day}, et le lever au {given}. Lequel des deux jours est le bon ? "
            "Vos réponses sont gardées.",
        },
        "future": {
            "en": "You noted {name} on {given}, which is still to come. Your answers are kept; change only the time.",
            "fr": "Vous avez noté {name} le {given}, et ce moment n’est pas encore venu. "
            "Vos réponses sont gardées ; corrigez seulement l’heure.",
        },
        "order": {
            "en": "You noted {name} on {given}, before {earlier}, on {earlier_at}. Was one of them the evening before? "
            "Your answers are kept; change only the time.",
            "fr": "Vous avez noté {name} le {given}, avant {earlier}, le {earlier_at}. "
            "L’un des deux était-il la veille au soir ? Vos réponses sont gardées ; corrigez seulement l’heure.",
        },
        "no_time": {
            "en": "You noted the same time for going to bed and getting up: {given}. Which of the two is it? "
            "Your answers are kept.",
            "fr": "Vous avez noté la même heure pour le coucher et pour le lever : {given}. "
            "De laquelle des deux s’agit-il ? Vos réponses sont gardées.",
        },
        "too_long": {
            "en": "From {given} to {until} makes {long} in bed. Is one of the times an evening taken for a morning, "
            "or another day? Your answers are kept; change only the time.",
            "fr": "De {given} à {until}, cela fait {long} au lit. L’une des heures est-elle un soir pris pour "
            "un matin, ou un autre jour ? Vos réponses sont gardées ; corrigez seulement l’heure.",
        },
        "negative": {
            "en": "You noted {given} for {name}: this number starts at 0. Your answers are kept; change only that one.",
            "fr": "Vous avez noté {given} pour {name} : ce nombre part de 0. "
            "Vos réponses sont gardées ; corrigez seulement celle-ci.",
        },
        "too_much": {
            "en": "You noted {given} for {name}: more than one night and day can hold. "
            "Your answers are kept; change only that one.",
            "fr": "Vous avez noté {given} pour {name} : c’est plus que n’en contiennent un jour et une nuit. "
            "Vos réponses sont gardées ; corrigez seulement celle-ci.",
        },
        "latency_longer": {
            "en": "You noted {given} to fall asleep, and {long} between trying to sleep and your last awakening. "
            "One of these is longer than it was. A rough figure is enough; your answers are kept.",
            "fr": "Vous avez noté {given} pour vous endormir, et {long} entre le moment où vous avez essayé de dormir "
            "et votre dernier réveil. L’un des deux est plus long qu’en vrai. Un ordre de grandeur suffit ; "
            "vos réponses sont gardées.",
        },
        "awake_longer": {
            "en": "Falling asleep and awakenings make {given} together, and the night {long} from trying to sleep to "
            "your last awakening. A rough figure is enough; your answers are kept.",
            "fr": "L’endormissement et les réveils font {given} ensemble, et la nuit {long} entre le moment où vous "
            "avez essayé de dormir et votre dernier réveil. Un ordre de grandeur suffit ; vos réponses sont gardées.",
        },
        "awake_in_bed": {
            "en": "Falling asleep and awakenings make {given} together, and you were in bed {long}. "
            "A rough figure is enough; your answers are kept.",
            "fr": "L’endormissement et les réveils font {given} ensemble, et vous êtes resté·e {long} au lit. "
            "Un ordre de grandeur suffit ; vos réponses sont gardées.",
        },
        "awake_without": {
            "en": "You noted no awakening, and {given} awake during the night. Which of the two is right? "
            "Your answers are kept.",
            "fr": "Vous n’avez noté aucun réveil, et {given} sans dormir pendant la nuit. "
            "Laquelle des deux réponses est la bonne ? Vos réponses sont gardées.",
        },
        "nap_without": {
            "en": "You noted no nap, and {given} of naps. Which of the two is right? Your answers are kept.",
            "fr": "Vous n’avez noté aucune sieste, et {given} de sieste. Laquelle des deux réponses est la bonne ? "
            "Vos réponses sont gardées.",
        },
        "quality": {
            "en": "The quality of a night goes from 1 (very poor) to 5 (very good); you noted {given}. "
            "Your answers are kept.",
            "fr": "La qualité d’une nuit va de 1 (très mauvaise) à 5 (très bonne) ; vous avez noté {given}. "
            "Vos réponses sont gardées.",
        },
        "slept_after_all": {
            "en": "You noted a night without sleep, and a last awakening on {given}. Did you sleep a little after all? "
            "Your answers are kept.",
            "fr": "Vous avez noté une nuit sans sommeil, et un dernier réveil le {given}. "
            "Avez-vous dormi un peu, finalement ? Vos réponses sont gardées.",
        },
        "overlap": {
            "en": "The night of {day} begins before that of {other} has ended. Is one of the dates another? "
            "Both nights are kept; change only the date or the time.",
            "fr": "La nuit du {day} commence avant la fin de celle du {other}. L’une des dates est-elle autre ? "
            "Les deux nuits sont gardées ; corrigez seulement la date ou l’heure.",
        },
        "twice": {
            "en": "Two nights are noted for {day}. If you slept twice, the longer is the night and the other a nap. "
            "Both are kept.",
            "fr": "Deux nuits sont notées pour le {day}. Si vous avez dormi en deux fois, la plus longue est la nuit, "
            "l’autre une sieste. Les deux sont gardées.",
        },
    }

    def __init__(self, code: str, *, field: str, day: date | None = None, **words: object) -> None:
        self.code = code
        self.field = field
        self.day = day
        self._words = words
        super().__init__(self.message("en"))

    def message(self, lang: Language = "en") -> str:
        """The sentence for the person."""
        words = {name: said(value, lang) for name, value in {"day": self.day, **self._words}.items()}
        return self.MESSAGES[self.code][lang].format(**words)


NAMES: dict[str, dict[Language, str]] = {
    "into_bed": {"fr": "le coucher", "en": "going to bed"},
    "tried_to_sleep": {"fr": "le moment d’essayer de dormir", "en": "trying to sleep"},
    "final_awakening": {"fr": "le dernier réveil", "en": "your last awakening"},
    "out_of_bed": {"fr": "le lever", "en": "getting up"},
    "latency": {"fr": "les minutes pour vous endormir", "en": "the minutes to fall asleep"},
    "awakenings": {"fr": "le nombre de réveils", "en": "the number of awakenings"},
    "awake": {"fr": "les minutes sans dormir pendant la nuit", "en": "the minutes awake during the night"},
    "naps": {"fr": "le nombre de siestes", "en": "the number of naps"},
    "nap_minutes": {"fr": "les minutes de sieste", "en": "the minutes of naps"},
}
"""What each answer is called inside these sentences."""
