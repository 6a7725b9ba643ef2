"""Pages ask the database as often for one row as for three and for three hundred."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from airdate.catalogue.models import Genre, Service, ServiceKind, Title
from airdate.facts.actions import weigh_all
from factories import NOW, make_source, say
from factories.airings import air, make_channel, make_lineup
from guide.seen import DAY, seen

PAGES = (
    "/", "/titles/the-quay/", "/people/bo-lind/", "/calendar/", "/calendar/?view=week", "/calendar/?view=list",
    "/calendar/?service=lantern-plus&kind=premieres", "/on-this-day/",
    "/genres/drama/", "/streaming/",
)  # fmt: skip
SHOWN = {  # what grows on each page
    "/": ".row, .by-genre li li", "/titles/the-quay/": ".matrix__when", "/people/bo-lind/": ".cast > li",
    "/genres/drama/": ".row__title", "/streaming/": ".row__title",
    "/calendar/": ".month__day li, .month__more", "/calendar/?view=list": ".row", "/on-this-day/": ".row__title",
}  # fmt: skip


def claims_of(number: int) -> list[dict[str, Any]]:
    """What makes one more row of everything that the pages list."""
    day, show = DAY + timedelta(days=number % 7), f"Show {number}"
    on = {"platform": ["Lantern+"]}
    return [
        {"kind": "release", "title": show, "date": day.isoformat(), **on},
        {"kind": "release", "title": f"Later {number}", "date": "2031-06", **on},
        {"kind": "release", "title": f"Past {number}", "date": f"{2030 - number % 50}-03-10", **on},
        {"kind": "release", "title": f"New {number}", "date": (DAY - timedelta(days=2)).isoformat(), **on},
        {"kind": "release", "title": "The Quay", "season": number + 1, "date": day.isoformat(), **on},
        {"kind": "availability", "title": show, "until": (DAY + timedelta(days=9)).isoformat(), **on},
        {"kind": "casting", "title": show, "actor": "Bo Lind", "character": f"Nobody {number}"},
        {"kind": "quote", "title": show, "speaker": "Bo Lind", "opening": f"word{number} is all"},
    ]


@pytest.mark.django_db
def test_no_page_asks_more_for_three_hundred_rows(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("airdate.catalogue.queries.branches.FEW", 0)  # a genre is asked for as one with many titles
    drama = Genre.objects.create(slug="drama", name="Drama")
    source = make_source("The Quay Post")
    channel = make_channel("Harbour One")
    make_lineup("United Kingdom", [channel])
    counted: dict[int, dict[str, int]] = {}
    many: dict[int, dict[str, int]] = {}
    told = 0
    for rows in (1, 3, 300):
        claims = [claim for number in range(told, rows) for claim in claims_of(number)]
        say(*claims, source=source, published=DAY - timedelta(days=5), headline=f"Article {rows}")
        for number in range(told, min(rows, 6)):
            air(channel, f"{18 + number // 2}:{number % 2 * 3}0", 30, f"Premiere {number}", flags=2)
        told = rows
        weigh_all(now=NOW)
        drama.titles.set(Title.objects.all())
        Service.objects.filter(slug="lantern-plus").update(kind=ServiceKind.STREAMING)
        counted[rows], many[rows] = {}, {}
        for page in PAGES:
            with CaptureQueriesContext(connection) as queries:
                answer = client.get(page)
            assert answer.status_code == 200, page
            counted[rows][page] = len(queries)
            if page in SHOWN:
                many[rows][page] = len(seen(answer, SHOWN[page]))
    assert counted[300] == counted[3] == counted[1]
    assert [page for page in SHOWN if not many[1][page] < many[3][page] < many[300][page]] == []
    assert max(counted[1].values()) <= 38  # a genre, which has six lists
