"""The demonstration's catalogue: three tables with named columns, taken in the way that every table is.

`true.csv` are true works with their true years and days, `invented.csv` invented ones, `shelves.csv` where those can be
seen and what comes and goes there. Days in the latter two are tokens that move with the day on which the demonstration
is made (see `intake.demonstration.dated`). Loading can be stopped and done again with the same day.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from airdate.imports.models import ImportedFile
from airdate.imports.named_columns import named_columns
from airdate.imports.opening import Input
from airdate.imports.results import Imported
from airdate.imports.running import Publisher, import_file
from airdate.intake.demonstration import ARRIVES, dated


class Table(NamedTuple):
    """A table, whose it is, and how many days before the demonstration's it became known."""

    file: str
    source: str
    ago: int


TABLES = (
    Table("true.csv", "Airdate Almanac", 500),
    Table("invented.csv", "Harbour Almanac", 400),
    Table("shelves.csv", "Shelfmark", 12),
)


def load(day: dt.date) -> list[Imported]:
    """Take in the tables as they read when the demonstration is made on a day."""
    return [_load(table, day) for table in TABLES]


def is_loaded(day: dt.date) -> bool:
    """Whether the tables of that day are here."""
    done = ImportedFile.objects.filter(finished=True, source__name__in=[table.source for table in TABLES])
    return all(done.filter(started_at=_moment(table, day)).exists() for table in TABLES)


def _load(table: Table, day: dt.date) -> Imported:
    text = (files("airdate.imports") / "demo" / table.file).read_text(encoding="utf-8")
    moment = _moment(table, day)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / table.file
        path.write_text(dated(text, day), encoding="utf-8")
        file = Input(table.file, path)
        publisher = Publisher(table.source, licence="Apache-2.0", language="en-GB")
        return import_file(file, named_columns(file, publisher), clock=lambda: moment)


def _moment(table: Table, day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day - dt.timedelta(days=table.ago), ARRIVES)
