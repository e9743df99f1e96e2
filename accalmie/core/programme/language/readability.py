"""How easy a text is to read, on a scale of about 0 (law) to 100 (a child's tale).

French: Kandel and Moles, Application de l'indice de Flesch à la langue française, Cahiers Études de Radio-Télévision
1958;19:253-274.
English: Flesch, A new readability yardstick, Journal of Applied Psychology 1948;32:221-233.
Syllables are counted by ear with a few rules: one a group of vowels, no mute *e* at the end of a French word, no
silent *e* or *-ed* in English. Words that the rules get wrong are rare enough to leave a figure within a point or two.
"""

from __future__ import annotations

import re
from functools import lru_cache

SHORTEST_JUDGED = 30
"""Words: in a shorter text one long word decides, so none is judged."""

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?…]+(?=[\s»”\")*_]|$)|\n[ \t]*\n|\n[ \t]*(?:[-*+>]|[0-9]{1,3}[.)])[ \t]")
_HEADING = re.compile(r"^#{1,6} .*$", re.MULTILINE)
_RECALL = re.compile(r"\[\[[^|\[\]]{0,80}(?:\|([^\[\]]{0,300}))?\]\]")
_LINK = re.compile(r"!?\[([^\[\]]{0,300})\]\([^()]{0,500}\)")

_FRENCH_VOWELS = re.compile(r"[aeiouyàâäèêëîïôöùûüœæ]+")
_FRENCH_MUTE = re.compile(r"(?<=[^aeiouyàâäéèêëîïôöùûüœæ])u?es?\Z|(?<=[iuyé])es?\Z")
_FRENCH_HIATUS = re.compile(r"(?<=[aeouyàâéô])(?=[éèï])|(?<=[éï])(?=[aeiouyàâéèôœ])|(?<=[aeiouy])y(?=[aeiouéèâ])")
_ENGLISH_VOWELS = re.compile(r"[aeiouy]+")
_ENGLISH_SILENT = re.compile(r"(?<=[^aeiouyl])e\Z|(?<=[aeiou]l)e\Z|(?<=[^aeioutd])ed\Z|(?<=[^aeiouscxzgh])es\Z")
_ENGLISH_HIATUS = re.compile(
    r"(?<=i)(?<![tscgx]i)(?=[ao])|(?<=i)(?=et)|(?<=[aeiouy][^aeiouy]e)(?=a\Z)|(?<=cre)(?=at)|(?<=u)(?<![qg]u)(?=a)"
)


def prose(markdown: str) -> str:
    """The words that a person reads in a Markdown text, without headings and marks."""
    bare = _LINK.sub(r"\1", _RECALL.sub(r"\1", _HEADING.sub("\n", markdown)))
    return bare.replace("**", "").replace("*", "")


def words(text: str) -> list[str]:
    """The words of a text; an elided article belongs to its word."""
    return _WORD.findall(text)


def average_sentence(markdown: str) -> float:
    """Words a sentence. A list entry or a paragraph ends a sentence too."""
    text = prose(markdown)
    sentences = sum(bool(_WORD.search(part)) for part in _SENTENCE_END.split(text))
    return len(words(text)) / max(1, sentences)


def reading_ease(markdown: str, language: str) -> float | None:
    """The index of a text, None when it is too short to say. Languages other than French are counted as English."""
    found = words(prose(markdown))
    if len(found) < SHORTEST_JUDGED:
        return None
    count = french_syllables if language == "fr" else english_syllables
    a_sentence = average_sentence(markdown)
    a_word = sum(count(word) for word in found) / len(found)
    if language == "fr":
        return 207 - 1.015 * a_sentence - 73.6 * a_word
    return 206.835 - 1.015 * a_sentence - 84.6 * a_word


@lru_cache(maxsize=16_384)
def french_syllables(word: str) -> int:
    """Syllables as one says the word: *musique* 2, *création* 3, *voyage* 2, *l’action* 2."""
    return sum(_french_part(part) for part in re.split(r"[’'-]", word.lower())) or 1


def _french_part(part: str) -> int:
    part = part.removesuffix("u") if part.endswith("qu") else part
    heard = len(_FRENCH_VOWELS.findall(_FRENCH_HIATUS.sub("-", part).replace("é", "e").replace("ï", "i")))
    bare = _FRENCH_MUTE.sub("", part)
    is_mute = bare != part and _FRENCH_VOWELS.search(bare) and not _joined(bare, part)
    return heard - bool(is_mute) if heard > 1 else heard


def _joined(bare: str, part: str) -> bool:
    """Whether the mute ending belongs to a group of vowels that counts once anyway, as in *vie* or *joues*."""
    return bool(re.search(r"[iuy]\Z", bare)) and not part.endswith(("ée", "ées"))


@lru_cache(maxsize=16_384)
def english_syllables(word: str) -> int:
    """Syllables as one says the word: *walked* 1, *little* 2, *reading* 2."""
    return sum(_english_part(part) for part in re.split(r"[’'-]", word.lower()) if len(part) > 2) or 1


def _english_part(part: str) -> int:
    bare = _ENGLISH_SILENT.sub("", part)
    bare = bare if _ENGLISH_VOWELS.search(bare) else part
    return max(1, len(_ENGLISH_VOWELS.findall(_ENGLISH_HIATUS.sub("-", bare))))
