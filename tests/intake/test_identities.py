"""Merge, split, settle and undo: claims stay, facts follow, addresses lead on, and a rebuild gives the same."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from airdate.catalogue.deciding import IdentityError, NewEntry
from airdate.catalogue.models import (
    How,
    IdentityDecision,
    NameUse,
    Origin,
    Person,
    Service,
    Title,
)
from airdate.catalogue.names import fold_name
from airdate.catalogue.queries import names_that_wait, titles_named_in
from airdate.claims.models import Claim
from airdate.facts import queries
from airdate.facts.actions import weigh_all
from airdate.facts.decisions import pin_fact
from airdate.facts.models import Fact, Forwarded
from airdate.intake.identities import merge, settle, split, undo
from airdate.intake.integrity import problems
from airdate.intake.rebuilding import digest, rebuild
from airdate.sources.models import Document
from factories import NOW, make_source, say

pytestmark = pytest.mark.django_db
WHO = {"author": "mo", "reason": "The broadcaster's own page says so."}
START = {"kind": "release", "season": 1, "event": "premiere"}


def day(number: int) -> datetime:
    return NOW + timedelta(days=number)


def told(title: str, date: str, *platforms: str, on: int = 0, **more: Any) -> Document:
    """An article of a day that says when a title starts, weighed."""
    claim = START | {"title": title, "date": date, "platform": list(platforms)} | more
    document = say(claim, published=day(on).date(), learnt_at=day(on))
    weigh_all(now=day(on))
    return document


def title(slug: str) -> Title:
    return Title.objects.get(slug=slug)


def shown() -> list[tuple[str, str]]:
    """Which title starts when."""
    found = Fact.objects.filter(kind="release", instead="").exclude(status="withdrawn")
    return sorted((fact.title.slug, fact.value.get("date", "")) for fact in found.select_related("title") if fact.title)


def seems_the_same_after_a_rebuild() -> None:
    before, facts = digest(), shown()
    assert rebuild(now=day(99)).digest == before
    assert shown() == facts
    assert list(problems()) == []


def make(name: str, **fields: Any) -> Title:
    return Title.objects.create(name=name, folded=fold_name(name), origin=Origin.CATALOGUE, **fields)


def test_merged_titles_are_one_and_are_two_again_when_that_is_undone() -> None:
    told("The Quay", "2031-08-03", "Lantern")
    told("Quayside Nights", "2031-08", "Lantern", on=1)
    alone, claims = digest(), set(Claim.objects.values_list("id", flat=True))
    old = Fact.objects.get(title__slug="quayside-nights").pk
    decision = merge(title("quayside-nights"), title("the-quay"), **WHO, now=day(2))
    assert shown() == [("the-quay", "2031-08-03")]
    fact = Fact.objects.get()
    assert (fact.voices, queries.why(old, today=NOW.date()).instead) == (1, fact.pk)  # of one source
    seems_the_same_after_a_rebuild()
    assert set(Claim.objects.values_list("id", flat=True)) == claims
    told("Quayside Nights", "2031-08-04", "Lantern", on=3)
    assert shown() == [("the-quay", "2031-08-04")]
    seems_the_same_after_a_rebuild()
    undo(decision, author="kit", reason="They are two.", now=day(4))
    assert shown() == [("quayside-nights", "2031-08-04"), ("the-quay", "2031-08-03")]
    assert queries.why(old, today=NOW.date()).instead is None
    seems_the_same_after_a_rebuild()
    assert digest() != alone  # the decision stays on record, undone
    kept = IdentityDecision.objects.get()
    assert (kept.author, kept.undone_by, kept.undone_because) == ("mo", "kit", "They are two.")


def test_an_undone_merge_leaves_the_facts_that_were() -> None:
    told("The Quay", "2031-08-03", "Lantern")
    told("Quayside Nights", "2031-08-10", "Lantern", on=1)
    before, facts = queries.digest(), shown()
    undo(merge(title("the-quay"), title("quayside-nights"), **WHO, now=day(2)), **WHO, now=day(3))
    assert (queries.digest(), shown()) == (before, facts)


def test_merges_in_a_row_lead_straight_to_the_end_and_are_undone_in_any_order() -> None:
    for number, name in enumerate(("One", "Two", "Three")):
        told(name, f"2031-08-0{number + 1}", on=number)
    first = merge(title("one"), title("two"), **WHO, now=day(4))
    second = merge(title("two"), title("three"), **WHO, now=day(5))
    three = title("three").pk
    assert set(Title.objects.exclude(merged_into=None).values_list("slug", "merged_into")) == {
        ("one", three), ("two", three),
    }  # fmt: skip
    assert {slug for slug, _ in shown()} == {"three"}
    seems_the_same_after_a_rebuild()
    undo(second, **WHO, now=day(6))
    assert {slug for slug, _ in shown()} == {"two", "three"}
    seems_the_same_after_a_rebuild()
    undo(first, **WHO, now=day(7))
    assert {slug for slug, _ in shown()} == {"one", "two", "three"}
    seems_the_same_after_a_rebuild()


def test_merged_people_and_services_are_merged_in_facts_about_others() -> None:
    cast = {"kind": "casting", "title": "The Quay", "season": 1, "change": "joins"}
    say(cast | {"actor": "Ana Ortiz"}, START | {"title": "The Quay", "date": "2031-08-03", "platform": ["Lantern"]})
    say(
        cast | {"actor": "Anna Ortiz"},
        START | {"title": "The Quay", "date": "2031-08-10", "platform": ["Lantern Plus"]},
        learnt_at=day(1), source=make_source("Quay Fans", "fan"),
    )  # fmt: skip
    weigh_all(now=day(1))
    ids = set(Fact.objects.values_list("pk", flat=True))
    before = queries.digest()
    assert len(ids) == 4
    people = merge(Person.objects.get(slug="anna-ortiz"), Person.objects.get(slug="ana-ortiz"), **WHO, now=day(2))
    plus, lantern = Service.objects.get(name="Lantern Plus"), Service.objects.get(name="Lantern")
    services = merge(plus, lantern, **WHO, now=day(3))
    assert sorted(Fact.objects.values_list("kind", "voices")) == [("casting", 2), ("release", 1)]
    for pk in ids - set(Fact.objects.values_list("pk", flat=True)):
        assert queries.why(pk, today=NOW.date()).instead in Fact.objects.values_list("pk", flat=True)
    seems_the_same_after_a_rebuild()
    undo(people, **WHO, now=day(4))
    undo(services, **WHO, now=day(5))
    assert set(Fact.objects.values_list("pk", flat=True)) == ids
    assert queries.digest() == before
    seems_the_same_after_a_rebuild()


def test_a_pin_goes_with_what_it_is_about() -> None:
    told("The Quay", "2031-08-03", "Lantern")
    told("The Quay", "2031-08-10", "Beacon", on=1)
    pin_fact(Fact.objects.get(place__name="Beacon"), **WHO, now=day(2))
    merge(Service.objects.get(name="Beacon"), Service.objects.get(name="Lantern"), **WHO, now=day(3))
    fact = Fact.objects.get()
    assert (fact.place, fact.rule, fact.value) == (Service.objects.get(name="Lantern"), "pin", {"date": "2031-08-10"})
    seems_the_same_after_a_rebuild()


def test_names_between_two_entries_mean_the_one_that_these_were_merged_into() -> None:
    make("Ghosts", slug="ghosts", year=2019, country="GB")
    make("Ghosts", slug="ghosts-2", year=2019)
    unclear = told("Ghosts", "2031-08-03", "Netflix")
    assert [use.name for use in names_that_wait()] == ["Ghosts"]
    decision = merge(title("ghosts-2"), title("ghosts"), **WHO, now=day(1))
    assert (titles_named_in(unclear), names_that_wait(), shown()) == ([title("ghosts")], [], [("ghosts", "2031-08-03")])
    assert NameUse.objects.get(role="title").how == How.MERGED
    seems_the_same_after_a_rebuild()
    assert titles_named_in(told("Ghosts", "2031-08-03", "Netflix", on=2)) == [title("ghosts")]
    undo(decision, **WHO, now=day(3))
    assert [use.name for use in names_that_wait()] == ["Ghosts", "Ghosts"]
    assert shown() == []
    seems_the_same_after_a_rebuild()


def test_a_split_takes_documents_to_a_new_title_and_survives_a_rebuild() -> None:
    british = told("The Office", "2031-08-03", "Netflix")
    american = told("The Office", "2031-08-10", "Netflix", on=1)
    mixed = Fact.objects.get()
    new = NewEntry("The Office", year=2005, country="US")
    decision = split(title("the-office"), [american.key], new, **WHO, now=day(2))
    assert shown() == [("the-office", "2031-08-03"), ("the-office-us", "2031-08-10")]
    assert (titles_named_in(british), titles_named_in(american)) == ([title("the-office")], [title("the-office-us")])
    assert Fact.objects.get(title__slug="the-office").pk == mixed.pk
    seems_the_same_after_a_rebuild()
    # What comes later is told apart by what it says.
    later = told("The Office (US)", "2031-08-17", "Netflix", on=3)
    assert titles_named_in(later) == [title("the-office-us")]
    seems_the_same_after_a_rebuild()
    undo(decision, **WHO, now=day(4))
    assert shown() == [("the-office", "2031-08-17")]  # nobody has said that there are two
    assert title("the-office-us").dormant
    seems_the_same_after_a_rebuild()


def test_a_split_undone_is_as_if_it_had_never_been() -> None:
    told("The Office", "2031-08-03", "Netflix")
    american = told("The Office", "2031-08-10", "Netflix", on=1)
    before, names = queries.digest(), list(NameUse.objects.order_by("pk").values())
    decision = split(title("the-office"), [american.key], NewEntry("The Office (US)"), **WHO, now=day(2))
    gone = Fact.objects.get(title__slug="the-office-us").pk
    undo(decision, **WHO, now=day(3))
    assert (queries.digest(), list(NameUse.objects.order_by("pk").values())) == (before, names)
    assert title("the-office-us").dormant
    assert queries.why(gone, today=NOW.date()).instead == Fact.objects.get().pk
    seems_the_same_after_a_rebuild()


def test_the_founding_document_can_be_split_off() -> None:
    first = told("The Office", "2031-08-03", "Netflix")
    told("The Office", "2031-08-10", "Netflix", on=1)
    split(title("the-office"), [first.key], NewEntry("The Office", country="GB"), **WHO, now=day(2))
    assert shown() == [("the-office", "2031-08-10"), ("the-office-gb", "2031-08-03")]
    seems_the_same_after_a_rebuild()


def test_ghosts_of_two_countries_stay_apart() -> None:
    told("Ghosts", "2031-08-03", "BBC One")
    american = told("Ghosts", "2031-10-02", "CBS", on=1)
    (waiting,) = names_that_wait()
    assert waiting.document == american
    assert shown() == [("ghosts", "2031-08-03")]
    settle([waiting], NewEntry("Ghosts", year=2021, country="US"), **WHO, now=day(2))
    both = [("ghosts", "2031-08-03"), ("ghosts-us", "2031-10-02")]
    assert shown() == both
    seems_the_same_after_a_rebuild()
    # From then on each goes by its company.
    told("Ghosts", "2031-10-09", "CBS", on=3)
    told("Ghosts", "2031-08-04", "BBC One", on=4)
    assert shown() == [("ghosts", "2031-08-04"), ("ghosts-us", "2031-10-09")]
    seems_the_same_after_a_rebuild()


def test_a_series_and_the_novels_of_its_name_stay_apart() -> None:
    say(
        START | {"title": "Heartstopper", "date": "2031-08-03", "platform": ["Netflix"]},
        {"kind": "basis", "title": "Heartstopper", "source": "Heartstopper", "form": "graphic novel"},
        {"kind": "availability", "title": "Heartstopper", "platform": ["Amazon"], "terms": "buy", "form": "book"},
    )
    weigh_all(now=NOW)
    assert Title.objects.count() == 1
    facts = queries.title_facts(Title.objects.get(), today=NOW.date())
    assert [(basis.source, basis.form) for basis in facts.basis] == [("Heartstopper", "graphic novel")]
    assert [(offer.place.name if offer.place else "", offer.form) for offer in facts.availability] == [
        ("Amazon", "book")
    ]


def test_a_name_that_waits_is_settled_as_one_that_is_here_as_new_or_as_none() -> None:
    make("The Quay", slug="the-quay")
    for name in ("Quay", "Marsh Lights", "Tonight"):
        told(name, "2031-08-03", "Netflix", confidence=0.2)
    waiting = {use.name: use for use in names_that_wait()}
    settle([waiting["Quay"]], title("the-quay"), **WHO, now=day(1))
    settle([waiting["Marsh Lights"]], NewEntry("Marsh Lights"), **WHO, now=day(1))
    nobody = settle([waiting["Tonight"]], None, **WHO, now=day(1))
    assert names_that_wait() == []
    told_of = NameUse.objects.filter(role="title").values_list("name", "title__slug", "how")
    assert set(told_of) == {
        ("Quay", "the-quay", How.EDITOR), ("Marsh Lights", "marsh-lights", How.EDITOR), ("Tonight", None, How.NOBODY),
    }  # fmt: skip
    seems_the_same_after_a_rebuild()
    undo(nobody, **WHO, now=day(2))
    assert [use.name for use in names_that_wait()] == ["Tonight"]
    seems_the_same_after_a_rebuild()


def test_the_last_decision_on_a_name_counts_and_undoing_it_gives_the_one_before() -> None:
    document = told("The Quay", "2031-08-03", "Netflix")
    use = NameUse.objects.get(document=document, role="title")
    first = settle([use], NewEntry("Quay A"), **WHO, now=day(1))
    second = settle([NameUse.objects.get(pk=use.pk)], NewEntry("Quay B"), **WHO, now=day(2))
    assert shown() == [("quay-b", "2031-08-03")]
    undo(second, **WHO, now=day(3))
    assert shown() == [("quay-a", "2031-08-03")]
    seems_the_same_after_a_rebuild()
    undo(first, **WHO, now=day(4))
    assert shown() == [("the-quay", "2031-08-03")]
    seems_the_same_after_a_rebuild()


def refused(act: Any, *arguments: Any, **named: Any) -> str:
    before = (digest(), IdentityDecision.objects.count(), Title.objects.count())
    with pytest.raises(IdentityError) as raised:
        act(*arguments, **{**WHO, "now": day(9), **named})
    assert before == (digest(), IdentityDecision.objects.count(), Title.objects.count())
    return str(raised.value)


def test_what_cannot_be_decided_says_why_and_changes_nothing() -> None:
    document = told("The Quay", "2031-08-03", "Lantern")
    told("The Mill", "2031-08-03", "Lantern")
    quay, mill, lantern = title("the-quay"), title("the-mill"), Service.objects.get()
    assert refused(merge, quay, lantern) == "the-quay is a title and lantern is a service; merge two of one sort"
    assert refused(merge, quay, quay) == (
        "title:the-quay is title:the-quay already; an entry cannot be merged into itself"
    )
    assert refused(merge, quay, mill, author=" ") == "a decision needs its author's name"
    assert refused(merge, quay, mill, reason="") == "a decision needs a reason that readers can understand"
    assert refused(split, quay, [], mill) == ("a split needs the documents that mean the other one; name at least one")
    assert refused(split, quay, ["0" * 40], mill) == (
        f"document {'0' * 40} is not here; give the keys of documents that mean it"
    )
    assert refused(split, mill, [document.key], quay) == (
        f"document {document.key} does not name title:the-mill; give the keys of documents that mean it"
    )
    assert refused(split, quay, [document.key], quay) == (
        "title:the-quay is title:the-quay already; name another one, or new"
    )
    assert refused(split, quay, [document.key], NewEntry(" ")) == "' ' is no name; give one of 1 to 300 characters"
    decision = merge(quay, mill, **WHO, now=day(1))
    quay.refresh_from_db()
    mill.refresh_from_db()
    assert refused(merge, quay, mill) == "title:the-quay was merged into another already; undo that first"
    assert refused(merge, mill, quay) == (
        "title:the-quay is title:the-mill already; an entry cannot be merged into itself"
    )
    undo(decision, **WHO, now=day(2))
    assert refused(undo, decision) == f"decision {decision.key} was undone by mo already"
    with pytest.raises(TypeError, match="never deleted"):
        decision.delete()


def test_a_decision_on_which_another_rests_is_undone_after_it() -> None:
    document = told("The Quay", "2031-08-03", "Lantern")
    told("The Mill", "2031-08-10", "Lantern")
    first = split(title("the-quay"), [document.key], NewEntry("Quay B"), **WHO, now=day(1))
    second = merge(title("the-mill"), title("quay-b"), **WHO, now=day(2))
    assert refused(undo, first) == f"decision {second.key} rests on title:quay-b; undo that one first"
    undo(second, **WHO, now=day(3))
    undo(first, **WHO, now=day(4))
    assert shown() == [("the-mill", "2031-08-10"), ("the-quay", "2031-08-03")]
    seems_the_same_after_a_rebuild()


def test_a_rebuild_mends_what_decisions_say_and_a_check_names_it() -> None:
    told("The Quay", "2031-08-03", "Lantern")
    told("The Mill", "2031-08-10", "Lantern", on=1)
    merge(title("the-quay"), title("the-mill"), **WHO, now=day(2))
    before = digest()
    Title.objects.update(merged_into=None)
    assert list(problems()) == ["title:the-quay should lead to title:the-mill, as editors decided; run airdate rebuild"]
    assert rebuild(now=day(3)).digest == before
    assert list(problems()) == []
    use = NameUse.objects.filter(role="title").order_by("pk")[0]
    settle([use], None, **WHO, now=day(4))
    NameUse.objects.filter(pk=use.pk).update(decided=False)
    key = IdentityDecision.objects.get(action="settle").key
    assert list(problems()) == [f"document {use.document.key}: 'The Quay' should mean nobody; decision {key} says so"]


def test_an_address_that_leads_round_leads_nowhere() -> None:
    Forwarded.objects.create(old="a" * 20, new="b" * 20, made_at=NOW)
    Forwarded.objects.create(old="b" * 20, new="a" * 20, made_at=NOW)
    with pytest.raises(queries.NoSuchFact):
        queries.why("a" * 20, today=NOW.date())
