"""What a title page shows, today or on a past day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.utils.translation import gettext as _

from airdate.catalogue.models import Title
from airdate.catalogue.queries import Target
from airdate.claims.queries import claims_in_force
from airdate.facts import edtf
from airdate.facts.actions import decisions_on, policy_of
from airdate.facts.arranging import Arranger
from airdate.facts.held import Held, of_weighed
from airdate.facts.ladder import Rung, rung_of_season, rung_of_title
from airdate.facts.models import Fact
from airdate.facts.naming import Names
from airdate.facts.pages import Carriage, Moved, Price, Release, SeasonFacts, State, TitleFacts
from airdate.facts.policy import DENIED, DISPUTES, Moment
from airdate.facts.queries.reading_rows import arranger, held_rows
from airdate.facts.saying import Keys, as_said
from airdate.facts.weigh import weigh

WATCHING = ("release", "availability")


def title_facts(
    title: Title, *, as_of: date | None = None, known_at: datetime | None = None, today: date, country: str = ""
) -> TitleFacts:
    """Everything that a title page shows.

    ``as_of`` gives the page by what had been published up to that day, ``known_at`` (aware) by what this site had
    learnt by that instant; on such a page "today" is that day. ``today`` is the day of the reader.
    ``country`` (ISO 3166) is theirs: the release to show first is one there where any is known, and so are the prices.
    """
    if as_of is None and known_at is None:
        held, names = held_rows(Fact.objects.filter(title=title.pk))
        day = today
    else:
        day = min(d for d in (as_of, known_at.date() if known_at else None, today) if d is not None)
        held, names = _held_at(title, Moment(today=day, as_of=as_of, known_at=known_at)), Names()
    names.keep(title)
    terms = _terms(held, Moment(today=day, as_of=as_of, known_at=known_at))
    make = arranger([*held, *terms], names, day, causes=True, quoted=True)
    return replace(_arrange(held, terms, make, country), as_of=as_of, known_at=known_at)


def _held_at(title: Title, moment: Moment) -> list[Held]:
    """The title's facts weighed for a moment."""
    subject = Target("title", title.pk)
    keys = Keys()
    keys.fetch([subject])
    said = list(as_said(list(claims_in_force(titles=[title.pk])), keys, {subject}))
    return of_weighed(weigh(said, policy_of(decisions_on([subject]), keys), moment))


def _terms(held: Iterable[Held], moment: Moment) -> list[Held]:
    """What the services cost where the title is or will be, and what carries them, as it stood at the moment."""
    places = {fact.named["platform"] for fact in held if fact.kind in WATCHING and "platform" in fact.named}
    slugs = {key.partition(":")[2] for key in places if key.startswith("service:")}
    if not slugs:
        return []
    found, _names = held_rows(Fact.objects.filter(kind__in=("price", "carriage"), service__slug__in=slugs))
    then = []
    for fact in found:
        told = [step for step in fact.steps if step.kind not in DISPUTES]
        steps = [step for step in told if moment.has_come(step.day, step.learnt)]
        if not steps or len(steps) == len(told):
            then += [fact] if steps else []
            continue
        last = steps[-1]
        then.append(
            replace(fact, value=last.new, status=last.new_status, decided_by=last.cause, since=last.day, steps=steps)
        )
    return [fact for fact in then if fact.stands or (fact.kind == "carriage" and fact.status == DENIED)]


def _arrange(held: Sequence[Held], terms: Sequence[Held], make: Arranger, country: str) -> TitleFacts:
    today = make.today
    of = {kind: [fact for fact in held if fact.kind == kind] for kind in {fact.kind for fact in held}}
    there = {fact.id for fact in held if not country or next(iter(make.countries(fact)), country) == country}
    schedules = {_beside(fact): fact for fact in of.get("schedule", ()) if fact.stands}
    releases = _releases(of.get("release", ()), schedules, make)
    renewals = [make.renewal(fact) for fact in _by_season([*of.get("renewal", ()), *of.get("ending", ())])]
    cast = [make.member(fact) for fact in _cast([*of.get("casting", ()), *of.get("leaving", ())])]
    availability = [make.availability(fact) for fact in _by_season(of.get("availability", ()))]
    videos = [make.video(fact) for fact in _by_season(of.get("video", ())) if fact.stands]
    numbers = {fact.named.get("season") for fact in held if "season" in fact.named or _has_season(fact)}
    seasons = [
        SeasonFacts(
            number=number,
            state=state_of(rung_of_season(number, held, today), make),
            releases=tuple(release for release in releases if release.season == number),
            renewals=tuple(renewal for renewal in renewals if renewal.season == number),
            cast=tuple(member for member in cast if member.season == number),
            availability=tuple(offer for offer in availability if offer.season == number),
            videos=tuple(video for video in videos if video.season == number),
        )
        for number in sorted(numbers, key=_last)
    ]
    return TitleFacts(
        state=state_of(rung_of_title(held, today), make),
        next=next_release([each for each in releases if each.fact in there], today) or next_release(releases, today),
        seasons=tuple(season for season in seasons if season.number is not None or season.state.fact is not None),
        releases=tuple(releases),
        renewals=tuple(renewals),
        cast=tuple(cast),
        credits=tuple(
            sorted((make.credit(f) for f in of.get("credit", ()) if f.stands), key=lambda c: (c.role, c.person.name))
        ),
        basis=tuple(make.basis(fact) for fact in _latest_first(of.get("basis", ())) if fact.stands),
        availability=tuple(availability),
        prices=tuple(sorted(_prices(terms, make, country), key=_price_order)),
        carriers=tuple(sorted((make.carriage(fact) for fact in terms if fact.kind == "carriage"), key=_carrier_order)),
        videos=tuple(videos),
        quotes=tuple(
            said for fact in _latest_first(of.get("quote", ())) if fact.stands and (said := make.quote(fact)).words
        ),
        timeline=timeline(held, make),
    )


