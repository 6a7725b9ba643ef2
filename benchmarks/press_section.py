"""The part of docs/reference/performance.md about a day of the press: benchmarks/press.py on both databases."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import load_section
import press

PAPERS_A_DAY = 150


def measured(folder: Path, entries: int, env: Mapping[str, str]) -> str:
    """Run it on SQLite and on a PostgreSQL server of its own. Gives the section."""
    papers = max(1, PAPERS_A_DAY * entries // press.DAY)  # each has as many entries as on a whole day
    sqlite = run(folder, papers, entries, env)
    with load_section.server() as address:
        postgresql = run(folder, papers, entries, {**env, "DATABASE_URL": address})
    return section({"SQLite": sqlite, "PostgreSQL": postgresql})


def run(folder: Path, papers: int, entries: int, env: Mapping[str, str]) -> dict[str, Any]:
    told = folder / "press.json"
    told.unlink(missing_ok=True)
    command = [sys.executable, press.__file__, f"--papers={papers}", f"--entries={entries}", f"--json={told}"]
    subprocess.run(command, check=True, env=dict(env))
    return dict(json.loads(told.read_text(encoding="utf-8")))


def section(told: Mapping[str, Mapping[str, Any]]) -> str:
    any_one = next(iter(told.values()))
    papers, entries = any_one["papers"], any_one["entries"]
    least = [each["floor"] for each in told.values()]
    rows = [_floor(name, each, entries) for name, each in zip(told, least, strict=True)]
    rows += [_worker(name, each) for name, each in told.items()]
    pages = [
        f"| {name}, {when} | {each[when]['pages']} | {each[when]['half']:.0f} | {each[when]['late']:.0f} |"
        for name, each in told.items()
        for when in ("before", "during", "after")
    ]
    slowest = max(each["clock"] for each in told.values())
    minutes = slowest / 60 * press.DAY / entries
    verdict = "reached" if minutes < press.MINUTES else "**missed**"
    share = "" if entries == press.DAY else f" (from {entries:,} entries of {papers} papers, in proportion)"
    lost = [f"{name}: {each['unread'] + each['waiting']}" for name, each in told.items() if each["read"] != entries]
    whole = "All entries were read" if not lost else f"Entries that were not read: {', '.join(lost)}"
    return f"""## A day of the press

Made by `benchmarks/press.py` on both databases: {entries:,} entries of {papers} papers (invented articles, a tenth of them an agency's, in pages of 40 kB) from a local server, each paper a host of its own with a second between two requests, worked through by `airdate worker` of one process and four threads, beside a demonstration that `airdate serve` serves. Each entry is fetched (with robots.txt and feeds), reduced to its article, read, compared with all others for copies, its names resolved, the facts it touches weighed. The floor fetches the same pages with plain httpx and reads their texts with the reader alone. Processor milliseconds an entry, user and system; {whole}.

Promised are {press.MINUTES} minutes for {press.DAY:,} entries; the slower database takes {minutes:.1f}{share}: {verdict}.

| | fetching | reading | all | of the database's server | entries a second, clock | memory MiB |
| --- | --: | --: | --: | --: | --: | --: |
{chr(10).join(rows)}

Pages of the site, four a second over the network: lists, the calendar, the TV guide, the search, titles; milliseconds by the clock, papers' server, worker, database, site and those who ask on the same cores.

| | pages | half | 95 % |
| --- | --: | --: | --: |
{chr(10).join(pages)}
"""  # noqa: E501 -- a paragraph is a line, as in all pages


def _floor(name: str, least: Mapping[str, float], entries: int) -> str:
    fetching, reading = (1000 * least[part] / entries for part in ("fetching", "reading"))
    a_second = entries / least["clock"]
    return f"| floor, beside {name} | {fetching:.1f} | {reading:.1f} | {fetching + reading:.1f} | | {a_second:.1f} | |"


def _worker(name: str, told: Mapping[str, Any]) -> str:
    each = 1000 / told["entries"]
    a_second = told["entries"] / told["clock"]
    own, base = told["processor"] * each, told["database"] * each
    server = f"{base:.1f}" if base else ""
    return f"| {name} | | | {own:.1f} | {server} | {a_second:.1f} | {told['memory']:.0f} |"
