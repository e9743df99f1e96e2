"""The house's rules around a start: for how long what was said, measured or agreed still counts."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from accalmie.core.definitions import Definition, DefinitionRefused, Wrong, read


class OpeningRefused(DefinitionRefused):
    """Rules around a start that cannot be used."""

    MESSAGES: ClassVar[dict[str, dict[str, str]]] = {
        "days": {
            "en": "“{given}” must be at least one day",
            "fr": "« {given} » doit compter au moins un jour",
        },
        "measures": {
            "en": "“{given}” must be at least one measure",
            "fr": "« {given} » doit compter au moins une mesure",
        },
    }


class OpeningRules(Definition, frozen=True):
    """The set, with its version, author and source. All durations are whole days; `call_after_measures` counts measures
    in a row without getting better."""

    version: str
    author: str
    source: str
    start_source: str
    questions_days: int
    measure_days: int
    contact_days: int
    test_alert_days: int
    orientation_days: int
    call_after_measures: int

    def __post_init__(self) -> None:
        for name in self.__struct_fields__:
            if name.endswith("_days") and getattr(self, name) < 1:
                raise Wrong("days", given=name)
        if self.call_after_measures < 1:
            raise Wrong("measures", given="call_after_measures")

    @property
    def questions(self) -> timedelta:
        return timedelta(days=self.questions_days)

    @property
    def measure(self) -> timedelta:
        return timedelta(days=self.measure_days)

    @property
    def contact(self) -> timedelta:
        return timedelta(days=self.contact_days)

    @property
    def orientation(self) -> timedelta:
        return timedelta(days=self.orientation_days)

    @property
    def test_alert(self) -> timedelta:
        return timedelta(days=self.test_alert_days)


def load_opening(text: str) -> OpeningRules:
    """Read the rules around a start (YAML). Raises OpeningRefused."""
    return read(text, OpeningRules, OpeningRefused)
