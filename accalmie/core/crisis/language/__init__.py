"""Signs of danger in what somebody writes, in French, in English or in both. They may only raise, never reassure.

rules = load_language(text)                       # content/danger/language/rules.yaml
found = classify(rules, "je veu plu vivre")       # Level.PASSIVE
noticed(rules, text)                              # the level and the words that led to it, to show to the person
"""

from accalmie.core.crisis.language.verdict import (
    Language,
    Noticed,
    Span,
    classify,
    load_language,
    noticed,
    when_sure,
)

__all__ = ["Language", "Noticed", "Span", "classify", "load_language", "noticed", "when_sure"]
