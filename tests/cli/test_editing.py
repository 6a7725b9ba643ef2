"""`airdate queue`, `fact` and `entry`: what editors do, each in one line, with author, reason and a way back."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from importlib import import_module
from itertools import count
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.contrib.auth.models import User

from airdate.catalogue.models import IdentityDecision, NameUse, Title
from airdate.claims.models import Claim
from airdate.cli.site import load
from airdate.facts.actions import weigh_all
from airdate.facts.models import Decision, Fact, Report
from airdate.facts.reports import report_fact
from airdate.intake.integrity import problems
from airdate.intake.rebuilding import digest, rebuild
from airdate.sources.models import Document
from factories import NOW, make_claim, make_source, say

pytestmark = pytest.mark.django_db
START = {"kind": "release", "title": "The Quay", "season": 2, "event": "premiere", "platform": ["Lantern"]}
WHY = ("--reason", "The press office says so.")
EVIL = "Quay\x1b[31m\r\nNight\u202e"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "airdate.toml").write_text("")
    (tmp_path / "secret.key").write_text("s" * 50)
    monkeypatch.setenv("AIRDATE_SITE", str(tmp_path))
    monkeypatch.setattr("getpass.getuser", lambda: "mo")
    days = count(1)  # each decision is made a day after the one before, all after the articles
    for name in ("editing", "entry", "fact", "queue", "ruling"):
        monkeypatch.setattr(import_module(f"airdate.cli.{name}"), "now", lambda: NOW + timedelta(days=next(days)))
    User.objects.create_user("mo")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(load(arguments[0]), arguments[1:], catch_exceptions=False)


def done(*arguments: str) -> str:
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return result.output.strip()


def refused(*arguments: str) -> str:
    before = (digest(), Decision.objects.count(), IdentityDecision.objects.count())
    result = run(*arguments)
    assert result.exit_code == 2
    assert (digest(), Decision.objects.count(), IdentityDecision.objects.count()) == before
    (line,) = result.stderr.splitlines()
    return line.removeprefix("Error: ")


def quay() -> Fact:
    """The Quay's second season, on which sources differ."""
    say(START | {"date": "2031-08-03"}, published="2031-02-01", source=make_source("Lantern News", "official"))
    say(START | {"date": "2031-08-10"}, published="2031-02-02", source=make_source("Evening Mail", "general"))
    say(START | {"date": "2031-08-10"}, published="2031-02-03", source=make_source("Call Sheet", "trade"))
    weigh_all(now=NOW)
    return Fact.objects.get()


def way_back(told: str) -> str:
    found = re.search(r"airdate (?:fact|entry) undo ([0-9a-f]{12})$", told)
    assert found is not None, told
    return found[1]


def test_the_queue_lists_what_waits() -> None:
    assert done("queue", "list") == "Nothing waits."
    fact = quay()
    unsure = say(make_claim(**START | {"title": "Marsh Lights"}, date="2031-05", confidence=0.2), headline="A headline")
    report_fact(fact.pk, said="The Quay: 3 August", reason="It moved.", link="", address="192.0.2.1", now=NOW)
    weigh_all(now=NOW)
    lines = done("queue", "list").splitlines()
    use = NameUse.objects.get(role="title", title=None)
    assert re.fullmatch(r"[0-9a-f]{12}  title 'Marsh Lights': unknown, and the reading is not sure .*", lines[1])
    assert lines[2] == f"    A headline, The Examiner, 2031-02-20, document {unsure.key}"
    claim = Claim.objects.get(document=unsure)
    assert lines[4] == f"{claim.id[:12]}  Marsh Lights: Season 2 on Lantern: May 2031 (0.20)"
    assert f"{fact.pk}  The Quay, Season 2 on Lantern: Sunday 3 August" in lines
    assert "    Call Sheet: Sunday 10 August" in lines
    assert f"{Report.objects.get().pk}  fact {fact.pk}, 2031-03-01: The Quay: 3 August" in lines
    told = json.loads(done("queue", "list", "--json"))
    assert {sort: len(items) for sort, items in told.items()} == {"names": 1, "claims": 1, "conflicts": 1, "reports": 1}
    assert told["names"][0]["article"]["day"] == "2031-02-20"
    assert list(json.loads(done("queue", "list", "--json", "--only", "reports"))) == ["reports"]
    assert use.document == unsure


def test_a_name_is_settled_and_that_is_taken_back() -> None:
    quay()
    for _ in range(2):
        say(make_claim(**START | {"title": "Quayside"}, date="2031-05", confidence=0.2))
    weigh_all(now=NOW)
    first, _ = (item["id"] for item in json.loads(done("queue", "list", "--json"))["names"])
    told = done("queue", "settle", first, "--as", "title:the-quay", *WHY)
    assert told.startswith("'Quayside' means title:the-quay now; to take that back: airdate entry undo ")
    assert NameUse.objects.filter(name="Quayside", title__slug="the-quay").count() == 1
    done("entry", "undo", way_back(told), "--reason", "No.")
    told = done("queue", "settle", first, "--as", "new", "--alike", "--year", "2031", *WHY)
    assert told.startswith("'Quayside' in 2 articles means title:quayside now;")
    assert Title.objects.get(slug="quayside").year == 2031
    done("fact", "undo", way_back(told), *WHY)  # either command takes any decision back
    assert NameUse.objects.filter(name="Quayside", title=None).count() == 2
    assert done("queue", "settle", first, "--as", "none", *WHY).startswith("'Quayside' means none of ours now;")
    before = digest()
    assert rebuild(now=NOW).digest == before


