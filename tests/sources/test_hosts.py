"""Hosts: their names, the pause between two requests, and the rest of those that ask for it or cannot be reached."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from airdate.sources.fetching import retry_after
from airdate.sources.hosts import asked, host_name, host_of, rest

NOW = datetime(2031, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://News.Example/a", "news.example"),
        ("https://news.example:443/", "news.example"),
        ("http://news.example:443/", "news.example:443"),
        ("http://[2001:DB8::1]:8080/", "[2001:db8::1]:8080"),
        ("https://news.example./a", "news.example"),
        ("https://Bücher.example/", "xn--bcher-kva.example"),
        ("https://xn--bcher-kva.example/", "xn--bcher-kva.example"),
        ("http://xn--/", "xn--"),
    ],
)
def test_names(address: str, name: str) -> None:
    assert host_name(address) == name


@pytest.mark.parametrize(
    "address", ["ftp://news.example/", "news.example", "http://", "http://.", "http://a:x/", "http://\u202ea/"]
)
def test_what_has_no_host(address: str) -> None:
    with pytest.raises(ValueError):
        host_name(address)


@pytest.mark.django_db
@pytest.mark.parametrize(("delay", "pause"), [(None, 1), (0.2, 1), (7.5, 7.5), (86400, 60)])
def test_the_pause_is_a_second_or_what_the_host_asks_for(delay: float | None, pause: float) -> None:
    host = host_of("https://news.example/")
    host.delay = delay
    host.save()
    asked(host, NOW)
    host.refresh_from_db()
    assert host.next_at == NOW + timedelta(seconds=pause)


@pytest.mark.django_db
def test_a_host_that_cannot_be_reached_rests_longer_each_time() -> None:
    host = host_of("https://news.example/")
    minutes = [round((rest(host, NOW, None) - NOW).total_seconds() / 60) for _ in range(11)]
    assert minutes == [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360]
    asked(host, NOW)
    assert rest(host, NOW, None) == NOW + timedelta(minutes=1)


@pytest.mark.django_db
def test_a_host_may_ask_for_a_day_and_no_more() -> None:
    host = host_of("https://news.example/")
    assert rest(host, NOW, timedelta(days=40)) == NOW + timedelta(days=1)
    assert rest(host, NOW, timedelta(0)) == NOW + timedelta(seconds=1)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("120", 120.0), (" 0 ", 0.0), ("soon", None), ("", None), ("-5", None), ("Thu, 01 Jan 1970 00:00:00 GMT", 0.0)],
)
def test_retry_after(value: str, seconds: float | None) -> None:
    assert retry_after(value) == seconds
