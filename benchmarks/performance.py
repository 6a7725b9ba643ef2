#!/usr/bin/env python3
"""How fast the TV guide goes in and comes out, and the whole site is: writes docs/reference/performance.md.

    python benchmarks/performance.py [--programmes 46860] [--rounds 3] [--broadcasts 600000] [--titles 1000000]
                                     [--claims 1000000] [--requests 40] [--entries 5000] [--no-peers]

Runs, one after another: benchmarks/listings.py's floor, first import, the same file again and another edition; the
readers of PEERS, installed from PyPI into a temporary environment, and Python's own, over the same file; an import of
many broadcasts, and benchmarks/tv_grid.py over these. Every figure of an import or a reader is of a process of its own
from its start to its end. Then benchmarks/load.py and benchmarks/press.py on both databases. Takes two minutes, then
twenty and more for each of the last two, and ten gigabytes of the temporary folder.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

sys.path[:0] = [str(Path(__file__).resolve().parent)]

import load_section  # noqa: E402 -- benchmarks, after the path is set
import press_section  # noqa: E402 -- likewise
import tv_grid  # noqa: E402 -- likewise

import listings  # noqa: E402 -- likewise

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "reference" / "performance.md"
CHANNELS, GRID_CHANNELS = 100, 500
SEARCHED = 100  # milliseconds, promised of the search
PEERS = ("py-xmltv==1.0.8", "python-xmltvalt==1.5.1", "xmltodict==1.0.4")
COUNTED = "import json, sys\n{program}\nprint(json.dumps({{'programmes_read': count}}))\n"
# How each is meant to be used, by its documentation or its own code; the file is sys.argv[1].
READERS = {
    "lxml, iterparse, elements cleared": """
from lxml import etree
count = 0
for _, found in etree.iterparse(sys.argv[1], events=("end",), tag="programme"):
    row = [(child.tag, child.text, dict(child.attrib)) for child in found.iterdescendants()]
    count += 1
    found.clear()
    while found.getprevious() is not None:
        del found.getparent()[0]
""",
    "ElementTree, iterparse, elements cleared": """
from xml.etree import ElementTree
count, top = 0, None
for event, found in ElementTree.iterparse(sys.argv[1], events=("start", "end")):
    top = found if top is None else top
    if event == "end" and found.tag == "programme":
        row = [(child.tag, child.text, child.attrib) for child in found.iter()]
        count += 1
        top.clear()
""",
    "ElementTree, the whole tree": """
from xml.etree import ElementTree
count = 0
for found in ElementTree.parse(sys.argv[1]).getroot().iter("programme"):
    row = [(child.tag, child.text, child.attrib) for child in found.iter()]
    count += 1
""",
    "xmltodict, the whole file": """
import xmltodict
with open(sys.argv[1], "rb") as file:
    count = len(xmltodict.parse(file)["tv"]["programme"])
""",
    "xmltodict, item by item": """
import xmltodict
count = 0
def each(path, item):
    global count
    count += path[-1][0] == "programme"
    return True
with open(sys.argv[1], "rb") as file:
    xmltodict.parse(file, item_depth=2, item_callback=each)
""",
    "python-xmltvalt, read_programmes": """
import xmltv_alt
with open(sys.argv[1], "rb") as file:
    count = len(xmltv_alt.read_programmes(file))
""",
    "py-xmltv, its models by xsdata": """
