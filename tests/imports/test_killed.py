"""An import killed at any moment: what is in is whole, and the next run completes it without doubles."""

import json
import random
import time
from pathlib import Path

import pytest

from factories.sites import MadeSite
from imports.samples import cast, json_file, show, table_file

pytestmark = pytest.mark.django_db  # chosen on both databases; the sites are on the one that the tests run on
SHOWS, WORKS = 1500, 30_000


def write_files(folder: Path) -> list[str]:
    """Shows with casts that share people, and works that share names."""
    shows = [
        show(n, f"Show {n % 1000}", updated=1_700_000_000 + n,
             _embedded={"cast": [cast(n * 3 + i, f"Actor {n * 3 + i}", f"Part {i}") for i in range(5)]})
        for n in range(1, SHOWS + 1)
    ]  # fmt: skip
    works = [
        [f"tt{n}", "movie", f"Work {n % 20_000}", f"Work {n % 20_000}", "0", str(1950 + n // 20_000), *["\\N"] * 3]
        for n in range(1, WORKS + 1)
    ]
    return [json_file(folder, shows).name, table_file(folder, "title.basics", works, packed=True).name]


def kill_and_go_on(site: MadeSite, folder: Path, kills: int) -> None:
    shows, works = write_files(folder)
    chance = random.Random(20310220)
    for turn in range(kills):
        kind, file = ("tvmaze", shows) if turn % 2 else ("imdb", works)
        process = site.start("import", kind, file, *(["--again"] if turn > 3 else []))
        time.sleep(chance.uniform(0.6, 3.0))
        process.kill()
        process.communicate(timeout=300)
        check = site.run("check")
        assert check.returncode == 0, check.stdout + check.stderr
    for kind, file in (("tvmaze", shows), ("imdb", works)):
        done = site.run("import", kind, file)
        assert done.returncode == 0, done.stderr
    # All is there once: going through both again finds nothing to write.
    for kind, file, rows in (("tvmaze", shows, SHOWS), ("imdb", works, WORKS)):
        done = site.run("import", kind, file, "--again", "--json")
        (told,) = json.loads(done.stdout)
        assert {key: count for key, count in told["counts"].items() if count} == {"rows": rows}
    rebuilt = dict(line.rsplit(maxsplit=1) for line in site.run("rebuild").stdout.splitlines())
    people = len({n * 3 + i for n in range(1, SHOWS + 1) for i in range(5)})
    found = {name: int(rebuilt[name].replace(",", "")) for name in ("documents", "claims", "titles", "people", "facts")}
    # Each show is a premiere, a finale and five actors.
    assert found == {
        "documents": SHOWS, "claims": SHOWS * 7, "titles": SHOWS + WORKS, "people": people, "facts": SHOWS * 7,
    }  # fmt: skip
    assert site.run("check").returncode == 0


def test_a_command_killed_at_any_moment(site: MadeSite, tmp_path: Path) -> None:
    """The whole program, from its start on; tests/intake/test_killed.py kills imports more often."""
    kill_and_go_on(site, tmp_path, kills=3)


@pytest.mark.long
def test_a_command_killed_thirty_times(site: MadeSite, tmp_path: Path) -> None:
    kill_and_go_on(site, tmp_path, kills=30)