def _prices(terms: Iterable[Held], make: Arranger, country: str) -> list[Price]:
    """The prices of a country, or of none; all of a service that has none there."""
    prices = [make.price(fact) for fact in terms if fact.kind == "price"]
    there = {price.service for price in prices if price.region in ("", country)} if country else set()
    return [price for price in prices if price.region in ("", country) or price.service not in there]


def timeline(held: Iterable[Held], make: Arranger) -> tuple[Moved, ...]:
    """All changes of these facts, the newest first; one that several facts share is told once."""
    told: dict[str, Moved] = {}
    for fact in sorted(held, key=lambda fact: fact.slot):
        for step in fact.steps:
            moved = make.moved(fact, step)
            told.setdefault(moved.change, moved)
    return tuple(sorted(told.values(), key=lambda moved: (moved.day, moved.learnt_at, moved.change), reverse=True))


def next_release(releases: Sequence[Release], today: date) -> Release | None:
    """The release to show first: the next that has not happened, rumours last; else the latest that has."""
    ahead = [
        release
        for release in releases
        if release.status not in (DENIED, "unknown") and release.when.edtf is not None and not release.when.happened
    ]
    if ahead:
        firm = [release for release in ahead if release.status != "rumoured"] or ahead
        return min(firm, key=lambda release: edtf.order_key(release.when.edtf))
    past = [release for release in releases if release.when.happened and release.status in ("confirmed", "expected")]
    return max(past, key=lambda release: edtf.order_key(release.when.edtf), default=None)


def state_of(rung: Rung, make: Arranger) -> State:
    """A stage in words."""
    held = rung.held
    if held is None:
        return State("unknown", _("Nobody has said yet what becomes of it."))
    return State(rung.stage, make.sentence(held), held.id)


def _releases(facts: Iterable[Held], schedules: dict[tuple[object, ...], Held], make: Arranger) -> list[Release]:
    ordered = sorted(facts, key=lambda fact: (edtf.order_key(fact.day), fact.slot))
    return [make.release(fact, schedules.get(_beside(fact))) for fact in ordered]


def _beside(fact: Held) -> tuple[object, ...]:
    """What a schedule and the release that it belongs to have in common."""
    return tuple(fact.named.get(name) for name in ("season", "event", "region", "platform"))


def _cast(facts: Iterable[Held]) -> list[Held]:
    """The cast: seasons in order, newcomers first; those who were denied are left out."""
    order = {"joins": 0, "returns": 1, "stars": 2, "leaves": 3}
    return sorted(
        (fact for fact in facts if fact.stands),
        key=lambda fact: (
            fact.named.get("season") or 0,
            3 if fact.kind == "leaving" else order.get(fact.value.get("change", "stars"), 2),
            fact.since,
            fact.slot,
        ),
    )


def _has_season(fact: Held) -> bool:
    return fact.kind in ("release", "renewal", "ending")


def _last(number: int | None) -> tuple[bool, int]:
    return number is None, number or 0


def _by_season(facts: Iterable[Held]) -> list[Held]:
    return sorted(facts, key=lambda fact: (_last(fact.named.get("season")), fact.slot))


def _latest_first(facts: Iterable[Held]) -> list[Held]:
    return sorted(facts, key=lambda fact: (-fact.since.toordinal(), fact.slot))


def _price_order(price: Price) -> tuple[str, str, str, object]:
    return price.service.name, price.region, price.currency, price.amount


def _carrier_order(carriage: Carriage) -> tuple[str, str]:
    return carriage.service.name, carriage.carrier.name
