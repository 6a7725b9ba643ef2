"""Guides written for tests: from programmes, or whole, and how they are read."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from airdate.listings.xmltv.elements import Listed, ListedChannel
from airdate.listings.xmltv.guide import Reading, read_guide
from airdate.listings.xmltv.opening import GuideFile

CHANNEL = '<channel id="tide.example"><display-name>Tide One</display-name></channel>'


class Read(NamedTuple):
    """What was read of a guide."""

    channels: list[ListedChannel]
    broadcasts: list[Listed]
    lines: list[int]
    reading: Reading


def programme(
    inside: str = "<title>The Kettle</title>", *, start: str = "20310220210000 +0000",
    stop: str | None = "20310220220000 +0000", channel: str = "tide.example", also: str = "",
) -> str:  # fmt: skip
    ending = "" if stop is None else f' stop="{stop}"'
    return f'<programme start="{start}"{ending} channel="{channel}"{also}>{inside}</programme>'


def guide(*elements: str, head: str = '<?xml version="1.0" encoding="UTF-8"?>') -> str:
    return "\n".join([head, "<tv>", CHANNEL, *elements, "</tv>", ""])


def read(folder: Path, content: str | bytes) -> Read:
    """Read a guide that a file in ``folder`` holds."""
    path = folder / "guide.xml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    reading = Reading(path.stat().st_size)
    channels: list[ListedChannel] = []
    rows: list[tuple[Listed, int]] = []
    for some_channels, some_rows in read_guide(GuideFile("guide.xml", path), reading):
        channels += some_channels
        rows += some_rows
    return Read(channels, [row for row, _ in rows], [line for _, line in rows], reading)


def read_one(folder: Path, inside: str, **given: str) -> Listed:
    (broadcast,) = read(folder, guide(programme(inside, **given))).broadcasts
    return broadcast
