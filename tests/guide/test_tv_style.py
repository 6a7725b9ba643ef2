"""The style of the sheet has a rule for every place that a cell can have, and a pattern for every category."""

from __future__ import annotations

import re
from pathlib import Path

import airdate.look
from airdate.guide.tv.days import extent, place
from airdate.listings.flags import Group

STATIC = Path(airdate.look.__file__).parent / "static" / "look"
LONGEST_DAY = 25 * 60


def test_every_place_and_length_has_its_rule() -> None:
    rules = set(re.findall(r"\.(\w+)\{--(\w):(\d+)\}", (STATIC / "tv-minutes.css").read_text()))
    assert {f"{letter}{number}" for _, letter, number in rules} == {name for name, _, _ in rules}
    needed = {name for minute in range(LONGEST_DAY + 1) for name in f"{place(minute)} {extent(minute)}".split()}
    needed |= {f"f{half}" for half in range(LONGEST_DAY // 30 + 1)}
    assert needed - {name for name, _, _ in rules} == set()


def test_every_category_has_a_hue_and_a_pattern_of_its_own() -> None:
    css = (STATIC / "tv-inks.css").read_text()
    found = dict(re.findall(r"^\.k-(\w+) \{\s*--k: var\(--ink-\w+\);\s*(--p: .+?;)", css, re.MULTILINE | re.DOTALL))
    assert set(found) == set(Group)
    patterns = {group: re.sub(r"var\(--ink-\w+\)", "k", pattern) for group, pattern in found.items()}
    assert len(set(patterns.values())) == len(Group)
    tokens = (STATIC / "tokens.css").read_text()
    assert {group: len(re.findall(rf"--ink-{group}: #", tokens)) for group in Group} == dict.fromkeys(Group, 2)
