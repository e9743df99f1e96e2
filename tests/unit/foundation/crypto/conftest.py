"""A key store with files of its own for each test."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def files_of_its_own(house_of_its_own: None, settings: Settings, tmp_path: Path) -> None:
    """Each test makes, loses and restores its own master key file and ledger."""
    settings.ACCALMIE_MASTER_KEY_FILE = str(tmp_path / "master.key")
    settings.ACCALMIE_ERASURE_LEDGER = str(tmp_path / "erasures.jsonl")
