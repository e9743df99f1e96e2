"""Storyboards of explainers, as an author writes them."""

from __future__ import annotations

SAID = (
    "Robert n’a pas décidé de ne plus aller au marché. Un jeudi, il y avait du monde. Le jeudi suivant, il avait "
    "le bois à rentrer. Puis sa femme a pris l’habitude d’y aller seule, et deux ans ont passé sans que cela se voie."
)
HEADER = """---
title: "Un détour"
programme: anxiety
summary: "Ce que le corps apprend d’un détour."
sources:
  - "Salkovskis PM. Behavioural Psychotherapy 1991;19:6-19."
---
"""
DRAWING = "[circle] une peur | un détour | soulagement"
SLIDES = f"""# Le détour

## Un jeudi
- Il y avait du monde.
> {SAID}

## Éviter marche
{DRAWING}
> {SAID}

# Aller voir

## Un barreau
- Un peu dur.
- Faisable.
> {SAID}
"""
STORYBOARD = HEADER + SLIDES


def storyboard(old: str = "", new: str = "") -> str:
    """A storyboard that is right, or one with a piece of it replaced."""
    assert old in STORYBOARD
    return STORYBOARD.replace(old, new, 1) if old else STORYBOARD
