"""The desk in real browsers: a source is followed and moves a date; an article that contradicts it is settled with one
click, approved by a moderator, appears at its hour, and follows the fact when it moves again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import httpx
import pytest
from django.utils import timezone
from wagtail.models import TaskState

from airdate.catalogue.models import Origin, Title
from airdate.facts.models import Fact
from airdate.intake.jobs.press import KINDS as PRESS
from airdate.intake.jobs.working import Crew
from airdate.newsroom.jobs import KINDS as NEWSROOM
from airdate.newsroom.models import Article, Author, Citation
from airdate.newsroom.people import add_person
from airdate.sources.models import Feed
from factories.press import Press, article, item, lately, press, rss
from guide.seen import rows, seen
from journeys.by_hand import is_visible_focus, violations
from journeys.conftest import visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "kettle-quay-31"
SHOW, HEADLINE = "The Salt Road", "The Salt Road: what is known of season 2"
FIRST = """The second season of the drama The Salt Road will be released on Lantern+ on {day}, the service says.
All six episodes were filmed on the coast last winter, and the first season can be streamed now."""
MOVED = """The second season of the drama The Salt Road will now be released on Lantern+ on {day}, the service says.
It had been planned for another day. All six episodes come at once, with a film about how they were made."""
DRAFT = "The second season of the drama The Salt Road will be released on Lantern+ on {day}, the service says."


def a_day(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def written(day: date) -> str:
    """ "3 August 2031"."""
    return f"{day.day} {day:%B %Y}"


def in_full(day: date) -> str:
    return f"{day:%A} {written(day)}"


@pytest.fixture
def news(monkeypatch: pytest.MonkeyPatch) -> Iterator[Press]:
    with press() as server:
        monkeypatch.setenv("AIRDATE_ALLOW_HOSTS", server.host)
        yield server


def tell(news: Press, path: str, text: str, day: date, *, hours: float) -> date:
    """Have the source publish an article so many hours ago, and say so in its feed. Gives the day of that."""
    headline, at = f"{SHOW}: season 2 on {written(day)}", lately(hours)
    page = article(headline, text.format(day=written(day)), published=at.isoformat())
    news.put("/feed", rss(item(news.put(path, page), headline, date=at)), "application/rss+xml")
    Feed.objects.update(due_at=timezone.now())
    return at.date()


def work() -> None:
    """What the worker does until nothing is left to do."""
    Crew({kind.name: kind for kind in (*PRESS, *NEWSROOM)}, 1).run(until_idle=True)


def add_source(page: Page, name: str, feed: str) -> None:
    page.get_by_role("link", name="Sources", exact=True).click()
    page.get_by_role("link", name="Add a source").click()
    form = page.locator("form.desk-form")
    form.get_by_role("textbox", name="Name").fill(name)
    form.get_by_role("combobox", name="Class").select_option("official")
    page.get_by_label("Address of the feed").fill(feed)
    page.get_by_role("button", name="Add the source").click()
    page.get_by_role("heading", name=f"{name} official").wait_for()


@contextmanager
def signed_in(browser: Browser, live_server: LiveServer, name: str) -> Iterator[Page]:
    with visit(browser, live_server.url, viewport={"width": 1280, "height": 900}) as page:
        page.goto("/desk/")
        page.get_by_label("Username").fill(name)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/desk/")
        yield page


def facts(page: Page) -> dict[str, list[str]]:
    """What the panel says: the headings of its parts, and the lines of each of their findings."""
    parts = page.locator("[data-findings] section").all()
    return {
        part.locator("h3").inner_text().capitalize(): [
            line.replace("\n", " ") for line in part.locator(".finding p:not([class])").all_inner_texts()
        ]
        for part in parts
    }


def write(page: Page) -> None:
    """Begin an article, and write in it that the season comes on the day that held before."""
    page.get_by_role("button", name="Pages", exact=True).click()
    page.get_by_role("link", name="News", exact=True).click()
    page.get_by_role("link", name="Add child page").first.click()
    page.wait_for_url("**/add/newsroom/article/**")
    page.get_by_role("textbox", name="Headline").fill(HEADLINE)
    page.get_by_role("button", name="Insert a block").first.click()
    page.get_by_role("option", name="Text", exact=True).click()
    page.locator(".public-DraftEditor-content").click()
    page.keyboard.type(DRAFT.format(day=written(a_day(90))))


def reach(page: Page, name: str, most: int = 200) -> None:
    """Tab backwards from where one types to the panel's button of that name."""
    for _ in range(most):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.textContent").strip() == name:
            assert is_visible_focus(page), name
            return
    raise AssertionError(f"the tab key never came to {name!r}")


