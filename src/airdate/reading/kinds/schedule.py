"""Releases in columns: listings, calendars of a season, round-ups with a line of data under each title.

A heading with a day dates what follows. An entry is a line with a clock or a day beside one title, or a title alone on
its line with a line of data ("8pm, ITV", "April 19 - Netflix", "Release Date: October 18") below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from airdate.reading.article import Article, Draft, PlaceMention, Work
from airdate.reading.cues import pattern
from airdate.reading.dates import DateMention
from airdate.reading.evidence import around
from airdate.reading.layout import BOILERPLATE, CAPTION, Block
from airdate.reading.model import Span

_SHORT = 120  # characters of a line of data
_WATCHED_ON = ("streaming", "channel", "broadcaster", "cinema", "disc", "shop")


@dataclass(slots=True)
class _Column:
    """What the headings so far say of the entries below them."""

    date: DateMention | None = None
    places: tuple[PlaceMention, ...] = ()
    work: Work | None = None
    work_span: Span | None = None
    work_block: int = -9
    leaving: bool = False
    heading: Span | None = None


def drafts(article: Article) -> Iterator[Draft]:
    column = _Column()
    clocked = sum(1 for block in article.blocks if _short(block) and article.inside(article.times, block.span))
    for number, block in enumerate(article.blocks):
        if block.kind in (BOILERPLATE, CAPTION):
            continue
        dates = article.inside(article.dates, block.span)
        times = article.inside(article.times, block.span)
        places = [p for p in article.inside(article.places, block.span) if p.kind in _WATCHED_ON]
        works = _works(article, block)
        line = article.plain(block.span)
        if pattern("schedule", "tonight").search(line) and number < 4 and dates:
            column.date, column.heading = dates[0], block.span
        if _short(block) and dates and not works and not times and _bare(article, block, [d.span for d in dates]):
            column.date, column.heading = dates[0], block.span
            continue
        if _short(block) and number < 6 and pattern("schedule", "column heading").search(line):
            column.date = dates[0] if dates and dates[0].precision == "day" else column.date
            column.heading = block.span
        if pattern("schedule", "leaving heading").search(line) and len(line) < 160:
            column.leaving = True
        elif pattern("schedule", "arriving heading").search(line) and len(line) < 160:
            column.leaving = False
        leads = _short(block) and len(works) == 1 and works[0][1].start - block.span.start < 24
        if leads and (not (times or dates or places) or block.span.end - works[0][1].end <= 60):
            column.work, column.work_span, column.work_block = works[0][0], works[0][1], number
        entry = _entry(article, block, column, number, dates, times, places, works, clocked)
        if entry is not None:
            yield entry


def _entry(
    article: Article,
    block: Block,
    column: _Column,
    number: int,
    dates: Sequence[DateMention],
    times: Sequence[Any],
    places: Sequence[PlaceMention],
    works: Sequence[tuple[Work, Span]],
    clocked: int,
) -> Draft | None:
    if not _short(block):
        return None
    line = article.plain(block.span)
    if works and times and column.date is not None and clocked >= 3:
        work, span = works[0]
        if not pattern("schedule", "repeat").search(line):
            return _made(
                article, block, column, work, [span, times[0].span], column.date, times[0].time, places, clocked
            )
        return None
    if works:
        work, span = works[0]
        data = [d for d in dates if d.precision == "day"]
        if data and pattern("schedule", "dated entry").search(line) and not times:
            return _made(article, block, column, work, [span, data[0].span], data[0], data[0].time, places, clocked)
        return None
    if (
        column.work is None
        or number - column.work_block > 4
        or not _bare(article, block, [d.span for d in dates] + [t.span for t in times] + [p.span for p in places])
    ):
        return None
    if times and places and column.date is not None and not dates:
        return _made(
            article,
            block,
            column,
            column.work,
            [column.work_span, times[0].span],
            column.date,
            times[0].time,
            places,
            clocked,
        )
    if dates and (places or pattern("schedule", "date label").match(line)):
        found = list(places)
        if not found:
            for later in article.blocks[number + 1 : number + 4]:
                found = [p for p in article.inside(article.places, later.span) if p.kind in _WATCHED_ON]
                if found:
                    break
        return _made(
            article, block, column, column.work, [column.work_span, dates[0].span], dates[0], dates[0].time, found, 0
        )
    return None


def _made(
    article: Article,
    block: Block,
    column: _Column,
    work: Work,
    anchors: Sequence[Span | None],
    date: DateMention,
    time: str | None,
    places: Sequence[PlaceMention],
    clocked: int,
) -> Draft:
    line = article.plain(block.span)
    name = work.name
    spans = [anchor for anchor in anchors if anchor is not None]
    if column.leaving:
        slots: dict[str, Any] = {"title": name, "until": date.edtf}
        if places:
            slots["platform"] = [p.name for p in places]
        return Draft("availability", slots, around(article, *spans, date.span), 0.6, ("schedule.leaving",))
    slots = {"title": name}
    season = article.focus.season_at(spans[0].start, work)
    episodes = [m for m in article.inside(article.seasons, block.span) if m.episode is not None]
    if season is not None:
        slots["season"] = season
    event = "premiere"
    heading = article.plain(column.heading) if column.heading else ""
    if pattern("release", "finale").search(line):
        event = "finale"
    elif re.search(r"\bspecial\b", line, re.IGNORECASE):
        event = "special"
    elif (
        pattern("schedule", "moves").search(line)
        or (episodes and (episodes[0].episode or 0) > 1)
        or (clocked and not pattern("schedule", "premieres").search(line + " " + heading + " " + article.folded[:400]))
    ):
        event = "episode"
    if episodes and (episodes[0].episode or 0) > 1:
        slots["episode"] = episodes[0].episode
    slots["event"] = event
    slots["date"] = date.edtf
    if time or date.time:
        slots["time"] = time or date.time
    if places:
        slots["platform"] = [p.name for p in places]
    slots["status"] = "confirmed"
    return Draft("release", slots, around(article, *spans, date.span), 0.75, ("schedule.entry",))


def _works(article: Article, block: Block) -> list[tuple[Work, Span]]:
    return [(m.work, m.span) for m in article.inside(article.titles, block.span) if m.role == "about"]


def _short(block: Block) -> bool:
    return block.span.end - block.span.start <= _SHORT


def _bare(article: Article, block: Block, spans: Sequence[Span]) -> bool:
    """Whether little but the given spans stands in the line."""
    return block.span.end - block.span.start - sum(span.end - span.start for span in spans) < 24
