"""What a host's robots.txt allows (RFC 9309), read by protego and kept for a day."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from urllib.parse import urlsplit

from protego import Protego

from airdate.sources.decoding import NotText, decode
from airdate.sources.fetching import Answered, FetchError, Limits, NotReached, fetch
from airdate.sources.hosts import LONGEST_PAUSE, host_of
from airdate.sources.models import Host
from airdate.sources.normal import clean_text

TOKEN = "airdate"  # noqa: S105 - the product token that robots.txt knows it by, not a secret
KEPT = timedelta(days=1)
LARGEST = 512 * 1024  # bytes; RFC 9309 asks for 500 KiB at least
LIMITS = Limits(size=LARGEST, seconds=15.0, redirects=5)
_AGENT = frozenset({"user-agent", "useragent", "user agent"})
_OTHERS = "-"  # no robot is called so
TYPES = frozenset({"text/plain", "text/html", "application/octet-stream", "text/x-robots", "text/robots"})


class Forbidden(FetchError):
    """A robots.txt does not allow an address to be asked, or cannot be had. ``temporary`` if it may soon."""

    def __init__(self, message: str, *, temporary: bool = False) -> None:
        super().__init__(message)
        self.temporary = temporary


def see_that_it_is_allowed(address: str, *, now: datetime, allow: frozenset[str] | None = None) -> Host:
    """The host of an address that may be asked, its robots.txt fetched where it is not known. Raises `Forbidden`."""
    try:
        host = host_of(address)
    except ValueError as error:
        raise Forbidden(str(error)) from error
    place = f"{urlsplit(address).scheme}://{host.name}/robots.txt"
    if host.robots_at is None or now - host.robots_at > KEPT:
        _learn(host, place, now, allow)
    if host.robots_failure:
        raise Forbidden(f"{address}: its host does not say what it allows; {host.robots_failure}", temporary=True)
    if not _read(host.robots).can_fetch(address, TOKEN):
        raise Forbidden(f"{address}: {place} does not allow it")
    return host


def _learn(host: Host, place: str, now: datetime, allow: frozenset[str] | None) -> None:
    """Fetch a robots.txt and keep it. A host that is unwell allows nothing until it says what it does."""
    robots = host.robots_failure = ""
    try:
        got = fetch(place, limits=LIMITS, accept=TYPES, allow=allow)
        robots = clean_text(decode(got.body, got.charset))
    except Answered as error:
        if error.status >= 500 or error.status == 429:
            host.robots_failure = str(error)[:500]
    except NotReached as error:
        host.robots_failure = str(error)[:500]
    except (FetchError, NotText):  # too large, of another type, redirects without end: it says nothing
        pass
    delay = _read(robots).crawl_delay(TOKEN)
    host.robots, host.robots_at = robots, None if host.robots_failure else now
    host.delay = min(LONGEST_PAUSE, max(0.0, delay)) if delay is not None else None
    host.save(update_fields=["robots", "robots_at", "robots_failure", "delay"])


@lru_cache(maxsize=64)
def _read(robots: str) -> Protego:
    return Protego.parse(concise(robots))


def concise(robots: str) -> str:
    """The same robots.txt for us, with the names of other robots as one: each rule is kept for each that it is for.

    A file of half a megabyte may hold twenty thousand names and as many rules for all of them.
    """
    lines: list[str] = []
    names: set[str] = set()  # of the group that is begun
    for line in robots.splitlines():
        field, colon, value = line.partition("#")[0].partition(":")
        if field.strip().lower() not in _AGENT or not colon:
            if colon:
                names = set()
            lines.append(line)
            continue
        agent = value.strip().lower()
        name = agent if agent == "*" or agent in TOKEN else _OTHERS
        if name not in names:
            names.add(name)
            lines.append(f"user-agent: {name}")
    return "\n".join(lines)
