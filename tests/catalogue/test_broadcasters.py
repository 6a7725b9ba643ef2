"""The table of broadcasters: true to the lexicon, and without a channel that is two broadcasters'."""

from __future__ import annotations

from collections import Counter

import pytest

from airdate.catalogue.broadcasters import Broadcaster, broadcaster_of, broadcasters, read
from airdate.reading.lexicon import Lexicon

COUNTRIES = {"GB", "IE", "US", "AU", "NZ", "CA", "IN"}


def test_every_name_is_that_of_a_service_of_the_lexicon() -> None:
    services = {service.name: service for service in Lexicon.packaged().services}
    names = [name for each in broadcasters() for name in (each.name, *each.channels)]
    assert [name for name in names if name not in services] == []
    assert [each.name for each in broadcasters() if services[each.name].kind != "broadcaster"] == []
    channels = [channel for each in broadcasters() for channel in each.channels]
    assert [channel for channel in channels if services[channel].kind != "channel"] == []
    assert [
        (each.name, channel)
        for each in broadcasters()
        for channel in each.channels
        if services[channel].countries and each.country not in services[channel].countries
    ] == []


def test_a_channel_is_of_one_broadcaster_and_every_country_has_one() -> None:
    counted = Counter(channel for each in broadcasters() for channel in each.channels)
    assert [channel for channel, number in counted.items() if number > 1] == []
    assert {each.country for each in broadcasters()} == COUNTRIES
    assert [each.name for each in broadcasters() if broadcaster_of(each.name)] == []  # no chain: a step is enough


def test_whose_a_channel_is() -> None:
    owner = broadcaster_of("BBC One")
    assert owner is not None
    assert (owner.name, owner.country) == ("BBC", "GB")
    for other in ("BBC iPlayer", "ITV2", "Netflix", "BBC"):  # a service, a channel of its own, neither, itself
        assert broadcaster_of(other) is None, other


def test_a_row_that_is_none_is_named() -> None:
    heading = "broadcaster\tcountry\tchannels\n"
    assert list(read(f"{heading}# A remark.\nQuay TV\tGB\tQuay One|Quay Two\n")) == [
        Broadcaster("Quay TV", "GB", ("Quay One", "Quay Two"))
    ]
    with pytest.raises(ValueError, match="line 1 must name the columns broadcaster, country, channels"):
        list(read("name\n"))
    with pytest.raises(ValueError, match="line 2 must have a broadcaster, a country and channels"):
        list(read(f"{heading}Quay TV\tGB\n"))