from pathlib import Path
from xsdata.formats.dataclass.parsers import XmlParser
from xmltv.models import Tv
count = len(XmlParser().from_path(Path(sys.argv[1]), Tv).programme)
""",
}
OWN = 3  # the first of these need none of the peers
GRID_LINE = re.compile(r"^(?P<page>.{32}) +(?P<rest>\d+ +\d+ +\d+ +[\d.]+ +[\d.]+ +[\d.]+)")


class Line(NamedTuple):
    """A row of the page: what was run, how many programmes of it, what it took (None if it failed) and a remark."""

    label: str
    programmes: int
    took: listings.Took | None
    remark: str = ""

    def __str__(self) -> str:
        if self.took is None:
            return f"| {self.label} | | | | | {self.remark} |"
        rate = self.programmes / self.took.cpu
        wall, cpu, memory = self.took
        return f"| {self.label} | {cpu:.2f} | {wall:.2f} | {rate:,.0f} | {memory:.0f} | {self.remark} |"


def floor_and_imports(folder: Path, guide: Path, rounds: int, env: dict[str, str]) -> list[list[Line]]:
    """The floor, then the guide's first import, the same file again, the same read in full, another edition.

    All of that ``rounds`` times, each time into a new site: a list of each round.
    """
    other = listings.other_edition(guide, folder / "other.xml")
    taken: list[list[Line]] = []
    for number in range(rounds):
        inside = folder / f"round{number}"
        inside.mkdir()
        site = made_site(inside, env)
        warm(inside, site, env)
        run = [sys.executable, "-c", listings.FLOOR, str(guide), str(inside / "floor.sqlite3")]
        told, floor = listings.measured(run, env)
        count = told["programmes_read"]
        lines = [Line("floor", count, floor)]
        for label, file, more in (
            ("first import", guide, []),
            ("the same file again", guide, []),
            ("the same file, read in full (`--again`)", guide, ["--again"]),
            ("another edition, one title in 100 differs", other, []),
        ):
            told, took = listings.measured(importing(file, site, *more), env)
            lines.append(Line(label, count, took, listings.counted(told)))
        taken.append(lines)
        shutil.rmtree(inside)
    return taken


def middle(taken: Sequence[Sequence[Line]]) -> list[Line]:
    """Of each row the run of the median processor time."""
    return [sorted(row, key=processor)[len(row) // 2] for row in zip(*taken, strict=True)]


def processor(line: Line) -> float:
    return line.took.cpu if line.took else 0.0


def times(taken: Sequence[Sequence[Line]], slow: int, fast: int) -> list[float]:
    """How many times the processor time of one row is that of another, in each round, rising."""
    return sorted(processor(lines[slow]) / processor(lines[fast]) for lines in taken)


def made_site(folder: Path, env: dict[str, str], *more: str) -> Path:
    site = folder / "site"
    run = listings.airdate("init", str(site), "--no-input", *more)
    subprocess.run(run, check=True, capture_output=True, env=env)
    return site


def warm(folder: Path, site: Path, env: dict[str, str]) -> None:
    """Have all modules compiled before anything is measured."""
    tiny = listings.write_guide(folder / "tiny.xml", 10, 1)
    listings.measured(importing(tiny, site, source="Tiny"), env)


def importing(file: Path, site: Path, *more: str, source: str = "Benchmark") -> list[str]:
    return listings.airdate("listings", "import", str(file), "--source", source, "--site", str(site), "--json", *more)


def readers(folder: Path, guide: Path, env: dict[str, str], peers: bool) -> tuple[list[Line], str]:
    """What others take to read the guide, without keeping it, and the versions of those that were installed."""
    python, versions = Path(sys.executable), "none were installed"
    if peers:
        python, versions = installed(folder / "peers")
    tiny, lines = listings.write_guide(folder / "tiny.xml", 10, 1), []
    for number, (label, program) in enumerate(READERS.items()):
        if number >= OWN and not peers:
            break
        with_lxml = "lxml" in program
        run = [sys.executable if with_lxml else str(python), "-c", COUNTED.format(program=program)]
        try:
            listings.measured([*run, str(tiny)], env)
            told, took = listings.measured([*run, str(guide)], env)
        except SystemExit as failed:  # the reader's own error: its last line that says something
            said = [line for line in str(failed).splitlines() if re.match(r"\w*(Error|Exception)\b", line)]
            lines.append(Line(label, 0, None, f"fails: `{said[-1]}`" if said else "fails"))
        else:
            lines.append(Line(label, told["programmes_read"], took))
    return lines, versions


def installed(where: Path) -> tuple[Path, str]:
    """A Python with the peers, in an environment of its own, and their names and versions."""
    venv.create(where, with_pip=True)
    python = where / "bin" / "python"
    pip = [str(python), "-m", "pip", "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "--quiet", *PEERS], check=True, capture_output=True)
    listed = subprocess.run([*pip, "freeze"], check=True, capture_output=True, text=True).stdout.split()
    return python, ", ".join(name.replace("==", " ") for name in listed if "==" in name)


class Page(NamedTuple):
    """A kind of page over the large guide: its name, and the figures that tv_grid.py prints, the last in ms."""

    name: str
    figures: list[str]

    @property
    def late(self) -> float:
        """What 95 of 100 requests stay under, in milliseconds of the processor."""
        return float(self.figures[-1])

    def __str__(self) -> str:
        return f"| {self.name} | {' | '.join(self.figures)} |"


def large(folder: Path, broadcasts: int, requests: int, env: dict[str, str]) -> tuple[list[Line], list[Page]]:
    """An import of many broadcasts, and what the pages of the guide take over them."""
    folder.mkdir()
    guide = folder / "guide.xml"
    with guide.open("w", encoding="utf-8") as file:
        file.writelines(tv_grid.guide(broadcasts, GRID_CHANNELS))
    address = f"sqlite:///{folder}/base.sqlite3"
    site = made_site(folder, env, "--database-url", address)
    told, took = listings.measured(importing(guide, site), env)
    count = told["programmes_read"]
    size = guide.stat().st_size / 1e6
    lines = [Line(f"{count:,} broadcasts of {GRID_CHANNELS} channels, {size:,.0f} MB", count, took)]
    run = [sys.executable, tv_grid.__file__, "--requests", str(requests), "--channels", str(GRID_CHANNELS)]
    done = subprocess.run(
        [*run, "--broadcasts", str(count)],
        check=False, capture_output=True, text=True, env={**env, "DATABASE_URL": address},
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(done.stderr)
    found = [match for line in done.stdout.splitlines() if (match := GRID_LINE.match(line))]
    return lines, [Page(match["page"].strip(), match["rest"].split()) for match in found]


def machine() -> str:
    """Processor, cores, memory, system and Python, as the machine names them."""
    model = re.search(r"^model name\s*: (.+)$", read_or_empty("/proc/cpuinfo"), flags=re.MULTILINE)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = len(os.sched_getaffinity(0))
    named = model[1] if model else platform.machine()
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{named}, {cores} cores, {memory:.0f} GiB of memory, {platform.system()}, {python}"


def read_or_empty(path: str) -> str:
    file = Path(path)
    return file.read_text() if file.exists() else ""


def verdicts(taken: Sequence[Sequence[Line]], many: Line, grid: Sequence[Page]) -> list[str]:
    """What is promised beside what was measured."""
    floor, first, again = range(3)  # the rows of a round
    share, faster = times(taken, floor, first), times(taken, first, again)
    most = max(line.took.memory for line in (*chain(*(lines[1:] for lines in taken)), many) if line.took)
    half = len(taken) // 2
    rows: list[tuple[str, str, str, bool]] = [
        (
            "first import, of the floor's rate, median of the rounds",
            f"at least {listings.SHARE:.2f}",
            f"{share[half]:.2f} ({share[0]:.2f} to {share[-1]:.2f})",
            share[half] >= listings.SHARE,
        ),
        (
            "the same file again, times as fast as the first, median of the rounds",
            f"at least {listings.AGAIN:.0f}",
            f"{faster[half]:.1f} ({faster[0]:.1f} to {faster[-1]:.1f})",
            faster[half] >= listings.AGAIN,
        ),
        ("memory of any import, MiB", f"under {listings.MEMORY}", f"{most:.0f}", most < listings.MEMORY),
    ]
    slowest, search = max(grid, key=lambda each: each.late), next(each for each in grid if each.name == "search")
    for what, each, aim in (
        (f"the slowest page ({slowest.name}), 95 of 100, ms", slowest, tv_grid.PROMISED),
        ("search over broadcasts, 95 of 100, ms", search, SEARCHED),
    ):
        rows.append((what, f"under {aim}", f"{each.late:.0f}", each.late < aim))
    return [f"| {what} | {aim} | {got} | {'reached' if kept else '**missed**'} |" for what, aim, got, kept in rows]


def page(
    options: argparse.Namespace,
    size: float,
    parts: tuple[list[list[Line]], list[Line], list[Line], list[Page]],
    versions: str,
    site: str,
) -> str:
    taken, others, many, grid = parts
    imports = middle(taken)
    names = "| | processor s | clock s | programmes a processor second | memory MiB | |"
    head = f"{names}\n| --- | --: | --: | --: | --: | --- |"
    load = os.getloadavg()[1]
    return f"""# How fast the site is

