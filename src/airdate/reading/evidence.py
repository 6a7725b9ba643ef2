"""The words that support a claim: at most 400 characters around what the rule relied on."""

from __future__ import annotations

import re
from collections.abc import Iterable

from airdate.reading.article import Article, Draft
from airdate.reading.layout import fold
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


# The slots of which at least one must stand in a claim's evidence, so that the evidence shows what it is about.
_TELLING = {
    "release": ("platform", "title"),
    "renewal": ("title", "platform"),
    "casting": ("actor",),
    "credit": ("person",),
    "basis": ("source", "author", "title"),
    "availability": ("platform", "title"),
    "video": ("title",),
}


def vouched(article: Article, draft: Draft) -> tuple[Span, ...]:
    """The draft's evidence, with the nearest place that names what the claim is about if nothing in it does."""
    names = [
        fold(name)
        for slot in _TELLING.get(draft.kind, ())
        for name in (draft.slots.get(slot) if slot == "platform" else [draft.slots.get(slot)]) or []
        if isinstance(name, str)
    ]
    if not names or any(_named(article.plain(span), name) for span in draft.evidence for name in names):
        return draft.evidence
    at = draft.evidence[0].start
    places = [
        Span(hit.start(), hit.end())
        for name in names
        for hit in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", article.folded)
    ]
    if not places:
        return draft.evidence
    return tuple(sorted((*draft.evidence, min(places, key=lambda span: (abs(span.start - at), span)))))


def _named(passage: str, name: str) -> bool:
    """Whether the last word of the name stands in the passage by itself, not as a possessor."""
    return re.search(rf"(?<!\w){re.escape(name.rsplit(maxsplit=1)[-1])}(?!\w|'\w)", passage, re.IGNORECASE) is not None
