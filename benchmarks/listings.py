#!/usr/bin/env python3
"""How fast guides go in, beside the least that any program would need for the same rows.

    python benchmarks/listings.py [--programmes 46860] [--channels 100] [--file GUIDE] [--times 1]

Makes a guide of invented programmes with all that rich guides have (or takes a real one, repeated ``--times`` with
its days shifted), and a site on SQLite, or on the PostgreSQL database that DATABASE_URL names, which must be empty.
Prints a line for each of: the floor, the first import, the same file again, another edition of which one programme in a
hundred differs. Every one is a process of its own, from its start to its end.

The floor is lxml's iterparse with every field taken into a row, and `executemany` of these rows into a table of SQLite
with the columns and indexes of ours, in one transaction.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

SEED = 20310220
SHARE = 0.5  # of the floor's rate, promised
AGAIN = 4.0  # times as fast as the first time, promised of the same file
MEMORY = 256  # MiB, promised of any guide
FIRST_DAY = dt.datetime(2031, 2, 20, 5, tzinfo=dt.UTC)
GIVEN, FAMILY = (
    names.split()
    for names in (
        "Ada Bruno Carla Dimitri Esme Farid Greta Hugo Ida Jonas Kira Lev Mara Nils Orla Petra",
        "Quill Fenn Brandt Ortiz Vale Marsh Okoro Lind Sato Weir Novak Pike Rossi Thorne Udall Zane",
    )
)
WORDS = [
    "a",
    "kettle",
    "comes",
    "home",
    "after",
    "years",
    "at",
    "sea",
    "and",
    "finds",
    "that",
    "nobody",
    "remembers",
    "tea",
    "while",
    "the",
    "lantern",
    "keeper",
    "counts",
    "ships",
    "that",
    "never",
    "arrive",
    "and",
    "the",
    "choir",
    "of",
    "the",
    "harbour",
    "sings",
    "about",
    "winter",
    "bread",
    "old",
    "letters",
    "and",
    "a",
    "lost",
    "key",
]
CATEGORIES = ("Drama", "News", "Comedy", "Sport", "Documentary", "Children", "Film", "Music", "Quiz", "Cookery")


def write_guide(path: Path, programmes: int, channels: int) -> Path:
    chance = random.Random(SEED)
    with path.open("w", encoding="utf-8") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n<tv generator-info-name="benchmark">\n')
        for number in range(channels):
            file.write(f'  <channel id="tide{number}.example"><display-name lang="en">Tide {number}</display-name>'
                       f'<icon src="https://tide.example/{number}.png"/></channel>\n')  # fmt: skip
        each = -(-programmes // channels)
        left = programmes
        for number in range(channels):
            file.writelines(_day(number, min(each, left), chance))
            left -= min(each, left)
        file.write("</tv>\n")
    return path


def _day(channel: int, programmes: int, chance: random.Random) -> Iterator[str]:
    start = FIRST_DAY
    for _ in range(programmes):
        stop = start + dt.timedelta(minutes=chance.choice((15, 25, 30, 30, 45, 60, 60, 90)))
        yield (
            f'  <programme start="{start:%Y%m%d%H%M%S} +0000" stop="{stop:%Y%m%d%H%M%S} +0000" '
            f'channel="tide{channel}.example">\n{_inside(chance)}  </programme>\n'
        )
        start = stop


def _inside(chance: random.Random) -> str:
    show = min(int(chance.expovariate(1 / 1500)), 9999)
    name = f"{WORDS[show % 37].title()} {WORDS[show // 37 % 37].title()} {show}"
    parts = [f'    <title lang="en">{name}</title>\n']
    if chance.random() < 0.6:
        parts.append(f'    <sub-title lang="en">{" ".join(chance.choices(WORDS, k=3)).title()}</sub-title>\n')
    parts.append(
        f'    <desc lang="en">{" ".join(chance.choices(WORDS, k=chance.randint(10, 40))).capitalize()}.</desc>\n'
    )
    if chance.random() < 0.4:
        cast = "".join(f"<actor>{person(chance)}</actor>" for _ in range(chance.randint(1, 4)))
        parts.append(f"    <credits><director>{person(chance)}</director>{cast}</credits>\n")
    if chance.random() < 0.3:
        parts.append(f"    <date>{chance.randint(1960, 2031)}</date>\n")
    parts.append(f'    <category lang="en">{chance.choice(CATEGORIES)}</category>\n')
    parts.append(f'    <icon src="https://tide.example/show/{show}.jpg"/>\n')
    if chance.random() < 0.5:
        parts.append(
            f'    <episode-num system="xmltv_ns">{chance.randint(0, 9)}.{chance.randint(0, 19)}/20.</episode-num>\n'
        )
    if chance.random() < 0.4:
        parts.append('    <subtitles type="teletext"><language>English</language></subtitles>\n')
    if chance.random() < 0.3:
        parts.append('    <rating system="Tide"><value>12</value></rating>\n')
    if chance.random() < 0.3:
        parts.append("    <previously-shown/>\n")
    return "".join(parts)


def person(chance: random.Random) -> str:
    return f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}"


def repeat_guide(source: Path, path: Path, times: int) -> Path:
    """A real guide, its programmes repeated with their days shifted by two weeks each time."""
    data = source.read_bytes()
    data = gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data
    first, last = data.index(b"<programme"), data.rindex(b"</tv>")
    moment = re.compile(rb'(\b(?:start|stop)=")(\d{8})')
    with path.open("wb") as file:
        file.write(data[:first])
        for turn in range(times):
            days: dict[bytes, bytes] = {}

            def shifted(found: re.Match[bytes], turn: int = turn, days: dict[bytes, bytes] = days) -> bytes:
                day = found[2]
                if day not in days:
                    moved = dt.datetime.strptime(day.decode(), "%Y%m%d").replace(tzinfo=dt.UTC)
                    days[day] = f"{moved + dt.timedelta(days=14 * turn):%Y%m%d}".encode()
                return found[1] + days[day]

            file.write(moment.sub(shifted, data[first:last]))
        file.write(data[last:])
    return path


def other_edition(source: Path, path: Path) -> Path:
    """The same guide with the title of every hundredth programme changed."""
    number = 0
    with source.open("rb") as old, path.open("wb") as new:
        for line in old:
            if b"</title>" in line:
                number += 1
                if number % 100 == 0:
                    line = line.replace(b"</title>", b" (special)</title>")
            new.write(line)
    return path


FLOOR = """
import json, sqlite3, sys
from lxml import etree
base = sqlite3.connect(sys.argv[2])
base.executescript('''
    CREATE TABLE b (id INTEGER PRIMARY KEY AUTOINCREMENT, guide INTEGER, channel TEXT, programme INTEGER, start TEXT,
        stop TEXT, offset INTEGER, day TEXT, title TEXT, sub_title TEXT, description TEXT, category TEXT, flags INTEGER,
        long INTEGER, season INTEGER, episode TEXT, year TEXT, details TEXT, hash INTEGER, work INTEGER, score REAL);
    CREATE INDEX b1 ON b (channel, start); CREATE INDEX b2 ON b (programme, start); CREATE INDEX b3 ON b (guide);
''')
insert = "INSERT INTO b (guide, channel, programme, start, stop, day, title, sub_title, description, category, " \
    "episode, year, details, hash) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
