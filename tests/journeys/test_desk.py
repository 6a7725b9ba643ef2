"""The desk in real browsers: a source is followed and moves a date; an article that contradicts it is settled with one
click, approved by a moderator, appears at its hour, and follows the fact when it moves again.
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import httpx
import pytest
from django.utils import timezone

from factories.press import Press, article, item, lately, press, rss
from factories.sites import PROGRAM, MadeSite, made_site
from guide.seen import rows, seen
from journeys.by_hand import is_visible_focus, violations
from journeys.conftest import PHONE, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.django_db  # chosen on both databases; the site is on the one that the tests run on
PASSWORD = "kettle-quay-31"
PATIENCE = 120_000  # milliseconds: a slow machine takes its time, and nothing here is about speed
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


@dataclass(frozen=True, slots=True)
class Served:
    """A site that the program itself serves at an address, as the press is served that it follows."""

    made: MadeSite
    news: Press
    address: str

    @property
    def environ(self) -> dict[str, str]:
        return {**self.made.environ, "AIRDATE_ALLOW_HOSTS": self.news.host}

    def run(self, *command: str, **more: str) -> str:
        done = subprocess.run(
            command, env={**self.environ, **more}, capture_output=True, text=True, check=False, timeout=300
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def work(self) -> None:
        """What the worker does until nothing is left to do."""
        self.run(*PROGRAM, "worker", "--once", "--threads", "2")

    def inside(self, code: str) -> Any:
        """What an expression gives within the site, after statements on lines before it."""
        *before, last = code.strip().splitlines()
        lines = ["import django, json", "django.setup()", *before, f"print(json.dumps({last}))"]
        return json.loads(self.run(sys.executable, "-c", "\n".join(lines), DJANGO_SETTINGS_MODULE="airdate.settings"))


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Served]:
    with made_site(tmp_path / "site") as made, press() as news, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        served = Served(made, news, f"http://127.0.0.1:{port}")
        for name, role in (("ada", "editor"), ("grace", "moderator")):
            served.run(*PROGRAM, "editor", "add", name, "--role", role, "--no-input", AIRDATE_PASSWORD=PASSWORD)
        command = [*PROGRAM, "serve", "--port", str(port), "--no-browser", "--no-worker"]
        process = subprocess.Popen(command, env=served.environ, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        try:
            wait_for(served.address, process)
            yield served
        finally:
            process.terminate()
            process.communicate(timeout=300)


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    while True:
        assert process.poll() is None, process.communicate()
        try:
            httpx.get(f"{address}/", timeout=60)
            return
        except httpx.TransportError:
            time.sleep(0.2)


def tell(news: Press, path: str, text: str, day: date, *, hours: float) -> date:
    """Have the source publish an article so many hours ago, and say so in its feed. Gives the day of that."""
    headline, at = f"{SHOW}: season 2 on {written(day)}", lately(hours)
    page = article(headline, text.format(day=written(day)), published=at.isoformat())
    news.put("/feed", rss(item(news.put(path, page), headline, date=at)), "application/rss+xml")
    return at.date()


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
def signed_in(browser: Browser, address: str, name: str) -> Iterator[Page]:
    with visit(browser, address, viewport={"width": 1280, "height": 900}) as page:
        page.set_default_timeout(PATIENCE)
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


def let_the_hour_come(site: Served) -> None:
    """The hour of the schedule is over, and the worker looks."""
    site.inside("""
from datetime import timedelta
from django.utils import timezone
from wagtail.models import Revision
due = timezone.now() - timedelta(minutes=1)
revision = Revision.objects.get(approved_go_live_at__isnull=False)
revision.content = {**revision.content, "go_live_at": due.isoformat()}
revision.approved_go_live_at = due
revision.save()
None""")
    site.work()


def ask_again(site: Served) -> None:
    """The time has come to ask the feed, and the worker does."""
    site.inside("""
from django.utils import timezone
from airdate.sources.models import Feed
Feed.objects.update(due_at=timezone.now())""")
    site.work()


def value_of_the_fact(site: Served) -> Any:
    return site.inside("""
from airdate.facts.models import Fact
[[fact.pk, fact.value] for fact in Fact.objects.filter(kind="release", title__name="The Salt Road", season=2)]""")


def state_of_the_article(site: Served) -> Any:
    """Its status, whether it is live, its address, and who writes it; and what became of it in moderation."""
    return site.inside("""
