"""What the environment of a site changes: cookies under TLS, the databases, the signing secret, the demo."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from accalmie.site.secret import kept_secret

ASKED = """
import json
from accalmie.site import settings
print(json.dumps({name: getattr(settings, name) for name in dir(settings) if name.isupper()}, default=str))
"""


def settings_under(tmp_path: Path, **environment: str) -> dict[str, Any]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("ACCALMIE_")}
    said = subprocess.run(
        [sys.executable, "-c", ASKED],
        env={**clean, "ACCALMIE_DATA": str(tmp_path), **environment},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(said.stdout)
    return found


def test_under_tls_cookies_are_bound_to_the_host_and_sent_over_tls_only(tmp_path: Path) -> None:
    found = settings_under(tmp_path, ACCALMIE_HTTPS="1", ACCALMIE_HOSTS="accalmie.example.org")
    assert found["SESSION_COOKIE_SECURE"]
    assert found["CSRF_COOKIE_SECURE"]
    assert found["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert found["SECURE_HSTS_SECONDS"] > 0
    assert found["CSRF_TRUSTED_ORIGINS"] == ["https://accalmie.example.org"]


def test_a_site_shows_no_faults_and_moves_no_time_unless_told(tmp_path: Path) -> None:
    found = settings_under(tmp_path)
    assert not found["DEBUG"]
    assert not found["DEMO"]
    assert not any("DemoClock" in name for name in found["MIDDLEWARE"])


def test_each_commit_is_on_the_disk_in_both_databases_of_one_machine(tmp_path: Path) -> None:
    databases = settings_under(tmp_path)["DATABASES"]
    assert databases["default"]["NAME"] != databases["keys"]["NAME"]
    for database in databases.values():
        assert "synchronous=FULL" in database["OPTIONS"]["init_command"]
        assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_postgresql_is_reached_through_one_kept_connection_and_the_key_store_stays_apart(
    tmp_path: Path,
) -> None:
    databases = settings_under(tmp_path, DATABASE_URL="postgres://accalmie@db.example.org/accalmie")["DATABASES"]
    assert databases["default"]["ENGINE"] == "accalmie.foundation.rows.postgresql"
    assert databases["default"]["CONN_MAX_AGE"] is None
    assert databases["keys"]["ENGINE"] == "django.db.backends.sqlite3"


def test_statements_are_prepared_unless_a_pool_between_would_lose_them(tmp_path: Path) -> None:
    address = "postgres://accalmie@db.example.org/accalmie"
    direct, pooled = (
        settings_under(tmp_path, DATABASE_URL=one)["DATABASES"]["default"]["OPTIONS"]
        for one in (address, f"{address}?pooled=1")
    )
    assert direct == {"server_side_binding": True, "prepare_threshold": 3}
    assert pooled == {"server_side_binding": True, "prepare_threshold": None}


def test_pages_sign_in_under_their_own_role_and_commands_as_the_owner(tmp_path: Path) -> None:
    both = {
        "DATABASE_URL": "postgres://accalmie@db.example.org/accalmie",
        "DATABASE_PAGES_URL": "postgres://pages:word@db.example.org/accalmie",
    }
    pages = settings_under(tmp_path, ACCALMIE_SERVES_PAGES="1", **both)["DATABASES"]["default"]
    commands = settings_under(tmp_path, **both)["DATABASES"]["default"]
    assert (pages["USER"], pages["PAGES_ROLE"]) == ("pages", "pages")
    assert commands["USER"] == "accalmie"
    assert not commands.get("PAGES_ROLE")


def test_a_pass_never_goes_through_a_pool_of_connections(tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        settings_under(tmp_path, DATABASE_PAGES_URL="postgres://pages@db.example.org/accalmie?pooled=1")


def test_several_processes_without_a_shared_memory_keep_sessions_in_the_database_only(tmp_path: Path) -> None:
    assert settings_under(tmp_path)["SESSION_CACHE_ALIAS"] == "default"
    assert settings_under(tmp_path, ACCALMIE_WORKERS="2")["SESSION_CACHE_ALIAS"] == "nowhere"


def test_the_signing_secret_is_made_once_and_read_by_its_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "data" / "secret"
    with ThreadPoolExecutor(8) as pool:
        secrets = set(pool.map(lambda _: kept_secret(file), range(8)))
    assert len(secrets) == 1
    assert len(secrets.pop()) >= 50
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(file.parent.iterdir()) == [file]
