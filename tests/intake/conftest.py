"""A site of one's own, on the database that the tests run on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from factories.sites import MadeSite, new_database


@pytest.fixture
def site(tmp_path: Path) -> Iterator[MadeSite]:
    """A site that `airdate init` made: on PostgreSQL where the tests run on it, else in its folder."""
    server = os.environ.get("DATABASE_URL", "")
    if server.startswith("postgres"):
        with new_database(server) as url:
            yield _made(MadeSite(tmp_path / "site", url))
    else:
        yield _made(MadeSite(tmp_path / "site"))


def _made(site: MadeSite) -> MadeSite:
    done = site.run("init", str(site.folder), "--no-input")
    assert done.returncode == 0, done.stderr
    return site
