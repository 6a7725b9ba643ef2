"""The calendar: days and what is apart from them, filters, views, and questions that cannot be read."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from airdate.catalogue.actions import keep_service
from airdate.catalogue.models import Genre, Title
from airdate.facts.actions import weigh_all
from airdate.guide.calendar import layout
from factories import NOW, say
from guide.seen import links, rows, seen
from guide.told import coming

ALL = {"kind": "release", "platform": ["Lantern+"]}


def tell() -> None:
    """March 2031 with every precision, two services of two countries, two genres."""
    keep_service("Lantern+", kind="streaming", country="GB")
    keep_service("Atlantic", kind="channel", country="US")
    say(
        {**ALL, "title": "The Quay", "season": 2, "date": "2031-03-12", "time": "21:00"},
        {**ALL, "title": "The Mill", "date": "2031-03-12", "event": "finale", "time": "20:00"},
        {**ALL, "title": "The Weir", "date": "2031-03-30", "platform": ["Atlantic"]},
        {**ALL, "title": "The Lock", "date": "2031-04-01", "region": "IE"},
        {**ALL, "title": "The Ford", "date": "2031-03"},
        {**ALL, "title": "The Dam", "date": "2031-21", "status": "expected"},
        {**ALL, "title": "The Sluice", "date": "2031"},
        {**ALL, "title": "The Step", "date": "2031-03-20~", "status": "rumoured"},
        {**ALL, "title": "The Pool", "date": "2032"},
        {**ALL, "title": "The Gone", "date": "2031-03-15", "status": "denied"},
    )
    weigh_all(now=NOW)
    drama = Genre.objects.create(slug="drama", name="Drama")
    crime = Genre.objects.create(slug="crime", name="Crime", parent=drama)
    Title.objects.get(name="The Quay").genres.add(crime)
    Title.objects.get(name="The Mill").genres.add(Genre.objects.create(slug="comedy", name="Comedy"))


@pytest.mark.django_db
def test_a_month_sets_days_and_keeps_the_rest_apart(client: Client) -> None:
    tell()
    page = client.get("/calendar/")
    assert seen(page, "h1") == ["March 2031"]
    assert rows(
        page, ".month__day:not(.is-outside):not(.is-empty)", "time .month__words", "li > a", ".month__what"
    ) == [
        (
            "Wednesday 12 March",
            "The Mill The Quay",
            "20:00 Finale, Lantern+ why?: The Mill 21:00 Season 2, Lantern+ why?: The Quay",
        ),
        ("Sunday 30 March", "The Weir", "Premiere, Atlantic why?: The Weir"),
    ]
    assert rows(page, "[aria-labelledby=apart] .period", "h3", ".date > :first-child", ".row__title") == [
        ("March 2031", "around Thursday 20 March in March 2031", "The Step The Ford"),
        ("Some time in 2031", "in spring 2031 some time in 2031", "The Dam The Sluice"),
    ]
    assert len(seen(page, ".month__day")) == 42  # 1 March 2031 is a Saturday
    assert seen(page, ".month__weekdays span") == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert links(page, ".steps a") == ["/calendar/?at=2031-02", "/calendar/?at=2031-04"]
    assert seen(page, "[aria-current=date] .month__words") == ["Monday 10 March"]


@pytest.mark.django_db
def test_a_week_shows_each_of_its_days(client: Client) -> None:
    tell()
    page = client.get("/calendar/?view=week&at=2031-W11")
    assert seen(page, "h1") == ["10–16 Mar 2031"]
    assert rows(page, ".agenda--week > .slot", ".date > :first-child", ".row__title", ".quiet")[:4] == [
        ("Monday 10 March", "", "Nothing is known for this day."),
        ("Tuesday 11 March", "", "Nothing is known for this day."),
        ("Wednesday 12 March", "The Mill The Quay", ""),
        ("Thursday 13 March", "", "Nothing is known for this day."),
    ]
    assert len(seen(page, ".agenda--week > .slot")) == 7
    assert seen(page, "[aria-labelledby=apart] .row__title") == ["The Ford", "The Dam", "The Sluice"]
    assert links(page, ".steps a") == ["/calendar/?view=week&at=2031-03-03", "/calendar/?view=week&at=2031-03-17"]


@pytest.mark.django_db
def test_a_list_goes_on_from_a_day(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    tell()
    page = client.get("/calendar/?view=list&at=2031-03-12")
    assert seen(page, "h1") == ["From Wednesday 12 March on"]
    assert seen(page, "[aria-labelledby=days] .row__title") == ["The Mill", "The Quay", "The Weir", "The Lock"]
    assert seen(page, "[aria-labelledby=apart] .row__title") == [
        "The Step", "The Ford", "The Dam", "The Sluice", "The Pool",
    ]  # fmt: skip
    monkeypatch.setattr("airdate.guide.calendar.pages.PAGE", 1)
    told, address = [], "/calendar/?view=list"
    while address:
        page = client.get(address)
        told += seen(page, "[aria-labelledby=days] .row__title")
        address = next(iter(links(page, ".pages a")), "")
    assert sorted(told) == ["The Lock", "The Mill", "The Quay", "The Weir"]
    assert told[2:] == ["The Weir", "The Lock"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["The Mill", "The Quay", "The Weir"]),
        ("service=atlantic", ["The Weir"]),
        ("genre=drama", ["The Quay"]),
        ("genre=comedy", ["The Mill"]),
        ("kind=premieres", ["The Quay", "The Weir"]),
        ("kind=finales", ["The Mill"]),
        ("kind=all", ["The Mill", "The Quay", "The Weir"]),
        ("region=GB", ["The Mill", "The Quay"]),
        ("region=US", ["The Weir"]),
        ("region=IE&at=2031-04", ["The Lock"]),
        ("region=GB&at=2031-04", []),
        ("service=lantern-plus&genre=drama&kind=premieres&region=GB", ["The Quay"]),
    ],
)
@pytest.mark.parametrize("view", ["month", "list"])
def test_filters(client: Client, view: str, query: str, found: list[str]) -> None:
    tell()
    page = client.get(f"/calendar/?view={view}&{query}")
    css = ".month__day li > a" if view == "month" else "[aria-labelledby=days] .row__title"
    shown = seen(page, css)
    assert (shown if view == "month" else [name for name in shown if name != "The Lock" or "IE" in query]) == found


@pytest.mark.django_db
def test_what_is_chosen_stays_chosen(client: Client) -> None:
    tell()
    page = client.get("/calendar/?view=week&at=2031-03-12&genre=drama&kind=premieres")
    assert seen(page, "option[selected]") == ["premieres", "Drama", "everywhere"]
    assert seen(page, "select[name=genre] option") == ["all", "Comedy", "Drama", "– Crime"]
    assert links(page, ".cal-views a") == [
        "/calendar/?at=2031-03&genre=drama&kind=premieres",
        "/calendar/?view=week&at=2031-03-12&genre=drama&kind=premieres",
        "/calendar/?view=list&at=2031-03-12&genre=drama&kind=premieres",
    ]
    assert seen(page, ".cal-head .kicker") == ["Calendar, Drama, premieres"]
    assert links(page, ".take a") == ["/genres/drama/calendar.ics"]
    assert links(client.get("/calendar/?service=atlantic"), ".take a") == ["/services/atlantic/calendar.ics"]
    assert links(client.get("/calendar/"), ".take a") == ["/calendar.ics"]


@pytest.mark.django_db
def test_a_region_that_was_chosen_once_is_that_of_the_calendar(client: Client) -> None:
    tell()
    client.cookies["region"] = "US"
    assert seen(client.get("/calendar/"), ".month__day li > a") == ["The Weir"]
    assert seen(client.get("/calendar/?region=GB"), ".month__day li > a") == ["The Mill", "The Quay"]
    everywhere = client.get("/calendar/?region=all")
    assert seen(everywhere, ".month__day li > a") == ["The Mill", "The Quay", "The Weir"]
    assert seen(client.get("/"), ".lead-bill h2") == ["The Weir"]
    assert "Cookie" in everywhere["Vary"]


@pytest.mark.django_db
def test_a_full_day_leads_to_its_list(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("airdate.guide.calendar.pages.IN_A_SQUARE", 1)
    monkeypatch.setattr("airdate.guide.calendar.pages.IN_A_WEEKDAY", 1)
    tell()
    page = client.get("/calendar/?genre=")
    assert seen(page, ".month__more") == ["and 1 more Wednesday 12 March"]
    assert links(page, ".month__more a") == ["/calendar/?view=list&at=2031-03-12"]
    assert links(client.get("/calendar/?view=week&kind=all"), ".slot__rows > p a") == [
        "/calendar/?view=list&at=2031-03-12"
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("view=year", "There is no view “year” of the calendar; there are month, week, list."),
        ("at=soon", "“soon” is no day, week or month; write it like 2026-12-03, 2026-W49 or 2026-12."),
        ("at=2031-13", "“2031-13” is no day, week or month; write it like 2026-12-03, 2026-W49 or 2026-12."),
        ("at=2031-W60", "“2031-W60” is no day, week or month; write it like 2026-12-03, 2026-W49 or 2026-12."),
        ("at=0001-01-01", "0001-01-01 is too far off; the calendar goes from 1928 to 2081."),
        ("at=9999-12", "9999-12 is too far off; the calendar goes from 1928 to 2081."),
        ("kind=trailers", "“trailers” is no kind of release; take one of all, premieres, finales."),
        (
            "region=Great Britain",
            "“Great Britain” is no country here; write its two letters, such as GB, or “all”.",
        ),
        ("region=QQ", "“QQ” is no country here; write its two letters, such as GB, or “all”."),
        ("service=nowhere", "There is no service “nowhere” here."),
        ("genre=nothing", "There is no genre “nothing” here."),
        ("view=list&after=%27%20or%201", "There is no release “' or 1” to go on after."),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(client: Client, query: str, reason: str) -> None:
    page = client.get(f"/calendar/?{query}")
    assert (page.status_code, seen(page, "h1, .lead")) == (400, ["Cannot be read", reason])


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["view", "at", "service", "genre", "region", "kind", "after"])
@pytest.mark.parametrize("value", ["<script>alert(1)</script>", "%F0%9F%92%A9", "9" * 5000, "%00", "../../etc", "²"])
def test_a_hostile_question_gets_a_helpful_page(client: Client, name: str, value: str) -> None:
    page = client.get(f"/calendar/?{name}={value}")
    assert page.status_code == 400
    assert LexborHTMLParser(page.content.decode()).css("script:not([src]), main script") == []
    assert len(seen(page, ".lead")[0]) < 200


@pytest.mark.django_db
def test_the_ends_of_time_have_pages(client: Client) -> None:
    for at in ("1928-01", "1928-01-01", "2081-12", "2081-12-31"):
        for view in ("month", "week", "list"):
            assert client.get(f"/calendar/?view={view}&at={at}").status_code == 200, (view, at)


@pytest.mark.django_db
def test_an_empty_calendar_says_what_will_appear(client: Client) -> None:
    assert seen(client.get("/calendar/"), ".empty") == [
        "Nothing with a day is known for this month. As soon as an article names one, it stands on it."
    ]
    assert seen(client.get("/calendar/?view=list"), ".empty") == [
        "Nothing with a day is known from here on. As soon as an article names one, it stands here."
    ]


DAYS = st.dates(date(1928, 1, 1), date(2200, 12, 31))


@given(DAYS, st.integers(0, 6))
def test_a_week_holds_its_day_and_begins_where_it_should(day: date, begins: int) -> None:
    first, last = layout.week_of(day, begins)
    assert (first.weekday(), (last - first).days, first <= day <= last) == (begins, 6, True)


@given(DAYS, st.integers(0, 6))
def test_a_month_is_whole_weeks_of_which_its_own_days_are_marked(day: date, begins: int) -> None:
    first, last = layout.month_of(day)
    made = layout.weeks(layout.squares(first, last, {}, {}, 3), begins)
    assert len(made) % 7 == 0
    assert made[0].day.weekday() == begins
    assert [each.day for each in made] == [made[0].day + timedelta(days=n) for n in range(len(made))]
    own = [each.day for each in made if not each.outside]
    assert (own[0], own[-1], {each.month for each in own}) == (first, last, {day.month})


@given(
    st.sampled_from(["2031-03-12~", "2031-03", "2031-21", "2031-33", "2031", "2031-03-01/2031-03-05", "2031-03-12/.."])
)
def test_what_has_no_day_is_never_set_on_one(edtf: str) -> None:
    entry = coming(edtf)
    first, last = layout.month_of(date(2031, 3, 12))
    every = {first + timedelta(days=n): ["a"] for n in range((last - first).days + 1)}
    made = layout.squares(first, last, every, {"a": entry}, 3)
    assert [square for square in made if square.entries] == []
    assert layout.apart([entry]) == [entry]
