"""What people say outright is noticed where a page is led by it, whatever the weights say; a no or an idiom is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from accalmie.core.crisis import Level
from accalmie.core.crisis.language import Language, classify, load_language, when_sure
from accalmie.core.crisis.language.folding import sentences
from accalmie.core.crisis.language.outright import said_outright

HOUSE = Path(__file__).parents[4]

PASSIVE = [
    "Je veux mourir",
    "je veux vraiment mourir",
    "JE VEUX MOURIR !!!",
    "jveux mourir",
    "j'ai envie de mourir",
    "J’ai juste envie de mourir.",
    "j'ai envie de mourire",
    "Je voudrais être morte.",
    "J’aimerais ne plus me réveiller.",
    "Je ne veux plus vivre.",
    "Je n’ai plus envie de vivre.",
    "jveu plu vivre",
    "j'en ai marre de vivre",
    "Je suis fatiguée de vivre",
    "je n'ai aucune raison de vivre",
    "Elle m’a quitté, je veux mourir.",
    "Bonjour, comment ça va ? Moi je veux mourir. Il pleut.",
    "Je n'en peux plus, je veux mourir",
    "je n'y arrive pas je veux mourir",
    "I want to die",
    "I just want to die.",
    "i wanna die",
    "I wish I was dead.",
    "I don’t want to live anymore.",
    "I dont want to be alive",
    "I have nothing to live for",
    "I'm so tired of living",
    "I wish I could never wake up",
    "I’d be better off dead",
]
ACTIVE = [
    "je n'en peux plus je vais me pendre",
    "Je n'en peux plus je vais me suicider",
    "Je vais me tuer",
    "je veux me suicider",
    "J’ai envie de me tuer.",
    "J’ai envie d’en finir avec la vie.",
    "je veux en finir",
    "Je pense à me pendre.",
    "je pense au suicide",
    "Je pense souvent au suicide.",
    "J’ai des idées suicidaires.",
    "J’ai décidé de mettre fin à mes jours",
    "je vais me foutre en l'air",
    "I want to kill myself",
    "I’m going to kill myself.",
    "im gonna kill myself",
    "I keep thinking about killing myself.",
    "I want to end my life",
    "I’m thinking of ending it all",
    "I’ve decided to end my life.",
    "I feel suicidal",
    "I have suicidal thoughts.",
    "I think about suicide",
]
PLAN = [
    "Je vais me tuer ce soir",
    "je vais me pendre demain",
    "je n'en peux plus je vais me tuer ce soir",
    "I’m going to kill myself tonight.",
    "I'll kill myself now",
]
NOT_SAID = [
    "Je ne veux pas mourir.",
    "Je n’ai pas envie de mourir.",
    "Je n’ai jamais eu envie de me tuer.",
    "Je n’ai pas d’idées suicidaires.",
    "Aucune envie de mourir.",
    "Elle a envie de mourir.",
    "Il dit : je veux mourir.",
    "« Je veux mourir », dit le héros.",
    "Je veux mourir de rire.",
    "Je veux en finir avec ce dossier.",
    "Je vais me tuer au travail.",
    "Je ne veux plus vivre ici.",
    "I don’t want to die.",
    "I’m not going to kill myself.",
    "I’m not suicidal.",
    "I want to die of embarrassment.",
    "She said I want to die.",
    "I don’t want to live with him.",
    "I’d rather die than wear that.",
]


@pytest.fixture(scope="module")
def language() -> Language:
    rules = (HOUSE / "content/danger/language/rules.yaml").read_text("utf-8")
    return when_sure(load_language(rules))


@pytest.mark.parametrize(
    ("level", "text"),
    [(level, text) for level, texts in (("passive", PASSIVE), ("active", ACTIVE), ("plan", PLAN)) for text in texts],
)
def test_what_is_said_outright_is_noticed_where_a_page_is_led_by_it(language: Language, level: str, text: str) -> None:
    assert classify(language, text).severity >= Level(level).severity


@pytest.mark.parametrize("text", NOT_SAID)
def test_a_no_somebody_else_and_a_manner_of_speaking_are_not_said_outright(language: Language, text: str) -> None:
    assert {said_outright(language.heard, sentence) for sentence in sentences(text)} == {Level.NONE}
