"""One child of a ``<programme>``: what it adds to the broadcast.

A part is a pure function of the child's XML, and guides write the same children again and again: `elements` remembers
them by their bytes. So a part is ready for use: what goes into `Broadcast.details` is JSON already.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, TypeAlias

from airdate.listings.flags import Flag
from airdate.listings.xmltv.people import read_person
from airdate.listings.xmltv.texts import language, one_line, paragraphs

Element: TypeAlias = Any  # an element of lxml, which carries no types
as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
quoted = json.encoder.encode_basestring  # a text in JSON's quotes, without the way through an encoder
_YEAR = re.compile(r"\s*(1[89]\d\d|20\d\d)", re.ASCII)
# What British guides put behind a synopsis: [S] subtitles, [AD] audio description, [SL] sign language.
_CODES = re.compile(r"\[((?:S|AD|SL|HD|W|R|B)(?:\s*,\s*(?:S|AD|SL|HD|W|R|B))*)\]")
_FINALES = re.compile(r"(?:(?:season|series|mid-season)\s+)?finale?$", re.IGNORECASE)
# Plain numbers: an IntFlag's own operations take longer than reading the rest of an element.
NEW, PREMIERE, LAST_CHANCE, REPEAT, FINALE, SUBTITLES, DESCRIBED, SIGNED, LIVE = (
    int(flag)
    for flag in (
        Flag.NEW, Flag.PREMIERE, Flag.LAST_CHANCE, Flag.REPEAT, Flag.FINALE, Flag.SUBTITLES, Flag.AUDIO_DESCRIPTION,
        Flag.SIGNED, Flag.LIVE,
    )
)  # fmt: skip
_CODE_FLAGS = {"S": SUBTITLES, "AD": DESCRIBED, "SL": SIGNED}
_NAMED_FLAGS = {
    "live": LIVE, "finale": FINALE, "audio-described": DESCRIBED, "audio-description": DESCRIBED,
    "audiodescription": DESCRIBED, "audio description": DESCRIBED, "audio described": DESCRIBED, "signed": SIGNED,
    "sign language": SIGNED, "deaf-signed": SIGNED,
}  # fmt: skip
# The children that are looked at while a broadcast is put together; all others are only added to its details.
OTHER, TITLE, SUB_TITLE, DESCRIPTION, CATEGORY, NUMBER, DATE = range(7)
_FIRST = {TITLE, SUB_TITLE, DESCRIPTION}
_tuple = tuple.__new__  # a named tuple's own way takes twice as long


class Part(NamedTuple):
    """What a child adds. ``role`` is one of the numbers above, ``words`` its text, ``lang`` its language if it has one.

    ``key`` and ``entry`` go into the details: the JSON of a value, or of one of several where ``many``. ``note`` names
    what was left out or is unknown. ``value`` is the year of a `DATE`, the system and the text of a `NUMBER`.

    A tuple, because the broadcast is put together by taking each apart in one step.
    """

    role: int = OTHER
    flags: int = 0
    words: str = ""
    lang: str | None = None
    key: str = ""
    entry: str = ""
    many: bool = True
    note: str = ""
    value: Any = None


def _part(key: str = "", entry: Any = None, **more: Any) -> Part:
    """A part whose entry is this value."""
    return Part(key=key, entry=as_json(entry) if key else "", **more)


def text_part(tag: str, text: str, lang: str | None) -> Part:
    """A child that is a text with a language: those of `TEXTS`."""
    return spoken_part(tag, text, None if lang is None else language(lang))


def spoken_part(tag: str, text: str, spoken: str | None) -> Part:
    """The same where the language is a tag already."""
    role, key, many = TEXTS[tag]
    flags = 0
    if role == DESCRIPTION:
        text = paragraphs(text)
        if "[" in text:
            flags = flags_of_codes(text)
    else:
        text = one_line(text)
        if role not in _FIRST:
            flags = _text_flags(tag, text)
    if not text:
        return Part(role, flags)
    # Of titles and descriptions there is hardly ever a second one that goes into the details.
    entry = "" if role in _FIRST else f"[{quoted(text)},{quoted(spoken or '')}]"
    return _tuple(Part, (role, flags, text, spoken, key, entry, many, "", None))


# Children whose content is a text -> what they are, and where their text stands in the details.
TEXTS = {
    "title": (TITLE, "titles", True), "sub-title": (SUB_TITLE, "sub_titles", True),
    "desc": (DESCRIPTION, "descs", True), "category": (CATEGORY, "categories", True),
    "keyword": (OTHER, "keywords", True), "country": (OTHER, "countries", True),
    "language": (OTHER, "language", False), "orig-language": (OTHER, "orig_language", False),
    "premiere": (OTHER, "premiere", False), "last-chance": (OTHER, "last_chance", False),
}  # fmt: skip


def _text_flags(tag: str, text: str) -> int:
    if tag == "premiere":
        return PREMIERE
    if tag == "last-chance":
        return LAST_CHANCE
    if tag in ("category", "keyword"):
        return _NAMED_FLAGS.get(text.lower(), FINALE if _FINALES.match(text) else 0)
    return 0


def flags_of_codes(description: str) -> int:
    """What the codes behind a British synopsis say."""
    codes = (code.strip() for found in _CODES.findall(description) for code in found.split(","))
    return sum({_CODE_FLAGS.get(code, 0) for code in codes})


def read_part(child: Element) -> Part:
    """What a child of a programme adds, whatever it is."""
    tag = child.tag
    if not isinstance(tag, str):  # a comment, an instruction
        return Part()
    if tag in TEXTS:
        return text_part(tag, whole_text(child), child.get("lang"))
    read = _READS.get(tag)
    return _unknown(child, tag) if read is None else read(child)


def _unknown(child: Element, tag: str) -> Part:
    text = one_line(whole_text(child))[:2000]
    flags = _NAMED_FLAGS.get(tag.lower(), 0)
    return _part(flags=flags, key="other", entry=[tag[:100], text], note=f"unknown element <{tag[:40]}>")


def _credits(child: Element) -> Part:
    people = [entry for each in child if isinstance(each.tag, str) for entry in person(each)]
    return joined_credits([as_json(entry) for entry in people])


def joined_credits(entries: list[str]) -> Part:
    """Credits of several people, whose entries are JSON already."""
    if not entries:
        return Part()
    return _tuple(Part, (OTHER, 0, "", None, "credits", ",".join(entries), True, "", None))


def person(each: Element) -> list[list[Any]]:
    """The entries of one element of the credits; none for one without a name."""
    more: dict[str, Any] = {}
    if each.get("guest", "").lower() == "yes":
        more["guest"] = True
    name = each.text or ""
    for extra in each:
        name += extra.tail or ""
        if extra.tag in ("image", "url") and (text := one_line(extra.text)):
            more.setdefault(f"{extra.tag}s", []).append(text)
        elif isinstance(extra.tag, str) and extra.tag not in ("image", "url"):
            name += whole_text(extra)
    found = read_person(str(each.tag), name, one_line(each.get("role")))
    return [_credit(*one, more) for one in found]


def _credit(role: str, name: str, character: str, more: dict[str, Any]) -> list[Any]:
    if more:
        return [role, name, character, more]
    return [role, name, character] if character else [role, name]


def _date(child: Element) -> Part:
    text = one_line(child.text)
    found = _YEAR.match(text)
    year = int(found[1]) if found else None
    more = bool(text) and (found is None or text != found[1])
    return _part(role=DATE, value=year, key="date" if more else "", entry=text, many=False)


def _length(child: Element) -> Part:
    text = one_line(child.text)
    try:
        number = float(text)
    except ValueError:
        return _part(note="length is no number: left out")
    if not 0 < number < 1e7:
        return _part(note="length is not positive: left out")
    entry = [int(number) if number == int(number) else number, child.get("units") or "minutes"]
    return _part(key="length", entry=entry, many=False)


def _icon(child: Element) -> Part:
    src = (child.get("src") or "").strip()
    if not src:
        return Part()
    width, height = child.get("width"), child.get("height")
    return _part(key="icons", entry=[src, width, height] if width or height else [src])


def _image(child: Element) -> Part:
    return _said(one_line(child.text), "images", child)


def _review(child: Element) -> Part:
    return _said(paragraphs(whole_text(child)), "reviews", child)


def _said(text: str, key: str, child: Element) -> Part:
    if not text:
        return Part()
    said = {str(name): str(value) for name, value in child.attrib.items()}
    return _part(key=key, entry=[text, said] if said else [text])


def _url(child: Element) -> Part:
    text = one_line(child.text)
    system = child.get("system")
    return _part(key="urls", entry=[text, system] if system else [text]) if text else Part()


def _number(child: Element) -> Part:
    text = one_line(child.text)
    system = (child.get("system") or "onscreen").strip()
    return _part(role=NUMBER, key="numbers", entry=[system, text], value=(system, text)) if text else Part()


def _qualities(child: Element) -> Part:
    said = {str(part.tag): one_line(part.text) for part in child if isinstance(part.tag, str)}
    said = {key: text for key, text in said.items() if text}
    return _part(key=str(child.tag), entry=said, many=False) if said else Part()


def _shown(child: Element) -> Part:
    said = {key: text for key in ("start", "channel") if (text := child.get(key))}
    return _part(flags=REPEAT, key="shown" if said else "", entry=said, many=False)


def _new(child: Element) -> Part:
    return _part(flags=NEW)


def _subtitles(child: Element) -> Part:
    kind = (child.get("type") or "").strip().lower()
    entry = [kind]
    spoken = child.find("language")
    if spoken is not None and (text := one_line(spoken.text)):
        entry += [text, language(spoken.get("lang"))]
    return _part(flags=SIGNED if kind == "deaf-signed" else SUBTITLES, key="subtitles", entry=entry)


def _rating(child: Element) -> Part:
    value = one_line(child.findtext("value")) or one_line(child.text)
    if not value:
        return _part(note="rating without a value: left out")
    icons = [src for icon in child.iter("icon") if (src := icon.get("src"))]
    entry: list[Any] = [child.get("system") or "", value]
    key = "stars" if child.tag == "star-rating" else "ratings"
    return _part(key=key, entry=[*entry, icons] if icons else entry)


_READS: dict[str, Callable[[Element], Part]] = {
    "credits": _credits, "date": _date, "length": _length, "icon": _icon, "image": _image, "url": _url,
    "episode-num": _number, "video": _qualities, "audio": _qualities, "previously-shown": _shown, "new": _new,
    "subtitles": _subtitles, "rating": _rating, "star-rating": _rating, "review": _review,
}  # fmt: skip


def whole_text(element: Element) -> str:
    """All text in an element: guides put HTML into it."""
    return "".join(_spans(element)) if len(element) else element.text or ""


def _spans(element: Element) -> Iterator[str]:
    """The texts, with a line's end where HTML breaks a line."""
    yield element.text or ""
    for child in element:
        if child.tag in ("br", "p"):
            yield "\n"
        if isinstance(child.tag, str):
            yield from _spans(child)
        yield child.tail or ""
