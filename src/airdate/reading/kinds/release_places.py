"""Where a dated release can be watched, and the country it is limited to."""

from __future__ import annotations

from collections.abc import Sequence

from airdate.reading.article import Article, PlaceMention
from airdate.reading.cues import mapping, pattern
from airdate.reading.layout import Sentence
from airdate.reading.model import Span

WATCHED_ON = ("streaming", "channel", "broadcaster", "cinema", "disc", "shop")


def places_of(article: Article, sentence: Sentence, anchor: Span, clause: Span, window: Span) -> list[PlaceMention]:
    """The places to watch that belong with a date: those of its clause, else between its neighbours, else of the
    sentence; of several lists the nearest."""
    found = [place for place in article.inside(article.places, sentence.span) if _watched(article, sentence, place)]
    plain = [place for place in found if not place.possessive] or found[:1]
    for scope in (clause, window, sentence.span):
        here = [place for place in plain if scope.start <= place.span.start < scope.end]
        if here:
            return nearest_list(article, here, anchor)
    return []


def nearest_list(article: Article, places: Sequence[PlaceMention], anchor: Span) -> list[PlaceMention]:
    """The places named together ("BBC One and BBC iPlayer") nearest to the anchor."""
    lists: list[list[PlaceMention]] = []
    for place in places:
        if lists and pattern("release", "between places").fullmatch(
            article.folded, lists[-1][-1].span.end, place.span.start
        ):
            lists[-1].append(place)
        else:
            lists.append([place])
    if not lists:
        return []
    return min(
        lists, key=lambda group: min(abs(group[0].span.start - anchor.end), abs(anchor.start - group[-1].span.end))
    )


def region_of(article: Article, scope: Span) -> str:
    """The country that the words limit a release to, as ISO 3166, or nothing."""
    for code, words in mapping("release", "regions").items():
        for hit in pattern("release", "region").finditer(article.folded, scope.start, scope.end):
            if hit.group("country").casefold() in words.split("|"):
                return code
    return ""


def country_of_all(article: Article) -> str:
    """The one country for which the article says that all its dates hold, as ISO 3166, or nothing."""
    hit = pattern("release", "one country").search(article.folded)
    if hit is None:
        return ""
    name = (hit.group("first") or hit.group("second")).casefold()
    return next((code for code, words in mapping("release", "regions").items() if name in words.split("|")), "")


def names_of(places: Sequence[PlaceMention]) -> list[str]:
    """The names as claims spell them, none twice."""
    return list(dict.fromkeys(spelt(place) for place in places))


def spelt(place: PlaceMention) -> str:
    """The article's own name; cinemas and discs have one spelling each."""
    for spelling, words in mapping("release", "spellings").items():
        if place.name.casefold() in words.split("|"):
            return spelling
    return place.name


def _watched(article: Article, sentence: Sentence, place: PlaceMention) -> bool:
    if place.kind not in WATCHED_ON:
        return False
    before = max(sentence.span.start, place.span.start - 40)
    if pattern("release", "past home").search(article.folded, before, place.span.start):
        return False
    return not pattern("release", "not a home").match(article.folded, place.span.end, place.span.end + 40)
