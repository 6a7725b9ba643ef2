#!/usr/bin/env python3
"""How fast claims are weighed: claims a second, and as a ratio to the least that any program would do with them.

    python benchmarks/weigh.py [--claims 1000000] [--database URL] [--only pure|store] [--whole]

`pure` is `weigh` alone; its floor is a plain sort and group of the same claims by what they are about. `store` makes
all facts in a new database (claims and names read, weighed; facts, supports and changes written); its floor reads the
same claims and writes the same rows, as plain tuples into tables without an index. Then come the update of one title,
an article added, and what pages need. `--whole` does all that `airdate rebuild` does: names are resolved anew as well,
and the digest is made. Ten claims a title, of nine kinds, by forty sources of all classes, from a fixed seed.

Seconds are of processor time: this process's, and with a PostgreSQL server on the same machine that of its process for
us too. A busy machine makes processors slower as well, so compare ratios: floors are measured in the same run.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from airdate.facts.weigh import CLASSES, Moment, Policy, Said, weigh

SEED = 20231
A_TITLE = 10  # claims
BATCH = 500  # titles weighed together, as a rebuild does
KINDS = (
    ("release",) * 27
    + ("casting",) * 33
    + ("credit",) * 12
    + ("renewal",) * 7
    + ("availability",) * 5
    + ("basis",) * 4
    + ("quote",) * 4
    + ("video",) * 2
)
DATES = ("2030", "2030-22", "2030-08", "2030-08-03", "2030-08-03", "2030-08-03", "2030-08-17", "2030-09-05")
START = date(2030, 1, 1)


def slots_of(kind: str, title: int, draw: random.Random) -> dict[str, Any]:
    season = draw.choice((None, 1, 2, 2, 3))
    slots: dict[str, Any] = {} if season is None else {"season": season}
    place = [f"service:place-{title % 50}"]
    if kind == "release":
        slots |= {"event": "premiere", "date": draw.choice(DATES)}
        slots |= {"status": draw.choice(("confirmed",) * 18 + ("expected", "rumoured", "denied"))}
        return slots | ({"platform": place} if draw.random() < 0.8 else {})
    if kind == "casting":
        slots |= {
            "actor": f"person:p{title % 9000}-{draw.randrange(8)}",
            "change": draw.choice(("stars", "joins", "returns")),
        }
        return slots | ({"character": f"Name {draw.randrange(4)}"} if draw.random() < 0.4 else {})
    if kind == "credit":
        return {"person": f"person:p{title % 9000}-{draw.randrange(8)}", "role": draw.choice(("writer", "director"))}
    if kind == "renewal":
        return slots | {"outcome": draw.choice(("renewed", "renewed", "cancelled", "ending"))}
    if kind == "availability":
        return slots | {"platform": place, "terms": draw.choice(("subscription", "rent"))}
    if kind == "basis":
        return {"source": f"Book {title}", "form": draw.choice(("book", "comic"))}
    if kind == "quote":
        return {
            "speaker": f"person:p{title % 9000}-{draw.randrange(8)}",
            "opening": f"word {draw.randrange(10**6)} of many",
        }
    return slots | {"form": "trailer"}


def claims(total: int) -> Iterator[Said]:
    """The claims, title by title. Articles are of one source and one day and have five claims."""
    draw = random.Random(SEED)
    for number in range(total):
        title = number // A_TITLE
        if number % 5 == 0:
            source = draw.randrange(40)
            day = START + timedelta(days=draw.randrange(365))
            learnt = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        kind = draw.choice(KINDS)
        yield Said(
            claim=f"{number:040x}",
            kind=kind,
            subject=f"title:t{title}",
            slots=slots_of(kind, title, draw),
            source=f"source-{source}",
            source_class=CLASSES[source % len(CLASSES)],
            voice=f"voice-{number // 5}",
            published=day,
            learnt=learnt,
            confidence=0.9,
        )


def batches(total: int) -> Iterator[list[Said]]:
    """The claims of `BATCH` titles at a time."""
    batch: list[Said] = []
    for said in claims(total):
        batch.append(said)
        if len(batch) == BATCH * A_TITLE:
            yield batch
            batch = []
    if batch:
        yield batch


def floor(total: int) -> float:
    """Seconds to sort and group the claims by subject, kind and day."""
    spent = 0.0
    for batch in batches(total):
        began = time.process_time()
        batch.sort(key=lambda said: (said.subject, said.kind, said.published))
        for _key, group in groupby(batch, key=lambda said: (said.subject, said.kind)):
            list(group)
        spent += time.process_time() - began
    return spent


def pure(total: int) -> tuple[float, int]:
    """Seconds to weigh the claims, and how many facts came of them."""
    spent, facts = 0.0, 0
    moment = Moment(today=date(2031, 1, 1))
    for batch in batches(total):
        began = time.process_time()
        facts += len(weigh(batch, Policy(), moment))
        spent += time.process_time() - began
    return spent, facts


def report(name: str, total: int, seconds: float, base: float, more: str = "") -> None:
    ratio = f"{seconds / base:8.1f} × floor" if base else ""
    print(f"{name:<28}{seconds:9.2f} s{total / seconds:12,.0f} claims/s{ratio}  {more}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--database", default="", help="as DATABASE_URL; a new SQLite file if left out")
    parser.add_argument("--only", choices=("pure", "store"))
    parser.add_argument("--whole", action="store_true", help="rebuild everything as well")
    given = parser.parse_args()
    gc.freeze()
    if given.only != "store":
        base = floor(given.claims)
        report("floor: sort and group", given.claims, base, 0)
        seconds, facts = pure(given.claims)
        report("weigh, pure", given.claims, seconds, base, f"{facts:,} facts")
    if given.only != "pure":
        with tempfile.TemporaryDirectory(prefix="airdate-bench-") as folder:
            os.environ["DATABASE_URL"] = given.database or f"sqlite:///{folder}/bench.sqlite3"
            os.environ["DJANGO_SETTINGS_MODULE"] = "airdate.settings"
            from weigh_site import measure

            measure(given.claims, report, whole=given.whole)


if __name__ == "__main__":
    main()
