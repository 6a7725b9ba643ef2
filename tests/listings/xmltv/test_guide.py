"""Whole files as they really come: encodings, packings, broken markup, what is refused."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from airdate.listings.xmltv.opening import GuideFile
from airdate.listings.xmltv.refusals import WrongGuide
from listings.tables import cases
from listings.xmltv.guides import CHANNEL, guide, programme, read


def titles(tmp_path: Path, content: str | bytes) -> list[str]:
    return [row.title for row in read(tmp_path, content).broadcasts]


@pytest.mark.parametrize("case", cases("encodings"))
def test_encodings_of_the_table(tmp_path: Path, case: dict[str, str]) -> None:
    declared = f' encoding="{case["declared"]}"' if case["declared"] else ""
    text = guide(programme(f"<title>{case['read']}</title>"), head=f'<?xml version="1.0"{declared}?>')
    # Lines of ASCII before and after, more than a chunk of them: what decides may come late.
    text = text.replace("<tv>", "<tv>" + "\n" * 300_000)
    assert titles(tmp_path, text.encode(case["bytes"])) == [case["read"]]


def test_lines_in_several_encodings(tmp_path: Path) -> None:
    lines = guide(programme("<title>Café</title>"), programme("<title>Thé</title>")).split("\n")
    got = read(tmp_path, b"\n".join(line.encode("cp1252" if "Thé" in line else "utf-8") for line in lines))
    assert [row.title for row in got.broadcasts] == ["Café", "Thé"]
    assert got.reading.mended == {"lines that are not UTF-8, read as Windows-1252": 1}


def zipped(content: bytes, *names: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, content)
    return packed.getvalue()


PACKINGS: dict[str, Callable[[bytes], bytes]] = {
    "plain": bytes, "gzip": gzip.compress, "xz": lzma.compress, "bzip2": bz2.compress,
    "zip": lambda content: zipped(content, "guide.xml"),
    "two gzips in one file": lambda content: gzip.compress(content[:100]) + gzip.compress(content[100:]),
    "two xz in one file": lambda content: lzma.compress(content[:100]) + lzma.compress(content[100:]),
    "a zip with a note beside": lambda content: zipped(content, "guide.xml", "README.txt"),
}  # fmt: skip


@pytest.mark.parametrize("packing", PACKINGS)
def test_packings_are_told_by_content(tmp_path: Path, packing: str) -> None:
    assert titles(tmp_path, PACKINGS[packing](guide(programme()).encode())) == ["The Kettle"]


@pytest.mark.parametrize("packing", ["gzip", "xz", "bzip2", "zip"])
def test_a_packed_file_that_breaks_off_is_refused(tmp_path: Path, packing: str) -> None:
    content = guide(*[programme(f"<title>Kettle {n * 7919 % 1000}</title>") for n in range(2000)]).encode()
    whole = PACKINGS[packing](content)
    with pytest.raises(WrongGuide, match="is damaged or incomplete"):
        titles(tmp_path, whole[: len(whole) * 2 // 3])


@pytest.mark.parametrize("packing", ["gzip", "xz", "bzip2", "zip"])
def test_decompression_bombs_are_refused(tmp_path: Path, packing: str) -> None:
    bomb = PACKINGS[packing](b"<tv>" + b" " * (40 << 20) + b"</tv>")
    assert len(bomb) < 200_000
    with pytest.raises(WrongGuide, match=r"unpack to more than 250 times|no element ends within|no XMLTV guide"):
        titles(tmp_path, bomb)


def test_a_bomb_of_real_elements_is_refused(tmp_path: Path) -> None:
    """One that would pass for a guide: it is told by its ratio."""
    packer = lzma.LZMACompressor()
    block = programme(f"<title>Kettle</title><desc>{'words ' * 500}</desc>").encode() * 100
    parts = [packer.compress(b"<tv>")] + [packer.compress(block) for _ in range(80)] + [packer.flush()]
    with pytest.raises(WrongGuide, match="unpack to more than 250 times as much"):
        titles(tmp_path, b"".join(parts))


ENTITIES = '<!DOCTYPE tv [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (guide(programme()).replace("<tv>", f"{ENTITIES}<tv>"), "declares entities of its own"),
        (guide(programme()).replace("<tv>", '<!DOCTYPE tv [<!ENTITY x SYSTEM "file:///etc/passwd">]><tv>'), "entities"),
        ("<html><body>Not found</body></html>", "its root is <html>, not <tv>"),
        ('{"error": "not found"}', "begins with"),
        ("", "is empty"),
        ("   \n", "is empty"),
        ("<tv>", "breaks off at line 1"),
        (guide(programme(), programme()).removesuffix("</tv>\n"), "breaks off at line 5"),
        (guide(programme(), programme())[:-40], "breaks off at line 5"),
        ("<tv>" + "<a>x</a>" * 1_200_000 + "</tv>", "no element ends within 8 MiB"),
    ],
)  # fmt: skip
def test_what_is_no_guide_is_refused_in_one_line(tmp_path: Path, content: str, message: str) -> None:
    with pytest.raises(WrongGuide, match=message) as refused:
        titles(tmp_path, content)
    assert str(refused.value).startswith("guide.xml ")
    assert "\n" not in str(refused.value)


def test_archives_of_several_guides_are_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongGuide, match="an archive of 2 files"):
        titles(tmp_path, zipped(b"<tv></tv>", "a.xml", "b.xml"))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(WrongGuide, match="cannot be read: No such file"):
        GuideFile("gone.xml", tmp_path / "gone.xml").size()


BROKEN = {
    "a bare ampersand": (programme("<title>Salt & Pepper</title>"), "Salt & Pepper"),
    "an ampersand before a word": (programme("<title>R&B;s &nonsense; &amp</title>"), "R&B;s &nonsense; &"),
    "entities of HTML": (programme("<title>Caf&eacute; &ndash; &hellip;&nbsp;</title>"), "Café – …"),
    "an entity of HTML that is markup": (programme("<title>a &LT; b</title>"), "a < b"),
    "a reference to no character": (programme("<title>Ket&#0;t&#xD800;le</title>"), "Kettle"),
    "a reference to a C1 control": (programme("<title>it&#146;s</title>"), "it’s"),
    "control characters": (programme("<title>Ket\x0ct\x00le</title>"), "Kettle"),
    "CDATA": (programme("<title><![CDATA[Salt & <b>Pepper</b>]]></title>"), "Salt & Pepper"),
    "a less-than sign": (programme("<title>Kettle</title><desc>a < b</desc>"), "Kettle"),
    "a tag that is not closed": (programme("<title>Kettle</title><desc>Words"), "Kettle"),
    "a tag closed by another": (programme("<title>Kettle</titel><desc>Words</desc>"), "Kettle"),
    "an attribute without quotes": (programme("<title lang=en>Kettle</title>"), "Kettle"),
    "attributes in single quotes": (programme("<title lang='en'>Kettle</title>"), "Kettle"),
    "a sign in an attribute": (programme("<title>Kettle</title><icon src='a>b'/>"), "Kettle"),
    "a namespace": (programme("<title>Kettle</title><x:more>1</x:more>"), "Kettle"),
    "an instruction": (programme("<title>Kettle</title><?php echo 1 ?>"), "Kettle"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_broken_markup_harms_no_other_programme(tmp_path: Path, name: str) -> None:
    element, title = BROKEN[name]
    around = [programme(f"<title>Around {n}</title>") for n in range(4)]
    got = read(tmp_path, guide(*around[:2], element, *around[2:]))
    assert [row.title for row in got.broadcasts] == ["Around 0", "Around 1", title, "Around 2", "Around 3"]
    assert got.lines == [4, 5, 6, 7, 8]
    assert got.reading.skipped.by_reason == {}


def test_a_programme_that_is_never_closed(tmp_path: Path) -> None:
    got = read(tmp_path, guide(programme().removesuffix("</programme>"), programme("<title>Next</title>")))
    assert [row.title for row in got.broadcasts] == ["The Kettle", "Next"]


def test_comments_hide_what_is_in_them(tmp_path: Path) -> None:
    content = guide(programme(), f"<!-- {programme('<title>Hidden</title>')}\n\n -->", programme("<title>Seen</title>"))
    got = read(tmp_path, content)
    assert [row.title for row in got.broadcasts] == ["The Kettle", "Seen"]
    assert got.lines == [4, 8]


def test_programmes_may_stand_before_their_channel(tmp_path: Path) -> None:
    got = read(tmp_path, f"<tv>{programme()}{CHANNEL}{programme()}</tv>")
    assert (len(got.channels), len(got.broadcasts)) == (1, 2)


def test_guides_joined_one_behind_the_other(tmp_path: Path) -> None:
    assert titles(tmp_path, guide(programme()) + guide(programme("<title>Second</title>"))) == ["The Kettle", "Second"]


def test_elements_in_one_tag(tmp_path: Path) -> None:
    got = read(tmp_path, f'<tv><channel id="a"/>{programme()}<programme start="20310220" channel="a"/></tv>')
    assert ([each.id for each in got.channels], len(got.broadcasts)) == (["a"], 1)
    assert got.reading.skipped.total == 1
    assert read(tmp_path, "<tv/>").broadcasts == []


def test_the_root_and_a_document_type(tmp_path: Path) -> None:
    head = '<?xml version="1.0"?>\n<!-- made by hand --><!DOCTYPE tv SYSTEM "xmltv.dtd">\n'
    got = read(tmp_path, f'{head}<tv date="20310220" source-info-name="Tide &amp; Sons">{programme()}</tv>')
    assert got.reading.root == {"date": "20310220", "source-info-name": "Tide & Sons"}
    assert len(got.broadcasts) == 1


def test_lines_are_counted_over_many_pieces(tmp_path: Path) -> None:
    elements = [programme(f"<title>Kettle</title>\n<desc>{'words ' * 30}</desc>") for _ in range(5000)]
    elements[4321] = programme("<desc>no title</desc>")
    got = read(tmp_path, guide(*elements))
    assert got.reading.skipped.by_reason["it has no title"]["lines"] == [4 + 2 * 4321]
    assert (got.lines[0], got.lines[-1]) == (4, 4 + 2 * 4998 + 1)


def test_unknown_elements_beside_programmes_do_no_harm(tmp_path: Path) -> None:
    assert titles(tmp_path, guide("<notice>Hello</notice>", programme(), "<notice/>")) == ["The Kettle"]
