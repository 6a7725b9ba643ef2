"""One ``<programme>`` or ``<channel>`` as values. All that the DTD has is kept, in any order, and what it has not too.

`lines` reads a programme's children from the lines of the file and remembers them; `parsing` has libxml2 do it.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from airdate.listings.flags import LONG_SECONDS, Flag, Group
from airdate.listings.xmltv.episodes import read_numbers
from airdate.listings.xmltv.parts import (
    CATEGORY,
    DATE,
    DESCRIPTION,
    NUMBER,
    SUB_TITLE,
    TITLE,
    Element,
    Part,
    as_json,
    quoted,
    read_part,
    whole_text,
)
from airdate.listings.xmltv.refusals import Unusable
from airdate.listings.xmltv.tables import categories
from airdate.listings.xmltv.texts import language, one_line
from airdate.listings.xmltv.times import Time, Times

LONGEST_ID = 300  # characters
LONGEST_STOP = 31 * 86_400  # seconds; a broadcast that would last longer has a wrong end
VALUES = 65_536  # values of attributes that are remembered
_FILM = int(Flag.FILM)
_new = tuple.__new__  # a named tuple's own way takes twice as long


class Listed(NamedTuple):
    """A broadcast as a guide lists it. ``channel`` is the guide's id of it; instants are seconds since 1970 UTC."""

    channel: str
    start: int
    stop: int | None
    offset: int | None
    title: str
    sub_title: str
    description: str
    group: str
    flags: int
    long: bool
    season: int | None
    episode: int | None
    year: int | None
    details: str


class ListedChannel(NamedTuple):
    """A channel as a guide declares it. ``names`` are (text, language); ``icons`` and ``urls`` addresses."""

    id: str
    names: tuple[tuple[str, str], ...]
    icons: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    number: int | None = None


