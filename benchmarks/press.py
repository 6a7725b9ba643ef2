#!/usr/bin/env python3
"""A day of the press: what it takes to fetch it, read it, resolve its names and weigh it, and what the site's pages do.

    python benchmarks/press.py [--papers 150] [--entries 5000] [--threads 4] [--json FILE]

Serves the day of benchmarks/press_served.py in a process of its own, each paper a host at an address of its own, so
that a second lies between two requests to each, as on the open net. Then

1. the floor: fetches every page of it with plain httpx, one after another, and reads its text with the reader alone,
   in one process, with the reader loaded before anything is counted;
2. makes a demonstration, on SQLite in a temporary folder or in the PostgreSQL database that DATABASE_URL names, serves
   it with `airdate serve`, follows all papers, and has `airdate worker --once` work through the day, as it does beside
   `airdate serve`. The site's pages are asked for, four a second, before, during and after.

Processor seconds are of all processes that do the work (user and system): those of the worker, for PostgreSQL those of
its server as well; the papers' server and the pages are not counted.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parent)]

import press_served  # noqa: E402 -- benchmarks, after the path is set
from load_network import free_port, serving, tree_seconds  # noqa: E402 -- likewise

PROGRAM = (sys.executable, "-c", "from airdate.cli import main; main()")
BETWEEN = 0.25  # seconds between two questions for a page
BEFORE = 25.0  # seconds in which pages are asked for before and after the day
PAGES = (
    "/",
    "/titles/",
    "/changes/",
    "/sources/",
    "/services/",
    "/calendar/",
    "/tv/",
    "/streaming/",
    "/search/?q=road",
)
MINUTES = 10  # promised, for a day of 5,000 entries on two cores
DAY = 5_000


def floor(papers: int, entries: int, port: int) -> dict[str, float]:
    """Processor and clock seconds of fetching all pages and reading all texts, with nothing else."""
    import httpx

    from airdate.reading import Lexicon, read

    lexicon, today = Lexicon.packaged(), dt.datetime.now(dt.UTC).date()
    texts = [press_served.told(entry, papers).text for entry in range(entries)]
    read(texts[0], today, lexicon=lexicon)
    client, spent, began = httpx.Client(trust_env=False), time.process_time(), time.perf_counter()
    for entry in range(entries):
        client.get(f"http://{press_served.address(entry % papers)}:{port}/{entry}").raise_for_status()
    fetched = time.process_time() - spent
    for text in texts:
        read(text, today, lexicon=lexicon)
    return {
        "fetching": fetched,
        "reading": time.process_time() - spent - fetched,
        "clock": time.perf_counter() - began,
    }


class Watch:
    """Asks for pages of the site at a steady rate, and keeps how long each took, in milliseconds."""

    def __init__(self, port: int, pages: Sequence[str]) -> None:
        self.port, self.pages = port, pages
        self.took: list[float] = []
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._ask)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *args: object) -> None:
        self._stop.set()
        self._thread.join()

    def _ask(self) -> None:
        chance, due = random.Random(1), time.perf_counter()
        while True:
            due += BETWEEN  # also after a slow page: those who ask do not wait for one another
            if self._stop.wait(max(0.0, due - time.perf_counter())):
                return
            due = max(due, time.perf_counter() - 5)
            self.took.append(ask(self.port, chance.choice(self.pages)))

    def told(self) -> dict[str, float]:
        times = sorted(self.took) or [0.0]
        return {"pages": len(self.took), "half": times[len(times) // 2], "late": times[int(len(times) * 0.95)]}


def ask(port: int, page: str) -> float:
    """Milliseconds for a page."""
    began = time.perf_counter()
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{page}", timeout=60) as answer:
        answer.read()
    return (time.perf_counter() - began) * 1000


def pages_of(port: int) -> list[str]:
    """The lists of the site, and twenty titles."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/titles/", timeout=60) as answer:
        listed = answer.read().decode()
    titles = sorted(set(re.findall(r'href="(/titles/[a-z0-9-]+/)"', listed)))[:20]
    return [*PAGES, *titles]


@contextmanager
def papers_at(papers: int, entries: int) -> Iterator[int]:
    port = free_port()
    command = [sys.executable, press_served.__file__, str(papers), str(entries), str(port)]
    process = subprocess.Popen(command)
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(f"http://{press_served.address(papers - 1)}:{port}/feed", timeout=5).close()
                break
            except OSError:
                time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait()