rows, count, titles = [], 0, {}
for _, programme in etree.iterparse(sys.argv[1], events=("end",), tag="programme"):
    one, more = {}, {}
    for child in programme:
        tag = child.tag
        if tag == "credits":
            more[tag] = [(each.tag, each.text, each.get("role")) for each in child]
        elif len(child):
            more.setdefault(tag, []).append([(each.tag, each.text) for each in child])
        elif tag in ("title", "sub-title", "desc", "category", "date", "episode-num") and tag not in one:
            one[tag] = child.text
        else:
            more.setdefault(tag, []).append((child.text, *child.attrib.values()))
    title, start = one.get("title"), programme.get("start")
    rows.append((
        programme.get("channel"), titles.setdefault(title, len(titles)), start, programme.get("stop"), start[:8], title,
        one.get("sub-title"), one.get("desc"), one.get("category"), one.get("episode-num"), one.get("date"),
        json.dumps(more), count,
    ))
    count += 1
    programme.clear()
    while programme.getprevious() is not None:
        del programme.getparent()[0]
    if len(rows) >= 5000:
        base.executemany(insert, rows)
        rows.clear()
base.executemany(insert, rows)
base.commit()
print(json.dumps({"programmes_read": count}))
"""
MEASURE = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:])
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, file=sys.stderr)
sys.exit(done.returncode)
"""


