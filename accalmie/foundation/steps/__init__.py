"""The registry of step kinds: each declares itself once, and pages, exports and simulations come out of that.

A capability registers its kinds in its `steps.py`; programmes find them here by name and never import the capability.
"""

from accalmie.foundation.steps.kinds import (
    Asked,
    FormError,
    Given,
    Recorded,
    Shown,
    StepKind,
    UnknownKind,
    all_kinds,
    kind_of,
    register,
)

__all__ = [
    "Asked",
    "FormError",
    "Given",
    "Recorded",
    "Shown",
    "StepKind",
    "UnknownKind",
    "all_kinds",
    "kind_of",
    "register",
]
