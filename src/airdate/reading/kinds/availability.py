"""Where a work can be watched or bought now.

Each list of services in a sentence is looked at from both sides: the words before it must say that something can be had
there ("is streaming on", "you can rent it from"), or the words after it that it holds something ("Hulu has").
What is still to come, what was, and what is said of an app or a trailer is no availability.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from airdate.reading.article import Article, Draft, PlaceMention, TitleMention, Work
from airdate.reading.cues import pattern
from airdate.reading.evidence import around
from airdate.reading.homes import tied_home
from airdate.reading.kinds.availability_leaving import leaving, until_of
from airdate.reading.kinds.availability_sections import Section, sections
from airdate.reading.kinds.availability_terms import region_of, related_form, terms_of
from airdate.reading.layout import Sentence
from airdate.reading.model import Span
from airdate.reading.subjects import clause_end, clause_start, group_after, spoken_of

_HAVE = ("streaming", "disc", "shop", "cinema", "channel", "broadcaster")
_NEAR = 35  # characters before the verb in which its subject stands


def drafts(article: Article) -> Iterator[Draft]:
    above = sections(article)
    for sentence in article.about():
        lists = list(_lists(article, sentence))
        for places, end in lists:
            yield from _of_places(article, sentence, places, end)
        if not lists:
            yield from _somewhere(article, sentence, above[sentence.block])
    yield from leaving(article, above)


def _lists(article: Article, sentence: Sentence) -> list[tuple[tuple[PlaceMention, ...], int]]:
    """The lists of services of a sentence, each with the end of what can be said of it."""
    found: list[list[PlaceMention]] = []
    for place in article.inside(article.places, sentence.span):
        gap = article.folded[found[-1][-1].span.end : place.span.start] if found else ""
        if found and pattern("availability", "between places").fullmatch(gap):
            found[-1].append(place)
        else:
            found.append([place])
    ends = [*(places[0].span.start for places in found[1:]), sentence.span.end][: len(found)]
    return [
        (tuple(places), min(end, clause_end(article, sentence, places[-1].span.end)))
        for places, end in zip(found, ends, strict=True)
    ]


def _of_places(article: Article, sentence: Sentence, places: tuple[PlaceMention, ...], end: int) -> Iterator[Draft]:
    if (
        any(place.kind not in _HAVE and place.name != "Apple TV" for place in places)
        or places[0].kind not in _HAVE
        or places[-1].possessive
    ):
        return
    folded, last = article.folded, places[-1].span.end
    before = Span(clause_start(article, sentence, places[0].span.start), places[0].span.start)
    if pattern("availability", "label").search(folded, before.start, before.end):
        yield from _claims(article, sentence, places, before, end, "availability.label")
        return
    if places[0].kind == "streaming" and not _past(article, before):
        after = group_after(article, sentence, last)
        title = after.span.start if after is not None else end
        if title <= end and pattern("availability", "forward").match(folded, last, title):
            scope = Span(last, end)
            if after is not None:
                yield from _made(article, sentence, places, after.works, scope, end, "availability.has")
                return
            if pattern("availability", "episodes held").search(folded, last, end) and not _dated(article, scope):
                works = spoken_of(article, sentence, last)
                yield from _made(article, sentence, places, works, scope, end, "availability.has, work before")
                return
    if places[0].kind == "streaming" and (named := _added_there(article, sentence, before, last, end)):
        yield from _made(article, sentence, places, named, Span(last, end), end, "availability.added there")
        return
    here = pattern("availability", "here now").search(folded, before.start, before.end)
    if here:
        yield from _claims(article, sentence, places, before, end, "availability.now", here.start())
    elif pattern("availability", "arrived").search(folded, before.start, before.end):
        yield from _claims(article, sentence, places, before, end, "availability.arrived")
    elif places[0].kind in ("streaming", "cinema") and _leads(article, sentence, places[0].span.start):
        yield from _claims(article, sentence, places, before, end, "availability.bracket")


def _added_there(article: Article, sentence: Sentence, before: Span, last: int, end: int) -> Sequence[Work]:
    """The works behind a service that it has lately got, without a date: "the latest additions to Hulu are A and B"."""
    after = group_after(article, sentence, last)
    if after is None or after.span.start > end or _dated(article, Span(before.start, end)):
        return ()
    gap = article.folded[last : after.span.start]
    to_it = pattern("availability", "added to").search(article.folded, before.start, before.end)
    if pattern("availability", "which are" if to_it else "has added").fullmatch(gap):
        return after.works
    return ()


def _leads(article: Article, sentence: Sentence, position: int) -> bool:
    """Whether the sentence begins with a title and the place in brackets behind it, and nothing dates it."""
    groups = article.focus.groups(sentence)
    return (
        bool(groups)
        and groups[0].span.start - sentence.span.start < 5
        and bool(pattern("availability", "bracket").fullmatch(article.folded, groups[0].span.end, position))
        and not article.inside(article.dates, article.block_of(sentence).span)
        and not article.inside(article.slots, article.block_of(sentence).span)
        and sentence.span.end - position > 30
    )


def _somewhere(article: Article, sentence: Sentence, section: Section) -> Iterator[Draft]:
    """ "Nine Tenths, now streaming" under the name of a service, or of a work whose service is told."""
    hit = pattern("availability", "now, somewhere").search(article.folded, sentence.span.start, sentence.span.end)
    if not hit or _past(article, Span(max(sentence.span.start, hit.start() - 60), hit.start())):
        return
    works = spoken_of(article, sentence, hit.end())
    place = section.place or next((home for work in works[:1] if (home := tied_home(article, work))), None)
    if place is not None and place.kind == "streaming" and not _dated(article, sentence.span):
        scope = Span(max(sentence.span.start, hit.start() - 90), hit.end())
        yield from _made(article, sentence, [place], works, scope, hit.end(), "availability.now, place elsewhere")


def _past(article: Article, scope: Span) -> bool:
    return pattern("availability", "not now").search(article.folded, scope.start, scope.end) is not None


def _claims(
    article: Article,
    sentence: Sentence,
    places: Sequence[PlaceMention],
    before: Span,
    end: int,
    trail: str,
    cue: int | None = None,
) -> Iterator[Draft]:
    """The claims of a place whose work stands before it."""
    folded = article.folded
    place = places[0]
    said = Span(before.start, cue if cue is not None else before.end)
    if cue is not None:  # "season 2 comes on 3 August and season 1 is streaming now": the date is another season's
        for date in article.inside(article.dates, said):
            if article.inside(article.seasons, Span(date.span.end, cue)):
                before = Span(date.span.end, before.end)
    if trail == "availability.now":
        near = Span(max(before.start, said.end - _NEAR), before.end)
        if _past(article, near) or pattern("availability", "not now after").match(folded, places[-1].span.end, end):
            return
        if place.kind in ("channel", "broadcaster") and not (
            pattern("availability", "now on a channel").search(folded, before.start, end)
            or pattern("availability", "trade").search(folded, said.end, before.end)
        ):
            return
        discs = [p for p in article.inside(article.places, said) if p.kind == "disc"]
        if discs and place.kind in ("shop", "streaming"):
            places = [*discs[-1:], *places]
        elif _is_service(article, sentence, said):
            return
    if trail != "availability.label" and _dated(article, Span(before.start, end)):
        return
    yield from _made(article, sentence, places, spoken_of(article, sentence, place.span.start), before, end, trail)


def _is_service(article: Article, sentence: Sentence, said: Span) -> bool:
    """Whether the subject is a service: the last name before the verb is one, and no title stands between."""
    services = article.inside(article.places, said)
    if not services:
        return False
    last = services[-1]
    between = group_after(article, sentence, last.span.end)
    return not last.possessive and (between is None or between.span.start >= said.end) and (
        said.end - last.span.end < 25)  # fmt: skip


def _dated(article: Article, scope: Span) -> bool:
    """Whether the clause dates what it says, so that it tells of a release."""
    return any(
        date.precision in ("day", "month", "season", "interval") and date.lead not in ("until", "till", "since")
        for date in article.inside(article.dates, scope)
    )


def held_there(
    article: Article,
    sentence: Sentence,
    places: Sequence[PlaceMention],
    work: Work,
    mention: TitleMention | None,
) -> tuple[dict[str, Any], list[Span]]:
    """The slots of an availability that its place and work are known of, and the spans that it rests on.

    ``mention`` is the title's where that stands in a block of its own under the line of the place.
    """
    first = places[0].span
    before = Span(clause_start(article, sentence, first.start), first.start)
    end = clause_end(article, sentence, places[-1].span.end)
    anchors = [first]
    shared = _shared(article, places, before, Span(before.start, end))
    entry = article.sentence_at(mention.span.start) if mention is not None else None
    if mention is not None and entry is not None and entry is not sentence:
        anchors.append(mention.span)
        shared |= _shared(article, places, entry.span, entry.span)
        before = entry.span
    elif mention is not None and mention.span.start > first.end:
        before = Span(before.start, end)
    slots: dict[str, Any] = {"title": work.name}
    seasons = _seasons(article, before)
    if len(seasons) == 1 and "form" not in shared:
        slots["season"] = seasons[0]
    slots["platform"] = [place.name for place in places]
    if pattern("availability", "denied").search(article.folded, before.start, before.end):
        shared["status"] = "denied"
    return {**slots, **shared}, anchors


def _shared(article: Article, places: Sequence[PlaceMention], before: Span, whole: Span) -> dict[str, Any]:
    """What a clause (``whole``; ``before`` the place) says of all works that it names: terms, region, the last day."""
    shared: dict[str, Any] = terms_of(article, whole, places)
    form = related_form(article, before) if shared.get("terms") == "buy" else ""
    if form:
        shared["form"] = form
    if "terms" not in shared and places[0].kind in ("channel", "broadcaster"):
        shared["terms"] = "broadcast"
    region = region_of(article, whole)
    if region:
        shared["region"] = region
    until = until_of(article, whole)
    if until:
        shared["until"] = until
    return shared


def _made(
    article: Article,
    sentence: Sentence,
    places: Sequence[PlaceMention],
    works: Sequence[Work],
    before: Span,
    end: int,
    trail: str,
) -> Iterator[Draft]:
    whole = Span(min(before.start, places[0].span.start), max(end, before.end))
    shared = _shared(article, places, before, whole)
    form = shared.get("form")
    if pattern("availability", "denied").search(article.folded, before.start, before.end):
        shared["status"] = "denied"
        trail += ", denied"
    for work in works:
        seasons: list[int | None] = [*_seasons(article, before)] or [None]
        for season in seasons:
            slots: dict[str, Any] = {"title": work.name}
            if season is not None and not form:
                slots["season"] = season
            slots["platform"] = [place.name for place in places]
            yield Draft("availability", {**slots, **shared}, around(article, places[0].span), 0.55, (trail,))


def _seasons(article: Article, before: Span) -> list[int]:
    """The seasons that the clause counts: each of "seasons one and two", the one of "season 3"."""
    mentions = [m for m in article.inside(article.seasons, before) if m.kind == "season" and m.seasons]
    if not mentions:
        return []
    last = mentions[-1]
    if len(last.seasons) > 4 or pattern("availability", "first of many").match(article.folded, last.span.start):
        return []
    chosen = list(last.seasons)
    for mention in mentions[:-1]:
        if pattern("renewal", "between seasons").fullmatch(article.folded, mention.span.end, last.span.start):
            chosen = [*mention.seasons, *chosen]
    return chosen
