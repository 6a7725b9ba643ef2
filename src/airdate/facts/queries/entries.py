"""What the pages of services and people show."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from airdate.catalogue.models import Person, Service
from airdate.facts.models import Fact
from airdate.facts.pages import Offered, Part, PersonFacts, ServiceFacts, Work
from airdate.facts.queries.lists import coming_up
from airdate.facts.queries.reading_rows import arranger, held_rows
from airdate.facts.queries.titles import timeline


def service_facts(service: Service, *, today: date, limit: int = 50) -> ServiceFacts:
    """Prices with history, what carries it and what it carries; at most ``limit`` that are coming, or are there."""
    own, names = held_rows(Fact.objects.filter(Q(service=service.pk) | Q(place=service.pk, kind="carriage")))
    names.keep(service)
    key = f"service:{service.slug}"
    make = arranger(own, names, today, causes=True)
    prices = [fact for fact in own if fact.kind == "price" and fact.subject == key and fact.stands]
    carriage = [fact for fact in own if fact.kind == "carriage"]
    offers, offer_names = held_rows(
        Fact.objects.filter(place=service.pk, kind="availability", title__isnull=False, status="confirmed")
        .filter(title__merged_into=None)
        .order_by("-since", "id")[:limit]
    )
    shown = arranger(offers, offer_names, today)
    available = [Offered(offer_names(fact.subject), shown.availability(fact)) for fact in offers]
    return ServiceFacts(
        prices=tuple(sorted((make.price(fact) for fact in prices), key=lambda p: (p.region, p.currency, p.amount))),
        carriers=tuple(make.carriage(fact) for fact in carriage if fact.subject == key),
        carries=tuple(make.carriage(fact) for fact in carriage if fact.subject != key),
        coming=tuple(coming_up(today, limit=limit, service=service)),
        available=tuple(offer for offer in available if not offer.availability.gone),
        timeline=timeline([fact for fact in own if fact.subject == key], make)[:limit],
    )


def person_facts(person: Person, *, today: date) -> PersonFacts:
    """Parts, credits and quotations, the newest first."""
    held, names = held_rows(Fact.objects.filter(Q(who=person.pk) | Q(person=person.pk)).order_by("-since", "id"))
    names.keep(person)
    make = arranger(held, names, today, quoted=True)
    standing = [fact for fact in held if fact.stands]
    return PersonFacts(
        parts=tuple(Part(names(f.subject), make.member(f)) for f in standing if f.kind in ("casting", "leaving")),
        works=tuple(Work(names(f.subject), make.credit(f)) for f in standing if f.kind == "credit"),
        quotes=tuple(make.quote(f) for f in standing if f.kind == "quote"),
    )
