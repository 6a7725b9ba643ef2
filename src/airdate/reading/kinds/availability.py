"""Where a work can be watched or bought now, and until when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from airdate.reading.article import Article, Draft, PlaceMention
from airdate.reading.cues import mapping, pattern
from airdate.reading.evidence import around
from airdate.reading.layout import Sentence
from airdate.reading.model import Span

_REACH = 60


def drafts(article: Article) -> Iterator[Draft]:
    for sentence in article.about():
        yield from _leaving(article, sentence)
        for hit in pattern("availability", "cue").finditer(article.folded, sentence.span.start, sentence.span.end):
            cue = Span(hit.start(), hit.end())
            places = _places(article, sentence, cue)
            if places:
                yield from _claims(article, sentence, cue, places)
                break


def _places(article: Article, sentence: Sentence, cue: Span) -> list[PlaceMention]:
    near = Span(max(sentence.span.start, cue.start - 5), min(sentence.span.end, cue.end + _REACH))
    found = [p for p in article.inside(article.places, near) if p.kind != "carrier" and not p.possessive]
    chosen: list[PlaceMention] = []
    for place in found:
        if chosen and not pattern("release", "between places").fullmatch(
            article.folded[chosen[-1].span.end : place.span.start]
        ):
            break
        chosen.append(place)
    return chosen


def _claims(article: Article, sentence: Sentence, cue: Span, places: list[PlaceMention]) -> Iterator[Draft]:
    folded = article.folded
    scope = folded[max(sentence.span.start, cue.start - 80) : min(sentence.span.end, places[-1].span.end + 40)]
    if pattern("availability", "not now").search(scope):
        return
    for date in article.inside(article.dates, sentence.span):
        if date.span.start < places[-1].span.end + 40 and date.lead != "until" and date.precision in ("day", "month"):
            return
    works = article.focus.works_at(cue.start)
    for work in works:
        slots: dict[str, Any] = {"title": work.name}
        season = article.focus.season_at(cue.start, work)
        if season is not None:
            slots["season"] = season
        slots["platform"] = [place.name for place in places]
        terms = _terms(folded[max(sentence.span.start, cue.start - 40) : places[-1].span.end + 30], places)
        if terms:
            slots["terms"] = terms
        if terms == "buy":
            for form, expression in mapping("basis", "forms").items():
                hit = pattern("availability", "related thing").search(
                    folded, max(sentence.span.start, cue.start - 60), cue.end
                )
                if hit and form.split()[-1] in hit.group() and expression:
                    slots["form"] = form
                    break
        yield Draft("availability", slots, around(article, cue, places[0].span), 0.55, ("availability.now",))


def _terms(scope: str, places: list[PlaceMention]) -> str:
    for terms in ("buy", "rent", "free", "ads"):
        if pattern("availability", terms).search(scope):
            return terms
    if places[0].kind == "disc":
        return "buy"
    if places[0].kind == "streaming" and pattern("availability", "streaming").search(scope):
        return "subscription"
    return ""


def _leaving(article: Article, sentence: Sentence) -> Iterator[Draft]:
    """What goes from a service, with the day of its going where given."""
    folded = article.folded
    hit = pattern("availability", "leaving").search(folded, sentence.span.start, sentence.span.end)
    if not hit:
        return
    cue = Span(hit.start(), hit.end())
    places = [p for p in article.inside(article.places, sentence.span) if p.kind == "streaming"]
    dates = article.inside(article.dates, sentence.span)
    if not places or not dates:
        return
    for work in article.focus.works_at(cue.start):
        slots = {"title": work.name, "platform": [places[0].name], "until": dates[0].edtf}
        yield Draft("availability", slots, around(article, cue, dates[0].span), 0.5, ("availability.leaving",))
