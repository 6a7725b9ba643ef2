"""The pages that show where facts come from."""

import pytest
from django.test import Client

from airdate.facts.decisions import correct_fact
from airdate.facts.models import Fact
from factories import NOW, make_document, make_source, say
from factories.evening import tell
from guide.seen import DAY, links, rows, seen

pytestmark = pytest.mark.django_db


def release(slug: str) -> Fact:
    return Fact.objects.get(kind="release", title__slug=slug)


def test_why_shows_both_sides_with_their_words(client: Client) -> None:
    documents = tell(DAY, "pilot-light-date", "pilot-light-courier", "pilot-light-tide")
    page = client.get(f"/facts/{release('pilot-light').pk}/")
    assert seen(page, ".verdict h1, .verdict .lead, .verdict .differ") == [
        "Friday 21 March",
        "sources differ",
        "Those who say otherwise stand further from the fact: the source nearer to it decides.",
    ]
    assert rows(page, ".said", ".said__who b", ".class", ".said__what", ".words") == [
        (
            "Lantern+ Newsroom", "Official", "Friday 21 March Confirmed",
            "The new comedy Pilot Light will premiere on Lantern+ on",
        ),
        (
            "The Daily Tide", "General press", "Friday 28 March Confirmed",
            "Pilot Light will now be released on Lantern+ on",
        ),
        ("Northern Courier", "General press", "Friday 28 March Confirmed", "will now arrive on Lantern+ on"),
    ]  # fmt: skip
    assert seen(page, ".sides h2") == ["Who says so", "Who says otherwise"]
    assert [f"/documents/{documents[name].key}/" for name in ("pilot-light-date", "pilot-light-tide")] == links(
        page, ".said .small a"
    )[:2]


def test_an_editors_correction_is_shown_as_such(client: Client) -> None:
    tell(DAY, "salt-road-day")
    fact = release("the-salt-road")
    correct_fact(fact, {"date": "2031-04-01"}, status="confirmed", author="mira", reason="They rang.", now=NOW)
    page = client.get(f"/facts/{fact.pk}/")
    assert seen(page, ".verdict h1, .verdict .lead") == ["Tuesday 1 April", "An editor of this site has decided it."]
    assert seen(page, "[aria-labelledby=rulings] li") == ["Correct: They rang.mira, 1 March 2031"]


def test_a_fact_that_joined_another_leads_there(client: Client) -> None:
    tell(DAY, "salt-road-day")
    fact = release("the-salt-road")
    Fact.objects.create(
        id="0" * 20, title=fact.title, kind="release", slot="release/-/-/-/premiere/-/-/-", value={}, status="joined",
        rule="", voices=0, decided_by="", since=DAY, instead=fact.pk,
    )  # fmt: skip
    page = client.get(f"/facts/{'0' * 20}/")
    assert (page.status_code, page["Location"]) == (301, f"/facts/{fact.pk}/")


def test_a_document_shows_what_it_says_beside_its_words(client: Client) -> None:
    document = tell(DAY, "lantern-prices")["lantern-prices"]
    page = client.get(f"/documents/{document.key}/")
    assert seen(page, "h1, h3") == ["Lantern+ puts its price up", "Lantern+"]
    assert rows(page, ".stated > li", ".stated__what", ".words")[:2] == [
        (
            "Price, standard plan: £8.99 a month why?: Lantern+",
            "Lantern+ Standard goes up to £8.99 a month",
        ),
        ("Price, premium plan: £12.99 a month why?: Lantern+", "Lantern+ Premium goes up to £12.99 a month"),
    ]
    assert rows(page, ".stated > li", ".mark")[-1] == ("Denied",)


def test_copies_are_named_as_one_voice_and_newer_versions_linked(client: Client) -> None:
    documents = tell(DAY, "glasshouse-row", "glasshouse-row-copy")
    page = client.get(f"/documents/{documents['glasshouse-row'].key}/")
    assert seen(page, ".headline .small") == [
        "The same text, word for word or nearly, counts as one voice with: Northern Courier"
    ]
    source = make_source("The Quay Post")
    old = make_document(source=source, url="https://quay.example/a", headline="Old")
    new = make_document(source=source, url="https://quay.example/a", headline="New")
    page = client.get(f"/documents/{old.key}/")
    assert links(page, ".notice a") == [f"/documents/{new.key}/"]
    assert links(page, "main a[rel]") == ["https://quay.example/a"]


def test_a_source_lists_its_articles(client: Client) -> None:
    tell(DAY, "lantern-prices", "pilot-light-courier")
    page = client.get("/sources/northern-courier/")
    assert seen(page, "h1, .headline .class, .card") == [
        "General press", "Northern Courier", "RegionGBLicenceApache-2.0Articles read2",
    ]  # fmt: skip
    assert rows(page, ".dated > li", ".dated__day", "a") == [
        ("1 March", "Pilot Light will have to wait a week"),
        ("27 February", "Lantern+ puts its price up"),
    ]


def test_what_waits_for_an_editor_is_no_fact(client: Client) -> None:
    document = say({"kind": "release", "title": "Marsh Lights", "date": "2031-05", "confidence": 0.1})
    page = client.get(f"/documents/{document.key}/")
    assert seen(page, ".stated__what") == ["Release: May 2031 Not sure enough to be a fact; it waits for an editor."]
    assert client.get("/titles/marsh-lights/").status_code == 404


def test_the_policy_is_the_page_whose_examples_are_tested(client: Client) -> None:
    page = client.get("/weighing/")
    assert seen(page, "h1, h2") == [
        "Why this date? How facts are weighed", "The order", "How sure", "Dates that are periods",
        "How far a season has come", "Examples", "What an editor can do", "Why, in one sentence", "As of another day",
        "Changes", "The marks on the pages",
    ]  # fmt: skip
    assert seen(page, ".weighing > ol > li > b:first-child") == [
        "An editor's decision", "How near the source stands to the fact.", "How sure it is said.", "The latest word.",
        "A finer date inside a coarser one makes it more precise",
    ]  # fmt: skip
    assert rows(page, "#one-voice + .scroll tbody tr", "td") == [
        ("2030-02-01 The Call Sheet trade summer 2030 confirmed for",)
    ]
    assert [text for text in seen(page, ".weighing > *") if "**" in text or "`" in text or "|" in text] == []
