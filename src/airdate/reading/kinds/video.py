"""Trailers, teasers, clips and films from behind the scenes that exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from airdate.reading.article import Article, Draft, Work
from airdate.reading.cues import mapping, pattern
from airdate.reading.evidence import around
from airdate.reading.layout import Sentence
from airdate.reading.model import Span
from airdate.reading.phrases import begun
from airdate.reading.subjects import group_after

_BEFORE, _AFTER = 60, 80  # characters around the word in which something says whether it exists
_OF_IT = 40  # characters within which the work follows: "a trailer for X"


def drafts(article: Article) -> Iterator[Draft]:
    for sentence in article.about():
        if article.folded[sentence.span.end - 1] == "?":
            continue
        for form in mapping("video", "forms"):
            for hit in _form(form).finditer(article.folded, sentence.span.start, sentence.span.end):
                yield from _claims(article, sentence, Span(*hit.span()), form)


@cache
def _form(form: str) -> re.Pattern[str]:
    return begun(re.compile(mapping("video", "forms")[form]))


def _claims(article: Article, sentence: Sentence, span: Span, form: str) -> Iterator[Draft]:
    folded = article.folded
    near = Span(max(sentence.span.start, span.start - _BEFORE), min(sentence.span.end, span.end + _AFTER))
    said = pattern("video", "exists").search(folded, near.start, near.end) is not None
    if not said and not pattern("video", "exists by itself").fullmatch(form):
        return
    denied = Span(max(near.start, folded.rfind(" but ", near.start, span.start)), min(near.end, span.end + 45))
    if pattern("video", "does not exist").search(folded, denied.start, denied.end):
        return
    trail = "video.named" if said else "video.mentioned"
    for work in _works(article, sentence, span):
        slots: dict[str, Any] = {"title": work.name}
        season = article.focus.season_at(span.start, work, reach=1)
        if season is None and work is article.focus.main:
            season = article.focus.current_season(work)
        if season is not None:
            slots["season"] = season
        slots["form"] = form
        yield Draft("video", slots, around(article, span), 0.6 if said else 0.5, (trail,))


def _works(article: Article, sentence: Sentence, span: Span) -> tuple[Work, ...]:
    after = group_after(article, sentence, span.end)
    if after is not None and re.fullmatch(rf"[^.;]{{0,{_OF_IT}}}", article.folded[span.end : after.span.start]):
        return article.focus.works_at(span.start, forward=True)
    return article.focus.works_at(span.start)
