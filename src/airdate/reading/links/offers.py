"""Availabilities, carriages and prices from the models of places, beside those of the rules.

What the rules made gets the chance of its link as its surety; a likely pair that no rule made becomes a draft of its
own, its other slots read as the rules read them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from typing import Any

from airdate.reading.article import Article, Draft, PlaceMention
from airdate.reading.evidence import around
from airdate.reading.kinds.availability import held_there
from airdate.reading.kinds.price import claim_of
from airdate.reading.links import carried, priced, watched
from airdate.reading.links.features import Scene
from airdate.reading.links.places import Named, Sights
from airdate.reading.links.scoring import Model
from airdate.reading.model import Span

FAINT = 0.04  # chance of a place, a carrier or an amount by itself below which its pairs are not looked at
_FIRMER = 2.0  # times that another seller of an amount is likelier than the rule's, to be put in its place
UNLINKED = 0.05  # how sure a rule's claim is that is no pair at all
DOUBTED = 0.02  # chance of its link below which what a rule made is no claim
LEAST = {"availability": 0.45, "carriage": 0.35, "price": 0.4}  # the chance from which a link becomes a draft


def joined(
    article: Article, drafts: Sequence[Draft], scene: Scene | None = None, ruled: Sequence[Draft] | None = None
) -> list[Draft]:
    """``drafts`` with what the shipped models make of the article's places; as they are if none are shipped.

    ``ruled`` are the drafts that the models are told of, where these are not the same.
    """
    model = Model.packaged("places")
    if model is None:
        return list(drafts)
    return linked(article, drafts, scene or Scene(article), model, drafts if ruled is None else ruled)


def linked(
    article: Article, drafts: Sequence[Draft], scene: Scene, model: Model, ruled: Sequence[Draft]
) -> list[Draft]:
    """The drafts, those of places judged by their links, and those that only links make."""
    if not article.places:
        return list(drafts)
    sights = Sights(article, scene)
    found = list(_watched(article, drafts, sights, model, ruled))
    found = list(_carried(article, found, sights, model, ruled))
    return list(_priced(article, found, sights, model, ruled))


# availability


def _watched(
    article: Article, drafts: Sequence[Draft], sights: Sights, model: Model, ruled: Sequence[Draft]
) -> Iterator[Draft]:
    told = watched.Ruled(ruled)
    best: dict[tuple[str, str], tuple[float, watched.Pair]] = {}
    for spot in watched.spots(article, sights):
        if model.tasks["spot"].chance(spot.features) < FAINT:
            continue
        for pair in watched.pairs(spot, sights, told):
            chance = model.tasks["watch"].chance([*pair.features, *pair.ruled])
            key = pair.reach.work.name, spot.place.name
            if key not in best or best[key][0] < chance:
                best[key] = chance, pair
    made: set[tuple[str, str]] = set()
    for draft in drafts:
        if draft.kind != "availability" or not draft.slots.get("platform"):
            yield draft
            continue
        keys = [(str(draft.slots["title"]), name) for name in draft.slots["platform"]]
        made.update(keys)
        held = [best[key][0] for key in keys if key in best]
        if held and max(held) < DOUBTED:
            continue
        name, sure = ("links.place", round(max(held), 3)) if held else ("links.no place", UNLINKED)
        yield dataclasses.replace(draft, sure=sure, trail=(*draft.trail, name))
    lists: dict[tuple[str, Span], list[tuple[float, watched.Pair]]] = {}
    for key, (chance, pair) in best.items():
        if chance >= LEAST["availability"] and key not in made:
            spot = pair.spot
            listed = sights.list_of(spot.sentence, spot.place)
            lists.setdefault((pair.reach.work.name, listed[0].span), []).append((chance, pair))
    for members in lists.values():
        members.sort(key=lambda member: member[1].spot.place.span)
        chance = max(chance for chance, _ in members)
        yield _watching(article, [pair for _, pair in members], chance)


def _watching(article: Article, members: Sequence[watched.Pair], chance: float) -> Draft:
    pair = members[0]
    places = [_mention(member.spot.place) for member in members]
    trail = ("links.availability", f"links.{pair.reach.way}")
    slots, anchors = held_there(article, pair.spot.sentence, places, pair.reach.work, pair.reach.mention)
    return Draft("availability", slots, around(article, *anchors), round(chance, 3), trail)


def _mention(named: Named) -> PlaceMention:
    return PlaceMention(named.span, named.name, named.kind, "", named.possessive)


# carriage


def _carried(
    article: Article, drafts: Sequence[Draft], sights: Sights, model: Model, ruled: Sequence[Draft]
) -> Iterator[Draft]:
    told = carried.Ruled(ruled)
    best: dict[tuple[str, str], tuple[float, carried.Pair]] = {}
    for spot in carried.spots(article, sights):
        asked = list(carried.carried_by(spot, sights, told))
        if model.tasks["carrier"].chance([*spot.features, *told.carrier(spot.place)]) >= FAINT:
            asked += carried.pairs(spot, sights, told)
        for pair in asked:
            chance = model.tasks["carries"].chance([*pair.features, *pair.ruled])
            key = pair.provider.name, pair.carrier.name
            if key not in best or best[key][0] < chance:
                best[key] = chance, pair
    made: set[tuple[str, str]] = set()
    for draft in drafts:
        if draft.kind != "carriage":
            yield draft
            continue
        key = str(draft.slots["provider"]), str(draft.slots["carrier"])
        made.add(key)
        name, sure = ("links.carriage", round(best[key][0], 3)) if key in best else ("links.no carriage", UNLINKED)
        yield dataclasses.replace(draft, sure=sure, trail=(*draft.trail, name))
    for key, (chance, pair) in best.items():
        if chance >= LEAST["carriage"] and key not in made:
            yield _carrying(article, pair, chance, model)


def _carrying(article: Article, pair: carried.Pair, chance: float, model: Model) -> Draft:
    slots: dict[str, Any] = {"provider": pair.provider.name, "carrier": pair.carrier.name}
    stands = model.tasks["stands"].shares(pair.features)
    status = max(stands, key=lambda name: stands[name])
    if status != "confirmed":
        slots["status"] = status
    near = abs(pair.provider.span.start - pair.carrier.span.start) < 350
    anchors = [pair.provider.span, pair.carrier.span] if near else [pair.carrier.span]
    trail = ("links.carriage", f"links.{pair.way}")
    return Draft("carriage", slots, around(article, *anchors), round(chance, 3), trail)


# price


def _priced(
    article: Article, drafts: Sequence[Draft], sights: Sights, model: Model, ruled: Sequence[Draft]
) -> Iterator[Draft]:
    told = priced.Ruled(ruled)
    best: dict[int, tuple[float, priced.Spot, Named]] = {}  # by the place of the amount
    others: dict[tuple[str, float], float] = {}
    for spot in priced.spots(article, sights, told):
        chance = model.tasks["price"].chance([*spot.features, *spot.ruled])
        if chance < FAINT:
            continue
        found = priced.sellers(spot, sights)
        names = [str(draft.slots["provider"]) for draft in told.at(spot.money)]
        shares = model.tasks["seller"].choose(priced.features(spot, sights, found, names))
        for (_, named), share in zip(found, shares, strict=False):
            total = chance * share
            key = named.name, float(spot.money.amount)
            others[key] = max(others.get(key, 0.0), total)
            at = spot.money.span.start
            if at not in best or best[at][0] < total:
                best[at] = total, spot, named
    made: set[tuple[str, float]] = set()
    held: set[int] = set()
    for draft in drafts:
        if draft.kind != "price" or not draft.slots["money"]["amount"]:
            yield draft
            continue
        amount = float(draft.slots["money"]["amount"])
        own = [at for at in best if best[at][1].money.amount == amount and _vouches(draft, at)]
        held.update(own)
        name = str(draft.slots["provider"])
        top = max((best[at] for at in own), key=lambda found: found[0], default=None)
        sure, rule = others.get((name, amount), UNLINKED), "links.price"
        if top is not None and top[2].name != name and top[0] > _FIRMER * sure:
            name, sure, rule = top[2].name, top[0], "links.price, other seller"
        made.add((name, amount))
        slots = {**draft.slots, "provider": name}
        yield dataclasses.replace(draft, slots=slots, sure=round(sure, 3), trail=(*draft.trail, rule))
    for at, (chance, spot, named) in best.items():
        key = named.name, float(spot.money.amount)
        if chance >= LEAST["price"] and at not in held and key not in made:
            slots, anchors = claim_of(article, spot.sentence, spot.money, _mention(named))
            yield Draft("price", slots, around(article, *anchors), round(chance, 3), ("links.price",))


def _vouches(draft: Draft, position: int) -> bool:
    return any(span.start <= position < span.end for span in draft.evidence)
