"""What pages are given: words, sentences, stages, lists; in a constant number of queries."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from airdate.catalogue.models import Person, Service, Title
from airdate.facts import queries
from airdate.facts.actions import weigh_all
from airdate.facts.models import Fact, Support
from airdate.facts.queries.reading_rows import LONGEST_QUOTATION, cut, quotations
from airdate.facts.words import date_words, money_words
from factories import NOW, make_claim, make_document, make_source, say

TODAY = date(2031, 3, 1)
DATES = [
    ("2031-08-03", "Sunday 3 August", "Sunday 3 August 2031"),
    ("2032-08-03", "Tuesday 3 August 2032", "Tuesday 3 August 2032"),
    ("2031-08", "August 2031", "August 2031"),
    ("2031-22", "summer 2031", "summer 2031"),
    ("2031-24", "winter 2031", "winter 2031"),
    ("2031-34", "the second quarter of 2031", "the second quarter of 2031"),
    ("2031", "2031", "2031"),
    ("2031-09/2031-12", "late 2031", "late 2031"),
    ("2031-01/2031-04", "early 2031", "early 2031"),
    ("2031-08-04/2031-08-10", "between Monday 4 August and Sunday 10 August", None),
    ("2032/..", "not before 2032", "not before 2032"),
    ("2031-08~", "around August 2031", "around August 2031"),
    (None, "no date yet", "no date yet"),
]
START = {"kind": "release", "season": 2}
LANTERN = {"platform": ["Lantern"]}
ANA = {"kind": "casting", "season": 2, "actor": "Ana Ortiz"}
SENTENCES: list[tuple[dict[str, Any], str]] = [
    (START | LANTERN | {"date": "2031-08-03"}, "Season 2 on Lantern, Sunday 3 August."),
    (START | LANTERN | {"date": "2031-02-03"}, "Season 2 on Lantern, out since Monday 3 February."),
    (START | LANTERN, "Season 2 on Lantern: coming, no date yet."),
    (START | {"status": "unknown"}, "Season 2: no date yet."),
    (START | {"status": "denied"}, "Season 2: not so."),
    (START | {"date": "2031", "status": "rumoured"}, "Season 2, 2031. A rumour."),
    ({"kind": "renewal", "season": 3, "outcome": "renewed"}, "Renewed for season 3."),
    ({"kind": "renewal", "season": 3, "outcome": "cancelled"}, "Cancelled after season 3."),
    ({"kind": "renewal", "season": 3, "outcome": "ending"}, "Season 3 is the last."),
    (ANA | {"character": "Jo", "change": "joins"}, "Ana Ortiz joins as Jo in season 2."),
    ({"kind": "casting", "actor": "Ana Ortiz", "change": "stars"}, "Ana Ortiz stars."),
    (ANA | {"change": "leaves"}, "Ana Ortiz leaves after season 2."),
    ({"kind": "credit", "person": "Bo Lind", "role": "writer"}, "Bo Lind, writer."),
    ({"kind": "basis", "source": "Quayside", "form": "book"}, "Based on: Quayside (book)."),
    ({"kind": "availability", "season": 1, "platform": ["Lantern"], "terms": "free"}, "Season 1 on Lantern: free."),
    ({"kind": "video", "season": 2, "form": "trailer"}, "Season 2, trailer."),
]  # fmt: skip


@pytest.mark.parametrize(("day", "words", "with_year"), DATES)
def test_dates_in_words(day: str | None, words: str, with_year: str | None) -> None:
    assert date_words(day, TODAY) == words
    if with_year is not None:
        assert date_words(day) == with_year


def test_money_in_words() -> None:
    told = [money_words(amount, currency) for amount, currency in ((4.99, "GBP"), (10, "USD"), (0, "EUR"), (5, "SEK"))]
    assert told == ["£4.99", "$10", "free", "5 SEK"]


def test_words_of_a_document_are_cut_short_and_told_once() -> None:
    long = "word " * 200
    assert (
        cut(long) == ("word " * 48).rstrip()[: LONGEST_QUOTATION - 1] + "…" or len(cut(long)) <= LONGEST_QUOTATION + 1
    )
    assert quotations("One two. One two. Three.", [(18, 24), (0, 8), (9, 17)]) == ("One two.", "Three.")


@pytest.mark.django_db
@pytest.mark.parametrize(("claim", "sentence"), SENTENCES)
def test_a_fact_in_a_sentence(claim: dict[str, Any], sentence: str) -> None:
    say(claim | {"title": "The Quay"}, source=make_source("Harbour Post", "general"), published="2031-02-20")
    weigh_all(now=NOW)
    why = queries.why(Fact.objects.get().pk, today=TODAY)
    assert why.sentence == f"{sentence} Said by Harbour Post on 20 February."


@pytest.mark.django_db
def test_prices_with_their_history() -> None:
    price = {"kind": "price", "provider": "Lantern", "period": "month"}
    source = make_source("Lantern Newsroom", "official")
    say(price | {"money": {"amount": 4.99, "currency": "GBP"}}, source=source, published="2030-01-01")
    say(
        price | {"money": {"amount": 5.99, "currency": "GBP"}, "date": "2031-09"}, source=source, published="2031-02-01"
    )
    say({"kind": "carriage", "provider": "Lantern", "carrier": "Sky Brick"}, source=source, published="2031-02-02")
    weigh_all(now=NOW)
    facts = queries.service_facts(Service.objects.get(name="Lantern"), today=TODAY)
    (found,) = facts.prices
    assert (found.amount, found.coming, [earlier.words for earlier in found.before]) == (
        Decimal("5.99"), True, ["£4.99 a month"],
    )  # fmt: skip
    assert [carriage.carrier.name for carriage in facts.carriers] == ["Sky Brick"]
    carried = queries.service_facts(Service.objects.get(name="Sky Brick"), today=TODAY).carries
    assert [carriage.service.name for carriage in carried] == ["Lantern"]


@pytest.mark.django_db
def test_evidence_is_the_documents_own_words() -> None:
    text = "The Quay returns. Season two starts on 3 August, said the channel. It is a joy to be back, she said."
    document = make_document(text, source=make_source("Harbour Post", "general"))
    start, joy = text.index("Season"), text.index("It is")
    say(
        make_claim("release", span=(start, start + 30), title="The Quay", season=2, date="2031-08-03"),
        make_claim("quote", span=(joy, joy + 22), title="The Quay", speaker="Ana Ortiz", opening="It is a joy"),
        make_claim("renewal", confidence=0.2, span=(0, 17), title="The Quay", season=2, outcome="renewed"),
        document=document,
    )
    weigh_all(now=NOW)
    release = queries.why(Fact.objects.get(kind="release").pk, today=TODAY)
    assert [evidence.quotations for evidence in release.supports] == [("Season two starts on 3 August,",)]
    (quote,) = queries.title_facts(Title.objects.get(), today=TODAY).quotes
    assert (quote.speaker and quote.speaker.name, quote.words, quote.document) == (
        "Ana Ortiz",
        "It is a joy to be back",
        document.key,
    )
    (group,) = queries.facts_of_document(document, today=TODAY)
    assert [(stated.kind, stated.waits) for stated in group.claims] == [
        ("renewal", True),
        ("release", False),
        ("quote", False),
    ]
    assert {stated.fact for stated in group.claims} == {None, *Fact.objects.values_list("pk", flat=True)}


@pytest.mark.django_db
def test_there_is_no_such_fact() -> None:
    with pytest.raises(queries.NoSuchFact, match="there is no fact 'nope'"):
        queries.why("nope", today=TODAY)


def tell(title: str, number: int) -> None:
    """Articles that give a title facts of all kinds, each with a move."""
    source = make_source(f"Newsroom {number}", "official")
    for day, start in (
        ("2031-01-01", f"2031-08-{number % 20 + 1:02}"),
        ("2031-01-09", f"2031-09-{number % 20 + 1:02}"),
    ):
        say(
            {"kind": "release", "title": title, "season": number, "date": start, "platform": ["Lantern"]},
            {"kind": "casting", "title": title, "actor": f"Ana {title} {number}", "change": "joins", "season": 2},
            {"kind": "credit", "title": title, "person": "Bo Lind", "role": f"role {number}"},
            {"kind": "availability", "title": title, "season": number, "platform": ["Lantern"]},
            {"kind": "quote", "title": title, "speaker": "Bo Lind", "opening": f"words {number} of mine"},
            {
                "kind": "price",
                "provider": "Lantern",
                "plan": f"plan {number}",
                "money": {"amount": number + 1, "currency": "GBP"},
            },
            source=source,
            published=day,
        )


@pytest.mark.django_db
def test_pages_take_as_many_queries_for_one_row_as_for_many() -> None:
    counted = []
    for rows in (1, 6):
        for number in range(rows):
            tell("The Quay", number + 1)
            tell(f"The Mill {number}", number + 1)
        weigh_all(now=NOW)
        quay, lantern, bo = (
            Title.objects.get(name="The Quay"),
            Service.objects.get(),
            Person.objects.get(name="Bo Lind"),
        )
        fact = Fact.objects.filter(kind="release").earliest("pk")
        document = Support.objects.filter(fact=fact)[0].claim.document
        pages = {
            "title": lambda quay=quay: queries.title_facts(quay, today=TODAY),
            "as of": lambda quay=quay: queries.title_facts(quay, as_of=date(2031, 1, 5), today=TODAY),
            "service": lambda lantern=lantern: queries.service_facts(lantern, today=TODAY),
            "person": lambda bo=bo: queries.person_facts(bo, today=TODAY),
            "why": lambda fact=fact: queries.why(fact.pk, today=TODAY),
            "coming": lambda: queries.coming_up(TODAY),
            "changes": lambda: queries.recent_changes(today=TODAY, kinds=queries.MOVES),
            "document": lambda document=document: queries.facts_of_document(document, today=TODAY),
        }
        counts = {}
        for name, page in pages.items():
            with CaptureQueriesContext(connection) as captured:
                assert page()
            counts[name] = len(captured)
        counted.append(counts)
    assert counted[0] == counted[1]
