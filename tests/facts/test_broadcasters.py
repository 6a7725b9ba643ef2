"""A broadcaster's name leaves open which of its channels is meant: "on the BBC" fits "on BBC One"."""

from __future__ import annotations

from datetime import timedelta

import pytest

from airdate.catalogue.models import Service, Title
from airdate.catalogue.queries import broadcasters
from airdate.facts import queries
from airdate.facts.actions import weigh_all
from airdate.facts.models import Change, Fact
from airdate.facts.policy import Policy
from airdate.facts.weigh import weigh
from airdate.intake.identities import merge, undo
from airdate.intake.rebuilding import digest, rebuild
from factories import NOW, make_source, say
from facts.claims import LATE, said

BBC, ONE, TWO = "service:bbc", "service:bbc-one", "service:bbc-two"
POLICY = Policy(within={ONE: BBC, TWO: BBC})
START = {"season": 2, "event": "premiere"}
WHO = {"author": "mo", "reason": "The broadcaster's own page says so."}


def shown(*told: tuple[str, list[str]], policy: Policy = POLICY) -> list[tuple[str, str, bool]]:
    """Place, date and conflict of what stands when these were said, day after day, by official sources."""
    found = [
        said(number, "official", f"2030-01-{number + 1:02}", date=day, platform=places, **START)
        for number, (day, places) in enumerate(told)
    ]
    facts = [fact for fact in weigh(found, policy, LATE) if fact.status != "joined"]
    return [(fact.slot.rpartition("/")[2], fact.value["date"], fact.conflict) for fact in facts]


@pytest.mark.parametrize("order", [1, -1])
def test_the_channel_refines_the_broadcaster(order: int) -> None:
    told = [("2030-08-03", [BBC]), ("2030-08-03", [ONE])][::order]
    assert shown(*told) == [(ONE, "2030-08-03", False)]


def test_a_day_on_the_broadcaster_moves_the_channels() -> None:
    assert shown(("2030-08-03", [ONE]), ("2030-08-17", [BBC])) == [(ONE, "2030-08-17", False)]


def test_of_two_channels_it_is_the_one_that_it_fits() -> None:
    told = (("2030-08-03", [ONE]), ("2030-09-01", [TWO]), ("2030-09-01", [BBC]))
    assert shown(*told) == [(ONE, "2030-08-03", False), (TWO, "2030-09-01", False)]


def test_a_broadcaster_named_beside_its_channel_is_a_place_of_its_own() -> None:
    assert shown(("2030-08-03", [BBC, ONE])) == [(BBC, "2030-08-03", False), (ONE, "2030-08-03", False)]


def test_who_belongs_to_nobody_stays_apart() -> None:
    told = (("2030-08-03", [BBC]), ("2030-08-17", [ONE]))
    assert shown(*told, policy=Policy()) == [(BBC, "2030-08-03", False), (ONE, "2030-08-17", False)]


def test_a_ring_of_places_is_no_endless_walk() -> None:
    ring = Policy(within={ONE: BBC, BBC: TWO, TWO: ONE})
    assert len(shown(("2030-08-03", [ONE]), ("2030-08-03", ["cinemas"]), policy=ring)) == 2


def tell(day: str, place: str, on: int, source: str) -> None:
    claim = {"kind": "release", "title": "The Quay", "date": day, "platform": [place], **START}
    when = NOW + timedelta(days=on)
    say(claim, published=when.date(), learnt_at=when, source=make_source(source, "official"))
    weigh_all(now=when)


@pytest.mark.django_db
def test_from_articles_to_the_page() -> None:
    tell("2031-08", "BBC", 0, "Quay Films")
    told = Fact.objects.get()
    tell("2031-08-03", "BBC One", 1, "BBC Media Centre")
    assert broadcasters() == {"bbc-one": "bbc"}
    facts = queries.title_facts(Title.objects.get(), today=NOW.date())
    assert [(r.place.name if r.place else "", r.when.edtf, r.conflict) for r in facts.releases] == [
        ("BBC One", "2031-08-03", False)
    ]
    why = queries.why(told.pk, today=NOW.date())
    assert why.instead == Fact.objects.get(place__name="BBC One", instead="").pk
    assert [change.kind for change in queries.why(why.instead, today=NOW.date()).changes] == ["refined", "first"]
    assert Change.objects.count() == 2
    before = queries.title_facts(Title.objects.get(), as_of=NOW.date(), today=NOW.date())
    assert [(r.place.name if r.place else "", r.when.edtf) for r in before.releases] == [("BBC", "2031-08")]
    old = digest()
    assert rebuild(now=NOW + timedelta(days=9)).digest == old
    assert Service.objects.get(name="BBC One").broadcaster == Service.objects.get(name="BBC")


@pytest.mark.django_db
def test_the_relation_follows_merges() -> None:
    tell("2031-08", "Auntie", 0, "Quay Films")
    tell("2031-08-03", "BBC One", 1, "BBC Media Centre")
    assert Fact.objects.filter(instead="").count() == 2
    auntie, bbc = Service.objects.get(name="Auntie"), Service.objects.get(name="BBC")
    decision = merge(bbc, auntie, **WHO, now=NOW + timedelta(days=2))
    assert broadcasters() == {"bbc-one": "auntie"}
    assert [fact.place for fact in Fact.objects.filter(instead="")] == [Service.objects.get(name="BBC One")]
    undo(decision, **WHO, now=NOW + timedelta(days=3))
    assert Fact.objects.filter(instead="").count() == 2
