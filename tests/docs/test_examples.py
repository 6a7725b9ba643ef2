"""The examples of the documentation print what the page says they print."""

from __future__ import annotations

import os
import re
import shlex
import shutil
from pathlib import Path

import click
import pytest

from airdate.cli import main
from docs.console import ARTICLE, examples, run
from docs.generated import REPLAYED, ROOT, page_now
from factories.sites import MadeSite, new_database


@pytest.mark.parametrize("page", REPLAYED, ids=lambda path: str(path.relative_to(ROOT)))
def test_examples_print_what_the_page_says(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert [example.command for example in examples(text)]
    assert examples(page_now(page)) == examples(text)


EDITING = [ROOT / "docs" / "how-to" / name for name in ("correct-a-fact.md", "settle-the-queue.md")]


@pytest.mark.parametrize("page", EDITING, ids=lambda path: path.name)
def test_the_commands_of_editors_are_taken_as_the_page_gives_them(page: Path) -> None:
    blocks = re.findall(r"```sh\n(.+?)```", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    assert len(lines) > 5
    for line in lines:
        program, *words = shlex.split(line)
        assert program == "airdate"
        command: click.Command | None = main
        while isinstance(command, click.Group):
            word = words.pop(0)
            command = command.get_command(click.Context(command), word)
            assert command is not None, line
        command.make_context(line, words)  # raises for an option or an argument that is not there


def test_the_library_is_used_as_the_readme_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                                capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    shutil.copy(ARTICLE, tmp_path / "article.txt")
    (code,) = re.findall(r"```python\n(.+?)```", (ROOT / "README.md").read_text(encoding="utf-8"), flags=re.DOTALL)
    exec(compile(code, "readme.py", "exec"), {})
    printed = capsys.readouterr().out
    assert "release {'title': 'Heartstopper', 'season': 2" in printed
    assert "second season of Heartstopper will be released on 3rd August 2023" in printed


def test_a_site_moves_to_postgresql_as_the_page_says(tmp_path: Path) -> None:
    server = os.environ.get("TEST_POSTGRES_URL") or os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        pytest.skip("no PostgreSQL here: run make test, or set TEST_POSTGRES_URL to a server")
    page = (ROOT / "docs" / "how-to" / "move-to-postgresql.md").read_text(encoding="utf-8")
    steps = [
        line.strip() for block in re.findall(r"```sh\n(.+?)```", page, flags=re.DOTALL) for line in block.splitlines()
    ]
    commands = [step for step in steps if step]
    site = MadeSite(tmp_path / "guide")
    assert site.run("init", str(site.folder), "--no-input").returncode == 0
    shutil.copy(ARTICLE, tmp_path)
    added = site.run("add", str(tmp_path / ARTICLE.name), "--published", "2023-04-24")
    assert added.returncode == 0, added.stderr
    settings = site.folder / "airdate.toml"
    told = []
    with new_database(server) as url:
        for command in commands:
            if "migrate" in command:
                kept = re.sub(r"^# database_url.*$", "", settings.read_text(), flags=re.MULTILINE)
                settings.write_text(f'{kept}\ndatabase_url = "{url}"\n')
            words = re.sub(r"^(?:[A-Z_]+=\S+ )+", "", command)
            if "DJANGO_SETTINGS_MODULE" in command:
                words = re.sub(r"^python -m django (\w+)", r"python -m django \1 --settings airdate.settings", words)
            output, _here = run(words, tmp_path, site.folder)
            told.append((words.split()[-1] if "django" in words else words, output))
    rebuilt = [output for command, output in told if command == "airdate rebuild"]
    assert len(rebuilt) == 2
    assert "digest" in rebuilt[0]
    assert rebuilt[0] == rebuilt[1]
    assert told[-1][1].startswith("All is whole")