class Elements:
    """Puts broadcasts together. ``mended`` counts unknown elements, and what was left out of those that were used."""

    def __init__(self) -> None:
        self.mended: Counter[str] = Counter()
        self._time = Times()
        self._times: dict[bytes, Time | None] = {}  # as they stand in the file: many channels share each
        self._channels: dict[bytes, str] = {}

    def plain(self, start: bytes, stop: bytes, channel: bytes, parts: list[Part]) -> Listed:
        """The broadcast of a programme with these attributes, without entities, and no others. Raises `Unusable`."""
        times = self._times
        try:
            key, began, ended = self._channels[channel], times[start], times[stop]
        except KeyError:
            return self._met(start, stop, channel, parts)
        if began is None or ended is None or not 0 < ended[0] - began[0] <= 86_400:
            return self.listed({"start": start.decode(), "stop": stop.decode(), "channel": key}, parts)
        return self._put_together(key, began[0], ended[0], began[1], parts, {})

    def _met(self, start: bytes, stop: bytes, channel: bytes, parts: list[Part]) -> Listed:
        """The same where an attribute was not met before."""
        if len(self._times) >= VALUES or len(self._channels) >= VALUES:
            self._times.clear()
            self._channels.clear()
        for written in (start, stop):
            if written not in self._times:
                self._times[written] = self._time(written.decode())
        self._channels[channel] = _channel_id(channel.decode())
        return self.plain(start, stop, channel, parts)

    def programme(self, element: Element) -> Listed:
        """The broadcast of a ``<programme>``. Raises `Unusable` for one without a channel, a start or any title."""
        given = {str(name): str(value) for name, value in element.attrib.items()}
        return self.listed(given, [read_part(child) for child in element])

    def listed(self, given: dict[str, str], parts: list[Part]) -> Listed:
        """A broadcast from its attributes and its children. Raises `Unusable`."""
        channel = _channel_id(given.pop("channel", ""))
        written, ended = given.pop("start", ""), given.pop("stop", "")
        if not written:
            raise Unusable("it has no start")
        began = self._time(written)
        if began is None:
            raise Unusable("its start is no time", written)
        start, offset = began
        return self._put_together(channel, start, self._stop(ended, start), offset, parts, given)

    def _put_together(
        self, channel: str, start: int, stop: int | None, offset: int | None, parts: list[Part], more: dict[str, str]
    ) -> Listed:
        """A broadcast from its children, and from attributes that are no columns in ``more``."""
        title = sub_title = description = ""
        title_lang = sub_lang = desc_lang = year = None
        flags = 0
        groups: list[str] = []
        numbers: list[tuple[str, str]] = []
        many: dict[str, str] = {}
        single: dict[str, str] = {}
        for part in parts:
            role, added, words, lang, key, entry, several, note, value = part
            flags |= added
            if role:
                if role == TITLE:
                    if not title:
                        title, title_lang = words, lang
                        continue
                elif role == DESCRIPTION:
                    if not description:
                        description, desc_lang = words, lang
                        continue
                elif role == SUB_TITLE:
                    if not sub_title:
                        sub_title, sub_lang = words, lang
                        continue
                elif role == CATEGORY:
                    groups.append(words)
                elif role == NUMBER:
                    if value:
                        numbers.append(value)
                elif role == DATE and year is None:
                    year = value
            if key:
                if not several:
                    single[key] = entry
                elif key in many:
                    many[key] = f"{many[key]},{entry or _spelt(part)}"
                else:
                    many[key] = entry or _spelt(part)
            if note:
                self.mended[note] += 1
        if not title:
            if not sub_title:
                raise Unusable("it has no title", description)
            title, title_lang, sub_title, sub_lang = sub_title, sub_lang, "", None
            further = [part for part in parts if part.role == SUB_TITLE and part.words][1:]
            if further:  # the next one stands where the first would have
                sub_title, sub_lang = further[0].words, further[0].lang
                many.pop(further[0].key)
                if further[1:]:
                    many[further[0].key] = ",".join(_spelt(part) for part in further[1:])
            self.mended["no title: its sub-title taken"] += 1
        group = "other"
        if groups:
            group, film = _group_of(tuple(groups))
            flags |= film
        season = episode = None
        if numbers:
            season, episode, of = read_numbers(tuple(numbers))
            if of:
                single["of"] = str(of)
        if title_lang or sub_lang or desc_lang:
            key, single[key] = _languages(title_lang, sub_lang if sub_title else "-", desc_lang if description else "-")
        if more:
            kept = {key: value for key, value in more.items() if value}
            if kept:
                single["attrs"] = as_json(kept)
        details = "{}"
        if many or single:
            # In the order of keys: guides that write the children in another order say the same.
            spelt = []  # by loops: a comprehension is a call more for each broadcast
            for key in sorted(many):
                spelt.append(f'"{key}":[{many[key]}]')
            for key in sorted(single):
                spelt.append(f'"{key}":{single[key]}')
            details = "{" + ",".join(spelt) + "}"
        long = stop is not None and stop - start > LONG_SECONDS
        return _new(
            Listed,
            (
                channel, start, stop, offset, title, sub_title, description, group, flags, long, season, episode, year,
                details,
            ),
        )  # fmt: skip

    def _stop(self, written: str, start: int) -> int | None:
        if not written:
            self.mended["no stop: left open"] += 1
            return None
        ended = self._time(written)
        if ended is None:
            self.mended["stop is no time: left open"] += 1
            return None
        stop = ended[0]
        if stop < start:
            self.mended["stop before the start: left open"] += 1
            return None
        if stop - start > 86_400:
            if stop - start > LONGEST_STOP:
                self.mended["stop more than 31 days after the start: left open"] += 1
                return None
            self.mended["longer than 24 hours"] += 1
        elif stop == start:
            self.mended["no length: it stops when it starts"] += 1
        return stop

    def channel(self, element: Element) -> ListedChannel:
        """The channel of a ``<channel>``. Raises `Unusable` for one without an id."""
        key = (element.get("id") or "").strip()
        if not key:
            raise Unusable("a channel has no id", one_line(element.findtext("display-name")))
        if len(key) > LONGEST_ID:
            raise Unusable(f"a channel's id has more than {LONGEST_ID} characters", key)
        names = []
        number = None
        for child in element.iter("display-name", "lcn"):
            text = one_line(whole_text(child))
            if child.tag == "lcn":
                number = int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else None
            elif text:
                names.append((text, language(child.get("lang"))))
        icons = tuple(src for child in element.iter("icon") if (src := (child.get("src") or "").strip()))
        urls = tuple(text for child in element.iter("url") if (text := one_line(child.text)))
        return ListedChannel(key, tuple(dict.fromkeys(names)), icons, urls, number)


def _channel_id(text: str) -> str:
    """A guide's id of a channel. Raises `Unusable` for one that is empty or too long."""
    key = text.strip()
    if not key:
        raise Unusable("it names no channel")
    if len(key) > LONGEST_ID:
        raise Unusable(f"its channel's id has more than {LONGEST_ID} characters", key)
    return key


@lru_cache(maxsize=1_000)
def _spelt(part: Part) -> str:
    """How a text that is not the first of its kind stands in the details."""
    return f"[{quoted(part.words)},{quoted(part.lang or '')}]"


@lru_cache(maxsize=1_000)
def _languages(title: str | None, sub_title: str | None, description: str | None) -> tuple[str, str]:
    """The entry of a broadcast's languages in its details; ``-`` stands for a text that is not there."""
    said = {"title": title, "sub_title": sub_title, "desc": description}
    there = {key: lang for key, lang in said.items() if lang != "-"}
    values = set(there.values())
    if len(values) == 1:
        return "lang", as_json(values.pop())
    return "langs", as_json({key: lang for key, lang in there.items() if lang})


@lru_cache(maxsize=20_000)
def _group_of(said: tuple[str, ...]) -> tuple[str, int]:
    """The group of a programme's categories, and the flag of a film. A film is a film, whatever its genre."""
    found = [categories()[text.lower()] for text in said if text.lower() in categories()]
    if any(film for _, film in found):
        return Group.FILM.value, _FILM
    return (found[0][0] if found else Group.OTHER).value, 0
