"""Playlists of channels, in and out: extended M3U with the attributes that television programs share. Pure.

There is no standard. ``#EXTINF:-1 tvg-id="tide.one" tvg-chno="1" tvg-logo="..." group-title="News",Tide One`` and the
address on a line of its own is what players write and read; ``url-tvg`` or ``x-tvg-url`` of the first line names a
guide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

LONGEST = 20_000  # characters of a line
MOST = 100_000  # entries
_ATTRIBUTE = re.compile(r"""([A-Za-z][\w-]*)\s*=\s*(?:"([^"]*)"|([^\s",]+))""")
_INFO = re.compile(r"#EXTINF\s*:\s*(-?\d+(?:\.\d+)?)?", re.IGNORECASE)
_UNWRITABLE = re.compile(r"[\x00-\x1f\x7f]+")
_NUMBER = re.compile(r"\d{1,6}(?:[.-]\d{1,4})?$", re.ASCII)


class NotAPlaylist(ValueError):
    """What was given is no playlist. The message is one line that says why."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One channel of a playlist. ``number`` is what one presses for it, ``section`` the group that it stands in."""

    name: str
    url: str = ""
    tvg_id: str = ""
    tvg_name: str = ""
    number: str = ""
    logo: str = ""
    section: str = ""
    radio: bool = False


@dataclass(frozen=True, slots=True)
class Playlist:
    """``guide`` is the address of the guide that it names; ``skipped`` are (line, why)."""

    entries: tuple[Entry, ...]
    guide: str = ""
    skipped: tuple[tuple[int, str], ...] = field(default=())


def decoded(raw: bytes) -> str:
    """A playlist's text: UTF-8, else Windows-1252, which older programs write."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def read_playlist(text: str) -> Playlist:
    """The channels of a playlist in their order. Raises `NotAPlaylist` for a text that is none."""
    entries: list[Entry] = []
    skipped: list[tuple[int, str]] = []
    guide = section = ""
    info: tuple[int, str] | None = None
    seen = False
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        if not line:
            continue
        if len(line) > LONGEST:
            skipped.append((number, f"the line is longer than {LONGEST:,} characters"))
            continue
        if line.upper().startswith("#EXTM3U"):
            seen = True
            given = _attributes(line)
            guide = guide or given.get("url-tvg", "") or given.get("x-tvg-url", "")
        elif _INFO.match(line):
            if info is not None:
                skipped.append((info[0], "it has no address"))
            seen, info, section = True, (number, line), ""
        elif line.upper().startswith("#EXTGRP:"):
            section = line.partition(":")[2].strip()
        elif not line.startswith("#") and info is not None:
            entry = _entry(info[1], line, section)
            if entry is None:
                skipped.append((info[0], "it is a recording, no channel"))
            elif not entry.name:
                skipped.append((info[0], "it has no name"))
            else:
                entries.append(entry)
            info = None
            if len(entries) > MOST:
                raise NotAPlaylist(f"more than {MOST:,} channels")
        elif not line.startswith("#"):
            skipped.append((number, "an address without a name before it"))
    if info is not None:
        skipped.append((info[0], "it has no address"))
    if not seen:
        raise NotAPlaylist("it has neither #EXTM3U nor #EXTINF in it")
    return Playlist(tuple(entries), guide.split(",")[0].strip(), tuple(skipped))


def _attributes(text: str) -> dict[str, str]:
    return {name.lower(): quoted or bare for name, quoted, bare in _ATTRIBUTE.findall(text)}


def _entry(info: str, url: str, section: str) -> Entry | None:
    """The channel of an ``#EXTINF`` line; None for what has a length."""
    head = _INFO.match(info)
    length = float(head[1]) if head and head[1] else -1.0
    if length > 0:
        return None
    rest = info[head.end() :] if head else ""
    given, name = _split(rest)
    said = _attributes(given)
    number = said.get("tvg-chno", "") or said.get("channel-number", "")
    return Entry(
        name=" ".join((name or said.get("tvg-name", "")).split())[:300],
        url=url,
        tvg_id=said.get("tvg-id", "").strip()[:300],
        tvg_name=" ".join(said.get("tvg-name", "").split())[:300],
        number=number.strip() if _NUMBER.match(number.strip()) else "",
        logo=said.get("tvg-logo", "").strip(),
        section=" ".join((said.get("group-title", "") or section).split())[:200],
        radio=said.get("radio", "").lower() in ("true", "1", "yes"),
    )


def _split(rest: str) -> tuple[str, str]:
    """The attributes and the name: what stands before and behind the first comma outside quotation marks."""
    quoted = False
    for place, character in enumerate(rest):
        if character == '"':
            quoted = not quoted
        elif character == "," and not quoted:
            return rest[:place], rest[place + 1 :].strip()
    return rest, ""


def playlist_lines(entries: Iterable[Entry], guide: str = "") -> Iterator[str]:
    """A playlist, line by line. Entries without an address have no place in one and must not be among them."""
    yield f'#EXTM3U url-tvg="{_plain(guide)}"\n' if guide else "#EXTM3U\n"
    for entry in entries:
        said = {
            "tvg-id": entry.tvg_id, "tvg-chno": entry.number, "tvg-name": entry.tvg_name, "tvg-logo": entry.logo,
            "group-title": entry.section, "radio": "true" if entry.radio else "",
        }  # fmt: skip
        attributes = "".join(f' {name}="{_plain(value)}"' for name, value in said.items() if value)
        yield f"#EXTINF:-1{attributes},{_plain(entry.name)}\n{_UNWRITABLE.sub('', entry.url)}\n"


def _plain(text: str) -> str:
    """A value between quotation marks, which the format has no way to write."""
    return _UNWRITABLE.sub(" ", text).replace('"', "'")
