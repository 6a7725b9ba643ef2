"""A calendar as a table."""

from __future__ import annotations

from datetime import date
from typing import Any

import icalendar
from django.test import Client

DAY = date(2031, 3, 10)  # a Monday


def events(client: Client, address: str) -> list[icalendar.Event]:
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8"), address
    return list(icalendar.Calendar.from_ical(answer.content).walk("VEVENT"))


def table(client: Client, address: str) -> list[tuple[Any, ...]]:
    """Summary, start, status and sequence of each event."""
    return [
        (str(each["SUMMARY"]), each["DTSTART"].dt, str(each["STATUS"]), int(each["SEQUENCE"]))
        for each in events(client, address)
    ]
