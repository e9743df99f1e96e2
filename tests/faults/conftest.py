"""A site of its own for each test about faults, its server killed whatever happens."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.site_under_fault import Site


@pytest.fixture(scope="session")
def tables_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty site, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("site")
    Site(folder).migrate()
    return folder


@pytest.fixture
def site(tables_made: Path, tmp_path: Path) -> Iterator[Site]:
    made = Site(Path(shutil.copytree(tables_made, tmp_path / "site")))
    yield made
    made.kill()
