"""The rules as the browser reads them: one text, without the words that are not read."""

from __future__ import annotations

from accalmie.core.crisis.language.grammar import LanguageRules, heavy, ways


def table(rules: LanguageRules) -> str:
    """Version, light, common and guessed words, texting, then each concept and each sign."""
    short = "|".join(f"{typed}:{written}" for typed, written in rules.short.items())
    heads = [rules.version, " ".join(rules.light.split()), " ".join(rules.common.split()), rules.guessed, short]
    lines = [f"{name}={_said(rules, said)}" for name, said in rules.concepts.items()]
    lines += [f"{sign.id} {sign.level.severity} {sign.filters}={_said(rules, sign.says)}" for sign in rules.signs]
    return ";".join((*heads, *lines))


def script(rules: LanguageRules) -> str:
    """The same as the module that a page loads."""
    said = "// Written by `accalmie safety table` from content/danger/language/rules.yaml."
    return f"{said}\nexport default `{table(rules)}`;\n"


def _said(rules: LanguageRules, said: str) -> str:
    light = set(rules.light.split())
    kept = (" ".join(heavy(way, light)) for way in ways(said))
    return "|".join(sorted({way for way in kept if way}))
