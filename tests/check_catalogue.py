"""Imports of real catalogues into a site of their own: nothing is lost, and the same again writes nothing.

Part of `check_data.py`. The site is on SQLite, in a temporary folder.
"""

from __future__ import annotations

import csv
import gzip
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from airdate.catalogue.names import fold_name
from airdate.imports.imdb.rows import TITLE_ID

EPISODES_OF = "82"  # TVmaze's number of the show whose episodes are in the folder
TABLES = {"netflix_titles.csv.gz": "Netflix titles", "disney_plus_titles.csv.gz": "Disney+ titles"}
MAPS = {
    "show_id": "id", "type": "form", "release_year": "year", "listed_in": "genres", "description": "synopsis",
}  # fmt: skip


def check_catalogue(folder: Path) -> list[str]:
    """What is lost, what the second run writes, and what `airdate check` finds; nothing if all is well."""
    with tempfile.TemporaryDirectory(prefix="airdate-check-") as name:
        site = Path(name) / "site"
        _airdate("init", str(site), "--no-input")
        commands = [
            ("tvmaze", str(folder / "tvmaze_shows.json.gz")),
            ("tvmaze", str(folder / "tvmaze_episodes.json.gz"), "--show", EPISODES_OF),
            *(("csv", str(folder / file), "--source", source, "--licence", "CC0-1.0", "--separator", ",",
               *(word for pair in MAPS.items() for word in ("--map", "=".join(pair))))
              for file, source in TABLES.items()),
        ]  # fmt: skip
        problems = []
        for again in ((), ("--again",)):
            before = _rows(site)
            for command in commands:
                (told,) = json.loads(_airdate("import", *command, *again, "--site", str(site), "--json"))
                counts = ", ".join(f"{count:,} {key}" for key, count in told["counts"].items() if count)
                print(f"{Path(command[1]).name}{' again' if again else ''}: {told['seconds']} s; {counts}")
                for reason, found in told["faults"].items():
                    print(f"  {found['count']} bad: {reason} ({found['example']!r})")
            if again and _rows(site) != before:
                problems.append("catalogue: the second run of the imports has written something")
        with closing(sqlite3.connect(site / "airdate.sqlite3")) as database:
            problems += list(_lost_shows(database, folder / "tvmaze_shows.json.gz"))
            for file, source in TABLES.items():
                problems += list(_lost_rows(database, folder / file, source))
        _airdate("check", "--site", str(site))
    return problems


def _airdate(*arguments: str) -> str:
    """What a command prints. It must end well."""
    command = [sys.executable, "-c", "from airdate.cli import main; main()", *arguments]
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("AIRDATE_", "DATABASE_"))}
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"airdate {' '.join(arguments)}: {done.stderr or done.stdout}")
    return done.stdout


def _rows(site: Path) -> dict[str, int]:
    """A number for the content of each table, save the one that says where imports stand."""
    with closing(sqlite3.connect(site / "airdate.sqlite3")) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        ours = sorted(name for name in tables if name.split("_")[0] in ("sources", "catalogue", "claims", "facts"))
        return {name: hash(tuple(database.execute(f'SELECT * FROM "{name}" ORDER BY 1'))) for name in ours}


def _lost_shows(database: sqlite3.Connection, path: Path) -> Iterator[str]:
    """Shows without a title, ids that are missing, premieres without a claim of their very day."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        shows: list[dict[str, Any]] = json.load(file)
    ids = set(database.execute("SELECT scheme, value FROM catalogue_externalid"))
    query = (
        "SELECT d.url, json_extract(c.slots, '$.date') FROM claims_claim c JOIN sources_document d"
        " ON d.id = c.document_id WHERE json_extract(c.slots, '$.event') = 'premiere'"
    )
    days = set(database.execute(query))
    for show in shows:
        wanted = {("tvmaze", str(show["id"]))}
        if TITLE_ID.fullmatch(show["externals"]["imdb"] or ""):
            wanted.add(("imdb", show["externals"]["imdb"]))
        for scheme, value in sorted(wanted - ids):
            yield f"catalogue: the show {show['name']!r} has lost its id {scheme}:{value}"
        address = f"https://www.tvmaze.com/shows/{show['id']}"
        if show["premiered"] and (address, show["premiered"]) not in days:
            yield f"catalogue: the show {show['name']!r} has lost its premiere on {show['premiered']}"


def _lost_rows(database: sqlite3.Connection, path: Path, source: str) -> Iterator[str]:
    """Rows without a title, and actors without a claim."""
    titles = set(database.execute("SELECT folded FROM catalogue_title UNION SELECT folded FROM catalogue_titlealias"))
    query = (
        "SELECT c.subject, json_extract(c.slots, '$.actor') FROM claims_claim c JOIN sources_document d"
        " ON d.id = c.document_id JOIN sources_source s ON s.id = d.source_id WHERE c.kind = 'casting' AND s.name = ?"
    )
    cast = set(database.execute(query, [source]))
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            name = " ".join(row["title"].split())
            if (fold_name(name),) not in titles:
                yield f"catalogue: {source} has lost {name!r}"
            for given in row["cast"].split(","):
                actor = " ".join(given.partition(" as ")[0].split())
                if actor and (name, actor) not in cast:
                    yield f"catalogue: {source} has lost {actor!r} of {name!r}"
