"""Which articles go with one: those about its titles, then about its people, then of its section; newest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from airdate.catalogue.models import NameUse, Title
from airdate.newsroom.models import Article, ArticleTitle, Publication

MOST = 4
SAME_TITLE, SAME_PERSON, SAME_SECTION = 4, 2, 1
LOOKED_AT = 200  # the latest of each reason


def related(article: Article, titles: Sequence[Title]) -> list[Article]:
    """The live articles that share most with one, at most four. A constant number of queries."""
    score: Counter[int] = Counter()
    others = Article.objects.live().exclude(pk=article.pk)
    about = ArticleTitle.objects.filter(title__in=[title.pk for title in titles], article__live=True)
    for pk in about.order_by("-article__first_published_at").values_list("article", flat=True)[:LOOKED_AT]:
        score[pk] += SAME_TITLE
    for pk in _with_people(article):
        score[pk] += SAME_PERSON
    if article.section_id is not None:
        same = others.filter(section=article.section_id).order_by("-first_published_at")
        for pk in same.values_list("pk", flat=True)[:LOOKED_AT]:
            score[pk] += SAME_SECTION
    score.pop(article.pk, None)
    rows = others.in_bulk([pk for pk, _points in score.most_common(LOOKED_AT)])
    ranked = sorted(rows.values(), key=lambda row: (-score[row.pk], -(row.first_published_at.timestamp())))
    return ranked[:MOST]


def _with_people(article: Article) -> list[int]:
    """The articles that name people whom this one names, each as often as it shares one."""
    own = Publication.objects.filter(article=article).values("document")
    people = NameUse.objects.filter(document__in=own, person__isnull=False).order_by().values("person").distinct()
    named = NameUse.objects.filter(person__in=people, document__publications__isnull=False).order_by()
    pairs = named.values_list("document__publications__article", "person").distinct()[: LOOKED_AT * 4]
    return [article for article, _person in pairs]
