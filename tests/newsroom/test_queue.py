"""The editors' queue at the desk: what waits, what is decided about it, by whom, and how that is undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from airdate.catalogue.models import IdentityDecision, NameUse, Title
from airdate.claims.models import Claim
from airdate.facts.actions import weigh_all
from airdate.facts.models import Decision, Fact, Report
from airdate.facts.queue import waiting_names
from airdate.facts.reports import report_fact
from airdate.newsroom.people import add_person
from factories import make_claim, make_source, say

pytestmark = pytest.mark.django_db
START = {"kind": "release", "title": "The Quay", "season": 2, "event": "premiere", "platform": ["Lantern"]}
WHY = "The press office says so."


@pytest.fixture
def ada(client: Client) -> User:
    """An editor, signed in."""
    user = add_person("ada", "kettle-quay-31")
    client.force_login(user)
    return user


def told(title: str, *dates: str, season: int = 2) -> Fact:
    """A fact on which sources differ: the first date is an official word, the others those of newer voices."""
    sources = [("Lantern News", "official"), ("Evening Mail", "general"), ("Call Sheet", "trade")]
    for number, (day, (name, of_class)) in enumerate(zip(dates, sources, strict=False), 1):
        text = f"{title} comes on {day}, says {name}. " + f"{name} tells of {title} in words of its own. " * 6
        say(
            START | {"title": title, "season": season, "date": day, "span": (0, text.index("."))},
            text=text, published=f"2031-02-{number:02d}", source=make_source(name, of_class),
        )  # fmt: skip
    weigh_all(now=timezone.now())
    return Fact.objects.get(kind="release", title__name=title, season=season)


def unsure(season: int, title: str = "The Quay", **more: Any) -> Claim:
    document = say(make_claim(**START | {"title": title, "season": season}, date="2032", confidence=0.2), **more)
    weigh_all(now=timezone.now())
    return Claim.objects.get(document=document)


def reported(fact: Fact, reason: str, number: int = 1) -> Report:
    address = f"192.0.2.{number}"
    return report_fact(fact.pk, said="The Quay: 3 August", reason=reason, link="", address=address, now=timezone.now())


def page(client: Client, address: str) -> LexborHTMLParser:
    answer = client.get(address)
    assert answer.status_code == 200, answer
    return LexborHTMLParser(answer.content.decode())


def texts(tree: LexborHTMLParser, selector: str) -> list[str]:
    told = [" ".join(node.text().split()) for node in tree.css(selector)]
    return [each.removesuffix(" Go to the first error") for each in told]


def post(client: Client, sort: str, action: str, **given: Any) -> list[str]:
    """What the desk says about what was decided."""
    answer = client.post(f"/desk/queue/?sort={sort}", {"sort": sort, "action": action, "reason": WHY, **given})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    # What was said stands on the page that one is led to.
    return texts(page(client, answer["Location"]), ".messages ul li")


def test_nobody_else_sees_the_queue(client: Client) -> None:
    for address in ("/desk/queue/", "/desk/history/", "/desk/queue/facts/a/", "/desk/queue/names/a/"):
        assert client.get(address)["Location"] == f"/desk/login/?next={address}"
    stranger = User.objects.create_user("mallory", password="kettle-quay-34")
    client.force_login(stranger)
    assert client.get("/desk/queue/")["Location"] == "/desk/login/?next=/desk/queue/"
    guest = add_person("guest", "kettle-quay-35")
    guest.groups.first().permissions.remove(*guest.groups.first().permissions.filter(codename="add_decision"))  # type: ignore[union-attr]
    client.force_login(guest)
    assert client.get("/desk/queue/")["Location"] == "/desk/"
    fact = told("The Quay", "2031-08-03", "2031-08-10", "2031-08-10")
    client.post("/desk/queue/", {"sort": "conflicts", "action": "pin", "reason": WHY, "row": fact.pk})
    assert Decision.objects.count() == 0


def test_the_tabs_count_what_waits(client: Client, ada: User) -> None:
    assert texts(page(client, "/desk/queue/"), ".desk-tabs li") == [
        "Conflicts 0",
        "Unsure claims 0",
        "Names 0",
        "Reports 0",
    ]
    fact = told("The Quay", "2031-08-03", "2031-08-10", "2031-08-10")
    unsure(3)
    unsure(4, title="Marsh Lights")
    reported(fact, "It moved.")
    tree = page(client, "/desk/queue/")
    assert texts(tree, ".desk-tabs li") == ["Conflicts 1", "Unsure claims 2", "Names 1", "Reports 1"]
    assert texts(tree, "[aria-current=page]") == ["Conflicts 1"]


def test_a_conflict_shows_who_says_what_in_which_words(client: Client, ada: User) -> None:
    told("The Quay", "2031-08-03", "2031-08-10", "2031-08-10")
    tree = page(client, "/desk/queue/")
    assert texts(tree, ".desk-row__what") == ["The Quay, Season 2 on Lantern"]
    assert texts(tree, ".desk-row__value") == ["Sunday 3 August 2031"]
    assert [
        (side.css_first("b").text(), side.css_first("a").text(), side.css_first(".desk-class").text(),
         side.css_first("q").text())
        for side in tree.css(".desk-side")
    ] == [
        ("Sunday 10 August 2031", "Call Sheet", "trade press", "The Quay comes on 2031-08-10, says Call Sheet"),
        ("Sunday 10 August 2031", "Evening Mail", "general press", "The Quay comes on 2031-08-10, says Evening Mail"),
        ("Sunday 3 August 2031", "Lantern News", "official", "The Quay comes on 2031-08-03, says Lantern News"),
    ]  # fmt: skip


def test_conflicts_are_pinned_in_bulk_with_one_reason(client: Client, ada: User) -> None:
    facts = [told(title, "2031-08-03", "2031-08-10", "2031-08-10") for title in ("The Quay", "Marsh Lights")]
    said = post(client, "conflicts", "pin", row=[fact.pk for fact in facts])
    assert said == ["2 decisions are kept. History, and undo"]
    assert [(row.action, row.author, row.reason) for row in Decision.objects.all()] == [("pin", "ada", WHY)] * 2
    assert set(Fact.objects.values_list("rule", flat=True)) == {"pin"}
    assert texts(page(client, "/desk/queue/"), ".desk-empty") == [
        "No sources differ. A fact stands here when two newer voices contradict it."
    ]


def test_claims_of_a_conflict_are_rejected(client: Client, ada: User) -> None:
    fact = told("The Quay", "2031-08-03", "2031-08-10", "2031-08-10")
    against = list(Claim.objects.filter(slots__date="2031-08-10").values_list("pk", flat=True))
    assert post(client, "conflicts", "reject-claims", row=fact.pk) == ["Tick the claims that are wrong."]
    assert post(client, "conflicts", "reject-claims", claim=against) == ["2 decisions are kept. History, and undo"]
    assert not Fact.objects.get().conflict
    assert set(Decision.objects.values_list("action", "claim")) == {("reject", pk) for pk in against}


def test_a_fact_is_corrected_on_its_page(client: Client, ada: User) -> None:
    fact = told("The Quay", "2031-08-03", "2031-08-10", "2031-08-10")
    address = f"/desk/queue/facts/{fact.pk}/?back=/desk/queue/%3Fsort%3Dconflicts"
    tree = page(client, address)
    assert tree.css_first("input[name=date]").attributes["value"] == "2031-08-03"
    given = {"action": "correct", "reason": WHY, "date": "10 August", "status": "confirmed", "back": "/desk/queue/?p=1"}
    refused = client.post(address, given)
    assert refused.status_code == 422
    assert len(LexborHTMLParser(refused.content.decode()).css(".errorlist li")) == 1
    assert Decision.objects.count() == 0
    assert client.post(address, given | {"date": "2031-08-10", "reason": " "}).status_code == 422
    done = client.post(address, given | {"date": "2031-08-10", "time": "20:00"})
    assert done["Location"] == "/desk/queue/?p=1"
    assert Fact.objects.get().value == {"date": "2031-08-10", "time": "20:00"}
    assert Decision.objects.values_list("action", "author", "reason").get() == ("correct", "ada", WHY)


def test_one_is_led_to_no_other_site(client: Client, ada: User) -> None:
    fact = told("The Quay", "2031-08-03", "2031-08-10", "2031-08-10")
    for back in ("https://evil.example/desk/", "//evil.example/desk/", "/news/"):
        given = {"action": "pin", "sort": "conflicts", "row": fact.pk, "reason": WHY, "back": back}
        assert client.post(f"/desk/queue/facts/{fact.pk}/", given)["Location"] == "/desk/queue/"


def test_that_there_is_no_such_fact_is_a_correction_too(client: Client, ada: User) -> None:
    fact = told("The Quay", "2031-08-03", "2031-08-10", "2031-08-10")
    given = {"action": "correct", "reason": WHY, "date": "2031-08-03", "status": "withdrawn"}
    client.post(f"/desk/queue/facts/{fact.pk}/", given)
    assert (Fact.objects.get().status, Fact.objects.get().value) == ("withdrawn", {})


def test_claims_are_accepted_and_rejected(client: Client, ada: User) -> None:
    told("The Quay", "2031-08-03", "2031-08-03", "2031-08-03")
    third, fourth = unsure(3), unsure(4)
    tree = page(client, "/desk/queue/?sort=claims")
    assert sorted(texts(tree, ".desk-row__value")) == [
        "Season 3 on Lantern: 2032 20 % sure", "Season 4 on Lantern: 2032 20 % sure",
    ]  # fmt: skip
    post(client, "claims", "accept", row=third.pk)
    post(client, "claims", "reject", row=fourth.pk)
    stand = Fact.objects.exclude(status="withdrawn").values_list("season", "status")
    assert sorted(stand) == [(2, "confirmed"), (3, "confirmed")]
    assert texts(page(client, "/desk/queue/?sort=claims"), ".desk-row") == []


def test_a_claim_is_corrected(client: Client, ada: User) -> None:
    told("The Quay", "2031-08-03", "2031-08-03", "2031-08-03")
    claim = unsure(3)
    address = f"/desk/queue/claims/{claim.pk}/"
    assert page(client, address).css_first("input[name=date]").attributes["value"] == "2032"
    client.post(address, {"action": "correct", "reason": WHY, "date": "2032-05", "status": "expected"})
    made = Fact.objects.get(season=3)
    assert (made.value, made.status, made.rule) == ({"date": "2032-05"}, "expected", "pin")
    assert sorted(Decision.objects.values_list("action", "claim")) == [("correct", None), ("reject", claim.pk)]


def test_a_name_is_settled_found_or_left_apart(client: Client, ada: User) -> None:
    told("The Quay", "2031-08-03", "2031-08-03", "2031-08-03")
    for title in ("Quayside", "Marsh Lights", "Tonight"):
        unsure(5, title=title, text=f"{title} may come back in 2032, it is said. " + "Nobody knows. " * 8)
    ids = {row.name: row.id for row in waiting_names()}
    tree = page(client, "/desk/queue/?sort=names")
    assert sorted(texts(tree, "[data-open]")) == ["Marsh Lights", "Quayside", "Tonight"]
    assert any(words.startswith("Quayside may come back in 2032") for words in texts(tree, "q"))
    assert post(client, "names", "choose", row=ids["Quayside"]) == ["“Quayside”: choose what it means."]
    post(client, "names", "choose", row=ids["Quayside"], **{f"means-{ids['Quayside']}": "title:the-quay"})
    post(client, "names", "found", row=ids["Marsh Lights"])
    post(client, "names", "apart", row=ids["Tonight"])
    assert NameUse.objects.get(name="Quayside").title == Title.objects.get(slug="the-quay")
    assert NameUse.objects.get(name="Marsh Lights").title == Title.objects.get(slug="marsh-lights", origin="editor")
    assert NameUse.objects.get(name="Tonight").how == "nobody"
    assert waiting_names() == []
    assert post(client, "names", "apart", row=ids["Tonight"]) == [
        f"The name {ids['Tonight']} does not wait any more."
    ]  # fmt: skip


def test_a_name_has_a_page_with_a_search_and_a_new_entry(client: Client, ada: User) -> None:
    told("The Quay", "2031-08-03", "2031-08-03", "2031-08-03")
    for _ in range(2):
        unsure(5, title="Quayside")
    key = waiting_names()[0].id
    tree = page(client, f"/desk/queue/names/{key}/?q=the+quay")
    assert [node.attributes["value"] for node in tree.css("input[name=means]")] == ["title:the-quay"]
    address, given = f"/desk/queue/names/{key}/", {"reason": WHY, "alike": "1"}
    assert client.post(address, given | {"action": "choose"}).status_code == 422
    bad = client.post(address, given | {"action": "found", "name": "Quayside", "country": "Britain"})
    assert texts(LexborHTMLParser(bad.content.decode()), ".errorlist li") == [
        "A country has two letters (ISO 3166), such as GB."
    ]
    done = client.post(address, given | {"action": "found", "name": "Quayside", "year": "2031", "country": "gb"})
    assert done["Location"] == "/desk/queue/?sort=names"
    assert Title.objects.filter(slug="quayside").values_list("year", "country").get() == (2031, "GB")
    assert NameUse.objects.filter(title__slug="quayside").count() == 2
    assert client.get(address).status_code == 404


def test_a_report_is_closed_and_put_back(client: Client, ada: User) -> None:
    fact = told("The Quay", "2031-08-03", "2031-08-03", "2031-08-03")
    report = reported(fact, "It moved <b>twice</b>.")
    tree = page(client, "/desk/queue/?sort=reports")
    assert texts(tree, ".desk-row blockquote") == ["It moved <b>twice</b>."]
    assert texts(tree, ".desk-row__value") == ["As it stands now: The Quay, Season 2 on Lantern: Sunday 3 August 2031"]
    post(client, "reports", "answer", row=report.pk)
    assert Report.objects.values_list("settled_by", "settled_because").get() == ("ada", WHY)
    undo(client, f"report:{report.pk}")
    report.refresh_from_db()
    assert (report.settled_at, report.reopened_by, report.reopened_because) == (None, "ada", "Too soon.")
    assert texts(page(client, "/desk/queue/?sort=reports"), ".desk-row blockquote") == ["It moved <b>twice</b>."]


def undo(client: Client, *rows: str) -> list[str]:
    answer = client.post("/desk/history/", {"action": "undo", "reason": "Too soon.", "row": rows})
    return texts(page(client, answer["Location"]), ".messages ul li")


def test_history_tells_who_decided_what_and_takes_it_back(client: Client, ada: User) -> None:
    fact = told("The Quay", "2031-08-03", "2031-08-10", "2031-08-10")
    unsure(5, title="Quayside")
    key = waiting_names()[0].id
    post(client, "names", "choose", row=key, **{f"means-{key}": "title:the-quay"})
    post(client, "conflicts", "pin", row=fact.pk)
    tree = page(client, "/desk/history/")
    assert texts(tree, ".desk-row__what") == [
        "pinned The Quay, Season 2 on Lantern", "settled “Quayside” (title)",
    ]  # fmt: skip
    assert texts(tree, ".desk-row__value") == ["Sunday 3 August 2031", "means The Quay (the-quay)"]
    assert texts(tree, ".desk-row__line") == [WHY, WHY]
    rows = [str(node.attributes["value"]) for node in tree.css("input[name=row]")]
    assert undo(client, *rows) == ["2 decisions are taken back."]
    assert (Fact.objects.get(season=2).rule == "pin", NameUse.objects.get(name="Quayside").title) == (False, None)
    assert Decision.objects.values_list("undone_by", "undone_because").get() == ("ada", "Too soon.")
    assert IdentityDecision.objects.values_list("undone_by", "undone_because").get() == ("ada", "Too soon.")
    again = page(client, "/desk/history/")
    assert again.css("input[name=row]") == []
    assert len(again.css(".desk-status--undone")) == 2
    assert undo(client, rows[0])[0].endswith("was undone by ada already")


def test_history_is_told_of_one_editor(client: Client, ada: User) -> None:
    fact = told("The Quay", "2031-08-03", "2031-08-10", "2031-08-10")
    post(client, "conflicts", "pin", row=fact.pk)
    client.force_login(add_person("grace", "kettle-quay-32", role="moderator"))
    other = told("Marsh Lights", "2031-08-03", "2031-08-10", "2031-08-10")
    post(client, "conflicts", "pin", row=other.pk)
    assert texts(page(client, "/desk/history/?by=ada"), ".desk-row__what") == ["pinned The Quay, Season 2 on Lantern"]
    assert len(texts(page(client, "/desk/history/"), ".desk-row__what")) == 2


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"reason": "  "}, "Say why: a decision needs a reason that readers can understand."),
        ({"reason": "x" * 1001}, "The reason has 1001 characters; shorten it to 1000."),
        ({"action": "found"}, "That cannot be done here."),
        ({"row": []}, "Nothing was selected."),
        ({"row": "nothing"}, "The fact nothing is not here any more."),
    ],
)
def test_what_cannot_be_decided_has_one_line(client: Client, ada: User, given: dict[str, Any], said: str) -> None:
    fact = told("The Quay", "2031-08-03", "2031-08-10", "2031-08-10")
    posted = {"action": "pin", "row": fact.pk, **given}
    action = posted.pop("action")
    assert post(client, "conflicts", action, **posted) == [said]
    assert Decision.objects.count() == 0


def test_one_that_is_refused_leaves_the_others_standing(client: Client, ada: User) -> None:
    fact = told("The Quay", "2031-08-03", "2031-08-10", "2031-08-10")
    assert sorted(post(client, "conflicts", "pin", row=["gone", fact.pk])) == [
        "1 decision is kept. History, and undo", "The fact gone is not here any more.",
    ]  # fmt: skip
    assert Decision.objects.count() == 1


def conflicts(number: int) -> None:
    for each in range(number):
        told(f"Show {each}{number}", "2031-08-03", "2031-08-10", "2031-08-10")


def claims(number: int) -> None:
    for each in range(number):
        unsure(2, title="The Quay", headline=f"{number}{each}")


def names(number: int) -> None:
    for each in range(number):
        unsure(2, title=f"Harbour {number}{each}")


def reports(number: int) -> None:
    for each in range(number):
        reported(told(f"Show {each}{number}", "2031-08-03", "2031-08-03", "2031-08-03"), f"Wrong {each}.", each + 1)


def decisions(number: int) -> None:
    for each in range(number):
        fact = told(f"Show {each}{number}", "2031-08-03", "2031-08-10", "2031-08-10")
        client = Client()
        client.force_login(User.objects.get(username="ada"))
        post(client, "conflicts", "pin", row=fact.pk)


@pytest.mark.parametrize(
    ("make", "address"),
    [
        (conflicts, "/desk/queue/"),
        (claims, "/desk/queue/?sort=claims"),
        (names, "/desk/queue/?sort=names"),
        (reports, "/desk/queue/?sort=reports"),
        (decisions, "/desk/history/"),
    ],
)
def test_a_page_takes_as_many_queries_at_three_rows_as_at_one(
    client: Client, ada: User, make: Callable[[int], None], address: str
) -> None:
    told("The Quay", "2031-08-03", "2031-08-03", "2031-08-03")
    client.get(address)  # what is asked once in a process
    taken = {}
    for number in (1, 2):
        make(number)
        with CaptureQueriesContext(connection) as captured:
            tree = page(client, address)
        taken[len(tree.css(".desk-row"))] = len(captured)
    assert sorted(taken) == [1, 3]
    assert taken[1] == taken[3]


def test_the_queue_is_paged(client: Client, ada: User) -> None:
    told("The Quay", "2031-08-03", "2031-08-03", "2031-08-03")
    claims = [
        make_claim(**START | {"season": 3 + each}, date="2032", confidence=0.2, span=(each, each + 40))
        for each in range(30)
    ]
    say(*claims, text="The Quay may go on for many seasons more, it is said in the town. " * 6)
    weigh_all(now=timezone.now())
    first, second = (page(client, f"/desk/queue/?sort=claims&p={number}") for number in (1, 2))
    assert (len(first.css(".desk-row")), len(second.css(".desk-row"))) == (25, 5)
    ids = [node.attributes["value"] for tree in (first, second) for node in tree.css("input[name=row]")]
    assert len(set(ids)) == 30
    assert texts(first, ".desk-pages") == ["Page 1 of 2 Next"]
    assert len(page(client, "/desk/queue/?sort=claims&p=99").css(".desk-row")) == 5
