"""Where each work can be had: every service, shop and disc that is named against every work in its reach.

The model `spot` sees a place alone and says whether anything is to be had there at all; the model `watch` sees the
place with each work in its reach, and what the rules made of the two.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from airdate.reading.article import Article, Draft, TitleMention, Work
from airdate.reading.layout import BOILERPLATE, CAPTION, HEADING, Sentence
from airdate.reading.links.features import Reach
from airdate.reading.links.places import Named, Sights, between, said_in
from airdate.reading.model import Span

HIDDEN = "hidden"  # stands for what the rules made of a pair where the model is not told
HAVE = ("streaming", "disc", "shop", "cinema", "channel", "broadcaster")
_BELOW = 40  # blocks under a line with a place that are looked at
_MOST_BELOW = 60  # titles under it
_MOST_HERE = 10  # works that one sentence names
_MOST_SPOTS = 120  # places of one article; longer lists are tables of channels
_STEPS = (1, 4, 20, 60)


@dataclass(slots=True)
class Spot:
    """A place that may have works, as the model sees it by itself."""

    place: Named
    sentence: Sentence
    features: list[str]


@dataclass(slots=True)
class Pair:
    """A place and a work in its reach. ``ruled`` is what the rules made of them; the model must do without at times."""

    spot: Spot
    reach: Reach
    features: list[str]
    ruled: list[str]


class Ruled:
    """What the rules said of works and places."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self._of: dict[tuple[str, str], list[Draft]] = {}
        self._titles: set[str] = set()
        self._places: set[str] = set()
        self._released: dict[tuple[str, str], str] = {}
        for draft in drafts:
            title = str(draft.slots.get("title", ""))
            for name in draft.slots.get("platform", ()):
                if draft.kind == "availability":
                    self._of.setdefault((title, name), []).append(draft)
                    self._titles.add(title)
                    self._places.add(name)
                elif draft.kind in ("release", "renewal"):
                    self._released[title, name] = draft.kind

    def features(self, work: Work, place: Named) -> Iterator[str]:
        own = self._of.get((work.name, place.name), ())
        for draft in own:
            near = any(span.start <= place.span.start < span.end for span in draft.evidence)
            yield f"ruled|near={near}"
            yield f"ruled by {draft.trail[0]}|near={near}"
        if not own:
            yield f"not ruled|title={work.name in self._titles}|place={place.name in self._places}"
        yield f"told={self._released.get((work.name, place.name), '')}"


def spots(article: Article, sights: Sights) -> Iterator[Spot]:
    """The places outside page furniture where something may be had."""
    many = 0
    for sentence in article.about():
        for place in sights.places(sentence):
            if (place.kind in HAVE or place.name == "Apple TV") and not _in_title(article, sentence, place):
                many += 1
                if many > _MOST_SPOTS:
                    return
                start = place.span.start
                seen = [
                    *sights.place(sentence, start),
                    *sights.around(sentence, start),
                    *sights.clause(sentence, start),
                ]
                yield Spot(place, sentence, [*seen, *sights.of(sentence, place)])


def _in_title(article: Article, sentence: Sentence, place: Named) -> bool:
    """Whether the name is but a part of a title's."""
    before = article.inside(article.titles, Span(sentence.span.start, place.span.start + 1))
    return bool(before) and before[-1].span.end > place.span.start


def pairs(spot: Spot, sights: Sights, ruled: Ruled) -> Iterator[Pair]:
    """A place with each work in its reach."""
    article, scene, sentence = sights.article, sights.scene, spot.sentence
    start = spot.place.span.start
    kind = f"kind={spot.place.kind}"
    for rank, reach in enumerate(_reach(article, sights, spot)):
        own = [f"way={reach.way}", f"way={reach.way}|{kind}", f"way={reach.way}|rank={min(6, rank)}"]
        own += [f"p {name}" for name in scene.pair(sentence, start, reach.work, min(6, rank))]
        side = "0"
        if reach.way == "here" and reach.mention is not None:
            side = "<" if reach.mention.span.start < start else ">"
            low, high = sorted((reach.mention.span.start, start))
            own.append(f"here={side}|dates={bool(article.inside(article.dates, Span(low, high)))}")
            own += _said_between(sights, sentence, low, high, side)
        elif reach.mention is not None:
            own += _of_entry(article, sights, sentence, reach.mention, reach.way)
        own += [f"t{name}|{side}" for name in spot.features if name.startswith(("o1", "o<", "o>", "l=", "r="))]
        own += _of_work(article, reach.work)
        yield Pair(spot, reach, [*spot.features, *own], list(ruled.features(reach.work, spot.place)))


