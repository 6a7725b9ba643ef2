"""The walk for one article: arrive, read, keep, resolve, weigh. One transaction a document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from airdate.catalogue.actions import resolve_names
from airdate.catalogue.models import NameUse, Title
from airdate.catalogue.queries import Target, targets_of, titles_named_in
from airdate.claims.actions import keep_reading
from airdate.claims.asking import names_asked
from airdate.claims.models import RECORD_READERS, ReadingRun
from airdate.facts.actions import weigh_subjects
from airdate.intake.reader import read_text, reader_version
from airdate.intake.writer import one_writer
from airdate.reading import Reading
from airdate.sources.actions import (
    add_document,
    ensure_source,
    find_source,
    see_that_class_fits,
    see_that_it_is_not_taken_down,
)
from airdate.sources.models import Document, Source
from airdate.sources.normal import clean_text

LONGEST_TEXT = 2_000_000  # characters; a longer file is no article


class NotAnArticle(ValueError):
    """What was given cannot be an article. The message is one line that says why."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who published an article, as far as the one who adds it says. The class may be left to what is kept."""

    name: str
    source_class: str | None = None
    slug: str = ""
    homepage: str = ""
    region: str = ""
    language: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """An article to be added. ``published`` is its day in its own zone; ``published_at`` is aware, where known."""

    text: str
    published: date
    headline: str = ""
    byline: str = ""
    url: str = ""
    published_at: datetime | None = None
    published_zone: str = ""
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of an article: its document, whether that is new, its claims in force, and what they are about."""

    document: Document
    is_new: bool
    claims: int
    titles: tuple[Title, ...]
    waiting: tuple[NameUse, ...] = field(default=())


def add_article(article: Article, publisher: Publisher, *, now: datetime) -> Added:
    """Take one article through the house. One that is here already, by its source and text, changes nothing.

    ``now`` is aware: the moment at which this site learns of it. Raises `NotAnArticle` for a text without words
    or too long, `sources.actions.SourceConflict` for a source that is kept with another class, `TakenDown` for an
    address whose article was taken down.
    """
    see_that_it_fits(article, publisher)
    text = clean_text(article.text)
    reading = read_text(text, article.published, article.headline)  # pure and slow: before anybody has to wait
    with one_writer():
        source = ensure_source(
            publisher.name,
            slug=publisher.slug,
            source_class=publisher.source_class,
            homepage=publisher.homepage,
            region=publisher.region,
            language=publisher.language,
            licence=publisher.licence,
        )
        return _walk(source, article, text, reading, now)


def see_that_it_fits(article: Article, publisher: Publisher) -> None:
    """Raise what `add_article` would raise for this article, and write nothing."""
    if not any(character.isalnum() for character in article.text):
        raise NotAnArticle("the text has no words")
    if len(article.text) > LONGEST_TEXT:
        raise NotAnArticle(f"the text has {len(article.text):,} characters; an article has at most {LONGEST_TEXT:,}")
    known = find_source(publisher.name, slug=publisher.slug)
    if known is not None:
        see_that_class_fits(known, publisher.source_class)
        if article.url:
            see_that_it_is_not_taken_down(known, article.url)


def _walk(source: Source, article: Article, text: str, reading: Reading, now: datetime) -> Added:
    arrival = add_document(
        source,
        text,
        published=article.published,
        learnt_at=now,
        url=article.url,
        headline=article.headline,
        byline=article.byline,
        published_at=article.published_at,
        published_zone=article.published_zone,
        language=reading.language,
        picture=article.picture,
    )
    document = arrival.document
    if arrival.is_new:
        # Those whose voice changed, and the version that this one supersedes, weigh differently from now on.
        others = set(arrival.regrouped) | ({document.supersedes_id} if document.supersedes_id else set())
        _keep_and_weigh(document, reading, now=now, others=others)
    run = ReadingRun.objects.get(document=document, in_force=True)
    waiting = NameUse.objects.filter(document=document, title=None, person=None, service=None, decided=False)
    return Added(document, arrival.is_new, len(run.confidences), tuple(titles_named_in(document)), tuple(waiting))


def _keep_and_weigh(document: Document, reading: Reading, *, now: datetime, others: set[int]) -> None:
    run = keep_reading(document, reading, reader=reader_version(), read_at=now)
    touched = set(resolve_names(document, names_asked(run)))
    touched |= set(targets_of([document.pk, *sorted(others)]).values())
    weigh_touched(touched, now=now)


def weigh_touched(touched: set[Target], *, now: datetime) -> None:
    """Weigh anew the facts of the titles, services and people given."""
    weigh_subjects(touched, now=now)


def documents_read_otherwise() -> list[int]:
    """The documents whose reading in force is not by the reader of this installation, in order of arrival."""
    others = ReadingRun.objects.filter(in_force=True).exclude(reader=reader_version())
    others = others.filter(document__taken_down_at=None)  # there is nothing left to read
    others = others.exclude(reader__startswith=RECORD_READERS)  # a catalogue's record is no article
    return list(others.order_by("document__learnt_at", "document").values_list("document", flat=True))


def read_again(*, now: datetime) -> Iterator[Document]:
    """Read with this reader the documents that another one read; older readings stay, no longer in force.

    Yields each document when it is done. Can be stopped at any moment and goes on where it was.
    """
    for pk in documents_read_otherwise():
        document = Document.objects.select_related("source").get(pk=pk)
        reading = read_text(document.text, document.published, document.headline)
        with one_writer():
            _keep_and_weigh(document, reading, now=now, others=set())
        yield document
