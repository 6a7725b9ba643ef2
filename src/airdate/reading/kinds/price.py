"""What a streaming or television service costs.

An amount is a price where it has a period (its own, or that of the amount beside it) or is none at all ("is free"),
and where something in the sentence, the paragraph or the article sells it. Old prices, increases, trials, salaries
and what newspapers ask for themselves are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from airdate.reading.article import Article, Draft, PlaceMention
from airdate.reading.cues import pattern, words
from airdate.reading.evidence import around
from airdate.reading.layout import BOILERPLATE, Sentence
from airdate.reading.model import Span
from airdate.reading.money import MoneyMention

if TYPE_CHECKING:
    from airdate.reading.dates import DateMention

_SELLERS = ("streaming", "channel", "broadcaster", "carrier")
_SOLD = ("streaming", "carrier")  # what is sold by itself, more often than a channel is
_NO_PRICE = ("old", "change", "large", "per")
_FROM = ("from", "on", "after", "since")  # before the day on which a price takes effect
_MONTHLY = 2  # amounts a month that make an article one about monthly prices
_NEAR = 70  # characters


def drafts(article: Article) -> Iterator[Draft]:
    main = _main_seller(article)
    seller: PlaceMention | None = None
    block = -1
    for sentence in article.sentences:
        if sentence.block != block and article.blocks[sentence.block].kind == "heading":
            seller = None
        block = sentence.block
        places = [p for p in article.inside(article.places, sentence.span) if p.kind in _SELLERS]
        if not pattern("price", "not a service").search(article.folded, sentence.span.start, sentence.span.end):
            furniture = article.block_of(sentence).kind == BOILERPLATE
            yield from _Prices(article, sentence, places, None if furniture else seller or main).found()
            if not furniture and places:
                yield from _free(article, sentence, places)
        if places:
            seller = _subject(article, sentence, places)


def _main_seller(article: Article) -> PlaceMention | None:
    """The service that an article about prices is about: named first of those named most."""
    counts = Counter(place.name for place in article.places if place.kind in _SELLERS)
    best = max(counts.values(), default=0)
    if best < 3:
        return None
    return next(place for place in article.places if counts[place.name] == best)


def _subject(article: Article, sentence: Sentence, places: Sequence[PlaceMention]) -> PlaceMention:
    """The service that later sentences go on about: the first, unless the sentence only compares with it."""
    fit = [p for p in places if not _compared(article, p)] or list(places)
    return next((p for p in fit if p.kind in _SOLD), fit[0])


def _compared(article: Article, place: PlaceMention) -> bool:
    before = article.folded[max(0, place.span.start - 16) : place.span.start]
    return pattern("price", "compared with").search(before) is not None


def claim_of(
    article: Article, sentence: Sentence, money: MoneyMention, seller: PlaceMention
) -> tuple[dict[str, Any], list[Span]]:
    """The slots of a price whose amount and seller are known, and the spans that it rests on."""
    places = [p for p in article.inside(article.places, sentence.span) if p.kind in _SELLERS]
    return _Prices(article, sentence, places, seller).slots_of(money, seller)


class _Prices:
    """The prices of one sentence."""

    def __init__(
        self, article: Article, sentence: Sentence, places: Sequence[PlaceMention], seller: PlaceMention | None
    ) -> None:
        self.article, self.sentence, self.places, self.seller = article, sentence, places, seller
        self.money = list(article.inside(article.money, sentence.span))
        self.monthly = sum(1 for money in article.money if money.period == "month") >= _MONTHLY

    def found(self) -> Iterator[Draft]:
        for at, money in enumerate(self.money):
            period = money.period or self._shared_period(at)
            if period is None or money.role in _NO_PRICE or self._is_no_price(money):
                continue
            place = self._provider(money)
            if place is not None:
                yield self._claim(at, money, period, place)

    def slots_of(self, money: MoneyMention, seller: PlaceMention) -> tuple[dict[str, Any], list[Span]]:
        at = next(at for at, other in enumerate(self.money) if other is money)
        period = money.period or self._shared_period(at)
        draft = self._claim(at, money, period, seller)
        here = self.sentence.span.start <= seller.span.start < self.sentence.span.end
        return dict(draft.slots), [money.span] + ([seller.span] if here else [])

    def _shared_period(self, at: int) -> str | None:
        """The period that its clause tells in other words, that of the amount beside it ("$9.99, or $12.99 without
        adverts, a month"), or the month where an article about monthly prices says what a service or a plan is."""
        money, low = self.money[at], self.money[at - 1].span.end if at else self.sentence.span.start
        high = self.money[at + 1].span.start if at + 1 < len(self.money) else self.sentence.span.end
        stop = pattern("price", "next clause").search(self.article.folded, money.span.end, high)
        clause = Span(low, stop.start() if stop else high)
        told = self._period_in(clause, money)
        if told:
            return told
        for other in (*self.money[at + 1 : at + 2], *self.money[max(0, at - 1) : at]):
            gap = abs(other.span.start - money.span.start)
            if other.period and other.currency == money.currency and gap < _NEAR:
                return other.period
        if not self.monthly or pattern("price", "other period").search(self.article.folded, clause.start, clause.end):
            return None
        lead = self.article.folded[max(low, money.span.start - _NEAR) : money.span.start]
        named = any(low <= place.span.start < money.span.start for place in self.places) or bool(self._plan(at, money))
        return "month" if named and pattern("price", "is asked").search(lead) else None

    def _period_in(self, clause: Span, money: MoneyMention) -> str | None:
        """The period that words such as "the annual price", "a monthly charge" give, the nearest if there are two."""
        told = [
            (max(money.span.start - hit.end(), hit.start() - money.span.end), period)
            for period, rule in (("year", "yearly"), ("month", "monthly"))
            for hit in pattern("price", rule).finditer(self.article.folded, clause.start, clause.end)
        ]
        return min(told)[1] if told else None

    def _is_no_price(self, money: MoneyMention) -> bool:
        folded = self.article.folded
        before = folded[max(self.sentence.span.start, money.span.start - 60) : money.span.start]
        after = folded[money.span.end : min(self.sentence.span.end, money.span.end + 50)]
        converted = any(
            other.currency != money.currency and self._beside(other, money)
            for other in self.money
            if other is not money
        )
        return converted or bool(
            pattern("price", "not the price").search(before) or pattern("price", "trial").search(after)
        )

    def _beside(self, other: MoneyMention, money: MoneyMention) -> bool:
        """Whether an amount only gives the other in another currency: "£26 ($29)", "£4.99/$4.99"."""
        between = self.article.folded[other.span.end : money.span.start] if other.span.end <= money.span.start else ""
        return between.strip() in ("(", "/", "/ ", "or (") and bool(between)

    def _provider(self, money: MoneyMention) -> PlaceMention | None:
        """The service that asks this price: before it in its clause, after it, or the paragraph's."""
        unknown = self._named_seller(money)
        if unknown is not None:
            return unknown
        before = [p for p in self.places if p.span.end <= money.span.start]
        listed = [p for p in before if self._sells(p)]
        if listed:
            return listed[-1]
        after = [p for p in self.places if p.span.start >= money.span.end]
        comes_with = after and pattern("price", "comes with").search(
            self.article.folded, money.span.end, after[0].span.start
        )
        if (
            after
            and not comes_with
            and pattern("price", "for a service").fullmatch(
                self.article.folded[money.span.end : after[0].span.start][-60:]
            )
        ):
            return after[0]
        return self.seller or (before[-1] if before else after[0] if after else None)

    def _named_seller(self, money: MoneyMention) -> PlaceMention | None:
        """A service that only its sentence makes one: "Plume, the streamer, costs", "Rival Plume charges"."""
        folded = self.article.folded
        for hit in pattern("price", "named seller").finditer(folded, self.sentence.span.start, money.span.start):
            span = Span(*hit.span(hit.lastgroup or "name"))
            if (
                money.span.start - hit.end() < _NEAR
                and not self._is_place(span)
                and not pattern("price", "known plan").match(folded, span.start)
            ):
                return PlaceMention(span, self.article.of(span), "streaming")
        return None

    def _sells(self, place: PlaceMention) -> bool:
        """Whether the service is named as a seller, not as what comes with something else."""
        lead = self.article.folded[max(self.sentence.span.start, place.span.start - 24) : place.span.start]
        return lead.endswith((", and ", "; and ")) or not pattern("price", "beside").search(lead)

    def _claim(self, at: int, money: MoneyMention, period: str | None, place: PlaceMention) -> Draft:
        article = self.article
        slots: dict[str, Any] = {"provider": place.name}
        plan = self._plan(at, money)
        if plan:
            slots["plan"] = plan
        slots["money"] = {"amount": money.amount, "currency": money.currency}
        if period is not None:
            slots["period"] = period
        if money.from_:
            slots["from"] = True
        region = self._region(money)
        if region:
            slots["region"] = region
        date = self._date(at, money)
        if date is not None:
            slots["date"] = date.edtf
        here = self.sentence.span.start <= place.span.start < self.sentence.span.end
        trail = ["price.money" if money.period else "price.shared period"]
        trail.append("price.provider beside" if here else "price.provider before")
        sure = 0.72 if here and money.period else 0.5
        anchors = [money.span] + ([place.span] if here else [])
        return Draft("price", slots, around(article, *anchors), sure, tuple(trail))

    def _plan(self, at: int, money: MoneyMention) -> str | None:
        """The plan's bare name, from the clause of the amount: since the amount before, until the next one."""
        folded = self.article.folded
        low = self.money[at - 1].span.end if at else self.sentence.span.start
        high = self.money[at + 1].span.start if at + 1 < len(self.money) else self.sentence.span.end
        best: tuple[int, Span] | None = None
        high = min(high, money.span.end + 50)
        stop = pattern("price", "next clause").search(folded, money.span.end, high)
        high = stop.start() if stop else high
        for rule in ("told plan", "named plan", "known plan"):
            for hit in pattern("price", rule).finditer(folded, low, high):
                span = Span(*hit.span(hit.lastgroup or "plan"))
                if span.start < money.span.end and span.end > money.span.start:
                    continue
                name = folded[span.start : span.end].lower()
                if name in words("price", "no plan") or self._is_place(span):
                    continue
                distance = (
                    money.span.start - span.end if span.end <= money.span.start else span.start - money.span.end + 20
                )
                if best is None or distance < best[0]:
                    best = (distance, span)
            if best is not None:
                return self.article.of(best[1])
        return None

    def _is_place(self, span: Span) -> bool:
        return any(p.span.start < span.end and span.start < p.span.end for p in self.places)

    def _region(self, money: MoneyMention) -> str | None:
        """Where the sentence limits the price to one country: "in New Zealand", "Canadian subscribers"."""
        for country in ("GB", "US", "CA", "AU", "NZ", "IE", "IN"):
            if pattern("price", f"in {country}").search(
                self.article.folded, self.sentence.span.start, self.sentence.span.end
            ):
                return country
        return None

    def _date(self, at: int, money: MoneyMention) -> DateMention | None:
        """When it takes effect: a day or month of the amount's clause, named as such."""
        folded = self.article.folded
        low = self.money[at - 2].span.end if at > 1 else self.sentence.span.start
        high = self.money[at + 1].span.start if at + 1 < len(self.money) else self.sentence.span.end
        for date in self.article.inside(self.article.dates, Span(low, high)):
            lead = folded[max(low, date.span.start - 24) : date.span.start]
            if pattern("price", "said on").search(folded, low, date.span.start):
                continue
            if date.precision in ("day", "month") and (
                date.lead in _FROM or pattern("price", "takes effect").search(lead)
            ):
                return date
        return None


def _free(article: Article, sentence: Sentence, places: Sequence[PlaceMention]) -> Iterator[Draft]:
    """ "Tubi is free": a price of nothing, without a period."""
    for place in places:
        hit = pattern("price", "is free").match(article.folded, place.span.end, sentence.span.end)
        if hit and place.kind in ("streaming", "carrier"):
            slots = {"provider": place.name, "money": {"amount": 0, "currency": _currency(article)}}
            yield Draft("price", slots, around(article, place.span, Span(*hit.span())), 0.5, ("price.free",))


def _currency(article: Article) -> str:
    """That of the article's other prices, else its country's."""
    counts = Counter(money.currency for money in article.money)
    by_country = {"US": "USD", "CA": "CAD", "AU": "AUD", "NZ": "NZD", "IE": "EUR", "IN": "INR"}
    return counts.most_common(1)[0][0] if counts else by_country.get(article.country, "GBP")
