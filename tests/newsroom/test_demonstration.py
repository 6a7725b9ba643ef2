"""The desk's articles of the demonstration: there, of every kind, stating nothing of their own, made once."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from airdate.claims.models import Claim
from airdate.newsroom import demonstration
from airdate.newsroom.models import Article, Publication
from factories.evening import tell
from guide.seen import seen

pytestmark = pytest.mark.django_db
DAY = date(2031, 3, 10)


def test_the_desk_has_written_in_the_demonstration(client: Client) -> None:
    tell(DAY, "salt-road-ordered", "salt-road-day", "salt-road-moved")
    before = Claim.objects.count()
    assert not demonstration.is_loaded()
    demonstration.load(DAY)
    demonstration.load(DAY)
    assert demonstration.is_loaded()
    live = dict(Article.objects.live().order_by("pk").values_list("slug", "kind"))
    assert live == {
        "the-salt-road-what-we-wait-for": "news", "review-nine-lanterns": "review", "review-orbit-nine": "review",
        "five-for-a-long-evening": "list", "what-moved-this-week": "news",
    }  # fmt: skip
    assert Claim.objects.count() == before  # what is said of days is in boxes and lines, which cite
    assert Publication.objects.count() == len(live)
    assert len(seen(client.get("/news/the-salt-road-what-we-wait-for/"), ".box")) == 2
    assert seen(client.get("/news/"), ".news-card__head") == [
        "What moved this week: 4 March to 10 March", "Five for a long evening", "One seat too few",
        "A city that is afraid of its own windows", "Ponies, fog and a ledger: what we wait for",
    ]  # fmt: skip


def test_what_was_broken_off_is_made_whole() -> None:
    demonstration.load(DAY)
    Article.objects.filter(slug="review-orbit-nine").update(live=False)
    assert not demonstration.is_loaded()
    demonstration.load(DAY)
    assert demonstration.is_loaded()
    assert Article.objects.filter(slug__startswith="review-orbit-nine").count() == 1
