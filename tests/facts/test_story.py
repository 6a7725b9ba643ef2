"""One invented series told over eleven articles, and its page on every day of that.

Ordered, rumoured, dated vaguely, dated, moved, denied, moved again, released, renewed, recast, cancelled.
"""

from __future__ import annotations

from datetime import date

import pytest

from airdate.catalogue.models import Title
from airdate.facts import queries
from airdate.facts.actions import weigh_all
from airdate.facts.models import Fact
from airdate.facts.pages import TitleFacts
from factories import NOW, make_source, say

pytestmark = pytest.mark.django_db
LATER = date(2031, 3, 1)
START = {"kind": "release", "title": "The Quay", "season": 2, "event": "premiere"}
ON_LANTERN = START | {"platform": ["Lantern"]}
NEW = {"kind": "casting", "title": "The Quay", "season": 3, "character": "Jo Marsh"}

RENEWAL = {"kind": "renewal", "title": "The Quay", "outcome": "renewed"}

# (day, source, class, claims)
ARTICLES = (
    ("2030-01-05", "Lantern Newsroom", "official", [RENEWAL | {"season": 2}]),
    ("2030-01-20", "Quay Fans", "fan", [START | {"date": "2030", "status": "rumoured"}]),
    ("2030-02-10", "The Call Sheet", "trade", [START | {"date": "2030-22"}]),
    ("2030-03-01", "Lantern Newsroom", "official", [ON_LANTERN | {"date": "2030-08-03", "schedule": "weekly"}]),
    ("2030-04-01", "Lantern Newsroom", "official", [ON_LANTERN | {"date": "2030-08-17", "was": "2030-08-03"}]),
    ("2030-04-20", "Quay Fans", "fan", [START | {"date": "2030-08-17", "status": "denied"}]),
    ("2030-05-15", "Lantern Newsroom", "official", [ON_LANTERN | {"date": "2030-10-05", "was": "2030-08-17"}]),
    ("2030-10-05", "Evening Mail", "general", [ON_LANTERN | {"date": "2030-10-05"}]),
    ("2030-10-20", "Lantern Newsroom", "official", [RENEWAL | {"season": 3}]),
    (
        "2030-11-01",
        "The Call Sheet",
        "trade",
        [NEW | {"actor": "Ana Ortiz", "change": "leaves"}, NEW | {"actor": "Bo Lind", "change": "joins"}],
    ),
    ("2031-02-01", "Lantern Newsroom", "official", [RENEWAL | {"season": 3, "outcome": "cancelled"}]),
)  # fmt: skip

# The day -> stage of season 2, its start (EDTF), how sure, whether it had moved; cast of season 3; stage of the whole
DAYS = {
    "2030-01-04": (None, None, None, False, [], "unknown"),
    "2030-01-05": ("ordered", None, None, False, [], "ordered"),
    "2030-01-31": ("ordered", "2030", "rumoured", False, [], "ordered"),
    "2030-02-10": ("dated", "2030-22", "confirmed", False, [], "dated"),
    "2030-03-31": ("dated", "2030-08-03", "confirmed", False, [], "dated"),
    "2030-04-01": ("moved", "2030-08-17", "confirmed", True, [], "moved"),
    "2030-04-30": ("moved", "2030-08-17", "confirmed", True, [], "moved"),
    "2030-10-04": ("moved", "2030-10-05", "confirmed", True, [], "moved"),
    "2030-10-05": ("released", "2030-10-05", "confirmed", True, [], "released"),
    "2030-10-20": ("released", "2030-10-05", "confirmed", True, [], "ordered"),
    "2030-12-01": ("released", "2030-10-05", "confirmed", True, ["Bo Lind joins", "Ana Ortiz leaves"], "ordered"),
    "2031-02-28": ("released", "2030-10-05", "confirmed", True, ["Bo Lind joins", "Ana Ortiz leaves"], "cancelled"),
}


@pytest.fixture
def quay() -> Title:
    for day, name, source_class, claims in ARTICLES:
        say(*claims, source=make_source(name, source_class), published=day)
    weigh_all(now=NOW)
    return Title.objects.get()


