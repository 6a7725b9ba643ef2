"""A title: TVSeries with its TVSeasons, Movie, or CreativeWork where nobody has said what it is. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from airdate.facts.pages import Availability, CastMember, Credit, Release, TitleFacts
from airdate.syndication.linked.parts import AddressOf, Node, country, date_of, node, once, person, provider

CLASSES = {"series": "TVSeries", "film": "Movie"}
# Role of a credit -> property; those of the second group belong to series and films alone.
ANY_WORK = {"creator": "creator", "writer": "author", "executive producer": "producer", "producer": "producer"}
FILMED = {"director": "director", "composer": "musicBy"}
MOST_PEOPLE, MOST_EVENTS, MOST_OFFERS = 40, 30, 20
FREE = frozenset({"free", "ads", "broadcast"})


@dataclass(frozen=True, slots=True)
class Work:
    """What the catalogue says of a title. ``form`` is series, film, special or empty."""

    slug: str
    name: str
    form: str = ""
    year: int | None = None
    country: str = ""
    synopsis: str = ""
    genres: tuple[str, ...] = ()


def class_of(form: str) -> str:
    return CLASSES.get(form, "CreativeWork")


def work(told: Work, facts: TitleFacts, address_of: AddressOf, picture: str = "") -> Node:
    """Everything that is sure of a title. ``picture`` is the whole address of its picture."""
    kind = class_of(told.form)
    address = address_of("title", told.slug)
    sure = [release for release in facts.releases if release.status == "confirmed"]
    made = node(
        kind,
        **{"@id": address},
        url=address,
        name=told.name,
        description=told.synopsis,
        image=picture,
        genre=list(told.genres),
        countryOfOrigin=country(told.country),
        releasedEvent=[event for release in sure[:MOST_EVENTS] if (event := _event(release, address_of))],
        isBasedOn=[
            node("CreativeWork", name=basis.source, author=node("Person", name=basis.author) if basis.author else None)
            for basis in facts.basis
            if basis.source and basis.status == "confirmed"
        ],
        potentialAction=_watching(facts.availability, address_of),
        **_credits(facts.credits, {**ANY_WORK, **(FILMED if kind != "CreativeWork" else {})}, address_of),
    )
    began = str(told.year) if told.year else None
    if kind == "TVSeries":
        made |= node(
            kind,
            startDate=began,
            actor=_cast(facts.cast, address_of),
            containsSeason=[
                _season(season.number, [r for r in sure if r.season == season.number], season.cast, address_of)
                for season in facts.seasons
                if season.number is not None
            ],
        )
    elif kind == "Movie":
        made |= node(kind, datePublished=began, actor=_cast(facts.cast, address_of))
    else:
        made |= node(kind, datePublished=began)
    return made


def _season(number: int, releases: list[Release], cast: Iterable[CastMember], address_of: AddressOf) -> Node:
    begins = sorted(
        day
        for release in releases
        if release.event == "premiere" and release.part in (None, 1) and (day := date_of(release.when))
    )
    return node(
        "TVSeason", seasonNumber=number, startDate=begins[0] if begins else None, actor=_cast(cast, address_of)
    )  # fmt: skip


def _event(release: Release, address_of: AddressOf) -> Node | None:
    """A release as an event, where it has a date that can be told."""
    day = date_of(release.when)
    if day is None:
        return None
    aired = release.place is not None and release.place.kind in ("channel", "broadcaster")
    return node(
        "PublicationEvent" if aired or release.place is None else "OnDemandEvent",
        startDate=day,
        publishedBy=provider(release.place, address_of),
        location=country(release.region),
    )


def _cast(members: Iterable[CastMember], address_of: AddressOf) -> list[Node]:
    """Who plays in it, with their characters; who leaves played in it too."""
    found = (
        node("PerformanceRole", actor=person(member.person, address_of), characterName=member.character)
        if member.character
        else person(member.person, address_of)
        for member in members
        if member.status == "confirmed"
    )
    return once(found, MOST_PEOPLE)


def _credits(credits: Iterable[Credit], roles: dict[str, str], address_of: AddressOf) -> dict[str, list[Node]]:
    found: dict[str, list[Node]] = {}
    for credit in credits:
        name = roles.get(credit.role)
        if name is not None and credit.status == "confirmed":
            found.setdefault(name, []).append(person(credit.person, address_of))
    return {name: once(people, MOST_PEOPLE) for name, people in found.items()}


def _watching(offers: Iterable[Availability], address_of: AddressOf) -> list[Node]:
    """Where it can be watched now, on which terms and until when."""
    found = (
        node(
            "WatchAction",
            provider=provider(offer.place, address_of),
            expectsAcceptanceOf=node(
                "Offer",
                category=offer.terms,
                price=str(offer.amount) if offer.amount is not None else "0" if offer.terms in FREE else None,
                priceCurrency=offer.currency if offer.amount is not None else None,
                availabilityEnds=date_of(offer.until),
                eligibleRegion=country(offer.region),
            ),
        )
        for offer in offers
        if offer.place is not None and not offer.gone and not offer.form and offer.status == "confirmed"
    )
    return once(found, MOST_OFFERS)
