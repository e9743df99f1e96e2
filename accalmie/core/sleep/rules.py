"""The house's rules of the sleep window as data: floors, steps, thresholds, contraindications, weekly questions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from accalmie.core.crisis import Level
from accalmie.core.definitions import Definition, Texts, Wrong, read, require_languages, require_listed
from accalmie.core.sleep.refusals import SleepRefused

Needs = Literal["doctor", "professional"]
ToldBy = Literal["danger", "diary"]

LOWEST_ALONE, LOWEST_GUIDED = 330, 300
"""Minutes: the clinical rules' own floors. A site may be more careful, never less."""
FEWEST_NIGHTS, WEEK = 5, 7
DOCTOR = frozenset({"mania", "psychosis", "epilepsy", "parasomnia", "apnoea", "suicidal_crisis"})
PROFESSIONAL = frozenset({"pregnancy", "frailty", "falls", "night_shifts", "driving", "machines"})
CONDITIONS = DOCTOR | PROFESSIONAL
"""What the clinical rules name: none of them may be left out of a site's file."""
ALSO: dict[str, ToldBy] = {"suicidal_crisis": "danger", "night_shifts": "diary"}
"""What tells these besides the answer."""
WEEKLY = frozenset({"nodding", "fell", "elation"})
LONGEST_SIGN = 74
"""The questions of a week that were answered yes stand together in one sign, by their ids."""


class Floors(Definition, frozen=True):
    """The shortest window, in minutes: alone, and with a professional."""

    alone: int
    guided: int

    def __post_init__(self) -> None:
        for floor, lowest in ((self.alone, LOWEST_ALONE), (self.guided, LOWEST_GUIDED)):
            if floor < lowest:
                raise Wrong("floor", given=floor, lowest=lowest)
        if self.alone < self.guided:
            raise Wrong("floors")


class Restriction(Definition, frozen=True):
    """`shorter_by`: the step of one week, in minutes."""

    shorter_by: int


class Compression(Definition, frozen=True):
    """The step of one week: the time awake in bed divided by `share`, between `least` and `most` minutes."""

    share: int
    least: int
    most: int

    def __post_init__(self) -> None:
        if self.least > self.most:
            raise Wrong("steps")


class AfterYes(Definition, frozen=True):
    """What a yes to a weekly question does: a window of at least so many minutes, and longer by at least so many."""

    at_least: int
    longer_by: int


class Condition(Definition, frozen=True):
    """What keeps somebody from a window without a doctor, or from any but compression with a professional.

    `also`: a concern about danger, or night shifts noted in the diary, tell it as well as a yes.
    """

    id: str
    needs: Needs
    ask: Texts
    also: ToldBy | None = None

    def __post_init__(self) -> None:
        require_languages(self.ask, f"conditions.{self.id}")
        if self.id in DOCTOR and self.needs != "doctor":
            raise Wrong("without_doctor", given=self.id)
        also = ALSO.get(self.id, self.also)
        if self.also != also:
            raise Wrong("also", given=self.id, also=also)


class WeeklyQuestion(Definition, frozen=True):
    """A question of each week. A yes widens at once, and is owed an answer as a danger of the level `counts_as`."""

    id: str
    ask: Texts
    if_yes: Texts
    counts_as: Level

    def __post_init__(self) -> None:
        require_languages(self.ask, f"weekly.{self.id}")
        require_languages(self.if_yes, f"weekly.{self.id}")
        if self.counts_as.severity < Level.PASSIVE.severity:
            raise Wrong("silent_alert", given=self.id)


class SleepRules(Definition, frozen=True):
    """The whole set, with its version, author and source. Durations are minutes, thresholds percent."""

    version: str
    author: str
    source: str
    nights: int
    """Of the last seven, with both time in bed and time asleep: on fewer, nothing is tightened."""
    baseline_weeks: int
    longest_in_bed: int
    floors: Floors
    longest_window: int
    round_to: int
    longer_from: int
    shorter_below: int
    longer_by: int
    restriction: Restriction
    compression: Compression
    said_over: int
    after_yes: AfterYes
    conditions: tuple[Condition, ...]
    weekly: tuple[WeeklyQuestion, ...]

    def __post_init__(self) -> None:
        _check_figures(self)
        require_listed("conditions", [one.id for one in self.conditions], CONDITIONS)
        require_listed("weekly", [one.id for one in self.weekly], WEEKLY)
        if len(",".join(one.id for one in self.weekly)) > LONGEST_SIGN:
            raise Wrong("long_ids", most=LONGEST_SIGN)

    def floor(self, *, guided: bool) -> int:
        """The shortest window there may be."""
        return self.floors.guided if guided else self.floors.alone


def _check_figures(rules: SleepRules) -> None:
    for name, given in _positive(rules):
        if given <= 0:
            raise Wrong("above_zero", given=name)
    if rules.nights > WEEK:
        raise Wrong("nights", given=rules.nights)
    if rules.nights < FEWEST_NIGHTS:
        raise Wrong("few_nights", given=rules.nights, fewest=FEWEST_NIGHTS)
    if rules.longest_window <= rules.floors.alone:
        raise Wrong("longest", given="longest_window")
    if not 0 < rules.shorter_below <= rules.longer_from <= 100:
        raise Wrong("efficiency")


def _positive(rules: SleepRules) -> Sequence[tuple[str, int]]:
    plain = ("nights", "baseline_weeks", "longest_in_bed", "round_to", "longer_by", "said_over")
    return [
        *((name, getattr(rules, name)) for name in plain),
        ("restriction.shorter_by", rules.restriction.shorter_by),
        ("compression.share", rules.compression.share),
        ("compression.least", rules.compression.least),
        ("after_yes.at_least", rules.after_yes.at_least),
        ("after_yes.longer_by", rules.after_yes.longer_by),
    ]


def load_sleep_rules(text: str) -> SleepRules:
    """Read the rules of the sleep window (YAML). Raises SleepRefused."""
    return read(text, SleepRules, SleepRefused)
