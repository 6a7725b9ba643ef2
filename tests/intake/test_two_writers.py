"""Two processes add at once, and one is killed at any moment: nothing is lost, nothing is half there."""

import random
import time
from pathlib import Path

import pytest

from factories.sites import MadeSite

pytestmark = pytest.mark.django_db  # chosen on both databases; the sites are on the one that the tests run on
SHOWS = ("The Quay", "The Mill", "Pilot Street", "North Pier")


def write_articles(folder: Path, count: int) -> list[Path]:
    """Articles of which many speak of the same titles, people and services, so that writers meet."""
    folder.mkdir()
    files = []
    for number in range(count):
        show = SHOWS[number % len(SHOWS)]
        text = (
            f"Season {number % 3 + 2} of {show} will premiere on Netflix on {number % 28 + 1} May 2031. "
            f"Ana Ortiz joins the cast as Marta Quill number {number}. Report {number} of our paper."
        )
        files.append(folder / f"{number:02d}.txt")
        files[-1].write_text(text, encoding="utf-8")
    return files


def counts(site: MadeSite) -> dict[str, str]:
    """What `airdate rebuild` prints, by name."""
    done = site.run("rebuild")
    assert done.returncode == 0, done.stderr
    return dict(line.rsplit(maxsplit=1) for line in done.stdout.splitlines())


def test_two_processes_that_add_at_once_lose_nothing(site: MadeSite, tmp_path: Path) -> None:
    files = write_articles(tmp_path / "articles", 16)
    halves = [files[::2], files[1::2]]
    both = [
        site.start("add", *map(str, half), "--published", "2031-02-20", "--source", "The Examiner") for half in halves
    ]
    for process in both:
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
    check = site.run("check")
    assert (check.returncode, check.stderr) == (0, "")
    found = counts(site)
    assert (found["sources"], found["documents"], found["titles"], found["services"]) == ("1", "16", "4", "1")


def test_a_writer_killed_at_any_moment_leaves_all_whole(site: MadeSite, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    write_articles(folder, 12)
    arguments = ("add", str(folder), "--published", "2031-02-20", "--source", "The Examiner")
    chance = random.Random(20310220)
    told = 0
    for _ in range(3):
        process = site.start(*arguments)
        assert process.stdout is not None
        until = told + chance.randrange(1, 4)
        seen = 0
        while seen < until:  # a line is told when its article is kept
            line = process.stdout.readline()
            assert line, process.communicate()
            seen += line.startswith(str(folder))
        time.sleep(chance.uniform(0, 0.05))
        process.kill()
        process.communicate(timeout=30)
        told = until
        check = site.run("check")
        assert check.returncode == 0, check.stdout + check.stderr
        assert int(check.stdout.split()[3]) >= told
    assert site.run(*arguments).returncode == 0
    found = counts(site)
    assert (found["documents"], found["titles"]) == ("12", "4")


def test_a_rebuild_killed_half_way_has_changed_nothing(site: MadeSite, tmp_path: Path) -> None:
    write_articles(tmp_path / "articles", 6)
    site.run("add", str(tmp_path / "articles"), "--published", "2031-02-20")
    before = counts(site)["digest"]
    chance = random.Random(20310220)
    for _ in range(2):
        process = site.start("rebuild")
        time.sleep(chance.uniform(0.5, 1.5))
        process.kill()
        process.communicate(timeout=30)
        assert site.run("check").returncode == 0
    assert counts(site)["digest"] == before
