"""Articles of the desk for tests, and the facts that they are about."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from airdate.catalogue.models import Origin, Title
from airdate.facts.actions import weigh_all
from airdate.facts.models import Fact
from airdate.newsroom.models import Article, ArticleTitle, NewsFront
from airdate.sources.models import Document
from factories import make_source, say

SHOW = "The Salt Road"


def a_day(days: int = 90) -> date:
    """A day ahead of the one on which the test runs."""
    return timezone.localdate() + timedelta(days=days)


def written(day: date) -> str:
    """ "3 August 2031"."""
    return f"{day.day} {day:%B %Y}"


def told(day: date, *, name: str = "Lantern Newsroom", source_class: str = "official", ago: int = 5) -> Document:
    """Have a source say when the second season comes; weighed. The words are the claim's evidence."""
    text = f"The second season of {SHOW} comes to Lantern+ on {written(day)}, {name} says. " + "It is a drama. " * 8
    now = timezone.now() - timedelta(days=ago)
    document = say(
        {"kind": "release", "title": SHOW, "season": 2, "event": "premiere", "date": day.isoformat(),
         "platform": ["Lantern+"], "status": "confirmed", "span": (0, text.index(","))},
        text=text, source=make_source(name, source_class), published=now.date(), learnt_at=now,
        headline=f"{SHOW} is back",
    )  # fmt: skip
    Title.objects.filter(name=SHOW).update(origin=Origin.CATALOGUE, form="series")
    weigh_all(now=timezone.now())
    return document


def the_fact() -> Fact:
    return Fact.objects.get(kind="release", title__name=SHOW, season=2)


def words(day: date) -> str:
    told = f"The second season of the drama {SHOW} will be released on Lantern+ on {written(day)}, the service says."
    return f"<p>{told}</p>"


def written_article(*paragraphs: str, title: str = f"{SHOW}: when season 2 arrives", **fields: Any) -> Article:
    """A draft below the news, saved with a revision."""
    body = fields.pop("body", [("paragraph", each) for each in paragraphs])
    about = fields.pop("about", ())
    front = NewsFront.objects.get()
    article = Article(title=title, live=False, **fields)
    article.body = [
        {"type": kind, "value": value} if isinstance(value, (str, dict)) else (kind, value) for kind, value in body
    ]
    front.add_child(instance=article)
    for each in about:
        article.about.add(ArticleTitle(title=each))
    article.save()
    article.save_revision()
    return article


def published(*paragraphs: str, **fields: Any) -> Article:
    """An article that went live."""
    article = written_article(*paragraphs, **fields)
    article.get_latest_revision().publish()
    return Article.objects.get(pk=article.pk)
