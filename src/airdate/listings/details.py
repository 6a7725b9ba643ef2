"""What `Broadcast.details` holds: the fields of the DTD that are no columns. Only keys that the guide says are there.

| key | what |
| --- | --- |
| lang, langs | language of title, sub-title and description where they agree; else an object by field |
| titles, sub_titles, descs | all but the first, as [text, language] |
| credits | [role, name, character, more]; shorter where the rest is empty; more: guest, images, urls |
| date | as written, where it is more than a year |
| categories, keywords, countries | [text, language] |
| language, orig_language | [text, language] |
| length | [number, units], the running time without advertising |
| icons | [address, width, height] |
| images | [address, {type, size, orient, system}] |
| urls | [address, system] |
| numbers | [system, text], episode numbers as written; of: the episodes of the season |
| video, audio | objects of their parts, as text |
| shown | previously-shown: {start, channel}, as written |
| premiere, last_chance | [text, language], where there is a text |
| subtitles | [type, language, language's own language] |
| ratings, stars | [system, value, [icons]] |
| reviews | [text, {type, source, reviewer, lang}] |
| attrs | further attributes of the programme: pdc-start, vps-start, showview, videoplus, clumpidx |
| other | [element, text] of elements that the DTD does not have |

Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Details = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Credit:
    """Somebody in the credits. ``role`` is the DTD's (director, actor, presenter ...) or the guide's own."""

    role: str
    name: str
    character: str = ""
    guest: bool = False


def credits(details: Details) -> Iterator[Credit]:
    """The people of a programme, in the guide's order."""
    for entry in details.get("credits", ()):
        more = entry[3] if len(entry) > 3 else {}
        guest = bool(more.get("guest")) or entry[0] == "guest"
        yield Credit(entry[0], entry[1], entry[2] if len(entry) > 2 else "", guest)


def stars(details: Details) -> float | None:
    """The first star rating as a share of its scale ("4/5" is 0.8), or None."""
    for _system, value, *_ in details.get("stars", ()):
        had, slash, of = value.partition("/")
        try:
            if slash and float(of) > 0:
                return float(had) / float(of)
        except ValueError:
            continue
    return None


def pictures(details: Details) -> tuple[str, ...]:
    """Addresses of pictures, images before icons."""
    return tuple(entry[0] for key in ("images", "icons") for entry in details.get(key, ()))
