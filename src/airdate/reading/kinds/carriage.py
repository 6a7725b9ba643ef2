"""Which boxes, sticks, consoles, bundles and other companies' platforms carry a service.

The services of a sentence stand in lists. A list is one of carriers where it is of boxes or bundles, or where the words
before it make it so ("through Prime Video"); what it carries is the list before it ("X is available on A and B"), the
list after a verb of carrying ("A has X and Y"), or the service that the text is about.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from airdate.reading.article import Article, Draft, PlaceMention
from airdate.reading.cues import pattern
from airdate.reading.evidence import around
from airdate.reading.layout import Sentence
from airdate.reading.model import Span

_CARRIED = ("streaming", "channel", "broadcaster")
_DENIED = 80  # characters before what carries, or between the two, that say whether it does
_OFTEN = 2  # times that an article names the service that it is about


@dataclass(frozen=True, slots=True)
class _Group:
    """Services in one list, and whether they carry others."""

    places: tuple[PlaceMention, ...]
    carriers: bool

    @property
    def of_channels(self) -> bool:
        return not self.carriers and self.places[0].kind in ("channel", "broadcaster")

    @property
    def span(self) -> Span:
        return Span(self.places[0].span.start, self.places[-1].span.end)


def drafts(article: Article) -> Iterator[Draft]:
    last = _main_service(article)
    for sentence in article.about():
        groups = _groups(article, sentence)
        if any(group.carriers for group in groups):
            yield from _claims(article, sentence, groups, last)
        else:
            yield from _by_lists(article, groups)
        carried = [group for group in groups if not group.carriers and group.places[0].kind == "streaming"]
        if carried:
            last = carried[0].places[:1]


def _main_service(article: Article) -> tuple[PlaceMention, ...]:
    """The service that the article names most, of which "the app" speaks where no other was named before."""
    counts = Counter(place.name for place in article.places if place.kind == "streaming")
    if not counts or max(counts.values()) < _OFTEN:
        return ()
    (name, _), *_ = counts.most_common(1)
    return tuple(place for place in article.places if place.name == name)[:1]


def _groups(article: Article, sentence: Sentence) -> list[_Group]:
    """The lists of services of a sentence, in order."""
    folded = article.folded
    places = [p for p in article.inside(article.places, sentence.span) if p.kind in (*_CARRIED, "carrier")]
    lists: list[list[PlaceMention]] = []
    for place in places:
        gap = folded[lists[-1][-1].span.end : place.span.start] if lists else ""
        onto = lists and pattern("carriage", "onto").fullmatch(gap) and not any(p.kind == "carrier" for p in lists[-1])
        if lists and not onto and pattern("carriage", "list").fullmatch(gap):
            lists[-1].append(place)
        else:
            lists.append([place])
    found: list[_Group] = []
    for listed in lists:
        before = folded[max(sentence.span.start, listed[0].span.start - 60) : listed[0].span.start]
        boxes = any(place.kind == "carrier" for place in listed) or (
            bool(found) and found[-1].of_channels and all(_carries_channels(place) for place in listed)
        )
        through = pattern("carriage", "through").search(before) is not None
        surely = pattern("carriage", "surely through").search(before) is not None
        others = any(not group.carriers for group in found)
        found.append(_Group(tuple(listed), boxes or (through and others) or surely))
    return found


def _carries_channels(place: PlaceMention) -> bool:
    return pattern("carriage", "live bundle").fullmatch(place.name) is not None


def _claims(
    article: Article, sentence: Sentence, groups: Sequence[_Group], last: tuple[PlaceMention, ...]
) -> Iterator[Draft]:
    folded = article.folded
    for at, group in enumerate(groups):
        if not group.carriers:
            continue
        before = folded[groups[at - 1].span.end if at else sentence.span.start : group.span.start]
        following = groups[at + 1] if at + 1 < len(groups) and not groups[at + 1].carriers else None
        gap = folded[group.span.end : following.span.start] if following else ""
        if following is not None and pattern("carriage", "carries").search(gap):
            yield from _pairs(article, following.places, group.places, gap, "carriage.carries")
        elif pattern("carriage", "carried on").search(before):
            previous = next((g for g in reversed(groups[:at]) if not g.carriers), None)
            providers = previous.places if previous else last
            trail = "carriage.on" if previous else "carriage.on, service before"
            yield from _pairs(article, providers, group.places, before, trail)


def _by_lists(article: Article, groups: Sequence[_Group]) -> Iterator[Draft]:
    """One service that has several others, or on which several others are: it carries them, whatever it is."""
    for one, other in itertools.pairwise(groups):
        gap = article.folded[one.span.end : other.span.start]
        if len(one.places) == 1 and len(other.places) > 1 and pattern("carriage", "has several").fullmatch(gap):
            yield from _pairs(article, other.places, one.places, gap, "carriage.has several")
        elif len(other.places) == 1 and len(one.places) > 1 and pattern("carriage", "several on").fullmatch(gap):
            yield from _pairs(article, one.places, other.places, gap, "carriage.several on")


def _pairs(
    article: Article,
    providers: Sequence[PlaceMention],
    carriers: Sequence[PlaceMention],
    words: str,
    trail: str,
) -> Iterator[Draft]:
    denied = pattern("carriage", "denied").search(words[-_DENIED:]) is not None
    expected = not denied and pattern("carriage", "expected").search(words.rpartition(",")[2]) is not None
    for provider in providers:
        for carrier in carriers:
            if provider.name == carrier.name:
                continue
            slots: dict[str, Any] = {"provider": provider.name, "carrier": carrier.name}
            if denied or expected:
                slots["status"] = "denied" if denied else "expected"
            sure = {"carriage.carries": 0.7, "carriage.on": 0.72}.get(trail, 0.5) - (0.1 if denied else 0.0)
            near = abs(provider.span.start - carrier.span.start) < 350
            anchors = [provider.span, carrier.span] if near else [carrier.span]
            yield Draft("carriage", slots, around(article, *anchors), sure, (trail,))
