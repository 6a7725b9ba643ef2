"""When a work, or a part of it, becomes watchable, as running text says it (for columns see ``schedule.py``)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from airdate.reading.article import Article, Draft, PlaceMention
from airdate.reading.cues import pattern
from airdate.reading.dates import DateMention
from airdate.reading.evidence import around
from airdate.reading.layout import Sentence
from airdate.reading.model import Span
from airdate.reading.status import status_at

WATCHED_ON = ("streaming", "channel", "broadcaster", "cinema", "disc", "shop")
_CUE_REACH = 150


def drafts(article: Article) -> Iterator[Draft]:
    for sentence in article.about():
        dates = article.inside(article.dates, sentence.span)
        used: set[int] = set()
        for number, date in enumerate(dates):
            low = dates[number - 1].span.end if number else sentence.span.start
            high = dates[number + 1].span.start if number + 1 < len(dates) else sentence.span.end
            for draft in _dated(article, sentence, date, low, high):
                used.add(number)
                yield draft
        if not used:
            yield from _slots(article, sentence)
            yield from _undated(article, sentence)


def _dated(article: Article, sentence: Sentence, date: DateMention, low: int, high: int) -> Iterator[Draft]:
    folded = article.folded
    begin, end = sentence.span.start, sentence.span.end
    if date.attributive and not pattern("release", "attributive ok").match(folded, date.span.end):
        return
    if date.lead in ("since", "before", "of") or ("/.." in date.edtf and date.lead not in ("until", "after", "from")):
        return
    near = Span(max(begin, date.span.start - 110), min(end, date.span.end + 110))
    if pattern("release", "no release").search(folded, max(near.start, low), min(near.end, high)):
        return
    cue = _cue(article, date, begin, end)
    platforms = _platforms(article, sentence, date.span)
    if cue is None and not (platforms and date.time):
        return
    forward = _looks_forward(article, sentence, date)
    works = article.focus.works_at(date.span.start, forward=forward)
    if not works:
        return
    if cue is not None and pattern("release", "leaving cue").search(folded, cue.start, cue.end):
        return
    event, episode, part = _event(article, sentence, date, cue)
    for work in works:
        season = article.focus.season_at(date.span.start, work, reach=1)
        slots: dict[str, Any] = {"title": work.name}
        if season is not None:
            slots["season"] = season
        if episode is not None:
            slots["episode"] = episode
        if part is not None:
            slots["part"] = part
        slots["event"] = event
        slots["date"] = date.edtf
        if date.time:
            slots["time"] = date.time
        if platforms:
            slots["platform"] = [place.name for place in platforms]
        schedule = _schedule(article, sentence)
        if schedule:
            slots["schedule"] = schedule
        scope = Span(max(begin, near.start), near.end)
        slots["status"] = status_at(article, date.span, precision=date.precision, scope=scope)
        sure = (
            0.5 + (0.2 if cue is not None else 0) + (0.1 if platforms else 0) + (0.1 if date.precision == "day" else 0)
        )
        anchors = [date.span, *(place.span for place in platforms if begin <= place.span.start < end)]
        yield Draft("release", slots, around(article, *anchors), sure, ("release.dated",))


def _cue(article: Article, date: DateMention, begin: int, end: int) -> Span | None:
    """The nearest word of release before the date, or after it where it stands first."""
    best: tuple[int, Span] | None = None
    for hit in pattern("release", "cue").finditer(article.folded, begin, end):
        gap = date.span.start - hit.end() if hit.end() <= date.span.start else hit.start() - date.span.end
        if gap < 0:
            gap = 0
        if gap <= _CUE_REACH and (best is None or gap < best[0]):
            best = (gap, Span(hit.start(), hit.end()))
    return best[1] if best else None


def _looks_forward(article: Article, sentence: Sentence, date: DateMention) -> bool:
    """Whether the sentence puts dates before what they date: "On Monday X returns, and on Friday Y"."""
    groups = article.focus.groups(sentence)
    if not groups:
        return False
    dates = article.inside(article.dates, sentence.span)
    first_date, first_title = dates[0].span.start, groups[0].span.start
    if first_date < first_title and (len(groups) > 1 or dates[0] is date):
        return any(group.span.start > date.span.end for group in groups)
    return False


def _platforms(article: Article, sentence: Sentence, anchor: Span) -> list[PlaceMention]:
    """The places to watch in the sentence that belong with the date: those of the nearest list."""
    places = [p for p in article.inside(article.places, sentence.span) if p.kind in WATCHED_ON and not p.possessive]
    places = [
        p
        for p in places
        if not pattern("release", "past home").search(
            article.folded, max(sentence.span.start, p.span.start - 40), p.span.start
        )
    ]
    if not places:
        places = [p for p in article.inside(article.places, sentence.span) if p.kind in WATCHED_ON and p.possessive][:1]
    if len(places) < 2:
        return places
    nearest = min(places, key=lambda p: min(abs(p.span.start - anchor.end), abs(anchor.start - p.span.end)))
    at = places.index(nearest)
    chosen = [nearest]
    for step in (-1, 1):
        here = at
        while 0 <= here + step < len(places):
            a, b = sorted((places[here], places[here + step]), key=lambda p: p.span)
            if not pattern("release", "between places").fullmatch(article.folded[a.span.end : b.span.start]):
                break
            here += step
            chosen.append(places[here])
    return sorted(chosen, key=lambda p: p.span)


def _event(
    article: Article, sentence: Sentence, date: DateMention, cue: Span | None
) -> tuple[str, int | None, int | None]:
    folded = article.folded
    begin, end = max(sentence.span.start, date.span.start - 130), min(sentence.span.end, date.span.end + 60)
    numbered = [
        m for m in article.inside(article.seasons, Span(begin, end)) if m.episode is not None or m.part is not None
    ]
    for mention in numbered:
        if mention.part is not None:
            return ("part" if mention.part > 1 else "premiere"), None, mention.part if mention.part > 1 else None
    for mention in numbered:
        if mention.episode is not None and mention.episode > 1:
            return "episode", mention.episode, None
    if pattern("release", "finale").search(folded, begin, end):
        return "finale", None, None
    if pattern("release", "special").search(folded, begin, end):
        return "special", None, None
    if pattern("release", "added").search(folded, begin, end):
        return "added", None, None
    if pattern("release", "episode").search(folded, begin, end):
        return "episode", None, None
    return "premiere", None, None


def _schedule(article: Article, sentence: Sentence) -> str:
    slots = article.inside(article.slots, sentence.span)
    if slots:
        return slots[0].schedule
    for name in ("weekly", "all-at-once", "daily", "weekdays"):
        if pattern("release", name).search(article.folded, sentence.span.start, sentence.span.end):
            return name
    return ""


def _slots(article: Article, sentence: Sentence) -> Iterator[Draft]:
    """A regular slot: "on Thursdays at 9pm"."""
    for slot in article.inside(article.slots, sentence.span):
        works = article.focus.works_at(slot.span.start)
        if not works or not (
            slot.time or pattern("release", "cue").search(article.folded, sentence.span.start, sentence.span.end)
        ):
            continue
        platforms = _platforms(article, sentence, slot.span)
        for work in works:
            slots: dict[str, Any] = {"title": work.name, "event": "episode", "schedule": slot.schedule}
            season = article.focus.season_at(slot.span.start, work)
            if season is not None:
                slots["season"] = season
            if slot.time:
                slots["time"] = slot.time
            if platforms:
                slots["platform"] = [place.name for place in platforms]
            slots["status"] = "confirmed"
            yield Draft("release", slots, around(article, slot.span), 0.45, ("release.slot",))


def _undated(article: Article, sentence: Sentence) -> Iterator[Draft]:
    """A future platform with no date, and a date that is said not to be known."""
    folded = article.folded
    hit = pattern("status", "unknown").search(folded, sentence.span.start, sentence.span.end)
    if hit:
        for work in article.focus.works_at(hit.start())[:1]:
            slots: dict[str, Any] = {"title": work.name, "event": "premiere", "status": "unknown"}
            season = article.focus.season_at(hit.start(), work)
            if season is not None:
                slots["season"] = season
            yield Draft("release", slots, around(article, Span(hit.start(), hit.end())), 0.5, ("release.unknown",))
        return
    hit = pattern("release", "coming to").search(folded, sentence.span.start, sentence.span.end)
    if not hit:
        return
    places = [
        p
        for p in article.inside(article.places, Span(hit.end(), min(hit.end() + 12, sentence.span.end)))
        if p.kind in WATCHED_ON
    ]
    if not places:
        return
    places = _platforms(article, sentence, places[0].span)
    for work in article.focus.works_at(hit.start()):
        slots = {
            "title": work.name,
            "event": "premiere",
            "platform": [place.name for place in places],
            "status": "confirmed",
        }
        season = article.focus.season_at(hit.start(), work)
        if season is not None:
            slots["season"] = season
        yield Draft("release", slots, around(article, Span(hit.start(), hit.end())), 0.45, ("release.coming to",))
