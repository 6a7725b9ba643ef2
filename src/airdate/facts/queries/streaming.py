"""What streams where: new, coming, leaving and everything, of one service or of all, in a country, of a genre.

Each list is read from an index in its own order and stops when it is full, so it takes as long for a site of a million
claims as for a small one. A fact that names no country holds wherever its service is.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Value

from airdate.catalogue.models import Service, ServiceKind, Title
from airdate.catalogue.queries import Branch, services, titles
from airdate.facts.held import DATED, Held
from airdate.facts.models import Fact
from airdate.facts.pages import Availability, Coming, Named, Offered, Price, Release
from airdate.facts.policy import DENIED
from airdate.facts.queries.lists import TOLD, services_with_facts
from airdate.facts.queries.reading_rows import arranger, held_rows
from airdate.sources.correlated import found_for_each

FEW = 3000  # facts of a service that are still gathered before they are put in order
SHOWN = ("availability", "release")


@dataclass(frozen=True, slots=True)
class Where:
    """Which facts are asked for: of a service, else of all that stream; in a country (ISO 3166), else in all; of a
    branch of genres, else of all titles."""

    service: Service | None = None
    region: str = ""
    branch: Branch | None = None

    def facts(self, kind: str) -> QuerySet[Fact]:
        """The facts of a kind about titles."""
        found = Fact.objects.filter(self.place(), kind=kind, title__isnull=False)
        return found.filter(self.branch.among("title")) if self.branch else found

    def place(self) -> Q:
        """The condition on a fact's place and country."""
        if self.service is None:
            # Asked of each fact: begun with the services, PostgreSQL would read and sort all that there is of each.
            streams = Service.objects.filter(pk=OuterRef("place"), kind=ServiceKind.STREAMING)
            if not self.region:
                return found_for_each(streams)
            own = streams.filter(country__in=("", self.region))
            return (Q(region=self.region) & found_for_each(streams)) | (Q(region="") & found_for_each(own))
        there = Q(place=self.service.pk)
        if not self.region:
            return there
        of_it = ("", self.region) if self.service.country in ("", self.region) else (self.region,)
        return there & Q(region__in=of_it)

    def holds(self, place: int, kind: str, country: str, region: str) -> bool:
        """The same condition on a fact that was read: its place, the kind and the country of that, and its own."""
        there = place == self.service.pk if self.service is not None else kind == ServiceKind.STREAMING
        return there and (not self.region or region == self.region or (not region and country in ("", self.region)))


@dataclass(frozen=True, slots=True)
class Watchable:
    """A title that can be seen: where and how it is said to be there, else when it came out there."""

    title: Named
    year: int | None
    genre: str
    offers: tuple[Availability, ...] = ()
    releases: tuple[Release, ...] = ()


def came_out(where: Where, today: date, *, since: date, limit: int, offset: int = 0) -> list[Coming]:
    """Releases that have happened from ``since`` on, today's included, the newest first."""
    found = where.facts("release").filter(
        status__in=DATED, latest__isnull=False, sort_day__gte=since, sort_day__lte=today
    )
    return _coming(found.order_by("-sort_day", "-earliest", "id")[offset : offset + limit], today)


def coming_to(where: Where, today: date, *, limit: int, offset: int = 0) -> list[Coming]:
    """Releases still ahead, tomorrow's first; coarse dates after the days that they may fall on."""
    found = where.facts("release").filter(status__in=TOLD, sort_day__gt=today)
    return _coming(found.order_by("sort_day", "-earliest", "id")[offset : offset + limit], today)


def leaving(where: Where, today: date, *, limit: int, until: date | None = None, offset: int = 0) -> list[Offered]:
    """What is there until a day that is told, today's included, the soonest first; none that ends after ``until``."""
    found = where.facts("availability").filter(status__in=DATED, latest__isnull=False, sort_day__gte=today)
    if until is not None:
        found = found.filter(sort_day__lte=until)
    held, names = held_rows(found.order_by("sort_day", "-earliest", "id")[offset : offset + limit])
    make = arranger(held, names, today)
    return [Offered(names(fact.subject), make.availability(fact)) for fact in held]


def everything(
    where: Where,
    today: date,
    *,
    limit: int,
    start: str = "",
    after: Title | None = None,
    without: Where | None = None,
) -> list[Watchable]:
    """Titles that can be seen there, or that came out there and are not said to be gone; by name.

    ``start`` is where in the alphabet to begin (a folded name), ``after`` leaves out up to and with that title,
    ``without`` what can be seen there too.
    """
    seen = _seen_at(where, today)
    if without is not None:
        seen &= ~_seen_at(without, today)
    return _listed(seen, (where,), today, limit=limit, start=start, after=after)


def on_both(one: Where, other: Where, today: date, *, limit: int, after: Title | None = None) -> list[Watchable]:
    """Titles that can be seen at one place and at the other; by name."""
    return _listed(_seen_at(one, today) & _seen_at(other, today), (one, other), today, limit=limit, after=after)


