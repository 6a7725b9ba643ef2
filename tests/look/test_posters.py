"""Posters: always the same for the same title, always well-formed, never wider than the picture."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from airdate.look.posters import MARGIN, WIDTH, _width, poster, set_name

NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=120)


@given(NAMES, st.sampled_from(["", "Drama", "Crime", "Puppetry"]), st.none() | st.integers(1900, 2100))
def test_any_name_makes_one_well_formed_picture(name: str, genre: str, year: int | None) -> None:
    first = poster(name, genre=genre, year=year)
    assert first == poster(name, genre=genre, year=year)
    try:
        ET.fromstring(first)
    except ET.ParseError:
        # Characters that XML has no place for are the browser's to replace; HTML takes them.
        assert any(ord(c) in (0xFFFE, 0xFFFF) for c in name)


@given(NAMES)
def test_a_name_stays_inside_its_margins(name: str) -> None:
    lines, size = set_name(name)
    assert all(_width(line) * size <= WIDTH - 2 * MARGIN or len(line) <= 25 for line in lines)


def test_a_name_is_text_and_not_markup() -> None:
    assert "<script>" not in poster("<script>alert(1)</script>")
