"""Outlines from facts: what they tell, in which order, and that every line is a fact of the guide."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from airdate.catalogue.actions import keep_service
from airdate.catalogue.models import Service, Title
from airdate.facts.actions import weigh_all
from airdate.facts.models import Fact
from airdate.facts.queries import MOVES, recent_changes
from airdate.newsroom.drafting.outlines import Line, NothingToTell, Outline, Part, parts
from airdate.newsroom.drafting.subjects import everything_about, leaving_this_month, moved_this_week
from factories import make_source, say

pytestmark = pytest.mark.django_db
TODAY = date(2031, 3, 10)


def tell(title: str, ago: int, *, name: str = "Lantern Newsroom", **slots: Any) -> None:
    """Have a source say something of a title so many days before today; weighed."""
    at = timezone.now().replace(year=2031, month=3, day=10) - timedelta(days=ago)
    text = f"{name} speaks of {title}, {ago} days before: {slots}. " + f"{title} is a drama of {name}. " * 6
    say(
        {"title": title, "platform": ["Lantern+"], "status": "confirmed", **slots},
        text=text, source=make_source(name, "official"), published=at.date(), learnt_at=at,
    )  # fmt: skip
    weigh_all(now=at)


def starts(title: str, ago: int, day: str, *, season: int = 2, **more: Any) -> None:
    tell(title, ago, kind="release", season=season, event="premiere", date=day, **more)


def told(outline: Outline) -> dict[str, list[tuple[str, str]]]:
    return {part.heading: [(line.about, line.words) for line in part.lines] for part in outline.parts}


@pytest.fixture
def lantern() -> Service:
    return keep_service("Lantern+", kind="streaming", country="GB")


@pytest.mark.parametrize(
    ("names", "standfirst"),
    [
        ([""], ""),
        (["Salt"], "Salt."),
        (["Salt", "Salt", "Road"], "Salt and Road."),
        (["A", "B", "C", "D", "E"], "A, B, C, D and E."),
        (["A", "B", "C", "D", "E", "F", "G"], "A, B, C, D and 3 more."),
    ],
)
def test_a_standfirst_names_whom_it_tells_of(names: list[str], standfirst: str) -> None:
    lines = tuple(Line(str(number), "Words.", name) for number, name in enumerate(names))
    assert Outline("Headline", (Part("Moved", lines),)).standfirst == standfirst


def test_the_zone_of_an_hour_is_no_news(lantern: Service) -> None:
    starts("The Salt Road", 5, "2031-08-03", time="21:00")
    starts("The Salt Road", 1, "2031-08-03", time="21:00 Europe/London")
    with pytest.raises(NothingToTell):
        moved_this_week(today=TODAY)
    (change,) = recent_changes(today=TODAY, kinds=MOVES)
    assert (change.kind, change.only_zone) == ("refined", True)
    starts("The Salt Road", 0, "2031-08-03", time="22:00 Europe/London")
    assert [change.only_zone for change in recent_changes(today=TODAY, kinds=MOVES)] == [False, True]


def test_what_moved_this_week(lantern: Service) -> None:
    starts("The Salt Road", 60, "2031-08-03")
    starts("The Salt Road", 5, "2031-08-10")
    starts("The Salt Road", 2, "2031-08-24")  # the latest change of a fact is told
    starts("Pilot Light", 50, "2031-09")
    starts("Pilot Light", 1, "2031-09-12")
    starts("Glasshouse Row", 40, "2031-05-01")
    starts("Glasshouse Row", 8, "2031-05-08")  # longer ago than a week
    starts("Nine Lanterns", 3, "2031-06-01")  # new, and so not moved
    outline = moved_this_week(today=TODAY)
    assert outline.headline == "What moved this week: 4 March to 10 March"
    assert outline.standfirst == "The Salt Road and Pilot Light."
    assert told(outline) == {
        "Moved": [
            ("The Salt Road", "Season 2 on Lantern+: Sunday 24 August, was Sunday 10 August. "
                              "Said by Lantern Newsroom on 8 March."),
        ],
        "More precise": [
            ("Pilot Light", "Season 2 on Lantern+: Friday 12 September, was September 2031. "
                            "Said by Lantern Newsroom on 9 March."),
        ],
    }  # fmt: skip
    assert outline.facts == {
        str(fact.pk) for fact in Fact.objects.filter(title__slug__in=("the-salt-road", "pilot-light"))
    }


def test_everything_about_a_title_in_the_order_of_its_page(lantern: Service) -> None:
    starts("The Salt Road", 60, "2031-08-03")
    tell("The Salt Road", 50, kind="casting", actor="Mara Voss", character="Ada Brook", change="joins", season=2)
    tell("The Salt Road", 40, kind="renewal", season=3, outcome="renewed")
    tell("The Salt Road", 30, kind="credit", person="Bo Lind", role="writer")
    title = Title.objects.get(slug="the-salt-road")
    outline = everything_about(title, today=TODAY)
    assert (outline.headline, outline.titles, outline.boxed) == (
        "The Salt Road: everything we know", (title,), "the-salt-road",
    )  # fmt: skip
    said = "Said by Lantern Newsroom on"
    assert told(outline) == {
        "When and where": [("", f"Season 2 on Lantern+, Sunday 3 August. {said} 9 January.")],
        "Ordered, renewed, ended": [("", f"Renewed for season 3. {said} 29 January.")],
        "Who is in it": [("", f"Mara Voss joins as Ada Brook in season 2. {said} 19 January.")],
        "Who makes it": [("", f"Bo Lind, writer. {said} 8 February.")],
    }
    assert len(outline.facts) == 4


def test_what_leaves_this_month_by_place_the_soonest_first(lantern: Service) -> None:
    keep_service("Harbour Player", kind="streaming", country="GB")

    def until(title: str, day: str, place: str = "Lantern+") -> None:
        tell(title, 20, kind="availability", platform=[place], terms="subscription", until=day)

    until("Brass Monkeys", "2031-03-28")
    until("The Heron Papers", "2031-03-12")
    until("Orbit Nine", "2031-03-31", "Harbour Player")
    until("Long Division", "2031-04-01")  # next month
    until("Wolfwood", "2031-03-09")  # gone
    outline = leaving_this_month(today=TODAY)
    assert outline.headline == "Leaving in March 2031"
    assert {part.heading: [line.about for line in part.lines] for part in outline.parts} == {
        "Harbour Player": ["Orbit Nine"], "Lantern+": ["The Heron Papers", "Brass Monkeys"],
    }  # fmt: skip
    assert outline.parts[0].lines[0].words == (
        "Harbour Player: with a subscription, until Monday 31 March. Said by Lantern Newsroom on 18 February."
    )
    one = leaving_this_month(today=TODAY, service=lantern)
    assert (one.headline, list(told(one))) == ("Leaving Lantern+ in March 2031", ["Lantern+"])


def test_where_nothing_is_known_nothing_is_invented(lantern: Service) -> None:
    title = Title.objects.create(slug="quiet", name="The Quiet", form="series")
    for outline, line in (
        (lambda: moved_this_week(today=TODAY), "Nothing has moved in the last seven days."),
        (lambda: everything_about(title, today=TODAY), "Nothing is known of The Quiet yet."),
        (lambda: leaving_this_month(today=TODAY), "Nothing is known to leave any service until 31 March 2031."),
        (lambda: leaving_this_month(today=TODAY, service=lantern),
         "Nothing is known to leave Lantern+ until 31 March 2031."),
    ):  # fmt: skip
        with pytest.raises(NothingToTell) as nothing:
            outline()
        assert str(nothing.value) == line


def test_no_fact_is_told_twice_and_empty_parts_are_left_out() -> None:
    one, two = Line("1" * 20, "One."), Line("2" * 20, "Two.")
    assert parts([("A", [one, two]), ("B", [two]), ("C", [])]) == (Part("A", (one, two)),)
    many = [Line(f"{number:020d}", "x") for number in range(100)]
    assert sum(len(part.lines) for part in parts([("A", many[:50]), ("B", many[50:])])) == 60