def test_a_claim_is_accepted_or_rejected() -> None:
    quay()
    say(make_claim(**START | {"season": 3}, date="2032", confidence=0.2))
    weigh_all(now=NOW)
    claim = Claim.objects.get(slots__season=3)
    told = done("queue", "accept", claim.id[:8], *WHY)
    assert told.startswith(f"claim {claim.id[:12]} is accepted; to take that back: airdate fact undo ")
    assert Fact.objects.get(season=3).value == {"date": "2032"}
    assert json.loads(done("queue", "list", "--json"))["claims"] == []
    done("fact", "undo", way_back(told), *WHY)
    assert done("queue", "reject", claim.id, *WHY).startswith(f"claim {claim.id[:12]} is rejected;")
    assert json.loads(done("queue", "list", "--json"))["claims"] == []


def test_a_fact_is_shown_with_those_who_say_so() -> None:
    fact = quay()
    lines = done("fact", "show", fact.pk).splitlines()
    assert lines[0] == "The Quay, Season 2 on Lantern: Sunday 3 August (confirmed)"
    assert lines[2] == '  release/2/-/-/premiere/-/-/service:lantern  {"date": "2031-08-03"}'
    assert "  said by: Lantern News (official), 2031-02-01: Sunday 3 August [confirmed]" in lines
    told = json.loads(done("fact", "show", f"http://127.0.0.1:8000/facts/{fact.pk}/", "--json"))
    assert (told["about"], told["value"], told["conflict"]) == ("title:the-quay", {"date": "2031-08-03"}, True)
    assert [(claim["source"], claim["stance"]) for claim in told["claims"]] == [
        ("lantern-news", "for"), ("call-sheet", "against"), ("evening-mail", "against"),
    ]  # fmt: skip


def test_a_fact_is_pinned_corrected_stated_and_all_is_on_record() -> None:
    fact = quay()
    pinned = done("fact", "pin", fact.pk, *WHY)
    assert Fact.objects.get().rule == "pin"
    assert json.loads(done("queue", "list", "--json"))["conflicts"] == []
    done("fact", "undo", way_back(pinned), *WHY)
    done("fact", "correct", fact.pk, "--set", "date=2031", "--set", "time=21:00", "--status", "expected", *WHY)
    kept = Fact.objects.get()
    assert (kept.value, kept.status, kept.precision) == ({"date": "2031", "time": "21:00"}, "expected", "year")
    done("fact", "correct", fact.pk, "--unset", "time", *WHY)
    assert Fact.objects.get().value == {"date": "2031"}
    done("fact", "add", "title:the-quay", "renewal/3", "--set", "outcome=renewed", *WHY)
    done("fact", "add", "service:lantern", "price/-/-/GBP/month", "--set", "amount=4.99", *WHY)
    assert set(Fact.objects.filter(rule="pin").values_list("kind", flat=True)) == {"release", "renewal", "price"}
    done("fact", "correct", fact.pk, "--status", "withdrawn", *WHY)
    assert Fact.objects.get(pk=fact.pk).status == "withdrawn"
    lines = done("fact", "history", fact.pk).splitlines()
    assert [line.split("  ")[2].split(" ")[0] for line in lines if re.match("[0-9a-f]{12} ", line)] == [
        "corrected", "corrected", "corrected", "pinned",
    ]  # fmt: skip
    assert lines[1] == "  mo: The press office says so."
    assert len(re.findall("mo: The press", done("fact", "history"))) == 7
    assert list(problems()) == []


def test_entries_are_merged_and_split() -> None:
    quay()
    other = say(START | {"title": "Quayside Nights", "date": "2031-09-01"})
    weigh_all(now=NOW)
    told = done("entry", "merge", "title:quayside-nights", "title:the-quay", *WHY)
    assert told.startswith("title:quayside-nights is title:the-quay now; to take that back: airdate entry undo ")
    done("entry", "undo", way_back(told), "--reason", "They are two.")
    first = Document.objects.order_by("pk")[0]
    told = done("entry", "split", "title:the-quay", "--document", first.key, "--into", "new", "--country", "gb", *WHY)
    assert told.startswith("1 name means title:the-quay-gb now; to take that back: airdate entry undo ")
    told = done("entry", "split", "title:quayside-nights", "--document", other.key, "--into", "title:the-quay", *WHY)
    assert told.startswith("1 name means title:the-quay now;")
    lines = done("entry", "history", "title:quayside-nights").splitlines()
    assert [re.sub("^[0-9a-f]{12}  [-0-9]+ [:0-9]+  ", "", line) for line in lines if "undone" not in line] == [
        "split title:quayside-nights to title:the-quay", "  mo: The press office says so.",
        "merge title:quayside-nights to title:the-quay", "  mo: The press office says so.",
    ]  # fmt: skip
    assert "They are two." in lines[-1]
    before = digest()
    assert rebuild(now=NOW).digest == before


