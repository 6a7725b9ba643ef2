"""A database that a release has left behind, with data in every table, is brought up to date and loses nothing.

Each `X.Y.Z.json` here is one release's; later migrations are run on it as long as it stands here.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from factories.sites import MadeSite, bare_site

pytestmark = pytest.mark.django_db  # chosen on both databases; the sites are on the one that the tests run on
HERE = Path(__file__).parent
RELEASES = sorted(HERE.glob("*.json"))
# What is not derived: no row of it may go, and no value change.
KEPT = (
    "sources.source", "sources.document", "sources.band", "claims.claim", "claims.readingrun", "facts.decision",
    "facts.report", "facts.forwarded", "catalogue.identitydecision", "catalogue.externalid", "catalogue.genre",
    "catalogue.titlealias", "catalogue.personalias", "catalogue.servicealias", "imports.importedfile",
    "imports.countedepisode",
)  # fmt: skip


@pytest.fixture
def site(tmp_path: Path) -> Iterator[MadeSite]:
    with bare_site(tmp_path / "site") as made:
        yield made


def python(site: MadeSite, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], env=site.environ, capture_output=True, text=True, check=False, cwd=HERE
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def rows_now(site: MadeSite) -> dict[str, list[dict[str, Any]]]:
    told = python(
        site, "-c", "import freeze, django, json, os; os.environ['DJANGO_SETTINGS_MODULE'] = 'airdate.settings';"
        " django.setup(); print(json.dumps(freeze.frozen()))",
    )  # fmt: skip
    return named(json.loads(told))


def named(kept: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The rows of each model, each with the names of its fields."""
    return {
        model: [dict(zip(table["fields"], row, strict=True)) for row in table["rows"]]
        for model, table in kept["rows"].items()
    }


def test_there_is_a_release() -> None:
    assert [path.stem for path in RELEASES] == ["0.1.0"]


@pytest.mark.parametrize("path", RELEASES, ids=lambda path: path.stem)
def test_a_release_is_kept_with_rows_in_every_table(path: Path) -> None:
    assert [model for model, rows in named(json.loads(path.read_text(encoding="utf-8"))).items() if not rows] == []


@pytest.mark.parametrize("path", RELEASES, ids=lambda path: path.stem)
def test_a_database_of_a_release_is_brought_up_to_date(site: MadeSite, path: Path) -> None:
    kept = json.loads(path.read_text(encoding="utf-8"))
    before = named(kept)
    python(site, "thaw.py", str(path))
    refused = site.run("check")
    assert refused.returncode == 1
    assert "migrations are not applied" in refused.stdout + refused.stderr
    python(site, "-m", "django", "migrate", "--settings=airdate.settings", "--verbosity=0")
    check = site.run("check")
    assert (check.returncode, check.stderr) == (0, ""), check.stdout
    for turn in ("migrated", "rebuilt"):
        after = rows_now(site)
        for model in KEPT:
            fields = before[model][0]
            found = [{name: row[name] for name in fields} for row in after[model]]
            assert found == before[model], f"{model}, {turn}"
        facts = {row["id"] for row in after["facts.fact"]} | {row["old"] for row in after["facts.forwarded"]}
        assert {row["id"] for row in before["facts.fact"]} - facts == set(), turn
        assert {row["slug"] for row in before["catalogue.title"]} == {row["slug"] for row in after["catalogue.title"]}
        assert site.run("rebuild").returncode == 0
    assert site.run("check").returncode == 0
