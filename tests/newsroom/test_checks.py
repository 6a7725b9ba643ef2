"""The panel of facts and the buttons of the editor: what they answer, whom they obey, and what they refuse."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser
from wagtail.models import TaskState
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from airdate.catalogue.models import Title
from airdate.newsroom.models import Article, Author, NewsFront, Publication, Settlement
from airdate.newsroom.people import add_person
from newsroom.writing import SHOW, a_day, the_fact, told, words, written, written_article

pytestmark = pytest.mark.django_db
CHECK, KEEP = "/desk/facts/check/", "/desk/facts/keep/"
PASSWORD = "kettle-quay-31"
NONE_OF = ("bylines", "about", "corrections", "comments")


@pytest.fixture
def ada(client: Client) -> User:
    """An editor, signed in."""
    user = add_person("ada", PASSWORD)
    client.force_login(user)
    return user


def in_full(days: int) -> str:
    return f"{a_day(days):%A} {written(a_day(days))}"


def fields(*paragraphs: str, title: str = f"{SHOW}: when it comes", **more: Any) -> dict[str, Any]:
    """The fields of the editor's form."""
    told_of = {
        "title": title, "slug": "when-it-comes", "standfirst": "", "caption": "", "kind": "news", "points": "",
        "section": "", "picture": "", "sponsor": "", "tags": "", "seo_title": "", "search_description": "",
        "body": streamfield([("paragraph", rich_text(each)) for each in paragraphs]),
        **{name: inline_formset([]) for name in NONE_OF}, **more,
    }  # fmt: skip
    return dict(nested_form_data(told_of))


def panel(client: Client, article: Article | None, *paragraphs: str, **more: Any) -> Mapping[str, Any]:
    answer = client.post(CHECK, {**fields(*paragraphs), "article": article.pk if article else "", **more})
    assert answer.status_code == 200
    found: Mapping[str, Any] = answer.json()
    return found


def texts(html: str, css: str) -> list[str]:
    return [" ".join(node.text().split()) for node in LexborHTMLParser(html).css(css)]


def buttons(html: str) -> list[str]:
    return texts(html, "button, summary")


def test_the_panel_says_what_differs_agrees_and_is_new(client: Client, ada: User) -> None:
    told(a_day())
    differs = panel(client, None, words(a_day(97)))
    assert (differs["open"], differs["told"]) == (
        1, f"1 difference from the guide. You write {in_full(97)}; the guide says {in_full(90)}. Agreeing: 0. New: 0.",
    )  # fmt: skip
    assert texts(differs["html"], "h3, .finding p:not([class])") == [
        "Differs", f"You write {in_full(97)}; Lantern Newsroom (official) says {in_full(90)}.",
    ]  # fmt: skip
    assert buttons(differs["html"]) == ["Add a fact box", f"Write “{written(a_day())}”"]
    assert texts(differs["html"], ".finding__choose p") == ["Save the draft to keep yours with a reason."]
    agrees = panel(client, None, words(a_day()))
    assert (agrees["open"], texts(agrees["html"], "h3")) == (0, ["Agrees"])
    assert agrees["told"] == "0 differences from the guide. Agreeing: 1. New: 0."
    new = panel(client, None, words(a_day()).replace(SHOW, "Nine Quiet Harbours"))
    assert (new["open"], texts(new["html"], "h3")) == (0, ["New to the guide"])
    nothing = panel(client, None, "<p>It rained all day.</p>")
    assert texts(nothing["html"], "p") == [
        "Nothing was found yet that the guide could know: titles, dates, places, people, prices."
    ]


def test_nothing_of_a_draft_becomes_markup_in_the_panel(client: Client, ada: User) -> None:
    bad = words(a_day()).replace(SHOW, "The &lt;img src=x onerror=alert(1)&gt; Road")
    parsed = LexborHTMLParser(panel(client, None, bad)["html"])
    assert parsed.css("img, script") == []


def test_the_headline_and_standfirst_are_read_too(client: Client, ada: User) -> None:
    told(a_day())
    assert panel(client, None, standfirst=LexborHTMLParser(words(a_day(97))).text())["open"] == 1


def test_half_a_form_is_read_as_far_as_it_goes(client: Client, ada: User) -> None:
    assert client.post(CHECK, {"article": "", "title": "Half"}).json()["open"] == 0


