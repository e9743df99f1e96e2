"""A site of its own for each test about the journal, and a clinic for those about alerts; all that they started is
killed whatever happens."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from tests.factories.mail_server import mail_server
from tests.faults.clinic_under_fault import URL, Clinic
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


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    """The clinic of all tests about alerts, on the database that they run on."""
    with mail_server() as server:
        folder = tmp_path_factory.mktemp("clinic")
        if not URL:
            yield from _ready(Clinic(folder, server))
            return
        name = f"alerts_{uuid4().hex[:8]}"
        with psycopg.connect(URL, autocommit=True) as owner:
            owner.execute(f'CREATE DATABASE "{name}"')
        yield from _ready(Clinic(folder, server, f"{URL.rpartition('/')[0]}/{name}"))
        with psycopg.connect(URL, autocommit=True) as owner:
            owner.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _ready(made: Clinic) -> Iterator[Clinic]:
    made.prepare()
    yield made
    made.let_go()


@pytest.fixture
def clinic(prepared: Clinic) -> Iterator[Clinic]:
    prepared.server.behaves()
    yield prepared
    prepared.tidy()
