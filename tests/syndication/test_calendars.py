"""Calendars: what is an event, how it changes, and how it goes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from airdate.catalogue.actions import keep_service
from airdate.catalogue.models import Genre, Title
from airdate.facts.actions import weigh_all
from airdate.facts.models import Fact
from factories import NOW, make_source, say
from syndication.shown import events, table

pytestmark = pytest.mark.django_db
D20, D27 = date(2031, 3, 20), date(2031, 3, 27)
SALT = "/titles/the-salt-road/calendar.ics"


def tell(source_class: str = "trade", published: str = "2031-02-20", learnt_at: datetime = NOW, **slots: Any) -> None:
    said = {"kind": "release", "title": "The Salt Road", "season": 2, "platform": ["Harbour One"], **slots}
    said = {name: value for name, value in said.items() if value is not None}
    source = make_source(f"The {source_class} paper", source_class)
    say(said, source=source, published=published, learnt_at=learnt_at)
    weigh_all(now=NOW)


@pytest.mark.parametrize(
    ("slots", "start", "status"),
    [
        ({"date": "2031-03-20"}, D20, "CONFIRMED"),
        ({"date": "2031-03-20", "status": "expected"}, D20, "TENTATIVE"),
        ({"date": "2031-03-20", "status": "rumoured"}, D20, "TENTATIVE"),
        ({"date": "2031-03-20", "time": "21:00"}, datetime(2031, 3, 20, 21, tzinfo=UTC), "CONFIRMED"),
        # British Summer Time begins on 30 March 2031.
        ({"date": "2031-04-03", "time": "21:00"}, datetime(2031, 4, 3, 20, tzinfo=UTC), "CONFIRMED"),
        ({"date": "2031-03-20", "time": "20:00 ET"}, datetime(2031, 3, 21, 0, tzinfo=UTC), "CONFIRMED"),
        ({"date": "2031-03-20", "time": "20:00 XYZ"}, D20, "CONFIRMED"),
        ({"date": "2031-04-03", "time": "21:00 Europe/London"}, datetime(2031, 4, 3, 20, tzinfo=UTC), "CONFIRMED"),
        (
            {"date": "2031-03-20", "time": "01:30 America/New_York"},
            datetime(2031, 3, 20, 5, 30, tzinfo=UTC),
            "CONFIRMED",
        ),
        ({"date": "2031-03-20", "time": "20:00 Nowhere/Atlantis"}, D20, "CONFIRMED"),
    ],
)
def test_a_release_with_a_day_is_an_event(client: Client, slots: dict[str, str], start: date, status: str) -> None:
    keep_service("Harbour One", kind="channel", country="GB")
    tell(**slots)
    assert [row[1:3] for row in table(client, SALT)] == [(start, status)]


@pytest.mark.parametrize("day", ["2031-03", "2031-22", "2031", "2031-03-20/2031-03-27", "2031/..", "2031-03-20~"])
def test_a_coarse_date_is_no_event(client: Client, day: str) -> None:
    tell(date=day)
    assert events(client, SALT) == []


def test_an_event_keeps_its_uid_and_counts_its_changes(client: Client) -> None:
    tell(date="2031-03-20", status="expected")
    (first,) = events(client, SALT)
    again = NOW + timedelta(days=1)
    tell(date="2031-03-27", published="2031-02-25", learnt_at=again)
    (second,) = events(client, SALT)
    assert (first["UID"], first["DTSTART"].dt, int(first["SEQUENCE"]), first["LAST-MODIFIED"].dt) == (
        f"{Fact.objects.get(kind='release').pk}@airdate", D20, 0, NOW,
    )  # fmt: skip
    assert (second["UID"], second["DTSTART"].dt, int(second["SEQUENCE"]), second["LAST-MODIFIED"].dt) == (
        first["UID"], D27, 1, again,
    )  # fmt: skip
    assert second["DTSTAMP"].dt == again
    assert str(second["URL"]) == "http://testserver/titles/the-salt-road/"


def test_what_was_denied_is_cancelled_on_its_last_day(client: Client) -> None:
    tell(date="2031-03-20")
    tell("official", published="2031-03-01", date="2031-03-20", status="denied")
    assert [row[1:] for row in table(client, SALT)] == [(D20, "CANCELLED", 1)]


def test_what_is_only_coarsely_known_again_is_cancelled(client: Client) -> None:
    tell(date="2031-03-20")
    tell("official", published="2031-03-01", date="2031-08")
    assert [row[1:3] for row in table(client, SALT)] == [(D20, "CANCELLED")]
    assert [row[1:3] for row in table(client, "/calendar.ics")] == [(D20, "CANCELLED")]


def test_a_day_told_first_without_its_place_is_one_event(client: Client) -> None:
    tell(date="2031-03-20", platform=None)
    tell(date="2031-03-20", published="2031-02-25")
    assert [row[1:3] for row in table(client, SALT) if row[2] != "CANCELLED"] == [(D20, "CONFIRMED")]


def test_the_calendar_of_everything_looks_ahead(client: Client) -> None:
    tell(date="2031-01-15")
    tell(date="2031-03-01", title="Orchard")
    assert [row[1] for row in table(client, "/calendar.ics")] == [date(2031, 3, 1)]
    assert [row[1] for row in table(client, SALT)] == [date(2031, 1, 15)]


def test_what_was_never_an_event_is_not_cancelled(client: Client) -> None:
    tell(date="2031-03")
    tell("official", published="2031-03-01", date="2031-03", status="denied")
    assert events(client, SALT) == []


def test_each_calendar_has_what_belongs_to_it(client: Client) -> None:
    tell(date="2031-03-20")
    say(
        {"kind": "release", "title": "Orchard", "date": "2031-03-27", "platform": ["Lantern+"]},
        {"kind": "casting", "title": "Orchard", "actor": "Ana Ortiz", "character": "Pip"},
    )
    weigh_all(now=NOW)
    drama = Genre.objects.create(slug="drama", name="Drama")
    crime = Genre.objects.create(slug="crime", name="Crime", parent=drama)
    Title.objects.get(slug="orchard").genres.add(crime)
    days = {
        "/calendar.ics": [D20, D27],
        SALT: [D20],
        "/services/harbour-one/calendar.ics": [D20],
        "/people/ana-ortiz/calendar.ics": [D27],
        "/genres/drama/calendar.ics": [D27],
        "/genres/crime/calendar.ics": [D27],
        "/search/calendar.ics?q=slat raod": [D20],
        "/search/calendar.ics?q=ana ortiz": [D27],
        "/search/calendar.ics": [],
    }
    assert {address: [row[1] for row in table(client, address)] for address in days} == days


@pytest.mark.parametrize(
    "address",
    ["/titles/nowhere/calendar.ics", "/people/nobody/calendar.ics", "/services/none/calendar.ics",
     "/genres/none/calendar.ics"],
)  # fmt: skip
def test_a_calendar_of_what_is_not_here(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_merged_title_leads_to_the_calendar_of_what_it_became(client: Client) -> None:
    tell(date="2031-03-20")
    old = Title.objects.create(slug="salt-rd", name="Salt Rd", folded="salt rd")
    Title.objects.filter(pk=old.pk).update(merged_into=Title.objects.get(slug="the-salt-road"))
    assert [row[1] for row in table(client, "/titles/salt-rd/calendar.ics")] == [D20]


def test_hostile_names_stay_text(client: Client) -> None:
    tell(title="Evil\r\nBEGIN:VALARM;,\\", date="2031-03-20")
    slug = Title.objects.get().slug
    (event,) = events(client, f"/titles/{slug}/calendar.ics")
    assert "BEGIN:VALARM" in str(event["SUMMARY"])
    assert b"\r\nBEGIN:VALARM" not in client.get(f"/titles/{slug}/calendar.ics").content
    assert client.get("/search/calendar.ics", {"q": "\x00\r\nX:y"}).status_code == 200


def test_a_calendar_is_a_calendar(client: Client) -> None:
    tell(date="2031-03-20")
    answer = client.get("/calendar.ics")
    made = icalendar.Calendar.from_ical(answer.content)
    assert (str(made["VERSION"]), str(made["NAME"])) == ("2.0", "Airdate: what is coming")
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))
    again = client.get("/calendar.ics", headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_queries_do_not_grow(client: Client) -> None:
    def counted() -> dict[str, int]:
        found = {}
        for address in ("/calendar.ics", SALT, "/services/harbour-one/calendar.ics", "/coming/feed/"):
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            found[address] = len(queries)
        return found

    tell(date="2031-03-20")
    one = counted()
    for number in range(3, 6):
        tell(date=f"2031-03-2{number}", season=number)
        tell(date=f"2031-04-0{number}", title=f"Show {number}")
    assert len(events(client, "/calendar.ics")) == 7
    assert counted() == one
    assert max(one.values()) <= 10