def _said_between(sights: Sights, sentence: Sentence, low: int, high: int, side: str) -> Iterator[str]:
    line = sights.scene.line(sentence)
    for name in between(line, line.at(low), line.at(high)):
        yield f"{name}|{side}"


def _reach(article: Article, sights: Sights, spot: Spot) -> list[Reach]:
    """The works that a place may hold, none twice, the likelier way first."""
    found: dict[int, Reach] = {}
    sentence, start = spot.sentence, spot.place.span.start
    scene = sights.scene
    named = article.inside(article.titles, sentence.span)
    for mention in sorted(named, key=lambda m: (abs(m.span.start - start), m.span.start))[:_MOST_HERE]:
        found.setdefault(id(mention.work), Reach(mention.work, "here", mention))
    for work in article.focus.carried_into(sentence)[:6]:
        found.setdefault(id(work), Reach(work, "carried"))
    if sentence.index:
        before = article.sentences[sentence.index - 1]
        if article.block_of(before).kind not in (BOILERPLATE, CAPTION):
            for mention in scene.named(before)[-4:]:
                found.setdefault(id(mention.work), Reach(mention.work, "before", mention))
    heading = scene.heading(sentence)
    if heading is not None:
        for mention in scene.named(heading)[:1]:
            found.setdefault(id(mention.work), Reach(mention.work, "heading", mention))
    if article.focus.main is not None:
        found.setdefault(id(article.focus.main), Reach(article.focus.main, "main"))
    if sentence.index + 1 < len(article.sentences):
        after = article.sentences[sentence.index + 1]
        if after.block == sentence.block:
            for mention in scene.named(after)[:2]:
                found.setdefault(id(mention.work), Reach(mention.work, "after", mention))
    if not scene.named(sentence) and sights.heads(sentence):
        for mention in _below(article, sentence):
            if id(mention.work) not in found or found[id(mention.work)].way in ("carried", "after", "main"):
                found[id(mention.work)] = Reach(mention.work, "below", mention)
    return list(found.values())


def _below(article: Article, sentence: Sentence) -> Iterator[TitleMention]:
    """The titles of the blocks under a line, up to the next line of its kind that names a place or stands as high."""
    block = article.block_of(sentence)
    many = 0
    for other in article.blocks[block.index + 1 : block.index + 1 + _BELOW]:
        if other.kind in (BOILERPLATE, CAPTION):
            continue
        short = other.span.end - other.span.start < 70
        if (other.kind == HEADING or (short and block.kind == HEADING)) and article.inside(article.places, other.span):
            return
        for mention in article.inside(article.titles, other.span):
            if mention.role == "about":
                many += 1
                yield mention
                if many >= _MOST_BELOW:
                    return


def _of_entry(article: Article, sights: Sights, sentence: Sentence, title: TitleMention, way: str) -> Iterator[str]:
    """How a title stands that is not in the place's own sentence."""
    there = article.sentence_at(title.span.start)
    assert there is not None
    block = article.block_of(there)
    front = title.span.start - block.span.start
    own = bool(article.inside(article.places, block.span))
    yield f"{way}|kind={block.kind}|first={front < 4}|places={own}"
    yield f"{way}|front={_step(front, _STEPS)}"
    yield f"{way}|far={_step(abs(block.index - sentence.block), (1, 2, 4, 8, 16))}"
    yield f"{way}|after={article.folded[title.span.end : title.span.end + 2].strip()[:1]}"
    yield f"{way}|dated={bool(article.inside(article.dates, block.span))}"
    yield f"{way}|long={_step(block.span.end - block.span.start, (30, 60, 120, 300))}"
    yield f"{way}|titles={min(3, len(article.inside(article.titles, block.span)))}"
    for name in said_in(sights.scene.line(sentence)):
        yield f"{way}|line={name}"
    for name in said_in(sights.scene.line(there)):
        yield f"{way}|there={name}"


def _of_work(article: Article, work: Work) -> Iterator[str]:
    main = article.focus.main is work
    yield f"main={main}|single={article.focus.single}"
    yield f"works={_step(len(article.works), (1, 2, 4, 8, 16))}|main={main}"
    yield f"form={work.form}"


def _step(number: int, steps: Sequence[int]) -> int:
    return sum(1 for step in steps if number >= step)
