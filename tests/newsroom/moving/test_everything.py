"""What is exported and taken into an empty site is exported again, line for line the same."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.conf import LazySettings
from django.core.files.images import ImageFile
from django.test import Client
from django.utils import timezone
from PIL import Image
from wagtail.contrib.redirects.models import Redirect

from airdate.catalogue.models import Title
from airdate.cli.site import load
from airdate.newsroom.models import Article, ArticleAuthor, Author, Correction, MovedArticle, Picture
from airdate.newsroom.moving.everything import WrongExport, export_news, import_news
from airdate.newsroom.people import add_person
from newsroom.writing import a_day, published, told, words, written_article

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings: LazySettings) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "media")


def picture() -> Picture:
    file = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(file, "PNG")
    made = Picture(
        title="A quay", credit="Bo Lind", description="A quay at night", focal_point_x=10, focal_point_y=10,
        focal_point_width=5, focal_point_height=5, file=ImageFile(file, name="quay.png"),
    )  # fmt: skip
    made.save()
    return made


def a_site() -> None:
    """Articles that name each other, a picture, an author, and versions by an editor."""
    told(a_day())
    ada = add_person("ada", "kettle-quay-31")
    shown = picture()
    author = Author.objects.create(slug="ada-quill", name="Ada Quill", user=ada, picture=shown)
    first = published(words(a_day()), about=list(Title.objects.all()), picture=shown, caption="At night")
    first.bylines.add(ArticleAuthor(author=author))
    first.corrections.add(Correction(day=a_day(0), text="We misspelt a name."))
    first.tags.add("salt", "road")
    first.save()
    first.save_revision(user=ada)
    link = f'<p>As <a linktype="page" id="{first.pk}">we wrote</a>, it is a road.</p>'
    second = written_article(
        title="A second look", body=[("paragraph", link), ("picture", {"picture": shown.pk, "caption": "The quay"}),
                                     ("read_more", {"page": first.pk, "words": "More of it"})],
    )  # fmt: skip
    MovedArticle.objects.create(guid="https://harbour.example/?p=1", article=second, taken_at=timezone.now())
    Redirect.objects.create(old_path="/old", redirect_page=first)


def empty() -> None:
    for picture in Picture.objects.all():
        picture.file.delete(save=False)
    for article in Article.objects.all():
        article.delete()
    for model in (Author, Picture, Redirect, MovedArticle):
        model._default_manager.all().delete()


def test_what_is_taken_in_again_is_the_same(client: Client) -> None:
    a_site()
    lines = list(export_news())
    empty()
    assert len(list(export_news())) == 1
    counts = import_news(lines, now=timezone.now())
    assert counts == {"pictures": 1, "authors": 1, "articles": 2, "redirects": 1}
    again = list(export_news())
    assert [json.loads(line) for line in again] == [json.loads(line) for line in lines]
    assert again == lines
    assert client.get("/old")["Location"] == "/news/the-salt-road-when-season-2-arrives/"
    second = Article.objects.get(slug="a-second-look")
    assert (second.live, second.body[1].value["picture"]) == (False, Picture.objects.get())
    assert second.body[2].value["page"].specific == Article.objects.get(live=True)


def test_an_export_is_taken_into_an_empty_site_alone() -> None:
    a_site()
    lines = list(export_news())
    with pytest.raises(WrongExport, match="this site has articles already"):
        import_news(lines, now=timezone.now())


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], "it is empty"),
        (["nothing"], "line 1: JSONDecodeError: Expecting value: line 1 column 1 (char 0)"),
        (["[]"], "line 1: it is no object"),
        (['{"format": "other"}'], "line 1: it is no export of the news; airdate news export writes one"),
        (
            ['{"format": "airdate-news", "version": 9}'],
            "line 1: it is of version 9, and this program reads 1",
        ),
        (['{"format": "airdate-news", "version": 1}', '{"article": "a"}'], "line 2: KeyError: 'title'"),
    ],
)
def test_what_cannot_be_taken_in_has_one_line_and_leaves_nothing(lines: list[str], said: str) -> None:
    with pytest.raises(WrongExport) as refused:
        import_news(lines, now=timezone.now())
    assert (str(refused.value), Article.objects.count()) == (said, 0)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "airdate.toml").write_text("")
    (tmp_path / "secret.key").write_text("s" * 50)
    monkeypatch.setenv("AIRDATE_SITE", str(tmp_path))
    return tmp_path


def run(*arguments: str) -> Any:
    return CliRunner().invoke(load("news"), arguments, catch_exceptions=False)


def test_the_commands_move_articles(here: Path) -> None:
    posts = Path(__file__).parent / "cases" / "posts.xml"
    assert run("import-wxr", str(posts)).output == (
        "1 published, 1 drafts; 0 were here already, 2 were no posts (pages, attachments, what was thrown away)\n"
    )
    file = here / "news.jsonl"
    assert run("export", str(file)).output == f"{file}: 4 articles, authors, pictures and redirects\n"
    refused = run("export", str(file))
    assert (refused.exit_code, refused.stderr) == (2, f"Error: {file} is there already; name another file\n")
    empty()
    assert run("import", str(file)).output == "0 pictures, 1 authors, 2 articles, 1 redirects\n"
    missing = run("import-wxr", str(here / "nothing.xml"))
    assert missing.stderr == f"Error: {here / 'nothing.xml'} cannot be read: no such file or directory\n"
