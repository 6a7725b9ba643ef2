"""Whatever a file holds, it is read or refused in one line: nothing else may come out of it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from airdate.listings.xmltv.refusals import WrongGuide
from listings.xmltv.guides import Read, guide, programme, read
from listings.xmltv.test_elements import WHOLE

GUIDE = guide(programme(WHOLE), programme(), programme("<title>Last &amp; least</title>")).encode()
SNIPPETS = (
    b"<", b">", b"&", b"]]>", b"<![CDATA[", b"<!--", b"-->", b"<?", b"</tv>", b"</programme>", b"<programme ", b'"',
    b"\0", b"\xff\xfe", b"\xc3", b"&#xFFFFFF;", b"&#0;", b"<title>", b"</desc>", b"<!DOCTYPE", b"\xed\xa0\x80",
    b"<programme/>",
)  # fmt: skip


def taken(folder: Path, content: bytes) -> Read | None:
    try:
        return read(folder, content)
    except WrongGuide as refused:
        message = str(refused)
    assert "\n" not in message
    return None


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=150, deadline=None
)
@given(st.lists(st.tuples(st.integers(0, len(GUIDE)), st.sampled_from(SNIPPETS), st.integers(0, 30)), max_size=6))
def test_a_guide_that_was_damaged(tmp_path: Path, damages: list[tuple[int, bytes, int]]) -> None:
    content = GUIDE
    for at, snippet, cut in damages:
        content = content[:at] + snippet + content[at + cut :]
    got = taken(tmp_path, content)
    if got is not None:
        # Databases keep every text, and every programme is somewhere.
        for row in got.broadcasts:
            for text in (row.title, row.sub_title, row.description, row.details):
                assert "\0" not in text
                text.encode("utf-8")
        assert len(got.broadcasts) + got.reading.skipped.total >= got.reading.programmes


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=100, deadline=None
)
@given(st.binary(max_size=400))
def test_any_bytes(tmp_path: Path, content: bytes) -> None:
    taken(tmp_path, content)
    taken(tmp_path, b"<tv>" + content + b"</tv>")


@pytest.mark.long
def test_guides_damaged_twenty_thousand_times(tmp_path: Path) -> None:
    chance = random.Random(20310220)
    for _ in range(20_000):
        content = bytearray(GUIDE)
        for _ in range(chance.randint(1, 12)):
            at = chance.randrange(len(content))
            content[at : at + chance.randint(0, 9)] = chance.choice((*SNIPPETS, bytes([chance.randrange(256)])))
        taken(tmp_path, bytes(content))
