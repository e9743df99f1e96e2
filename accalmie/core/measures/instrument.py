"""What an instrument is: items, options, scoring, bands and thresholds with their sources, licence, and words."""

from __future__ import annotations

import re
from collections.abc import Sized
from typing import Literal

import msgspec

from accalmie.core.definitions import LANGUAGES, Definition, Texts, Wrong, require_languages

NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")


class Licence(Definition, frozen=True):
    """The terms, as data. `with-permission`: each site needs its own; `none`: nobody may use it, so it is refused."""

    id: str
    allowed_use: Literal["any", "non-commercial", "with-permission", "none"]
    commercial: bool
    may_ship: bool
    attribution: Texts
    source: str

    def __post_init__(self) -> None:
        require_languages(self.attribution, "attribution")
        if self.allowed_use == "none":
            raise Wrong("licence_forbids", licence=self.id)


class Permission(Definition, frozen=True):
    """Under which a site uses a wording that is not distributed: who gave it, to whom, its reference, its end."""

    given_by: str
    given_to: str
    reference: str
    until: str = ""


class Option(Definition, frozen=True):
    """One answer: what it counts, before reversal, and its code."""

    score: int
    loinc: str = ""


class DangerAnswer(Definition, frozen=True, rename={"from_score": "from"}):
    """From this score on the answer shows help; `declined`: so does declining it."""

    from_score: int
    declined: bool


class Item(Definition, frozen=True):
    """One question. `options` replaces the instrument's options for this item (as items 9 and 10 of AUDIT need)."""

    id: str
    loinc: str = ""
    reversed: bool = False
    options: tuple[Option, ...] = ()
    danger: DangerAnswer | None = None


class ExtraQuestion(Definition, frozen=True):
    """Asked with the items and never scored."""

    id: str
    options: tuple[Option, ...]
    loinc: str = ""


class MissingRule(Definition, frozen=True):
    """Up to `at_most` items may be missing; then the total is prorated (rounded half up). Beyond: no total."""

    at_most: int
    source: str


class Band(Definition, frozen=True, rename={"from_total": "from"}):
    """Totals from `from_total` up to the next band."""

    id: str
    from_total: int
    name: Texts


class Bands(Definition, frozen=True):
    source: str
    list: tuple[Band, ...]


class Caseness(Definition, frozen=True):
    """The total at which a person counts as a case: this or worse."""

    at: int
    source: str


class Published(Definition, frozen=True):
    points: float
    source: str


class ReliableChange(Definition, frozen=True):
    """The least change that is larger than the error of measurement: which threshold the house uses, and why."""

    use: float
    why: Texts
    published: tuple[Published, ...]

    def __post_init__(self) -> None:
        require_languages(self.why, "why")
        if self.use not in {threshold.points for threshold in self.published}:
            raise Wrong("change_unpublished", given=self.use)


class Loinc(Definition, frozen=True):
    panel: str = ""
    total: str = ""


class ItemWording(Definition, frozen=True):
    """An item whose options have words of their own."""

    text: str
    options: tuple[str, ...]


class Wording(Definition, frozen=True):
    """One language. `doubts` are places that someone should compare with the original."""

    source: str
    stem: str
    options: tuple[str, ...]
    items: tuple[str | ItemWording, ...]
    extra: dict[str, ItemWording] = msgspec.field(default_factory=dict)
    doubts: tuple[str, ...] = ()


class Instrument(Definition, frozen=True):
    """A questionnaire. `version` goes with the scoring, `wording_revision` with the words: a typo changes no score."""

    instrument: str
    version: str
    wording_revision: int
    name: Texts
    about: Texts
    owner: str
    cite: str
    licence: Licence
    recall_days: int
    options: tuple[Option, ...]
    items: tuple[Item, ...]
    range: tuple[int, int]
    direction: Literal["higher-is-worse", "higher-is-better"]
    missing: MissingRule
    wording: dict[str, Wording] | Literal["none"]
    multiply: int = 1
    bands: Bands | None = None
    caseness: Caseness | None = None
    reliable_change: ReliableChange | None = None
    extra: tuple[ExtraQuestion, ...] = ()
    loinc: Loinc = Loinc()
    to_fill: Texts = msgspec.field(default_factory=dict)
    permission: Permission | None = None

    def __post_init__(self) -> None:
        check(self)

    @property
    def id(self) -> str:
        """The name that programmes use."""
        return self.instrument

    @property
    def lo(self) -> int:
        return self.range[0]

    @property
    def hi(self) -> int:
        return self.range[1]

    @property
    def wordings(self) -> dict[str, Wording]:
        """The wording by language; empty for an empty slot."""
        return {} if self.wording == "none" else self.wording

    def scores(self, item: Item) -> tuple[int, ...]:
        """The answers that `item` may have."""
        return tuple(option.score for option in item.options or self.options)

    def worse(self, one: float, other: float) -> bool:
        """Whether the total `one` is worse than `other`."""
        return one > other if self.direction == "higher-is-worse" else one < other


