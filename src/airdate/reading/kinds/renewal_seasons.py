"""Which seasons the words of renewal and cancellation speak of."""

from __future__ import annotations

from dataclasses import dataclass

from airdate.reading.article import Article
from airdate.reading.cues import pattern
from airdate.reading.layout import Sentence
from airdate.reading.model import Span
from airdate.reading.numbers import ORDINALS

_AHEAD, _BACK = 90, 120


@dataclass(frozen=True, slots=True)
class Count:
    """Numbers of seasons as one place of the text gives them."""

    span: Span
    numbers: tuple[int, ...]
    final: bool = False


def seasons_near(article: Article, sentence: Sentence, cue: Span, clause: Span) -> list[Count]:
    """The seasons of a cue: those in it, else the next ones after it, else the last ones before it."""
    near = Span(max(sentence.span.start, cue.start - _BACK), min(sentence.span.end, cue.end + _AHEAD))
    counts = [
        Count(m.span, m.seasons)
        for m in article.inside(article.seasons, near)
        if m.kind == "season" and m.seasons and len(m.seasons) < 5
    ]
    within = [c for c in counts if c.span.start < cue.end and c.span.end > cue.start]
    after = [c for c in counts if c.span.start >= cue.end]
    before = [c for c in counts if c.span.end <= cue.start and c.span.start >= clause.start]
    chosen = within[:1] or after[:1] or before[-1:]
    if chosen and chosen == before[-1:] and len(before) > 1 and _linked(article, before[-2], before[-1]):
        chosen = before[-2:]
    rest = [c for c in counts if chosen and c.span.start >= chosen[-1].span.end]
    for count in rest:
        if not _linked(article, chosen[-1], count):
            break
        chosen.append(count)
    bare = [] if within or after else season_words(article, Span(cue.end, near.end))
    if bare:
        return [Count(Span(cue.end, cue.end), tuple(bare))]
    if after and chosen[:1] == after[:1]:
        first = pattern("renewal", "bare season").search(article.folded, cue.end, after[0].span.start)
        if first and pattern("renewal", "between seasons").match(article.folded, first.end(), after[0].span.end):
            chosen.insert(0, Count(Span(first.start(), first.start()), (ORDINALS[first["ordinal"].lower()],)))
    if chosen:
        more = _bare_link(article, chosen[-1].span.end, near.end)
        if more:
            chosen.append(Count(Span(chosen[-1].span.end, chosen[-1].span.end), more))
    return chosen


def _linked(article: Article, one: Count, other: Count) -> bool:
    return pattern("renewal", "between seasons").fullmatch(article.folded, one.span.end, other.span.start) is not None


def _bare_link(article: Article, position: int, end: int) -> tuple[int, ...]:
    """The ordinal behind "a fourth series and": "a fifth"."""
    link = pattern("renewal", "between seasons").match(article.folded, position, end)
    hit = pattern("renewal", "bare season").match(article.folded, position + 1, end) if link else None
    if hit is None and link:
        hit = pattern("renewal", "bare season").match(article.folded, position + 5, end)
    return (ORDINALS[hit["ordinal"].lower()],) if hit else ()


def season_words(article: Article, scope: Span) -> list[int]:
    """Seasons named by an ordinal alone: "for a fifth year", "a second of"."""
    hit = pattern("renewal", "bare season").search(article.folded, scope.start, min(scope.end, scope.start + 60))
    return [ORDINALS[hit["ordinal"].lower()]] if hit else []


def season_after(article: Article, sentence: Sentence, position: int) -> list[int]:
    """The seasons that follow a title: "A for season 2"."""
    for mention in article.inside(article.seasons, Span(position, min(sentence.span.end, position + 60))):
        if mention.kind == "season" and mention.seasons:
            if pattern("renewal", "for a season").fullmatch(article.folded, position, mention.span.start):
                return list(mention.seasons)
            return []
    return []


def of_work(article: Article, start: int, end: int) -> bool:
    """Whether a season that ends at ``start`` is that of the work at ``end``: "a second series of the hit X"."""
    if article.folded.find(", and ", start, end) >= 0:
        return False  # another clause: "a fourth season on Hulu, and X is"
    return end - start < 90 and pattern("renewal", "of a work").fullmatch(article.folded, start, end) is not None


def last_made(article: Article, sentence: Sentence, clause: Span, cue: Span) -> list[Count]:
    """The last season of what ends: "after two seasons" and "after its second season" are 2."""
    found: list[tuple[int, Count]] = []
    start = max(sentence.span.start, cue.start - 60)
    for mention in article.inside(article.seasons, Span(start, clause.end)):
        lead = article.folded[max(start, mention.span.start - 30) : mention.span.start]
        if not pattern("renewal", "after a season").search(lead):
            continue
        distance = abs(mention.span.start - cue.end)
        if mention.kind == "season" and len(mention.seasons) == 1:
            found.append((distance, Count(mention.span, mention.seasons)))
        elif mention.kind == "count" and mention.count is not None and mention.noun.startswith(("season", "series")):
            found.append((distance, Count(mention.span, (mention.count,))))
    alone = pattern("renewal", "one season").search(article.folded, cue.start, clause.end)
    if alone and not found:
        return [Count(Span(*alone.span()), (1,))]
    return [min(found, key=lambda pair: pair[0])[1]] if found else []
