"""The value finders on hostile text: 100 kB of one repeated seed each.

The bound is the two seconds of processor time that the reader allows for 100 kB whatever it contains; what is usual
lies ten times below, what grows with the square of the length lies far above.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable

import pytest

from airdate.reading.dates import find_dates, find_slots
from airdate.reading.markup import strip
from airdate.reading.money import find_money
from airdate.reading.quotations import find_quotations
from airdate.reading.seasons import find_seasons
from airdate.reading.times import find_times

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
def test_time_is_bounded(seed: str, find: Callable[[str], object]) -> None:
    text = (seed * (SIZE // len(seed) + 1))[:SIZE]
    begin = time.process_time()
    find(text)
    assert time.process_time() - begin < 2
