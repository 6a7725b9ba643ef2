"""Plots as inline SVG: lines in steps over time, labelled directly. A table with the same content stands behind each.

Pure functions to SVG. Sizes and colours of lines and words are those of `plots.css`; nothing here has a `style`.
A step on a day that is known is upright; of one that is only known to fall between two days the line slopes, dashed,
from the one to the other. What is still ahead is dashed as well.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from html import escape

HEIGHT, TOP, FOOT = 240, 22, 26
WIDE, NARROW = 720, 340  # the widths at which a plot is drawn; the page shows the one that fits
ENDS = {WIDE: 150, NARROW: 96}  # room for the words at the ends of the lines
LEAST_DAYS = 120  # that a plot spans
FURTHEST = dt.timedelta(days=40 * 365)
LETTER = 7  # the width of a character of the words, about
GAP = 15  # between two lines of words
LONGEST = {WIDE: 20, NARROW: 12}  # characters of the words at the end of a line
MANY_MONTHS = 20  # from here on the years are marked, not the months
PAST_MONTHS = {WIDE: 1, NARROW: 3}  # every so many months a mark


@dataclass(frozen=True, slots=True)
class Step:
    """A value that holds from some day between ``first`` and ``last`` on, both ends included.

    ``told`` says that the day is only that on which it was told; ``sure`` is False of what is rumoured.
    """

    value: Decimal
    first: dt.date
    last: dt.date
    told: bool = False
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the plot: its words, and its steps in the order in which they were told."""

    words: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class _Scale:
    start: dt.date
    end: dt.date
    top: float
    width: int

    def x(self, day: dt.date) -> float:
        inside = self.width - ENDS[self.width] - 4
        days = (min(max(day, self.start), self.end) - self.start).days
        return round(4 + inside * days / (self.end - self.start).days, 1)

    def y(self, value: Decimal) -> float:
        return round(TOP + (HEIGHT - TOP - FOOT) * (1 - float(value) / self.top), 1)


def step_plot(
    lines: Sequence[Line], today: dt.date, *, width: int, words_of: Callable[[Decimal], str],
    month_of: Callable[[dt.date], str], today_words: str,
) -> str:  # fmt: skip
    """The SVG of lines in steps. ``words_of`` says a value, ``month_of`` names a month in a word.

    ``width`` is `WIDE` or `NARROW`. Raises `ValueError` where there is nothing to draw.
    """
    drawn = [replace(line, steps=_in_force(line.steps)) for line in lines]
    steps = [step for line in drawn for step in line.steps]
    if not steps:
        raise ValueError("a plot needs at least one step")
    scale = _scale(steps, today, width)
    parts = [*_months(scale, month_of), *_today(scale, today, today_words)]
    ends = []
    for line in drawn:
        if line.steps:
            parts += _line(line, scale, today, words_of)
            ends.append((scale.y(line.steps[-1].value), line, words_of(line.steps[-1].value)))
    parts += _ends(ends, scale)
    size = f'viewBox="0 0 {width} {HEIGHT}" width="{width}" height="{HEIGHT}"'
    kind = "wide" if width == WIDE else "narrow"
    return f'<svg class="plot plot--{kind}" {size} aria-hidden="true" focusable="false">{"".join(parts)}</svg>'


def _in_force(steps: Sequence[Step]) -> tuple[Step, ...]:
    """The steps by day. One that was told otherwise before its day had come, for the same day, never held."""
    kept: list[Step] = []
    for step in steps:
        while kept and kept[-1].first >= step.first:
            kept.pop()
        kept.append(step)
    return tuple(kept)


