"""Lines and JSON items of files that nobody vouches for."""

import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airdate.imports.opening import LONGEST_ITEM, LONGEST_LINE, Input, items_of, lines_of
from airdate.imports.records import BadRow, WrongFile

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
objects = st.lists(st.dictionaries(st.text(max_size=4), values, max_size=3), max_size=5)


def items(content: bytes) -> list[tuple[int, Any]]:
    """The items, each bad one as its reason."""
    found = items_of(io.BytesIO(content), "shows.json")
    return [(number, item.reason if isinstance(item, BadRow) else item) for number, item in found]


@given(objects, st.sampled_from([None, 2]))
def test_items_of_an_array_are_its_items(listed: list[dict[str, Any]], indent: int | None) -> None:
    assert items(json.dumps(listed, indent=indent).encode()) == list(enumerate(listed, 1))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"[]", []),
        (b'\xef\xbb\xbf[{"a": 1}]', [(1, {"a": 1})]),
        (b'{"a": 1}', [(1, {"a": 1})]),
        (b'{"a": 1}\n{"a": 2}\n', [(1, {"a": 1}), (2, {"a": 2})]),
        (b'[{"a": 1}, {"a":', [(1, {"a": 1}), (2, "the item is no JSON; what follows is not read")]),
        (b'[{"a": 1},', [(1, {"a": 1}), (2, "the file ends in the middle of its array")]),
        (b'[{"a": 1}, 7, {"a": 2}]', [(1, {"a": 1}), (2, "the item is no JSON object; what follows is not read")]),
        (b'[{"a": NaN}]', [(1, "the item is no JSON; what follows is not read")]),
        (b'[{"a": "\xff"}]', [(1, "the item is not UTF-8; what follows is not read")]),
        (b'[{"a": ' + b"[" * 100_000, [(1, "the item is nested too deeply; what follows is not read")]),
        (b'[{"a": "' + b"a" * LONGEST_ITEM + b'"}]', [(1, "the item is longer than 16 MiB; what follows is not read")]),
    ],
)
def test_items(content: bytes, expected: list[tuple[int, Any]]) -> None:
    assert items(content) == expected


@pytest.mark.parametrize("content", [b"", b"   \n", b"<html>", b"12", b'"text"'])
def test_what_is_no_json_of_objects_is_refused(content: bytes) -> None:
    with pytest.raises(WrongFile, match=r"^shows\.json is "):
        items(content)


def test_lines_are_numbered_and_bad_ones_keep_their_place() -> None:
    content = b"one\r\n" + b"x" * (LONGEST_LINE * 2) + b"\nthr\xffee\nfour"
    found = [(n, line if isinstance(line, str) else line.reason) for n, line in lines_of(io.BytesIO(content))]
    expected = [(1, "one"), (2, "the line is longer than 1 MiB"), (3, "the line is not UTF-8"), (4, "four")]
    assert found == expected
    assert [n for n, _ in lines_of(io.BytesIO(content), after=2)] == [3, 4]


def test_plain_and_packed_files_read_alike(tmp_path: Path) -> None:
    for name, content in (("a.tsv", b"one\ntwo\n"), ("b.tsv.gz", gzip.compress(b"one\ntwo\n", mtime=0))):
        (tmp_path / name).write_bytes(content)
        with Input(name, tmp_path / name).open() as stream:
            assert list(lines_of(stream)) == [(1, "one"), (2, "two")]


@pytest.mark.parametrize(
    "content",
    [gzip.compress(b"one\n" * 9999, mtime=0)[:-9], gzip.compress(b"one\n", mtime=0)[:10] + b"\xff" * 40],
    ids=["cut short", "wrong bytes"],  # bytes with the moment of packing would name the test anew each second
)
def test_a_damaged_file_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.tsv.gz").write_bytes(content)
    with (
        pytest.raises(WrongFile, match=r"^a\.tsv\.gz is damaged or incomplete \(.*\); get it again"),
        Input("a.tsv.gz", tmp_path / "a.tsv.gz").open() as stream,
    ):
        list(lines_of(stream))