def choose_the_title(page: Page) -> None:
    page.get_by_role("button", name="Add Title").click()
    page.get_by_role("button", name="Choose a title").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_placeholder("A title").fill("salt raod")
    dialog.get_by_role("link", name=SHOW).click()
    dialog.wait_for(state="hidden")


def come_due(article: Article) -> None:
    """Let the hour of the schedule come."""
    due = timezone.now() - timedelta(minutes=1)
    revision = article.revisions.get(approved_go_live_at__isnull=False)
    revision.content = {**revision.content, "go_live_at": due.isoformat()}
    revision.approved_go_live_at = due
    revision.save()
    work()


def test_an_article_from_the_press_to_the_page(
    browser: Browser, live_server: LiveServer, news: Press, page: Page
) -> None:
    ada = add_person("ada", PASSWORD)
    Author.objects.create(slug="ada-quill", name="Ada Quill", user=ada)
    add_person("grace", PASSWORD, role="moderator")
    tell(news, "/first", FIRST, a_day(90), hours=72)
    with signed_in(browser, live_server, "ada") as editor:
        # The editor adds a source. Its first article dates the season, the next one moves it.
        add_source(editor, "Lantern+ Newsroom", news.url("/feed"))
        work()
        fact = Fact.objects.get(kind="release", title__name=SHOW, season=2)
        assert fact.value == {"date": a_day(90).isoformat()}
        Title.objects.filter(name=SHOW).update(origin=Origin.CATALOGUE)
        tell(news, "/moved", MOVED, a_day(97), hours=26)
        editor.get_by_role("button", name="Ask now").click()
        work()
        fact.refresh_from_db()
        assert fact.value == {"date": a_day(97).isoformat()}
        editor.reload()
        assert "2 read, 0 wait, 0 could not be read." in editor.locator(".desk-feed").inner_text()

        # The editor contradicts it, and sees that while typing.
        write(editor)
        editor.locator(".finding--differs").wait_for()
        assert facts(editor) == {
            "Differs": [
                f"You write {in_full(a_day(90))}; Lantern+ Newsroom (official) says {in_full(a_day(97))}.",
            ]
        }
        assert editor.locator("[data-count]").inner_text() == "1"
        # One click takes the guide's value, and another one puts its fact into a box.
        assert violations(editor, within="[data-facts]") == []
        reach(editor, f"Write “{written(a_day(97))}”")
        editor.keyboard.press("Enter")
        editor.locator(".finding--agrees").wait_for()
        assert editor.evaluate("document.activeElement !== document.body")  # who types goes on from somewhere
        assert editor.get_by_role("status").filter(has_text="Agreeing").inner_text() == (
            "0 differences from the guide. Agreeing: 1. New: 0."
        )
        assert facts(editor) == {"Agrees": [in_full(a_day(97))]}
        editor.get_by_role("button", name="Add a fact box").click()
        choose_the_title(editor)
        editor.get_by_role("button", name="Save draft").click()
        editor.get_by_text("has been updated").or_(editor.get_by_text("created.")).first.wait_for()
        editor.get_by_role("button", name="More actions").click()
        assert editor.get_by_role("button", name="Publish").count() == 0
        editor.get_by_role("button", name="Submit to Moderators approval").click()
        editor.get_by_text("has been submitted for moderation").wait_for()
    draft = Article.objects.get().get_latest_revision_as_object()
    assert (draft.live, draft.slug, [each.author.name for each in draft.bylines.all()]) == (
        False, "the-salt-road-what-is-known-of-season-2", ["Ada Quill"],
    )  # fmt: skip
    assert httpx.get(f"{live_server.url}{draft.url}").status_code == 404

    with signed_in(browser, live_server, "grace") as moderator:
        moderator.get_by_role("link", name=HEADLINE).click()
        moderator.wait_for_url("**/edit/")
        moderator.locator(".finding--agrees").wait_for()
        moderator.get_by_role("button", name="Toggle status").click()
        moderator.get_by_role("button", name="Set schedule").click()
        hour = timezone.localtime() + timedelta(hours=2)
        moderator.get_by_label("Go live date/time").fill(f"{hour:%Y-%m-%d %H:%M}")
        # By keyboard: the calendar that opens below the field may hide the button.
        moderator.get_by_role("button", name="Save schedule").press("Enter")
        moderator.get_by_text("has been updated").wait_for()
        moderator.get_by_role("button", name="More actions").click()
        moderator.get_by_role("button", name="Approve and Publish").click()
        moderator.wait_for_url("**/desk/pages/*/")
    state = TaskState.objects.get()
    assert (state.status, state.finished_by.username) == ("approved", "grace")
    assert (Article.objects.get().status_string, Article.objects.get().live) == ("scheduled", False)
    assert httpx.get(f"{live_server.url}{draft.url}").status_code == 404

    come_due(draft)
    agree(live_server.url, page, fact, a_day(97), notes=[])
    assert [(each.fact, each.value) for each in Citation.objects.all()] == [(fact.pk, {"date": a_day(97).isoformat()})]

    # The source moves it once more: the box follows, and says so.
    told = tell(news, "/again", MOVED, a_day(111), hours=1)
    work()
    agree(live_server.url, page, fact, a_day(111), notes=[
        f"{written(told)}: {in_full(a_day(97))} → {in_full(a_day(111))} (moved). This was published before."
    ])  # fmt: skip


