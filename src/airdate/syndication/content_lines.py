"""Content lines of iCalendar (RFC 5545, 3.1): values as text, escaped and folded. Pure.

icalendar makes an object of every value and folds character by character, half a millisecond an event; a calendar of
everything has hundreds. Its parser checks what is written here, in the tests.
"""

from __future__ import annotations

import datetime as dt

OCTETS = 74  # of a line, the space that begins a folded one included; 75 are allowed
ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def text(value: str) -> str:
    """A value of type TEXT. It holds no control characters but line feeds (`printable`)."""
    return value.translate(ESCAPED)


def moment(value: dt.date | dt.datetime) -> str:
    """A day as DATE, an aware instant as DATE-TIME in UTC."""
    if isinstance(value, dt.datetime):
        return f"{value.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
    return f"{value:%Y%m%d}"


def folded(line: str) -> str:
    """The line with its end, in pieces of at most 75 octets. No character and no escape is broken apart."""
    if line.isascii() and len(line) <= OCTETS:
        return f"{line}\r\n"
    octets, at, room = line.encode(), 0, OCTETS
    pieces = []
    while len(octets) - at > room:
        end = at + room
        while octets[end] & 0xC0 == 0x80:  # within a character (UTF-8)
            end -= 1
        piece = octets[at:end]
        if (len(piece) - len(piece.rstrip(b"\\"))) % 2:  # what the last of these escapes is not among them
            end -= 1
        pieces.append(octets[at:end])
        at, room = end, OCTETS - 1
    return b"\r\n ".join((*pieces, octets[at:])).decode() + "\r\n"


def printable(value: str) -> str:
    """Without control characters, which iCalendar cannot hold; the spaces of each line made one."""
    if value.isprintable() and "  " not in value:
        return value.strip()
    return "\n".join(" ".join(_visible(line).split()) for line in value.split("\n"))


def _visible(line: str) -> str:
    return line if line.isprintable() else "".join(c if c.isprintable() else " " for c in line)


def one_line(value: str) -> str:
    return " ".join(printable(value).split())
