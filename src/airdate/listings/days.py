"""Broadcast days: they begin at five in the morning, or whenever the channel says, in its own zone. Pure."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

QUARTER = 900  # seconds; clocks are changed at such moments, and days begin at them
KEPT = 50_000


class Days:
    """The broadcast days of one zone and hour, remembered by quarters of an hour."""

    def __init__(self, zone: str, day_starts: dt.time) -> None:
        self._zone = ZoneInfo(zone)
        self._starts = dt.timedelta(hours=day_starts.hour, minutes=day_starts.minute, seconds=day_starts.second)
        self._exact = self._starts.total_seconds() % QUARTER == 0
        self._known: dict[int, str] = {}

    def __call__(self, instant: int) -> str:
        """The broadcast day, as ISO 8601, of an instant in seconds since 1970 UTC."""
        key = instant // QUARTER if self._exact else instant
        day = self._known.get(key)
        if day is None:
            if len(self._known) >= KEPT:
                self._known.clear()
            day = self._known[key] = broadcast_day(instant, self._zone, self._starts).isoformat()
        return day


def broadcast_day(instant: int, zone: ZoneInfo, starts: dt.timedelta) -> dt.date:
    """The day on which a viewer would say that it is shown: what the clock on the wall says, less the day's start."""
    local = dt.datetime.fromtimestamp(instant, zone).replace(tzinfo=None)
    return (local - starts).date()
