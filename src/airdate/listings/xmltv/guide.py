"""A guide from its first channel to its last programme, in memory that does not grow with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from airdate.listings.xmltv.characters import Characters
from airdate.listings.xmltv.cutting import Cutting
from airdate.listings.xmltv.elements import Elements
from airdate.listings.xmltv.lines import Lines
from airdate.listings.xmltv.opening import GuideFile
from airdate.listings.xmltv.parsing import Portion

LINES_SHOWN = 10


@dataclass(slots=True)
class Skipped:
    """What could not be used, by reason: how many, the first lines, and the value of the first."""

    by_reason: dict[str, dict[str, object]] = field(default_factory=dict)
    total: int = 0

    def add(self, reason: str, line: int, value: str = "") -> None:
        self.total += 1
        known = self.by_reason.get(reason)
        if known is None:
            self.by_reason[reason] = {"count": 1, "lines": [line], "example": value}
            return
        known["count"] = int(str(known["count"])) + 1
        lines = known["lines"]
        if isinstance(lines, list) and len(lines) < LINES_SHOWN:
            lines.append(line)


@dataclass(slots=True)
class Reading:
    """How the reading of a file goes. ``packed`` of ``size`` bytes are read.

    ``mended`` counts what was put right or left out in broadcasts that were used.
    """

    size: int
    packed: int = 0
    programmes: int = 0
    channels: int = 0
    skipped: Skipped = field(default_factory=Skipped)
    mended: Counter[str] = field(default_factory=Counter)
    root: dict[str, str] = field(default_factory=dict)
    encoding: str = ""


def read_guide(
    file: GuideFile, reading: Reading, *, watch: Callable[[Reading], None] = lambda reading: None
) -> Iterator[Portion]:
    """The channels and broadcasts of a file in portions of some hundred, each broadcast with its line.

    ``reading`` is filled while it goes on; ``watch`` is called after each portion. Raises `WrongGuide`.
    """
    characters, cutting, elements = Characters(), Cutting(file.name), Elements()
    lines = Lines(elements)
    with file.chunks() as chunks:

        def bytes_of() -> Iterator[bytes]:
            for chunk, packed in chunks:
                reading.packed = packed
                yield chunk

        for piece in cutting.pieces(characters.clean(bytes_of())):
            yield lines.portion(piece, reading)
            watch(reading)
    reading.mended = elements.mended + characters.mended
    reading.root = cutting.root
    reading.encoding = characters.encoding.rstrip("?") or "utf-8"
