"""Two processes add at once, and one is killed at any moment: nothing is lost, nothing is half there."""

import json
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from airdate.facts.identity import fact_id
from factories.sites import MadeSite
from imports.samples import cast, json_file, show

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
        _, errors = process.communicate(timeout=300)
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
        process.communicate(timeout=300)
        told = until
        check = site.run("check")
        assert check.returncode == 0, check.stdout + check.stderr
        assert int(check.stdout.split()[3]) >= told
    assert site.run(*arguments).returncode == 0
    found = counts(site)
    assert (found["documents"], found["titles"]) == ("12", "4")


def test_an_import_articles_rebuilds_and_an_editor_at_once_lose_nothing(site: MadeSite, tmp_path: Path) -> None:
    """Five processes write: all documents and claims are there once, and what the editor decided stands."""
    first = write_articles(tmp_path / "first", 4)
    assert site.run("add", *map(str, first), "--published", "2031-02-20").returncode == 0
    pinned = fact_id("title:the-quay", "release/2/-/-/premiere/-/-/service:netflix")
    files = write_articles(tmp_path / "articles", 12)
    shows = [
        show(n, f"Show {n}", _embedded={"cast": [cast(n * 3 + i, f"Actor {n * 3 + i}", f"Part {i}") for i in range(5)]})
        for n in range(1, 601)
    ]
    catalogue = json_file(tmp_path, shows).name
    at_once = [
        ("add", *map(str, files), "--published", "2031-02-21", "--source", "The Examiner"),
        ("import", "tvmaze", catalogue),
        ("rebuild",),
        ("rebuild",),
        ("fact", "pin", pinned, "--reason", "The makers told us.", "--by", "editor"),
    ]
    for process in [site.start(*arguments) for arguments in at_once]:
        _, errors = process.communicate(timeout=300)
        assert process.returncode == 0, errors
    check = site.run("check")
    assert (check.returncode, check.stderr) == (0, ""), check.stdout
    shown = json.loads(site.run("fact", "show", pinned, "--json").stdout)
    assert shown["rule"] == "pin"
    found = counts(site)
    told = {name: found[name] for name in ("documents", "claims", "editors' decisions")}
    # Two claims of each of sixteen articles; a premiere, a finale and five actors of each show.
    assert told == {"documents": "616", "claims": "4,232", "editors' decisions": "1"}
    assert counts(site)["digest"] == found["digest"]


WRITING = """
import sys, time
import django

django.setup()
from django.db import connection
from airdate.intake.writer import one_writer

if connection.vendor == "sqlite":
    connection.settings_dict["OPTIONS"]["timeout"] = 0.0  # SQLite itself is to wait for nobody
with one_writer():
    print("in", flush=True)
    sys.stdin.readline()
    print("out", flush=True)
"""


def test_a_writer_waits_as_long_as_another_writes(site: MadeSite) -> None:
    """SQLite by itself gives up after some seconds, and lets those who wait be overtaken."""

    def start() -> subprocess.Popen[str]:
        environ = {**site.environ, "DJANGO_SETTINGS_MODULE": "airdate.settings"}
        return subprocess.Popen(
            [sys.executable, "-c", WRITING], env=environ, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    with start() as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "in\n"
        with start() as second, start() as killed:
            assert second.stdout is not None
            time.sleep(2)
            killed.kill()
            assert second.poll() is None
            assert first.communicate("go\n")[0] == "out\n"
            assert second.communicate("go\n")[0] == "in\nout\n"
            assert second.returncode == 0
