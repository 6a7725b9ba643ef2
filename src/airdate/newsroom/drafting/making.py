"""An outline made into a draft at the desk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils.html import format_html
from wagtail.log_actions import log

from airdate.newsroom.checking.lines import marks
from airdate.newsroom.checking.passages import APART, plain
from airdate.newsroom.drafting.outlines import Line, Outline
from airdate.newsroom.models import Article, ArticleAuthor, ArticleTitle, Author, NewsFront

LONGEST_HEADLINE, LONGEST_STANDFIRST = 255, 400


@transaction.atomic
def make_draft(outline: Outline, user: Any) -> Article:
    """Put an outline below the news as a draft of this user's (None: nobody's): its first revision saved."""
    article = Article(
        title=outline.headline[:LONGEST_HEADLINE],
        standfirst=outline.standfirst[:LONGEST_STANDFIRST],
        live=False,
        owner=user,
    )
    article.body = [{"type": kind, "value": value} for kind, value in _blocks(outline)]
    NewsFront.objects.get().add_child(instance=article)
    article.bylines.add(
        *[ArticleAuthor(author=author) for author in Author.objects.filter(user=user, user__isnull=False)]
    )
    article.about.add(*[ArticleTitle(title=title) for title in outline.titles])
    article.save()
    revision = article.save_revision(user=user, log_action=False)
    log(instance=article, action="wagtail.create", user=user, revision=revision, content_changed=True)
    return article


def _blocks(outline: Outline) -> Iterator[tuple[str, Any]]:
    words = {line.fact: _words(line) for part in outline.parts for line in part.lines}
    made = marks({fact: APART.join(plain(html)) for fact, html in words.items()})
    if outline.boxed:
        yield "title_facts", {"title": outline.boxed}
    for part in outline.parts:
        yield "heading", part.heading[:120]
        for line in part.lines:
            yield "line", {"words": words[line.fact], "fact": line.fact, "made": made.get(line.fact, "")}


def _words(line: Line) -> str:
    if not line.about:
        return format_html("<p>{}</p>", line.words)
    return format_html("<p><b>{}</b>: {}</p>", line.about, line.words)
