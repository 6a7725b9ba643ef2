"""What came of an import, for people and for programs. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(slots=True)
class Counts:
    """``..._read`` is what the file has. ``added``, ``changed`` and ``unchanged`` are the broadcasts of it that are in;
    ``skipped``, by reason, are those that are not, ``doubles`` among them. ``removed`` are broadcasts of the guide that
    the file no longer has, ``passed`` those that are only over and are kept. ``mended`` is what was put right or left
    out in broadcasts that are in, ``schedule`` the changes of the schedule by kind.
    """

    channels_read: int = 0
    channels_new: int = 0
    channels_renamed: int = 0
    programmes_read: int = 0
    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    doubles: int = 0
    passed: int = 0
    skipped: dict[str, dict[str, Any]] = field(default_factory=dict)
    mended: dict[str, int] = field(default_factory=dict)
    schedule: dict[str, int] = field(default_factory=dict)

    @property
    def skipped_total(self) -> int:
        return sum(found["count"] for found in self.skipped.values())


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file. ``was_in``: its bytes were in already and nothing was read; counts are then empty."""

    name: str
    source: str
    guide: int
    counts: Counts
    info: Mapping[str, str]
    encoding: str = ""
    was_in: bool = False
    seconds: float = 0.0

    def as_json(self) -> dict[str, Any]:
        return {
            "file": self.name, "source": self.source, "guide": self.guide, "was_in": self.was_in,
            "seconds": round(self.seconds, 2), "encoding": self.encoding, "info": dict(self.info),
            **asdict(self.counts), "skipped_total": self.counts.skipped_total,
        }  # fmt: skip
