"""Facts follow from claims and decisions: only differences are written, whatever the order in which articles came."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from airdate.catalogue.models import Service, Title
from airdate.catalogue.queries import Target
from airdate.claims.actions import keep_reading
from airdate.claims.models import Claim
from airdate.facts import queries
from airdate.facts.actions import weigh_all, weigh_services, weigh_subjects, weigh_titles
from airdate.facts.decisions import (
    DecisionError,
    accept_claim,
    add_fact,
    correct_fact,
    pin_fact,
    reject_claim,
    undo,
)
from airdate.facts.models import Change, Decision, Fact, Support
from airdate.facts.rows import Written
from airdate.reading.model import Reading
from factories import NOW, make_claim, make_source, say

pytestmark = pytest.mark.django_db
START = {"kind": "release", "title": "The Quay", "season": 2, "event": "premiere", "platform": ["Lantern"]}
PRICE = {"kind": "price", "provider": "Lantern", "period": "month"}
WHO = {"author": "Mo Reyes", "reason": "The press office told us."}


def official(day: str, *claims: dict[str, Any]) -> None:
    say(*claims, source=make_source("Lantern Newsroom", "official"), published=day)


def fan(day: str, *claims: dict[str, Any]) -> None:
    say(*claims, source=make_source("Quay Fans", "fan"), published=day)


def start() -> Fact:
    return Fact.objects.get(kind="release", instead="")


def kept() -> list[list[Any]]:
    """All rows as they are, for comparing."""
    through = Change.also.through
    return [
        list(model.objects.order_by("pk").values_list(*[f.attname for f in model._meta.concrete_fields]))
        for model in (Fact, Support, Change, through)
    ]


def test_weighing_again_writes_nothing() -> None:
    official("2031-01-01", START | {"date": "2031-08-03"}, PRICE | {"money": {"amount": 4.99, "currency": "GBP"}})
    fan("2031-01-02", START | {"date": "2031-08-10"})
    first = weigh_all(now=NOW)
    assert (first.added, first.changed, first.removed, len(first.changes)) == (2, 0, 0, 2)
    before = kept()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert weigh_all(now=NOW + timedelta(days=1)) == Written(0, 0, 0, ())
    assert [q["sql"] for q in captured if q["sql"].split()[0] in ("INSERT", "UPDATE", "DELETE")] == []
    assert kept() == before


def rows_and_indexes() -> dict[str, Any]:
    """All derived rows, and the indexes of their tables."""
    rows = {model.__name__: sorted(model.objects.values_list(), key=repr) for model in (Fact, Change)}
    rows["Support"] = sorted(Support.objects.values_list("fact", "claim", "stance", "rule"))
    with connection.cursor() as cursor:
        for model in (Fact, Change, Support):
            table = model._meta.db_table
            rows[table] = set(connection.introspection.get_constraints(cursor, table))
    return rows


def test_facts_made_all_at_once_are_those_made_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Empty tables get their indexes when they are full; nothing else differs."""
    for number in range(5):
        for day in ("2031-08", "2031-08-03"):
            say({"kind": "release", "title": f"The Quay {number}", "season": 2, "date": day, "platform": ["Netflix"]})
    for title in Title.objects.all():
        weigh_titles([title.pk], now=NOW)
    one_by_one = rows_and_indexes()
    for model in (Change, Support, Fact):
        model.objects.all().delete()
    monkeypatch.setattr("airdate.facts.actions.BATCH", 2)
    assert weigh_all(now=NOW).added == len(one_by_one["Fact"]) == 5
    assert rows_and_indexes() == one_by_one
    assert len(one_by_one["Support"]) == 10
    assert weigh_all(now=NOW) == Written(0, 0, 0, ())


def test_a_new_article_writes_only_what_differs() -> None:
    official("2031-01-01", START | {"date": "2031-08-03"}, START | {"season": 1, "date": "2030-08-03"})
    weigh_all(now=NOW)
    official("2031-01-09", START | {"date": "2031-08-17"})
    written = weigh_titles(now=NOW)
    assert (written.added, written.changed, written.removed) == (0, 1, 0)
    assert list(Change.objects.filter(pk__in=written.changes).values_list("kind", "old", "new")) == [
        ("moved", {"date": "2031-08-03"}, {"date": "2031-08-17"})
    ]


