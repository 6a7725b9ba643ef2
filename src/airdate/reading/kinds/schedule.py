"""Releases in columns: listings, calendars of a season, round-ups with a line of data at each title.

Headings say the day, the place and the section for what follows. An entry is a title with a clock, a day or a place at
the head of a block ("9pm BBC One Title", "Title (Netflix, 3 March)"), a title on its line with a line of data below or
above it, or a bare title under a day. Rows of a table with channels above its columns are entries too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from airdate.reading.article import Article, Draft, PlaceMention, TitleMention
from airdate.reading.cues import pattern
from airdate.reading.dates import DateMention
from airdate.reading.evidence import around
from airdate.reading.kinds.release_events import schedule_of
from airdate.reading.kinds.release_places import country_of_all, names_of
from airdate.reading.kinds.schedule_events import entry_event
from airdate.reading.kinds.schedule_lines import Line, line_of
from airdate.reading.layout import BOILERPLATE, CAPTION
from airdate.reading.model import Span

_SHORT = 120  # characters of a heading
_HEADED = 80  # characters of a heading that holds other words than a day
_BODY = 420  # characters of description that are read for what an entry is
_TOP = 5  # blocks at the top that may date a whole column
_FAR = 2  # blocks between a title and its line of data


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a column, with what its headings say."""

    block: int
    titles: tuple[TitleMention, ...]
    head: Span
    date: DateMention | None
    time: str | None
    places: tuple[PlaceMention, ...]
    anchors: tuple[Span, ...]
    rule: str
    leaving: bool = False
    added: bool = False
    dated: bool = False  # its own data hold a day


@dataclass(frozen=True, slots=True)
class Columns:
    """The drafts of an article's columns, and the sentences that they have read."""

    drafts: tuple[Draft, ...]
    taken: frozenset[int]


@dataclass(slots=True)
class _Column:
    """What the headings so far say of the entries below them."""

    date: DateMention | None = None
    opening: DateMention | None = None  # the first day that a line at the top names, for entries with a clock
    time: str | None = None
    places: tuple[PlaceMention, ...] = ()
    leaving: bool = False
    added: bool = False
    title: Line | None = None  # a title alone on its line, that waits for its data
    data: Line | None = None  # data alone on their line, that wait for a title
    calendar: bool = False  # a heading says that what follows are first nights
    headings: set[int] = field(default_factory=set)


def drafts(article: Article) -> Iterator[Draft]:
    yield from read_columns(article).drafts


def read_columns(article: Article) -> Columns:
    """Every entry of the article's columns."""
    column = _Column()
    entries: list[Entry] = []
    for block in article.blocks:
        if block.kind in (BOILERPLATE, CAPTION):
            continue
        line = line_of(article, block)
        if entries and _names_its_place(line, entries[-1]):
            entries[-1] = replace(entries[-1], block=block.index, places=line.places)
            continue
        if entries and _names_its_day(article, line, entries[-1]):
            day = line.dates[-1]
            entries[-1] = replace(
                entries[-1], block=block.index, date=day, time=day.time or entries[-1].time, dated=True,
                anchors=(*entries[-1].anchors, day.span),
            )  # fmt: skip
            continue
        waiting = _waiting(article, column)
        if _heading(article, line, column):
            entries += waiting
        else:
            entries += _entries(article, line, column)
    entries = _worthy([*entries, *_waiting(article, column)])
    first = article.blocks[min(3, len(article.blocks) - 1)].span.end if article.blocks else 0
    listing = sum(1 for entry in entries if entry.time) >= 3 and not (
        column.calendar or pattern("schedule", "calendar").search((article.headline or "") + article.folded[:first])
    )
    country = country_of_all(article)
    regular = pattern("schedule", "regular").search((article.headline or "") + article.folded[:first]) is not None
    zone = pattern("schedule", "zone").search(article.folded)
    if zone:
        entries = [_with_zone(entry, zone.group("zone")) for entry in entries]
    found = [
        draft
        for number, entry in enumerate(entries)
        for draft in _drafts(
            article, entry, _body(article, entries, number), listing=listing, regular=regular, country=country
        )
    ]
    return Columns(tuple(found), _taken(article, entries, column))


def _waiting(article: Article, column: _Column) -> list[Entry]:
    """The title that stands alone on its line, as an entry of its own."""
    if column.title is None or column.date is None:
        return []
    return [_entry(article, column.title, column.title, column, "bare")]


def _names_its_place(line: Line, entry: Entry) -> bool:
    """Whether the line only says where the entry above it can be watched: "Where: Netflix" below "When: 3 May"."""
    bare = line.whole and line.places and not (line.titles or line.times or line.dates)
    named = any(entry.head.start <= place.span.start < entry.head.end for place in entry.places)
    return bool(bare) and entry.rule == "data below" and entry.block == line.block.index - 1 and not named


