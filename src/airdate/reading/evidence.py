"""The words that support a claim: at most 400 characters around what the rule relied on."""

from __future__ import annotations

from bisect import bisect_left
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
    places = [span for name in names if (span := _nearest(article, name, at)) is not None]
    if not places:
        return draft.evidence
    return tuple(sorted((*draft.evidence, min(places, key=lambda span: (abs(span.start - at), span)))))


def _nearest(article: Article, name: str, at: int) -> Span | None:
    """The place of the name, in these capitals, nearest to ``at``."""
    places = article.occurrences.of(name.casefold())
    middle = bisect_left(places, (at, 0))
    right = (Span(*place) for place in places[middle:] if article.folded[slice(*place)] == name)
    left = (Span(*place) for place in reversed(places[:middle]) if article.folded[slice(*place)] == name)
    found = [span for side in (left, right) if (span := next(side, None)) is not None]
    return min(found, key=lambda span: (abs(span.start - at), span), default=None)


def _named(passage: str, name: str) -> bool:
    """Whether the last word of the name stands in the passage by itself, not as a possessor."""
    passage, word = passage.casefold(), name.rsplit(maxsplit=1)[-1].casefold()
    at = passage.find(word)
    while at >= 0:
        end = at + len(word)
        if not _is_word(passage, at - 1) and not _is_word(passage, end + (passage[end : end + 1] == "'")):
            return True
        at = passage.find(word, at + 1)
    return False


def _is_word(passage: str, at: int) -> bool:
    return 0 <= at < len(passage) and (passage[at].isalnum() or passage[at] == "_")
