""" "This is wrong": the form, what it keeps, and what it refuses."""

from __future__ import annotations

import pytest
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client, RequestFactory
from selectolax.lexbor import LexborHTMLParser

from airdate.facts.models import Fact, Report
from airdate.facts.reports import OF_A_SENDER_ON_A_FACT
from airdate.guide.reports import address_of
from factories.evening import tell
from guide.seen import DAY, links, seen

pytestmark = pytest.mark.django_db
EVIL = '<script>alert("x")</script><img src=x onerror=alert(1)>'


@pytest.fixture
def fact() -> Fact:
    tell(DAY, "orchard")
    return Fact.objects.get(kind="release", title__slug="orchard")


def test_a_reader_reports_a_fact(client: Client, fact: Fact) -> None:
    address = f"/facts/{fact.pk}/report/"
    assert address in links(client.get(f"/facts/{fact.pk}/"))
    assert seen(client.get(address), "h1") == ["This is wrong"]
    sent = client.post(address, {"reason": "It was put off.", "link": "https://lantern.example/news"})
    assert (sent.status_code, sent["Location"]) == (303, f"{address}?sent")
    report = Report.objects.get()
    assert (report.fact, report.reason, report.link, report.settled_at) == (
        fact.pk, "It was put off.", "https://lantern.example/news", None,
    )  # fmt: skip
    assert report.said.startswith("Orchard, ")
    assert seen(client.get(sent["Location"]), "h1") == ["Thank you"]
    assert seen(client.get(sent["Location"]), "main form") == []


def test_only_the_form_sets_a_cookie(client: Client, fact: Fact) -> None:
    for address in ("/", f"/facts/{fact.pk}/", "/changes/"):
        assert client.get(address).cookies == {}
    form = client.get(f"/facts/{fact.pk}/report/")
    assert list(form.cookies) == ["csrftoken"]
    assert form["Cache-Control"] == "private, no-store"


def token_of(form: HttpResponse) -> str:
    token = LexborHTMLParser(form.content.decode()).css_first("[name=csrfmiddlewaretoken]")
    assert token is not None
    return token.attributes["value"] or ""


def test_a_form_without_its_cookie_comes_back_as_it_was_written(fact: Fact) -> None:
    strict = Client(enforce_csrf_checks=True)
    address, words = f"/facts/{fact.pk}/report/", {"reason": "It was put off.", "link": "https://lantern.example/"}
    again = strict.post(address, words)
    assert (again.status_code, Report.objects.count()) == (403, 0)
    assert again["Cache-Control"] == "private, no-store"
    assert seen(again, "h1, [role=alert], textarea") == [
        "This is wrong",
        "It could not be sent: the form was open for too long, or your browser keeps no cookie of this site. "
        "What you wrote is still here; please send it again.",
        "It was put off.",
    ]
    # The form that came back can be sent as it is.
    sent = strict.post(address, {**words, "csrfmiddlewaretoken": token_of(again)})
    assert (sent.status_code, Report.objects.get().link) == (303, "https://lantern.example/")


def test_a_form_of_another_site_is_refused_with_all_its_words(fact: Fact) -> None:
    strict = Client(enforce_csrf_checks=True)
    address = f"/facts/{fact.pk}/report/"
    given = {"reason": "Buy now", "csrfmiddlewaretoken": token_of(strict.get(address))}
    refused = strict.post(address, given, headers={"origin": "https://evil.example"})
    assert (refused.status_code, Report.objects.count(), seen(refused, "textarea")) == (403, 0, [""])
    assert "Buy now" not in refused.content.decode()
    assert strict.post(address, given).status_code == 303


def test_a_form_for_no_fact_is_refused_as_no_fact(client: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"/facts/{'0' * 20}/report/", {"reason": "No"}).status_code == 404


def test_a_program_that_fills_every_field_is_thanked_and_forgotten(client: Client, fact: Fact) -> None:
    sent = client.post(f"/facts/{fact.pk}/report/", {"reason": "Buy now", "website": "https://spam.example"})
    assert (sent.status_code, Report.objects.count()) == (303, 0)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "Say what is wrong, and how you know."),
        ({"reason": " … "}, "Say what is wrong, and how you know."),
        ({"reason": "x" * 1001}, "What you wrote has 1001 characters; shorten it to 1000."),
        ({"reason": "No", "link": "javascript:alert(1)"},
         "“javascript:alert(1)” is no address of the web; copy it from your browser."),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_said_and_stays_in_the_form(
    client: Client, fact: Fact, given: dict[str, str], told: str
) -> None:
    answer = client.post(f"/facts/{fact.pk}/report/", given)
    assert (answer.status_code, seen(answer, "[role=alert]")) == (400, [told])
    assert seen(answer, "textarea") == [given.get("reason", "").strip()]
    assert not Report.objects.exists()


def test_hostile_words_are_text(client: Client, fact: Fact) -> None:
    answer = client.post(f"/facts/{fact.pk}/report/", {"reason": EVIL, "link": EVIL})
    assert answer.status_code == 400
    page = LexborHTMLParser(answer.content.decode())
    assert page.css("main script, script:not([src]), img, [onerror]") == []
    client.post(f"/facts/{fact.pk}/report/", {"reason": EVIL})
    assert Report.objects.get().reason == EVIL


def test_too_many_are_refused(client: Client, fact: Fact) -> None:
    for number in range(OF_A_SENDER_ON_A_FACT):
        client.post(f"/facts/{fact.pk}/report/", {"reason": f"Reason {number}"})
    answer = client.post(f"/facts/{fact.pk}/report/", {"reason": "One more"})
    assert (answer.status_code, seen(answer, "[role=alert]")) == (
        429, ["You have told us about this fact today; an editor will look at it."],
    )  # fmt: skip
    assert answer["Retry-After"] == "86400"
    assert seen(answer, "textarea") == ["One more"]
    assert Report.objects.count() == OF_A_SENDER_ON_A_FACT


def test_a_fact_that_is_not_there_cannot_be_reported(client: Client) -> None:
    assert client.get(f"/facts/{'0' * 20}/report/").status_code == 404
    assert client.post(f"/facts/{'0' * 20}/report/", {"reason": "No"}).status_code == 404
    assert client.put(f"/facts/{'0' * 20}/report/").status_code == 405


def test_the_address_behind_a_trusted_proxy_is_the_last(rf: RequestFactory, settings: LazySettings) -> None:
    request = rf.get("/", REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="198.51.100.1, 192.0.2.9")
    assert address_of(request) == "127.0.0.1"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert address_of(request) == "192.0.2.9"
