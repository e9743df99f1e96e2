"""Every table is migrated, says what each of its fields is to privacy, and points only where it may."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.questioner import NonInteractiveMigrationQuestioner
from django.db.migrations.state import ProjectState
from django.db.models import Field, Model
from django.utils import translation

from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.people.models import Patient
from accalmie.site.rows import policies

HOUSE = Path(__file__).parents[2]
FLOORS = ("core", "foundation", "safety", "capabilities", "oversight", "doors", "site")
OURS = [model for model in apps.get_models() if model.__module__.startswith("accalmie.")]
# What a field is; how long it is kept; whether it is exported; what erasure does to it. Or that it concerns nobody.
PRIVACY = re.compile(r"no personal data.*|[^;]+; .*\bexported\b.*; .*\berasure\b.*")


def test_no_migration_is_missing() -> None:
    loader = MigrationLoader(None)
    written, models = loader.project_state(), ProjectState.from_apps(apps)
    detector = MigrationAutodetector(written, models, NonInteractiveMigrationQuestioner(specified_apps=set()))
    with translation.override(None):  # labels are compared as written, in no language
        changes = detector.changes(graph=loader.graph)
    ours = {config.label for config in apps.get_app_configs() if config.name in settings.ROOMS}
    missing = {
        label: [operation.describe() for migration in migrations for operation in migration.operations]
        for label, migrations in changes.items()
        if label in ours
    }
    assert not missing


def test_migrations_of_one_room_stand_in_one_line() -> None:
    leaves = MigrationLoader(None).graph.leaf_nodes()
    rooms = [room for room, _ in leaves]
    assert sorted(rooms) == sorted(set(rooms))


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_field_says_what_it_is_to_privacy(model: type[Model]) -> None:
    privacy = model.__dict__.get("Privacy")
    assert privacy is not None, f"{model._meta.label} has no class Privacy"
    assert privacy.purpose.strip()
    names = {field.name for field in model._meta.local_fields}
    assert set(privacy.fields) == names
    unclear = {name: said for name, said in privacy.fields.items() if not PRIVACY.fullmatch(said)}
    assert not unclear, "say: what it is; how long kept, (not) exported; what happens on erasure"


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_table_says_who_sees_its_rows(model: type[Model]) -> None:
    policies.rules_of(model)  # raises Undeclared
    kind, _colon, rest = model.__dict__["Privacy"].rows.partition(":")
    words = [word.strip() for word in rest.split(",") if kind == "record"]
    columns = {field.column for field in model._meta.local_fields}
    known = {*Permission, "newcomers", "on_call"}
    unknown = [word for word in words if word not in known and word.removeprefix("if ") not in columns]
    assert not unknown


def test_a_table_that_says_nothing_is_refused() -> None:
    class Silent:
        _meta = Patient._meta
        Privacy = type("Privacy", (), {})

    with pytest.raises(policies.Undeclared):
        policies.rules_of(Silent)  # type: ignore[arg-type]


def test_few_places_ask_as_the_house() -> None:
    """What is asked inside `rows.house` no policy refuses: a new place is a decision, written in docs/adr/0025."""
    asking = {
        str(file.relative_to(HOUSE)): len(
            re.findall(r"@(?:rows\.)?house\(\)|with .*house\(\)", file.read_text("utf-8"))
        )
        for file in (HOUSE / "accalmie").rglob("*.py")
        if "foundation/rows" not in str(file)
    }
    assert {file: places for file, places in asking.items() if places} == {
        "accalmie/capabilities/care/queries.py": 2,
        "accalmie/safety/closures/queries.py": 2,
        "accalmie/foundation/access/invitations.py": 2,
        "accalmie/foundation/access/mandates.py": 2,
        "accalmie/foundation/access/queries.py": 2,
        "accalmie/foundation/access/restoring.py": 5,
        "accalmie/foundation/outbox/actions.py": 5,
        "accalmie/foundation/outbox/queries.py": 2,
        "accalmie/foundation/people/actions.py": 2,
        "accalmie/foundation/people/backend.py": 1,
        "accalmie/foundation/people/kept_forms.py": 2,
        "accalmie/foundation/people/linked.py": 1,
        "accalmie/foundation/people/lists.py": 1,
        "accalmie/foundation/people/models.py": 1,
        "accalmie/foundation/people/passkeys.py": 1,
        "accalmie/foundation/people/resetting.py": 2,
        "accalmie/oversight/device/queries.py": 1,
        "accalmie/oversight/privacy/rights_actions.py": 2,
        "accalmie/oversight/privacy/rights_queries.py": 1,
        "accalmie/oversight/service/queries.py": 2,
        "accalmie/oversight/supervision/queries.py": 1,
        "accalmie/safety/alerts/drills.py": 3,
        "accalmie/safety/alerts/on_call.py": 6,
        "accalmie/safety/alerts/worries.py": 1,
        "accalmie/safety/beside.py": 2,
        "accalmie/safety/readiness/queries.py": 3,
    }


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_no_foreign_key_points_upwards_or_to_another_capability(model: type[Model]) -> None:
    for field in model._meta.local_fields:
        target = _target(field)
        if target is not None:
            assert _may_point(model.__module__, target.__module__), f"{model._meta.label}.{field.name}"


def _target(field: Field[object, object]) -> type[Model] | None:
    target = field.related_model
    return target if isinstance(target, type) and target.__module__.startswith("accalmie.") else None


def _may_point(here: str, there: str) -> bool:
    floor, other = (FLOORS.index(module.split(".")[1]) for module in (here, there))
    if floor == other and FLOORS[floor] == "capabilities":
        return here.split(".")[2] == there.split(".")[2]
    return other <= floor
