"""How a title stands today, for the head of its page: a countdown, or that it is to be seen now.

Pure: takes what `facts.queries.title_facts` gives. Nothing is counted to a date that is not known to the day.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from airdate.facts.pages import Release, TitleFacts
from airdate.facts.words import date_words
from airdate.look.dates import COUNTDOWN, countdown

MONTH = 30.44  # days, on average
FRESH = 60  # days for which what came out counts as on now where nobody has said how long it stays


@dataclass(frozen=True, slots=True)
class Standing:
    """``now`` says that it can be seen today; ``words`` are the countdown or since when it is out, maybe empty."""

    now: bool
    words: str


def standing(facts: TitleFacts, today: dt.date) -> Standing:
    """The countdown to the next release, or what became of the last one."""
    release = facts.next
    here = any(not offer.gone and offer.form is None and offer.status == "confirmed" for offer in facts.availability)
    if release is None:
        return Standing(here, "")
    when = release.when
    if not when.happened or when.latest is None:
        return Standing(False, until(when.earliest, today) if _is_day(release) and when.earliest else "")
    fresh = (today - when.latest).days <= FRESH and release.status == "confirmed"
    if when.latest == today and _is_day(release):
        return Standing(True, _("today"))
    return Standing(here or fresh, _("out since %(day)s") % {"day": date_words(when.edtf, today)})


def until(day: dt.date, today: dt.date) -> str:
    """ "in 9 days", "in 5 months", "in 2 years": as fine as one thinks of it."""
    days = (day - today).days
    if days <= COUNTDOWN:
        return countdown(day, today)
    months = round(days / MONTH)
    if months < 18:
        return ngettext("in about %(n)d month", "in about %(n)d months", months) % {"n": months}
    years = round(months / 12)
    return ngettext("in about %(n)d year", "in about %(n)d years", years) % {"n": years}


def _is_day(release: Release) -> bool:
    return release.when.precision == "day" and not release.when.approximate
