"""The words that support a claim: at most 400 characters around what the rule relied on."""

from __future__ import annotations

from collections.abc import Iterable

from airdate.reading.article import Article
from airdate.reading.model import LONGEST_EVIDENCE, Span


def around(article: Article, *anchors: Span) -> tuple[Span, ...]:
    """Spans that cover the anchors: the whole sentence where it is short enough, else a window of it.

    Anchors far from each other get a span each. Sorted, none twice, none longer than ``LONGEST_EVIDENCE``.
    """
    spans: list[Span] = []
    for anchor in sorted(anchors):
        if spans and anchor.end - spans[-1].start <= LONGEST_EVIDENCE and anchor.start <= spans[-1].end:
            spans[-1] = Span(spans[-1].start, max(spans[-1].end, anchor.end))
            continue
        spans.append(_window(article, anchor))
    return merged(spans)


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in order, overlapping ones joined while they stay short enough, contained ones dropped."""
    result: list[Span] = []
    for span in sorted(spans):
        if result and span.end <= result[-1].end:
            continue
        if result and span.start <= result[-1].end and span.end - result[-1].start <= LONGEST_EVIDENCE:
            result[-1] = Span(result[-1].start, span.end)
        else:
            result.append(span)
    return tuple(result)


def _window(article: Article, anchor: Span) -> Span:
    if anchor.end - anchor.start > LONGEST_EVIDENCE:
        anchor = Span(anchor.start, anchor.start + LONGEST_EVIDENCE)
    sentence = article.sentence_at(anchor.start)
    if sentence is None:
        return anchor
    start, end = sentence.span.start, max(sentence.span.end, anchor.end)
    if end - start <= LONGEST_EVIDENCE:
        return Span(start, end)
    spare = LONGEST_EVIDENCE - (anchor.end - anchor.start)
    start = max(start, anchor.start - spare // 2)
    end = min(end, start + LONGEST_EVIDENCE)
    while start > sentence.span.start and start < anchor.start and not article.folded[start - 1].isspace():
        start += 1
    while end < sentence.span.end and end > anchor.end and not article.folded[end].isspace():
        end -= 1
    return Span(start, end)
