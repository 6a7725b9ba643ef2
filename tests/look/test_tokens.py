"""The colours of both themes keep the contrast that they promise (WCAG 2.2: AAA for text, AA for the accent)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import airdate.look

STATIC = Path(airdate.look.__file__).parent / "static" / "look"
LIGHT, DARK = (STATIC / "tokens.css").read_text().split("@media (prefers-color-scheme: dark)")
GROUNDS = ("paper", "sheet")
STYLES = sorted(STATIC.glob("*.css"))
LONGEST_FILE = 400  # lines


def colours(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", css))


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("name", "least"), [("ink", 7), ("soft", 7), ("accent", 4.5)])
def test_what_is_written_can_be_read(theme: str, name: str, least: float) -> None:
    found = colours(theme)
    assert min(contrast(found[name], found[ground]) for ground in GROUNDS) >= least


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_both_themes_name_the_same_colours(theme: str) -> None:
    assert set(colours(theme)) == set(colours(LIGHT))
    found = colours(theme)
    assert contrast(found["on-ink"], found["ink"]) >= 7
    assert contrast(found["rule-strong"], found["paper"]) >= 3


def test_colours_are_named_in_the_tokens_alone() -> None:
    found = {path.name: re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(", path.read_text()) for path in STYLES}
    assert [name for name, colours in found.items() if colours] == ["print.css", "tokens.css"]


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_no_file_of_style_is_long(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= LONGEST_FILE
