"""Tags for days and regions: on the calendar, on the page of a day, and beside releases."""

from __future__ import annotations

import datetime as dt

from django import template

from airdate.facts import cldr
from airdate.guide.calendar.asked import Asked

register = template.Library()


@register.filter
def region(code: str) -> str:
    """ "United Kingdom" for GB (CLDR); a word that is no code of a country as it is."""
    return str(cldr.locale().territories.get(code, code)) if len(code) == 2 else code


@register.filter
def monthday(day: dt.date) -> str:
    """ "23 November": a day of every year."""
    return cldr.day_words(day, year=False, weekday=False)


@register.simple_tag
def calendarlink(asked: Asked, day: dt.date) -> str:
    """The query string of the list that begins with a day, with the filters kept."""
    return asked.query(view="list", at=day.isoformat())
