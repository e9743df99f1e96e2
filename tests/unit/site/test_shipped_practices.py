"""Every practice that ships can be given as it is: read, as long as it says, easy to hear, set as French is."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from accalmie.capabilities.practices import library
from accalmie.site.authors.practices import slips

FILES = sorted((Path(settings.CONTENT) / "practices").glob("*.yaml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_practice_that_ships_can_be_given(file: Path) -> None:
    assert library.read_file(file).id == file.stem
    assert slips(file) == []


def test_the_first_practices_are_there() -> None:
    assert {"three-breaths-3", "sounds-3", "feet-on-the-ground-3"} <= library.practices().keys()