Made by `make performance` (`{command(options)}`) on {dt.datetime.now(dt.UTC):%Y-%m-%d}, in one run. Machine: {machine()}; load average of the last five minutes {load:.1f}, and work that others do on the machine shows in the clock's times. Rates and shares are therefore of processor time, user and system, of the whole process from its start to its end, with all its loading; clock times stand beside them. Memory is the process's largest resident set.

## What is promised

| | promised | measured | |
| --- | --: | --: | --- |
{rows(verdicts(taken, many[0], grid))}

## Imports

A guide of invented programmes, rich in fields: {imports[0].programmes:,} programmes of {CHANNELS} channels, {size:.1f} MB, into an empty SQLite. The floor is lxml's iterparse with every field taken into a row, and `executemany` of the rows into one table with the columns and indexes of ours. An import also repairs what is broken, keeps every field in its place, compares with what is there and looks for titles of the catalogue (which is empty here, so that none are found). Each row is the run of the median processor time out of {options.rounds}; in each round all five run one after another, into a new site.

{head}
{rows(imports)}

## Readers of others, on the same file

Each reads the file once into Python's objects and keeps nothing: no table, no comparison, no links. Versions: {versions}.

{head}
{rows(others)}

Readers that hold the whole guide need memory in proportion to the file; the import holds a portion at a time.

