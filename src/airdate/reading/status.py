"""How sure an article is of what it says: confirmed, expected, rumoured, denied, unknown."""

from __future__ import annotations

from airdate.reading.article import Article
from airdate.reading.cues import pattern
from airdate.reading.model import Span

VAGUE = ("season", "quarter", "year", "part", "open")  # precisions of a window rather than a day


def status_at(article: Article, anchor: Span, *, precision: str = "", scope: Span | None = None) -> str:
    """The status of a fact at ``anchor``, from the words of its clause (``scope``, else its sentence).

    A vague window with a word of planning beside it is expected; unnamed sources make a rumour; a negated report is
    denied.
    """
    sentence = article.sentence_at(anchor.start)
    if scope is None:
        scope = sentence.span if sentence else anchor
    folded = article.folded
    if pattern("status", "rumoured").search(folded, scope.start, scope.end):
        return "rumoured"
    if pattern("status", "denied").search(folded, scope.start, scope.end):
        return "denied"
    if pattern("status", "expected").search(folded, scope.start, scope.end):
        return "expected"
    if precision in VAGUE and pattern("status", "planned").search(folded, scope.start, scope.end):
        return "expected"
    return "confirmed"
