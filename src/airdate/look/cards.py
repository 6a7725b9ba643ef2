"""The picture that is shown where somebody shares a page: a date and a name on paper, 1200 by 630 pixels (Open Graph).

Drawn with the page's own two typefaces by Pillow, as PNG, the same every time for the same words. Pure.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from math import cos, radians, sin
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from airdate.look.dates import DateBlock

WIDTH, HEIGHT, MARGIN = 1200, 630, 64
FONTS = Path(__file__).parent / "static" / "look"
# The light theme of tokens.css; a test holds the two together.
PAPER, SHEET, INK, SOFT, RULE, ACCENT = "#fbf9f3", "#ffffff", "#1c1a16", "#524c40", "#d8d1c1", "#b02a1b"
BLOCK, WIDE_BLOCK, BLOCK_HEIGHT = 300, 400, 320
SIZES = (112, 96, 84, 72, 62, 54, 46)  # of a name, the largest that fits is taken
LINES = 4
FIRM = "confirmed"
NO_LETTER = "\U0010ffff"  # no typeface has it


@dataclass(frozen=True, slots=True)
class Card:
    """What a picture says. ``block`` is None where there is no date; ``status`` is the certainty of its date."""

    name: str
    kicker: str
    line: str = ""
    block: DateBlock | None = None
    status: str = FIRM


@cache
def serif(size: int, weight: int = 600) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(FONTS / "newsreader.woff2", size)
    font.set_variation_by_axes([weight])
    return font


@cache
def sans(size: int, weight: int = 600) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(FONTS / "archivo.woff2", size)
    wide = {"Weight": weight, "Width": 92}
    axes = [float(wide.get(_text(axis["name"]), axis["default"] or 0)) for axis in font.get_variation_axes()]
    font.set_variation_by_axes(axes)
    return font


def _text(name: object) -> str:
    return name.decode() if isinstance(name, bytes) else str(name)


def can_be_set(text: str) -> bool:
    """Whether the typefaces have every letter of a text: they are cut down to Latin."""
    font = serif(40)
    missing = bytes(font.getmask(NO_LETTER))
    return all(letter.isspace() or bytes(font.getmask(letter)) != missing for letter in set(text))


def card(told: Card) -> bytes:
    """The picture as PNG."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(picture)
    for top in (MARGIN - 6, MARGIN):
        draw.line([(MARGIN, top), (WIDTH - MARGIN, top)], fill=INK, width=2)
    left = MARGIN
    if told.block is not None:
        left += _date(draw, told.block, told.status, MARGIN, 150) + 56
    _name(draw, told, left)
    draw.text((MARGIN, HEIGHT - MARGIN), "Air", font=serif(56), fill=INK, anchor="ls")
    draw.text(
        (MARGIN + draw.textlength("Air", font=serif(56)), HEIGHT - MARGIN), "date", font=serif(56), fill=ACCENT,
        anchor="ls",
    )  # fmt: skip
    kept = io.BytesIO()
    picture.quantize(64).save(kept, "PNG")
    return kept.getvalue()


def _name(draw: ImageDraw.ImageDraw, told: Card, left: int) -> None:
    room = WIDTH - MARGIN - left
    draw.text((left, 172), told.kicker.upper(), font=sans(26), fill=ACCENT, anchor="ls")
    lines, size = _set(draw, told.name, room)
    top = 172 + round(size * 1.12)
    for number, line in enumerate(lines):
        draw.text((left - 2, top + number * round(size * 1.04)), line, font=serif(size), fill=INK, anchor="ls")
    below = top + (len(lines) - 1) * round(size * 1.04) + 64
    for number, line in enumerate(_broken(draw, told.line, sans(32, 400), room)[:2]):
        draw.text((left, below + number * 42), line, font=sans(32, 400), fill=SOFT, anchor="ls")


def _set(draw: ImageDraw.ImageDraw, name: str, room: int) -> tuple[list[str], int]:
    """The lines of a name and the largest size at which they fit."""
    for size in SIZES:
        lines = _broken(draw, name, serif(size), room)
        fits = all(draw.textlength(line, font=serif(size)) <= room for line in lines)
        if fits and len(lines) <= LINES and len(lines) * size * 1.04 <= 300:
            return lines, size
    lines = _broken(draw, name, serif(SIZES[-1]), room)
    return [line if draw.textlength(line, font=serif(SIZES[-1])) <= room else f"{line[:20]}…" for line in lines][
        :LINES
    ], SIZES[-1]