def test_keeping_ones_own_takes_a_saved_draft_and_a_reason(client: Client, ada: User) -> None:
    told(a_day())
    article = written_article(words(a_day(97)), owner=ada)
    shown = LexborHTMLParser(panel(client, article, words(a_day(97)))["html"]).css_first("[data-keep-own]")
    sides = {name: shown.attributes[f"data-{name}"] for name in ("fact", "said", "believed")}
    given = {**fields(words(a_day(97))), **sides, "reason": "The press office told us."}
    assert client.post(KEEP, given).json() == {"error": "Save the draft first."}
    given["article"] = article.pk
    assert client.post(KEEP, given | {"reason": " "}).json() == {"error": "Give a reason that others can understand."}
    changed = fields(words(a_day(98))) | sides | {"reason": "Because.", "article": article.pk}
    assert client.post(KEEP, changed).status_code == 409
    assert Settlement.objects.count() == 0
    kept = client.post(KEEP, given).json()
    assert (kept["open"], texts(kept["html"], "h3, .finding__reason")) == (
        0, ["Kept against the guide", "Kept: The press office told us."],
    )  # fmt: skip
    row = Settlement.objects.get()
    assert (row.author, row.said_words, row.believed_words) == ("ada", in_full(97), in_full(90))
    # Open again once the writer's value changes, and once the guide's does.
    assert panel(client, article, words(a_day(98)))["open"] == 1
    assert panel(client, article, words(a_day(97)))["open"] == 0
    told(a_day(95), ago=1)
    assert panel(client, article, words(a_day(97)))["open"] == 1


def test_who_may_not_write_gets_no_answer(client: Client) -> None:
    article = written_article(words(a_day()))
    given = {**fields(words(a_day())), "article": article.pk}
    assert client.post(CHECK, given).status_code == 302  # to sign in
    client.force_login(User.objects.create_user("mallory", password=PASSWORD))
    for address in (CHECK, KEEP):
        assert client.post(address, given).status_code == 302
    client.force_login(add_person("ada", PASSWORD))
    assert client.get(CHECK).status_code == 405
    assert client.post(CHECK, given | {"article": "9" * 9}).status_code == 404


def test_no_other_site_can_ask_in_an_editors_name(ada: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ada)
    assert strict.post(CHECK, fields()).status_code == 403


def save(client: Client, article: Article, day: int, **more: Any) -> Any:
    given = {**fields(words(a_day(day)), title=article.title), "slug": article.slug, **more}
    return client.post(f"/desk/pages/{article.pk}/edit/", given)


def refusal(answer: Any) -> list[str]:
    assert answer.status_code == 200
    return [str(error) for error in answer.context["form"].non_field_errors()]


LINE = "Not published: it differs from the guide in 1 place. You write {you}; the guide says {guide} ({what}). {end}"


def test_the_button_is_refused_beside_the_form_and_nothing_is_lost(client: Client) -> None:
    told(a_day())
    article = written_article(words(a_day()))
    client.force_login(add_person("grace", PASSWORD, role="moderator"))
    line = LINE.format(
        you=in_full(97), guide=in_full(90), what=f"{SHOW}, Season 2 on Lantern+",
        end="Settle that in the panel of facts.",
    )  # fmt: skip
    assert refusal(save(client, article, 97, **{"action-publish": "1"})) == [line]
    assert not Article.objects.get().live
    assert save(client, article, 97).status_code == 302  # a draft may say what it likes
    saved = Article.objects.get().get_latest_revision_as_object()
    assert texts(saved.body[0].value.source, "p") == texts(words(a_day(97)), "p")
    assert save(client, article, 90, **{"action-publish": "1"}).status_code == 302
    assert Article.objects.get().live


def test_an_approval_is_refused_while_a_difference_is_open_and_recorded_once_it_is_not(
    client: Client, ada: User
) -> None:
    told(a_day())
    article = written_article(words(a_day(97)), owner=ada)
    answer = save(client, article, 97, **{"action-submit": "1"})
    assert answer.status_code == 302
    client.force_login(add_person("grace", PASSWORD, role="moderator"))
    approves = {"action-workflow-action": "true", "workflow-action-name": "approve"}
    assert len(refusal(save(client, article, 97, **approves))) == 1
    # From the list of what waits there is no form: the moderator is led to the article with the reason.
    task = TaskState.objects.get()
    answer = client.post(
        reverse("wagtailadmin_pages:workflow_action", args=[article.pk, "approve", task.pk]), follow=True
    )
    assert answer.redirect_chain[-1][0] == f"/desk/pages/{article.pk}/edit/"
    assert [str(each).startswith("Not published: it differs") for each in answer.context["messages"]] == [True]
    assert (TaskState.objects.get().status, Article.objects.get().live) == ("in_progress", False)
    assert save(client, article, 90, **approves).status_code == 302
    state = TaskState.objects.get()
    assert (state.status, state.finished_by.username, Article.objects.get().live) == ("approved", "grace", True)
    assert Publication.objects.get().by == "grace"


