"""Schedules: the worker lets articles appear and go, and holds what differs from the guide by then."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from airdate.intake.jobs.errands import NONE, Taken
from airdate.intake.jobs.planning import plan
from airdate.intake.jobs.working import Crew
from airdate.intake.models import Errand
from airdate.newsroom.jobs import AGAIN, KINDS, due_articles
from airdate.newsroom.models import Article, Held
from newsroom.writing import a_day, published, told, words, written_article

BY_NAME = {kind.name: kind for kind in KINDS}
HOUR = timedelta(hours=1)


def scheduled(*paragraphs: str) -> Article:
    """An article that a moderator has planned for an hour from now, and whose hour has come since."""
    article = written_article(*paragraphs)
    article.go_live_at = timezone.now() + HOUR
    revision = article.save_revision()
    revision.publish()
    assert not Article.objects.get(pk=article.pk).live
    due = timezone.now() - timedelta(minutes=1)
    revision.refresh_from_db()
    revision.content["go_live_at"] = due.isoformat()
    revision.approved_go_live_at = due
    revision.save()
    return article


def due(now: datetime, within: timedelta = NONE) -> list[int]:
    return [each.subject for each in due_articles(now, Taken(), within)]


@pytest.mark.django_db
def test_what_is_due() -> None:
    now = timezone.now()
    later = written_article(words(a_day()), title="Later")
    later.go_live_at = now + HOUR
    later.save_revision().publish()
    written_article(words(a_day()), title="A draft")
    gone = published(title="Gone soon", body=[])
    Article.objects.filter(pk=gone.pk).update(expire_at=now + timedelta(minutes=30))
    assert due(now) == []
    assert due(now + timedelta(minutes=31)) == due(now, timedelta(minutes=31)) == [gone.pk]
    assert due(now + HOUR) == sorted([gone.pk, later.pk])
    Held.objects.create(article=later, reason="It differs.", since=now, tried_at=now + HOUR)
    assert due(now + HOUR) == [gone.pk]
    assert due(now + HOUR + AGAIN) == sorted([gone.pk, later.pk])


@pytest.mark.django_db(transaction=True)
def test_the_worker_publishes_holds_and_takes_down() -> None:
    told(a_day())
    right, wrong = scheduled(words(a_day())), scheduled(words(a_day()))
    wrong.body = [("paragraph", words(a_day(97)))]
    revision = wrong.revisions.get(approved_go_live_at__isnull=False)
    revision.content = {**revision.content, "body": wrong.serializable_data()["body"]}
    revision.save()
    over = published(title="Over", body=[])
    Article.objects.filter(pk=over.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    Crew(BY_NAME, 1).run(until_idle=True)
    live = dict(Article.objects.values_list("pk", "live"))
    assert live == {right.pk: True, wrong.pk: False, over.pk: False}
    lines = sorted(str(row.return_value) for row in DBTaskResult.objects.all())
    assert [line.partition(":")[0] for line in lines] == ["held", "published, as planned", "taken down, as planned"]
    assert Held.objects.get().article_id == wrong.pk
    assert (Errand.objects.count(), plan(BY_NAME, now=timezone.now())) == (0, 0)
