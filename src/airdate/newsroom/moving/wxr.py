"""WordPress's export, WXR (RSS 2.0 with the elements of `http://wordpress.org/export/1.2/`), read as it comes. Pure.

A file may be of gigabytes: one post is held at a time. What declares entities is refused before one is expanded, and
so is what lies too deep or holds too much.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import IO
from xml.parsers import expat

CHUNK = 1 << 16
DEEPEST = 40  # elements within one another
LONGEST = 10_000_000  # characters of one element
_WP = "http://wordpress.org/export/"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_DC = "http://purl.org/dc/elements/1.1/"


class WrongExport(ValueError):
    """What was given is no export of WordPress; one line that says why."""


@dataclass(slots=True)
class Writer:
    """Somebody who writes there: how they sign in, and their name."""

    login: str = ""
    name: str = ""


@dataclass(slots=True)
class Post:
    """One item. ``kind`` and ``status`` are WordPress's words; ``at`` is the moment of publication (aware), if told.

    ``categories`` and ``tags`` are names. ``html`` is the text as it is kept there, ``link`` where it was.
    """

    guid: str = ""
    title: str = ""
    link: str = ""
    slug: str = ""
    kind: str = "post"
    status: str = ""
    creator: str = ""
    at: datetime | None = None
    html: str = ""
    excerpt: str = ""
    categories: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)


def read_wxr(stream: IO[bytes]) -> Iterator[Writer | Post]:
    """The writers and the items of an export, in the order of the file. Raises `WrongExport`, after what is whole."""
    reader = _Reader()
    while chunk := stream.read(CHUNK):
        try:
            reader.feed(chunk)
        finally:
            yield from reader.taken()
    reader.end()


class _Reader:
    """Collects the elements of one writer or item at a time."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.EntityDeclHandler = self._refuse
        self._path: list[str] = []
        self._parts: list[str] = []
        self._length = 0
        self._found: list[Writer | Post] = []
        self._writer: Writer | None = None
        self._post: Post | None = None
        self._gmt = self._local = self._rss = ""
        self._domain = ""
        self._is_export = False

    def feed(self, chunk: bytes) -> None:
        try:
            self._parser.Parse(chunk, False)
        except expat.ExpatError as error:
            raise WrongExport(_broken(error)) from error

    def end(self) -> None:
        try:
            self._parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise WrongExport(_broken(error)) from error
        if not self._is_export:
            raise WrongExport("it is XML, but no export of WordPress (Tools, Export, All content)")

    def taken(self) -> Iterator[Writer | Post]:
        found, self._found = self._found, []
        return iter(found)

    def _refuse(self, *_given: object) -> None:
        raise WrongExport("its XML declares entities, which exports have no use for")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if not self._path and name != "rss":
            raise WrongExport(f"it begins with <{name.rpartition(' ')[2][:40]}>, and an export of WordPress with <rss>")
        self._path.append(name)
        if len(self._path) > DEEPEST:
            raise WrongExport(f"its elements lie more than {DEEPEST} deep in one another")
        self._parts, self._length = [], 0
        if name.startswith(_WP):
            self._is_export = True
        if name == "item":
            self._post, self._gmt, self._local, self._rss = Post(), "", "", ""
        elif _local(name) == "author" and name.startswith(_WP):
            self._writer = Writer()
        elif name == "category":
            self._domain = attributes.get("domain", "category")

    def _text(self, text: str) -> None:
        self._length += len(text)
        if self._length > LONGEST:
            raise WrongExport(f"an element of it has more than {LONGEST:,} characters")
        self._parts.append(text)

    def _end(self, name: str) -> None:
        self._path.pop()
        text = "".join(self._parts)
        self._parts, self._length = [], 0
        if name == "item" and self._post is not None:
            self._post.at = _moment(self._gmt, self._rss, self._local)
            self._found.append(self._post)
            self._post = None
        elif self._post is not None and self._path[-1:] == ["item"]:
            self._take(self._post, name, text)
        elif self._writer is not None:
            if _local(name) == "author_login":
                self._writer.login = text.strip()
            elif _local(name) == "author_display_name":
                self._writer.name = text.strip()
            elif _local(name) == "author" and name.startswith(_WP):
                self._found.append(self._writer)
                self._writer = None

    def _take(self, post: Post, name: str, text: str) -> None:
        local, line = _local(name), text.strip()
        if name.startswith(_WP) and local == "encoded":
            post.excerpt = text
        elif name.startswith(_CONTENT) and local == "encoded":
            post.html = text
        elif name.startswith(_DC) and local == "creator":
            post.creator = line
        elif name.startswith(_WP):
            if local == "post_name":
                post.slug = line
            elif local == "post_type":
                post.kind = line
            elif local == "status":
                post.status = line
            elif local == "post_date_gmt":
                self._gmt = line
            elif local == "post_date":
                self._local = line
        elif local in ("guid", "title", "link"):
            setattr(post, local, line)
        elif local == "pubDate":
            self._rss = line
        elif local == "category" and line:
            (post.tags if self._domain == "post_tag" else post.categories).append(line)


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _moment(gmt: str, rss: str, local: str) -> datetime | None:
    """The moment of publication: by UTC, else by the feed's own date, else by the site's clock, taken for UTC."""
    return _spelt(gmt) or _of_feed(rss) or _spelt(local)


def _spelt(given: str) -> datetime | None:
    """ "2031-02-20 09:00:00", in UTC. WordPress writes 0000-00-00 for what has no date."""
    try:
        return datetime.strptime(given, "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def _of_feed(given: str) -> datetime | None:
    """RFC 5322: "Thu, 20 Feb 2031 09:00:00 +0000"; drafts have one of the year -0001."""
    try:
        told = parsedate_to_datetime(given)
    except (ValueError, TypeError):
        return None
    if "-0001" in given:
        return None
    return told if told.tzinfo is not None else told.replace(tzinfo=UTC)


def _broken(error: expat.ExpatError) -> str:
    return f"its XML is broken at line {error.lineno}: {expat.ErrorString(error.code)}"
