"""However the lines of a guide fall, it is the same guide: read by lines, or parsed by libxml2."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from airdate.listings.xmltv import lines
from listings.xmltv.guides import guide, programme, read
from listings.xmltv.test_elements import WHOLE

CDATA = programme("<title><![CDATA[Tea]]></title>")  # sends a whole piece the long way
CHILDREN = [
    "<title lang='en'>The Kettle &amp; I</title>",
    '<title lang="fr">La bouilloire ></title>',
    "<sub-title>Steam</sub-title>",
    "<desc>It boils.\nTwice. [AD,S]</desc>",
    "<desc>It <b>boils</b><br/><br/>over</desc>",
    "<credits><director>Ada Fenn</director><actor role='Nell'>Mara Quill</actor></credits>",
    "<credits>\n<presenter>Hugo Weir</presenter>\n</credits>",
    "<credits><actor>Ida <url>https://a.example</url></actor></credits>",
    "<date>20310101</date>",
    "<category lang='en'>Drama</category>",
    "<category/>",
    "<length units='minutes'>55</length>",
    '<icon src="https://tide.example/k.png?a=1&amp;b=2"/>',
    '<episode-num system="xmltv_ns">2.4/8.</episode-num>',
    "<video>\n  <aspect>16:9</aspect>\n</video>",
    "<previously-shown/>",
    "<new/>",
    "<rating system='Tide'>\n<value>12</value></rating>",
    '<subtitles type="teletext"><language>English</language></subtitles>',
    "<nest><nest>one</nest>two</nest>",
    "<lcn>5</lcn>",
    "words beside elements",
    "words<credits><actor>Ida Pike</actor></credits>",
    "<sub-title>Steam</sub-title><!-- again --><sub-title>Smoke</sub-title>",
    "<desc>It boils over</desc>words",
    "<desc>It boils &lt;over&gt; &#38; on</desc>",
]
BEGINNINGS = [
    '<programme start="20310220210000 +0000" stop="20310220220000 +0000" channel="tide.example">',
    "<programme channel='a &amp; b' start='20310220210000' showview=\"1&gt;2\">",
    '<programme start="20310220220000 +0000" stop="20310220230000 +0000" channel="a &amp; b">',
    '<programme  start="20310220210000 +0100"  stop="null" channel=" tide.example " >',
]
SEPARATORS = ["\n", "\n    ", "", "\r\n\t", "\n\n", " "]


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=150, deadline=None
)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(BEGINNINGS), st.lists(st.sampled_from(CHILDREN), max_size=8), st.sampled_from(SEPARATORS)
        ),
        min_size=1, max_size=4,
    ),
    st.sampled_from(SEPARATORS),
)  # fmt: skip
def test_both_ways_agree_wherever_lines_end(
    tmp_path: Path, made: list[tuple[str, list[str], str]], between: str
) -> None:
    elements = [
        separator.join([begins, "<title>Kettle</title>", *children, "</programme>"])
        for begins, children, separator in made
    ]
    body = between.join(elements)
    short, long = read(tmp_path, guide(body)), read(tmp_path, guide(body, CDATA))
    assert (short.broadcasts, short.lines) == (long.broadcasts[:-1], long.lines[:-1])
    assert short.reading.mended == long.reading.mended


def test_a_guide_on_one_line(tmp_path: Path) -> None:
    one = guide(programme(WHOLE.replace("\n", "")), programme("<title>Next</title>")).replace("\n", "")
    many = guide(programme(WHOLE), programme("<title>Next</title>"))
    assert read(tmp_path, one).broadcasts == read(tmp_path, many).broadcasts


def test_lines_that_are_forgotten_are_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elements = [programme(f"\n<title>Kettle {n % 7}</title>\n<category>Drama</category>\n") for n in range(50)]
    whole = read(tmp_path, guide(*elements)).broadcasts
    monkeypatch.setattr(lines, "REMEMBERED", 1)
    assert read(tmp_path, guide(*elements)).broadcasts == whole


def test_children_of_a_programme_that_is_never_closed_are_not_those_of_the_next(tmp_path: Path) -> None:
    begins = '<programme start="20310220210000" channel="tide.example">'
    broken = f"{begins}\n<title>First</title>\n<credits>\n<actor>Ada Fenn</actor>"
    whole = f"{begins}\n<title>Second</title>\n<credits>\n<actor>Ida Pike</actor>\n</credits>\n</programme>"
    got = read(tmp_path, guide(broken, whole, programme("<title>Third</title>")))
    assert [row.title for row in got.broadcasts] == ["First", "Second", "Third"]
    assert "Pike" not in got.broadcasts[0].details