def _broken(draw: ImageDraw.ImageDraw, text: str, font: ImageFont.FreeTypeFont, room: int) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and draw.textlength(joined, font=font) <= room:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines


def _date(draw: ImageDraw.ImageDraw, block: DateBlock, status: str, left: int, top: int) -> int:
    """The date block, as dates.css draws it: shape for how fine, edge for how sure. Gives its width."""
    width = BLOCK if block.shape == "day" else WIDE_BLOCK
    box = (left, top, left + width, top + BLOCK_HEIGHT)
    firm = status == FIRM
    band = 64
    if block.shape == "year":
        for line in (top, top + BLOCK_HEIGHT):
            draw.line([(left, line), (left + width, line)], fill=INK, width=5)
    elif block.shape == "season":
        _arch(draw, box, status)
        band = 96
    else:
        draw.rectangle(box, fill=SHEET)
        _edge(draw, box, status)
        if firm and block.shape != "none":
            draw.rectangle((left, top, left + width, top + band), fill=INK)
    middle = left + width // 2
    light = firm and block.shape not in ("year", "season", "none")
    draw.text(
        (middle, top + band // 2 + 2), block.band.upper(), font=sans(30, 700), fill=PAPER if light else INK, anchor="mm"
    )
    size = 190 if block.shape == "day" else 76
    while size > 30 and draw.textlength(block.figure, font=serif(size)) > width - 28:
        size -= 6
    draw.text(
        (middle, top + band + (BLOCK_HEIGHT - band) * 0.44), block.figure, font=serif(size), fill=INK, anchor="mm"
    )
    draw.text((middle, top + BLOCK_HEIGHT - 36), block.foot, font=sans(28, 500), fill=SOFT, anchor="mm")
    if block.filled:
        cell = (width - 60) / len(block.filled)
        for place, filled in enumerate(block.filled):
            x = left + 30 + place * cell
            draw.rectangle(
                (x, top + BLOCK_HEIGHT - 46, x + cell - 6, top + BLOCK_HEIGHT - 26), fill=INK if filled else RULE
            )
    if status == "denied":
        draw.line([(left, top + BLOCK_HEIGHT), (left + width, top)], fill=ACCENT, width=6)
    return width


def _arch(draw: ImageDraw.ImageDraw, box: tuple[int, int, int, int], status: str) -> None:
    """A season: round above, with the edge of its certainty."""
    left, top, right, bottom = box
    round_above = (True, True, False, False)
    radius = (bottom - top) // 2
    line = {FIRM: 5, "rumoured": 0}.get(status, 2)
    draw.rounded_rectangle(box, radius, fill=SHEET, outline=INK if line else None, width=line, corners=round_above)
    if status == "expected":
        inner = (left + 7, top + 7, right - 7, bottom - 7)
        draw.rounded_rectangle(inner, radius - 7, outline=INK, width=2, corners=round_above)
    if status == "rumoured":
        straight = [(x, bottom) for x in range(left, right + 1, 16)] + [
            (x, top) for x in range(left + radius, right - radius, 16)
        ]
        straight += [(x, y) for y in range(top + radius, bottom, 16) for x in (left, right)]
        turn = range(0, 91, 6)
        round_left = [(left + radius * (1 - sin(radians(a))), top + radius * (1 - cos(radians(a)))) for a in turn]
        round_right = [(right - (x - left), y) for x, y in round_left]
        for x, y in (*straight, *round_left, *round_right):
            draw.ellipse((x - 4, y - 4, x + 4, y + 4), fill=INK)


def _edge(draw: ImageDraw.ImageDraw, box: tuple[int, int, int, int], status: str) -> None:
    """Solid for what is confirmed, double for what is expected, dotted for a rumour, thin for what is not known."""
    left, top, right, bottom = box
    if status == "rumoured":
        for x in range(left, right + 1, 16):
            for y in (top, bottom):
                draw.ellipse((x - 4, y - 4, x + 4, y + 4), fill=INK)
        for y in range(top, bottom + 1, 16):
            for x in (left, right):
                draw.ellipse((x - 4, y - 4, x + 4, y + 4), fill=INK)
    elif status == "expected":
        draw.rectangle(box, outline=INK, width=2)
        draw.rectangle((left + 7, top + 7, right - 7, bottom - 7), outline=INK, width=2)
    else:
        draw.rectangle(box, outline=INK, width=5 if status == FIRM else 2)