class Took(NamedTuple):
    """What a process took: seconds by the wall clock and of the processor, and its largest memory in MiB."""

    wall: float
    cpu: float
    memory: float


def compiled(folder: Path) -> dict[str, str]:
    """The environment of who has run the program before: modules are compiled, whatever this machine does otherwise."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(folder / "compiled")}


def measured(command: list[str], env: dict[str, str]) -> tuple[dict[str, Any], Took]:
    """What a command printed as JSON, and what it took."""
    began = time.monotonic()
    # A process between us and it, whose only child it is: what that one's children used is what it used.
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, *command], capture_output=True, text=True, check=False, env=env
    )
    wall = time.monotonic() - began
    if done.returncode:
        raise SystemExit(done.stderr)
    cpu, memory = map(float, done.stderr.split()[-2:])
    return json.loads(done.stdout), Took(wall, cpu, memory)


def report(label: str, programmes: int, took: Took, more: str = "") -> None:
    rate = f"{programmes / took.wall:,.0f}/s"
    print(f"{label:<22} {took.wall:7.2f} s {took.cpu:7.2f} s cpu {rate:>11} {took.memory:5.0f} MiB  {more}", flush=True)


def airdate(*arguments: str) -> list[str]:
    return [sys.executable, "-c", "from airdate.cli import main; main()", *arguments]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--programmes", type=int, default=46_860)
    parser.add_argument("--channels", type=int, default=100)
    parser.add_argument("--file", type=Path, help="a real guide instead of the made one")
    parser.add_argument("--times", type=int, default=1, help="how often a real guide is repeated")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="airdate-listings-") as name:
        folder, site = Path(name), Path(name) / "site"
        env = compiled(folder)
        url = ["--database-url", os.environ["DATABASE_URL"]] if os.environ.get("DATABASE_URL") else []
        subprocess.run(airdate("init", str(site), "--no-input", *url), check=True, capture_output=True, env=env)
        if options.file:
            guide = repeat_guide(options.file, folder / "guide.xml", options.times)
        else:
            guide = write_guide(folder / "guide.xml", options.programmes, options.channels)
        tiny = write_guide(folder / "tiny.xml", 10, 1)  # so that all modules are compiled
        measured(airdate("listings", "import", str(tiny), "--source", "Tiny", "--site", str(site), "--json"), env)
        told, floor = measured([sys.executable, "-c", FLOOR, str(guide), str(folder / "floor.sqlite3")], env)
        (folder / "floor.sqlite3").unlink()
        count = told["programmes_read"]
        print(f"{count:,} programmes, {guide.stat().st_size / 1e6:,.1f} MB")
        report("floor", count, floor)
        into = airdate("listings", "import", str(guide), "--source", "Benchmark", "--site", str(site), "--json")
        told, first = measured(into, env)
        report("first import", count, first, counted(told))
        _, same = measured(into, env)
        report("the same file again", count, same)
        told, whole = measured([*into, "--again"], env)
        report("read again", count, whole, counted(told))
        edition = other_edition(guide, folder / "other.xml")
        told, other = measured([*into[:-6], str(edition), *into[-5:]], env)
        report("another edition", count, other, counted(told))
    share, times = floor.wall / first.wall, first.wall / same.wall
    most = max(first.memory, whole.memory, other.memory)
    print(f"share of the floor {share:.2f}; the same again {times:.1f} times as fast; at most {most:.0f} MiB")
    kept = share >= SHARE and times >= AGAIN and most < MEMORY
    if not kept:
        print(f"promised: {SHARE} of the floor, {AGAIN} times, {MEMORY} MiB", file=sys.stderr)
    return 0 if kept else 1


def counted(told: dict[str, Any]) -> str:
    names = ("added", "changed", "removed", "unchanged", "skipped_total")
    return ", ".join(f"{told[name]:,} {name.partition('_')[0]}" for name in names if told[name])


if __name__ == "__main__":
    sys.exit(main())
