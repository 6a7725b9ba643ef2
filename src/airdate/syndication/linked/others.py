"""A person, a service, a channel, a broadcast, and the site itself. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from airdate.facts.pages import PersonFacts, Price, ServiceFacts
from airdate.listings.flags import Flag
from airdate.listings.pages import Showing, Station
from airdate.syndication.linked.parts import AddressOf, Node, country, date_of, node, once
from airdate.syndication.linked.works import class_of

MOST = 40
# Role of a credit -> the property of the work that names the person; only what every class of work has.
WORKED = {"creator": "creator", "writer": "author", "producer": "producer", "executive producer": "producer"}
# UN/CEFACT codes of the periods of prices.
UNITS = {"month": "MON", "year": "ANN"}


def who(name: str, slug: str, facts: PersonFacts, forms: Mapping[str, str], address_of: AddressOf) -> Node:
    """A person with their works. ``forms`` gives the form of each work's title by its slug."""
    played = [part.title for part in facts.parts if part.member.status == "confirmed"]
    # Of a work whose form nobody has told, schema.org has no place for a cast.
    acted = [title for title in played if class_of(forms.get(title.slug or "", "")) != "CreativeWork"]
    named = {"actor": [(title.slug, title.name) for title in acted]}
    for work in facts.works:
        if work.credit.status == "confirmed" and work.credit.role in WORKED:
            named.setdefault(WORKED[work.credit.role], []).append((work.title.slug, work.title.name))
    address = address_of("person", slug)
    return node(
        "Person",
        **{"@id": address},
        url=address,
        name=name,
        **{
            "@reverse": {
                relation: once(
                    (
                        node(class_of(forms.get(slug or "", "")), name=title, url=address_of("title", slug))
                        for slug, title in titles
                        if slug
                    ),
                    MOST,
                )
                for relation, titles in named.items()
                if any(slug for slug, _title in titles)
            }
        },
    )


def where(name: str, slug: str, kind: str, country_code: str, facts: ServiceFacts, address_of: AddressOf) -> Node:
    """A service or channel with what it costs."""
    address = address_of("service", slug)
    return node(
        "BroadcastService" if kind == "channel" else "Service",
        **{"@id": address},
        url=address,
        name=name,
        serviceType=kind,
        areaServed=country(country_code),
        offers=[_offer(price) for price in facts.prices if price.status == "confirmed"],
    )


def _offer(price: Price) -> Node:
    """A plan. A price "from" so much is the least of a plan whose whole price nobody has told."""
    amount = str(price.amount)
    unit = UNITS.get(price.period)
    return node(
        "Offer",
        name=price.plan,
        price=None if price.starting_at else amount,
        priceCurrency=price.currency,
        validFrom=date_of(price.effective),
        eligibleRegion=country(price.region),
        priceSpecification=node(
            "UnitPriceSpecification",
            price=None if price.starting_at else amount,
            minPrice=amount if price.starting_at else None,
            priceCurrency=price.currency,
            referenceQuantity=node("QuantitativeValue", value=1, unitCode=unit) if unit else None,
        ),
    )


def station(told: Station, address: str) -> Node:
    return node("BroadcastService", **{"@id": address}, name=told.name, url=address, broadcastTimezone=told.zone)


def airing(told: Showing, on: Station, channel: Node, address: str, work: Node | None = None) -> Node:
    """A broadcast, in the time of its channel; an end is told where the listings tell it. ``work`` is the title's node,
    where the catalogue has it.
    """
    zone = on.zone_info
    return node(
        "BroadcastEvent",
        **{"@id": address},
        url=address,
        name=told.title,
        description=told.description,
        startDate=told.start.astimezone(zone).isoformat(),
        endDate=told.stop.astimezone(zone).isoformat() if told.stop is not None and told.stop_known else None,
        isLiveBroadcast=True if told.flags & Flag.LIVE else None,
        publishedOn=channel,
        workPerformed=work or _performed(told),
    )


def _performed(told: Showing) -> Node:
    """What is shown, as far as the listings say: a film, an episode by its numbers, or any work."""
    if told.flags & Flag.FILM:
        return node("Movie", name=told.title, datePublished=str(told.year) if told.year else None)
    if told.episode is None and told.season is None:
        return node("CreativeWork", name=told.title)
    return node(
        "TVEpisode",
        name=told.sub_title,
        episodeNumber=told.episode,
        partOfSeason=node("TVSeason", seasonNumber=told.season) if told.season is not None else None,
        partOfSeries=node("TVSeries", name=told.title),
    )


def site(name: str, home: str, search: str, languages: list[str]) -> Node:
    """The site with its search box. ``search`` is the whole address of the page of results."""
    return node(
        "WebSite",
        **{"@id": home},
        url=home,
        name=name,
        inLanguage=languages,
        potentialAction={
            **node("SearchAction", target=node("EntryPoint", urlTemplate=f"{search}?q={{search_term}}")),
            "query-input": "required name=search_term",
        },
    )
