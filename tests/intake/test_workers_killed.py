"""Workers killed at random moments: every article of every feed is there, once, and nothing is left in hand."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from factories.press import Press, article, item, lately, press, rss
from factories.sites import MadeSite

pytestmark = pytest.mark.django_db  # chosen on both databases; the sites are on the one that the tests run on
SCRIPT = Path(__file__).with_name("killing_workers.py")
LEFT = """
import django, json, os
os.environ["DJANGO_SETTINGS_MODULE"] = "airdate.settings"
django.setup()
from collections import Counter
from django_tasks_db.models import DBTaskResult
from airdate.intake.models import Errand, Worker
from airdate.sources.models import Document, Entry, FeedCheck
print(json.dumps({
    "states": Counter(Entry.objects.values_list("state", flat=True)),
    "documents": Document.objects.count(),
    "addresses": Document.objects.values("url").distinct().count(),
    "errands": Errand.objects.count(), "workers": Worker.objects.count(),
    "jobs": sorted({row for row in DBTaskResult.objects.values_list("status", flat=True)} - {"FAILED", "SUCCESSFUL"}),
    "new": sum(FeedCheck.objects.values_list("new", flat=True)),
}))
"""


def python(site: MadeSite, host: str, *arguments: str) -> str:
    environ = {
        **site.environ, "AIRDATE_ALLOW_HOSTS": host,
        "PYTHONPATH": os.pathsep.join([str(SCRIPT.parents[1]), os.environ.get("PYTHONPATH", "")]),
    }  # fmt: skip
    done = subprocess.run([sys.executable, *arguments], env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def serve(news: Press, feeds: int, articles: int) -> None:
    for feed in range(feeds):
        items = []
        for number in range(articles):
            text = (
                f"The crime drama Kettle {feed}-{number} will return to Channel 4 for a second season on 3 June 2031.\n"
                f"It was said in {' '.join(f'w{feed}x{number}y{i}' for i in range(30))}."
            )
            items.append(item(news.put(f"/{feed}/{number}", article(f"Kettle {number}", text)), date=lately()))
        news.put(f"/{feed}/feed", rss("".join(items), f"Paper {feed}"), "application/rss+xml")


def killed(site: MadeSite, *, kills: int, workers: int, feeds: int, articles: int) -> None:
    with press() as news:
        serve(news, feeds, articles)
        outlines = "".join(
            f'<outline text="Paper {feed}" type="rss" xmlUrl="{news.url(f"/{feed}/feed")}"/>' for feed in range(feeds)
        )
        (site.folder / "feeds.opml").write_text(f'<opml version="2.0"><body>{outlines}</body></opml>', encoding="utf-8")
        assert site.run("source", "import", str(site.folder / "feeds.opml")).returncode == 0
        told = json.loads(python(site, news.host, str(SCRIPT), str(kills), "20310220", str(workers)))
        assert told["statuses"] == [0] * workers
        assert told["struck"] >= kills * workers // 2  # most of the kills must meet a worker at work
        asked = news.counts()
    left = json.loads(python(site, news.host, "-c", LEFT))
    every = feeds * articles
    assert left == {
        "states": {"read": every}, "documents": every, "addresses": every, "errands": 0, "workers": 0, "jobs": [],
        "new": every,
    }  # fmt: skip
    pages = [count for path, count in asked.items() if path not in ("/robots.txt",) and not path.endswith("feed")]
    assert len(pages) == every
    check = site.run("check")
    assert (check.returncode, check.stderr) == (0, ""), check.stdout


def test_workers_killed_five_times(site: MadeSite) -> None:
    killed(site, kills=5, workers=2, feeds=3, articles=8)


@pytest.mark.long
def test_workers_killed_a_hundred_times(site: MadeSite) -> None:
    killed(site, kills=100, workers=3, feeds=10, articles=30)