def agree(site: str, page: Page, fact: Fact, day: date, *, notes: list[str]) -> None:
    """Article, its feed, the title's page, the changes and "why?" say the same day."""
    address = Article.objects.get().url
    shown = httpx.get(f"{site}{address}")
    assert seen(shown, "h1, .story__by a") == [HEADLINE, "Ada Quill"]
    assert (seen(shown, ".box__value"), seen(shown, ".box__moved")) == ([in_full(day)], notes)
    (data,) = [json.loads(text) for text in seen(shown, 'script[type="application/ld+json"]')]
    assert data["citation"][0]["url"] == f"{site}/facts/{fact.pk}/"
    assert [each["text"] for each in data.get("correction", [])] == [
        f"{SHOW}, Season 2 on Lantern+: {note.partition(': ')[2].partition(' (')[0]}" for note in notes
    ]
    assert entries(f"{site}/news/feed.atom") == [(HEADLINE, f"{site}{address}")]
    title = httpx.get(f"{site}/titles/the-salt-road/")
    assert seen(title, ".bill__next time:not(.time)") == [in_full(day)]
    changes = httpx.get(f"{site}/changes/?title=the-salt-road")
    assert rows(changes, ".moved", "ins")[0] == (in_full(day),)
    assert seen(httpx.get(f"{site}/facts/{fact.pk}/"), "h1") == [in_full(day)]
    # The browser shows it without a fault.
    page.goto(address)
    assert page.locator(".box__value").inner_text() == in_full(day)


def entries(feed: str) -> list[tuple[Any, Any]]:
    found = ElementTree.fromstring(httpx.get(feed).content).findall("{*}entry")
    return [(each.findtext("{*}title"), each.find("{*}link").attrib["href"]) for each in found]  # type: ignore[union-attr]
