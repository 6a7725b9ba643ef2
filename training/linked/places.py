"""What labelled articles say of services, boxes and amounts: see `airdate.reading.links` for the tasks.

Each example is learned from twice, with what the rules made of it and without, as with dates.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import score
from links import Labelled

from airdate.reading.article import Article, Draft
from airdate.reading.links import carried, priced, watched
from airdate.reading.links.features import Scene
from airdate.reading.links.places import Sights

HIDDEN = watched.HIDDEN
WAYS = {
    "spot": "chances", "watch": "chances", "carrier": "chances", "carries": "chances", "stands": "shares",
    "price": "chances", "seller": "choose",
}  # fmt: skip
STRENGTHS = {"spot": 8.0, "watch": 16.0, "carrier": 8.0, "carries": 24.0, "stands": 8.0, "price": 12.0, "seller": 5.0}


def examples(name: str, article: Article, drafts: list[Draft], claims: list[dict[str, Any]]) -> Iterator[Labelled]:
    sights = Sights(article, Scene(article))
    yield from _watched(name, article, sights, drafts, claims)
    yield from _carried(name, article, sights, drafts, claims)
    yield from _priced(name, article, sights, drafts, claims)


def _watched(
    name: str, article: Article, sights: Sights, drafts: list[Draft], claims: list[dict[str, Any]]
) -> Iterator[Labelled]:
    told = [
        (score.plain(claim["title"]), score.platform(place))
        for claim in claims
        if claim["kind"] == "availability"
        for place in score.listed(claim.get("platform"))
    ]
    ruled = watched.Ruled(drafts)
    for spot in watched.spots(article, sights):
        place = score.platform(spot.place.name)
        titles = [title for title, known in told if known == place]
        any_here = False
        for pair in watched.pairs(spot, sights, ruled):
            title = score.plain(pair.reach.work.name)
            right = any(score.alike("title", known, title) for known in titles)
            any_here = any_here or right
            yes = {"has"} if right else set()
            group = {"has": (name, "watch", title, place)} if right else {}
            yield Labelled("watch", [*pair.features, *pair.ruled], yes, set(), group, 0.8)
            yield Labelled("watch", [*pair.features, HIDDEN], yes, set(), group, 0.2)
        yes = {"has"} if any_here else set()
        yield Labelled("spot", spot.features, yes, set(), {"has": (name, "spot", place)} if yes else {})


def _carried(
    name: str, article: Article, sights: Sights, drafts: list[Draft], claims: list[dict[str, Any]]
) -> Iterator[Labelled]:
    told = {
        (score.platform(claim["provider"]), score.platform(claim["carrier"])): claim
        for claim in claims
        if claim["kind"] == "carriage"
    }
    carriers = {carrier for _, carrier in told}
    ruled = carried.Ruled(drafts)
    for spot in carried.spots(article, sights):
        carrier = score.platform(spot.place.name)
        yes = {"has"} if carrier in carriers else set()
        group = {"has": (name, "carrier", carrier)} if yes else {}
        yield Labelled("carrier", [*spot.features, *ruled.carrier(spot.place)], yes, set(), group, 0.5)
        yield Labelled("carrier", [*spot.features, HIDDEN], yes, set(), group, 0.5)
        for pair in (*carried.pairs(spot, sights, ruled), *carried.carried_by(spot, sights, ruled)):
            key = score.platform(pair.provider.name), score.platform(pair.carrier.name)
            claim = told.get(key)
            yes = {"has"} if claim is not None else set()
            group = {"has": (name, "carries", *key)} if yes else {}
            yield Labelled("carries", [*pair.features, *pair.ruled], yes, set(), group, 0.5)
            yield Labelled("carries", [*pair.features, HIDDEN], yes, set(), group, 0.5)
            if claim is not None:
                status = claim.get("status") or "confirmed"
                yield Labelled("stands", pair.features, {status if status in carried.STATUSES else "confirmed"})


def _priced(
    name: str, article: Article, sights: Sights, drafts: list[Draft], claims: list[dict[str, Any]]
) -> Iterator[Labelled]:
    told = [
        (score.plain(claim["provider"]), float(claim["money"].get("amount") or 0))
        for claim in claims
        if claim["kind"] == "price" and isinstance(claim.get("money"), dict)
    ]
    ruled = priced.Ruled(drafts)
    for spot in priced.spots(article, sights, ruled):
        amount = float(spot.money.amount)
        providers = {provider for provider, asked in told if asked == amount}
        yes = {"has"} if providers else set()
        group = {"has": (name, "price", amount)} if yes else {}
        yield Labelled("price", [*spot.features, *spot.ruled], yes, set(), group, 0.5)
        yield Labelled("price", [*spot.features, HIDDEN], yes, set(), group, 0.5)
        if providers:
            found = priced.sellers(spot, sights)
            right = {at for at, (_, named) in enumerate(found) if score.plain(named.name) in providers} or {len(found)}
            names = [draft.slots["provider"] for draft in ruled.at(spot.money)]
            for rules in (names, None):
                yield Labelled("seller", priced.features(spot, sights, found, rules), right, weight=0.5)
