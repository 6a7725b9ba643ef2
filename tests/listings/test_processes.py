"""Imports in processes of their own: killed at any moment, and two at once."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from factories.sites import MadeSite, made_site
from listings.xmltv.guides import programme

pytestmark = pytest.mark.django_db  # chosen on both databases; the sites are on the one that the tests run on
SHOWS, CHANNELS = 6_000, 20


@pytest.fixture
def site(tmp_path: Path) -> Iterator[MadeSite]:
    with made_site(tmp_path / "site") as made:
        yield made


def write_guide(path: Path, *, shift: int = 0, shows: int = SHOWS) -> str:
    """Half-hours on some channels; ``shift`` minutes later than the first edition, so that every row differs."""
    lines = ["<tv>"]
    for number in range(shows):
        slot, channel = divmod(number, CHANNELS)
        day, half_hour = divmod(slot, 48)
        start = f"203102{day + 1:02}{half_hour // 2:02}{half_hour % 2 * 30 + shift:02}00 +0000"
        inside = f"<title>Show {number % 997}</title><desc>Part {number}.</desc>"
        lines.append(programme(inside, start=start, stop=None, channel=f"tide{channel}.example"))
    path.write_text("\n".join([*lines, "</tv>"]))
    return str(path)


def told(site: MadeSite, *arguments: str) -> dict[str, Any]:
    done = site.run("listings", "import", *arguments, "--json")
    assert done.returncode == 0, done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def is_whole(site: MadeSite, file: str, source: str, shows: int = SHOWS) -> bool:
    """Whether a source's guide is what this file holds, all of it and nothing else."""
    got = told(site, file, "--source", source, "--again")
    return (got["unchanged"], got["added"], got["changed"], got["removed"]) == (shows, 0, 0, 0)


def kill_imports(site: MadeSite, folder: Path, kills: int) -> None:
    editions = [write_guide(folder / f"{shift}.xml", shift=shift) for shift in (0, 7)]
    told(site, editions[0], "--source", "Tide")
    chance = random.Random(20310220)
    state, left_old = 0, 0
    for _ in range(kills):
        process = site.start("listings", "import", editions[1 - state], "--source", "Tide")
        time.sleep(chance.uniform(0.8, 4.0))
        process.kill()
        process.communicate(timeout=300)
        if told(site, editions[state], "--source", "Tide")["was_in"]:
            left_old += 1
        else:
            # Either the kill came too late, or this very import has brought the guide back: both are whole editions.
            state = 0 if is_whole(site, editions[0], "Tide") else 1
        assert is_whole(site, editions[state], "Tide")
    assert left_old
    assert site.run("check").returncode == 0


def test_killed_at_any_moment(site: MadeSite, tmp_path: Path) -> None:
    kill_imports(site, tmp_path, kills=3)


@pytest.mark.long
def test_killed_a_hundred_times(site: MadeSite, tmp_path: Path) -> None:
    kill_imports(site, tmp_path, kills=100)


def test_two_imports_at_once_lose_nothing(site: MadeSite, tmp_path: Path) -> None:
    files = [write_guide(tmp_path / f"{shift}.xml", shift=shift, shows=2_000) for shift in (0, 7, 9)]
    given = (("Tide", files[0]), ("Harbour", files[1]), ("Tide", files[2]))
    processes = [site.start("listings", "import", file, "--source", source) for source, file in given]
    for process in processes:
        _, errors = process.communicate(timeout=300)
        assert process.returncode == 0, errors
    assert is_whole(site, files[1], "Harbour", 2_000)
    got = told(site, files[0], "--source", "Tide")
    # Which of the two came last is chance: if it was not this one, all rows of the other were there to be replaced.
    assert got["was_in"] or got["changed"] + got["removed"] == 2_000
