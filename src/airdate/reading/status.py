"""How sure an article is of what it says: confirmed, expected, rumoured, denied, unknown."""

from __future__ import annotations

from airdate.reading.article import Article
from airdate.reading.cues import pattern
from airdate.reading.layout import Sentence
from airdate.reading.model import Span

VAGUE = ("season", "quarter", "year", "part", "open")  # precisions of a window rather than a day
_NEAR = 60  # characters before and behind a day in which a word of doubt still speaks of it


def status_at(article: Article, anchor: Span, *, precision: str = "", scope: Span | None = None) -> str:
    """The status of a fact at ``anchor``, from the words of its clause (``scope``, else its sentence).

    A vague window with a word of planning beside it is expected; unnamed sources make a rumour; a negated report is
    denied, also by the sentence that follows it.
    """
    sentence = article.sentence_at(anchor.start)
    if scope is None:
        scope = sentence.span if sentence else anchor
    folded = article.folded
    if sentence is not None and taken_back(article, sentence):
        return "denied"
    if pattern("status", "denied").search(folded, scope.start, scope.end):
        return "denied"
    if pattern("status", "rumoured").search(folded, scope.start, scope.end):
        return "rumoured"
    near = scope
    if precision == "day":
        near = Span(max(scope.start, anchor.start - _NEAR), min(scope.end, anchor.end + _NEAR))
    if pattern("status", "expected").search(folded, near.start, near.end):
        return "expected"
    if precision in VAGUE and pattern("status", "planned").search(folded, scope.start, scope.end):
        return "expected"
    return "confirmed"


def taken_back(article: Article, sentence: Sentence) -> bool:
    """Whether the next sentence of the block says that this one is not so: "It won't.", "The BBC denied it."."""
    at = sentence.index + 1
    if at >= len(article.sentences):
        return False
    after = article.sentences[at]
    if after.block != sentence.block or article.focus.groups(after):
        return False
    return pattern("status", "denied next").match(article.folded, after.span.start, after.span.end) is not None
