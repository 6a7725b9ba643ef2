"""What the models see of a service, a box or a shop in an article, beyond what `features.Scene` tells of any place."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from airdate.reading.article import Article
from airdate.reading.cues import mapping
from airdate.reading.layout import HEADING, Sentence
from airdate.reading.links.features import Scene
from airdate.reading.links.lines import Line, stem
from airdate.reading.model import Span

_NEAR, _FAR = 4, 14  # tokens to one side whose classes are seen
_SHORT = 90  # characters of a line that may head what stands under it
_LIST_GAP = re.compile(
    r"(?:'s)?(?: \([^()\n]{0,40}\))?(?:,? (?:and|or|&|plus|as well as)|[,;/|])(?: (?:on|the|via))? ?|, "
)
# Features of a place that hold too few words in a row, or too many, to be seen again among so few examples.
_RARE = ("w<", "w>", "rrr", "R3", "L3", "LR", "lr=")
_JOINING = frozenset(
    ("and", "but", "while", "which", "of", "in", "for", "from", "with", "to", "on", "by", "via", "through", "or", "not",
     "no", "nor", "as", "at")
)  # fmt: skip
_PARTS = frozenset((";", ".", "!", "?", ":", "but"))  # what parts clauses
_CLAUSE = 25  # tokens of a clause on either side
_STOPS = frozenset((";", ".", "!", "?"))


@dataclass(frozen=True, slots=True)
class Named:
    """A service, box or shop, or (``kind`` "name") what may be one, as it stands in the text."""

    span: Span
    name: str
    kind: str
    possessive: bool = False


@cache
def _table() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name, listed in mapping("offers", "classes").items():
        for word in listed.split():
            kept = found.setdefault(stem(word), [])
            if name not in kept:
                kept.append(name)
    return {root: tuple(names) for root, names in found.items()}


def classes_of(token: str) -> tuple[str, ...]:
    """The classes of offers.toml that a stem is in."""
    return _table().get(token, ())


class Sights:
    """What is seen of each named place of an article; asked for once, kept for every pair that it is part of."""

    def __init__(self, article: Article, scene: Scene) -> None:
        self.article, self.scene = article, scene
        self.times = Counter(place.name for place in article.places)
        self.main = max(
            (p for p in article.places if p.kind in ("streaming", "channel", "broadcaster")),
            key=lambda p: (self.times[p.name], -p.span.start),
            default=None,
        )
        self._seen: dict[int, list[str]] = {}
        self._around: dict[int, list[str]] = {}
        self._heads: dict[int, list[str]] = {}
        self._places: dict[int, list[Named]] = {}

    def places(self, sentence: Sentence) -> list[Named]:
        """The known places of a sentence, in order."""
        held = self._places.get(sentence.index)
        if held is None:
            held = [
                Named(p.span, p.name, p.kind, p.possessive)
                for p in self.article.inside(self.article.places, sentence.span)
            ]
            self._places[sentence.index] = held
        return held

    def place(self, sentence: Sentence, position: int) -> list[str]:
        """What `Scene.place` tells of a place, without what is seen but once."""
        return [name for name in self.whole(sentence, position) if not name.startswith(_RARE)]

    def whole(self, sentence: Sentence, position: int) -> list[str]:
        """What `Scene.place` tells of a place; kept, as two models ask for most."""
        held = self._seen.get(position)
        if held is None:
            held = self._seen[position] = self.scene.place(sentence, position)
        return held

    def around(self, sentence: Sentence, position: int) -> list[str]:
        """The classes of trade words on both sides of a place, and in the heading above."""
        held = self._around.get(position)
        if held is not None:
            return held
        line = self.scene.line(sentence)
        at = line.at(position)
        found = set(_side(line.tokens[max(0, at - _FAR) : at][::-1], "<"))
        found.update(_side(line.tokens[at + 1 : at + 1 + _FAR], ">"))
        held = self._around[position] = [*sorted(found), *self.above(sentence)]
        return held

    def clause(self, sentence: Sentence, position: int) -> list[str]:
        """What the clause of a place tells in all: its classes one by one and two by two, and whether it has a day."""
        line = self.scene.line(sentence)
        at = line.at(position)
        low = high = at
        while low > 0 and at - low < _CLAUSE and line.tokens[low - 1] not in _PARTS:
            low -= 1
        while high + 1 < len(line.tokens) and high - at < _CLAUSE and line.tokens[high + 1] not in _PARTS:
            high += 1
        tokens = line.tokens[low : high + 1]
        names = sorted({name for token in tokens for name in classes_of(token)})
        dated = "<d>" in tokens
        found = [f"cl={name}|{dated}" for name in names]
        found += [f"cl={one}+{other}" for i, one in enumerate(names) for other in names[i + 1 :]]
        return [*found, f"cl title={'<t>' in tokens}|{dated}"]

    def above(self, sentence: Sentence) -> list[str]:
        """The classes of the heading above, and of the article's first line."""
        held = self._heads.get(sentence.block)
        if held is None:
            heading = self.scene.heading(sentence)
            held = [] if heading is None else [f"oh={name}" for name in said_in(self.scene.line(heading))]
            if self.article.sentences:
                held += [f"ot={name}" for name in said_in(self.scene.line(self.article.sentences[0]))]
            self._heads[sentence.block] = held
        return held

    def of(self, sentence: Sentence, named: Named) -> list[str]:
        """The kind of a place, its part in the sentence's list of places, and how often it is named."""
        article = self.article
        line = sentence.span
        row = self.places(sentence)
        listed = self.list_of(sentence, named)
        block = article.block_of(sentence)
        times = self.times.get(named.name, 0)
        main = self.main is not None and self.main.name == named.name
        after = article.folded[named.span.end : named.span.end + 1]
        return [
            f"kind={named.kind}", f"kind={named.kind}|{block.kind}", f"possessive={named.possessive}",
            f"listed={min(4, len(listed))}", f"places={min(5, len({p.name for p in row}))}",
            f"times={min(5, times)}|main={main}", f"long={len(named.name.split())}",
            f"front={min(3, (named.span.start - line.start) // 4)}", f"after={after if not after.isalnum() else 'a'}",
            f"dated={bool(article.inside(article.dates, line))}|kind={named.kind}",
            f"money={bool(article.inside(article.money, line))}",
            f"titles={min(4, len(self.scene.named(sentence)))}",
            f"short={line.end - line.start < _SHORT}|{block.kind}",
            f"spoken={article.spoken(named.span.start)}",
        ]  # fmt: skip

    def list_of(self, sentence: Sentence, named: Named) -> list[Named]:
        """The places that stand in one list with this one, itself among them."""
        row = self.places(sentence)
        at = next((i for i, p in enumerate(row) if p.span == named.span), None)
        if at is None:
            return [named]
        low = high = at
        while low > 0 and self.joined(row[low - 1], row[low]):
            low -= 1
        while high + 1 < len(row) and self.joined(row[high], row[high + 1]):
            high += 1
        return row[low : high + 1]

    def joined(self, one: Named, other: Named) -> bool:
        """Whether nothing but what parts the members of a list stands between two places."""
        gap = self.article.folded[one.span.end : other.span.start]
        return len(gap) < 60 and _LIST_GAP.fullmatch(gap) is not None

    def heads(self, sentence: Sentence) -> bool:
        """Whether the sentence is a line that what stands under it may belong to."""
        block = self.article.block_of(sentence)
        if block.kind == HEADING:
            return True
        text = self.article.folded[sentence.span.start : sentence.span.end].rstrip()
        ends = sentence.span.end >= block.span.end - 2
        return ends and (text.endswith(":") or (block.span.end - block.span.start <= _SHORT and not text.endswith(".")))


