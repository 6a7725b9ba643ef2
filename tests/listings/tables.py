"""The tables of cases: CSV files in `cases/`, one case to the line, with the reason in the last column."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

CASES = Path(__file__).parent / "cases"


def cases(name: str) -> list[Any]:
    """The rows of a table as parameters, named by what they are and why they are there."""
    with (CASES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 5
    return [pytest.param(row, id=f"{number}: {next(iter(row.values()))}"[:60]) for number, row in enumerate(rows, 2)]


def number(text: str) -> int | None:
    return int(text) if text else None