def told(facts: TitleFacts) -> tuple[object, ...]:
    seasons = {season.number: season for season in facts.seasons}
    starts = [release for release in facts.releases if release.season == 2]
    assert len(starts) <= 1
    start = starts[0] if starts else None
    return (
        seasons[2].state.stage if 2 in seasons else None,
        start.when.edtf if start else None,
        start.status if start else None,
        start.moved if start else False,
        [f"{member.person.name} {member.change}" for member in facts.cast if member.season == 3],
        facts.state.stage,
    )


@pytest.mark.parametrize("day", DAYS)
def test_the_page_as_of_each_day(quay: Title, day: str) -> None:
    assert told(queries.title_facts(quay, as_of=date.fromisoformat(day), today=LATER)) == DAYS[day]


def test_the_page_of_today_is_the_page_as_of_today(quay: Title) -> None:
    now, then = queries.title_facts(quay, today=LATER), queries.title_facts(quay, as_of=LATER, today=LATER)
    assert now.releases == then.releases
    assert now.seasons == then.seasons
    assert now.timeline == then.timeline
    assert now.state == then.state


def test_the_page_as_the_site_knew_it_before_it_knew_anything(quay: Title) -> None:
    before = NOW.replace(year=2029)
    assert told(queries.title_facts(quay, known_at=before, today=LATER)) == (None, None, None, False, [], "unknown")


def test_the_changes_of_the_start(quay: Title) -> None:
    start = Fact.objects.get(kind="release", instead="")
    why = queries.why(start.pk, today=LATER)
    assert [(change.day.isoformat(), change.kind, change.old, change.new) for change in why.changes] == [
        ("2030-05-15", "moved", "Saturday 17 August 2030", "Saturday 5 October 2030"),
        ("2030-04-01", "moved", "Saturday 3 August 2030", "Saturday 17 August 2030"),
        ("2030-03-01", "refined", "summer 2030", "Saturday 3 August 2030"),
        ("2030-02-10", "refined", "2030", "summer 2030"),
        ("2030-01-20", "first", "", "2030"),
    ]
    assert [earlier.words for earlier in why.before] == [
        "Saturday 17 August 2030", "Saturday 3 August 2030", "summer 2030", "2030",
    ]  # fmt: skip
    assert (why.value, why.status, why.rule, why.conflict) == (
        "Saturday 5 October 2030",
        "confirmed",
        "replaced",
        False,
    )


def test_why_the_start_is_what_it_is(quay: Title) -> None:
    why = queries.why(Fact.objects.get(kind="release", instead="").pk, today=LATER)
    sides = {"for": why.supports, "against": why.against, "superseded": why.superseded, "refined": why.refined}
    assert {side: [(c.source.name, c.said, c.rule) for c in claims] for side, claims in sides.items()} == {
        "for": [
            ("Evening Mail", "Saturday 5 October 2030", "agrees"),
            ("Lantern Newsroom", "Saturday 5 October 2030", "decides"),
            ("Quay Fans", "not so", "denial"),
        ],
        "against": [],
        "superseded": [
            ("Lantern Newsroom", "Saturday 17 August 2030", "replaced"),
            ("Lantern Newsroom", "Saturday 3 August 2030", "replaced"),
            ("The Call Sheet", "summer 2030", "class"),
        ],
        "refined": [("Quay Fans", "2030", "refines")],
    }


def test_a_fact_that_has_joined_another_leads_to_it(quay: Title) -> None:
    start = Fact.objects.get(kind="release", instead="")
    placeless = Fact.objects.get(kind="release", status="joined")
    assert queries.why(placeless.pk, today=LATER).instead == start.pk


def test_the_front_page(quay: Title) -> None:
    on = date(2030, 10, 5)
    assert [coming.release.when.edtf for coming in queries.coming_up(on)] == ["2030-10-05"]
    assert queries.coming_up(date(2030, 10, 6)) == []
    assert [out.title.name for out in queries.just_out(date(2030, 10, 6), since=on)] == ["The Quay"]
    moves = queries.recent_changes(today=LATER, kinds=queries.MOVES)
    assert [(move.fact_kind, move.kind) for move in moves] == [("release", "moved")] * 2 + [("release", "refined")] * 2
