"""Whole sites in folders of their own, driven by the program itself in processes of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

PROGRAM = (sys.executable, "-c", "from airdate.cli import main; main()")

_MODELS = ExitStack()


@dataclass(frozen=True, slots=True)
class MadeSite:
    """A site's folder, and how to run commands on it."""

    folder: Path
    database_url: str = ""

    @property
    def environ(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("AIRDATE_", "DATABASE_"))}
        return {**kept, "AIRDATE_SITE": str(self.folder), "DATABASE_URL": self.database_url, "PYTHONWARNINGS": "error"}

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [*PROGRAM, *arguments], env=self.environ, text=True, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*PROGRAM, *arguments], env=self.environ, text=True, stdin=subprocess.DEVNULL,
            capture_output=True, check=False, timeout=300,
        )  # fmt: skip


@contextmanager
def made_site(folder: Path) -> Iterator[MadeSite]:
    """A site that `airdate init` made: on PostgreSQL where the tests run on it, else in its folder.

    It is made once and copied, as its migrations take longer than most tests.
    """
    model = _model()
    shutil.copytree(model.folder, folder)
    if not model.database_url:
        yield MadeSite(folder)
        return
    with new_database(os.environ["DATABASE_URL"], like=model.database_url) as url:
        yield MadeSite(folder, url)


@contextmanager
def bare_site(folder: Path) -> Iterator[MadeSite]:
    """A site whose database has no tables yet, on the database that the tests run on."""
    folder.mkdir()
    (folder / "airdate.toml").write_text("", encoding="utf-8")
    (folder / "secret.key").write_text("0123456789abcdef" * 4, encoding="ascii")
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        yield MadeSite(folder)
        return
    with new_database(server) as url:
        yield MadeSite(folder, url)


@cache
def _model() -> MadeSite:
    """The site that others are copies of, in this process of the tests; `remove_model` takes it away."""
    folder = Path(_MODELS.enter_context(TemporaryDirectory(prefix="airdate-model-"))) / "site"
    server = os.environ.get("DATABASE_URL", "")
    url = _MODELS.enter_context(new_database(server)) if server.startswith("postgres") else ""
    site = MadeSite(folder, url)
    done = site.run("init", str(folder), "--no-input")
    assert done.returncode == 0, done.stderr
    return site


def remove_model() -> None:
    """At the end of the tests: the site that others were copies of, and its database."""
    _MODELS.close()
    _model.cache_clear()


@contextmanager
def new_database(server: str, *, like: str = "") -> Iterator[str]:
    """The address of a new PostgreSQL database on the server of the given address; dropped afterwards.

    It is a copy of the one that ``like`` is the address of, to which nobody may be connected; else it is empty.
    """
    import psycopg

    name = f"airdate_{uuid4().hex[:12]}"
    of = f' TEMPLATE "{urlsplit(like).path.lstrip("/")}"' if like else ""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"{of}')
    try:
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
