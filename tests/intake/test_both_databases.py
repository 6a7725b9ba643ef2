"""One content, one digest: the demonstration on SQLite and on PostgreSQL."""

import os
from pathlib import Path

import pytest

from factories.sites import MadeSite, new_database

SERVER = os.environ.get("TEST_POSTGRES_URL", "")


@pytest.mark.skipif(not SERVER, reason="needs a PostgreSQL server: run make test, or set TEST_POSTGRES_URL")
def test_the_digest_is_the_same_on_both_databases(tmp_path: Path) -> None:
    told = {}
    with new_database(SERVER) as url:
        for name, database in (("sqlite", ""), ("postgresql", url)):
            site = MadeSite(tmp_path / name, database)
            made = site.run("demo", "--site", str(site.folder), "--no-serve")
            assert made.returncode == 0, made.stderr
            assert (site.folder / "airdate.sqlite3").exists() == (name == "sqlite")
            told[name] = site.run("rebuild").stdout
    assert told["sqlite"] == told["postgresql"]
    assert "digest" in told["sqlite"]
