"""One ``<programme>`` or ``<channel>`` as values. All that the DTD has is kept, in any order, and what it has not too.

There are two ways in. `programme` takes an element that libxml2 has parsed. `plain` takes one as it stands in the file,
which is twice as fast: a regular expression finds its children, most of which stand in a guide many times over, and a
child whose bytes were met before is not read again. `plain` gives None where the expression does not account for every
``<``; then the element must be parsed.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from airdate.listings.flags import LONG_SECONDS, Flag, Group
from airdate.listings.xmltv.episodes import read_numbers
from airdate.listings.xmltv.parts import (
    CATEGORY,
    DATE,
    DESCRIPTION,
    NUMBER,
    SUB_TITLE,
    TEXTS,
    TITLE,
    Element,
    Part,
    as_json,
    flags_of_codes,
    joined_credits,
    person,
    quoted,
    read_part,
    text_part,
    whole_text,
)
from airdate.listings.xmltv.refusals import Unusable
from airdate.listings.xmltv.tables import categories
from airdate.listings.xmltv.texts import language, one_line, paragraphs
from airdate.listings.xmltv.times import Times

LONGEST_ID = 300  # characters
LONGEST_STOP = 31 * 86_400  # seconds; a broadcast that would last longer has a wrong end
REMEMBERED = 16 << 20  # bytes of children that are remembered
MORE = "<"  # no language
VALUES = 65_536  # values of attributes that are remembered
# Written so that each step takes as many characters as it can: this is the innermost loop of an import.
ATTRIBUTES = rb"""([^<>"'/]*(?:(?:"[^"<]*"|'[^'<]*')[^<>"'/]*)*)"""
_CHILDREN = re.compile(rb"<([a-z][a-z-]*)" + ATTRIBUTES + rb"(?:(/)>|>([^<]*(?:<(?!/\1\s*>)[^<]*)*)</\1\s*>)")
_ATTRIBUTE = re.compile(rb"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_USUAL = re.compile(rb"""\s+start="([^"]*)"\s+stop="([^"]*)"\s+channel="([^"]*)"\s*$""")
_LANG = re.compile(rb"""\s+lang\s*=\s*(?:"([^"&]*)"|'([^'&]*)')$""")
_FILM = int(Flag.FILM)
_STRICT = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_pis=True)

