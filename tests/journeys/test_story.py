"""An invented series told over eleven articles: read, kept, weighed, and asked for on every day of it, over HTTP.

Ordered, rumoured, dated vaguely, dated, moved, denied, moved again, released, renewed, recast, cancelled.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import httpx
import pytest
from django.utils import timezone

from airdate.catalogue.actions import keep_service
from airdate.facts.models import Fact
from airdate.intake.actions import Added, Article, Publisher, add_article
from airdate.intake.integrity import problems
from airdate.intake.rebuilding import digest, rebuild
from guide.seen import links, rows, seen
from journeys.by_hand import follow, violations

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

STORY = Path(__file__).parent / "story"
TODAY = date(2031, 3, 1)
TITLE = "/titles/the-tolling-bell/"
pytestmark = pytest.mark.django_db(transaction=True)
Get = Callable[[str], httpx.Response]


def tell() -> list[Added]:
    """Take the articles in, in the order in which the site comes to know of them."""
    story = tomllib.loads((STORY / "story.toml").read_text(encoding="utf-8"))
    keep_service(**story["service"])
    added = []
    for entry in sorted(story["articles"], key=lambda entry: entry.get("learnt", entry["published"])):
        text = (STORY / entry["file"]).read_text(encoding="utf-8")
        article = Article(text, entry["published"], headline=text.partition("\n")[0])
        now = datetime.combine(entry.get("learnt", entry["published"]), time(12), UTC)
        added.append(add_article(article, Publisher(entry["source"], entry["source_class"]), now=now))
    return added


@pytest.fixture
def get(live_server: LiveServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Get]:
    """Asks the running site, on which it is TODAY, for the page at an address."""
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)
    tell()
    with httpx.Client(base_url=live_server.url) as client:
        yield client.get


SEASON, OTHERS = ("Nell Okoro, Wynn Gage", "Ruan Tolley, Silas Gage"), ("Nell Okoro, Wynn Gage, returns",)
NEW = ("Jonas Thrale, Silas Gage, new", *OTHERS, "Ruan Tolley, leaves", *SEASON)
ORDERED = "Ordered. Said by Lantern+ Newsroom on 7 January."
RENEWED = "Renewed for season 2. Said by Lantern+ Newsroom on 1 October"
NOWHERE, COMING = (), ("Lantern+",)
OUT = ("Lantern+, With a subscription",)
BOTH = ("Lantern+, Season 1, with a subscription With a subscription",)

# The day -> when it comes and how sure that is (without a date: what is said instead), how far its seasons have come,
# what is said of orders and ends, who is in it, where it is.
DAYS: dict[str, tuple[object, ...]] = {
    "2030-01-06": (("Nobody has said yet what becomes of it.",), (), (), (), NOWHERE),
    "2030-01-07": ((ORDERED,), (), (ORDERED,), SEASON, NOWHERE),
    "2030-02-04": (("in autumn 2030", "Rumoured"), ("Season 1, rumoured",), (ORDERED,), SEASON, NOWHERE),
    "2030-03-04": (("in summer 2030", "Confirmed"), ("Season 1, has a date",), (ORDERED,), SEASON, COMING),
    "2030-04-02": (("Saturday 3 August 2030", "Confirmed"), ("Season 1, has a date",), (ORDERED,), SEASON, COMING),
    "2030-05-06": (("Saturday 17 August 2030", "Confirmed"), ("Season 1, date moved",), (ORDERED,), SEASON, COMING),
    "2030-05-20": (("Saturday 17 August 2030", "Confirmed"), ("Season 1, date moved",), (ORDERED,), SEASON, COMING),
    "2030-06-10": (("Saturday 7 September 2030", "Confirmed"), ("Season 1, date moved",), (ORDERED,), SEASON, COMING),
    "2030-09-06": (("Saturday 7 September 2030", "Confirmed"), ("Season 1, date moved",), (ORDERED,), SEASON, COMING),
    "2030-09-07": (("Saturday 7 September 2030", "Confirmed"), ("Season 1, out",), (ORDERED,), SEASON, COMING),
    "2030-09-08": (("Saturday 7 September 2030", "Confirmed"), ("Season 1, out",), (), SEASON, OUT),
    "2030-10-01": (
        ("Saturday 7 September 2030", "Confirmed"), ("Season 2, ordered", "Season 1, out"),
        (f"{RENEWED}.",), (*OTHERS, *SEASON), BOTH,
    ),
    "2030-11-05": (
        ("Saturday 7 September 2030", "Confirmed"), ("Season 2, ordered", "Season 1, out"),
        (f"{RENEWED}.",), NEW, BOTH,
    ),
    "2031-02-03": (
        ("Saturday 7 September 2030", "Confirmed"), ("Season 2, cancelled", "Season 1, out"),
        ("Cancelled after season 2. Said by Lantern+ Newsroom on 3 February.", f"{RENEWED} 2030."), NEW, BOTH,
    ),
}  # fmt: skip
MOVES = (
    ("2030-06-10", "Saturday 17 August 2030", "Saturday 7 September 2030", "moved"),
    ("2030-05-06", "Saturday 3 August 2030", "Saturday 17 August 2030", "moved"),
    ("2030-04-02", "summer 2030", "Saturday 3 August 2030", "more precise"),
    ("2030-03-04", "autumn 2030", "summer 2030", "moved"),
)


def told(page: httpx.Response) -> tuple[object, ...]:
    """What the page of the title says, in the shape of `DAYS`."""
    assert page.status_code == 200
    when = seen(page, ".bill__next .date .visually-hidden, .bill__next .row__sure .mark, .bill__head > .lead")
    seasons = rows(page, ".section > header", "h2", ".tag")
    return (
        plain(when),
        tuple(", ".join(row) for row in seasons if row[1]),
        plain(seen(page, ".fact")),
        tuple(
            ", ".join(filter(None, row)) for row in rows(page, ".cast > li", ".cast__who", ".cast__as", ".cast__change")
        ),
        plain(", ".join(filter(None, row)) for row in rows(page, ".watch__place", "h3", "ul:not(.tariff) li")),
    )


def plain(texts: Iterable[str]) -> tuple[str, ...]:
    """Without the names of the links "why?"."""
    return tuple(text.replace(" why?: The Tolling Bell", "").strip() for text in texts)


def said(page: httpx.Response, heading: str) -> set[tuple[str, ...]]:
    """Who said what, below a heading of the page "why?"."""
    section = f".sides .section:has(h2:lexbor-contains('{heading}')) .said"
    return set(rows(page, section, ".said__who b", ".said__what"))


def start() -> Fact:
    """When the first season starts."""
    return Fact.objects.get(kind="release", instead="")


def test_the_page_of_the_title_on_each_day(get: Get) -> None:
    assert {day: told(get(f"{TITLE}?as_of={day}")) for day in DAYS} == DAYS
    assert told(get(TITLE)) == DAYS["2031-02-03"]


def test_the_page_as_the_site_knew_it(get: Get) -> None:
    late = [day for day in DAYS if "2030-03-04" <= day < "2030-04-02"]
    assert late == ["2030-03-04"]  # the trade paper's article, which came sixteen days after it was published
    assert {day: told(get(f"{TITLE}?known_at={day}")) for day in DAYS if day not in late} == {
        day: page for day, page in DAYS.items() if day not in late
    }
    for day in ("2030-03-04", "2030-03-19"):
        assert told(get(f"{TITLE}?known_at={day}")) == DAYS["2030-02-04"], day
    assert told(get(f"{TITLE}?known_at=2030-03-20")) == DAYS["2030-03-04"]
    assert told(get(f"{TITLE}?as_of=2030-02-04&known_at=2030-03-20")) == DAYS["2030-02-04"]


def test_why_it_started_when_it_did(get: Get) -> None:
    page = get(f"/facts/{start().pk}/")
    assert seen(page, "h1, .verdict .lead, .verdict .mark") == [
        "Saturday 7 September 2030", "Confirmed", "The latest word names the day that it replaces.",
    ]  # fmt: skip
    assert rows(page, ".track__stop", ".track__day", "del, ins", ".mark") == [
        ("4 February 2030", "autumn 2030", "Rumoured"),
        ("4 March 2030", "summer 2030", ""),
        ("2 April 2030", "Saturday 3 August 2030", ""),
        ("6 May 2030", "Saturday 17 August 2030", ""),
        ("10 June 2030", "Saturday 7 September 2030", ""),
    ]
    assert {heading: said(page, heading) for heading in seen(page, ".sides h2")} == {
        "Who says so": {
            ("Evening Mail", "Saturday 7 September 2030 Confirmed"),
            ("Lantern+ Newsroom", "Saturday 7 September 2030 Confirmed"),
            ("Ferry Watch", "not so Denied"),
        },
        "Who said it less finely": {
            ("The Call Sheet", "summer 2030 Confirmed"), ("Ferry Watch", "autumn 2030 Rumoured"),
        },
        "No longer counts": {
            ("Lantern+ Newsroom", "Saturday 17 August 2030 Confirmed"),
            ("Lantern+ Newsroom", "Saturday 3 August 2030 Confirmed"),
        },
    }  # fmt: skip
    assert rows(page, ".said", ".words", ".said__who span") [2] == (
        "Reports that the first season of The Tolling Bell will be released on Lantern+ on 17 August 2030 are not"
        " true.",
        "Fan press Monday 20 May 2030",
    )  # fmt: skip


def test_the_changes_and_their_feed(get: Get) -> None:
    page = get("/changes/?title=the-tolling-bell")
    assert rows(page, ".moved", "del", "ins") == [(old, new) for _day, old, new, _kind in MOVES]
    assert rows(page, ".when", ".kind") == [(kind,) for _day, _old, _new, kind in MOVES]
    feed = ElementTree.fromstring(get("/changes/feed/?service=lantern-plus").content)
    entries = feed.findall("{*}entry")
    what = "The Tolling Bell, Season 1 on Lantern+"
    assert [entry.findtext("{*}title") for entry in entries] == [
        f"{what}: {new} ({kind})" for _day, _old, new, kind in MOVES
    ]
    learnt = ["2030-06-10", "2030-05-06", "2030-04-02", "2030-03-20"]  # the last one sixteen days after its article
    assert [(entry.findtext("{*}updated") or "")[:10] for entry in entries] == learnt
    for entry in entries:
        (link,) = [found.attrib["href"] for found in entry.findall("{*}link")]
        assert link.endswith(f"/facts/{start().pk}/")


def test_the_pages_of_the_people_and_the_service(get: Get) -> None:
    part = (".cast__who", ".cast__as", ".cast__change")
    assert rows(get("/people/ruan-tolley/"), ".cast > li", *part) == [
        ("The Tolling Bell", "", "leaves season 1"), ("The Tolling Bell", "Silas Gage", ""),
    ]  # fmt: skip
    assert rows(get("/people/jonas-thrale/"), ".cast > li", *part) == [
        ("The Tolling Bell", "Silas Gage", "new season 2")
    ]
    ashby = get("/people/maud-ashby/")
    assert rows(ashby, ".cast > li", *part[:2]) == [("The Tolling Bell", "Creator"), ("The Tolling Bell", "Writer")]
    assert [words.partition(",")[0] for words in seen(ashby, "blockquote")] == [
        "There is more water to go under this", "Everybody in that village has been carried across by a Gage",
    ]  # fmt: skip
    service = get("/services/lantern-plus/")
    assert plain(seen(service, "[aria-labelledby=now] .when")) == (
        "Season 1, with a subscription",
        "With a subscription",
    )
    assert seen(service, "[aria-labelledby=coming] .empty") == [
        "Nothing with a date is known to be coming to Lantern+."
    ]
    assert links(service, "[aria-labelledby=now] a[href^='/titles/']") == [TITLE]


def test_nothing_waits_and_a_rebuild_gives_the_same(get: Get) -> None:
    before = digest()
    assert rebuild(now=datetime.combine(TODAY, time(12), UTC)).digest == before
    assert list(problems()) == []
    assert told(get(TITLE)) == DAYS["2031-02-03"]
    assert told(get(f"{TITLE}?as_of=2030-05-20")) == DAYS["2030-05-20"]


def test_by_hand_from_the_page_to_the_words_and_back_in_time(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)
    tell()
    page.goto("/titles/")
    follow(page, "The Tolling Bell")
    page.get_by_text("See this page as it stood on another day").click()
    page.get_by_label("By what had been published up to").fill("2030-05-20")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**/?as_of=2030-05-20**")
    assert page.locator(".bill__next time:not(.time)").text_content() == "Saturday 17 August 2030"
    assert "up to Monday 20 May 2030" in page.locator(".notice").inner_text()
    assert violations(page) == []
    follow(page, "Show it as of today")
    assert page.locator(".bill__next time:not(.time)").text_content() == "Saturday 7 September 2030"
    follow(page, "why?: The Tolling Bell")
    assert page.locator("h1").inner_text() == "Saturday 7 September 2030"
    assert violations(page) == []
    follow(page, "Another new date for The Tolling Bell")
    assert "put back from 17 August 2030" in page.locator(".words").first.inner_text()
