"""What is shown where nothing can be."""

import pytest
from django.core.exceptions import SuspiciousOperation
from django.test import Client, RequestFactory

from airdate.guide import refusals
from airdate.sources import queries
from guide.seen import links, seen

ADDRESSES = {
    "/nowhere/": "There is nothing at /nowhere/.",
    "/titles/nowhere/": "There is no title “nowhere” here.",
    "/people/nobody/": "There is no person “nobody” here.",
    "/services/nothing/": "There is no service “nothing” here.",
    "/sources/nobody/": "There is no source “nobody” here.",
    "/documents/0123abc/": "There is no document “0123abc” here.",
    "/facts/0123abc/": "There is no fact “0123abc” here.",
}


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_an_unknown_address_leads_on(client: Client, address: str) -> None:
    page = client.get(address)
    assert (page.status_code, page["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert seen(page, "h1, .lead") == ["Not in the listings", ADDRESSES[address]]
    assert links(page, ".section a") == ["/", "/titles/", "/changes/"]
    assert seen(page, 'meta[name="robots"][content="noindex"]') == [""]


@pytest.mark.django_db
def test_a_very_long_address_is_not_repeated_whole(client: Client) -> None:
    page = client.get("/" + "x" * 5000)
    assert seen(page, ".lead") == [f"There is nothing at /{'x' * 79}…."]


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_the_guide_is_for_reading(client: Client, method: str) -> None:
    assert getattr(client, method)("/").status_code == 405


def test_what_cannot_be_read_is_told_without_its_inside() -> None:
    page = refusals.bad_request(RequestFactory().get("/"), SuspiciousOperation("the inside"))
    assert (page.status_code, seen(page, "h1, .lead")) == (
        400, ["Cannot be read", "The address or what came with it cannot be read."],
    )  # fmt: skip


@pytest.mark.django_db
def test_a_fault_has_a_page_that_tells_nothing_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("the inside")

    monkeypatch.setattr(queries, "document_by_key", fail)
    page = Client(raise_request_exception=False).get("/documents/abc/")
    assert (page.status_code, seen(page, "h1, .lead")) == (
        500, ["Something broke", "This page cannot be shown just now. The fault is ours and has been written down."],
    )  # fmt: skip


def test_a_fault_in_the_page_of_faults_still_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the inside")

    monkeypatch.setattr(refusals, "page", fail)
    page = refusals.broken(RequestFactory().get("/"))
    assert (page.status_code, seen(page, "h1")) == (500, ["Something broke"])
