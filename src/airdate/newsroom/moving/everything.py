"""All that the desk has written, as JSON Lines, and back into a site that has none: articles with their versions,
authors, pictures with their files.

One line is one thing. What an article names is named by what stays: pictures by their hash, articles and authors by
their slugs, titles and genres by theirs. Pictures lie in the lines themselves (Base64), so that one file is all of it.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import User
from django.core.files.images import ImageFile
from django.db import transaction
from wagtail.contrib.redirects.models import Redirect

from airdate.catalogue.models import Genre, Title
from airdate.intake.writer import one_writer
from airdate.newsroom.models import (
    Article,
    ArticleAuthor,
    ArticleTitle,
    Author,
    Correction,
    MovedArticle,
    NewsFront,
    Picture,
)

FORMAT = "airdate-news"
VERSION = 1
LONGEST = 64_000_000  # characters of one line
PLAIN = ("title", "slug", "kind", "standfirst", "caption", "points", "sponsor", "seo_title", "search_description")
MOMENTS = ("first_published_at", "last_published_at", "go_live_at", "expire_at")
OF_PICTURES = ("title", "description", "credit", "licence", "focal_point_x", "focal_point_y", "focal_point_width",
               "focal_point_height")  # fmt: skip
_LINKS = re.compile(r'(<a linktype="page"[^>]*? id=")([^"]*)(")')


class WrongExport(ValueError):
    """What was given cannot be taken in. One line that says where it is wrong, and the way out."""


def export_news() -> Iterator[str]:
    """The lines of an export, without their ends: a heading, then authors, pictures, articles and redirects."""
    yield _line({"format": FORMAT, "version": VERSION})
    pictures = {picture.pk: _digest(picture) for picture in Picture.objects.order_by("pk")}
    slugs = dict(Article.objects.values_list("pk", "slug"))
    for picture in Picture.objects.order_by("created_at", "pk"):
        yield _line({"picture": pictures[picture.pk], **_picture(picture)})
    for author in Author.objects.select_related("user").order_by("slug"):
        yield _line(
            {
                "author": author.slug, "name": author.name, "role": author.role, "biography": author.biography,
                "portrait": pictures.get(author.picture_id or 0),
                "user": author.user.get_username() if author.user else None,
            }
        )  # fmt: skip
    for article in Article.objects.order_by("pk").iterator(chunk_size=50):
        yield _line({"article": article.slug, **_article(article, pictures, slugs)})
    for row in Redirect.objects.filter(redirect_page__isnull=False).order_by("old_path"):
        if row.redirect_page_id in slugs:
            yield _line({"redirect": row.old_path, "to": slugs[row.redirect_page_id], "permanent": row.is_permanent})


def import_news(lines: Iterable[str], *, now: datetime) -> dict[str, int]:
    """Take an export in, all of it or nothing. Gives how much of each sort. Raises `WrongExport`.

    The site must have no articles yet. What a line names and the site lacks (titles, genres, people who sign in) is
    left out of it.
    """
    with one_writer(), transaction.atomic():
        if Article.objects.exists():
            raise WrongExport("this site has articles already; an export is taken into one that has none")
        return _Taking(now).take(lines)


class _Taking:
    """An import under way: what the keys of the file are here."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.pictures: dict[str, Picture] = {}
        self.articles: dict[str, Article] = {}
        self.waiting: list[tuple[Article, Mapping[str, Any]]] = []
        self.counts = {"pictures": 0, "authors": 0, "articles": 0, "redirects": 0}

    def take(self, lines: Iterable[str]) -> dict[str, int]:
        number = 0
        for number, line in enumerate(lines, 1):
            try:
                told = _read(line)
                if number == 1:
                    _check_heading(told)
                else:
                    self._take(told)
            except (KeyError, TypeError, ValueError) as error:
                if isinstance(error, WrongExport):
                    raise WrongExport(f"line {number}: {error}") from error
                raise WrongExport(f"line {number}: {type(error).__name__}: {error}") from error
        if not number:
            raise WrongExport("it is empty")
        for article, told in self.waiting:  # once all are there that they may name
            self._write(article, told)
        return self.counts

    def _take(self, told: Mapping[str, Any]) -> None:
        if "picture" in told:
            content = base64.b64decode(told["file"], validate=True)
            file = ImageFile(io.BytesIO(content), name=str(told["name"]))
            picture = Picture(**{field: told[field] for field in OF_PICTURES}, file=file)
            picture.save()
            self.pictures[told["picture"]] = picture
            self.counts["pictures"] += 1
        elif "author" in told:
            user = User.objects.filter(username=told["user"], author=None).first() if told["user"] else None
            Author.objects.update_or_create(
                slug=told["author"],
                defaults={
                    "name": told["name"], "role": told["role"], "biography": told["biography"], "user": user,
                    "picture": self.pictures.get(told["portrait"]),
                },
            )  # fmt: skip
            self.counts["authors"] += 1
        elif "redirect" in told:
            to = self.articles[told["to"]]
            Redirect.objects.update_or_create(
                old_path=told["redirect"], site=None, defaults={"redirect_page": to, "is_permanent": told["permanent"]}
            )
            self.counts["redirects"] += 1
        else:
            article = Article(title=told["title"], slug=told["article"], live=False)
            NewsFront.objects.get().add_child(instance=article)
            self.articles[told["article"]] = article
            self.waiting.append((article, told))
            self.counts["articles"] += 1

    def _write(self, article: Article, told: Mapping[str, Any]) -> None:
        live = None
        for version in told["versions"]:
            _fill(article, version, self._here)
            article.save(clean=False)
            revision = article.save_revision(clean=False)
            user = User.objects.filter(username=version["by"]).first() if version["by"] else None
            type(revision).objects.filter(pk=revision.pk).update(created_at=_moment(version["at"]), user=user)
            live = revision if version["live"] else live
        _fill(article, told, self._here)
        article.live, article.live_revision = told["live"], live
        article.has_unpublished_changes = told["changed"]
        for field in MOMENTS:
            setattr(article, field, _moment(told[field]))
        article.latest_revision_created_at = _moment(told["versions"][-1]["at"]) if told["versions"] else None
        article.save(clean=False)
        for guid in told["guids"]:
            MovedArticle.objects.update_or_create(guid=guid, defaults={"article": article, "taken_at": self.now})

    def _here(self, what: str, key: Any) -> Any:
        """What a key of the file is here; the key itself of what is not."""
        if what == "picture":
            picture = self.pictures.get(key)
            return picture.pk if picture is not None else None
        article = self.articles.get(key)
        return article.pk if article is not None else None


