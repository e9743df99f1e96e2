"""What letters weigh on the way to a telephone, made as set-up makes it."""

from __future__ import annotations

import gzip
import subprocess
from pathlib import Path

from tests import figures
from tests.unit.letters.conftest import node

FRONTEND = Path(__file__).parents[3] / "frontend"
AT_MOST_KB = 60
OLDEST = "es2020,chrome80,firefox78"


def test_the_script_of_letters_is_light_and_runs_in_browsers_of_2020(tmp_path: Path) -> None:
    modules = sorted((FRONTEND / "letters").glob("*.js"))
    everything = "\n".join(f'export * as part{at} from "./{path.name}";' for at, path in enumerate(modules))
    made = tmp_path / "letters.js"
    words = [node(), FRONTEND / "node_modules/esbuild/bin/esbuild", "--bundle", "--minify", "--format=esm"]
    told = [f"--target={OLDEST}", f"--outfile={made}", "--log-level=warning"]
    done = subprocess.run(
        [*words, *told], cwd=FRONTEND / "letters", input=everything, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    weight = len(gzip.compress(made.read_bytes(), 9)) / 1000
    figures.note(script_kb=weight)
    assert weight <= AT_MOST_KB
