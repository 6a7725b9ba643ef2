"""Articles whose hour has come, to appear or to go, for the worker that the press shares (`intake.jobs`)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django_tasks import TaskContext, task
from wagtail.models import Revision

from airdate.intake.jobs.errands import BACKEND, NONE, Due, Kind, Taken, TakenOver, is_own, settling
from airdate.newsroom.models import Article, Held
from airdate.newsroom.publishing import SCHEDULED

NAME = "publish_article"
OTHERS = "another one has done it"
EXPIRED = "wagtail.unpublish.scheduled"  # the name of Wagtail's action when a page's time is over
AGAIN = timedelta(minutes=5)  # between two looks at an article that is held


def _now() -> datetime:
    return datetime.now(UTC)


@task(backend=BACKEND, takes_context=True)
def publish_article(context: TaskContext, subject: int, about: str) -> str:
    """Let an article appear, or go, whose hour has come. Gives what became of it, in a line for editors."""
    job = str(context.task_result.id)
    if not is_own(NAME, subject, job):
        return OTHERS
    try:
        with settling(NAME, subject, job):
            return _turn(subject, _now())
    except TakenOver:
        return OTHERS


def _turn(subject: int, now: datetime) -> str:
    article = Article.objects.filter(pk=subject).first()
    if article is None:
        return "it is no longer there"
    if article.live and article.expire_at is not None and article.expire_at <= now:
        article.unpublish(set_expired=True, log_action=EXPIRED)
        return "taken down, as planned"
    revision = article.revisions.filter(approved_go_live_at__lte=now).order_by("approved_go_live_at").last()
    if revision is None:
        return "nothing is planned any more"
    revision.publish(log_action=SCHEDULED)
    held = Held.objects.filter(article=subject).first()
    return f"held: {held.reason}" if held is not None else "published, as planned"


def due_articles(now: datetime, taken: Taken, within: timedelta = NONE) -> Iterator[Due]:
    """The articles that are to appear or to go; one that is held is looked at again every five minutes."""
    planned = Revision.page_revisions.filter(approved_go_live_at__lte=now + within).order_by()
    keys = [int(pk) for pk in planned.values_list("object_id", flat=True)[:500]]
    over = Q(live=True, expire_at__lte=now + within)
    resting = Held.objects.filter(article=OuterRef("pk"), tried_at__gt=now + within - AGAIN)
    found = Article.objects.filter(Q(pk__in=keys) | over).exclude(Exists(resting)).order_by("pk")
    for pk, title in found.values_list("pk", "title"):
        yield Due(pk, title)


def publishing_was_interrupted(subject: int, line: str, now: datetime) -> None:
    """Nothing was left half done: the article is due as it was."""


KINDS = (Kind(NAME, publish_article, due_articles, publishing_was_interrupted),)
