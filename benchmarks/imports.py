#!/usr/bin/env python3
"""How fast catalogues go in: titles, names and ids of a million works, and then the claims on them.

    python benchmarks/imports.py [--works 1000000] [--people 200000] [--credits 50000] [--shows 20000]

Makes files in the real formats (seeded, invented names) in a temporary folder, and a site on SQLite, or on the
PostgreSQL database that DATABASE_URL names, which must be empty. Prints a line for each file: rows, seconds, rate,
and the largest memory of the importing process. Each import is a process of its own, as it is for those who run it.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

SEED = 20310220
PROMISED_SECONDS = 120  # for the titles, names and ids of a million works, on SQLite and two cores
WORDS = {
    "first": "Amber Barrow Cinder Dale Ember Fallow Gale Harbour Iron Juniper Kettle Lantern Mill Night Orchard Pilot",
    "second": "Quay Road Salt Tide Under Vale Winter Yard Bridge Coast Door Edge Field Gate House Island Key Line",
    "given": "Ada Bruno Carla Dimitri Esme Farid Greta Hugo Ida Jonas Kira Lev Mara Nils Orla Petra",
    "family": "Quill Fenn Brandt Ortiz Vale Marsh Okoro Lind Sato Weir Novak Pike Rossi Thorne Udall Zane",
}
FIRST, SECOND, GIVEN, FAMILY = (words.split() for words in WORDS.values())
GENRES = ("Drama", "Comedy", "Crime", "Documentary", "Reality-TV", "Sci-Fi", "Family", "Romance")
TYPES = ("movie", "tvSeries", "tvMiniSeries", "tvMovie", "tvSpecial", "short")


def name_of(number: int, chance: random.Random) -> str:
    """A name of a work; about one in twenty is that of another work too, as in the world."""
    words = f"{chance.choice(FIRST)} {chance.choice(SECOND)}"
    return words if chance.random() < 0.002 else f"{words} {number if chance.random() < 0.95 else number % 1000}"


def write_table(path: Path, header: str, rows: Iterator[str]) -> Path:
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=1) as file:
        file.write(header + "\n")
        file.writelines(row + "\n" for row in rows)
    return path


def basics(works: int) -> Iterator[str]:
    chance = random.Random(SEED)
    for n in range(1, works + 1):
        name = name_of(n, chance)
        original = name if chance.random() < 0.8 else f"{name} ({n})"
        genres = ",".join(chance.sample(GENRES, chance.randint(1, 3)))
        year = chance.randint(1950, 2030)
        yield f"tt{n:07d}\t{chance.choice(TYPES)}\t{name}\t{original}\t0\t{year}\t\\N\t\\N\t{genres}"


def people(count: int) -> Iterator[str]:
    chance = random.Random(SEED + 1)
    for n in range(1, count + 1):
        yield f"nm{n:07d}\t{chance.choice(GIVEN)} {chance.choice(FAMILY)} {n % 5000}\t1980\t\\N\tactor\t\\N"


def principals(works: int, count: int) -> Iterator[str]:
    chance = random.Random(SEED + 2)
    for n in range(1, works + 1):
        for place in range(1, 11):
            person = chance.randint(1, count)
            kind, job, played = ("actor", "\\N", f'["Part {place}"]') if place < 7 else ("writer", "\\N", "\\N")
            yield f"tt{n:07d}\t{place}\tnm{person:07d}\t{kind}\t{job}\t{played}"


def shows(count: int) -> list[dict[str, Any]]:
    chance = random.Random(SEED + 3)
    found = []
    for n in range(1, count + 1):
        country = chance.choice((("GB", "Europe/London"), ("US", "America/New_York")))
        network = {"id": n % 90, "name": f"Tide {n % 90}", "country": {"code": country[0], "timezone": country[1]}}
        year = chance.randint(1960, 2025)
        episodes = [
            {"id": n * 100 + s * 10 + e, "name": f"Part {e}", "season": s, "number": e, "type": "regular",
             "airdate": f"{year + s}-0{e}-11", "airtime": "21:00"}
            for s in (1, 2) for e in (1, 2, 3)
        ]  # fmt: skip
        cast = [
            {"person": {"id": chance.randint(1, count), "name": ""}, "character": {"id": i, "name": f"Part {i}"}}
            for i in range(6)
        ]
        for entry in cast:
            entry["person"]["name"] = f"{GIVEN[entry['person']['id'] % 16]} {FAMILY[entry['person']['id'] // 16 % 16]}"
        found.append({
            "id": n, "name": name_of(n, chance), "type": "Scripted", "language": "English", "genres": ["Drama"],
            "status": "Ended", "premiered": f"{year}-03-04", "ended": f"{year + 3}-05-06", "network": network,
            "webChannel": None, "externals": {"imdb": None}, "updated": 1_600_000_000 + n,
            "_embedded": {"cast": cast, "crew": [], "episodes": episodes},
        })  # fmt: skip
    return found


class Took(NamedTuple):
    """What one import took: seconds by the wall clock and of the processor, and its largest memory in MiB."""

    wall: float
    cpu: float
    memory: float


MEASURE = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:])
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, file=sys.stderr)
sys.exit(done.returncode)
"""


