"""Whether a work goes on: renewed, cancelled, ending, ordered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from airdate.reading.article import Article, Draft
from airdate.reading.cues import pattern
from airdate.reading.evidence import around
from airdate.reading.layout import Sentence
from airdate.reading.model import Span
from airdate.reading.status import status_at

_OUTCOMES = ("ending", "cancelled", "renewed", "ordered")


def drafts(article: Article) -> Iterator[Draft]:
    for sentence in article.about():
        said: set[str] = set()
        for outcome in _OUTCOMES:
            for hit in pattern("renewal", outcome).finditer(article.folded, sentence.span.start, sentence.span.end):
                span = Span(hit.start(), hit.end())
                if article.spoken(span.start) and outcome != "renewed":
                    continue
                if "cancelled" in said and outcome == "ending":
                    continue
                made = list(_claims(article, sentence, outcome, span))
                if made:
                    said.add(outcome)
                    yield from made
                    break


def _claims(article: Article, sentence: Sentence, outcome: str, cue: Span) -> Iterator[Draft]:
    folded = article.folded
    forward = _object_follows(article, sentence, cue)
    works = article.focus.works_at(cue.start, forward=forward)
    if not works:
        return
    seasons = _seasons(article, sentence, cue)
    if (
        outcome == "renewed"
        and not seasons
        and not pattern("renewal", "plainly renewed").search(folded, cue.start, cue.end)
    ):
        return
    if outcome == "ordered" and seasons and seasons != [1]:
        outcome = "renewed"
    places = [
        p for p in article.inside(article.places, sentence.span) if p.kind in ("streaming", "channel", "broadcaster")
    ]
    status = status_at(article, cue)
    if pattern("renewal", "negated").search(folded, max(sentence.span.start, cue.start - 40), cue.start):
        status = "denied"
    for work in works:
        for season in seasons if outcome in ("renewed", "ending") and seasons else [None]:
            slots: dict[str, Any] = {"title": work.name}
            if season is not None:
                slots["season"] = season
            slots["outcome"] = outcome
            if places:
                slots["platform"] = [places[0].name]
            slots["status"] = status
            yield Draft("renewal", slots, around(article, cue), 0.65, ("renewal." + outcome,))


def _object_follows(article: Article, sentence: Sentence, cue: Span) -> bool:
    """Whether the works stand after the verb: "has cancelled A and B", against "A was cancelled"."""
    before = article.folded[max(sentence.span.start, cue.start - 30) : cue.start]
    if pattern("renewal", "passive before").search(before):
        return False
    groups = [g for g in article.focus.groups(sentence) if g.span.start >= cue.end]
    return bool(groups) and groups[0].span.start - cue.end < 90


def _seasons(article: Article, sentence: Sentence, cue: Span) -> list[int]:
    """The seasons that the cue speaks of: those in it, else the next ones after it, else the last ones before it."""
    near = Span(max(sentence.span.start, cue.start - 120), min(sentence.span.end, cue.end + 90))
    mentions = [m for m in article.inside(article.seasons, near) if m.kind == "season" and m.seasons]
    within = [m for m in mentions if m.span.start < cue.end and m.span.end > cue.start]
    after = [m for m in mentions if m.span.start >= cue.end]
    before = [m for m in mentions if m.span.end <= cue.start]
    chosen = within[:1] or after[:1] or before[-1:]
    for mention in after[1:] if chosen == after[:1] else []:
        if not pattern("renewal", "between seasons").fullmatch(article.folded, chosen[-1].span.end, mention.span.start):
            break
        chosen.append(mention)
    return list(dict.fromkeys(number for mention in chosen for number in mention.seasons))
