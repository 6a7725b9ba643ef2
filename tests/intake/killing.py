#!/usr/bin/env python3
"""Kill imports and rebuilds of a site at random moments, with SIGKILL, and say what is wrong after each.

    AIRDATE_SITE=FOLDER python tests/intake/killing.py import|rebuild KILLS SEED FOLDER

The work is done by processes forked from this one, so that a kill costs no start of Python. A portion is acknowledged
when the importer has told its progress: what was acknowledged must be there after the kill, and nothing twice. KILLS
counts those that met a process at work; one that came too late makes the next ones come earlier. Prints one JSON
object: how many were killed at work, and the problems found.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

SHOWS, PORTION, CLAIMS = 120, 10, 7  # a file of shows; a premiere, a finale and five actors of each
NOW = datetime(2031, 3, 1, 12, tzinfo=UTC)
EARLIER, LATER = 0.8, 1.02  # the machine's speed changes: how long the next process lives at most, after this one


@dataclass
class Told:
    """What became of one process: what it acknowledged, and whether it was killed before it was done."""

    last: int
    killed: bool


def forked(work: Callable[[Callable[[int], None]], None], lives: float) -> Told:
    """Do the work in a process of its own for some seconds at most, then kill it. ``work`` is given `acknowledge`."""
    from django.db import connections

    connections.close_all()  # a connection must not be shared with the child
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            work(lambda number: os.write(theirs, f"{number}\n".encode()) and None)
            os.write(theirs, b"done\n")
            status = 0
        finally:
            os._exit(status)
    os.close(theirs)
    time.sleep(lives)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    with os.fdopen(ours, "rb") as pipe:
        words = pipe.read().decode().split()
    if not os.WIFSIGNALED(status) and os.WEXITSTATUS(status) != 0:
        raise SystemExit("the process failed before it was killed; see its error above")
    return Told(max((int(word) for word in words if word != "done"), default=0), words[-1:] != ["done"])


def measured(work: Callable[[], Any]) -> float:
    """How long a whole piece of work takes, in seconds by the clock."""
    began = time.monotonic()
    work()
    return time.monotonic() - began


def kill_imports(kills: int, chance: random.Random, folder: Path) -> dict[str, Any]:
    """Kill imports until there were so many; each goes on where the last was killed, then comes the next file."""
    from airdate.claims.models import Claim
    from airdate.imports.running import import_file
    from airdate.imports.tvmaze.tables import Shows
    from airdate.sources.models import Document
    from imports.samples import cast, json_file, show

    def write(number: int) -> Any:
        first = number * SHOWS + 1
        return json_file(
            folder,
            [
                show(n, f"Show {n % 1000}", updated=1_700_000_000 + n,
                     _embedded={"cast": [cast(n * 3 + i, f"Actor {n * 3 + i}", f"Part {i}") for i in range(5)]})
                for n in range(first, first + SHOWS)
            ],
            f"shows-{number}.json",
        )  # fmt: skip

    table = replace(Shows(), portion=PORTION)

    def take_in(file: Any, acknowledge: Callable[[int], None] = lambda rows: None) -> None:
        import_file(file, table, clock=lambda: NOW, progress=lambda _table, rows, _counts: acknowledge(rows))

    whole = measured(lambda: take_in(write(0)))
    done, file, acknowledged = 1, write(1), 0
    struck, found = 0, list[str]()
    for turn in count():
        if struck == kills:
            break
        told = forked(lambda acknowledge, file=file: take_in(file, acknowledge), chance.uniform(0, whole))
        acknowledged = max(acknowledged, told.last)
        struck += told.killed
        whole *= LATER if told.killed else EARLIER
        there = Counter(Document.objects.values_list("url", flat=True))
        least = done * SHOWS + acknowledged
        claims = Claim.objects.count()
        found += whole_site(turn)
        if max(there.values()) > 1 or len(there) < least or claims != len(there) * CLAIMS:
            found.append(f"kill {turn}: {len(there)} documents, {claims} claims; {least} were acknowledged")
        if not told.killed:
            done, acknowledged = done + 1, 0
            file = write(done)
    take_in(file)
    if Document.objects.count() != (done + 1) * SHOWS:
        found.append(f"in the end: {Document.objects.count()} documents instead of {(done + 1) * SHOWS}")
    return {"struck": struck, "found": found}


def kill_rebuilds(kills: int, chance: random.Random, folder: Path) -> dict[str, Any]:
    """Kill rebuilds, half of them of a site from which what is derived has been taken."""
    from airdate.facts.models import Change, Fact, Support
    from airdate.intake.rebuilding import digest, rebuild

    whole = measured(lambda: rebuild(now=NOW))
    before, struck, found = digest(), 0, list[str]()
    for turn in count():
        if struck == kills:
            break
        told = forked(lambda _acknowledge: (rebuild(now=NOW), None)[1], chance.uniform(0, whole))
        struck += told.killed
        whole *= LATER if told.killed else EARLIER
        found += whole_site(turn)
        if digest() != before:
            found.append(f"kill {turn}: the digest is another one")
    for model in (Change.also.through, Change, Support, Fact):
        model.objects.all()._raw_delete(model.objects.db)
    if rebuild(now=NOW).digest != before:
        found.append("in the end: the digest is another one")
    return {"struck": struck, "found": found}


def whole_site(turn: int) -> list[str]:
    from airdate.intake.integrity import problems

    return [f"kill {turn}: {problem}" for problem in problems()]


def main(what: str, kills: str, seed: str, folder: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "airdate.settings")
    import django

    django.setup()
    work = {"import": kill_imports, "rebuild": kill_rebuilds}[what]
    print(json.dumps(work(int(kills), random.Random(int(seed)), Path(folder))))


if __name__ == "__main__":
    main(*sys.argv[1:])
