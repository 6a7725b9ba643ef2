"""The desk's own articles: documents whose claims somebody has looked at before they came.

What such an article takes from a fact is no claim of its own and is left out before it comes here. It is kept under a
reader's name of its own, as records are: a better reader does not read it again, since what it says was settled.
"""

from __future__ import annotations

from datetime import datetime

from airdate.catalogue.actions import resolve_names
from airdate.catalogue.queries import targets_of
from airdate.claims.actions import keep_reading
from airdate.claims.asking import names_asked
from airdate.claims.models import RECORD_READERS
from airdate.intake.actions import Article, Publisher, see_that_it_fits, weigh_touched
from airdate.intake.writer import one_writer
from airdate.reading import Reading
from airdate.sources.actions import add_document, ensure_source
from airdate.sources.models import Document, Source
from airdate.sources.normal import clean_text

OWN_READER = f"{RECORD_READERS}desk"


def own_source(publisher: Publisher) -> Source:
    """The desk's own source, made if it is not there."""
    return ensure_source(
        publisher.name, slug=publisher.slug, source_class=publisher.source_class, homepage=publisher.homepage,
        region=publisher.region, language=publisher.language, licence=publisher.licence,
    )  # fmt: skip


def add_own_article(article: Article, publisher: Publisher, reading: Reading, *, now: datetime) -> Document:
    """Keep an article with the claims of a reading, whose spans are offsets into the article's cleaned text.

    The same text again adds nothing; another one at the same address supersedes the former, whose claims count until
    ``now`` (aware). Raises `intake.actions.NotAnArticle`.
    """
    see_that_it_fits(article, publisher)
    with one_writer():
        arrival = add_document(
            own_source(publisher),
            clean_text(article.text),
            published=article.published,
            learnt_at=now,
            url=article.url,
            headline=article.headline,
            byline=article.byline,
            published_at=article.published_at,
            published_zone=article.published_zone,
            language=reading.language,
        )
        document = arrival.document
        if arrival.is_new:
            others = sorted(set(arrival.regrouped) | ({document.supersedes_id} if document.supersedes_id else set()))
            run = keep_reading(document, reading, reader=OWN_READER, read_at=now)
            touched = set(resolve_names(document, names_asked(run))) | set(targets_of([document.pk, *others]).values())
            weigh_touched(touched, now=now)
        return document
