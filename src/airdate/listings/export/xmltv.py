"""XMLTV out, valid by its DTD: elements in its order, attributes with its values. Pure.

What guides have beside the DTD (unknown elements, roles and values) is left out and counted, unless it is asked for
``as_found``: then the file is no longer valid, and gives the very same guide when it is read again.

Source: the XMLTV document type, as `tests/listings/export/xmltv.dtd` states it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape as _escaped

from airdate.listings.flags import Flag
from airdate.listings.xmltv.elements import Listed

ROLES = (
    "director", "actor", "writer", "adapter", "producer", "composer", "editor", "presenter", "commentator", "guest",
)  # fmt: skip
VIDEO, AUDIO = ("present", "colour", "aspect", "quality"), ("present", "stereo")
UNITS = frozenset({"seconds", "minutes", "hours"})
SUBTITLES = frozenset({"teletext", "onscreen", "deaf-signed"})
IMAGE = {"type": frozenset({"poster", "backdrop", "still", "person", "character"}), "size": frozenset("123"),
         "orient": frozenset("PL"), "system": None}  # fmt: skip
REVIEW: Mapping[str, frozenset[str] | None] = {
    "type": frozenset({"text", "url"}), "source": None, "reviewer": None, "lang": None,
}  # fmt: skip
# Plain numbers: an IntFlag's own operations are slow.
NEW, PREMIERE, LAST_CHANCE, REPEAT = (int(flag) for flag in (Flag.NEW, Flag.PREMIERE, Flag.LAST_CHANCE, Flag.REPEAT))
ATTRS = ("pdc-start", "vps-start", "showview", "videoplus", "clumpidx")
ROOT = ("date", "source-info-url", "source-info-name", "source-data-url", "generator-info-name", "generator-info-url")
# What XML 1.0 has no way to write.
_UNWRITABLE = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What has to be written otherwise, in texts and in values of attributes; most hold nothing of it.
_IN_TEXT = re.compile("[^\t\n -%'-;=?-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_IN_VALUE = re.compile("[^ !#-%'-;=?-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAME = re.compile(r"[A-Za-z_][\w.-]*$", re.ASCII)


def head(root: Mapping[str, str]) -> str:
    """The beginning of a file. ``root`` are the attributes of its root; those that there are not are left out."""
    said = _attributes({name: root[name] for name in ROOT if root.get(name)})
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tv SYSTEM "xmltv.dtd">\n<tv{said}>\n'


TAIL = "</tv>\n"


def channel(key: str, names: Iterable[tuple[str, str]], logo: str = "") -> str:
    """A ``<channel>``: its id, its names with their languages, its logo."""
    spelt = "".join(f"    {_text('display-name', name, lang)}\n" for name, lang in names)
    icon = f"    <icon{_attributes({'src': logo})}/>\n" if logo else ""
    return f"  <channel{_attributes({'id': key})}>\n{spelt}{icon}  </channel>\n"


class Writer:
    """Writes programmes. ``left_out`` counts what the DTD has no place for."""

    def __init__(self, *, as_found: bool = False) -> None:
        self.left_out: Counter[str] = Counter()
        self._as_found = as_found

    def programme(self, listed: Listed, details: Mapping[str, Any]) -> str:
        """A ``<programme>``; ``details`` are those of ``listed``, read already."""
        given = {"start": time_of(listed.start, listed.offset)}
        if listed.stop is not None:
            given["stop"] = time_of(listed.stop, listed.offset)
        given["channel"] = listed.channel
        extra = details.get("attrs", {})
        for name, value in extra.items():
            if name in ATTRS or self._beside(f"attribute {name}", bool(_NAME.match(name))):
                given[name] = value
        parts = "".join(f"    {part}\n" for part in self._parts(listed, details))
        return f"  <programme{_attributes(given)}>\n{parts}  </programme>\n"

    def _beside(self, what: str, can: bool = True) -> bool:
        """Whether something that the DTD has not is written all the same."""
        if self._as_found and can:
            return True
        self.left_out[what] += 1
        return False

    def _parts(self, listed: Listed, details: Mapping[str, Any]) -> Iterator[str]:
        """The children in the order of the DTD."""
        flags = int(listed.flags)
        yield from self._texts(listed, details)
        if credits := details.get("credits"):
            yield from self._credits(credits)
        if date := details.get("date") or (str(listed.year) if listed.year is not None else ""):
            yield _text("date", date)
        for key, tag in (("categories", "category"), ("keywords", "keyword")):
            yield from (_text(tag, *entry) for entry in details.get(key, ()))
        for key, tag in (("language", "language"), ("orig_language", "orig-language")):
            if said := details.get(key):
                yield _text(tag, *said)
        if length := details.get("length"):
            number, units = length
            if units in UNITS or self._beside(f"length in {units}"):
                yield f"<length{_attributes({'units': units})}>{number}</length>"
        yield from (_icon(entry) for entry in details.get("icons", ()))
        yield from (_with("url", entry[0], system=entry[1:]) for entry in details.get("urls", ()))
        yield from (_text("country", *entry) for entry in details.get("countries", ()))
        for system, text in details.get("numbers", ()):
            yield f"<episode-num{_attributes({'system': system})}>{escape(text)}</episode-num>"
        for tag, order in (("video", VIDEO), ("audio", AUDIO)):
            if said := details.get(tag):
                yield from self._qualities(tag, said, order)
        if flags & REPEAT:
            yield f"<previously-shown{_attributes(details.get('shown', {}))}/>"
        for flag, key, tag in (
            (PREMIERE, "premiere", "premiere"),
            (LAST_CHANCE, "last_chance", "last-chance"),
        ):
            if flags & flag:
                said = details.get(key)
                yield _text(tag, *said) if said else f"<{tag}/>"
        if flags & NEW:
            yield "<new/>"
        yield from (self._subtitles(entry) for entry in details.get("subtitles", ()))
        yield from (_rating("rating", *entry) for entry in details.get("ratings", ()))
        yield from (_rating("star-rating", *entry) for entry in details.get("stars", ()))
        for text, *said in details.get("reviews", ()):
            yield self._said("review", text, said[0] if said else {}, REVIEW, {"type": "text"})
        for text, *said in details.get("images", ()):
            yield self._said("image", text, said[0] if said else {}, IMAGE, {})
        for tag, text in details.get("other", ()):
            if self._beside(f"<{tag}>", bool(_NAME.match(tag))):
                yield f"<{tag}>{escape(text)}</{tag}>" if text else f"<{tag}/>"

    def _texts(self, listed: Listed, details: Mapping[str, Any]) -> Iterator[str]:
        """Titles, sub-titles and descriptions, the first of each being the broadcast's own."""
        whole = details.get("lang", "")
        langs = details.get("langs", {})
        for own, key, more, tag in (
            (listed.title, "title", "titles", "title"),
            (listed.sub_title, "sub_title", "sub_titles", "sub-title"),
            (listed.description, "desc", "descs", "desc"),
        ):
            if own:
                yield _text(tag, own, whole or langs.get(key, ""))
            yield from (_text(tag, *entry) for entry in details.get(more, ()))

    def _credits(self, credits: Sequence[Sequence[Any]]) -> Iterator[str]:
        """The people by role, in the DTD's order of roles and the guide's order within one."""
        ranked = list(ROLES)
        kept = []
        for entry in credits:
            role = entry[0]
            if role not in ROLES and not self._beside(f"people as <{role}>", bool(_NAME.match(role))):
                continue
            kept.append(entry)
        if not self._as_found:
            kept.sort(key=lambda entry: ranked.index(entry[0]))
        if kept:
            yield "<credits>"
            yield from (f"  {self._person(*entry)}" for entry in kept)
            yield "</credits>"

    def _person(self, role: str, name: str, character: str = "", more: Mapping[str, Any] | None = None) -> str:
        given: dict[str, str] = {}
        if character and (role == "actor" or self._beside(f"the part of a {role}")):
            given["role"] = character
        more = more or {}
        if more.get("guest") and (role == "actor" or self._beside(f"a guest as {role}")):
            given["guest"] = "yes"
        extras = "".join(
            f"<{kind[:-1]}>{escape(text)}</{kind[:-1]}>"
            for kind in more
            if kind in ("images", "urls")
            for text in more[kind]
        )
        return f"<{role}{_attributes(given)}>{escape(name)}{extras}</{role}>"

    def _qualities(self, tag: str, said: Mapping[str, str], order: Sequence[str]) -> Iterator[str]:
        known = [(name, said[name]) for name in order if name in said]
        for name, value in said.items():
            if name not in order and self._beside(f"<{name}> of {tag}", bool(_NAME.match(name))):
                known.append((name, value))
        if known:
            inner = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in known)
            yield f"<{tag}>{inner}</{tag}>"

    def _subtitles(self, entry: Sequence[str]) -> str:
        kind, *language = entry
        given = {}
        if kind and (kind in SUBTITLES or self._beside(f"subtitles of type {kind}")):
            given["type"] = kind
        inner = _text("language", *language) if language else ""
        return f"<subtitles{_attributes(given)}>{inner}</subtitles>" if inner else f"<subtitles{_attributes(given)}/>"

    def _said(
        self, tag: str, text: str, said: Mapping[str, str], allowed: Mapping[str, frozenset[str] | None],
        needed: Mapping[str, str],
    ) -> str:  # fmt: skip
        """A text with attributes that the DTD lists."""
        given = {}
        for name, value in said.items():
            values = allowed.get(name, frozenset())
            known = values is None or value in values
            if known or self._beside(f"{name} {value!r} of {tag}" if name in allowed else f"{name} of {tag}",
                                     bool(_NAME.match(name))):  # fmt: skip
                given[name] = value
        if not self._as_found:
            given = {**{name: value for name, value in needed.items() if name not in given}, **given}
        return f"<{tag}{_attributes(given)}>{escape(text)}</{tag}>"


