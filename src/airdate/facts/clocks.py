"""The moment of a time as an article or a listing gives it. None where its zone cannot be told: then it is only words.

A time stands beside a day, with or without a zone: "20:00", "20:00 BST", "21:00 Europe/London" (IANA). Pure.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

# What stands beside a time -> its zone. "BST" and "GMT" are one place's, so the day decides between them.
BESIDE = {
    "GMT": "Europe/London", "BST": "Europe/London", "UK": "Europe/London", "UTC": "UTC", "Z": "UTC",
    "ET": "America/New_York", "EST": "America/New_York", "EDT": "America/New_York",
    "CT": "America/Chicago", "CDT": "America/Chicago",
    "MT": "America/Denver", "MDT": "America/Denver", "MST": "America/Denver",
    "PT": "America/Los_Angeles", "PST": "America/Los_Angeles", "PDT": "America/Los_Angeles",
    "CET": "Europe/Paris", "CEST": "Europe/Paris", "AEST": "Australia/Sydney", "AEDT": "Australia/Sydney",
    "JST": "Asia/Tokyo", "KST": "Asia/Seoul", "NZST": "Pacific/Auckland", "NZDT": "Pacific/Auckland",
}  # fmt: skip
# Countries (ISO 3166) in which it is one time everywhere.
COUNTRIES = {
    "GB": "Europe/London", "IE": "Europe/Dublin", "FR": "Europe/Paris", "DE": "Europe/Berlin", "IT": "Europe/Rome",
    "NL": "Europe/Amsterdam", "BE": "Europe/Brussels", "SE": "Europe/Stockholm", "NO": "Europe/Oslo",
    "DK": "Europe/Copenhagen", "FI": "Europe/Helsinki", "PL": "Europe/Warsaw", "IN": "Asia/Kolkata",
    "JP": "Asia/Tokyo", "KR": "Asia/Seoul",
}  # fmt: skip
CLOCK = re.compile(r"(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?:\s+(?P<zone>[A-Za-z][\w+/-]*))?", re.ASCII)


def instant(day: dt.date, time: str | None, countries: tuple[str, ...]) -> dt.datetime | None:
    """The aware moment, in its own zone, of "20:00", "20:00 BST" or "21:00 Europe/London" on a day.

    ``countries`` (ISO 3166) are asked in order where no zone is given. None without a time, and where nothing says in
    which zone it is.
    """
    found = CLOCK.fullmatch((time or "").strip())
    if found is None:
        return None
    beside = found["zone"]
    if beside:
        named = BESIDE.get(beside.upper(), beside)
    else:
        named = next((COUNTRIES[country] for country in countries if country in COUNTRIES), "")
    zone = zone_called(named)
    if zone is None:
        return None
    return dt.datetime.combine(day, dt.time(int(found["hour"]), int(found["minute"])), zone)


@lru_cache(maxsize=1024)
def zone_called(name: str) -> ZoneInfo | None:
    """The zone of an IANA name that says where it is ("Europe/London") or is "UTC". None for any other word.

    Short names ("EST5EDT", "Japan") are left out: what an article writes beside a time is an abbreviation.
    """
    if "/" not in name and name != "UTC":
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, OSError, ValueError):  # OSError: a folder of zones, such as "America/Argentina"
        return None
