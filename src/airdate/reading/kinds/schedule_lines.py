"""Lines of columns: which works, days, clocks and places stand at the head of a block, with hardly a word between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from airdate.reading.article import Article, PlaceMention, Spanned, TitleMention
from airdate.reading.cues import pattern
from airdate.reading.dates import DateMention, WeekdaySlot
from airdate.reading.kinds.release_places import WATCHED_ON
from airdate.reading.layout import Block
from airdate.reading.model import Span
from airdate.reading.seasons import SeasonMention
from airdate.reading.times import TimeMention, find_times

_LONGEST = 260  # characters looked at from the start of a block


@dataclass(frozen=True, slots=True)
class Line:
    """The head of a block. ``core`` ends where prose begins; ``whole`` if the block ends there too."""

    block: Block
    core: Span
    titles: tuple[TitleMention, ...]
    dates: tuple[DateMention, ...]
    times: tuple[TimeMention, ...]
    places: tuple[PlaceMention, ...]
    slots: tuple[WeekdaySlot, ...]
    seasons: tuple[SeasonMention, ...]
    whole: bool

    @property
    def has_data(self) -> bool:
        return bool(self.dates or self.times or self.places or self.slots)


def line_of(article: Article, block: Block) -> Line:
    """The head of ``block``: its mentions while only marks and small words stand between them."""
    scope = Span(block.span.start, min(block.span.end, block.span.start + _LONGEST))
    dates = article.inside(article.dates, scope)
    named = [
        m for m in article.inside(article.titles, scope) if m.role == "about" and not _within(m, dates, whole=False)
    ]
    titles = [m for m in named if m.quoted or not _within(m, dates, whole=True)] or named
    places = [
        p for p in article.inside(article.places, scope) if p.kind in WATCHED_ON and not _within(p, dates, whole=True)
    ]
    times = _times(article, scope, titles)
    mentions: list[Spanned] = [
        *titles, *dates, *times, *article.inside(article.slots, scope),
        *places,
        *article.inside(article.seasons, scope),
    ]  # fmt: skip
    mentions.sort(key=lambda mention: (mention.span.start, -mention.span.end))
    core: list[Spanned] = []
    end = block.span.start
    for mention in mentions:
        if mention.span.start < end:
            if mention.span.end <= end:
                core.append(mention)
            continue
        name = "lead" if not core else "thin"
        if not pattern("schedule", name).fullmatch(article.folded, end, mention.span.start):
            break
        core.append(mention)
        end = mention.span.end
    rest = article.folded[end : block.span.end]
    return Line(
        block,
        Span(block.span.start, end),
        tuple(m for m in core if isinstance(m, TitleMention)),
        tuple(m for m in core if isinstance(m, DateMention)),
        tuple(m for m in core if isinstance(m, TimeMention)),
        tuple(m for m in core if isinstance(m, PlaceMention)),
        tuple(m for m in core if isinstance(m, WeekdaySlot)),
        tuple(m for m in core if isinstance(m, SeasonMention)),
        pattern("schedule", "tail").fullmatch(rest) is not None,
    )


def _within(mention: Spanned, dates: Sequence[DateMention], *, whole: bool) -> bool:
    """Whether the mention is a part of a date, or (``whole``) the date itself: "Wednesday" before "9pm"."""
    a, b = mention.span.start, mention.span.end
    return any(d.span.start <= a and b <= d.span.end and (whole or d.span != mention.span) for d in dates)


def _times(article: Article, scope: Span, titles: Sequence[TitleMention]) -> list[TimeMention]:
    """The clocks of a stretch; one that begins with the number of a name ("Station 19 - 10pm", "Channel 4, 10pm") is
    read again behind it."""
    names: list[Spanned] = [*titles, *article.inside(article.places, scope)]
    found: list[TimeMention] = []
    for time in article.inside(article.times, scope):
        name = next((n for n in names if n.span.start <= time.span.start < n.span.end), None)
        if name is None:
            found.append(time)
        elif time.span.end > name.span.end:
            at = name.span.end
            again = find_times(article.folded[at : scope.end])[:1]
            found += [replace(t, span=Span(t.span.start + at, t.span.end + at)) for t in again]
    return found
