"""A small piece that the house accepts, for tests to change one thing of."""

from __future__ import annotations

FILE = "small.yaml"
KNOWN = {"programme": frozenset({"anxiety"}), "understanding": frozenset({"small"})}
_FRENCH = "Un mot suit un mot. La page se lit bien. Le vent passe sur le lac. On pose le sac et on boit. " * 7
_ENGLISH = "One word comes after a word. The page reads well. The wind goes over the lake. We sit down. " * 7

SMALL = """\
understanding: small
version: 1.0.0
title: {fr: "Une petite pièce", en: "A small piece"}
summary: {fr: "Elle montre comment c’est fait.", en: "It shows how it is made."}
minutes: 5
about: [anxiety]
source:
  - {claim: {fr: "C’est ainsi.", en: "It is so."}, cite: "Somebody. A journal 2020;1:1-2.", checked: 2026-11}
pages:
  - id: scene
    text: {fr: "FRENCH", en: "ENGLISH"}
  - id: own
    text: {fr: "À vous.", en: "Your turn."}
    ask:
      - {id: moment, type: text, label: {fr: "Quand", en: "When"}}
      - id: sign
        type: choice
        label: {fr: "Le signe", en: "The sign"}
        options: {heart: {fr: "le cœur", en: "the heart"}, breath: {fr: "le souffle", en: "the breath"}}
      - {id: lasted, type: number, lo: 1, hi: 180, label: {fr: "Durée", en: "Time"}, unit: {fr: minutes, en: minutes}}
      - {id: sure, type: scale, lo: 0, hi: 10, label: {fr: "Sûr", en: "Sure"}}
  - id: back
    reply:
      - - when: 'sign == "heart" and lasted > 20'
          text: {fr: "«\u00a0{moment}\u00a0», {sign}, {lasted}.", en: "“{moment}”, {sign}, {lasted}."}
        - text: {fr: "«\u00a0{moment}\u00a0», donc.", en: "“{moment}”, then."}
        - text: {fr: "Rien de noté, et c’est bien aussi.", en: "Nothing noted, which is fine too."}
      - - when: 'sure >= 6'
          text: {fr: "Sûr à {sure} sur 10.", en: "Sure at {sure} out of 10."}
        - text: {fr: "Pas si sûr.", en: "Not so sure."}
  - id: next
    text: {fr: "FRENCH", en: "ENGLISH"}
leads_to: [programme:anxiety, help]
""".replace("FRENCH", _FRENCH).replace("ENGLISH", _ENGLISH)


def changed(old: str, new: str) -> str:
    """The piece with one thing changed, which must be there."""
    assert old in SMALL
    return SMALL.replace(old, new)
