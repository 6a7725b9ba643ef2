"""A title's facts arranged for its page, so that no fact is told twice: first the next release, then season by season.

Pure: takes what `facts.queries.title_facts` gives.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from airdate.facts.pages import (
    Availability,
    Carriage,
    CastMember,
    Credit,
    Moved,
    Named,
    Price,
    Release,
    SeasonFacts,
    State,
    TitleFacts,
)

PAID = ("rent", "buy")


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with the fact behind it."""

    fact: str
    sentence: str
    status: str


@dataclass(frozen=True, slots=True)
class Season:
    """What stands under a season's heading; ``number`` None is what was said of the title as a whole."""

    number: int | None
    stage: str
    lines: tuple[Line, ...]
    releases: tuple[Release, ...]
    cast: tuple[CastMember, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.lines or self.releases or self.cast)


@dataclass(slots=True)
class Place:
    """One place to watch it: what is there, what it costs, and what it can be had through."""

    place: Named
    offers: list[Availability] = field(default_factory=list)
    related: list[Availability] = field(default_factory=list)
    prices: list[Price] = field(default_factory=list)
    through: list[Carriage] = field(default_factory=list)
    not_through: list[Carriage] = field(default_factory=list)

    @property
    def to_see(self) -> list[Availability]:
        """What can be seen without paying for it alone: with a subscription, free, with adverts, on air."""
        return [offer for offer in self.offers if offer.terms not in PAID]

    @property
    def to_pay(self) -> list[Availability]:
        """What is rented or bought, the cheapest first; what nobody has named a price for comes last."""
        paid = (offer for offer in self.offers if offer.terms in PAID)
        return sorted(paid, key=lambda offer: (offer.amount is None, offer.amount or 0, offer.terms or ""))


@dataclass(frozen=True, slots=True)
class Stop:
    """What one article changed: ``moves`` replace an earlier value, ``firsts`` say something for the first time."""

    moves: tuple[Moved, ...]
    firsts: tuple[Moved, ...]

    @property
    def any(self) -> Moved:
        return (*self.moves, *self.firsts)[0]


def seasons(facts: TitleFacts) -> list[Season]:
    """The seasons, the newest first, then the whole. What the head of the page tells already is left out."""
    arranged = [_season(season, facts) for season in facts.seasons]
    if all(season.number is not None for season in facts.seasons):
        arranged.append(_season(SeasonFacts(None, State("unknown", "")), facts))
    found = [season for season in arranged if season.number is not None or not season.is_empty]
    return sorted(found, key=lambda season: (season.number is None, -(season.number or 0)))


def _season(season: SeasonFacts, facts: TitleFacts) -> Season:
    number, stage = season.number, season.state.stage
    releases = tuple(release for release in facts.releases if release.season == number)
    if len(facts.releases) > 1:  # all of them stand in the table of releases; here is how the season comes
        releases = _once(releases)
    if len(releases) == 1 and facts.next is not None:  # a season in several parts is told whole
        releases = tuple(release for release in releases if release.fact != facts.next.fact)
    # That it was ordered is told by its date, once there is one; how it ends, and what was denied, stays news.
    told = stage in ("dated", "moved", "released")
    renewals = (renewal for renewal in facts.renewals if renewal.season == number)
    lines = tuple(
        Line(renewal.fact, renewal.sentence, renewal.status)
        for renewal in renewals
        if not (told and renewal.outcome in ("ordered", "renewed") and renewal.status == "confirmed")
    )
    return Season(number, stage, lines, releases, tuple(member for member in facts.cast if member.season == number))


def _once(releases: Iterable[Release]) -> tuple[Release, ...]:
    """Of each part and event the first release, wherever it is; single episodes are left to the table."""
    found: dict[tuple[str, int | None], Release] = {}
    for release in releases:
        if release.event != "episode":
            found.setdefault((release.event, release.part), release)
    return tuple(found.values())


def places(facts: TitleFacts) -> list[Place]:
    """Where to watch it, places with something to see first; prices and carriers beside the place they belong to."""
    found: dict[str, Place] = {}
    for offer in facts.availability:
        if offer.gone:
            continue
        place = found.setdefault(offer.place.name if offer.place else "", Place(offer.place or Named("")))
        (place.related if offer.form else place.offers).append(offer)
    for release in facts.releases:
        if release.place is not None and release.status in ("confirmed", "expected"):
            found.setdefault(release.place.name, Place(release.place))
    for price in facts.prices:
        if price.service.name in found:
            found[price.service.name].prices.append(price)
    for carriage in facts.carriers:
        if carriage.service.name in found:
            place = found[carriage.service.name]
            (place.not_through if carriage.status == "denied" else place.through).append(carriage)
    return sorted(found.values(), key=lambda place: not place.offers)


def credits(facts: TitleFacts) -> list[tuple[str, list[Credit]]]:
    """The credits by role, in the order in which programmes name them; other roles after these."""
    order = ("creator", "showrunner", "writer", "director", "executive producer", "producer", "composer", "presenter")
    roles: dict[str, list[Credit]] = {}
    for credit in facts.credits:
        roles.setdefault(credit.role, []).append(credit)
    return sorted(roles.items(), key=lambda item: (order.index(item[0]) if item[0] in order else len(order), item[0]))


def stops(timeline: Iterable[Moved]) -> list[Stop]:
    """A timeline article by article, in the order given: what one article said at once is one stop."""
    grouped: dict[tuple[object, ...], list[Moved]] = {}
    for moved in timeline:
        grouped.setdefault((moved.day, moved.document, moved.source), []).append(moved)
    return [
        Stop(
            tuple(moved for moved in own if moved.kind != "first"),
            tuple(sorted((moved for moved in own if moved.kind == "first"), key=_by_kind)),
        )
        for own in grouped.values()
    ]


KINDS = ("release", "schedule", "renewal", "ending", "casting", "leaving", "credit", "basis", "video")


def _by_kind(moved: Moved) -> tuple[int, str]:
    """Dates before people, people before the rest."""
    return KINDS.index(moved.fact_kind) if moved.fact_kind in KINDS else len(KINDS), moved.what
