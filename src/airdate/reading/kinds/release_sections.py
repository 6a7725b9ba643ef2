"""What the heading above a sentence and the label before it say of its releases: where, leaving, been on before."""

from __future__ import annotations

from dataclasses import dataclass

from airdate.reading.article import Article, PlaceMention
from airdate.reading.cues import pattern
from airdate.reading.layout import BOILERPLATE, CAPTION, HEADING, Sentence
from airdate.reading.model import Span

_KINDS = ("streaming", "channel")  # a broadcaster's name may head its films or its news as well
_SHORT = 60  # characters of a heading that names a service


@dataclass(frozen=True, slots=True)
class Section:
    """``place``: the service that the heading consists of. ``leaving``: it lists what goes, not what comes."""

    place: PlaceMention | None = None
    leaving: bool = False


def sections(article: Article) -> list[Section]:
    """The section of every block, by its index."""
    found: list[Section] = []
    current = Section()
    for block in article.blocks:
        text = article.plain(block.span).strip()
        if block.kind not in (BOILERPLATE, CAPTION) and 0 < len(text) <= _SHORT and "\n" not in text:
            places = [p for p in article.inside(article.places, block.span) if p.kind in _KINDS]
            leaving = pattern("schedule", "leaving heading").search(text) is not None
            dated = bool(article.inside(article.dates, block.span)) or bool(article.inside(article.titles, block.span))
            if len(places) == 1 and not dated and _only_a_place(article, block.span, places[0]):
                current = Section(places[0], leaving)
            elif not dated and (block.kind == HEADING or text.isupper()):
                current = Section(None, leaving)
        found.append(current)
    return found


def label_of(article: Article, sentence: Sentence) -> str:
    """The words before the first colon of a sentence, if they are few: "From the vault:"."""
    head = article.plain(Span(sentence.span.start, min(sentence.span.end, sentence.span.start + 48)))
    label, colon, _ = head.partition(":")
    return label.strip() if colon else ""


def _only_a_place(article: Article, block: Span, place: PlaceMention) -> bool:
    if pattern("schedule", "section").fullmatch(place.name):  # "DRAMA" heads dramas rather than a channel's titles
        return False
    rest = article.folded[block.start : place.span.start] + article.folded[place.span.end : block.end]
    return pattern("release", "beside a heading's place").fullmatch(rest) is not None
