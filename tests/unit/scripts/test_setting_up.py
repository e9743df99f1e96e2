"""Setting up: what is made is skipped next time, what is missing is named with the command that brings it."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

HOUSE = Path(__file__).parents[3]


@pytest.fixture
def setup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script, in a house of its own."""
    spec = spec_from_file_location("setting_up", HOUSE / "scripts" / "setup.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "setting_up", module)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "HOUSE", tmp_path)
    monkeypatch.setattr(module, "STAMPS", tmp_path / ".stamps")
    monkeypatch.setattr(module, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    return module


def part(setup: ModuleType, source: Path, made: Path) -> object:
    command = [sys.executable, "-c", f"open({str(made)!r}, 'a').write('made ')"]
    return setup.Part("cake", "A cake", setup.fingerprint([source]), made, [command], folder=source.parent)


def test_a_part_is_made_once_until_what_it_is_made_of_changes(setup: ModuleType, tmp_path: Path) -> None:
    source, made = tmp_path / "flour", tmp_path / "cake"
    source.write_text("white")
    part(setup, source, made).make()  # type: ignore[attr-defined]
    part(setup, source, made).make()  # type: ignore[attr-defined]
    assert made.read_text() == "made "
    source.write_text("brown")
    part(setup, source, made).make()  # type: ignore[attr-defined]
    assert made.read_text() == "made made "


def test_a_part_that_was_deleted_is_made_again(setup: ModuleType, tmp_path: Path) -> None:
    source, made = tmp_path / "flour", tmp_path / "cake"
    source.write_text("white")
    part(setup, source, made).make()  # type: ignore[attr-defined]
    made.unlink()
    part(setup, source, made).make()  # type: ignore[attr-defined]
    assert made.read_text() == "made "


def test_a_part_that_failed_is_tried_again_and_shows_what_was_said(
    setup: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = [sys.executable, "-c", "raise SystemExit('the oven is cold')"]
    cake = setup.Part("cake", "A cake", "white", tmp_path, [command], folder=tmp_path)
    with pytest.raises(SystemExit):
        cake.make()
    assert "the oven is cold" in capsys.readouterr().err
    assert not cake.is_made()


@pytest.mark.parametrize(
    ("platform", "command"), [("linux", "sudo apt install python3.11-venv"), ("darwin", "brew install python@3.11")]
)
def test_a_missing_venv_module_is_named_with_the_one_command_that_brings_it(
    setup: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    platform: str,
    command: str,
) -> None:
    monkeypatch.setattr(setup.sys, "platform", platform)
    monkeypatch.setattr(setup, "find_spec", lambda name: None)
    with pytest.raises(SystemExit):
        setup.make_environment((3, 11))
    assert command in capsys.readouterr().err


def test_a_python_that_is_too_old_is_said(setup: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        setup.make_environment((3, 9))
    assert "this is 3.9" in capsys.readouterr().err


def test_packages_of_development_serve_a_site_too(
    setup: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup, "LOCKS", tmp_path)
    monkeypatch.setattr(setup, "ACCALMIE", tmp_path)
    for name in ("runtime.lock", "dev.lock", "pyproject.toml"):
        (tmp_path / name).write_text(name)
    whole = setup.packages(dev=True)
    (tmp_path / ".stamps").mkdir()
    (tmp_path / ".stamps" / "packages").write_text(whole.made_of)
    assert setup.packages(dev=False).is_made()
