"""What is given out as XMLTV is valid, and is the same guide when it is read again."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from airdate.listings.export.xmltv import TAIL, Writer, channel, head, time_of
from airdate.listings.xmltv.elements import Elements, Listed
from airdate.listings.xmltv.refusals import Unusable
from listings.export.guides import programmes

DTD = etree.DTD(str(Path(__file__).with_name("xmltv.dtd")))


def read(programme: str) -> Listed:
    return Elements().programme(etree.fromstring(programme))


def written(listed: Listed, *, as_found: bool = False) -> tuple[str, Counter[str]]:
    writer = Writer(as_found=as_found)
    return writer.programme(listed, json.loads(listed.details)), writer.left_out


def see_that_it_is_valid(*programmes: str) -> None:
    whole = head({}) + channel("tide.one", [("Tide One", "en")], "https://logos.example/?a=1&b") + "".join(programmes)
    tree = etree.fromstring((whole + TAIL).encode())
    assert DTD.validate(tree), DTD.error_log


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example])
@given(programmes())
def test_a_programme_of_the_dtd_is_written_whole(programme: str) -> None:
    try:
        listed = read(programme)
    except Unusable:  # a title of marks that stand for nothing
        return
    text, left_out = written(listed)
    assert left_out == Counter()
    see_that_it_is_valid(text)
    assert read(text) == listed


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example])
@given(programmes(beside=True))
def test_what_is_found_beside_the_dtd_is_left_out_or_kept_as_it_is(programme: str) -> None:
    try:
        listed = read(programme)
    except Unusable:
        return
    see_that_it_is_valid(written(listed)[0])
    again, left_out = written(listed, as_found=True)
    assert (read(again), left_out) == (listed, Counter())


def test_the_dtd_refuses_what_is_not_valid() -> None:
    tree = etree.fromstring("<tv><programme start='2031' channel='x'><desc>x</desc><title>x</title></programme></tv>")
    assert not DTD.validate(tree)


def test_what_is_left_out_is_counted() -> None:
    listed = read(
        '<programme start="20310220210000 +0000" channel="tide.one"><title>X</title><live/><series-id>7</series-id>'
        '<credits><narrator>Ines Roe</narrator><actor role="Rose">Ada Fenn</actor></credits>'
        '<image type="banner">https://x.example/</image></programme>'
    )
    text, left_out = written(listed)
    assert left_out == {"people as <narrator>": 1, "type 'banner' of image": 1, "<live>": 1, "<series-id>": 1}
    assert text.splitlines()[2:5] == ["    <credits>", '      <actor role="Rose">Ada Fenn</actor>', "    </credits>"]


@pytest.mark.parametrize(
    ("offset", "expected"),
    [(None, "20310220210000"), (0, "20310220210000 +0000"), (330, "20310221023000 +0530"),
     (-210, "20310220173000 -0330")],
)  # fmt: skip
def test_times_keep_their_offset(offset: int | None, expected: str) -> None:
    assert time_of(1_929_387_600, offset) == expected


@given(st.text())
def test_any_text_can_be_written(text: str) -> None:
    expected = re.sub("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)
    element = etree.fromstring(channel(text, [(text, text)]).encode("utf-8", "replace"))
    assert (element.get("id"), element.findtext("display-name") or "") == (expected, expected)


def test_characters_that_xml_cannot_have_are_replaced() -> None:
    text = channel('a"b', [("A\x00B\uffff & C", "")])
    assert etree.fromstring(text).attrib == {"id": 'a"b'}
    assert etree.fromstring(text).findtext("display-name") == "A\ufffdB\ufffd & C"