def time_of(seconds: int, offset: int | None) -> str:
    """An instant as XMLTV writes it, on the clock of an offset (minutes); without one it is UTC."""
    moment = dt.datetime.fromtimestamp(seconds, dt.UTC)
    if offset is None:
        return f"{moment:%Y%m%d%H%M%S}"
    moment += dt.timedelta(minutes=offset)
    sign, ahead = ("-", -offset) if offset < 0 else ("+", offset)
    return f"{moment:%Y%m%d%H%M%S} {sign}{ahead // 60:02d}{ahead % 60:02d}"


def escape(text: str) -> str:
    """Text as XML has it; what XML cannot have is U+FFFD."""
    if _IN_TEXT.search(text) is None:
        return text
    return _escaped(_UNWRITABLE.sub("\ufffd", text), {"\r": "&#13;"})


def _attributes(given: Mapping[str, str]) -> str:
    return "".join(f' {name}="{_quoted(value)}"' for name, value in given.items())


def _quoted(value: str) -> str:
    if _IN_VALUE.search(value) is None:
        return value
    return _escaped(_UNWRITABLE.sub("\ufffd", value), {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def _text(tag: str, text: str, lang: str = "") -> str:
    return f"<{tag}{_attributes({'lang': lang} if lang else {})}>{escape(text)}</{tag}>"


def _with(tag: str, text: str, *, system: Sequence[str]) -> str:
    return f"<{tag}{_attributes({'system': system[0]} if system else {})}>{escape(text)}</{tag}>"


def _icon(entry: Sequence[str | None]) -> str:
    src, *size = entry
    given = {"src": src or "", **{name: value for name, value in zip(("width", "height"), size, strict=False) if value}}
    return f"<icon{_attributes(given)}/>"


def _rating(tag: str, system: str, value: str, icons: Sequence[str] = ()) -> str:
    shown = "".join(f"<icon{_attributes({'src': src})}/>" for src in icons)
    return f"<{tag}{_attributes({'system': system} if system else {})}><value>{escape(value)}</value>{shown}</{tag}>"
