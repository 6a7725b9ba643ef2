"""Which box, bundle or service carries which other: the names of a sentence against each other, and against those that
the sentences before, the heading and the whole article are about.

The model `carrier` sees one name and says whether it carries anything at all; `carries` sees a provider and a carrier.
Names that nothing has made a place yet are among them where known ones stand beside them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from airdate.reading.article import Article, Draft, M
from airdate.reading.layout import CAPTION, Sentence
from airdate.reading.links.places import Named, Sights, between, said_in
from airdate.reading.model import Span

HIDDEN = "hidden"
KINDS = ("streaming", "channel", "broadcaster", "carrier")
STATUSES = ("confirmed", "denied", "expected")
_MOST_HERE = 24  # names of one sentence
_MOST_ATOMS = 40  # names without a kind of one sentence
_MOST_TAKEN = 80  # names of each kind that they are compared with
_MOST_SEEN = 160  # names of one article
# What the pairs see of the features of a place.
_OF_PLACE = ("l=", "r=", "ll=", "rr=", "L=", "R=", "1<", "1>", "label", "b=", "LR=")
_TELLING = ("carry", "device", "hold", "watch")  # one of these classes makes a sentence with one place worth a look


@dataclass(slots=True)
class Spot:
    """A name that may carry or be carried."""

    place: Named
    sentence: Sentence
    features: list[str]
    row: list[Spot] = field(default_factory=list)  # all those of its sentence


@dataclass(slots=True)
class Pair:
    """A provider and a carrier; one of the two may stand elsewhere, reached as ``way`` says."""

    provider: Named
    carrier: Named
    sentence: Sentence
    way: str
    features: list[str]
    ruled: list[str]


class Ruled:
    """The carriages that the rules made, by names."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self._of = {(d.slots["provider"], d.slots["carrier"]): d for d in drafts if d.kind == "carriage"}
        self._providers = {provider for provider, _ in self._of}
        self._carriers = {carrier for _, carrier in self._of}

    def carrier(self, place: Named) -> list[str]:
        return [f"ruled carrier={place.name in self._carriers}|provider={place.name in self._providers}"]

    def pair(self, provider: Named, carrier: Named) -> list[str]:
        draft = self._of.get((provider.name, carrier.name))
        if draft is not None:
            near = any(span.start <= carrier.span.start < span.end for span in draft.evidence)
            return [f"ruled|near={near}", f"ruled by {draft.trail[0]}|near={near}"]
        turned = (carrier.name, provider.name) in self._of
        told = f"carrier={carrier.name in self._carriers}|provider={provider.name in self._providers}"
        return [f"not ruled|{told}", f"turned={turned}"]


def spots(article: Article, sights: Sights) -> Iterator[Spot]:
    """The names that may carry or be carried, outside page furniture and captions."""
    many = 0
    for sentence in article.about():
        if article.block_of(sentence).kind == CAPTION:
            continue
        known = [p for p in sights.places(sentence) if p.kind in KINDS]
        if not known:
            continue
        words = said_in(sights.scene.line(sentence))
        several = len({p.name for p in known}) > 1
        if not several and not any(name in _TELLING for name in words):
            continue
        names = sorted([*known, *unknown(article, sentence.span)], key=lambda named: named.span)[:_MOST_HERE]
        many += len(names)
        if many > _MOST_SEEN:
            return
        row = [_spot(sights, sentence, named) for named in names]
        for spot in row:
            spot.row = row
            yield spot


def _spot(sights: Sights, sentence: Sentence, named: Named) -> Spot:
    start = named.span.start
    seen = [name for name in sights.whole(sentence, start) if name.startswith(_OF_PLACE)]
    return Spot(named, sentence, [*seen, *sights.around(sentence, start), *sights.of(sentence, named)])


def unknown(article: Article, span: Span) -> Iterator[Named]:
    """The names in a part of a sentence that nothing has made places and that are no people; titles are among them."""
    folded = article.folded
    atoms = article.inside(article.atoms, span)[:_MOST_ATOMS]
    if not atoms:
        return
    seen = Span(span.start, atoms[-1].span.end)
    taken = [m.span for row in (article.places, article.people, article.dates) for m in _within(article, row, seen)]
    titles = [title.span for title in article.inside(article.titles, seen)]
    for atom in atoms:
        start = atom.span.start + (4 if folded.startswith("The ", atom.span.start) else 0)
        name = Span(start, atom.span.end)
        if name.end - start < 4 or _meets(atom.span, taken):
            continue
        kind = "title" if _meets(atom.span, titles) else "name"
        yield Named(name, article.of(name), kind, folded.startswith("'s", name.end))


def _within(article: Article, row: Sequence[M], span: Span) -> Sequence[M]:
    return article.inside(row, span)[:_MOST_TAKEN]


def _meets(span: Span, others: Sequence[Span]) -> bool:
    return any(other.start < span.end and span.start < other.end for other in others)


def pairs(spot: Spot, sights: Sights, ruled: Ruled) -> Iterator[Pair]:
    """The spot as a carrier with each provider in its reach."""
    carrier, sentence = spot.place, spot.sentence
    seen = [f"C {name}" for name in spot.features]
    for other in spot.row:
        provider = other.place
        if provider.span == carrier.span or provider.name == carrier.name:
            continue
        if provider.kind not in KINDS and carrier.kind not in KINDS:
            continue
        own = [f"P {name}" for name in other.features]
        own += _beside(sights, sentence, provider, carrier, [s.place for s in spot.row])
        yield Pair(provider, carrier, sentence, "here", [*seen, *own], ruled.pair(provider, carrier))
    services = any(o.place.kind in ("streaming", "channel") and o.place.name != carrier.name for o in spot.row)
    for rank, (way, provider) in enumerate(_providers(sights, spot)):
        own = [f"way={way}|{provider.kind}|{carrier.kind}", *_from_afar(spot, way, rank, services, "")]
        own += _of_provider(sights, provider, carrier)
        yield Pair(provider, carrier, sentence, way, [*seen, *own], ruled.pair(provider, carrier))


