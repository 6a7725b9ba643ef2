"""XMLTV's times: ``20310220210000 +0100`` and everything that is written instead. Without an offset it is UTC.

Source: the DTD's comment on dates (YYYYMMDDhhmmss or some initial substring; no explicit timezone means UTC).
"""

from __future__ import annotations

import datetime as dt
import re

from airdate.listings.xmltv.tables import zones

_TIME = re.compile(
    r"""\s*(?P<year>\d{4})[-/.]?(?P<month>\d\d)[-/.]?(?P<day>\d\d)
    (?:[T\s]?(?P<hour>\d\d)(?::?(?P<minute>\d\d)(?::?(?P<second>\d\d)(?:[.,]\d+)?)?)?)?
    \s*(?P<zone>\S.*?)?\s*$""",
    re.VERBOSE | re.ASCII,
)
_OFFSET = re.compile(
    r"(?:UTC|GMT|UT)?\s*([+\-−])\s*(\d{1,2})(?::?([0-5]\d))?(?:\s*\(?[A-Za-z]+\)?)?$", re.ASCII | re.IGNORECASE
)
_DIGITS = re.compile(r"\s*(1\d{9})\s*$", re.ASCII)
FARTHEST = 15 * 60  # minutes from Greenwich; no zone is so far
KEPT = 65_536  # written times remembered; many channels share each

Time = tuple[int, int | None]  # seconds since 1970 UTC, and the offset in minutes as it was written, or None


class Times:
    """Reads times and remembers them: a guide writes the same ones for many channels."""

    def __init__(self) -> None:
        self._known: dict[str, Time | None] = {}
        self._midnights: dict[str, Time | None] = {}  # of a day and an offset

    def __call__(self, text: str) -> Time | None:
        """The instant that a text means, or None if it means none."""
        known = self._known
        try:
            return known[text]
        except KeyError:
            if len(known) >= KEPT:
                known.clear()
                self._midnights.clear()
            found = known[text] = self._usual(text) or read_time(text)
            return found

    def _usual(self, text: str) -> Time | None:
        """``20310220210000 +0100``, as most times are written, with the midnights remembered; None for any other."""
        if len(text) != 20 or text[14] != " " or not (text.isascii() and text[:14].isdigit() and text[16:].isdigit()):
            return None
        written = text[:8] + text[14:]
        midnight = self._midnights.get(written)
        if midnight is None:
            midnight = self._midnights[written] = read_time(f"{text[:8]}000000{text[14:]}")
        hour, minute, second = int(text[8:10]), int(text[10:12]), int(text[12:14])
        if midnight is None or hour > 23 or minute > 59 or second > 59:
            return None
        return midnight[0] + 3600 * hour + 60 * minute + second, midnight[1]


def read_time(text: str) -> Time | None:
    """The instant that a text means, or None if it means none ("null", 31 February, an offset that there is not)."""
    found = _TIME.match(text)
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(found[name] or 0) for name in _PARTS)
    offset: int | None = None
    if found["zone"]:
        offset = read_offset(found["zone"])
        if offset is None:
            return None
    # 24:00 is the end of a day, and a leap second the end of a minute.
    carried = 0
    if hour == 24 and minute == second == 0:
        hour, carried = 0, 86_400
    if second == 60:
        second, carried = 59, carried + 1
    try:
        moment = dt.datetime(year, month, day, hour, minute, second, tzinfo=dt.UTC)
    except ValueError:
        epoch = _DIGITS.match(text)
        return (int(epoch[1]), None) if epoch else None
    return int(moment.timestamp()) + carried - 60 * (offset or 0), offset


def read_offset(text: str) -> int | None:
    """Minutes east of Greenwich of ``+0100``, ``+01:00``, ``+1``, ``UTC+1``, ``Z``, ``BST``; None for what is none."""
    text = text.strip("()[] ")
    named = zones().get(text.upper())
    if named is not None:
        return named
    found = _OFFSET.match(text)
    if found is None:
        return None
    minutes = int(found[2]) * 60 + int(found[3] or 0)
    if minutes > FARTHEST:
        return None
    return minutes if found[1] == "+" else -minutes


_PARTS = ("year", "month", "day", "hour", "minute", "second")
