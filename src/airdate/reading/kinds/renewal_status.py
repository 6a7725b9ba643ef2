"""How sure an outcome is, and who decides it."""

from __future__ import annotations

from airdate.reading.article import Article, PlaceMention, Work
from airdate.reading.cues import pattern
from airdate.reading.homes import HOMES, tied_home
from airdate.reading.layout import Sentence
from airdate.reading.model import Span
from airdate.reading.status import status_at
from airdate.reading.subjects import around_cue


def status_of(article: Article, clause: Span, cue: Span, outcome: str, rule: str) -> str:
    """The status of an outcome said at ``cue``, from the words of its clause."""
    folded = article.folded
    sentence = article.sentence_at(cue.start)
    whole = around_cue(sentence, cue) if sentence else clause
    if (
        outcome == "cancelled"
        and rule != "no season"
        and pattern("renewal", "never cancelled").search(folded, max(whole.start, cue.start - 45), cue.start)
    ):
        return "denied"
    if pattern("renewal", "whispered").search(folded, whole.start, clause.end):
        return "rumoured"
    if pattern("renewal", "in development").search(folded, cue.start, min(clause.end, cue.end + 4)):
        return "expected"
    near = max(clause.start, cue.start - 60, folded.rfind(",", clause.start, cue.start))
    if pattern("renewal", "hinted").search(folded, near, cue.end):
        return "expected"
    return "denied" if status_at(article, cue, scope=clause) == "denied" else "confirmed"


def decider(article: Article, sentence: Sentence, clause: Span, cue: Span, work: Work) -> PlaceMention | None:
    """Who renews or cancels: the service before the verb, or behind "by"; else the work's own, or the nearest."""
    places = [p for p in article.inside(article.places, around_cue(sentence, cue)) if p.kind in HOMES]
    folded = article.folded
    for place in places:
        if place.span.start >= cue.end and pattern("renewal", "by a place").fullmatch(
            folded, cue.end, place.span.start
        ):
            return place
    tied = tied_home(article, work)
    before = [p for p in places if clause.start <= p.span.start < cue.start and not p.possessive]
    if before and tied is None:
        return before[-1]
    if tied is not None:
        return tied
    return places[0] if places else None
