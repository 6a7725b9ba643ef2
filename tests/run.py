#!/usr/bin/env python3
"""Everything that `make test` does, in order: lint, types, order of imports, then the tests on both databases.

    python tests/run.py [--lint-only | --long] [pytest arguments]

Stops at the first step that fails, with its exit status.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import provision

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
LINT = (
    ("style", ["ruff", "check", "--quiet", "."]),
    ("format", ["ruff", "format", "--quiet", "--check", "."]),
    ("types", ["mypy"]),
    ("order of imports", ["lint-imports"]),
)
# The tests start hundreds of processes: where nothing compiled is kept, each compiles the whole house, half a second.
_COMPILED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def step(name: str, command: list[str], **env: str) -> None:
    """Run one step and leave with its status if it fails."""
    print(f"== {name}", flush=True)
    began = time.monotonic()
    program = BIN / command[0]
    done = subprocess.run([program, *command[1:]], cwd=ROOT, env={**_COMPILED, **env}, check=False)
    if done.returncode:
        print(f"== {name} failed", file=sys.stderr)
        raise SystemExit(done.returncode)
    print(f"== {name}: {time.monotonic() - began:.0f} s", flush=True)


def main(arguments: list[str]) -> None:
    if "--long" not in arguments:
        for name, command in LINT:
            step(name, command)
    if "--lint-only" in arguments:
        return
    marker = "long" if "--long" in arguments else "not long"
    tests = [
        "pytest",
        "-m",
        marker,
        "-n",
        "2",
        "--dist",
        "loadfile",
        "--no-loadscope-reorder",
        *(a for a in arguments if a != "--long"),
    ]
    try:
        with provision.postgres() as url:
            browser = provision.chromium()
            step("tests on SQLite", tests, AIRDATE_CHROMIUM=browser, TEST_POSTGRES_URL=url)
            step(
                "tests on PostgreSQL (those that use the database)",
                [*tests, "--database-only"],
                AIRDATE_CHROMIUM=browser,
                DATABASE_URL=url,
            )
    except provision.Missing as missing:
        raise SystemExit(f"tests/run.py: {missing}") from None


if __name__ == "__main__":
    main(sys.argv[1:])
