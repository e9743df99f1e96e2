"""How one person wishes the pages to be: language, theme, text size, motion and time zone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

LANGUAGES = {"fr": "Français", "en": "English"}
TEXT_SIZES = (100, 125, 150, 200)
DEFAULT_TIME_ZONE = "Europe/Paris"

Theme = Literal["AUTO", "LIGHT", "DARK"]


@dataclass(frozen=True, slots=True)
class Preferences:
    """What every page needs to know of its reader. `text_size` is a percentage, `time_zone` an IANA name."""

    language: str = "fr"
    theme: str = "AUTO"
    text_size: int = 100
    reduced_motion: bool = False
    time_zone: str = DEFAULT_TIME_ZONE
