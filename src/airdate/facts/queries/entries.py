"""What the pages of services and people show."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from airdate.catalogue.models import Person, Service
from airdate.facts.held import UNSEEN, Held
from airdate.facts.models import Fact
from airdate.facts.pages import Coming, Part, PersonFacts, ServiceFacts, Work
from airdate.facts.policy import DENIED
from airdate.facts.queries.lists import coming_up
from airdate.facts.queries.reading_rows import arranger, held_rows
from airdate.facts.queries.titles import timeline

CASTS = ("casting", "leaving", "credit")


def service_facts(service: Service, *, today: date, limit: int = 50) -> ServiceFacts:
    """Prices with history, what carries it and what it carries, and the latest changes of these."""
    own, names = held_rows(Fact.objects.filter(Q(service=service.pk) | Q(place=service.pk, kind="carriage")))
    names.keep(service)
    key = f"service:{service.slug}"
    make = arranger(own, names, today, causes=True)
    prices = [fact for fact in own if fact.kind == "price" and fact.subject == key and fact.stands]
    carriage = [fact for fact in own if fact.kind == "carriage"]
    return ServiceFacts(
        prices=tuple(sorted((make.price(fact) for fact in prices), key=lambda p: (p.region, p.currency, p.amount))),
        carriers=tuple(make.carriage(fact) for fact in carriage if fact.subject == key),
        carries=tuple(make.carriage(fact) for fact in carriage if fact.subject != key),
        timeline=timeline([fact for fact in own if fact.subject == key], make)[:limit],
    )


def person_facts(
    person: Person, *, today: date, limit: int = 50, said_from: int = 0, said: int | None = None
) -> PersonFacts:
    """Parts, credits and quotations, the newest first, and at most ``limit`` releases ahead of what they are in.

    Of the quotations ``said`` from the ``said_from``th on; each costs the article that it stands in.
    """
    own = Fact.objects.filter(Q(who=person.pk) | Q(person=person.pk)).exclude(status__in=[*UNSEEN, DENIED])
    own = own.order_by("-since", "id")
    held, names = held_rows(own.filter(kind__in=CASTS))
    until = None if said is None else said_from + said
    words, word_names = held_rows(own.filter(kind="quote")[said_from:until])
    names.keep(person)
    word_names.keep(person)
    make, quoting = arranger(held, names, today), arranger(words, word_names, today, quoted=True)
    return PersonFacts(
        parts=tuple(Part(names(f.subject), make.member(f)) for f in held if f.kind in ("casting", "leaving")),
        works=tuple(Work(names(f.subject), make.credit(f)) for f in held if f.kind == "credit"),
        quotes=tuple(quote for f in words if (quote := quoting.quote(f)).words),
        coming=_coming_with(held, today, limit),
    )


def _coming_with(held: list[Held], today: date, limit: int) -> tuple[Coming, ...]:
    """The releases ahead of what somebody plays in or makes, as far as they have not left it by then."""
    last: dict[str, int] = {}  # title -> the last season with them; 0 where none is named
    stay: set[str] = set()
    for fact in held:
        if fact.kind == "leaving":
            last[fact.subject] = max(last.get(fact.subject, 0), fact.named.get("season") or 0)
        else:
            stay.add(fact.subject)
    slugs = [key.partition(":")[2] for key in {*last, *stay} if key.startswith("title:")]
    if not slugs:
        return ()
    found = coming_up(today, limit=limit, titles=slugs)
    return tuple(entry for entry in found if _is_in(f"title:{entry.title.slug}", entry.release.season, last))


def _is_in(title: str, season: int | None, last: dict[str, int]) -> bool:
    return title not in last or (season is not None and season <= last[title])
