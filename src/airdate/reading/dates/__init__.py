"""Dates in English news text, as EDTF: a grammar over words, resolved from the article's own day.

``find_dates`` gives the dates, ``find_slots`` the regular days of the week. Both take the whole text (folded or not),
never raise, and run in time linear in its length.
"""

from __future__ import annotations

from airdate.reading.dates.finding import find_dates
from airdate.reading.dates.mention import PRECISIONS, DateMention, WeekdaySlot
from airdate.reading.dates.slots import find_slots

__all__ = ["PRECISIONS", "DateMention", "WeekdaySlot", "find_dates", "find_slots"]
