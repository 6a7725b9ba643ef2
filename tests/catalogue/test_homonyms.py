"""Spellings of services that mean another one at home: true to the lexicon, and resolved so."""

from __future__ import annotations

import pytest

from airdate.catalogue.homonyms import homonyms, meant_at_home, read
from airdate.catalogue.models import NameUse, Service
from airdate.reading.lexicon import Lexicon
from factories import make_document, make_source, say

QUAY = {"kind": "release", "title": "The Quay", "date": "2031-05-03"}


def test_every_service_is_one_of_the_lexicon_in_that_country() -> None:
    services = {service.name: service for service in Lexicon.packaged().services}
    assert {name: services[name].countries for name in homonyms().values()} == {
        name: (country,) for (_, country), name in homonyms().items()
    }


def test_what_is_meant_where() -> None:
    assert (meant_at_home("ABC", "AU"), meant_at_home("abc", "AU")) == ("ABC Australia", "ABC Australia")
    assert (meant_at_home("ABC", "US"), meant_at_home("ABC", ""), meant_at_home("Netflix", "AU")) == (None, None, None)


def test_a_row_that_is_none_is_named() -> None:
    heading = "spelling\tcountry\tservice\n"
    assert list(read(f"{heading}# A remark.\nQuay\tGB\tQuay One\n")) == [("Quay", "GB", "Quay One")]
    with pytest.raises(ValueError, match="line 1 must name the columns spelling, country, service"):
        list(read("name\n"))
    with pytest.raises(ValueError, match="line 2 must have a spelling, a country and a service"):
        list(read(f"{heading}Quay\tGB\n"))


@pytest.mark.django_db
def test_the_same_spelling_means_what_it_means_where_the_source_is_at_home() -> None:
    said_in = {}
    for country in ("AU", "US", ""):
        source = make_source(f"A paper of {country or 'no country'}", region=country)
        said_in[country] = say(QUAY | {"platform": ["ABC"]}, document=make_document(source=source))
    named = {country: NameUse.objects.get(document=said_in[country], role="service") for country in said_in}
    assert {country: use.name for country, use in named.items()} == {"AU": "ABC", "US": "ABC", "": "ABC"}
    meant = {country: (use.service.name, use.service.country) for country, use in named.items() if use.service}
    assert meant == {"AU": ("ABC Australia", "AU"), "US": ("ABC", ""), "": ("ABC", "")}


@pytest.mark.django_db
@pytest.mark.parametrize("first", ["5", "Channel 5"])
def test_a_channel_under_its_two_names_is_one(first: str) -> None:
    source = make_source("A British paper", region="GB")
    for name in (first, "5", "Channel 5", "Channel Five"):
        say(QUAY | {"platform": [name]}, document=make_document(source=source))
    assert list(Service.objects.values_list("name", flat=True)) == ["Channel 5"]
