"""Every element of the DTD is kept, and every oddity that real guides have is either mended or named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from airdate.listings.flags import Flag
from airdate.listings.xmltv.elements import Listed
from listings.xmltv.guides import guide, programme, read, read_one

WHOLE = """
<title lang="en">The Kettle Returns</title><title lang="fr">La bouilloire</title>
<sub-title lang="en">Steam</sub-title>
<desc lang="en">A kettle comes home. [AD,S]</desc><desc lang="fr">Une bouilloire.</desc>
<credits><director>Ada Fenn</director><actor role="Nell" guest="yes">Mara Quill<image type="person">https://tide.example/m.png</image></actor>
<presenter>Hugo Weir</presenter></credits>
<date>20310101</date>
<category lang="en">Drama</category><category>Crime</category>
<keyword lang="en">tea</keyword>
<language>English</language><orig-language lang="en">Welsh</orig-language>
<length units="minutes">55</length>
<icon src="https://tide.example/k.png" width="10" height="20"/>
<url system="tide">https://tide.example/kettle</url>
<country>GB</country>
<episode-num system="xmltv_ns">2.4/8.</episode-num><episode-num system="onscreen">S3 E5</episode-num>
<video><present>yes</present><colour>yes</colour><aspect>16:9</aspect><quality>HDTV</quality></video>
<audio><present>yes</present><stereo>dolby</stereo></audio>
<previously-shown start="20300101000000" channel="tide.example"/>
<premiere lang="en">First on free television</premiere><last-chance>Tonight</last-chance><new/>
<subtitles type="teletext"><language>English</language></subtitles><subtitles type="deaf-signed"/>
<rating system="Tide"><value>12</value><icon src="https://tide.example/12.png"/></rating>
<star-rating system="Tide"><value>4/5</value></star-rating>
<review type="text" source="Tide" reviewer="A. Fenn">Warm.</review>
<image type="poster" size="3" orient="P" system="tide">https://tide.example/p.png</image>
"""
DETAILS: dict[str, Any] = {
    "titles": [["La bouilloire", "fr"]],
    "descs": [["Une bouilloire.", "fr"]],
    "credits": [
        ["director", "Ada Fenn"],
        ["actor", "Mara Quill", "Nell", {"guest": True, "images": ["https://tide.example/m.png"]}],
        ["presenter", "Hugo Weir"],
    ],
    "date": "20310101",
    "categories": [["Drama", "en"], ["Crime", ""]],
    "keywords": [["tea", "en"]],
    "language": ["English", ""],
    "orig_language": ["Welsh", "en"],
    "length": [55, "minutes"],
    "icons": [["https://tide.example/k.png", "10", "20"]],
    "urls": [["https://tide.example/kettle", "tide"]],
    "countries": [["GB", ""]],
    "numbers": [["xmltv_ns", "2.4/8."], ["onscreen", "S3 E5"]],
    "of": 8,
    "video": {"present": "yes", "colour": "yes", "aspect": "16:9", "quality": "HDTV"},
    "audio": {"present": "yes", "stereo": "dolby"},
    "shown": {"start": "20300101000000", "channel": "tide.example"},
    "premiere": ["First on free television", "en"],
    "last_chance": ["Tonight", ""],
    "subtitles": [["teletext", "English", ""], ["deaf-signed"]],
    "ratings": [["Tide", "12", ["https://tide.example/12.png"]]],
    "stars": [["Tide", "4/5"]],
    "reviews": [["Warm.", {"type": "text", "source": "Tide", "reviewer": "A. Fenn"}]],
    "images": [["https://tide.example/p.png", {"type": "poster", "size": "3", "orient": "P", "system": "tide"}]],
    "lang": "en",
    "attrs": {"showview": "12345", "clumpidx": "0/1"},
}
ALL = Flag.NEW | Flag.PREMIERE | Flag.LAST_CHANCE | Flag.REPEAT | Flag.SUBTITLES | Flag.SIGNED | Flag.AUDIO_DESCRIPTION


def test_all_that_the_dtd_has_is_kept(tmp_path: Path) -> None:
    got = read_one(tmp_path, WHOLE, also=' showview="12345" clumpidx="0/1"', start="20310220210000 +0100")
    assert got._replace(details="") == Listed(
        "tide.example", 1929384000, 1929391200, 60, "The Kettle Returns", "Steam", "A kettle comes home. [AD,S]",
        "drama", int(ALL), False, 3, 5, 2031, "",
    )  # fmt: skip
    assert json.loads(got.details) == DETAILS


def test_the_order_of_children_does_not_matter(tmp_path: Path) -> None:
    lines = [line for line in WHOLE.replace("</actor>\n", "</actor>").splitlines() if line]
    got = read_one(tmp_path, "\n".join(reversed(lines)), also=' showview="12345" clumpidx="0/1"')
    details = json.loads(got.details)
    assert {key: sorted(value, key=str) if isinstance(value, list) else value for key, value in details.items()} == {
        key: sorted(value, key=str) if isinstance(value, list) else value for key, value in DETAILS.items()
    }


def test_an_element_parsed_is_an_element_read_as_it_stands(tmp_path: Path) -> None:
    """The two ways in agree: CDATA sends a whole piece the long way."""
    short = read(tmp_path, guide(programme(WHOLE))).broadcasts
    long = read(tmp_path, guide(programme(WHOLE), programme("<title><![CDATA[Tea]]></title>"))).broadcasts
    assert short == long[:1]
    assert long[1].title == "Tea"


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=60, deadline=None
)
@given(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co"))),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co"))),
)
def test_both_ways_agree_on_any_text(tmp_path: Path, title: str, words: str) -> None:
    def xml(text: str) -> str:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    inside = f"<title>Kettle {xml(title)}</title><desc>{xml(words)}</desc><category>{xml(title)}</category>"
    short = read(tmp_path, guide(programme(inside))).broadcasts
    long = read(tmp_path, guide(programme(inside), programme("<title><![CDATA[Tea]]></title>"))).broadcasts
    assert short == long[:1]


def details_of(tmp_path: Path, inside: str) -> dict[str, Any]:
    return json.loads(read_one(tmp_path, f"<title>Kettle</title>{inside}").details)


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<date>2003|2004</date>", {"date": "2003|2004"}),
        ("<date>2003</date>", {}),
        ("<rating/><rating system='x'><value/></rating>", {}),
        ("<credits><actor/><actor> </actor></credits>", {}),
        ("<series-id>4607</series-id><lcn>1</lcn>", {"other": [["series-id", "4607"], ["lcn", "1"]]}),
        ("<length>long</length>", {}),
        ("<icon/><url/><keyword> </keyword><category/>", {}),
        ("<desc>It <b>boils</b><br/>over</desc>", {}),
        ("<video/>", {}),
        ("<previously-shown/>", {}),
    ],
)
def test_oddities_in_elements(tmp_path: Path, inside: str, expected: dict[str, Any]) -> None:
    assert details_of(tmp_path, inside) == expected


def test_languages_that_differ_are_kept_apart(tmp_path: Path) -> None:
    inside = '<title lang="en_NZ">Kettle</title><desc lang="short">It boils.</desc>'
    assert json.loads(read_one(tmp_path, inside).details) == {"langs": {"title": "en-NZ"}}


def test_markup_in_a_text_is_taken_off(tmp_path: Path) -> None:
    got = read_one(tmp_path, "<title>The <i>Kettle</i></title><desc>It <b>boils</b>.<br/>Over.</desc>")
    assert (got.title, got.description) == ("The Kettle", "It boils.\nOver.")


def test_a_sub_title_stands_in_for_a_missing_title(tmp_path: Path) -> None:
    got = read(tmp_path, guide(programme("<title/><sub-title>Steam</sub-title>")))
    assert [(row.title, row.sub_title) for row in got.broadcasts] == [("Steam", "")]
    assert got.reading.mended == {"no title: its sub-title taken": 1}


@pytest.mark.parametrize(
    ("given", "reason", "example"),
    [
        (programme("<desc>Words.</desc>"), "it has no title", "Words."),
        (programme(start=""), "it has no start", ""),
        (programme(start="tomorrow"), "its start is no time", "tomorrow"),
        (programme(channel=""), "it names no channel", ""),
        (programme(channel="x" * 301), "its channel's id has more than 300 characters", "x" * 80),
        ('<channel id=""><display-name>Nobody</display-name></channel>', "a channel has no id", "Nobody"),
    ],
)
def test_what_cannot_be_used_is_named_with_its_line(tmp_path: Path, given: str, reason: str, example: str) -> None:
    got = read(tmp_path, guide(programme(), given, programme()))
    assert got.reading.skipped.by_reason == {reason: {"count": 1, "lines": [5], "example": example}}
    assert (len(got.broadcasts), got.lines) == (2, [4, 6])


@pytest.mark.parametrize(
    ("stop", "expected", "noted"),
    [
        (None, None, "no stop: left open"),
        ("", None, "no stop: left open"),
        ("null", None, "stop is no time: left open"),
        ("20310220200000 +0000", None, "stop before the start: left open"),
        ("20310220210000 +0000", 1929387600, "no length: it stops when it starts"),
        ("20310222210000 +0000", 1929560400, "longer than 24 hours"),
        ("20320222210000 +0000", None, "stop more than 31 days after the start: left open"),
    ],
)
def test_ends_that_cannot_be_are_left_open(tmp_path: Path, stop: str | None, expected: int | None, noted: str) -> None:
    got = read(tmp_path, guide(programme(stop=stop)))
    assert [row.stop for row in got.broadcasts] == [expected]
    assert got.reading.mended == {noted: 1}


@pytest.mark.parametrize(
    ("categories", "group", "flags"),
    [
        ((), "other", Flag(0)),
        (("News",), "news", Flag(0)),
        (("Crime", "Film"), "film", Flag.FILM),
        (("Movie / Drama",), "drama", Flag(0)),
        (("Deportes", "Live"), "sport", Flag.LIVE),
        (("Series Finale", "Comedy"), "comedy", Flag.FINALE),
        (("Knitting",), "other", Flag(0)),
    ],
)
def test_categories_are_sorted_into_groups(
    tmp_path: Path, categories: tuple[str, ...], group: str, flags: Flag
) -> None:
    inside = "<title>Kettle</title>" + "".join(f"<category>{each}</category>" for each in categories)
    got = read_one(tmp_path, inside)
    assert (got.group, got.flags) == (group, int(flags))


def test_channels(tmp_path: Path) -> None:
    long = "Tide " * 60
    content = guide(
        f'<channel id="two.example"><display-name lang="en">Tide Two</display-name><display-name>{long}</display-name>'
        '<icon src="https://tide.example/2.png"/><url>https://tide.example/</url><lcn>102</lcn></channel>',
    )
    one, two = read(tmp_path, content).channels
    assert (one.id, one.names) == ("tide.example", (("Tide One", ""),))
    assert two.names == (("Tide Two", "en"), (long.strip(), ""))
    assert (two.icons, two.urls, two.number) == (("https://tide.example/2.png",), ("https://tide.example/",), 102)