## A large guide

Programmes with a title, a sub-title, a description, a category and a mark or two each, fewer fields than above.

{head}
{rows(many)}

## Pages over it

Made by `benchmarks/tv_grid.py` over that guide: days, hours and channels drawn at random (seeded), nothing cached, {options.requests} requests of each kind, in one process without a web server between. Milliseconds by the clock, and of the processor in the last column, which is what counts on a machine that has other work.

| page | requests | queries | kB | median | 95 % | 95 %, processor |
| --- | --: | --: | --: | --: | --: | --: |
{rows(grid)}

{site}"""  # noqa: E501 -- a paragraph is a line, as in all pages


def rows(lines: Sequence[object]) -> str:
    return "\n".join(map(str, lines))


def command(options: argparse.Namespace) -> str:
    more = [
        f"--{name} {getattr(options, name)}"
        for name, usual in USUAL.items()
        if getattr(options, name) != usual
    ]  # fmt: skip
    return " ".join(["python benchmarks/performance.py", *more, *(["--no-peers"] if options.no_peers else [])])


USUAL = {
    "programmes": 46_860, "rounds": 3, "broadcasts": 600_000, "requests": 40, "titles": 1_000_000, "claims": 1_000_000,
    "entries": 5_000,
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, usual in USUAL.items():
        parser.add_argument(f"--{name}", type=int, default=usual)
    parser.add_argument("--no-peers", action="store_true", help="install nothing: Python's own readers alone")
    parser.add_argument("--page", type=Path, default=PAGE, help="the page to write")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="airdate-performance-") as name:
        folder = Path(name)
        env = {key: value for key, value in listings.compiled(folder).items() if key != "DATABASE_URL"}
        guide = listings.write_guide(folder / "guide.xml", options.programmes, CHANNELS)
        taken = floor_and_imports(folder, guide, options.rounds, env)
        print(*chain(*taken), sep="\n", flush=True)
        others, versions = readers(folder, guide, env, not options.no_peers)
        print(*others, sep="\n", flush=True)
        many, grid = large(folder / "large", options.broadcasts, options.requests, env)
        print(*many, *grid, sep="\n", flush=True)
        size = guide.stat().st_size / 1e6
        sizes = {name: getattr(options, name) for name in ("titles", "claims", "broadcasts", "requests")}
        site = load_section.measured(folder, sizes, env, peer=not options.no_peers)
        site += "\n" + press_section.measured(folder, options.entries, env)
        made = page(options, size, (taken, others, many, grid), versions, site)
        options.page.write_text(made, encoding="utf-8")


if __name__ == "__main__":
    main()
