"""Imports and rebuilds killed at random moments: what was acknowledged is there, once, and all is whole."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from factories.sites import MadeSite
from intake.test_two_writers import write_articles

pytestmark = pytest.mark.django_db  # chosen on both databases; the sites are on the one that the tests run on
SCRIPT = Path(__file__).with_name("killing.py")


def killed(site: MadeSite, what: str, kills: int, folder: Path) -> dict[str, Any]:
    environ = {
        **site.environ,
        "PYTHONPATH": os.pathsep.join([str(SCRIPT.parents[1]), os.environ.get("PYTHONPATH", "")]),
    }
    done = subprocess.run(
        [sys.executable, str(SCRIPT), what, str(kills), "20310220", str(folder)],
        env=environ, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def told(site: MadeSite, folder: Path) -> None:
    """Something to rebuild: articles that share titles, people and services."""
    write_articles(folder / "articles", 12)
    assert site.run("add", str(folder / "articles"), "--published", "2031-02-20").returncode == 0


def test_an_import_killed_ten_times(site: MadeSite, tmp_path: Path) -> None:
    result = killed(site, "import", 10, tmp_path)
    assert result["found"] == []
    assert result["struck"] == 10


def test_a_rebuild_killed_ten_times(site: MadeSite, tmp_path: Path) -> None:
    told(site, tmp_path)
    result = killed(site, "rebuild", 10, tmp_path)
    assert result["found"] == []
    assert result["struck"] == 10


@pytest.mark.long
def test_an_import_killed_two_hundred_times(site: MadeSite, tmp_path: Path) -> None:
    result = killed(site, "import", 200, tmp_path)
    assert result["found"] == []
    assert result["struck"] == 200


@pytest.mark.long
def test_a_rebuild_killed_two_hundred_times(site: MadeSite, tmp_path: Path) -> None:
    told(site, tmp_path)
    result = killed(site, "rebuild", 200, tmp_path)
    assert result["found"] == []
    assert result["struck"] == 200
