"""The dates of entries: RFC 822 and ISO 8601 as feeds write them, and which of them can be. Pure."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

EARLIEST = datetime.date(1990, 1, 1)  # before the web; feeds that know no date give 1970, or the year 1
AHEAD = datetime.timedelta(days=1)  # zones and clocks that are ahead


@dataclass(frozen=True, slots=True)
class When:
    """The day in the zone as given; the instant in UTC and the offset, where the date says them."""

    day: datetime.date
    at: datetime.datetime | None = None
    zone: str = ""


def moment(written: str) -> When | None:
    """A date as a feed writes it: ``Thu, 20 Feb 2031 23:30:00 +0100``, ``2031-02-20T23:30:00Z``, ``2031-02-20``."""
    found = _iso(written.strip()) or _mail(written.strip())
    if found is None:
        return None
    if found.tzinfo is None:
        return When(found.date())
    try:
        return When(found.date(), found.astimezone(datetime.UTC), found.strftime("%z"))
    except OverflowError:  # a moment of the year 1 or 9999
        return When(found.date())


def can_be(when: When, now: datetime.datetime) -> bool:
    """Whether something that is in a feed ``now`` (aware) can have been published then."""
    if when.at is not None and when.at > now + AHEAD:
        return False
    return EARLIEST <= when.day <= (now + AHEAD).date() + datetime.timedelta(days=when.at is None)


def _iso(written: str) -> datetime.datetime | None:
    try:
        return datetime.datetime.fromisoformat(written)
    except ValueError:
        return None


def _mail(written: str) -> datetime.datetime | None:
    try:
        return parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
