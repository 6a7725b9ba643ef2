"""Typographic posters: a picture made from a title's name, genre and year, the same every time.

Pure functions to SVG. The picture is decoration beside the name in text, so it is hidden from assistive
technology; its colours come from one hue, which belongs to the genre where there is one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from html import escape

WIDTH, HEIGHT, MARGIN = 400, 600, 32
GENRE_HUES = {
    "drama": 22, "comedy": 48, "crime": 350, "documentary": 95, "science fiction": 205, "fantasy": 268,
    "period": 34, "children": 175, "animation": 160, "reality": 320, "film": 12, "thriller": 230, "horror": 0,
}  # fmt: skip
# Advance widths of Newsreader at weight 600, in thousandths of an em, for the characters that names are made of.
ADVANCES = {
    character: width
    for width, characters in (
        (216, " "), (248, ",."), (276, "!:;ij'’"), (290, "il()|[]"), (345, "-"), (380, "ftI"), (410, "rs*"), (449, "J"),
        (472, "cçzeéèê?/"), (500, "aäåà"), (515, "g"), (551, "kxvyoöøó+–"), (575, "bduüpqhnñ"), (596, "n#$0123456789S"),
        (634, "LF"), (659, "ZPE"), (705, "RBCTY"), (749, "&AXV"), (776, "KDGNU"), (792, "OQw"), (840, "H%"), (867, "m"),
        (892, "@"), (1028, "MW…"),
    )
    for character in characters
}  # fmt: skip
UNKNOWN_ADVANCE = 620


def _width(word: str) -> float:
    return sum(ADVANCES.get(character, UNKNOWN_ADVANCE) for character in word) / 1000


def _break(name: str, size: float, room: float) -> list[str]:
    """Words into lines no wider than `room`, greedily; a word that is too long gets a line of its own."""
    lines: list[str] = []
    for word in name.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and _width(joined) * size <= room:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines


def set_name(name: str) -> tuple[list[str], float]:
    """The lines of a name and the largest size (in units of the picture) at which they fit."""
    room = WIDTH - 2 * MARGIN
    for size in (104, 92, 80, 70, 60, 52, 45, 38, 32, 26):
        lines = _break(name, size, room)
        if len(lines) * size * 1.02 <= HEIGHT * 0.43 and all(_width(line) * size <= room for line in lines):
            return lines, size
    # Longer than any name: what does not fit is cut with an ellipsis.
    lines = _break(name, 26, room)[:11]
    return [line if _width(line) * 26 <= room else f"{line[:24]}…" for line in lines], 26


def _numbers(seed: str) -> Iterator[int]:
    """An endless stream of bytes that depends on the seed alone."""
    block = hashlib.sha256(seed.encode()).digest()
    while True:
        yield from block
        block = hashlib.sha256(block).digest()


def _sun(numbers: Iterator[int], pale: str, strong: str) -> list[str]:
    """A sun, or a moon, behind bars."""
    x, y, r = 90 + next(numbers) % 220, 120 + next(numbers) % 90, 80 + next(numbers) % 60
    step = 14 + next(numbers) % 14
    bars = (f'<path d="M0 {h}H400" stroke="{pale}" stroke-width="{step / 3:.1f}"/>' for h in range(y, y + r, step))
    return [f'<circle cx="{x}" cy="{y}" r="{r}" fill="{strong}"/>', *bars]


def _stairs(numbers: Iterator[int], pale: str, strong: str) -> list[str]:
    steps = 4 + next(numbers) % 4
    width, height = 400 / steps, 270 / steps
    up = next(numbers) % 2
    parts = []
    for i in range(steps):
        x, y = (i * width if up else 400 - (i + 1) * width), 270 - (i + 1) * height
        box = f'x="{x:.0f}" y="{y:.0f}" width="{width + 1:.0f}" height="{270 - y:.0f}"'
        parts.append(f'<rect {box} fill="{strong}" opacity="{0.35 + 0.6 * i / steps:.2f}"/>')
    return parts


def _rings(numbers: Iterator[int], pale: str, strong: str) -> list[str]:
    x, y = next(numbers) % 400, 40 + next(numbers) % 200
    return [
        f'<circle cx="{x}" cy="{y}" r="{r}" fill="none" stroke="{strong}" stroke-width="{8 + r // 24}"/>'
        for r in range(24, 320, 30 + next(numbers) % 14)
    ]


def _shutters(numbers: Iterator[int], pale: str, strong: str) -> list[str]:
    slant, step = 40 + next(numbers) % 120, 26 + next(numbers) % 22
    return [
        f'<path d="M{x} 270L{x + slant} 0h{step // 2}L{x + step // 2} 270z" fill="{strong}"/>'
        for x in range(-slant, 400, step)
    ]


def _dots(numbers: Iterator[int], pale: str, strong: str) -> list[str]:
    """A field of dots that grows to one side."""
    step, side = 34 + next(numbers) % 14, next(numbers) % 2
    parts = []
    for x in range(step // 2, 400, step):
        r = step * 0.48 * ((x if side else 400 - x) / 400) + 2
        parts += [f'<circle cx="{x}" cy="{y}" r="{r:.1f}" fill="{strong}"/>' for y in range(step // 2, 270, step)]
    return parts


def _hills(numbers: Iterator[int], pale: str, strong: str) -> list[str]:
    parts = []
    for i, shade in enumerate((0.35, 0.6, 1.0)):
        a, b, y = next(numbers) % 200, 200 + next(numbers) % 200, 90 + 60 * i
        curve = f"M0 {y + 40}C{a} {y - 70} {b} {y + 110} 400 {y}V280H0z"
        parts.append(f'<path d="{curve}" fill="{strong}" opacity="{shade}"/>')
    return parts


FIGURES = (_sun, _stairs, _rings, _shutters, _dots, _hills)


def _figure(numbers: Iterator[int], pale: str, strong: str) -> str:
    """One of the figures in the upper part of the picture, drawn from the stream."""
    return "".join(FIGURES[next(numbers) % len(FIGURES)](numbers, pale, strong))


def poster(name: str, *, genre: str = "", year: int | None = None) -> str:
    """The poster of a title as an inline SVG of 400 by 600 units; text in the page's serif."""
    numbers = _numbers(f"{name}\n{genre}\n{year or ''}")
    hue = GENRE_HUES.get(genre.casefold(), next(numbers) * 360 // 256)
    dark = next(numbers) % 3 == 0
    ground = f"hsl({hue} 34% 17%)" if dark else f"hsl({hue} 46% 88%)"
    strong = f"hsl({hue} 62% 60%)" if dark else f"hsl({(hue + 8) % 360} 58% 46%)"
    ink = f"hsl({hue} 40% 95%)" if dark else f"hsl({hue} 45% 13%)"
    lines, size = set_name(name)
    bottom = HEIGHT - MARGIN - 44
    first = bottom - (len(lines) - 1) * size * 1.02
    text = "".join(
        f'<text x="{MARGIN}" y="{first + i * size * 1.02:.0f}">{escape(line)}</text>' for i, line in enumerate(lines)
    )
    label = " · ".join(part for part in (genre, str(year) if year else "") if part)
    foot = HEIGHT - MARGIN
    serif = f'fill="{ink}" font-family="Newsreader, Georgia, serif" font-weight="600" letter-spacing="-0.02em"'
    sans = f'fill="{ink}" font-family="Archivo, sans-serif" font-weight="600" font-size="17" letter-spacing="0.06em"'
    return (
        '<svg class="poster" xmlns="http://www.w3.org/2000/svg" aria-hidden="true" focusable="false"'
        f' viewBox="0 0 {WIDTH} {HEIGHT}"><rect width="{WIDTH}" height="{HEIGHT}" fill="{ground}"/>'
        f'<svg width="{WIDTH}" height="270" viewBox="0 0 {WIDTH} 270">{_figure(numbers, ground, strong)}</svg>'
        f'<g {serif} font-size="{size}">{text}</g>'
        f'<path d="M{MARGIN} {foot - 22}H{WIDTH - MARGIN}" stroke="{ink}" stroke-width="2"/>'
        f'<text x="{MARGIN}" y="{foot}" {sans}>{escape(label.upper())}</text></svg>'
    )