Spoken = tuple[str, str | None]  # a text and its language, None if none is given
Raw = tuple[bytes, bytes, bytes, bytes]  # a child's name, attributes, "/" if it is empty, and content, as in the file


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
    """Reads elements. ``mended`` counts unknown elements, and what was left out of broadcasts that were used."""

    def __init__(self) -> None:
        self.mended: Counter[str] = Counter()
        self._time = Times()
        self._parts: dict[Raw, Part] = {}
        self._people: dict[Raw, list[str]] = {}
        self._values: dict[bytes, str] = {}
        self._remembered = 0

    def plain(self, attributes: bytes, content: bytes) -> Listed | None:
        """The broadcast of a ``<programme>`` as it stands in the file; None: it must be parsed. Raises `Unusable`."""
        values, known = self._values, self._parts
        usual = _USUAL.match(attributes)
        if usual is not None:
            given = {}
            start, stop, channel = [values.get(value) or self._value(value) for value in usual.groups()]
        else:
            given = {name.decode(): self._value(one or two) for name, one, two in _ATTRIBUTE.findall(attributes)}
            start, stop, channel = (given.pop(name, "") for name in ("start", "stop", "channel"))
        parts = []
        description: Spoken = ("", None)
        marks = content.count(b"<")
        for child in _CHILDREN.findall(content):
            if child[0] == b"desc" and not description[0] and b"<" not in child[3]:  # hardly ever met again
                text, spoken = child[3].decode(), _lang(child[1])
                if spoken == MORE:
                    return None
                text = paragraphs(html.unescape(text) if "&" in text else text)
                description = text, None if spoken is None else language(spoken)
                marks -= 1 if child[2] else 2
                continue
            part = known.get(child)
            if part is None:
                part = self._read(child)
                if part is None:
                    return None
            parts.append(part)
            marks -= part.marks
        return None if marks else self._listed(channel, start, stop, given, parts, description)

    def programme(self, element: Element) -> Listed:
        """The broadcast of a ``<programme>``. Raises `Unusable` for one without a channel, a start or any title."""
        given = {str(name): str(value) for name, value in element.attrib.items()}
        start, stop, channel = (given.pop(name, "") for name in ("start", "stop", "channel"))
        return self._listed(channel, start, stop, given, [read_part(child) for child in element], ("", None))

    def _listed(
        self, channel: str, written: str, ended: str, more: dict[str, str], parts: list[Part], described: Spoken
    ) -> Listed:
        """A broadcast from its attributes, those that are no columns in ``more``, its children and its description."""
        channel = channel.strip()
        if not channel:
            raise Unusable("it names no channel")
        if len(channel) > LONGEST_ID:
            raise Unusable(f"its channel's id has more than {LONGEST_ID} characters", channel)
        if not written:
            raise Unusable("it has no start")
        began = self._time(written)
        if began is None:
            raise Unusable("its start is no time", written)
        start, offset = began
        stop = self._stop(ended, start)
        description, desc_lang = described
        title = sub_title = ""
        title_lang = sub_lang = None
        flags = flags_of_codes(description) if "[" in description else 0
        year = None
        groups: list[str] = []
        numbers: list[tuple[str, str]] = []
        many: dict[str, str] = {}
        single: dict[str, str] = {}
        for part in parts:
            role = part.role
            flags |= part.flags
            if role:
                if role == TITLE:
                    if not title:
                        title, title_lang = part.words, part.lang
                        continue
                elif role == DESCRIPTION:
                    if not description:
                        description, desc_lang = part.words, part.lang
                        continue
                elif role == SUB_TITLE:
                    if not sub_title:
                        sub_title, sub_lang = part.words, part.lang
                        continue
                elif role == CATEGORY:
                    groups.append(part.words)
                elif role == NUMBER and part.number:
                    numbers.append(part.number)
                elif role == DATE and year is None:
                    year = part.year
            if key := part.key:
                if part.many:
                    entry = part.entry or f"[{quoted(part.words)},{quoted(part.lang or '')}]"
                    many[key] = f"{many[key]},{entry}" if key in many else entry
                else:
                    single[key] = part.entry
            if part.note:
                self.mended[part.note] += 1
        if not title:
            if not sub_title:
                raise Unusable("it has no title", description)
            title, title_lang, sub_title, sub_lang = sub_title, sub_lang, "", None
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
            spelt = [f'"{key}":[{entries}]' for key, entries in sorted(many.items())]
            spelt += [f'"{key}":{entry}' for key, entry in sorted(single.items())]
            details = "{" + ",".join(spelt) + "}"
        long = stop is not None and stop - start > LONG_SECONDS
        return Listed(
            channel, start, stop, offset, title, sub_title, description, group, flags, long, season, episode, year,
            details,
        )  # fmt: skip

    def _value(self, value: bytes) -> str:
        """An attribute's value. Ids of channels and times come again and again."""
        text = value.decode()
        if "&" in text:
            text = html.unescape(text)
        if len(self._values) >= VALUES:
            self._values.clear()
        self._values[value] = text
        return text

    def _read(self, child: Raw) -> Part | None:
        """What a child that was not met before adds. None where it is no XML."""
        name, attributes, empty, content = child
        tag = name.decode()
        spoken = _lang(attributes)
        if tag in TEXTS and b"<" not in content and spoken != MORE:
            text = content.decode()
            part = text_part(tag, html.unescape(text) if "&" in text else text, spoken)
            part.marks = 1 if empty else 2
        elif tag == "credits" and not empty and (people := self._credits(content)) is not None:
            part = people
            part.marks = 2 + content.count(b"<")
        else:
            element = _parsed(child)
            if element is None:
                return None
            part = read_part(element)
            part.marks = (1 if empty else 2) + content.count(b"<")
        self._remember(child)
        self._parts[child] = part
        return part

    def _credits(self, content: bytes) -> Part | None:
        """The people of a programme, each remembered by their bytes. None where they are no plain elements."""
        entries: list[str] = []
        marks = content.count(b"<")
        for child in _CHILDREN.findall(content):
            known = self._people.get(child)
            if known is None:
                element = _parsed(child)
                if element is None:
                    return None
                self._remember(child)
                known = self._people[child] = [as_json(entry) for entry in person(element)]
            entries += known
            marks -= (1 if child[2] else 2) + child[3].count(b"<")
        return None if marks else joined_credits(entries)

    def _remember(self, child: Raw) -> None:
        """Count what is remembered, and forget all of it when it is too much."""
        self._remembered += 200 + len(child[1]) + len(child[3])
        if self._remembered > REMEMBERED:
            self._parts.clear()
            self._people.clear()
            self._remembered = 0

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


def _parsed(child: Raw) -> Element | None:
    """A child by itself, as an element; None where it is no XML."""
    name, attributes, empty, content = child
    try:
        if empty:
            return etree.fromstring(b"<%b%b/>" % (name, attributes), _STRICT)
        return etree.fromstring(b"<%b%b>%b</%b>" % (name, attributes, content, name), _STRICT)
    except etree.XMLSyntaxError:
        return None


@lru_cache(maxsize=1_000)
def _lang(attributes: bytes) -> str | None:
    """The language that attributes name: None if there are none at all, `MORE` where there is more than a language."""
    if not attributes:
        return None
    found = _LANG.match(attributes)
    return (found[1] or found[2] or b"").decode() if found else MORE


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