def test_the_order_in_which_articles_come_does_not_matter() -> None:
    told = [
        ("2031-01-01", "official", START | {"date": "2031-08-03"}),
        ("2031-01-05", "trade", START | {"date": "2031-08"}),
        ("2031-01-09", "official", START | {"date": "2031-08-17"}),
        ("2031-01-11", "fan", START | {"status": "denied"}),
    ]
    sources = {kind: make_source(f"A {kind} source", kind) for kind in ("official", "trade", "fan")}
    for day, kind, claim in (told[2], told[0], told[3], told[1]):
        say(claim, source=sources[kind], published=day)
        weigh_all(now=NOW)
    one_by_one, digest = kept(), queries.digest()
    Support.objects.all().delete()
    Change.objects.all().delete()
    Fact.objects.all().delete()
    weigh_all(now=NOW)
    assert queries.digest() == digest
    assert [sorted(map(repr, rows)) for rows in (kept()[0], kept()[2])] == [
        sorted(map(repr, rows)) for rows in (one_by_one[0], one_by_one[2])
    ]


def test_a_claim_no_longer_in_force_takes_its_facts_with_it() -> None:
    document = say(
        START | {"date": "2031-08-03"}, {"kind": "credit", "title": "The Quay", "person": "Bo Lind", "role": "writer"}
    )
    weigh_all(now=NOW)
    assert Fact.objects.count() == 2
    again = Reading("2031-02-20", "en", (make_claim(**START, date="2031-08-03"),))
    keep_reading(document, again, reader="better", read_at=NOW)
    assert weigh_all(now=NOW) == Written(0, 0, 1, ())
    assert [fact.kind for fact in Fact.objects.all()] == ["release"]


def test_several_places_of_one_article_are_several_facts_and_one_change() -> None:
    both = START | {"platform": ["Lantern", "Quuxbox"]}
    official("2031-01-01", both | {"date": "2031-08-03"})
    official("2031-01-09", both | {"date": "2031-08-17", "was": "2031-08-03"})
    weigh_all(now=NOW)
    assert sorted(Fact.objects.values_list("place__name", "value__date")) == [
        ("Lantern", "2031-08-17"), ("Quuxbox", "2031-08-17"),
    ]  # fmt: skip
    moved = Change.objects.get(kind="moved")
    assert {moved.fact_id, *moved.also.values_list("pk", flat=True)} == set(Fact.objects.values_list("pk", flat=True))
    for service in Service.objects.all():
        assert [c.change for c in queries.recent_changes(today=NOW.date(), kinds=["moved"], service=service)] == [
            moved.pk
        ]


def test_a_change_keeps_its_id_when_the_place_is_told_later() -> None:
    placeless = {name: value for name, value in START.items() if name != "platform"}
    fan("2031-01-01", placeless | {"date": "2031-08"})
    weigh_all(now=NOW)
    (first,) = Change.objects.values_list("pk", flat=True)
    official("2031-01-09", START | {"date": "2031-08-03"})
    written = weigh_all(now=NOW)
    assert first not in written.changes
    assert set(Change.objects.values_list("pk", "fact")) == {(first, start().pk), (*written.changes, start().pk)}


def test_prices_of_a_service_are_weighed_without_its_releases() -> None:
    official("2031-01-01", START | {"date": "2031-08-03"}, PRICE | {"money": {"amount": 4.99, "currency": "GBP"}})
    weigh_services([Service.objects.get().pk], now=NOW)
    assert [(fact.kind, fact.value) for fact in Fact.objects.all()] == [("price", {"amount": 4.99})]


def test_an_incremental_update_takes_as_many_queries_for_three_articles_as_for_thirty() -> None:
    counted = []
    for name, total in (("The Quay", 3), ("The Mill", 30)):
        told = START | {"title": name}
        for number in range(total):
            official(f"2031-01-{number % 28 + 1:02}", told | {"date": f"2031-08-{number % 28 + 1:02}"})
        weigh_all(now=NOW)
        official("2031-02-01", told | {"date": "2031-09"})
        with CaptureQueriesContext(connection) as captured:
            weigh_subjects([Target("title", Title.objects.get(name=name).pk)], now=NOW)
        counted.append(len(captured))
    assert counted[0] == counted[1]


def test_unsure_claims_wait_until_they_are_accepted() -> None:
    official("2031-01-01", {"kind": "availability", "title": "The Quay", "platform": ["Lantern"]})
    say(make_claim(**START, date="2031-08-03", confidence=0.2))
    weigh_all(now=NOW)
    assert not Fact.objects.filter(kind="release").exists()
    decision = accept_claim(Claim.objects.get(kind="release"), **WHO, now=NOW)
    assert (start().value, start().status) == ({"date": "2031-08-03"}, "confirmed")
    undo(decision, **WHO, now=NOW + timedelta(days=1))
    assert (start().value, start().status, start().rule) == ({}, "withdrawn", "unsure")


