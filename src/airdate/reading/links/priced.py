"""What each amount is the price of: every amount of money against every service in its reach.

The model `price` sees an amount alone and says whether it is what a service costs; `seller` picks the service.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from airdate.reading.article import Article, Draft
from airdate.reading.layout import Sentence
from airdate.reading.links.carried import unknown
from airdate.reading.links.places import Named, Sights, between
from airdate.reading.model import Span
from airdate.reading.money import MoneyMention

HIDDEN = "hidden"
SELLERS = ("streaming", "channel", "broadcaster", "carrier")
_MOST = 80  # amounts of one article
_MOST_HERE = 8  # names of one sentence
_REACH = 120  # characters within which a name that is no known place is looked at


@dataclass(slots=True)
class Spot:
    """An amount of money, as the model sees it by itself."""

    money: MoneyMention
    sentence: Sentence
    features: list[str]
    ruled: list[str]


class Ruled:
    """The prices that the rules made, by amount."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self._of: dict[float, list[Draft]] = {}
        for draft in drafts:
            if draft.kind == "price":
                self._of.setdefault(float(draft.slots["money"]["amount"]), []).append(draft)

    def at(self, money: MoneyMention) -> list[Draft]:
        """Those whose evidence holds the amount."""
        start = money.span.start
        found = self._of.get(float(money.amount), ())
        return [d for d in found if any(span.start <= start < span.end for span in d.evidence)]

    def of(self, money: MoneyMention) -> list[str]:
        own = self.at(money)
        return [f"ruled by {name}" for draft in own[:1] for name in draft.trail] or ["no rule"]


def spots(article: Article, sights: Sights, ruled: Ruled) -> Iterator[Spot]:
    """The amounts of an article that names a service."""
    if not any(place.kind in SELLERS for place in article.places):
        return
    for number, money in enumerate(article.money[:_MOST]):
        sentence = article.sentence_at(money.span.start)
        if sentence is None or money.role == "large":
            continue
        start = money.span.start
        seen = [*sights.place(sentence, start), *sights.around(sentence, start)]
        yield Spot(money, sentence, [*seen, *_of_money(article, sights, sentence, number)], ruled.of(money))


def _of_money(article: Article, sights: Sights, sentence: Sentence, number: int) -> list[str]:
    money = article.money[number]
    beside = article.inside(article.money, sentence.span)
    at = next((i for i, other in enumerate(beside) if other is money), 0)
    row = [p for p in sights.places(sentence) if p.kind in SELLERS]
    before = any(p.span.start < money.span.start for p in row)
    periods = sum(1 for other in article.money if other.period is not None)
    amount = sum(1 for edge in (0.01, 1, 3, 20, 60, 200, 1000) if money.amount >= edge)
    next_to = [other.period for other in beside[max(0, at - 1) : at + 2] if other is not money]
    return [
        f"period={money.period}", f"period={money.period}|role={money.role}", f"from={money.from_}",
        f"amount={amount}|{money.period}", f"amount={amount}", f"money={min(4, len(beside))}|at={min(3, at)}",
        f"beside={'+'.join(sorted({str(p) for p in next_to}))}|{money.period}",
        f"sellers={min(3, len(row))}|before={before}", f"periods={min(4, periods)}|{money.period}",
        f"titles={min(2, len(sights.scene.named(sentence)))}", f"spoken={article.spoken(money.span.start)}",
        f"main={sights.main is not None and sights.times[sights.main.name] > 2}",
    ]  # fmt: skip


def sellers(spot: Spot, sights: Sights) -> list[tuple[str, Named]]:
    """The services that an amount may be the price of, each with the way it is reached, none twice."""
    article, sentence, start = sights.article, spot.sentence, spot.money.span.start
    found: dict[str, tuple[str, Named]] = {}
    here = [p for p in sights.places(sentence) if p.kind in SELLERS]
    near = Span(max(sentence.span.start, start - _REACH), min(sentence.span.end, start + _REACH))
    here += unknown(article, near)
    for named in sorted(here, key=lambda n: (abs(n.span.start - start), n.span.start))[:_MOST_HERE]:
        found.setdefault(named.name, ("here", named))
    for back in (1, 2, 3):
        if sentence.index >= back:
            before = article.sentences[sentence.index - back]
            for named in [p for p in sights.places(before) if p.kind in SELLERS][:3]:
                found.setdefault(named.name, (f"back{back}", named))
    heading = sights.scene.heading(sentence)
    if heading is not None:
        for named in [p for p in sights.places(heading) if p.kind in SELLERS][:2]:
            found.setdefault(named.name, ("heading", named))
    if sights.main is not None:
        main = sights.main
        found.setdefault(main.name, ("main", Named(main.span, main.name, main.kind, main.possessive)))
    return list(found.values())


def features(
    spot: Spot, sights: Sights, found: Sequence[tuple[str, Named]], ruled: Sequence[str] | None
) -> list[list[str]]:
    """The features of each seller, and last those of none of them. ``ruled``: the names that the rules gave the amount,
    None where the model is not told."""
    rows: list[list[str]] = []
    line = sights.scene.line(spot.sentence)
    start = spot.money.span.start
    heading = sights.scene.heading(spot.sentence)
    headed = {p.name for p in sights.places(heading)} if heading is not None else set()
    here = sum(1 for way, named in found if way == "here" and named.kind in SELLERS)
    for rank, (way, named) in enumerate(found):
        times = sights.times.get(named.name, 0)
        main = sights.main is not None and sights.main.name == named.name
        row = [
            f"way={way}", f"way={way}|{named.kind}", f"kind={named.kind}", f"times={min(5, times)}", f"main={main}",
            f"rank={min(5, rank)}", f"way={way}|sellers here={min(2, here)}", f"headed={named.name in headed}",
            f"way={way}|main={main}", f"possessive={named.possessive}|{way}",
            f"rank={rank}|{way}|{named.kind}",
        ]  # fmt: skip
        if way == "here":
            side = "<" if named.span.start < start else ">"
            low, high = sorted((named.span.start, start))
            nearest = not any(
                w == "here" and n.kind in SELLERS and low < n.span.start < high for w, n in found if n is not named
            )
            row += [f"side={side}", f"nearest={nearest}|{side}", f"nearest={nearest}|{side}|{named.kind}"]
            row += [f"{name}|{side}" for name in between(line, line.at(low), line.at(high))]
            at = line.at(named.span.start)
            row.append(f"tl={line.tokens[at - 1] if at else '#'}")
            row.append(f"tr={line.tokens[at + 1] if at + 1 < len(line.tokens) else '#'}")
        else:
            row += [f"{way}|{name}" for name in spot.features if name.startswith(("o1<", "1<", "l="))]
        if ruled is None:
            row.append(HIDDEN)
        else:
            row.append(f"ruled={named.name in ruled}|{bool(ruled)}")
        rows.append(row)
    told = HIDDEN if ruled is None else f"none ruled={bool(ruled)}"
    rows.append(["none", f"none of={min(4, len(found))}", f"none here={min(2, here)}", f"none {told}"])
    return rows
