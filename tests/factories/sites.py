"""Whole sites in folders of their own, driven by the program itself in processes of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

PROGRAM = (sys.executable, "-c", "from airdate.cli import main; main()")


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
            capture_output=True, check=False, timeout=120,
        )  # fmt: skip


@contextmanager
def made_site(folder: Path) -> Iterator[MadeSite]:
    """A site that `airdate init` made: on PostgreSQL where the tests run on it, else in its folder."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        yield _made(MadeSite(folder))
        return
    with new_database(server) as url:
        yield _made(MadeSite(folder, url))


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


def _made(site: MadeSite) -> MadeSite:
    done = site.run("init", str(site.folder), "--no-input")
    assert done.returncode == 0, done.stderr
    return site


@contextmanager
def new_database(server: str) -> Iterator[str]:
    """The address of a fresh PostgreSQL database on the server of the given address; dropped afterwards."""
    import psycopg

    name = f"airdate_{uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    try:
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