def _names_its_day(article: Article, line: Line, entry: Entry) -> bool:
    """Whether the line gives the day of the entry above it: "When: 3 May" below "Where: Netflix"."""
    if entry.rule != "data below" or entry.dated or entry.block != line.block.index - 1 or line.titles:
        return False
    label = pattern("schedule", "date label").match(article.folded, line.block.span.start)
    return bool(line.whole and line.dates and label)


def _answers(article: Article, line: Line, column: _Column) -> bool:
    """Whether a line with a day is the data of the title above it rather than a heading of its own."""
    if column.title is None or not line.whole or line.block.index - column.title.block.index > _FAR:
        return False
    label = pattern("schedule", "date label").match(article.folded, line.block.span.start)
    return bool(line.places) or label is not None


def _heading(article: Article, line: Line, column: _Column) -> bool:
    """Whether the block heads what follows; the column then knows."""
    text = article.plain(line.block.span)
    if line.block.index < _TOP and column.opening is None:
        top = article.inside(article.dates, line.block.span)
        column.opening = next((d for d in top if d.precision == "day"), None)
    if len(text) > _SHORT or line.titles:
        return False
    if not line.has_data and pattern("schedule", "calendar").search(text):
        column.calendar = True
    headed = len(text) <= _HEADED and pattern("schedule", "heading words").search(text) is not None
    dates = article.inside(article.dates, line.block.span) if headed else line.dates
    dated = [date for date in dates if date.precision == "day"]
    dated.sort(key=lambda date: not any(map(str.isdigit, article.of(date.span))))  # a number before "tonight"
    section = pattern("schedule", "section").search(text)
    if section or line.block.index < 4:
        if pattern("schedule", "leaving heading").search(text):
            column.leaving = True
        elif pattern("schedule", "arriving heading").search(text):
            column.leaving = False
        if section:
            column.added = pattern("schedule", "added heading").search(text) is not None
    if _answers(article, line, column):
        return False
    if dated and not line.times and (headed or (line.whole and not _dateline(article, line, dated[0]))):
        column.date, column.time, column.title, column.data = dated[0], None, None, None
        if line.places:
            column.places = line.places
        column.headings.add(line.block.index)
        return True
    if line.times and not line.places and not line.dates and line.whole and column.title is None:
        column.time = line.times[0].time
        column.headings.add(line.block.index)
        return True
    if line.places and not line.times and not dated and line.whole and column.title is None:
        column.places, column.title, column.data = line.places, None, None
        column.headings.add(line.block.index)
        return True
    return False


def _dateline(article: Article, line: Line, date: DateMention) -> bool:
    """Whether the line only says when the article came out."""
    return line.block.index < _TOP and date.edtf == article.published.isoformat()


def _entries(article: Article, line: Line, column: _Column) -> Iterator[Entry]:
    index = line.block.index
    waits = column.title is not None and index - column.title.block.index <= _FAR
    if index == 0 and len(article.blocks) > _FAR and not line.times:  # the headline
        return
    if len(line.titles) > 1 and len(line.dates) > 1:  # a sentence that pairs them
        column.title = column.data = None
    elif line.titles and line.has_data:
        column.title = column.data = None
        yield _entry(article, line, line, column, "line")
    elif line.titles and (line.whole or _ends_with_mark(article, line)):
        if column.data is not None and index - column.data.block.index == 1:
            yield _entry(article, line, column.data, column, "data above")
            column.title = column.data = None
        else:
            yield from _waiting(article, column)
            column.title = line
    elif line.has_data and line.whole and waits and column.title is not None:
        yield _entry(article, column.title, line, column, "data below")
        column.title = None
    elif line.has_data and line.whole and (line.times or line.dates):
        yield from _waiting(article, column)
        column.title, column.data = None, line
    else:
        yield from _waiting(article, column)
        column.title = None


def _entry(article: Article, titled: Line, data: Line, column: _Column, rule: str) -> Entry:
    date = next((d for d in data.dates if d.precision in ("day", "month")), None)
    time = data.times[0].time if data.times else None
    places = data.places or titled.places or column.places
    anchors = [titled.titles[0].span, *(p.span for p in data.places[:1]), *(t.span for t in data.times[:1])]
    day = date or column.date or (column.opening if time or column.time else None)
    if day is not None:
        anchors.append(day.span)
        time = time or (day.time if day is date else column.time)
    head = Span(min(titled.core.start, data.core.start), max(titled.core.end, data.core.end))
    front = Span(head.start, titled.titles[0].span.start)
    leaving = (
        column.leaving
        or pattern("schedule", "leaving heading").search(article.folded, front.start, front.end) is not None
    )
    back = pattern("schedule", "been before").search(article.folded, titled.titles[0].span.end, head.end + 30)
    return Entry(
        max(titled.block.index, data.block.index), titled.titles, head, day, time, tuple(places), tuple(anchors), rule,
        leaving, column.added or back is not None, date is not None,
    )  # fmt: skip