def database_seconds(database: str) -> float:
    """Processor seconds of a PostgreSQL server on this machine, all its processes (Linux); 0.0 if it is elsewhere."""
    if not database.startswith("postgres"):
        return 0.0
    import psycopg

    with psycopg.connect(database) as connection:
        found = connection.execute("SHOW data_directory").fetchone()
    pid_file = Path(str(found[0] if found else "")) / "postmaster.pid"
    if not pid_file.exists():
        return 0.0
    leader = int(pid_file.read_text(encoding="ascii").split()[0])
    # Those that have ended are counted with the one that started them.
    fields = Path(f"/proc/{leader}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return tree_seconds(leader) + (int(fields[13]) + int(fields[14])) / os.sysconf("SC_CLK_TCK")


def day(papers: int, entries: int, port: int, threads: int, database: str) -> dict[str, Any]:
    """The day, and the pages of the site about it."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="airdate-press-"))) / "site"
        hosts = [f"{press_served.address(paper)}:{port}" for paper in range(papers)]
        environ = {**os.environ, "AIRDATE_SITE": str(folder), "AIRDATE_ALLOW_HOSTS": ",".join(hosts)}
        environ["DATABASE_URL"] = database

        def run(*arguments: str) -> str:
            done = subprocess.run([*PROGRAM, *arguments], env=environ, text=True, stdout=subprocess.PIPE, check=True)
            return done.stdout

        run("demo", "--site", str(folder), "--no-serve")
        outlines = "".join(
            f'<outline text="Paper {number}" type="rss" xmlUrl="http://{host}/feed"/>'
            for number, host in enumerate(hosts)
        )
        (folder / "list.opml").write_text(f'<opml version="2.0"><body>{outlines}</body></opml>', encoding="utf-8")
        site = free_port()
        command = [*PROGRAM, "serve", "--no-worker", "--no-browser", "--port", str(site)]
        stack.enter_context(serving(command, site, environ))
        asked = pages_of(site)
        for page in asked:
            ask(site, page)
        with Watch(site, asked) as before:
            time.sleep(BEFORE)
        run("source", "import", str(folder / "list.opml"))
        spent, began = database_seconds(database), time.perf_counter()
        worker = subprocess.Popen([*PROGRAM, "worker", "--once", "--threads", str(threads)], env=environ)
        with Watch(site, asked) as during:
            _, status, used = os.wait4(worker.pid, 0)
        worker.returncode = os.waitstatus_to_exitcode(status)
        clock = time.perf_counter() - began
        if worker.returncode:
            raise SystemExit(f"the worker ended with {worker.returncode}")
        base = database_seconds(database) - spent
        with Watch(site, asked) as after:
            time.sleep(BEFORE)
        feeds = json.loads(run("source", "list", "--json"))
        return {
            "clock": clock,
            "processor": used.ru_utime + used.ru_stime,
            "database": base,
            "memory": used.ru_maxrss / 1024,
            "read": sum(feed["read"] for feed in feeds),
            "unread": sum(feed["unread"] for feed in feeds),
            "waiting": sum(feed["waiting"] for feed in feeds),
            "check": run("check").strip().splitlines()[-1],
            "before": before.told(),
            "during": during.told(),
            "after": after.told(),
        }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, usual in (("papers", 150), ("entries", DAY), ("threads", 4)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    parser.add_argument("--json", type=Path, help="where the figures go as JSON")
    given = parser.parse_args()
    with papers_at(given.papers, given.entries) as port:
        least = floor(given.papers, given.entries, port)
        told = day(given.papers, given.entries, port, given.threads, os.environ.get("DATABASE_URL", ""))
    each = 1000 / given.entries
    fetching, reading = least["fetching"] * each, least["reading"] * each
    print(f"floor: {fetching:.1f} ms to fetch an entry, {reading:.1f} ms to read it; {least['clock']:.0f} s for all")
    own, base = told["processor"] * each, told["database"] * each
    print(f"worker: {own:.1f} ms an entry, and {base:.1f} ms of the database's server; {told['clock']:.0f} s for all, "
          f"{given.entries / told['clock']:.1f} entries a second; {told['memory']:.0f} MiB")  # fmt: skip
    print(f"{told['read']} read, {told['unread']} could not be, {told['waiting']} wait; {told['check']}")
    for name in ("before", "during", "after"):
        page = told[name]
        print(
            f"pages {name}: half under {page['half']:.0f} ms, 95 of 100 under {page['late']:.0f} ms ({page['pages']})"
        )
    if given.json:
        figures = {"papers": given.papers, "entries": given.entries, "floor": least, **told}
        given.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
