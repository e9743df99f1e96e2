"""The numbers of this site's simulated clinic, and the published figures beside them: read once from `content/`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings

from accalmie.core.simulation import Parameters, load_parameters


@cache
def parameters() -> Parameters:
    """The numbers. Raises ParametersRefused, with the line."""
    text = (Path(settings.CONTENT) / "simulation" / "clinic.yaml").read_text(encoding="utf-8")
    return load_parameters(text)
