"""A new database gets the packages' tables at once; they are those that the packages' migrations make."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from airdate.newsroom.tables import PACKAGES, make_tables_of_packages
from factories.sites import bare_site

pytestmark = pytest.mark.django_db
PROGRAM = Path(__file__).parent / "tables.py"


def made(folder: Path, *arguments: str) -> dict[str, Any]:
    """What `tables.py` prints of a new database of its own."""
    with bare_site(folder) as site:
        done = subprocess.run(
            [sys.executable, str(PROGRAM), *arguments],
            env=site.environ, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        told: dict[str, Any] = json.loads(done.stdout)
        return told


def test_both_ways_make_the_same_tables(tmp_path: Path) -> None:
    ours, djangos = made(tmp_path / "ours"), made(tmp_path / "djangos", "--django")
    assert ours["migrations"] == djangos["migrations"]
    assert ours["permissions"] == djangos["permissions"]
    assert len(ours["tables"]) > 80
    assert ours["tables"] == djangos["tables"]


def test_where_tables_are_none_is_made() -> None:
    before = connection.introspection.table_names()
    assert make_tables_of_packages() == ()
    assert connection.introspection.table_names() == before
    assert {"contenttypes", "auth", "wagtailcore"} <= set(PACKAGES)
