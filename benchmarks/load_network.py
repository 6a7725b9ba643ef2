"""Requests a second over the network, for benchmarks/load.py: this site, with pages kept and without, and Datasette.

Server, database and load generator share two cores (the first two that this process may use). Eight connections that
stay open ask again as soon as they are answered, gzip accepted. Each address is asked once before anything is counted.
"""

from __future__ import annotations

import http.client
import os
import random
import socket
import subprocess
import sys
import threading
import time
import venv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

CONNECTIONS = 8
DATASETTE = "datasette==0.65.1"
SERVER = """
import sys
from granian import Granian
from granian.constants import Interfaces
Granian("load_served:application", address="127.0.0.1", port=int(sys.argv[1]), interface=Interfaces.WSGI,
        blocking_threads=5, log_level="warning").serve()
"""
HERE = Path(__file__).resolve().parent


def runs(seconds: float, *, peer: bool, folder: Path) -> list[dict[str, Any]]:
    """Requests a second of each kind of page from each server."""
    from django.db import connection

    cores = sorted(os.sched_getaffinity(0))[:2]
    os.sched_setaffinity(0, cores)  # the servers inherit it
    found = []
    pages = addresses()
    print(f"{'over the network, two cores':36}{'a second':>10}{'95 %':>8} ms{'server':>8}{'asking':>8}  of a core")
    for label, kept in (("pages kept", "64"), ("nothing kept", "0")):
        with ours(kept) as (port, process):
            for name, asked in pages.items():
                found.append(run(f"{name}, {label}", port, process, asked, seconds))
    if peer and connection.vendor == "sqlite":
        with datasette(folder, Path(connection.settings_dict["NAME"])) as (port, process):
            for name, asked in peers(Path(connection.settings_dict["NAME"]).stem).items():
                found.append(run(f"{name}, Datasette", port, process, asked, seconds))
    return found


def addresses() -> dict[str, list[str]]:
    """The front page; two hundred titles, the first asked for most; the grid now and on the evenings of five days."""
    import load_fill

    from airdate.catalogue.models import Title

    told = ["the-salt-road", "pilot-light", "ninety-fathoms", "cold-ferry", "the-ledger", "heartstopper"]
    drawn = random.Random(1)
    known = sorted({f"t{drawn.randrange(100_000)}" for _ in range(3_000)})
    slugs = told + sorted(Title.objects.filter(slug__in=known).values_list("slug", flat=True))[: 200 - len(told)]
    titles = [f"/titles/{slug}/" for slug in slugs]
    days = [load_fill.TODAY + load_fill.dt.timedelta(days=n) for n in range(5)]
    return {
        "front page": ["/"],
        "titles": [titles[min(int(drawn.paretovariate(0.7)) - 1, len(titles) - 1)] for _ in range(4_000)],
        "grid": ["/tv/", *(f"/tv/?day={day.isoformat()}&at=20:00" for day in days)],
    }


def peers(name: str) -> dict[str, list[str]]:
    """What comes nearest in Datasette: the latest changes, a title and its facts, a channel's evening."""
    import load_fill

    from airdate.catalogue.models import Title
    from airdate.listings.models import Channel

    drawn = random.Random(1)
    known = sorted({f"t{drawn.randrange(100_000)}" for _ in range(3_000)})
    keys = sorted(Title.objects.filter(slug__in=known).values_list("pk", flat=True))[:200]
    start = int(load_fill.NOW.timestamp())
    channels = sorted(Channel.objects.values_list("pk", flat=True))[:25]
    window = f"start__gte={start}&start__lt={start + 3 * 3600}"
    among = quote("[" + ",".join(map(str, channels)) + "]")
    return {
        "front page": [f"/{name}/facts_change?_sort_desc=day&_size=25&_nocount=1&_nofacet=1"],
        "titles": [f"/{name}/facts_fact?title_id={key}&_size=25&_nocount=1&_nofacet=1" for key in keys],
        "grid": [f"/{name}/listings_broadcast?{window}&channel_id__in={among}&_size=250&_nocount=1&_nofacet=1"],
    }


@contextmanager
def ours(mib: str) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    port = free_port()
    env = {**os.environ, "AIRDATE_PAGE_CACHE": mib, "PYTHONPATH": os.pathsep.join((str(HERE), *sys.path))}
    with serving([sys.executable, "-c", SERVER, str(port)], port, env) as process:
        yield port, process


@contextmanager
def datasette(folder: Path, database: Path) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """Datasette over the database's file, told that it does not change, which lets it count rows but once."""
    where = folder / "datasette"
    venv.create(where, with_pip=True)
    pip = [str(where / "bin" / "pip"), "--disable-pip-version-check", "install", "--quiet", DATASETTE]
    subprocess.run(pip, check=True)
    port = free_port()
    limits = ["--setting", "sql_time_limit_ms", "60000", "--setting", "num_sql_threads", "3"]
    run_it = [str(where / "bin" / "datasette"), "serve", "-i", str(database), "-p", str(port), *limits]
    with serving(run_it, port, dict(os.environ)) as process:
        yield port, process


@contextmanager
def serving(command: Sequence[str], port: int, env: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 300
        while True:
            if process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit(f"{command[0]} does not serve; it ended with {process.returncode}")
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield process
    finally:
        process.terminate()
        process.wait(timeout=30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def run(name: str, port: int, process: subprocess.Popen[bytes], asked: Sequence[str], seconds: float) -> dict[str, Any]:
    """Ask for so many seconds, and tell how often an answer came."""
    for address in sorted(set(asked)):
        get(http.client.HTTPConnection("127.0.0.1", port, timeout=120), address)
    took: list[list[float]] = [[] for _ in range(CONNECTIONS)]
    until = time.monotonic() + seconds
    theirs, own, began = tree_seconds(process.pid), time.process_time(), time.perf_counter()

    def ask(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        at = number * len(asked) // CONNECTIONS
        while time.monotonic() < until:
            start = time.perf_counter()
            get(connection, asked[at % len(asked)])
            took[number].append((time.perf_counter() - start) * 1000)
            at += 1
        connection.close()

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wall = time.perf_counter() - began
    every = sorted(time_ for each in took for time_ in each)
    told = {
        "name": name,
        "rate": len(every) / wall,
        "late": every[int(len(every) * 0.95)] if every else 0.0,
        "server": (tree_seconds(process.pid) - theirs) / wall,
        "asking": (time.process_time() - own) / wall,
    }
    figures = f"{told['rate']:10.0f}{told['late']:8.1f}   {told['server']:8.2f}{told['asking']:8.2f}"
    print(f"{name:36}{figures}", flush=True)
    return told


def get(connection: http.client.HTTPConnection, address: str) -> None:
    connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200 or not body:
        raise SystemExit(f"{address} was answered with {answer.status}, {len(body)} bytes")


def tree_seconds(pid: int) -> float:
    """Processor seconds of a process and those below it, as far as they live (Linux)."""
    tick = os.sysconf("SC_CLK_TCK")
    total = 0.0
    waiting = [pid]
    while waiting:
        one = waiting.pop()
        try:
            fields = Path(f"/proc/{one}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
            tasks = Path(f"/proc/{one}/task")
            waiting += [int(child) for task in tasks.iterdir() for child in (task / "children").read_text().split()]
        except OSError:
            continue
        total += (int(fields[11]) + int(fields[12])) / tick
    return total