def _with_zone(entry: Entry, zone: str) -> Entry:
    """The entry with the zone of "all times Eastern", where its clock has none."""
    if entry.time is None or " " in entry.time:
        return entry
    return replace(entry, time=f"{entry.time} {zone}")


def _ends_with_mark(article: Article, line: Line) -> bool:
    """Whether a mark divides the titles at the head of a block from the prose behind them."""
    return pattern("schedule", "mark").match(article.folded, line.core.end) is not None


def _worthy(entries: Sequence[Entry]) -> list[Entry]:
    """The entries that have a day and something beside it: bare titles count where several stand together."""
    dated = [entry for entry in entries if entry.date is not None]
    bare = sum(1 for entry in dated if entry.rule == "bare")
    return [entry for entry in dated if entry.rule != "bare" or bare >= 3]


def _body(article: Article, entries: Sequence[Entry], number: int) -> Span:
    """The description of an entry: what follows it up to the next entry."""
    entry = entries[number]
    start = entry.head.end
    if entry.rule == "bare":
        return Span(start, max(start, article.blocks[entry.block].span.end))
    end = min(start + _BODY, len(article.folded))
    if number + 1 < len(entries):
        end = max(start, min(end, entries[number + 1].head.start))
    blocks = article.blocks[entry.block : entry.block + 2]
    return Span(start, min(end, max(block.span.end for block in blocks)))


def _taken(article: Article, entries: Sequence[Entry], column: _Column) -> frozenset[int]:
    """The sentences that columns have read: the heads of entries, headings, and "tonight" in a description."""
    taken: set[int] = set()
    heads = [entry.head for entry in entries]
    blocks = {entry.block for entry in entries} | (column.headings if entries else set())
    today = article.published.isoformat()
    last = max(blocks, default=-9)
    headings = column.headings if entries else set()
    for sentence in article.sentences:
        if sentence.block in headings or any(
            head.start < sentence.span.end and sentence.span.start < head.end for head in heads
        ):
            taken.add(sentence.index)
        elif len(entries) >= 3 and min(blocks) <= sentence.block <= last + 1:
            dates = article.inside(article.dates, sentence.span)
            if dates and all(date.edtf == today for date in dates):
                taken.add(sentence.index)
    return frozenset(taken)


def _whole_head(article: Article, entry: Entry) -> Span:
    """The head of an entry and, where its block is one short line, the rest of that line."""
    end = article.blocks[entry.block].span.end
    return Span(entry.head.start, end) if entry.head.end < end <= entry.head.start + _SHORT else entry.head


def _weekday_only(article: Article, date: DateMention) -> bool:
    return date.weekday is not None and not any(map(str.isdigit, article.of(date.span)))


def _drafts(
    article: Article, entry: Entry, body: Span, *, listing: bool, regular: bool, country: str
) -> Iterator[Draft]:
    assert entry.date is not None
    first = entry.titles[0]
    for mention in entry.titles:
        slots: dict[str, Any] = {"title": mention.work.name}
        if entry.leaving:
            slots["until"] = entry.date.edtf
            if entry.places:
                slots["platform"] = names_of(entry.places)
            yield Draft("availability", slots, around(article, *entry.anchors), 0.6, ("schedule.leaving",))
            continue
        event = entry_event(
            article,
            _whole_head(article, entry),
            body,
            listing=listing and bool(entry.time),
            added=entry.added and not (listing and entry.time),
        )
        if event is None:
            continue
        season = next((m.season for m in article.inside(article.seasons, entry.head) if m.season is not None), None)
        if season is None:
            season = article.focus.season_at(first.span.start, mention.work)
        if season is not None:
            slots["season"] = season
        if event.episode is not None:
            slots["episode"] = event.episode
        if event.part is not None:
            slots["part"] = event.part
        slots["event"] = event.kind
        if regular and event.kind in ("episode", "premiere") and _weekday_only(article, entry.date):
            slots["event"], slots["schedule"] = "episode", "weekly"
        else:
            slots["date"] = entry.date.edtf
        if entry.time:
            slots["time"] = entry.time
        if entry.places:
            slots["platform"] = names_of(entry.places)
        if country:
            slots["region"] = country
        rhythm = schedule_of(article, Span(entry.head.start, min(body.end, entry.head.end + 160)))
        if rhythm and "schedule" not in slots:
            slots["schedule"] = rhythm
        slots["status"] = "confirmed"
        trail = ("schedule.entry", f"schedule.{entry.rule}", f"schedule.event {event.rule}")
        yield Draft("release", slots, around(article, *entry.anchors), 0.75, trail)