def test_a_report_is_closed_once() -> None:
    fact = quay()
    report = report_fact(fact.pk, said="x", reason=EVIL, link="", address="192.0.2.1", now=NOW)
    assert "\x1b" not in done("queue", "list")
    assert done("queue", "close", str(report.pk), "--reason", "Corrected.") == f"Report {report.pk} is closed."
    assert json.loads(done("queue", "list", "--json"))["reports"] == []
    assert refused("queue", "close", str(report.pk), *WHY) == f"report {report.pk} was settled by mo already"
    assert refused("queue", "close", "999999", *WHY) == (
        "there is no report 999999; airdate queue list prints those that wait"
    )


def test_who_decides_is_an_editor_of_the_site(monkeypatch: pytest.MonkeyPatch) -> None:
    fact = quay()
    User.objects.create_user("kit", is_active=False)
    assert refused("fact", "pin", fact.pk, *WHY, "--by", "kit") == (
        "--by 'kit' is no editor of this site; editors here are: mo"
    )
    monkeypatch.setattr("getpass.getuser", lambda: "root")
    assert refused("fact", "pin", fact.pk, *WHY) == "say who decides with --by NAME; editors here are: mo"
    done("fact", "pin", fact.pk, *WHY, "--by", "mo")
    assert Decision.objects.get().author == "mo"


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("fact", "show", "quay"), "there is no fact 'quay' here; its id is the end of the address of its page “why?”"),
        (("fact", "pin", "0" * 20, *WHY),
         f"there is no fact '{'0' * 20}' here; its id is the end of the address of its page “why?”"),
        (("fact", "pin", "FACT", "--reason", " "), "a decision needs a reason that readers can understand"),
        (("fact", "correct", "FACT", *WHY),
         "nothing was corrected; give --set NAME=VALUE, --unset NAME or --status"),
        (("fact", "correct", "FACT", "--set", "date=soon", *WHY),
         "date: 'soon' is no date in EDTF, such as 2023-08-03, 2023-08 or 2023-22"),
        (("fact", "correct", "FACT", "--set", "dat=2031", *WHY), "'dat' is no part of a release; it has date, time"),
        (("fact", "correct", "FACT", "--set", "date", *WHY),
         "--set 'date' is no part of a value; give it as NAME=VALUE, such as date=2031-05-10"),
        (("fact", "correct", "FACT", "--unset", "time", *WHY),
         "--unset 'time': the fact has no such part; it has date"),
        (("fact", "add", "title:the-quay", "release/3", "--set", "date=2032", *WHY),
         "'release/3' is no slot of a fact; take the slot of a fact, such as "
         "release/2/-/-/premiere/-/-/service:netflix"),
        (("fact", "add", "title:the-quay", "credit/writer/person:nobody", *WHY),
         "'person:nobody' names nothing here; give it as service:SLUG, person:SLUG or name:TEXT"),
        (("fact", "add", "service:lantern", "price/-/-/GBP/month", "--set", "amount=much", *WHY),
         "amount: 'much' is no sum of money; give a number such as 4.99"),
        (("fact", "add", "the-quay", "renewal/3", *WHY),
         "'the-quay' names nothing; give it as title:SLUG, person:SLUG or service:SLUG"),
        (("fact", "add", "title:the-mill", "renewal/3", *WHY),
         "there is no title 'the-mill' here; its slug is the end of its page's address"),
        (("fact", "accept", "abc", *WHY),
         "'abc' is no id of a claim; give 6 of its characters or more, as airdate queue list does"),
        (("fact", "reject", "000000", *WHY), "there is no claim '000000' here; airdate queue list prints them"),
        (("fact", "undo", "000000", *WHY), "there is no decision '000000' here; airdate fact history prints them"),
        (("entry", "merge", "title:the-quay", "service:lantern", *WHY),
         "the-quay is a title and lantern is a service; merge two of one sort"),
        (("entry", "split", "title:the-quay", "--document", "x", "--into", "title:the-quay", "--year", "2031", *WHY),
         "--name, --year and --country are for a new entry; give them with --into new"),
        (("entry", "split", "title:the-quay", "--document", "x", "--into", "new", "--country", "GBR", *WHY),
         "--country 'GBR' is no ISO 3166 code; give two letters such as GB"),
        (("queue", "settle", "000000000000", "--as", "none", *WHY),
         "no name '000000000000' waits; airdate queue list prints those that do"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_one_line_and_changes_nothing(arguments: tuple[str, ...], line: str) -> None:
    fact = quay()
    assert refused(*(fact.pk if each == "FACT" else each for each in arguments)) == line
