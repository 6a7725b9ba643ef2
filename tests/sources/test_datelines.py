"""The day of an article from its dateline: labelled, in a byline, before a wire story; never out of a sentence."""

import datetime

import pytest

from airdate.sources.datelines import dateline
from growth import grows_less_than

CASES = [
    ("Published: 24 April 2023\n\nText", "2023-04-24"),
    ("By Anna Bell | 24 April 2023 at 10:15 BST\nHello", "2023-04-24"),
    ("LOS ANGELES, Feb. 20, 2031 /NewsLine/ -- The show", "2031-02-20"),
    ("LONDON, 3 May 2030 (Wire) - The show", "2030-05-03"),
    ("DUBLIN (Wire) - 3 May 2030 - The show", "2030-05-03"),
    ("A Headline\nMonday 24th April 2023\nbody", "2023-04-24"),
    ("Updated 23/08/2023", "2023-08-23"),
    ("2023-04-24T10:00:00Z", "2023-04-24"),
    ("Apr 24, 2023 9:00am PT", "2023-04-24"),
    ("First published on Mon 24 Apr 2023 16.03 BST", "2023-04-24"),
    ("Published 4:21 PM EDT, Mon April 24, 2023", "2023-04-24"),
    ("A\nB\nC\nD\nE\nPosted 3 August 2023", "2023-08-03"),
    # In figures that London and New York read differently.
    ("Updated 03/08/2023", None),
    ("Updated 08/08/2023", "2023-08-08"),
    # Dates that are no dateline.
    ("The show lands on 3 August 2023.", None),
    ("Release date: 3 August 2023", None),
    ("Release on 3 August 2023", None),
    ("A\nB\nC\nD\nE\n3 August 2023", None),
    ("Published: 24 April", None),
    ("Published: 31 February 2023", None),
    ("Copyright 2023", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_dateline(text, expected):
    assert dateline(text) == (expected and datetime.date.fromisoformat(expected))


@pytest.mark.parametrize("piece", ["mon  ", "by x ", "at on ", "- , ", "12:00 am ", "LONDON, ", "published on: "])
def test_time_on_hostile_lines_grows_with_their_length(piece):
    """Four times the length takes less than twelve times as long; what tries all ways would never end."""

    def text(times: int) -> str:
        return "\n".join([piece * times + "24 April 2023 !"] * 16)

    short, long = text(24), text(96)
    assert grows_less_than(12, lambda: dateline(short), lambda: dateline(long), least=0.005)
