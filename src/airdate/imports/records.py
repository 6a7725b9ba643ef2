"""What an importer makes of its input: records, and the rows that could not be used. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from airdate.reading.model import LONGEST_EVIDENCE, Claim, Span

Id = tuple[str, str]  # scheme and value, such as ("imdb", "tt0000001")
_UNKEPT = re.compile("[\0\ud800-\udfff]")  # what databases cannot keep
LONGEST_NAME = 300  # characters; what the catalogue's columns hold
LONGEST_LINE = 20_000  # characters of one value of a record
NAMES_IN_RECORD = 5_000  # people in one record; more is a broken file


class BadRow(ValueError):
    """A row that cannot be used. The message is its reason, the same for all rows with it; ``value`` is shown once.

    ``line`` is where it stands, 0 where whoever catches it knows that.
    """

    def __init__(self, reason: str, value: object = "", *, line: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.value = one_line(str(value))[:80]
        self.line = line


class WrongFile(ValueError):
    """A file that is not what it was given as, or is damaged. The message is one line with its name and the way out."""


@dataclass(frozen=True, slots=True)
class Work:
    """What a source says of which work it means. ``ids``: the source's own first. ``year`` is of its first showing."""

    name: str
    ids: tuple[Id, ...] = ()
    year: int | None = None
    form: str = ""
    country: str = ""
    aliases: tuple[str, ...] = ()
    genres: tuple[str, ...] = ()
    synopsis: str = ""


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person as a source names them."""

    name: str
    ids: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A service or channel as a source names it. ``country`` is ISO 3166-1, empty if the source ties it to none."""

    name: str
    country: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a catalogue: the work, the stored text, and the claims with spans into that text.

    ``address`` is where the record can be looked up, and what it supersedes an earlier one by; empty if it has none.
    ``people`` and ``places`` are those that the claims name. ``published`` is the record's own day,
    None if it has none.
    ``known_as``: the title's primary key where the importer has found it already.
    """

    work: Work
    address: str
    headline: str
    text: str
    claims: tuple[Claim, ...] = ()
    people: tuple[Somebody, ...] = ()
    places: tuple[Place, ...] = ()
    published: date | None = None
    published_at: datetime | None = None
    known_as: int | None = None


@dataclass(slots=True)
class RecordText:
    """The text of a record while it is being written: a heading, then one ``field: value`` to the line."""

    heading: str
    text: str = field(default="", init=False)

    def __post_init__(self) -> None:
        self.text = one_line(self.heading)

    def line(self, name: str, value: object) -> Span:
        """Add a line. Gives the span of it all, cut where evidence would become too long."""
        start = len(self.text) + 1
        self.text += f"\n{name}: {one_line(str(value))[:LONGEST_LINE]}"
        return Span(start, min(len(self.text), start + LONGEST_EVIDENCE))


def one_line(value: str) -> str:
    """The value on one line, without characters that databases refuse."""
    return " ".join(_UNKEPT.sub("\ufffd", value).split())


def checked_name(value: object, what: str) -> str:
    """A name that the catalogue can keep. Raises `BadRow` for none, and for one that is too long."""
    if not isinstance(value, str) or not (name := one_line(value)):
        raise BadRow(f"{what} is missing", value)
    if len(name) > LONGEST_NAME:
        raise BadRow(f"{what} has more than {LONGEST_NAME} characters", name)
    return name


def checked_day(value: object, what: str) -> str:
    """A day as ISO 8601 (``2019-03-04``), as text. Raises `BadRow` for what is no day, a coarser date among it."""
    if isinstance(value, str) and len(value) == 10:
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            pass
    raise BadRow(f"{what} is no day (YYYY-MM-DD)", value)


def stars(title: Mapping[str, object], actor: str, character: str, spans: tuple[Span, ...]) -> Claim:
    """The claim that somebody is in a work; ``title`` holds the slots that say which (and which season)."""
    slots = {**title, "actor": actor, **({"character": character} if character else {}), "change": "stars"}
    return said("casting", slots, spans)


def said(kind: str, slots: Mapping[str, object], spans: tuple[Span, ...]) -> Claim:
    """A claim of a record: it is as sure as the record, so its confidence is 1."""
    return Claim(kind, dict(slots), tuple(sorted(set(spans))), 1.0)
