"""Which words of the rules a word as typed may stand for: texting, words run together, misspelling."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"(.)\1+", r"\1"), (r"ph", "f"), (r"qu", "k"), (r"eau|au", "o"), (r"c([eiy])", r"s\1"), (r"ck?", "k"),
        (r"y", "i"), (r"z", "s"), (r"h", ""), (r"[ae]i", "e"), (r"e([nm])", r"a\1"), (r"(.)\1+", r"\1"), (r"[sx]$", ""),
        (r"(?:ant|er|re|[etdr])$", ""),
    )
)  # fmt: skip
_FIGURES = str.maketrans("01345", "oieas")
_SHORTEST_BY_SOUND, _SHORTEST_BY_SLIP, _LONGEST = 4, 5, 24
_SHORT_STEM = 5  # with its star: such a stem alone is not sure to be meant
_RUN_TOGETHER = re.compile(r"[jdlmnstc]")


def sound(word: str) -> str:
    """How a word sounds, roughly, in French: what is not heard is left out."""
    for pattern, heard in _SOUNDS:
        word = pattern.sub(heard, word)
    return word


def dropped(word: str) -> Iterator[str]:
    """The word without each of its letters in turn."""
    return (word[:at] + word[at + 1 :] for at in range(len(word)))


class Speller:
    """Knows the words of the rules, and finds them in what was typed."""

    def __init__(
        self,
        words: Iterable[str] = (),
        short: Mapping[str, str] | None = None,
        light: Iterable[str] = (),
        common: Iterable[str] = (),
        guessed: Iterable[str] = (),
    ) -> None:
        self._short = dict(short or {})
        self._light = frozenset(light)
        self._common = frozenset(common)
        self._words = {word for word in words if not word.endswith("*")}
        self._stems = {word[:-1]: word for word in words if word.endswith("*")}
        self._by_sound: dict[str, set[str]] = {}
        self._by_slip: dict[str, set[str]] = {}
        self._guessed = {word for word in guessed if not word.endswith("*")}
        for word in self._guessed:
            if len(word) >= _SHORTEST_BY_SOUND:
                self._by_sound.setdefault(sound(word), set()).add(word)
            if len(word) >= _SHORTEST_BY_SLIP:
                for shorter in dropped(word):
                    self._by_slip.setdefault(shorter, set()).add(word)
        self._cache: dict[str, list[tuple[str, ...]]] = {}

    def read(self, typed: str) -> list[tuple[str, ...]]:
        """The words that this stands for, in order; each as the symbols of the rules that it may be (perhaps none)."""
        if typed not in self._cache:
            if len(self._cache) > 20_000:
                self._cache.clear()
            self._cache[typed] = [self._symbols(word) for word in self._parts(typed) if word not in self._light]
        return self._cache[typed]

    def _known(self, word: str) -> bool:
        return word in self._words or word in self._common or word in self._short or word in self._light

    def _parts(self, typed: str) -> list[str]:
        """Texting written out, and what was run together taken apart."""
        if typed in self._short:
            return self._short[typed].split()
        rest = typed[1:]
        if not self._known(typed) and not self._stem(typed) and _RUN_TOGETHER.match(typed) and len(rest) > 1:
            if rest in self._short:
                return [typed[0], *self._short[rest].split()]
            if (typed[0] == "j" or len(rest) > 2) and (rest in self._words or self._stem(rest)):
                return [typed[0], rest]
        return [typed]

    def _stem(self, word: str) -> list[str]:
        return [self._stems[word[:end]] for end in range(2, min(len(word), _LONGEST) + 1) if word[:end] in self._stems]

    def _symbols(self, word: str) -> tuple[str, ...]:
        if word.isdigit():
            exact = [word] if word in self._words else []
            return tuple(dict.fromkeys([*exact, *self._stem(word), *(["##"] if len(word) > 1 else []), "#"]))
        found = [word] if word in self._words else []
        found += self._stem(word)
        sure = word in self._words or any(len(stem) > _SHORT_STEM for stem in found)
        if not sure and word not in self._common and len(word) <= _LONGEST:
            found += sorted(self._guesses(word) - set(found))
        return tuple(found)

    def _guesses(self, word: str) -> set[str]:
        """Words that sound alike, or are one slip away (a letter too many, one missing, two the wrong way round)."""
        plain = word.translate(_FIGURES) if not word.isalpha() else word
        single = re.sub(r"(.)\1+", r"\1", plain)
        if plain in self._words or single in self._words:
            return {plain, single} & self._words
        stems = self._stem(plain) or self._stem(single)
        if stems:
            return set(stems)
        if len(plain) >= _SHORTEST_BY_SOUND and (alike := self._by_sound.get(sound(plain))):
            return alike
        if len(plain) < _SHORTEST_BY_SLIP:
            return set()
        found = {
            shorter for shorter in dropped(plain) if shorter in self._guessed and len(shorter) >= _SHORTEST_BY_SLIP
        }
        found |= self._by_slip.get(plain, set())
        swaps = (plain[:at] + plain[at + 1] + plain[at] + plain[at + 2 :] for at in range(len(plain) - 1))
        return found | {swap for swap in swaps if swap in self._guessed}
