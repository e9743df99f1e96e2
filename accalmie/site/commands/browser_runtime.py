"""Runs the browser's own reading of language outside any page: in Node if there is one, else in a headless Chromium."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from base64 import b64encode
from importlib import import_module
from pathlib import Path

_DRIVER = """
const read = async (code) => import("data:text/javascript;base64," + code);
const run = async ({ code, rules, texts }) => {
  const { build, classify } = await read(code);
  const language = build((await read(rules)).default);
  return texts.map((text) => classify(language, text));
};
"""
_IN_NODE = """
let given = "";
for await (const part of process.stdin.setEncoding("utf8")) given += part;
console.log(JSON.stringify(await run(JSON.parse(given))));
"""


Given = dict[str, str | list[str]]


CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MODULES = ("folding", "marks", "outright", "scores", "verdict")


class NoBrowser(RuntimeError):
    """Neither Node nor Chromium can run it here. The sentence says what to do."""


def levels_in_browser(folder: Path, texts: list[str]) -> list[str]:
    """The level of each text by the modules of this folder. Raises NoBrowser."""
    given: Given = {
        "code": b64encode(_joined(folder).encode()).decode(),
        "rules": b64encode((folder / "rules.js").read_bytes()).decode(),
        "texts": texts,
    }
    found: list[str] = _in_node(given) if shutil.which("node") else _in_chromium(given)
    return found


def _joined(folder: Path) -> str:
    """The modules as one, since code that was handed over cannot ask for its neighbours."""
    code = "\n".join((folder / f"{name}.js").read_text("utf-8") for name in MODULES)
    return re.sub(r"^(?:import .*|export \{.*\} from .*)$", "", code, flags=re.MULTILINE)


def _in_node(given: Given) -> list[str]:
    command = ["node", "--input-type=module", "--eval", _DRIVER + _IN_NODE]
    done = subprocess.run(command, input=json.dumps(given), capture_output=True, text=True, check=False)
    if done.returncode:
        raise NoBrowser(f"Node could not run the browser's code: {done.stderr.strip().splitlines()[-1:]}")
    levels: list[str] = json.loads(done.stdout)
    return levels


def _installed_chromium() -> str | None:
    """The Chromium that is there; None for Playwright's own. It runs our own code only, so it needs no sandbox."""
    return next((found for name in CHROMIUMS if (found := shutil.which(name))), None)


def _in_chromium(given: Given) -> list[str]:
    try:
        playwright = import_module("playwright.sync_api")
    except ImportError:
        raise NoBrowser(
            "The browser's code needs Node, or the Chromium of the tests: run `make test` once, or install Node."
        ) from None
    try:
        with playwright.sync_playwright() as opened:
            page = opened.chromium.launch(executable_path=_installed_chromium(), args=["--no-sandbox"]).new_page()
            levels: list[str] = page.evaluate(f"async (given) => {{ {_DRIVER} return run(given); }}", given)
            return levels
    except playwright.Error as error:
        raise NoBrowser(f"Chromium could not be started: {str(error).splitlines()[0]}") from None