def test_an_editor_rejects_a_claim_and_takes_it_back() -> None:
    fan("2031-01-01", START | {"date": "2031-09"})
    official("2031-01-09", START | {"date": "2031-08-03"})
    weigh_all(now=NOW)
    wrong = Claim.objects.get(document__source__slug="lantern-newsroom")
    decision = reject_claim(wrong, **WHO, now=NOW)
    assert start().value == {"date": "2031-09"}
    assert Change.objects.get(kind="corrected").cause == decision.key
    assert Support.objects.get(claim=wrong).rule == "rejected"
    undo(decision, author="Kit Adeyemi", reason="It was right.", now=NOW + timedelta(days=1))
    assert start().value == {"date": "2031-08-03"}
    assert [change.kind for change in Change.objects.order_by("day", "learnt_at")] == [
        "first", "moved", "corrected", "corrected",
    ]  # fmt: skip
    (ruling,) = queries.why(start().pk, today=NOW.date()).rulings
    assert (ruling.action, ruling.author, ruling.reason) == ("reject", WHO["author"], WHO["reason"])
    assert ruling.undone_at == NOW + timedelta(days=1)


def test_a_pin_stands_against_whatever_is_said() -> None:
    official("2031-01-01", START | {"date": "2031-08-03"})
    weigh_all(now=NOW)
    pin_fact(start(), **WHO, now=NOW)
    for number, name in enumerate(("Lantern Newsroom", "Lantern Studios")):
        say(START | {"date": "2031-09-01"}, source=make_source(name, "official"), published=f"2031-03-0{number + 2}")
    weigh_all(now=NOW + timedelta(days=5))
    assert (start().value, start().rule, start().conflict) == ({"date": "2031-08-03"}, "pin", True)


def test_a_correction_is_a_change_with_its_day() -> None:
    official("2031-01-01", START | {"date": "2031-08-03"})
    weigh_all(now=NOW)
    decision = correct_fact(start(), {"date": "2031-08-04"}, status="confirmed", **WHO, now=NOW)
    change = Change.objects.get(kind="corrected")
    assert (change.old, change.new, change.day, change.cause) == (
        {"date": "2031-08-03"}, {"date": "2031-08-04"}, NOW.date(), decision.key,
    )  # fmt: skip
    again = kept()
    weigh_all(now=NOW)
    assert kept() == again


def test_a_fact_that_an_editor_states_needs_no_claim() -> None:
    official("2031-01-01", START | {"date": "2031-08-03"})
    title = Title.objects.get()
    slot = "release/3/-/-/premiere/-/-/service:lantern"
    add_fact(Target("title", title.pk), slot, {"date": "2032"}, status="expected", **WHO, now=NOW)
    fact = Fact.objects.get(season=3)
    assert (fact.value, fact.status, fact.rule, fact.place) == (
        {"date": "2032"},
        "expected",
        "pin",
        Service.objects.get(),
    )
    assert list(queries.problems()) == []


@pytest.mark.parametrize(
    ("value", "status", "author", "reason", "message"),
    [
        ({"date": "August"}, "confirmed", "Mo", "x", "date: 'August' is no date in EDTF, such as 2023-08-03"),
        ({}, "certain", "Mo", "x", "'certain' is no status; take one of confirmed, expected, rumoured, unknown"),
        ({}, "denied", " ", "x", "a decision needs its author's name"),
        ({}, "denied", "Mo", "", "a decision needs a reason that readers can understand"),
    ],
)  # fmt: skip
def test_what_cannot_be_decided(value: dict[str, Any], status: str, author: str, reason: str, message: str) -> None:
    official("2031-01-01", START | {"date": "2031-08-03"})
    weigh_all(now=NOW)
    with pytest.raises(DecisionError) as raised:
        correct_fact(start(), value, status=status, author=author, reason=reason, now=NOW)
    assert str(raised.value).startswith(message)
    assert not Decision.objects.exists()


def test_a_decision_is_undone_once_and_never_deleted() -> None:
    official("2031-01-01", START | {"date": "2031-08-03"})
    weigh_all(now=NOW)
    decision = pin_fact(start(), **WHO, now=NOW)
    undo(decision, **WHO, now=NOW)
    with pytest.raises(DecisionError, match="was undone by Mo Reyes already"):
        undo(decision, **WHO, now=NOW)
    with pytest.raises(TypeError, match="never deleted"):
        decision.delete()


def test_a_fact_is_about_exactly_one_entry() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Fact.objects.create(
            pk="0" * 20, kind="credit", slot="credit/writer/x", value={}, status="confirmed", rule="only voice",
            voices=1, since=NOW.date(),
        )  # fmt: skip


def test_facts_of_a_merged_title_move_to_the_one_it_became() -> None:
    official("2031-01-01", START | {"date": "2031-08-03"})
    fan("2031-01-02", START | {"title": "Quayside Nights", "date": "2031-08-10"})
    weigh_all(now=NOW)
    one, other = Title.objects.get(name="The Quay"), Title.objects.get(name="Quayside Nights")
    other.merged_into = one
    other.save()
    weigh_all(now=NOW)
    assert list(Fact.objects.values_list("title", "value")) == [(one.pk, {"date": "2031-08-03"})]
    assert Support.objects.count() == 2
