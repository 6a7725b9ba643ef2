"""What a claim's own sentence leaves out and the rest of the article gives: the platform, the season."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from airdate.reading.article import Article, Draft, PlaceMention, Work
from airdate.reading.cues import pattern
from airdate.reading.model import Span

_HOMES = ("streaming", "channel", "broadcaster")


def complete(article: Article, drafts: Iterable[Draft]) -> Iterator[Draft]:
    """The drafts with the platform of their work, where the article ties one to it, and the season it is about."""
    works = {work.name: work for work in article.works}
    homes: dict[str, PlaceMention | None] = {}
    common = _common_home(article)
    for draft in drafts:
        work = works.get(draft.slots.get("title", ""))
        slots: dict[str, Any] = dict(draft.slots)
        if work is not None and draft.kind in ("release", "renewal") and "platform" not in slots:
            if work.name not in homes:
                homes[work.name] = home_of(article, work)
            home = homes[work.name] or common
            if home is not None:
                slots["platform"] = [home.name]
        if (
            work is not None
            and draft.kind == "release"
            and "season" not in slots
            and slots.get("event") in ("premiere", "finale")
            and _lies_ahead(article, str(slots.get("date", "9")))
            and (season := article.focus.current_season(work)) is not None
        ):
            slots["season"] = season
        yield dataclasses.replace(draft, slots=slots) if slots != draft.slots else draft


def _lies_ahead(article: Article, edtf: str) -> bool:
    day = article.published.isoformat()
    return edtf[:10] >= day[: len(edtf[:10])]


def _common_home(article: Article) -> PlaceMention | None:
    """The one service that the article is about, if it hardly names another."""
    count: Counter[str] = Counter()
    first: dict[str, PlaceMention] = {}
    for place in article.places:
        sentence = article.sentence_at(place.span.start)
        if place.kind not in _HOMES or sentence is None or article.block_of(sentence).kind == "boilerplate":
            continue
        before = article.folded[max(0, place.span.start - 40) : place.span.start]
        if pattern("release", "past home").search(before):
            continue
        count[place.name] += 2 if sentence.index < 2 else 1
        first.setdefault(place.name, place)
    if not count:
        return None
    name, times = min(count.items(), key=lambda item: (-item[1], first[item[0]].span))
    return first[name] if times >= 0.5 * sum(count.values()) else None


def home_of(article: Article, work: Work) -> PlaceMention | None:
    """The place that the article gives a work as its own: "Netflix's X", "the BBC drama X", "X (ITV)"."""
    for span in work.spans:
        for place in article.inside(article.places, Span(max(0, span.start - 45), span.start)):
            if place.kind in _HOMES and pattern("release", "home before").fullmatch(
                article.folded, place.span.end, span.start
            ):
                return place
        for place in article.inside(article.places, Span(span.end, span.end + 60)):
            if place.kind in _HOMES and pattern("release", "home after").fullmatch(
                article.folded, span.end, place.span.start
            ):
                return place
    return None
