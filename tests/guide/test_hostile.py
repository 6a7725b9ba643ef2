"""Titles, headlines, names and addresses come from articles; none of them may do anything on a page."""

import json

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from airdate.catalogue.models import Person, Service, Title
from airdate.facts.actions import weigh_all
from airdate.facts.models import Fact
from airdate.sources.models import Source
from factories import NOW, make_document, make_source, say
from guide.seen import links, seen

pytestmark = pytest.mark.django_db
EVIL = '<script>alert("x")</script>&<img src=x onerror=alert(1)>\'"'
TEXT = f'{EVIL} said "{EVIL} so it is" and more words so that it is an article of its own. ' * 3


def test_nothing_that_an_article_says_becomes_markup(client: Client) -> None:
    source = make_source(f"Source {EVIL}"[:200], homepage="javascript:alert(1)", licence=EVIL)
    document = make_document(TEXT, source=source, headline=EVIL, byline=EVIL, url="")
    say(
        {"kind": "release", "title": EVIL, "season": 2, "date": "2031-05-03", "time": EVIL, "region": "<b>",
         "platform": [EVIL], "event": EVIL, "span": (0, 60)},
        {"kind": "casting", "title": EVIL, "actor": EVIL, "character": EVIL, "change": "joins", "span": (0, 60)},
        {"kind": "casting", "title": EVIL, "actor": EVIL, "character": EVIL, "change": EVIL, "season": 3},
        {"kind": "credit", "title": EVIL, "person": EVIL, "role": EVIL},
        {"kind": "basis", "title": EVIL, "source": EVIL, "form": EVIL, "author": EVIL},
        {"kind": "availability", "title": EVIL, "platform": [EVIL], "terms": EVIL, "form": EVIL,
         "money": {"amount": 1, "currency": EVIL}, "until": "2031-06"},
        {"kind": "price", "provider": EVIL, "plan": EVIL, "period": EVIL, "money": {"amount": 1, "currency": EVIL}},
        {"kind": "carriage", "provider": EVIL, "carrier": f"Box {EVIL}"},
        {"kind": "video", "title": EVIL, "form": EVIL},
        {"kind": "renewal", "title": EVIL, "season": 2, "outcome": EVIL},
        {"kind": "quote", "title": EVIL, "speaker": EVIL, "outlet": EVIL, "opening": EVIL[:20]},
        document=document,
    )  # fmt: skip
    weigh_all(now=NOW)
    addresses = ["/", "/changes/", "/titles/", "/services/", "/sources/", f"/sources/{Source.objects.get().slug}/"]
    addresses += [f"/documents/{document.key}/"]
    addresses += [f"/facts/{pk}/" for pk in Fact.objects.values_list("pk", flat=True)]
    for model, room in ((Title, "titles"), (Person, "people"), (Service, "services")):
        addresses += [f"/{room}/{slug}/" for slug in model._default_manager.values_list("slug", flat=True)]
    assert len(addresses) > 15
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        page = LexborHTMLParser(answer.content.decode())
        assert [node.html for node in page.css("script:not([src]):not([type='application/ld+json'])")] == [], address
        assert [node.html for node in page.css("main script:not([src]), img, [onerror]")] == [], address
        for node in page.css("script[type='application/ld+json']"):
            json.loads(node.text())
        assert [a.attributes["href"] for a in page.css('a[href^="javascript" i], a[href^="data" i]')] == [], address
    page = client.get(f"/titles/{Title.objects.get().slug}/")
    assert seen(page, "h1") == [" ".join(EVIL.split())]


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "//x.example", "http://[::1"],
)
def test_only_addresses_of_the_web_become_links(client: Client, url: str) -> None:
    source = make_source("The Quay Post")
    Source.objects.update(homepage=url)
    document = make_document(source=source)
    type(document).objects.update(url=url)
    assert links(client.get(f"/documents/{document.key}/"), "main a[rel]") == []
    assert links(client.get("/sources/the-quay-post/"), "main a[rel]") == []


@pytest.mark.parametrize("query", ["as_of=<script>alert(1)</script>", "as_of=%00", "known_at=" + "9" * 5000])
def test_what_is_asked_is_repeated_as_text(client: Client, query: str) -> None:
    Title.objects.create(slug="quay", name="Quay", folded="quay")
    page = client.get(f"/titles/quay/?{query}")
    assert page.status_code == 400
    assert LexborHTMLParser(page.content.decode()).css("script:not([src]), main script") == []
    assert len(seen(page, ".lead")[0]) < 120
