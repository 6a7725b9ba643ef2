"""The part of docs/reference/performance.md about the whole site: benchmarks/load.py on both databases."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import load

ROOT = Path(__file__).resolve().parent.parent
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def measured(folder: Path, sizes: Mapping[str, int], env: Mapping[str, str], *, peer: bool) -> str:
    """Run it on SQLite and on a PostgreSQL server of its own. Gives the section."""
    sqlite = run(folder, sizes, env, peer=peer)
    with server() as address:
        postgresql = run(folder, sizes, {**env, "DATABASE_URL": address}, peer=False)
    return section(sizes, (sqlite, postgresql))


def run(folder: Path, sizes: Mapping[str, int], env: Mapping[str, str], *, peer: bool) -> dict[str, Any]:
    told = folder / "load.json"
    told.unlink(missing_ok=True)
    given = [f"--{name}={value}" for name, value in sizes.items()]
    command = [sys.executable, load.__file__, *given, f"--json={told}", *([] if peer else ["--no-peer"])]
    subprocess.run(command, check=True, env=dict(env))
    return dict(json.loads(told.read_text(encoding="utf-8")))


@contextmanager
def server() -> Iterator[str]:
    """A PostgreSQL server as the tests have theirs: TEST_DATABASE_URL, or a private one without fsync."""
    sys.path.append(str(ROOT / "tests"))
    import provision

    with provision.postgres() as address:
        yield address


def section(sizes: Mapping[str, int], told: tuple[dict[str, Any], dict[str, Any]]) -> str:
    by_name = [{page["name"]: load.Page(**page) for page in each["pages"]} for each in told]
    rows = []
    for name, page in by_name[0].items():
        other = by_name[1].get(name)
        cells = f"{page.queries} | {page.size:.0f} | {page.half:.0f} | {page.late:.0f} | {page.own:.0f}"
        rows.append(
            f"| {name} | {cells} | {f'{other.half:.0f} | {other.late:.0f} | {other.own:.0f}' if other else ' | | '} |"
        )
    late = [
        f"{NAMES[each['vendor']]}: {page['name']} ({page['own']:.0f} ms)"
        for each in told
        for page in each["pages"]
        if page["own"] > load.PROMISED
    ]
    network = [
        f"| {run_['name']} | {NAMES[each['vendor']]} | {run_['rate']:,.0f} | {run_['late']:.0f} |"
        f" {run_['server']:.2f} | {run_['asking']:.2f} |"
        for each in told
        for run_ in each["runs"]
    ]
    kept = [run_["rate"] for each in told for run_ in each["runs"] if run_["name"].endswith("pages kept")]
    size = f"{sizes['titles']:,} titles, {sizes['claims']:,} claims, {sizes['broadcasts']:,} broadcasts"
    verdict = "All are." if not late else f"Above it: {'; '.join(late)}."
    return f"""## The whole site

Made by `benchmarks/load.py` on both databases: {size}, and the demonstration on top of them. Each kind of page is asked for {sizes["requests"]} times at random places (seeded), nothing kept, in one process without a web server between; milliseconds by the clock for half and for 95 of 100, and of the processor for 95 of 100, PostgreSQL's own process included. Promised are {load.PROMISED} ms of the processor. {verdict}

| page | queries | kB | SQLite, half | 95 % | 95 %, processor | PostgreSQL, half | 95 % | 95 %, processor |
| --- | --: | --: | --: | --: | --: | --: | --: | --: |
{chr(10).join(rows)}

Over the network, from two cores that the server, the database and the load generator share, with eight connections: [kept pages](../explanation/kept-pages.md), the same with nothing kept, and Datasette, told that the file does not change, with what comes nearest of the same tables: the latest changes, the facts of a title, three hours of 25 channels. Promised are {load.RATE} requests a second with pages kept; the slowest gave {min(kept):,.0f}. The last two columns are shares of a core.

| | database | a second | 95 %, ms | server | asking |
| --- | --- | --: | --: | --: | --: |
{chr(10).join(network)}
"""  # noqa: E501 -- a paragraph is a line, as in all pages
