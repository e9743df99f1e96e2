"""The hazard log: what it claims is shown by tests of this very run, or said openly not to be."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner
from django.conf import settings

from accalmie.core.definitions import read
from accalmie.core.programme.language.typography import french_slips
from accalmie.oversight.device.hazards import Control, Hazard, HazardLog, HazardsRefused, Rating, hazard_log
from accalmie.oversight.device.judging import Fault, Finding, findings, is_planned
from accalmie.oversight.device.proofs import OutcomesMissing, read_outcomes, written_tests
from accalmie.oversight.device.telling import as_sentence
from accalmie.site.commands.device import device

HOUSE = Path(__file__).parents[4]
TEXT = Path(settings.HAZARDS).read_text("utf-8")
BOTH = {"fr": "Un mot", "en": "A word"}
TEST = "tests/unit/test_a.py::test_it"


def hazard(*controls: Control, places: tuple[str, ...] = ()) -> Hazard:
    rating = Rating(severity=5, likelihood=3)
    return Hazard(
        id="fire",
        hazard=BOTH,
        cause=BOTH,
        sequence=BOTH,
        harm=BOTH,
        before=rating,
        after=rating,
        controls=controls,
        not_yet_built=places,
    )


def log_of(one: Hazard) -> HazardLog:
    return msgspec.structs.replace(hazard_log(), hazards=(one,))


TESTED = Control(text=BOTH, tests=(TEST,))
PLANNED = Control(text=BOTH, planned=5)


def found(one: Hazard, house: Path = HOUSE, **more: Any) -> tuple[Fault, ...]:
    return tuple(said.fault for said in findings(log_of(one), house=house, **{"known": {TEST}, **more}))


def test_every_test_that_the_log_names_is_written_and_nothing_said_not_to_be_built_is_there() -> None:
    assert [as_sentence(one) for one in findings(hazard_log(), house=HOUSE, known=written_tests(HOUSE))] == []


def test_the_log_is_long_enough_to_be_one_and_most_of_it_is_proven() -> None:
    hazards = hazard_log().hazards
    assert len(hazards) >= 25
    assert sum(not is_planned(one) for one in hazards) >= 30


def test_its_french_is_set_as_french_is() -> None:
    texts: list[str] = []

    def gather(value: Any) -> None:
        match value:
            case {"fr": str(text)}:
                texts.append(text)
            case dict():
                for inner in value.values():
                    gather(inner)
            case list() | tuple():
                for inner in value:
                    gather(inner)

    gather(msgspec.to_builtins(hazard_log()))
    assert len(texts) > 200
    assert [(text, slip.code) for text in texts for slip in french_slips(text)] == []


def test_a_hazard_that_no_test_proves_fails_the_build() -> None:
    assert found(hazard(PLANNED)) == (Fault.UNPROVEN,)
    assert found(hazard(PLANNED, TESTED)) == ()


def test_a_feature_said_not_to_be_built_needs_no_proof_until_it_is_there(tmp_path: Path) -> None:
    later = hazard(PLANNED, places=("accalmie/fire",))
    assert found(later, house=tmp_path) == ()
    (tmp_path / "accalmie" / "fire").mkdir(parents=True)
    assert found(later, house=tmp_path) == (Fault.BUILT,)


def test_a_named_test_has_to_be_written() -> None:
    assert found(hazard(TESTED), known=set()) == (Fault.UNKNOWN_TEST,)


@pytest.mark.parametrize(
    ("outcomes", "fault"),
    [
        ({TEST: "passed"}, ()),
        ({TEST: "failed"}, (Fault.FAILED,)),
        ({TEST: "skipped"}, (Fault.SKIPPED,)),
        ({}, (Fault.NOT_RUN,)),
    ],
)
def test_a_named_test_has_to_have_passed_in_this_run(outcomes: dict[str, str], fault: tuple[Fault, ...]) -> None:
    assert found(hazard(TESTED), outcomes=outcomes) == fault


UNDER_FAULT = "tests/faults/test_killed.py::test_it"
PROVEN_TWICE = hazard(Control(text=BOTH, tests=(TEST, UNDER_FAULT)))


@pytest.mark.parametrize("came", [{}, {UNDER_FAULT: "failed"}, {UNDER_FAULT: "passed"}])
def test_a_test_of_make_faults_is_judged_by_that_run_and_not_by_make_test(came: dict[str, Any]) -> None:
    known = {TEST, UNDER_FAULT}
    assert found(PROVEN_TWICE, known=known, outcomes={TEST: "passed"}) == ()
    holds = came == {UNDER_FAULT: "passed"}
    assert (found(PROVEN_TWICE, known=known, under_fault=came) == ()) is holds
    assert found(PROVEN_TWICE, known={TEST}) == (Fault.UNKNOWN_TEST,)


def test_what_only_make_faults_proves_is_not_proven_in_every_build() -> None:
    assert found(hazard(Control(text=BOTH, tests=(UNDER_FAULT,))), known={UNDER_FAULT}) == (Fault.UNPROVEN,)


def test_a_test_skipped_on_one_database_counts_where_it_passed_and_a_failure_anywhere_is_one(tmp_path: Path) -> None:
    one, other = tmp_path / "one.json", tmp_path / "other.json"
    one.write_text(json.dumps({"a": "skipped", "b": "passed", "c": "skipped"}))
    other.write_text(json.dumps({"a": "passed", "b": "failed", "c": "skipped"}))
    for files in ([one, other], [other, one]):
        assert read_outcomes(files) == {"a": "passed", "b": "failed", "c": "skipped"}


def test_a_run_that_left_no_outcomes_proves_nothing(tmp_path: Path) -> None:
    with pytest.raises(OutcomesMissing):
        read_outcomes([tmp_path / "none.json"])
    said = CliRunner().invoke(device, ["hazards", "--check", "--outcomes", str(tmp_path / "none.json")])
    assert said.exit_code == 1


def test_what_a_run_of_pytest_writes_tells_passed_failed_and_skipped_apart_in_several_processes(
    tmp_path: Path,
) -> None:
    (tmp_path / "conftest.py").write_text("from tests.outcomes import pytest_addoption, pytest_configure\n")
    (tmp_path / "test_some.py").write_text(
        "import pytest\n"
        "def test_passes(): pass\n"
        "def test_fails(): assert False\n"
        "def test_skips(): pytest.skip('no browser')\n"
        "@pytest.mark.xdist_group('one')\n"
        "@pytest.mark.parametrize('at', ['a@b', 'c'])\n"
        "def test_skips_in_part(at):\n"
        "    if at == 'c': pytest.skip('not here')\n"
        "@pytest.fixture\n"
        "def broken(): raise ValueError\n"
        "def test_cannot_begin(broken): pass\n"
        "class TestInside:\n"
        "    def test_method(self): pass\n"
    )
    file = tmp_path / "reports" / "outcomes.json"
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadgroup", "-p", "no:cacheprovider"]
    ran = subprocess.run(
        [*command, "-p", "no:django", f"--rootdir={tmp_path}", f"--outcomes={file}", str(tmp_path)],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert {name.rpartition("test_some.py::")[2]: said for name, said in read_outcomes([file]).items()} == {
        "test_passes": "passed",
        "test_fails": "failed",
        "test_skips": "skipped",
        "test_skips_in_part": "passed",
        "test_cannot_begin": "failed",
        "TestInside::test_method": "passed",
    }


def test_the_build_judges_the_log_by_its_own_run() -> None:
    script = (HOUSE / "scripts" / "test.py").read_text("utf-8")
    assert script.index("Tests on SQLite") < script.index("Hazard log by the tests of this run")
    assert 'f"--outcomes={OUTCOMES[0]}"' in script
    assert 'f"--outcomes={OUTCOMES[1]}"' in script
    assert '"--check", *(f"--under-fault={file}" for file in OUTCOMES)' in (HOUSE / "scripts" / "faults.py").read_text()


@pytest.mark.parametrize(("language", "says"), [("fr", "Registre des dangers"), ("en", "Hazard log")])
def test_the_command_prints_the_log_in_both_languages(language: str, says: str) -> None:
    said = CliRunner().invoke(device, ["hazards", "--language", language])
    assert said.exit_code == 0
    assert said.output.startswith(f"# {says}\n")
    for one in hazard_log().hazards:
        assert one.hazard[language] in said.output


@pytest.mark.parametrize(("fault", "what"), [(fault, TEST) for fault in Fault])
def test_each_fault_is_a_sentence(fault: Fault, what: str) -> None:
    assert as_sentence(Finding("fire", fault, what)).startswith("fire: ")


ALONE = "tests/spec/programme/danger/test_help_first.py::test_declining_the_item_shows_help_too"  # of its control


@pytest.mark.parametrize(
    ("was", "becomes", "code"),
    [
        ("    before: {severity: 5, likelihood: 4}", "    before: {severity: 6, likelihood: 4}", "rating"),
        ("    after: {severity: 5, likelihood: 2}", "    after: {severity: 5, likelihood: 5}", "grew"),
        ("- id: level-underestimated", "- id: danger-answer-unseen", "twice"),
        (f"        tests:\n          - {ALONE}\n", "", "control"),
        ("    - [1, 1, 2, 2, 3]\n", "", "scale"),
        ("    - {level: 1,", "    - {level: 2,", "scale"),
    ],
)
def test_a_log_that_would_mislead_is_refused(was: str, becomes: str, code: str) -> None:
    assert was in TEXT
    with pytest.raises(HazardsRefused) as refused:
        read(TEXT.replace(was, becomes, 1), HazardLog, HazardsRefused)
    assert refused.value.code == code
    assert refused.value.message("fr") != refused.value.message("en")


def test_a_hazard_without_any_control_is_refused() -> None:
    with pytest.raises(ValueError, match="uncontrolled"):
        hazard()
