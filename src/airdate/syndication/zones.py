"""The zone of a time as an article gives it. None where it cannot be told: then the time is only words. Pure."""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo

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
CLOCK = re.compile(r"(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?:\s+(?P<zone>[A-Za-z]+))?", re.ASCII)


def instant(day: dt.date, time: str | None, countries: tuple[str, ...]) -> dt.datetime | None:
    """The aware moment of "20:00" or "20:00 BST" on a day. ``countries`` are asked in order where no zone is given.

    None without a time, and where nothing says in which zone it is.
    """
    found = CLOCK.fullmatch((time or "").strip())
    if found is None:
        return None
    beside = found["zone"]
    named = BESIDE.get(beside.upper()) if beside else next((COUNTRIES[c] for c in countries if c in COUNTRIES), None)
    if named is None:
        return None
    return dt.datetime.combine(day, dt.time(int(found["hour"]), int(found["minute"])), ZoneInfo(named))
