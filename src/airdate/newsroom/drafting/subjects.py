"""The outlines that there are: what moved this week, everything about a title, what leaves this month.

Each takes the day (of the site) as ``today``, and raises `NothingToTell` where no fact is there for it.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby

from django.utils.translation import gettext as _

from airdate.catalogue.models import Service, Title
from airdate.facts.cldr import day_words, month_words
from airdate.facts.pages import Head, Moved, Offered, TitleFacts
from airdate.facts.queries import MOVES, recent_changes, title_facts
from airdate.facts.queries.streaming import Where, leaving
from airdate.facts.words import said_by
from airdate.newsroom.drafting.outlines import MOST_LINES, Line, NothingToTell, Outline, parts

WEEK = timedelta(days=7)
PAGE = 200  # changes that are fetched at once
MOST_CHANGES = 2000  # that are looked at
NOT_SO = ("denied", "withdrawn")


def moved_this_week(*, today: date) -> Outline:
    """What has changed in the last seven days, today's included: the latest change of each fact, moves first."""
    since = today - WEEK
    latest: dict[str, Moved] = {}
    for change in _changes(since, today):
        latest.setdefault(change.fact, change)
    told = sorted(latest.values(), key=lambda change: (change.about.name, change.what))
    found = parts(
        (heading, [_line_of_move(change, today) for change in told if change.kind in kinds])
        for heading, kinds in (
            (_("Moved"), ("moved", "corrected")),
            (_("Confirmed"), ("confirmed",)),
            (_("Not so"), NOT_SO),
            (_("Sources differ"), ("contested",)),
            (_("More precise"), ("refined", "settled")),
        )
    )
    if not found:
        raise NothingToTell(_("Nothing has moved in the last seven days."))
    week = {
        "first": day_words(since + timedelta(days=1), year=False, weekday=False),
        "last": day_words(today, year=False, weekday=False),
    }
    return Outline(_("What moved this week: %(first)s to %(last)s") % week, found)


def _changes(since: date, today: date) -> Iterable[Moved]:
    """The news of the days after ``since``, the latest first."""
    for offset in range(0, MOST_CHANGES, PAGE):
        page = recent_changes(PAGE, today=today, kinds=MOVES, offset=offset)
        for change in page:
            if change.day <= since:
                return
            if not change.only_zone:
                yield change
        if len(page) < PAGE:
            return


def _line_of_move(change: Moved, today: date) -> Line:
    said = said_by(change.source.name, change.day, 1, today) if change.source else ""
    return Line(change.fact, f"{change.sentence} {said}".rstrip(), change.about.name)


def everything_about(title: Title, *, today: date) -> Outline:
    """All that is known of a title, in the order of its page."""
    facts = title_facts(title, today=today)
    found = parts((heading, [_line(head) for head in heads]) for heading, heads in _sides(facts))
    if not found:
        raise NothingToTell(_("Nothing is known of %(name)s yet.") % {"name": title.name})
    return Outline(_("%(name)s: everything we know") % {"name": title.name}, found, (title,), title.slug)


def _sides(facts: TitleFacts) -> Iterable[tuple[str, Iterable[Head]]]:
    yield _("When and where"), facts.releases
    yield _("Ordered, renewed, ended"), facts.renewals
    yield _("Who is in it"), facts.cast
    yield _("Who makes it"), facts.credits
    yield _("What it is made from"), facts.basis
    yield _("Where to watch it"), facts.availability
    yield _("What that costs"), (*facts.prices, *facts.carriers)
    yield _("To look at"), facts.videos


def _line(head: Head, about: str = "") -> Line:
    return Line(head.fact, head.sentence, about)


def leaving_this_month(*, today: date, service: Service | None = None, region: str = "") -> Outline:
    """What goes from today until the end of the month, of all that stream or of one service, the soonest first."""
    last = today.replace(day=monthrange(today.year, today.month)[1])
    offered = leaving(Where(service=service, region=region), today, limit=MOST_LINES, until=last)
    found = parts(
        (place, [_line(each.availability, each.title.name) for each in of_place])
        for place, of_place in groupby(sorted(offered, key=_place), key=_place)
    )
    if not found:
        raise NothingToTell(
            _("Nothing is known to leave %(place)s until %(day)s.")
            % {"place": service.name if service else _("any service"), "day": day_words(last, weekday=False)}
        )
    where = {"month": month_words(last), "place": service.name if service else ""}
    headline = _("Leaving %(place)s in %(month)s") if service else _("Leaving in %(month)s")
    return Outline(headline % where, found)


def _place(offered: Offered) -> str:
    return offered.availability.place.name if offered.availability.place else ""
