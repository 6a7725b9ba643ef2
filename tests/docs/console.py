"""Examples in the documentation that are run: fenced blocks of `console`, each command after "$ " with its output.

The examples of one page run one after another in one folder, made for it; the files that a page needs lie there. What
differs from run to run (passwords, the folder, how long it took) is written the same way each time.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
ARTICLE = Path(str(files("airdate.intake") / "demo" / "articles" / "heartstopper.txt"))
BLOCK = re.compile(r"^```console\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
HOME = "/home/you"  # how the folder is written
PASSWORD = re.compile(r"password: \S+")
SECONDS = re.compile(r"\bin \d+\.\d s\b")
WIDTH = "100"  # columns of the terminal in the examples


@dataclass(frozen=True, slots=True)
class Example:
    """One command with what it printed. ``silent`` examples (output left out) end in "> /dev/null"."""

    command: str
    output: str


def examples(text: str) -> list[Example]:
    """The examples of a page in order."""
    found = []
    for block in BLOCK.finditer(text):
        for part in re.split(r"^\$ ", block["body"], flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append(Example(command, output.rstrip("\n")))
    return found


def run(command: str, folder: Path, here: Path) -> tuple[str, Path]:
    """Run a command as the page has it. Gives what it printed, made the same each time, and where one is afterwards."""
    words = shlex.split(command)
    if words[0] == "cd":
        return "", (here / words[1]).resolve()
    program = Path(sys.executable).parent / words[0] if words[0] in ("airdate", "python") else shutil.which(words[0])
    if program is None:
        raise AssertionError(f"the example {command!r} needs {words[0]}, which is not here")
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("AIRDATE_", "DATABASE_", "DJANGO_"))
    }
    done = subprocess.run(
        [program, *words[1:]], cwd=here, env={**kept, "COLUMNS": WIDTH, "NO_COLOR": "1"}, text=True, encoding="utf-8",
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, timeout=300,
    )  # fmt: skip
    return _settled(done.stdout, folder), here


def _settled(output: str, folder: Path) -> str:
    told = output.replace(str(folder.resolve()), HOME).replace(str(folder), HOME)
    told = SECONDS.sub("in 0.1 s", PASSWORD.sub("password: ...", told))
    return "\n".join(line.rstrip() for line in told.splitlines())


def replayed(text: str, folder: Path) -> str:
    """The page with the outputs that its examples print now, run in `folder`."""
    here = folder

    def block(found: re.Match[str]) -> str:
        nonlocal here
        lines = []
        for part in re.split(r"^\$ ", found["body"], flags=re.MULTILINE)[1:]:
            command = part.partition("\n")[0]
            output, here = run(command, folder, here)
            lines.append(f"$ {command}\n{output}\n" if output else f"$ {command}\n")
        return "```console\n" + "".join(lines) + "```"

    return BLOCK.sub(block, text)
