"""Reports of readers: kept once, limited a day, without the address of anybody."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from airdate.facts.actions import weigh_all
from airdate.facts.models import Fact, Report
from airdate.facts.reports import (
    OF_A_SENDER,
    OF_A_SENDER_ON_A_FACT,
    OF_ALL,
    ReportError,
    TooManyReports,
    report_fact,
    sender_of,
    settle_report,
    tidy_link,
    tidy_reason,
)
from factories import NOW, say

DAY = date(2031, 3, 1)


@pytest.fixture
def facts(db: None) -> list[Fact]:
    for season in range(1, 12):
        say({"kind": "release", "title": "The Quay", "season": season, "date": f"203{season % 10}-08-03"})
    weigh_all(now=NOW)
    return list(Fact.objects.order_by("pk"))


def send(fact: Fact, reason: str = "It was put off.", address: str = "192.0.2.7", now: datetime = NOW) -> Report:
    return report_fact(fact.pk, said="The Quay, Season 2: 3 August", reason=reason, link="", address=address, now=now)


def test_the_same_word_is_kept_once(facts: list[Fact]) -> None:
    assert send(facts[0]) == send(facts[0], reason="  It was\tput off. ")
    assert Report.objects.count() == 1


def test_a_sender_may_say_three_things_of_a_fact_and_ten_a_day(facts: list[Fact]) -> None:
    for number in range(OF_A_SENDER_ON_A_FACT):
        send(facts[0], f"Reason {number}")
    with pytest.raises(TooManyReports):
        send(facts[0], "One more")
    for fact in facts[1 : OF_A_SENDER - OF_A_SENDER_ON_A_FACT + 1]:
        send(fact)
    with pytest.raises(TooManyReports):
        send(facts[-1])
    assert Report.objects.count() == OF_A_SENDER
    send(facts[-1], address="192.0.2.8")
    send(facts[-1], now=NOW + timedelta(days=1))
    assert Report.objects.count() == OF_A_SENDER + 2


def test_all_together_have_a_limit(facts: list[Fact]) -> None:
    Report.objects.bulk_create(
        [Report(fact="0" * 20, said="x", reason="x", sender=f"{n}", day=DAY, made_at=NOW) for n in range(OF_ALL)]
    )
    with pytest.raises(TooManyReports):
        send(facts[0])
    send(facts[0], now=NOW + timedelta(days=1))


def test_no_address_is_kept_and_after_the_day_no_hash(facts: list[Fact]) -> None:
    kept = send(facts[0], address="192.0.2.77")
    assert "192.0.2.77" not in repr(Report.objects.values().get())
    assert kept.sender == sender_of("192.0.2.77", DAY)
    send(facts[1], now=NOW + timedelta(days=1))
    assert [bool(report.sender) for report in Report.objects.order_by("made_at")] == [False, True]


def test_a_household_is_one_sender_and_each_day_another() -> None:
    assert sender_of("2001:db8:1:2:3::4", DAY) == sender_of("2001:db8:1:2:ffff::1", DAY)
    assert sender_of("2001:db8:1:3::4", DAY) != sender_of("2001:db8:1:2::4", DAY)
    assert sender_of("192.0.2.1", DAY) != sender_of("192.0.2.1", DAY + timedelta(days=1))
    assert sender_of("192.0.2.1", DAY) != sender_of("192.0.2.2", DAY)
    assert sender_of("no address", DAY) == sender_of("", DAY)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("  It\twas  put off. \r\n\r\n\r\n\r\nSee page 2. ", "It was put off.\n\nSee page 2."),
        ("a\x00b\x1b[31mc\u202ed", "ab[31mcd"),
        ("<b>é</b>", "<b>é</b>"),
    ],
)
def test_a_reason_is_tidied(given: str, kept: str) -> None:
    assert tidy_reason(given) == kept


@pytest.mark.parametrize("given", ["", "  \n ", "… !", "x" * 1001, "\x00\x01"])
def test_what_is_no_reason_is_refused(given: str) -> None:
    with pytest.raises(ReportError):
        tidy_reason(given)


@pytest.mark.parametrize("link", ["", "https://lantern.example/news?id=4&x=é", "http://lantern.example:8080/"])
def test_links_that_are_kept(link: str) -> None:
    assert tidy_link(f" {link} ") == link


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)", "data:text/html,x", "lantern.example", "//lantern.example", "https://", "https://local",
        "https://lantern.example@evil.example/", "https://[::1", "https://a.example/\x00", "https://a.example/ b",
        'https://a.example/"><script>', f"https://a.example/{'x' * 500}", "https://a.example:99999/",
    ],
)  # fmt: skip
def test_links_that_are_refused(link: str) -> None:
    with pytest.raises(ReportError):
        tidy_link(link)


def test_a_report_is_settled_once(facts: list[Fact]) -> None:
    report = send(facts[0])
    settled = settle_report(report, author="mo", reason="Corrected.", now=NOW)
    assert (settled.settled_by, settled.settled_because, settled.settled_at) == ("mo", "Corrected.", NOW)
    with pytest.raises(ReportError, match="was settled by mo already"):
        settle_report(report, author="mo", reason="Again.", now=NOW)