def test_a_plan_is_refused_while_a_difference_is_open(client: Client) -> None:
    told(a_day())
    article = written_article(words(a_day(97)))
    client.force_login(add_person("grace", PASSWORD, role="moderator"))
    planned = {"action-publish": "1", "go_live_at": f"{a_day(2)} 08:00", "expire_at": ""}
    assert len(refusal(save(client, article, 97, **planned))) == 1
    assert save(client, article, 90, **planned).status_code == 302
    assert Article.objects.get().status_string == "scheduled"


def test_many_at_once_are_refused_alike(client: Client) -> None:
    told(a_day())
    article = written_article(words(a_day(97)))
    client.force_login(add_person("grace", PASSWORD, role="moderator"))
    client.post(f"/desk/bulk/wagtailcore/page/publish/?id={article.pk}&next=/desk/", {"include_descendants": ""})
    assert not Article.objects.get().live


def test_an_editor_cannot_publish_by_any_field(client: Client, ada: User) -> None:
    article = written_article(words(a_day()))
    save(client, article, 90, **{"action-publish": "1"})
    assert not Article.objects.get().live


def test_a_list_needs_entries_and_a_review_a_rating_before_they_are_published(client: Client) -> None:
    Title.objects.create(slug="pilot-light", name="Pilot Light", form="series")
    Title.objects.create(slug="cold-ferry", name="Cold Ferry", form="series")
    article = written_article(title="Two for tonight", body=[])
    client.force_login(add_person("grace", PASSWORD, role="moderator"))

    def publish(kind: str, *picks: str) -> dict[str, list[str]]:
        body = streamfield([("pick", {"title": slug, "words": rich_text("<p>Good.</p>")}) for slug in picks])
        given = {"title": article.title, "slug": article.slug, "kind": kind, "body": body, "action-publish": "1"}
        answer = client.post(f"/desk/pages/{article.pk}/edit/", fields(**given))
        return {} if answer.status_code == 302 else dict(answer.context["form"].errors)

    assert publish("list", "pilot-light") == {"body": ["A list of the best has at least two entries."]}
    assert publish("review") == {"points": ["A review has a rating."]}
    assert not Article.objects.get().live
    assert publish("list", "pilot-light", "/titles/cold-ferry/") == {}
    assert Article.objects.get().live


def test_a_new_article_begins_with_its_writers_name(client: Client, ada: User) -> None:
    Author.objects.create(slug="bo-lind", name="Bo Lind")
    address = f"/desk/pages/add/newsroom/article/{NewsFront.objects.get().pk}/"

    def names() -> list[str]:
        parsed = LexborHTMLParser(client.get(address).content.decode())
        return [node.text() for node in parsed.css("select[name^=bylines-][name$=-author] option[selected]")]

    assert names() == []
    Author.objects.create(slug="ada-quill", name="Ada Quill", user=ada)
    assert names() == ["Ada Quill"]


def test_a_fact_box_takes_the_address_of_a_fact_or_its_id(client: Client, ada: User) -> None:
    told(a_day())
    fact = the_fact().pk
    for given in (fact, f"https://guide.example/facts/{fact}/", f" /facts/{fact}/ "):
        article = written_article(title=f"Box {given}", owner=ada, body=[])
        body = streamfield([("fact", {"fact": given, "heading": ""})])
        assert client.post(f"/desk/pages/{article.pk}/edit/", fields(slug=article.slug, body=body)).status_code == 302
        saved = Article.objects.get(pk=article.pk).get_latest_revision_as_object()
        assert saved.body[0].value["fact"] == fact
    answer = client.post(
        f"/desk/pages/{article.pk}/edit/", fields(body=streamfield([("fact", {"fact": "0" * 20, "heading": ""})]))
    )
    assert "There is no such fact." in answer.content.decode()
