"""What a verification says: what is refused, and how much was looked at."""

from __future__ import annotations

import msgspec

from accalmie.core.programme.nodes import Texts
from accalmie.core.programme.refusals import Refusal


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """The result of `verify`.

    `states` and `transitions` were explored; `longest_path` is the largest number of steps that one person may be
    shown; `people` are the test people that passed. `unreachable` names slots (module/step) that nobody is ever shown.
    `lost` tells the stories of the test people who did not end where their author said, by name.
    """

    refusals: tuple[Refusal, ...]
    states: int = 0
    transitions: int = 0
    longest_path: int = 0
    people: tuple[str, ...] = ()
    unreachable: tuple[str, ...] = ()
    lost: dict[str, Texts] = {}

    @property
    def is_accepted(self) -> bool:
        """Whether nothing stops the programme; warnings do not."""
        return all(refusal.severity == "warning" for refusal in self.refusals)
