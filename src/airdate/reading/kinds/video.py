"""Trailers, teasers, clips and films from behind the scenes that exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from airdate.reading.article import Article, Draft
from airdate.reading.cues import mapping, pattern
from airdate.reading.evidence import around
from airdate.reading.model import Span


def drafts(article: Article) -> Iterator[Draft]:
    for sentence in article.about():
        folded = article.folded
        for form, expression in mapping("video", "forms").items():
            for hit in re.finditer(expression, folded[sentence.span.start : sentence.span.end]):
                span = Span(sentence.span.start + hit.start(), sentence.span.start + hit.end())
                near = Span(max(sentence.span.start, span.start - 60), min(sentence.span.end, span.end + 80))
                if not pattern("video", "exists").search(folded, near.start, near.end):
                    continue
                if pattern("video", "does not exist").search(folded, near.start, near.end):
                    continue
                groups = [g for g in article.focus.groups(sentence) if g.span.start >= span.end]
                follows = bool(groups) and bool(re.fullmatch(r"[^.;]{0,30}", folded[span.end : groups[0].span.start]))
                for work in article.focus.works_at(span.start, forward=follows):
                    slots: dict[str, Any] = {"title": work.name}
                    season = article.focus.season_at(span.start, work, reach=1)
                    if season is not None:
                        slots["season"] = season
                    slots["form"] = form
                    yield Draft("video", slots, around(article, span), 0.6, ("video.named",))