def check(instrument: Instrument) -> None:
    """An instrument that could not be scored as its file says cannot be built. Raises Wrong."""
    if not NAME.match(instrument.instrument):
        raise Wrong("name", given=instrument.instrument)
    require_languages(instrument.name, "name")
    require_languages(instrument.about, "about")
    _check_items(instrument)
    _check_range(instrument)
    _check_bands(instrument)
    _check_thresholds(instrument)
    _check_wording(instrument)


def _check_items(instrument: Instrument) -> None:
    names = [item.id for item in instrument.items]
    if not names or min(len(instrument.scores(item)) for item in instrument.items) < 2:
        raise Wrong("too_few")
    if len(set(names)) != len(names):
        raise Wrong("items_twice")
    for item in instrument.items:
        scores = instrument.scores(item)
        if len(set(scores)) != len(scores):
            raise Wrong("scores_twice")
        if item.danger and item.danger.from_score not in scores:
            raise Wrong("danger_score", item=item.id, given=item.danger.from_score)


def _check_range(instrument: Instrument) -> None:
    lo = instrument.multiply * sum(min(instrument.scores(item)) for item in instrument.items)
    hi = instrument.multiply * sum(max(instrument.scores(item)) for item in instrument.items)
    if (lo, hi) != instrument.range:
        raise Wrong("range", lo=lo, hi=hi)
    if not 0 <= instrument.missing.at_most < len(instrument.items):
        raise Wrong("missing_rule", given=instrument.missing.at_most, count=len(instrument.items))


def _check_bands(instrument: Instrument) -> None:
    if instrument.bands is None:
        return
    starts = [band.from_total for band in instrument.bands.list]
    if not starts or starts[0] != instrument.lo or starts != sorted(set(starts)) or starts[-1] > instrument.hi:
        raise Wrong("bands", lo=instrument.lo, hi=instrument.hi)
    for band in instrument.bands.list:
        require_languages(band.name, f"bands/{band.id}")


def _check_thresholds(instrument: Instrument) -> None:
    lo, hi = instrument.range
    if instrument.caseness and not lo <= instrument.caseness.at <= hi:
        raise Wrong("outside", what="caseness", given=instrument.caseness.at, lo=lo, hi=hi)
    if instrument.reliable_change and not 0 < instrument.reliable_change.use <= hi - lo:
        raise Wrong("outside", what="reliable_change", given=instrument.reliable_change.use, lo=0, hi=hi - lo)


def _check_wording(instrument: Instrument) -> None:
    for language, wording in instrument.wordings.items():
        if language not in LANGUAGES:
            raise Wrong("wording_language", language=language)
        check_wording(instrument, language, wording)
    if instrument.wordings and not (instrument.licence.may_ship or instrument.permission):
        raise Wrong("licence_not_shippable", licence=instrument.licence.id)
    if len(instrument.wordings) < len(LANGUAGES):
        if not instrument.to_fill:
            raise Wrong("to_fill_missing")
        require_languages(instrument.to_fill, "to_fill")


def check_wording(instrument: Instrument, language: str, wording: Wording) -> None:
    """The words fit the instrument: as many items and options, none empty. Raises Wrong."""
    _check_count(language, "options", wording.options, instrument.options)
    _check_count(language, "items", wording.items, instrument.items)
    _check_count(language, "extra", wording.extra, instrument.extra)
    for item, words in zip(instrument.items, wording.items, strict=True):
        if isinstance(words, ItemWording) or item.options:
            labels = words.options if isinstance(words, ItemWording) else ()
            _check_count(language, f"options ({item.id})", labels, instrument.scores(item))
    for question in instrument.extra:
        labels = wording.extra[question.id].options if question.id in wording.extra else ()
        _check_count(language, f"options ({question.id})", labels, question.options)
    if not all(text.strip() for text in _texts(wording)):
        raise Wrong("wording_empty", language=language)


def _check_count(language: str, what: str, found: Sized, expected: Sized) -> None:
    count, wanted = len(found), len(expected)
    if count != wanted:
        raise Wrong("wording_count", language=language, what=what, found=count, expected=wanted)


def _texts(wording: Wording) -> list[str]:
    longer = [words for words in (*wording.items, *wording.extra.values()) if isinstance(words, ItemWording)]
    own = [text for words in longer for text in (words.text, *words.options)]
    return [wording.stem, *wording.options, *(words for words in wording.items if isinstance(words, str)), *own]
