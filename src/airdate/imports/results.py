"""What came of a file: counts, and faults by reason with the first lines that have them. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from airdate.imports.records import BadRow

LINES_SHOWN = 10


@dataclass(slots=True)
class Faults:
    """Rows that could not be used, by reason: how many, the first lines, and the value of the first."""

    by_reason: dict[str, dict[str, Any]] = field(default_factory=dict)

    def add(self, line: int, fault: BadRow) -> None:
        known = self.by_reason.setdefault(fault.reason, {"count": 0, "lines": [], "example": fault.value})
        known["count"] += 1
        if len(known["lines"]) < LINES_SHOWN:
            known["lines"].append(line)

    def take(self, other: Faults) -> None:
        """Add those of a later portion."""
        for reason, found in other.by_reason.items():
            known = self.by_reason.setdefault(reason, {"count": 0, "lines": [], "example": found["example"]})
            known["count"] += found["count"]
            known["lines"] = (known["lines"] + found["lines"])[:LINES_SHOWN]

    @property
    def total(self) -> int:
        return sum(found["count"] for found in self.by_reason.values())


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of one file.

    ``counts``: ``rows`` read, ``titles``, ``people``, ``services``, ``ids``, ``aliases``, ``documents``, ``claims``
    that are new, and ``left out: ...`` for what was passed over on purpose; over all sessions if it was resumed.
    ``was_in``: the file was in already, and nothing was read.
    """

    name: str
    source: str
    table: str
    counts: Mapping[str, int]
    faults: Faults
    was_in: bool = False
    resumed_at: int = 0
    seconds: float = 0.0

    def as_json(self) -> dict[str, Any]:
        return {
            "file": self.name, "source": self.source, "table": self.table, "was_in": self.was_in,
            "resumed_at": self.resumed_at, "seconds": round(self.seconds, 2), "counts": dict(self.counts),
            "bad_rows": self.faults.total, "faults": self.faults.by_reason,
        }  # fmt: skip


Counts = Counter[str]
Progress = Callable[[str, int, Mapping[str, int]], None]  # table, rows read, counts so far


def left_out(why: str) -> str:
    """The name of the count of what was passed over on purpose."""
    return f"left out: {why}"
