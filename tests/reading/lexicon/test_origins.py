"""NOTICE and ORIGINS.md name the lexicon's files as they are in the tree."""

import re
from pathlib import Path

from airdate.reading.lexicon import tables

ROOT = Path(__file__).parents[3]
FOLDER = "src/airdate/reading/lexicon/data/"


def table_rows():
    text = (tables.data() / "ORIGINS.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1:4] for line in text.splitlines() if line.startswith("| `")]
    return [(re.findall(r"`([^`]+)`", files), licence.strip()) for files, _, licence in rows]


def test_every_table_has_an_origin():
    named = sorted(name for files, _ in table_rows() for name in files)
    there = sorted(
        [path.name for path in tables.data().iterdir() if path.name.endswith(".tsv")]
        + [f"titles/{path.name}" for path in tables.title_files()]
    )
    assert named == there


def test_notice_lists_what_was_taken_from_others():
    taken = sorted(FOLDER + name for files, licence in table_rows() if licence != "Apache-2.0" for name in files)
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    assert sorted(re.findall(rf"^{FOLDER}\S+$", notice, re.MULTILINE)) == taken
    assert [path for path in taken if not (ROOT / path).is_file()] == []
