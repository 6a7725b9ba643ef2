#!/usr/bin/env python3
"""A day of the press: entries of many feeds fetched from local servers, read, resolved and weighed by `airdate worker`.

    python benchmarks/following.py [--feeds 150] [--entries 5000] [--threads 8] [--database postgres://...]

Each feed is served at an address of its own (127.0.1.N), so that each is a host in its turn, with a second between two
requests as on the open net. Meanwhile `airdate serve` answers, and how long its pages take is measured. Prints one JSON
object: seconds in all, articles a second, what became of the entries, and the slowest twentieth of the pages.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "airdate.settings")
import django  # noqa: E402 - after the path is set

django.setup()
from factories.press import article, item, lately, press, rss  # noqa: E402 - after Django is

PROGRAM = (sys.executable, "-c", "from airdate.cli import main; main()")
FIRST = (
    "Amber",
    "Bright",
    "Copper",
    "Distant",
    "Early",
    "Falling",
    "Golden",
    "Hidden",
    "Iron",
    "Lost",
    "Narrow",
    "Quiet",
)
SECOND = (
    "Harbour",
    "Kettle",
    "Ledger",
    "Orchard",
    "Quay",
    "River",
    "Signal",
    "Tower",
    "Valley",
    "Winter",
    "Yard",
    "Mill",
)
PEOPLE = ("Mara Voss", "Tomas Reyle", "Ada Quill", "Ben Roe", "Ivo Pike", "Lena Marsh", "Joss Adair", "Pia Holt")
SERVICES = ("Channel 4", "Netflix", "BBC One", "Apple TV+", "ITV1", "Disney+")
MONTHS = ("January", "February", "March", "April", "May", "June", "September", "October")


def text(number: int, chance: random.Random) -> tuple[str, str]:
    """A headline and an article of some 350 words on an invented series; one in ten is an agency's, told by many."""
    if number % 10 == 0:
        chance = random.Random(number // 60)
    show = f"{chance.choice(FIRST)} {chance.choice(SECOND)}"
    who, other, service = chance.choice(PEOPLE), chance.choice(PEOPLE), chance.choice(SERVICES)
    day, month = chance.randint(1, 28), chance.choice(MONTHS)
    lines = [
        f"The drama {show} will return to {service} for a second season on {day} {month} 2027, it was announced.",
        f"{who} will play the lead again, and {other} joins the cast as a new rival from the other side of town.",
        f"“We always knew where {show} would go next,” said {who}, who also writes two of the eight episodes.",
    ]
    for part in range(8):
        words = " ".join(chance.choice(("street", "letter", "morning", "family", "bridge", "secret", "table", "garden",
                                        "window", "station", "summer", "house")) for _ in range(32))  # fmt: skip
        lines.append(f"In part {part + 1} the story goes on with a {words}.")
    return f"{show} returns to {service} in {month}", "\n".join(lines)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def watch(port: int, took: list[float], stop: threading.Event) -> None:
    """Ask for pages, one each half second, and keep how long each took."""
    chance = random.Random(1)
    pages = ("/", "/titles/", "/changes/", "/sources/", "/services/")
    while not stop.wait(0.5):
        began = time.perf_counter()
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{chance.choice(pages)}", timeout=30) as answer:
                answer.read()
        except OSError:
            continue
        took.append(time.perf_counter() - began)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--feeds", type=int, default=150)
    parser.add_argument("--entries", type=int, default=5000)
    parser.add_argument("--threads", type=int, default=8)
    parser.add_argument("--database", default="")
    given = parser.parse_args()
    chance, count = random.Random(20310220), 0
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "site"
        papers = [stack.enter_context(press(f"127.0.1.{number + 1}")) for number in range(given.feeds)]
        outlines = []
        for number, paper in enumerate(papers):
            items = []
            for entry in range(number, given.entries, given.feeds):
                headline, told = text(entry, chance)
                page = paper.put(f"/{entry}", article(headline, told, published=lately(5).isoformat()))
                items.append(item(page, headline, date=lately(5)))
                count += 1
            outlines.append(f'<outline text="Paper {number}" type="rss" '
                            f'xmlUrl="{paper.put("/feed", rss("".join(items)), "application/rss+xml")}"/>')  # fmt: skip
        environ = {**os.environ, "AIRDATE_SITE": str(folder), "DATABASE_URL": given.database,
                   "AIRDATE_ALLOW_HOSTS": ",".join(paper.host for paper in papers)}  # fmt: skip

        def run(*arguments: str) -> str:
            done = subprocess.run([*PROGRAM, *arguments], env=environ, text=True, check=True, stdout=subprocess.PIPE)
            return done.stdout

        run("init", str(folder), "--no-input")
        (folder / "list.opml").write_text(f'<opml version="2.0"><body>{"".join(outlines)}</body></opml>', "utf-8")
        port, took, stop = free_port(), list[float](), threading.Event()
        server = subprocess.Popen([*PROGRAM, "serve", "--no-worker", "--no-browser", "--port", str(port)], env=environ,
                                  stdout=subprocess.DEVNULL)  # fmt: skip
        watcher = threading.Thread(target=watch, args=(port, took, stop))
        watcher.start()
        run("source", "import", str(folder / "list.opml"))
        began = time.monotonic()
        worker = subprocess.Popen([*PROGRAM, "worker", "--once", "--threads", str(given.threads)], env=environ)
        worker.wait()
        seconds = time.monotonic() - began
        stop.set()
        watcher.join()
        server.terminate()
        server.wait()
        feeds = json.loads(run("source", "list", "--json"))
        took.sort()
        slowest = took[int(len(took) * 0.95)] if took else 0.0
        print(json.dumps({
            "feeds": given.feeds, "entries": count, "seconds": round(seconds), "a second": round(count / seconds, 1),
            "read": sum(feed["read"] for feed in feeds), "unread": sum(feed["unread"] for feed in feeds),
            "pages": len(took), "95 of 100 pages under, in ms": round(1000 * slowest),
            "median page, in ms": round(1000 * took[len(took) // 2]) if took else None, "check": run("check").strip(),
        }))  # fmt: skip


if __name__ == "__main__":
    main()
