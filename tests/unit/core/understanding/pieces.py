"""A small piece that the house accepts, for tests to change one thing of."""

from __future__ import annotations

from textwrap import dedent

NAME = "small.yaml"
_FRENCH = "Un mot suit un mot. La page se lit bien. Le vent passe sur le lac. On pose le sac et on boit. "
_ENGLISH = "One word comes after one word. The page reads well. The wind goes over the lake. We sit down and drink. "

PIECE = dedent(
    """\
    understanding: small
    version: 1.0.0
    title: {{fr: "Une petite pièce", en: "A small piece"}}
    summary: {{fr: "Elle montre comment c’est fait.", en: "It shows how it is made."}}
    minutes: 5
    about: [anxiety]
    source:
      - {{claim: {{fr: "C’est ainsi.", en: "It is so."}}, cite: "Somebody. A journal 2020;1:1-2.", checked: 2026-11}}
    pages:
      - id: scene
        text: {{fr: "{french}", en: "{english}"}}
      - id: own
        text: {{fr: "À vous.", en: "Your turn."}}
        ask:
          - {{id: moment, type: text, label: {{fr: "Quand", en: "When"}}}}
          - id: sign
            type: choice
            label: {{fr: "Le signe", en: "The sign"}}
            options: {{heart: {{fr: "le cœur", en: "the heart"}}, breath: {{fr: "le souffle", en: "the breath"}}}}
          - {{id: lasted, type: number, lo: 1, hi: 180, label: {{fr: "Durée", en: "Time"}}, unit: {{fr: minutes, en: minutes}}}}
      - id: back
        reply:
          - when: 'sign == "heart" and lasted > 20'
            text: {{fr: "«\u00a0{{moment}}\u00a0», par {{sign}}, {{lasted}}.", en: "“{{moment}}”, by {{sign}}, {{lasted}}."}}
          - text: {{fr: "«\u00a0{{moment}}\u00a0», donc.", en: "“{{moment}}”, then."}}
          - text: {{fr: "Rien de noté, et c’est bien aussi.", en: "Nothing noted, which is fine too."}}
      - id: next
        text: {{fr: "{french}", en: "{english}"}}
    leads_to: [programme:anxiety, help]
    """  # noqa: E501
)


def small_piece(**changes: str) -> str:
    """The text of the piece; each change is `old=new`, named `a`, `b`, … as pairs of texts would be."""
    text = PIECE.replace("{french}", _FRENCH * 7).replace("{english}", _ENGLISH * 7)
    return text.replace("{{", "{").replace("}}", "}")