def run(site: Path, *arguments: str) -> tuple[dict[str, Any], Took]:
    """The result of `airdate import` for one file, and what it took."""
    command = [sys.executable, "-c", "from airdate.cli import main; main()", "import", *arguments]
    began = time.monotonic()
    # A process between us and it, whose only child it is: what that one's children used is what it used.
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, *command, "--site", str(site), "--json"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(done.stderr)
    cpu, memory = map(float, done.stderr.split()[-2:])
    (told,) = json.loads(done.stdout)
    return told, Took(time.monotonic() - began, cpu, memory)


def report(label: str, told: dict[str, Any], took: Took) -> None:
    counts = {key: count for key, count in told["counts"].items() if count}
    unit = "claims" if counts.get("claims") else "rows"
    rate = f"{counts[unit] / took.wall:,.0f} {unit}/s"
    listed = ", ".join(f"{count:,} {key}" for key, count in counts.items())
    print(
        f"{label:<22} {took.wall:7.1f} s {took.cpu:7.1f} s cpu {rate:>17} {took.memory:5.0f} MiB  {listed}", flush=True
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("works", 1_000_000), ("people", 200_000), ("credits", 50_000), ("shows", 20_000)):
        parser.add_argument(f"--{name}", type=int, default=default)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="airdate-imports-") as name:
        folder, site = Path(name), Path(name) / "site"
        url = ["--database-url", os.environ["DATABASE_URL"]] if os.environ.get("DATABASE_URL") else []
        init = [sys.executable, "-c", "from airdate.cli import main; main()", "init", str(site), "--no-input", *url]
        subprocess.run(init, check=True, capture_output=True)
        columns = "tconst\ttitleType\tprimaryTitle\toriginalTitle\tisAdult\tstartYear\tendYear\truntimeMinutes\tgenres"
        table = write_table(folder / "title.basics.tsv.gz", columns, basics(options.works))
        told, million = run(site, "imdb", str(table))
        report("title.basics", told, million)
        told, took = run(site, "imdb", str(table), "--again")
        report("  again", told, took)
        told, took = run(site, "imdb", str(table))
        print(f"{'  in already':<22} {took.wall:7.1f} s", flush=True)
        columns = "nconst\tprimaryName\tbirthYear\tdeathYear\tprimaryProfession\tknownForTitles"
        table = write_table(folder / "name.basics.tsv.gz", columns, people(options.people))
        told, took = run(site, "imdb", str(table))
        report("name.basics", told, took)
        columns = "tconst\tordering\tnconst\tcategory\tjob\tcharacters"
        rows = principals(min(options.credits, options.works), options.people)
        table = write_table(folder / "title.principals.tsv.gz", columns, rows)
        told, took = run(site, "imdb", str(table))
        report("title.principals", told, took)
        page = folder / "shows.json"
        page.write_text(json.dumps(shows(options.shows)), encoding="utf-8")
        told, took = run(site, "tvmaze", str(page))
        report("TVmaze shows", told, took)
        if not url:
            size = sum(path.stat().st_size for path in site.iterdir()) / 2**20
            print(f"the site's folder: {size:,.0f} MiB")
    if options.works >= 1_000_000 and not url and million.wall > PROMISED_SECONDS:
        print(f"title.basics took {million.wall:.0f} s; promised are {PROMISED_SECONDS}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
