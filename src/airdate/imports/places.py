"""Services and channels of records: found by name and country, or made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q

from airdate.catalogue.broadcasters import broadcaster_of
from airdate.catalogue.models import Origin, Service, ServiceAlias
from airdate.catalogue.names import fold_name
from airdate.imports.records import Place
from airdate.imports.results import Counts
from airdate.imports.slugs import free_slugs
from airdate.reading.lexicon import Lexicon
from airdate.sources.bulk import portions


def resolve_places(places: Iterable[Place], counts: Counts) -> dict[Place, Service | None]:
    """The service that each place means; None where several fit and none is clear.

    A place with a country means the service of that name there; one that is known in no country in particular will
    do. A name that nothing has there is a new service, with what the packaged lexicon knows of it.
    """
    wanted = sorted(set(places), key=lambda place: (place.name, place.country, place.kind))
    known = _known({fold_name(place.name) for place in wanted})
    found: dict[Place, Service | None] = {}
    for place in wanted:
        folded = fold_name(place.name)
        fit = [service for service in known[folded] if _fits(service, place)]
        exact = [service for service in fit if service.country == place.country] or fit
        if not fit:
            service = _made(place, known, counts)
            known[folded].append(service)
            found[place] = service
        else:
            found[place] = exact[0] if len(exact) == 1 else None
    return found


def _fits(service: Service, place: Place) -> bool:
    return not place.country or not service.country or service.country == place.country


def _known(folded: set[str]) -> dict[str, list[Service]]:
    """The services that are shown of these names or aliases, merges followed, each once and in the order of keys."""
    found: dict[str, dict[int, Service]] = defaultdict(dict)
    for portion in portions(folded):
        rows = [(s.folded, s) for s in Service.objects.filter(folded__in=portion).select_related("merged_into")]
        aliases = ServiceAlias.objects.filter(folded__in=portion).select_related("service__merged_into")
        for name, service in [*rows, *((alias.folded, alias.service) for alias in aliases)]:
            end = service.merged_into if isinstance(service.merged_into, Service) else service
            if not end.dormant:
                found[name][end.pk] = end
    return defaultdict(list, {name: [by_pk[pk] for pk in sorted(by_pk)] for name, by_pk in found.items()})


def _made(place: Place, known: dict[str, list[Service]], counts: Counts) -> Service:
    """A new service; the packaged lexicon's name, kind and aliases where it lists one that fits."""
    listed = Lexicon.packaged().services.get(place.name)
    if listed is not None and place.country and listed.countries and place.country not in listed.countries:
        listed = None  # a namesake in another country
    name, kind, country, aliases = place.name, place.kind, place.country, [place.name]
    if listed is not None:
        name, kind = listed.name, listed.kind
        # Of channels in several countries that share a name the record says which it means; of a service of all the
        # world it is at most the seat.
        country = listed.countries[0] if len(listed.countries) == 1 else place.country if listed.countries else ""
        aliases += [listed.name, *listed.aliases]
        # It may be here under the name that the lexicon gives it.
        there = Service.objects.filter(Q(folded=fold_name(name), country=country, dormant=False, merged_into=None))
        service = there.order_by("pk").first()
        if service is not None:
            _add_aliases(service, aliases)
            return service
    ends = (country.lower(), kind)
    slug = free_slugs(Service, [(name, ends)])[0]
    service = Service.objects.create(
        slug=slug, name=name, folded=fold_name(name), kind=kind, country=country, origin=Origin.CATALOGUE
    )
    counts["services"] += 1
    _add_aliases(service, aliases)
    _join(service, counts)
    return service


def _join(channel: Service, counts: Counts) -> None:
    """A channel that is well known belongs to its broadcaster, which comes in with it."""
    owner = broadcaster_of(channel.name)
    if owner is None:
        return
    place = Place(owner.name, owner.country, "broadcaster")
    channel.broadcaster = resolve_places([place], counts)[place]
    channel.save(update_fields=["broadcaster"])


def _add_aliases(service: Service, names: Iterable[str]) -> None:
    kept = {service.folded, *service.aliases.values_list("folded", flat=True)}
    new = {fold_name(name): name for name in names if fold_name(name) not in kept}
    ServiceAlias.objects.bulk_create(ServiceAlias(service=service, name=n, folded=f) for f, n in new.items())
