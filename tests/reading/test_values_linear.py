"""The value finders on hostile text, one repeated seed each: time grows with the length, not with its square.

How many seconds 100 kB take is measured by `benchmarks/reading.py`; here only the growth is asserted, whatever the
machine.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

from airdate.reading.dates import find_dates, find_slots
from airdate.reading.markup import strip
from airdate.reading.money import find_money
from airdate.reading.quotations import find_quotations
from airdate.reading.seasons import find_seasons
from airdate.reading.times import find_times
from growth import grows_less_than

SIZE = 100_000
SEEDS = {
    "dates": (
        ["1, ", "3 and ", "August 3, ", "Thursday, ", "next ", "mid-", "early to ", "from 3 August to ", "3-", "2023-",
         "until ", "end of ", "in two weeks ", "New Year's ", "\n", " ", "1", ". ", "the following ", "week of "],
        lambda text: find_dates(text, datetime.date(2023, 7, 12)),
    ),
    "slots": (["Monday to ", "Tuesdays, ", "every ", "Mon-"], find_slots),
    "times": (["8, ", "8 to ", "8:30/", "9/8c ", "8 p.m. ET/", "8 p.m. ET, ", "12.", "at "], find_times),
    "seasons": (
        ["season ", "season 1, ", "first and ", "first two ", "S1 ", "s1e1", "1x1", "twenty-", "final ", "part of "],
        find_seasons,
    ),
    "money": (["$", "$1,000,", "£1.", "from ", "1 to ", "$1 to ", "£1 (", "Rs. ", "A$", "1,"], find_money),
    "quotations": (
        ['"', "'", '" ', "' ", '"a ', "'a ", '"a," he said. ', '"a\n', "'a\n", "“", "”", "s' b", "\"a 'b\" ", " "],
        find_quotations,
    ),
    "markup": (
        ["<a ", "<!--", "<![CDATA[", "<", "&", '<a href="', "<b>", "<script>", "</", "<a b='", '<a b=">"', "<!",
         "<p =\"", "<nav>", "]]>", "<svg>", "<title", "&amp", " ", "<x y='\"'"],
        strip,
    ),
}  # fmt: skip
HOSTILE = [pytest.param(seed, find, id=f"{name} {seed!r}") for name, (seeds, find) in SEEDS.items() for seed in seeds]


@pytest.mark.parametrize(("seed", "find"), HOSTILE)
def test_time_grows_with_the_length(seed: str, find: Callable[[str], object]) -> None:
    """Eight times the length takes less than 24 times as long; its square would be 64 times."""
    long = (seed * (SIZE // len(seed) + 1))[:SIZE]
    short = long[: SIZE // 8]
    assert grows_less_than(24, lambda: find(short), lambda: find(long), least=0.01)
