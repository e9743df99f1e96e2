"""The numbers that the file calls computed come out again where the data are at hand (they are not shipped)."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

from tests.factories.simulation import clinic

HOUSE = Path(__file__).resolve().parents[4]
FOLDERS = [parent / "shared" / "data" for parent in HOUSE.parents]
DATA = next((folder for folder in FOLDERS if (folder / "enrichd_bdi.csv").exists()), None)


@pytest.fixture(scope="module")
def found() -> Any:
    if DATA is None:
        pytest.skip("the data are not here: scripts/fit_simulated_clinic.py says which")
    spec = spec_from_file_location("fit_simulated_clinic", HOUSE / "scripts" / "fit_simulated_clinic.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module.fit(DATA)


def test_the_published_fit_of_enrichd_comes_out_again(found: Any) -> None:
    """18.3 - 3.84 ln(1 + w), sd 7.54 and 2.28, correlation -0.61, residual 4.12."""
    assert found.start == pytest.approx(18.3, abs=0.1)
    assert found.slope == pytest.approx(-3.84, abs=0.03)
    assert found.start_sd == pytest.approx(7.54, abs=0.05)
    assert found.slope_sd == pytest.approx(2.28, abs=0.03)
    assert found.correlation == pytest.approx(-0.61, abs=0.01)
    assert found.noise == pytest.approx(4.12, abs=0.02)


def test_the_file_says_the_same_in_points_of_the_phq9(found: Any) -> None:
    severity = clinic().parameters.severity
    assert severity.fall.value == pytest.approx(-found.slope * found.factor, abs=0.02)
    assert severity.fall_sd.value == pytest.approx(found.slope_sd * found.factor, abs=0.02)
    assert severity.start_sd.value == pytest.approx(found.start_sd * found.factor, abs=0.02)
    assert severity.noise.value == pytest.approx(found.noise * found.factor, abs=0.02)
    assert severity.start_with_fall.value == pytest.approx(-found.correlation, abs=0.01)