def _scale(steps: Sequence[Step], today: dt.date, width: int) -> _Scale:
    start = min(step.first for step in steps)
    end = max(today, max(step.last for step in steps))
    start, end = max(start, today - FURTHEST), min(end, today + FURTHEST)  # an article may name any year
    start = min(start, end - dt.timedelta(days=LEAST_DAYS))
    end += dt.timedelta(days=max(7, (end - start).days // 20))
    return _Scale(start, end, float(max(step.value for step in steps)) * 1.12 or 1.0, width)


def _months(scale: _Scale, month_of: Callable[[dt.date], str]) -> list[str]:
    """The foot of the plot: a rule, and the months or the years below it."""
    floor = HEIGHT - FOOT
    parts = [f'<path class="plot__floor" d="M4 {floor}H{scale.width - ENDS[scale.width]}"/>']
    months = (scale.end.year - scale.start.year) * 12 + scale.end.month - scale.start.month
    yearly = months > MANY_MONTHS
    every = 12 * (1 + months // 240) if yearly else PAST_MONTHS[scale.width] * (2 if months > 8 else 1)
    at = scale.start.year * 12 + scale.start.month  # the month after that of the start, counted from 0
    room = 0.0
    for month in range(at, at + months):
        day = dt.date(month // 12, month % 12 + 1, 1)
        if (month % every if yearly else (month - at) % every) or day >= scale.end:
            continue
        x, words = scale.x(day), str(day.year) if yearly or day.month == 1 else month_of(day)
        parts.append(f'<path class="plot__tick" d="M{x} {floor}v5"/>')
        if x >= room and x < scale.width - ENDS[scale.width] - 12:
            parts.append(f'<text class="plot__month" x="{x}" y="{HEIGHT - 6}">{escape(words)}</text>')
            room = x + 9 * len(words) + 6
    return parts


def _today(scale: _Scale, today: dt.date, words: str) -> list[str]:
    x = scale.x(today)
    anchor = "end" if x > scale.width / 2 else "start"
    return [
        f'<path class="plot__today" d="M{x} {TOP - 6}V{HEIGHT - FOOT}"/>',
        f'<text class="plot__now" x="{x}" y="{TOP - 10}" text-anchor="{anchor}">{escape(words)}</text>',
    ]


def _line(line: Line, scale: _Scale, today: dt.date, words_of: Callable[[Decimal], str]) -> list[str]:
    parts = []
    before: Step | None = None
    for n, step in enumerate(line.steps):
        x, y = scale.x(step.last), scale.y(step.value)
        if before is not None:
            held, dashed = scale.y(before.value), step.first != step.last or step.last > today or not step.sure
            parts.append(_path(f"M{scale.x(step.first)} {held}L{x} {y}", dashed=dashed))
        until = line.steps[n + 1].first if n + 1 < len(line.steps) else scale.end
        turn = min(max(today, step.last), until)  # what is ahead of today is dashed
        if turn > step.last:
            parts.append(_path(f"M{x} {y}H{scale.x(turn)}", dashed=not step.sure))
        if until > turn:
            parts.append(_path(f"M{scale.x(turn)} {y}H{scale.x(until)}", dashed=True))
        kind = "plot__dot plot__dot--told" if step.told else "plot__dot"
        parts.append(f'<circle class="{kind}" cx="{x}" cy="{y}" r="4"/>')
        if n + 1 < len(line.steps):  # the last one is named at the end of the line
            parts += _value(x, y, scale.x(until) - x, words_of(step.value))
        before = step
    return parts


def _value(x: float, y: float, room: float, words: str) -> list[str]:
    """The words of a step: above its line, or before its dot where the line is shorter than they; else none."""
    wide = LETTER * len(words)
    if room >= wide:
        return [f'<text class="plot__value" x="{max(x, 6)}" y="{y - 8}">{escape(words)}</text>']
    if x - wide - 8 >= 0:
        return [f'<text class="plot__value" x="{x - 8}" y="{y + 4}" text-anchor="end">{escape(words)}</text>']
    return []


def _path(course: str, *, dashed: bool) -> str:
    return f'<path class="plot__line{" plot__line--ahead" if dashed else ""}" d="{course}"/>'


def _ends(ends: Sequence[tuple[float, Line, str]], scale: _Scale) -> list[str]:
    """The words at the ends of the lines, moved apart where they would lie on each other."""
    parts = []
    place, x = float(TOP - GAP), scale.width - ENDS[scale.width] + 8
    ordered = sorted(ends, key=lambda end: end[0])
    lowest = HEIGHT - FOOT - GAP * len(ordered)  # the last one still stands above the months
    for n, (y, line, value) in enumerate(ordered):
        place = max(place + GAP, min(y + 4, lowest + GAP * (n + 1)))
        words = line.words if len(line.words) <= LONGEST[scale.width] else line.words[: LONGEST[scale.width] - 1] + "…"
        parts.append(
            f'<text class="plot__end" x="{x}" y="{round(place, 1)}">'
            f'<tspan class="plot__figure">{escape(value)}</tspan> {escape(words)}</text>'
        )
    return parts