from airdate.newsroom.models import Article
from wagtail.models import TaskState
article = Article.objects.get()
latest = article.get_latest_revision_as_object()
names = [each.author.name for each in latest.bylines.all()]
states = [[state.status, getattr(state.finished_by, "username", "")] for state in TaskState.objects.all()]
[str(article.status_string), article.live, article.url, names, states]""")


def test_an_article_from_the_press_to_the_page(browser: Browser, site: Served) -> None:
    site.inside("""
from django.contrib.auth.models import User
from airdate.newsroom.models import Author
Author.objects.create(slug="ada-quill", name="Ada Quill", user=User.objects.get(username="ada")).pk""")
    tell(site.news, "/first", FIRST, a_day(90), hours=72)
    with signed_in(browser, site.address, "ada") as editor:
        # The editor adds a source. Its first article dates the season, the next one moves it.
        add_source(editor, "Lantern+ Newsroom", site.news.url("/feed"))
        site.work()
        ((fact, value),) = value_of_the_fact(site)
        assert value == {"date": a_day(90).isoformat()}
        tell(site.news, "/moved", MOVED, a_day(97), hours=26)
        editor.get_by_role("button", name="Ask now").click()
        editor.get_by_text("is asked as soon as a worker can").wait_for()
        site.work()
        assert value_of_the_fact(site) == [[fact, {"date": a_day(97).isoformat()}]]
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
        editor.get_by_text("Keep mine").wait_for()  # the draft has saved itself by now
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
    status, live, address, authors, states = state_of_the_article(site)
    assert (status, live, authors, states) == ("in moderation", False, ["Ada Quill"], [["in_progress", ""]])
    assert (address, httpx.get(f"{site.address}{address}").status_code) == (
        "/news/the-salt-road-what-is-known-of-season-2/", 404,
    )  # fmt: skip

    with signed_in(browser, site.address, "grace") as moderator:
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
    assert state_of_the_article(site) == ["scheduled", False, address, ["Ada Quill"], [["approved", "grace"]]]
    assert httpx.get(f"{site.address}{address}").status_code == 404

    let_the_hour_come(site)
    with visit(browser, site.address, **PHONE) as reader:
        agree(site.address, reader, address, fact, a_day(97), notes=[])
        # The source moves it once more: the box follows, and says so.
        told = tell(site.news, "/again", MOVED, a_day(111), hours=1)
        ask_again(site)
        agree(site.address, reader, address, fact, a_day(111), notes=[
            f"{written(told)}: {in_full(a_day(97))} → {in_full(a_day(111))} (moved). This was published before."
        ])  # fmt: skip


def agree(site: str, page: Page, address: str, fact: str, day: date, *, notes: list[str]) -> None:
    """Article, its feed, the title's page, the changes and "why?" say the same day."""
    shown = httpx.get(f"{site}{address}")
    assert seen(shown, "h1, .story__by a") == [HEADLINE, "Ada Quill"]
    assert (seen(shown, ".box__value"), seen(shown, ".box__moved")) == ([in_full(day)], notes)
    (data,) = [json.loads(text) for text in seen(shown, 'script[type="application/ld+json"]')]
    assert data["citation"][0]["url"] == f"{site}/facts/{fact}/"
    assert [each["text"] for each in data.get("correction", [])] == [
        f"{SHOW}, Season 2 on Lantern+: {note.partition(': ')[2].partition(' (')[0]}" for note in notes
    ]
    assert entries(f"{site}/news/feed.atom") == [(HEADLINE, f"{site}{address}")]
    title = httpx.get(f"{site}/titles/the-salt-road/")
    assert seen(title, ".bill__next time:not(.time)") == [in_full(day)]
    changes = httpx.get(f"{site}/changes/?title=the-salt-road")
    assert rows(changes, ".moved", "ins")[0] == (in_full(day),)
    assert seen(httpx.get(f"{site}/facts/{fact}/"), "h1") == [in_full(day)]
    # The browser shows it without a fault.
    page.goto(address)
    assert page.locator(".box__value").inner_text() == in_full(day)


def entries(feed: str) -> list[tuple[Any, Any]]:
    found = ElementTree.fromstring(httpx.get(feed).content).findall("{*}entry")
    return [(each.findtext("{*}title"), each.find("{*}link").attrib["href"]) for each in found]  # type: ignore[union-attr]
