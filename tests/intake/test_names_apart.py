"""Works of one name stay apart, in articles that the real reader reads. True titles, with their true dates."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from airdate.catalogue.deciding import NewEntry
from airdate.catalogue.models import Form, Origin, Title
from airdate.catalogue.names import fold_name
from airdate.catalogue.queries import names_that_wait
from airdate.facts import queries
from airdate.facts.models import Fact
from airdate.intake.actions import Added, Article, Publisher, add_article
from airdate.intake.identities import settle
from airdate.intake.integrity import problems
from airdate.intake.rebuilding import digest, rebuild

pytestmark = pytest.mark.django_db
DESK = Publisher("Airdate Desk", "trade", region="")
WHO = {"author": "mo", "reason": "The American series, by its channel and its cast."}
NOW = datetime(2025, 1, 1, 12, tzinfo=UTC)

BRITISH = """Ghosts: the last series has a date

The fifth series of the sitcom Ghosts will be released on BBC One on Friday 6 October 2023.

It is the last series of Ghosts.

Charlotte Ritchie stars as Alison Cooper, with Kiell Smith-Bynoe as Mike Cooper.
"""
AMERICAN = """Ghosts has a date

The third season of the CBS comedy Ghosts will be released on Thursday, February 15, 2024.

Rose McIver stars as Samantha, with Utkarsh Ambudkar as Jay.
"""
LATER = """Ghosts season 4 has a date

The fourth season of Ghosts will be released on CBS on Thursday, October 17, 2024.

Rose McIver stars as Samantha, with Utkarsh Ambudkar as Jay.
"""
AUSTRALIAN = """The Office opens in Australia

The Office will premiere on Prime Video on 18 October 2024. Felicity Ward stars as Hannah Howard.
"""
NOVEL = """Normal People arrives

Normal People will be released on BBC Three on 26 April 2020. It is based on the novel Normal People by Sally Rooney.

The novel is available to buy on Amazon now.
"""


def add(text: str, day: str) -> Added:
    published = date.fromisoformat(day)
    article = Article(text, published, headline=text.partition("\n")[0])
    return add_article(article, DESK, now=datetime.combine(published, time(12), UTC))


def keep(name: str, year: int, country: str) -> Title:
    slug = f"{fold_name(name).replace(' ', '-')}-{country.lower()}"
    return Title.objects.create(
        name=name, folded=fold_name(name), slug=slug, year=year, country=country, form=Form.SERIES,
        origin=Origin.CATALOGUE,
    )  # fmt: skip


def cast() -> dict[str, set[str]]:
    """Title -> who is in it."""
    found = Fact.objects.filter(kind="casting").select_related("title", "who")
    told: dict[str, set[str]] = {}
    for fact in found:
        if fact.title and fact.who:
            told.setdefault(fact.title.slug, set()).add(fact.who.name)
    return told


def starts() -> set[tuple[str, str]]:
    found = Fact.objects.filter(kind="release", instead="").select_related("title")
    return {(fact.title.slug, fact.value["date"]) for fact in found if fact.title}


def a_rebuild_gives_the_same() -> None:
    before, standing = digest(), starts()
    assert rebuild(now=NOW).digest == before
    assert starts() == standing
    assert list(problems()) == []


BRITONS, AMERICANS = {"Charlotte Ritchie", "Kiell Smith-Bynoe"}, {"Rose McIver", "Utkarsh Ambudkar"}


def test_a_second_ghosts_is_a_question_and_no_move_of_the_first() -> None:
    british = add(BRITISH, "2023-09-20")
    american = add(AMERICAN, "2024-01-10")
    assert [title.slug for title in british.titles] == ["ghosts"]
    assert [(use.name, use.document) for use in american.waiting] == [("Ghosts", american.document)]
    assert cast() == {"ghosts": BRITONS}
    settle(list(american.waiting), NewEntry("Ghosts", 2021, "US"), **WHO, now=datetime(2024, 1, 11, tzinfo=UTC))
    assert cast() == {"ghosts": BRITONS, "ghosts-us": AMERICANS}
    # From then on its channel and its cast tell it.
    assert [title.slug for title in add(LATER, "2024-08-20").titles] == ["ghosts-us"]
    assert cast() == {"ghosts": BRITONS, "ghosts-us": AMERICANS}
    a_rebuild_gives_the_same()


def test_with_a_catalogue_each_ghosts_is_known_by_its_country() -> None:
    keep("Ghosts", 2019, "GB")
    keep("Ghosts", 2021, "US")
    assert [title.slug for title in add(BRITISH, "2023-09-20").titles] == ["ghosts-gb"]
    assert [title.slug for title in add(AMERICAN, "2024-01-10").titles] == ["ghosts-us"]
    assert [title.slug for title in add(LATER, "2024-08-20").titles] == ["ghosts-us"]
    assert names_that_wait() == []
    assert cast() == {"ghosts-gb": BRITONS, "ghosts-us": AMERICANS}
    a_rebuild_gives_the_same()


def test_an_office_that_may_be_any_of_three_waits() -> None:
    for year, country in ((2001, "GB"), (2005, "US"), (2024, "AU")):
        keep("The Office", year, country)
    added = add(AUSTRALIAN, "2024-09-01")  # a service of all the world, a cast that nobody knows yet
    assert (added.titles, [use.name for use in added.waiting]) == ((), ["The Office"])
    assert not Fact.objects.filter(title__isnull=False).exists()
    settle(list(added.waiting), Title.objects.get(country="AU"), **WHO, now=datetime(2024, 9, 2, tzinfo=UTC))
    assert starts() == {("the-office-au", "2024-10-18")}
    assert cast() == {"the-office-au": {"Felicity Ward"}}
    told = add(AUSTRALIAN.replace("The Office will", "The Office (Australia) will"), "2024-09-03")
    assert [title.slug for title in told.titles] == ["the-office-au"]
    a_rebuild_gives_the_same()


def test_a_series_and_the_novel_of_its_name_are_not_one() -> None:
    (title,) = add(NOVEL, "2020-04-01").titles
    facts = queries.title_facts(title, today=date(2020, 4, 2))
    assert [(basis.source, basis.form, basis.author) for basis in facts.basis] == [
        ("Normal People", "book", "Sally Rooney")
    ]
    assert [(offer.place.name if offer.place else "", offer.terms, offer.form) for offer in facts.availability] == [
        ("Amazon", "buy", "book")
    ]
    assert facts.state.stage == "dated"  # the novel is out, the series is not
    a_rebuild_gives_the_same()
