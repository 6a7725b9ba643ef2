"""What headings give to all that stands under them: the service, that titles leave it, and when."""

from __future__ import annotations

from dataclasses import dataclass

from airdate.reading.article import Article, PlaceMention
from airdate.reading.cues import pattern
from airdate.reading.dates import DateMention
from airdate.reading.layout import BOILERPLATE, CAPTION, HEADING
from airdate.reading.model import Span

PRECISE = ("day", "month", "part")


@dataclass(frozen=True, slots=True)
class Section:
    """The service of the headings above, whether titles leave it there, and the day that the heading gives."""

    place: PlaceMention | None = None
    leaves: bool = False
    date: DateMention | None = None


def sections(article: Article) -> list[Section]:
    """The section of each block, by the block's number."""
    found: list[Section] = []
    top = current = Section()
    for block in article.blocks:
        if block.kind not in (BOILERPLATE, CAPTION):
            if not found:
                top = current = _headed(article, block.span, Section())
            elif block.kind == HEADING and (not _names_a_work(article, block.span) or _leaves(article, block.span)):
                current = _headed(article, block.span, top)
        found.append(current)
    return found


def _headed(article: Article, span: Span, top: Section) -> Section:
    leaves = _leaves(article, span)
    places = [p for p in article.inside(article.places, span) if p.kind == "streaming"]
    named = {p.name for p in places}
    short = len(places) == 1 and span.end - span.start < len(places[0].name) + 8
    place = places[0] if len(named) == 1 and (leaves or short) else top.place
    if len(named) > 1:
        place = None
    dates = [d for d in article.inside(article.dates, span) if d.precision in PRECISE]
    return Section(place, leaves or top.leaves, dates[0] if leaves and dates else None)


def _names_a_work(article: Article, span: Span) -> bool:
    """Whether the heading is that of one work, so that the section above goes on."""
    return any(mention.role == "about" for mention in article.inside(article.titles, span))


def _leaves(article: Article, span: Span) -> bool:
    folded = article.folded
    return (
        pattern("availability", "leaving section").search(folded, span.start, span.end) is not None
        and pattern("availability", "no leaving section").search(folded, span.start, span.end) is None
    )