def _article(article: Article, pictures: Mapping[int, str], slugs: Mapping[int, str]) -> dict[str, Any]:
    def there(what: str, key: Any) -> Any:
        return (pictures if what == "picture" else slugs).get(int(key)) if str(key).isdecimal() else None

    versions = [
        {
            "at": _told(revision.created_at), "by": revision.user.get_username() if revision.user else None,
            "live": revision.pk == article.live_revision_id, **_fields(revision.as_object(), there),
        }
        for revision in article.revisions.select_related("user").order_by("created_at", "pk")
    ]  # fmt: skip
    return {
        **_fields(article, there), **{field: _told(getattr(article, field)) for field in MOMENTS}, "live": article.live,
        "changed": article.has_unpublished_changes, "versions": versions,
        "guids": sorted(article.moved_from.values_list("guid", flat=True)),
    }  # fmt: skip


def _fields(article: Article, there: Callable[[str, Any], Any]) -> dict[str, Any]:
    """What a version of an article holds, its references by keys that stay."""
    return {
        **{field: getattr(article, field) for field in PLAIN},
        "section": article.section.slug if article.section else None,
        "lead": there("picture", article.picture_id),
        "body": [
            {"type": block["type"], "value": _exchanged(block["type"], block["value"], there)}
            for block in article.body.get_prep_value()
        ],
        "tags": sorted(tag.name for tag in article.tags.all()),
        "authors": [byline.author.slug for byline in article.bylines.all()],
        "about": [each.title.slug for each in article.about.all()],
        "corrections": [{"day": each.day.isoformat(), "text": each.text} for each in article.corrections.all()],
    }


def _fill(article: Article, told: Mapping[str, Any], here: Callable[[str, Any], Any]) -> None:
    """Make an article what a version of it holds."""
    for field in PLAIN:
        setattr(article, field, told[field])
    article.section = Genre.objects.filter(slug=told["section"]).first() if told["section"] else None
    article.picture_id = here("picture", told["lead"]) if told["lead"] else None
    body = [{"type": block["type"], "value": _exchanged(block["type"], block["value"], here)} for block in told["body"]]
    article.body = [block for block in body if block["value"] is not None]
    article.tags.set(told["tags"], clear=True)
    authors = {author.slug: author for author in Author.objects.filter(slug__in=told["authors"])}
    titles = {title.slug: title for title in Title.objects.filter(slug__in=told["about"])}
    article.bylines.set(
        [ArticleAuthor(author=authors[s], sort_order=n) for n, s in enumerate(told["authors"]) if s in authors]
    )
    article.about.set([ArticleTitle(title=titles[s], sort_order=n) for n, s in enumerate(told["about"]) if s in titles])
    article.corrections.set(
        [
            Correction(day=date.fromisoformat(each["day"]), text=each["text"], sort_order=number)
            for number, each in enumerate(told["corrections"])
        ]
    )


def _exchanged(kind: str, value: Any, of: Callable[[str, Any], Any]) -> Any:
    """The value of a block with what it names exchanged: keys for the numbers of rows, or the other way round."""
    if kind == "paragraph":
        return _LINKS.sub(lambda found: f"{found[1]}{of('article', found[2]) or ''}{found[3]}", str(value))
    if kind == "picture":
        return {**value, "picture": of("picture", value.get("picture"))}
    if kind == "read_more":
        return {**value, "page": of("article", value.get("page"))}
    return value


def _picture(picture: Picture) -> dict[str, Any]:
    with picture.file.open("rb") as file:
        content = file.read()
    return {
        "name": picture.file.name.rpartition("/")[2], **{field: getattr(picture, field) for field in OF_PICTURES},
        "file": base64.b64encode(content).decode(),
    }  # fmt: skip


def _digest(picture: Picture) -> str:
    """What a picture is called in an export: its place among all, and the hash of its file."""
    with picture.file.open("rb") as file:
        return hashlib.sha256(file.read() + picture.title.encode()).hexdigest()[:40]


def _read(line: str) -> Mapping[str, Any]:
    if len(line) > LONGEST:
        raise WrongExport(f"it has more than {LONGEST:,} characters")
    told = json.loads(line)
    if not isinstance(told, dict):
        raise WrongExport("it is no object")
    return told


def _check_heading(told: Mapping[str, Any]) -> None:
    if told.get("format") != FORMAT:
        raise WrongExport("it is no export of the news; airdate news export writes one")
    if told.get("version") != VERSION:
        raise WrongExport(f"it is of version {told.get('version')!r}, and this program reads {VERSION}")


def _line(told: Mapping[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def _told(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None


def _moment(given: str | None) -> datetime | None:
    return datetime.fromisoformat(given) if given else None
