"""Hosts that are asked: one at a time, with a pause between, and left alone when they ask for it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db.models import F

from airdate.sources.models import Host

PAUSE = 1.0  # seconds between two requests to a host, unless its robots.txt asks for more
LONGEST_PAUSE = 60.0  # what a robots.txt may ask for
LONGEST_REST = timedelta(days=1)  # what a Retry-After may ask for
FIRST_REST = timedelta(minutes=1)  # for a host that cannot be reached; twice as long each time
LAST_REST = timedelta(hours=6)
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_USUAL = {"http": 80, "https": 443}


def host_name(address: str) -> str:
    """The host of an http address in lower case and ASCII, with its port if it is not the usual. Raises `ValueError`.

    One host has one name, however it is written: its pauses and its rests count for all.
    """
    import httpx  # a fifth of a second that who asks no host need not wait for

    try:
        url = httpx.URL(address.strip())
    except httpx.InvalidURL as error:
        raise ValueError(f"{address!r} is no address") from error
    plain = url.raw_host.decode("ascii").rstrip(".")
    if url.scheme not in _USUAL or not plain:
        raise ValueError(f"{address!r} is no http address")
    name = f"[{plain}]" if ":" in plain else plain
    return (name if url.port in (None, _USUAL[url.scheme]) else f"{name}:{url.port}").lower()


def host_of(address: str) -> Host:
    """The row of an address's host, made if there is none. Raises `ValueError` for what is no http address."""
    name = host_name(address)
    if len(name) > 260:
        raise ValueError(f"the host of {address[:60]!r}... is longer than any host's name")
    return Host.objects.get_or_create(name=name, defaults={"next_at": LONG_AGO})[0]


def asked(host: Host, now: datetime) -> None:
    """A host answered: the next one waits for its pause."""
    pause = min(LONGEST_PAUSE, max(PAUSE, host.delay or 0.0))
    Host.objects.filter(pk=host.pk).update(next_at=now + timedelta(seconds=pause), failures=0)


def rest(host: Host, now: datetime, wait: timedelta | None) -> datetime:
    """A host asks to be left alone (``wait``), or could not be reached (None). Gives until when it is."""
    if wait is None:
        Host.objects.filter(pk=host.pk).update(failures=F("failures") + 1)
        host.refresh_from_db(fields=["failures"])
        wait = min(LAST_REST, FIRST_REST * 2 ** min(host.failures - 1, 10))
    until = now + max(timedelta(seconds=PAUSE), min(wait, LONGEST_REST))
    Host.objects.filter(pk=host.pk).update(next_at=until)
    return until