def said_in(line: Line) -> list[str]:
    """The classes of trade words of a line, sorted."""
    return sorted({name for token in line.tokens[:40] for name in classes_of(token)})


def between(line: Line, low: int, high: int) -> Iterator[str]:
    """What stands between two tokens of a line: marks, stops, classes, and the words themselves where they are few."""
    tokens = [line.tokens[k] for k in line.flat[bisect_right(line.flat, low) : bisect_left(line.flat, high)]]
    distance = len(tokens)
    step = sum(1 for edge in (1, 2, 3, 5, 8, 12, 20) if distance >= edge)
    yield f"dist={step}"
    if distance <= 3:
        yield "gap=" + " ".join(tokens)
    yield "stops=" + "".join(t for t in tokens if t in (",", ";", ":", "-", "(", "."))[:3]
    yield "marks=" + "".join(t[1] for t in tokens if len(t) == 3 and t[0] == "<")[:4]
    for token in tokens[:16]:
        for name in classes_of(token):
            yield f"ob={name}"
        if token in _JOINING:
            yield f"wb={token}"


def _side(tokens: Sequence[str], side: str) -> Iterator[str]:
    first = True
    for distance, token in enumerate(tokens):
        if token in _STOPS:
            return
        for name in classes_of(token):
            if first:
                yield f"o1{side}{name}"
            yield f"o{side}{name}{'n' if distance < _NEAR else 'f'}"
            first = False
