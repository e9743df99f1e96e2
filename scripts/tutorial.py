"""Does what the authors' tutorial says, from its own text, and compares what each command prints with what is shown.

`make demo-tutorial` prints it; a test runs the same. Blocks of docs/authors/tutorial.md that are done, in their order:
`file=PATH` writes a file, `change=PATH` replaces the lines that begin with the same words, `delete=PATH` takes lines
out, and `console` runs each line after `$` and compares its output; `…` stands for anything.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[1]
TUTORIAL = HOUSE / "docs" / "authors" / "tutorial.md"
KEPT = HOUSE / "var" / "demo-tutorial"
PROGRAMME = "first-steps"
_NOT_BROKEN = re.compile("[\u00a0\u202f]")
_BLOCK = re.compile(r"^```(\w+)(?: (\w+)=(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Untrue(AssertionError):
    """The page says something that is not so."""


@dataclass(frozen=True)
class Block:
    """A block that does something. `does`: file, change, delete or console; `path`: which file of the programme."""

    does: str
    path: str
    text: str
    line: int


@dataclass(frozen=True)
class Ran:
    """A command of the page and what it said."""

    command: str
    said: str
    code: int


def blocks(page: str) -> Iterator[Block]:
    """The blocks that do something, in the order of the page."""
    for found in _BLOCK.finditer(page):
        language, does, path, text = found.groups()
        if does or language == "console":
            yield Block(does or "console", path or "", text, page[: found.start()].count("\n") + 2)


def follow(page: str, folder: Path, tell: Callable[[str], None]) -> list[Ran]:
    """Do in `folder` what the page says. Raises Untrue where it says otherwise than what happens."""
    ran: list[Ran] = []
    for block in blocks(page):
        file = folder / PROGRAMME / block.path
        match block.does:
            case "file":
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(block.text, encoding="utf-8")
                tell(f"+ {PROGRAMME}/{block.path}")
            case "change":
                file.write_text(changed(file.read_text(encoding="utf-8"), block.text), encoding="utf-8")
                tell(f"~ {PROGRAMME}/{block.path}")
            case "delete":
                file.write_text(without(file.read_text(encoding="utf-8"), block), encoding="utf-8")
                tell(f"- {PROGRAMME}/{block.path}: {block.text.strip()}")
            case _:
                ran += [_compared(*one, block, folder, tell) for one in commands(block.text)]
    return ran


def changed(text: str, lines: str) -> str:
    """Each line put in the place of the one that begins with the same word."""
    for line in lines.splitlines():
        word = line.split(":")[0]
        text = re.sub(rf"^{word}:.*$", lambda _, line=line: line, text, count=1, flags=re.MULTILINE)  # type: ignore[misc]
    return text


def without(text: str, block: Block) -> str:
    """The text without these lines, which must be there."""
    if block.text not in text:
        raise Untrue(f"tutorial.md:{block.line}: these lines are not in {block.path}")
    return text.replace(block.text, "")


def commands(text: str) -> Iterator[tuple[str, str]]:
    """Each command of a console block, with the output that is shown under it."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        yield command, shown


def _compared(command: str, shown: str, block: Block, folder: Path, tell: Callable[[str], None]) -> Ran:
    tell(f"\n$ {command}")
    done = run(command, folder)
    tell(done.said)
    if not agrees(shown, done.said):
        raise Untrue(f"tutorial.md:{block.line}: “{command}” says otherwise:\n{done.said}")
    return done


def run(command: str, folder: Path) -> Ran:
    """One command as its reader types it, without a shell."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    words = [str(Path(sys.executable).parent / "accalmie"), *shlex.split(command)[1:]]
    environment = os.environ | {"PATH": path, "ACCALMIE_DATA": str(folder / "data"), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return Ran(command, done.stdout + done.stderr, done.returncode)


def agrees(shown: str, said: str) -> bool:
    """Whether the output is what the page shows; `…` stands for any text, and any space for any other."""
    shown, said = (_NOT_BROKEN.sub(" ", text.strip()) for text in (shown, said))
    pattern = ".*".join(re.escape(part) for part in shown.split("…"))
    return re.fullmatch(pattern, said, re.DOTALL) is not None


def main() -> None:
    began = time.monotonic()
    KEPT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        try:
            ran = follow(TUTORIAL.read_text(encoding="utf-8"), Path(folder), lambda line: print(line, flush=True))
        except Untrue as untrue:
            print(f"\n{untrue}")
            raise SystemExit(1) from untrue
        for drawing in Path(folder).glob("*.svg"):
            (KEPT / drawing.name).write_bytes(drawing.read_bytes())
    refused = sum(one.code == 1 for one in ran)
    figures = {"commands": len(ran), "refused": refused, "seconds": round(time.monotonic() - began, 1)}
    (HOUSE / "reports").mkdir(exist_ok=True)
    (HOUSE / "reports" / "demo-tutorial.json").write_text(json.dumps(figures, indent=2) + "\n")
    print(f"\nThe page is true: {len(ran)} commands. The map in red is in {KEPT.relative_to(HOUSE)}.")


if __name__ == "__main__":
    main()