def carried_by(spot: Spot, sights: Sights, ruled: Ruled) -> Iterator[Pair]:
    """The spot as a provider with each carrier that its sentence may go on about."""
    provider, sentence = spot.place, spot.sentence
    if provider.kind not in ("streaming", "channel", "broadcaster", "name"):
        return
    boxes = any(other.place.kind == "carrier" for other in spot.row)
    seen = [f"P {name}" for name in spot.features]
    for rank, (way, carrier) in enumerate(_carriers(sights, spot)):
        own = [f"to={way}|{provider.kind}|{carrier.kind}", *_from_afar(spot, way, rank, boxes, "to ")]
        own += _of_provider(sights, provider, carrier)
        yield Pair(provider, carrier, sentence, f"to {way}", [*seen, *own], ruled.pair(provider, carrier))


def _from_afar(spot: Spot, way: str, rank: int, others: bool, mark: str) -> list[str]:
    """How a name stands whose other half is in another sentence. ``others``: whether this one has some like it."""
    own = [f"{mark}way={way}", f"{mark}way={way}|others={others}", f"{mark}rank={rank}"]
    return own + [f"{mark}{way[:4]}|{name}" for name in spot.features if name.startswith(("o1", "o<", "1<", "l="))]


def _beside(sights: Sights, sentence: Sentence, provider: Named, carrier: Named, row: Sequence[Named]) -> list[str]:
    """How a provider and a carrier of one sentence stand to each other."""
    line = sights.scene.line(sentence)
    before = provider.span.start < carrier.span.start
    side = "<" if before else ">"
    low, high = sorted((provider.span, carrier.span))
    inside = [p for p in row if low.end <= p.span.start < high.start]
    listed = carrier in sights.list_of(sentence, provider)
    kinds = f"{provider.kind}>{carrier.kind}"
    found = [
        "way=here", f"kinds={kinds}", f"kinds={kinds}|{side}", f"same list={listed}|{side}|{kinds}",
        f"inside={min(4, len(inside))}|{side}", f"nearest={not inside}|{side}|{kinds}",
        f"row={min(6, len(row))}|{side}",
    ]  # fmt: skip
    found += [f"{name}|{side}" for name in between(line, line.at(low.start), line.at(high.start))]
    found += [f"{name}|{side}|k={kinds}" for name in _lists_between(sights, sentence, low, high, row)]
    found += _of_provider(sights, provider, carrier)
    return found


def _lists_between(sights: Sights, sentence: Sentence, low: Span, high: Span, row: Sequence[Named]) -> Iterator[str]:
    """What stands between the two lists that a provider and a carrier are members of."""
    first = next((p for p in row if p.span == low), None)
    last = next((p for p in row if p.span == high), None)
    if first is None or last is None:
        return
    one, other = sights.list_of(sentence, first), sights.list_of(sentence, last)
    line = sights.scene.line(sentence)
    if one[-1].span.start < other[0].span.start:
        for name in between(line, line.at(one[-1].span.start), line.at(other[0].span.start)):
            yield f"L {name}"


def _of_provider(sights: Sights, provider: Named, carrier: Named) -> list[str]:
    times = sights.times.get(provider.name, 0)
    main = sights.main is not None and sights.main.name == provider.name
    apart = provider.name.split()[:1] != carrier.name.split()[:1]
    return [
        f"provider={provider.kind}|main={main}|times={min(4, times)}",
        f"carrier times={min(4, sights.times.get(carrier.name, 0))}|main={main}",
        f"names apart={apart}|{carrier.name in provider.name or provider.name in carrier.name}",
    ]


def _providers(sights: Sights, spot: Spot) -> Iterator[tuple[str, Named]]:
    """The services that a sentence may go on about, none twice: of the sentences before, the heading, the article."""
    seen = {other.place.name for other in spot.row}
    for way, place in _before(sights, spot.sentence):
        if place.kind in KINDS and place.name not in seen:
            seen.add(place.name)
            yield way, place
    if sights.main is not None and sights.main.name not in seen:
        main = sights.main
        yield "main", Named(main.span, main.name, main.kind, main.possessive)


def _carriers(sights: Sights, spot: Spot) -> Iterator[tuple[str, Named]]:
    """The boxes and bundles that a sentence may go on about: of the sentences before, the heading."""
    seen = {other.place.name for other in spot.row}
    for way, place in _before(sights, spot.sentence):
        if place.kind == "carrier" and place.name not in seen:
            seen.add(place.name)
            yield way, place


def _before(sights: Sights, sentence: Sentence) -> Iterator[tuple[str, Named]]:
    for back in (1, 2):
        if sentence.index >= back:
            row = sights.places(sights.article.sentences[sentence.index - back])
            for place in row[:3] if back == 1 else row[:1]:
                yield f"back{back}", place
    heading = sights.scene.heading(sentence)
    if heading is not None:
        for place in sights.places(heading)[:1]:
            yield "heading", place