def streaming_services() -> list[Service]:
    """The streaming services of which something is known, by name."""
    return list(services().filter(services_with_facts(), kind=ServiceKind.STREAMING))


def prices_of(services: Collection[Service], today: date) -> dict[str, list[Price]]:
    """Slug of a service -> what its plans cost, the cheapest first, each country by itself."""
    asked = {f"service:{service.slug}": service.slug for service in services}
    held, names = held_rows(Fact.objects.filter(service__in=services, kind="price").order_by("id"))
    make = arranger(held, names, today)
    found: dict[str, list[Price]] = {}
    for fact in held:
        if fact.stands:
            found.setdefault(asked[fact.subject], []).append(make.price(fact))
    return {slug: sorted(own, key=lambda p: (p.region, p.currency, p.amount)) for slug, own in found.items()}


def _coming(facts: QuerySet[Fact], today: date) -> list[Coming]:
    held, names = held_rows(facts)
    make = arranger(held, names, today)
    return [Coming(names(fact.subject), make.release(fact)) for fact in held]


def _seen_at(where: Where, today: date) -> Q:
    """The condition on a title that it can be seen there."""
    there = Fact.objects.filter(where.place(), title=OuterRef("pk"))
    offers = there.filter(kind="availability")
    offered = offers.filter(Q(sort_day=None) | Q(sort_day__gte=today), status__in=DATED)
    gone = offers.filter(Q(status=DENIED) | Q(sort_day__lt=today))
    out = there.filter(kind="release", status__in=DATED, latest__lte=today)
    return found_for_each(offered) | (found_for_each(out) & ~found_for_each(gone))


def _listed(
    seen: Q, wheres: Sequence[Where], today: date, *, limit: int, start: str = "", after: Title | None = None
) -> list[Watchable]:
    found = titles().order_by("folded", "slug")
    some = next((few for where in wheres if (few := _few(where)) is not None), None)
    if some is not None:
        found = found.filter(pk__in=some)
    for where in wheres:
        if where.branch is not None:
            found = found.filter(where.branch.gathered("pk"))
    found = found.filter(seen)  # after the genre, which is asked of an index and leaves few to ask more of
    if start:
        found = found.filter(folded__gte=start)
    if after is not None:
        found = found.filter(Q(folded__gt=after.folded) | Q(folded=after.folded, slug__gt=after.slug))
        found = found.filter(folded__gte=after.folded)  # says it once more as a range, by which the index is entered
    listed = list(found.prefetch_related("genres")[:limit])
    return _watchables(listed, wheres, today)


def _few(where: Where) -> set[int] | None:
    """The titles of which something is said there, if these are few: they are put in order; many are walked by name.

    A branch with many titles narrows nothing here: to look for few facts among many would take longest of all.
    """
    near = where if where.branch is None or where.branch.titles is not None else replace(where, branch=None)
    said = [_near(near, kind).order_by() for kind in SHOWN]
    # Counted by the database in the index of places alone: nothing is asked for that it has not.
    if any(list(each.annotate(one=Value(1)).values_list("one")[FEW : FEW + 1]) for each in said):
        return None
    told = [title for each in said for title in each.values_list("title", flat=True) if title is not None]
    return set(told) if len(told) <= FEW else None


def _near(where: Where, kind: str) -> QuerySet[Fact]:
    """`Where.facts`, with the services of all named: begun with these, in the index of facts by place."""
    if where.service is not None:
        there = where.place()
    else:
        places = dict(Service.objects.filter(kind=ServiceKind.STREAMING).order_by().values_list("pk", "country"))
        there = Q(place__in=list(places))
        if where.region:
            own = [pk for pk, country in places.items() if country in ("", where.region)]
            there &= Q(region=where.region) | Q(region="", place__in=own)
    found = Fact.objects.filter(there, kind=kind)
    return found.filter(where.branch.among("title")) if where.branch else found


def _watchables(listed: Collection[Title], wheres: Sequence[Where], today: date) -> list[Watchable]:
    # Where is looked at here: a database that is told it would rather read all that a large service has.
    told = Fact.objects.filter(title__in=listed, kind__in=SHOWN, status__in=DATED, place__isnull=False).order_by()
    rows = told.values_list("pk", "place", "place__kind", "place__country", "region")
    shown = [pk for pk, place, *rest in rows if any(where.holds(place, *rest) for where in wheres)]
    held, names = held_rows(Fact.objects.filter(pk__in=shown).order_by("sort_day", "id"))
    make = arranger(held, names, today)
    by_title: dict[str, list[Held]] = {}
    for fact in held:
        by_title.setdefault(fact.subject, []).append(fact)
    made = []
    for title in listed:
        own = by_title.get(f"title:{title.slug}", [])
        offers = tuple(
            offer for fact in own if fact.kind == "availability" and not (offer := make.availability(fact)).gone
        )
        out = tuple(release for fact in own if fact.kind == "release" and (release := make.release(fact)).when.happened)
        genre = next((each.name for each in title.genres.all()), "")
        made.append(Watchable(Named(title.name, title.slug), title.year, genre, offers, out))
    return made
