"""Where somebody said it: the publication, programme or platform."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from airdate.reading.article import Article
from airdate.reading.cues import pattern
from airdate.reading.model import Span
from airdate.reading.quotations import Quotation
from airdate.reading.sketch import is_real

_LEAD = 60  # characters before a name in which "told", "in an interview with" is looked for


def outlet_in(article: Article, quotation: Quotation, scopes: Sequence[Span]) -> str | None:
    """The outlet that the words around a quotation name, as the article spells it."""
    for scope in scopes:
        found = _in(article, scope, "told whom")
        if found is not None:
            return found
    return _in(article, _sentence_before(article, quotation), "told before")


def _sentence_before(article: Article, quotation: Quotation) -> Span:
    """The sentence in front of the quotation's own, in the same paragraph."""
    start = quotation.span.start
    paragraph = article.folded.rfind("\n", 0, start) + 1
    sentence = article.sentence_at(max(0, start - 3))
    return (
        Span(max(paragraph, sentence.span.start), start) if sentence and start - 3 > paragraph else Span(start, start)
    )


def _in(article: Article, scope: Span, told: str) -> str | None:
    folded = article.folded
    for hit in pattern("quote", "platform").finditer(folded, scope.start, scope.end):
        if pattern("quote", told).search(folded, max(scope.start, hit.start() - _LEAD), hit.start()):
            return hit.group()
    for outlet in article.inside(article.outlets, scope):
        if pattern("quote", told).search(folded, max(scope.start, outlet.span.start - _LEAD), outlet.span.start):
            return _whole(article, outlet.span)
    for place in article.inside(article.places, scope):
        if pattern("quote", "told strictly").search(
            folded, max(scope.start, place.span.start - _LEAD), place.span.start
        ):
            return place.name
    often = Counter(id(mention.person) for mention in article.people)
    people = [
        m.span.start for m in article.inside(article.people, scope) if is_real(m.person) and often[id(m.person)] > 1
    ]
    atoms = list(article.inside(article.atoms, scope))
    for number, atom in enumerate(atoms):
        if len(atom.words) == 1 and pattern("names", "no name").fullmatch(atom.words[0]):
            continue
        if not pattern("quote", "told strictly").search(
            folded, max(scope.start, atom.span.start - _LEAD), atom.span.start
        ):
            continue
        if any(atom.span.start <= start < atom.span.end for start in people):
            continue
        end = atom.span.end
        while number + 1 < len(atoms) and folded[end : atoms[number + 1].span.start] in (" & ", " and ", " of "):
            number += 1
            end = atoms[number].span.end
        return _bare(article.text[atom.span.start : end])
    return None


def _whole(article: Article, span: Span) -> str:
    """The name with the capitals beside it: "Ledger" in "The Hollywood Ledger"."""
    for atom in article.inside(article.atoms, Span(max(0, span.start - 30), span.end)):
        if atom.span.start < span.start and atom.span.end >= span.end and atom.span.end <= span.end + 2:
            return _bare(article.of(atom.span))
    return article.of(span)


def _bare(name: str) -> str:
    return name[:-2] if name.endswith(("'s", "’s")) else name
