"""Which service or channel an article gives each work as its own, for claims whose sentence names none."""

from __future__ import annotations

from collections import Counter

from airdate.reading.article import Article, PlaceMention, Work
from airdate.reading.cues import pattern
from airdate.reading.layout import BOILERPLATE, CAPTION
from airdate.reading.model import Span

HOMES = ("streaming", "channel", "broadcaster")
_SHARE = 0.34  # of the votes that a home needs
_OPENING = 2  # sentences at the start, whose places count twice


class Homes:
    """The homes of one article's works. ``of`` is by the work's own ties, then by the sentences about it, then the
    one service that the whole article is about."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self._first: dict[str, PlaceMention] = {}
        self._by_work: dict[int, Counter[str]] = {}
        self._all: Counter[str] = Counter()
        self._held: dict[int, PlaceMention | None] = {}
        for place in article.places:
            self._count(place)
        self._fuller = self._fuller_names()
        self._common = self._winner(self._all)

    def of(self, work: Work) -> PlaceMention | None:
        if id(work) not in self._held:
            self._held[id(work)] = (
                tied_home(self.article, work) or self._winner(self._by_work.get(id(work), Counter())) or self._common
            )
        return self._held[id(work)]

    def _count(self, place: PlaceMention) -> None:
        article = self.article
        sentence = article.sentence_at(place.span.start)
        if place.kind not in HOMES or sentence is None or article.block_of(sentence).kind in (BOILERPLATE, CAPTION):
            return
        folded, start = article.folded, place.span.start
        if pattern("release", "past home").search(folded, max(sentence.span.start, start - 40), start):
            return
        if pattern("release", "not a home").match(folded, place.span.end, place.span.end + 40):
            return
        self._first.setdefault(place.name, place)
        votes = 2 if sentence.index < _OPENING else 1
        self._all[place.name] += votes
        groups = article.focus.groups(sentence)
        works = {id(w) for group in groups for w in group.works} or {id(w) for w in article.focus.carried(sentence)}
        for work in works:
            self._by_work.setdefault(work, Counter())[place.name] += votes + (1 if groups else 0)

    def _fuller_names(self) -> dict[str, str]:
        """Broadcaster -> the one channel or service of its name: the BBC's BBC One, Disney's Disney+."""
        fuller: dict[str, str] = {}
        for name, place in self._first.items():
            longer = [other for other in self._first if other != name and other.startswith(name)]
            longer = [other for other in longer if not other[len(name)].isalpha()]
            if place.kind == "broadcaster" and len(longer) == 1:
                fuller[name] = longer[0]
        return fuller

    def _winner(self, votes: Counter[str]) -> PlaceMention | None:
        count: Counter[str] = Counter()
        for name, times in votes.items():
            count[self._fuller.get(name, name)] += times
        if not count:
            return None
        order = sorted(count.items(), key=lambda item: (-item[1], self._first[item[0]].span))
        name, times = order[0]
        leads = len(order) < 2 or times > order[1][1]
        return self._first[name] if leads and times >= _SHARE * sum(count.values()) else None


def tied_home(article: Article, work: Work) -> PlaceMention | None:
    """The place that the article ties to a work in so many words: "Netflix's X", "the BBC drama X", "X (ITV)"."""
    for span in work.spans:
        for place in article.inside(article.places, Span(max(0, span.start - 45), span.start)):
            if place.kind in HOMES and pattern("release", "home before").fullmatch(
                article.folded, place.span.end, span.start
            ):
                return place
        for place in article.inside(article.places, Span(span.end, span.end + 60)):
            if place.kind in HOMES and pattern("release", "home after").fullmatch(
                article.folded, span.end, place.span.start
            ):
                return place
    return None
