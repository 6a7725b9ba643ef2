#!/usr/bin/env python3
"""What of the documentation is written by the program: `make docs` writes it, the tests compare it.

python tests/docs/generated.py
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT / "tests")]  # run as a program, this file is not found as a part of the tests' package

from docs.console import ARTICLE, replayed  # noqa: E402 - after the path is set

COMMAND_LINE = ROOT / "docs" / "reference" / "command-line.md"
IN_CHECKOUT = (ROOT / "README.md",)  # their examples run in a copy of the checkout's layout
HOW_TO = ROOT / "docs" / "how-to"
REPLAYED = (
    *IN_CHECKOUT, ROOT / "docs" / "tutorial" / "first-article.md", HOW_TO / "back-up.md", HOW_TO / "import-listings.md",
)  # fmt: skip
SAMPLES = Path(__file__).resolve().parent / "samples"  # files that lie beside the article when examples run
WIDTH = 88  # columns of the help in the reference
HEAD = """# The command line

What `airdate --help` and `airdate COMMAND --help` say; this page is made from them.
"""


def command_line() -> str:
    """The reference of all commands, from the commands themselves."""
    parts = [HEAD]
    for context in contexts():
        heading = "#" * min(context.command_path.count(" ") + 2, 4)
        parts.append(f"\n{heading} {context.command_path}\n\n```text\n{context.get_help()}\n```\n")
    return "".join(parts)


def contexts(command: click.Command | None = None, parent: click.Context | None = None) -> Iterator[click.Context]:
    """A command (`airdate` itself if none is given) and all below it, as they are when they are called."""
    if command is None:
        from airdate.cli import main

        command = main
    name = command.name if parent else "airdate"
    with command.make_context(name, [], parent, resilient_parsing=True, terminal_width=WIDTH) as context:
        yield context
        if isinstance(command, click.Group):
            for below in command.list_commands(context):
                found = command.get_command(context, below)
                assert found is not None, below
                yield from contexts(found, context)


def page_now(page: Path) -> str:
    """The text that a page with examples has when they are run now, in a folder of their own."""
    folder = Path(tempfile.mkdtemp(prefix="airdate-docs-"))
    try:
        if page in IN_CHECKOUT:
            target = folder / ARTICLE.relative_to(ROOT)
            target.parent.mkdir(parents=True)
            shutil.copy(ARTICLE, target)
        else:
            shutil.copy(ARTICLE, folder)
            shutil.copytree(SAMPLES, folder, dirs_exist_ok=True)
        return replayed(page.read_text(encoding="utf-8"), folder)
    finally:
        shutil.rmtree(folder)


def main() -> None:
    for page in REPLAYED:
        page.write_text(page_now(page), encoding="utf-8")
        print(page.relative_to(ROOT))
    COMMAND_LINE.write_text(command_line(), encoding="utf-8")
    print(COMMAND_LINE.relative_to(ROOT))


if __name__ == "__main__":
    main()
