"""Plots: what is known is upright and solid, what is ahead or only roughly known is dashed, words never overlap."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from airdate.look.plots import GAP, HEIGHT, NARROW, WIDE, Line, Step, step_plot

TODAY = dt.date(2031, 3, 10)


def day(month: int, of: int = 1, year: int = 2030) -> dt.date:
    return dt.date(year, month, of)


def step(value: str, first: dt.date, last: dt.date | None = None, **how: bool) -> Step:
    return Step(Decimal(value), first, last or first, **how)


def drawn(*lines: Line, width: int = WIDE) -> LexborHTMLParser:
    svg = step_plot(
        lines, TODAY, width=width, words_of=lambda value: f"£{value}", month_of=lambda each: f"{each:%b}",
        today_words="today",
    )  # fmt: skip
    return LexborHTMLParser(svg)


def texts(page: LexborHTMLParser, css: str) -> list[str]:
    return [node.text() for node in page.css(css)]


def courses(page: LexborHTMLParser, css: str) -> list[str]:
    return [str(node.attributes["d"]) for node in page.css(css)]


def test_a_price_that_rose_is_named_where_it_began_and_at_its_end() -> None:
    page = drawn(Line("Standard", (step("7.99", day(1)), step("8.99", day(9)))))
    assert texts(page, ".plot__value") == ["£7.99"]
    assert texts(page, ".plot__end") == ["£8.99 Standard"]
    assert texts(page, ".plot__now") == ["today"]
    assert len(page.css(".plot__dot")) == 2
    # Both prices, the rise between them, and the stretch after today, which alone is dashed.
    assert len(courses(page, ".plot__line")) == 4
    assert len(courses(page, ".plot__line--ahead")) == 1


def test_a_step_of_a_known_day_is_upright_and_of_a_month_slopes() -> None:
    upright = drawn(Line("A", (step("5", day(1)), step("6", day(9)))))
    (rise,) = [d for d in courses(upright, ".plot__line") if "L" in d]
    begin, end = re.findall(r"[ML]([\d.]+)", rise)
    assert begin == end
    sloping = drawn(Line("A", (step("5", day(1)), step("6", day(9), day(9, 30)))))
    (slope,) = [d for d in courses(sloping, ".plot__line--ahead") if "L" in d]
    begin, end = re.findall(r"[ML]([\d.]+)", slope)
    assert float(begin) < float(end)


def test_what_was_only_told_has_a_hollow_dot_and_rumours_are_dashed() -> None:
    page = drawn(Line("A", (step("5", day(1), told=True),)), Line("B", (step("9", day(1), sure=False),)))
    assert len(page.css(".plot__dot--told")) == 1
    dashed = {d.split("H")[0].split(" ")[1] for d in courses(page, ".plot__line--ahead")}
    assert len(dashed) == 2  # the rumour all along, the other after today


def test_a_price_that_was_told_otherwise_before_its_day_never_held() -> None:
    page = drawn(Line("A", (step("5", day(1)), step("6", day(9)), step("7", day(9)))))
    assert texts(page, ".plot__value") == ["£5"]
    assert texts(page, ".plot__end") == ["£7 A"]


def test_words_at_the_ends_stand_apart() -> None:
    page = drawn(*[Line(f"Plan {n}", (step("9.99", day(1)),)) for n in range(6)], width=NARROW)
    places = [float(str(node.attributes["y"])) for node in page.css(".plot__end")]
    assert places == sorted(places)
    assert min(round(after - before, 1) for before, after in pairwise(places)) >= GAP
    assert max(places) < HEIGHT


def test_long_words_are_cut_and_names_are_no_markup() -> None:
    page = drawn(Line('<script>alert("x")</script>', (step("5", day(1)),)))
    assert page.css("script") == []
    assert texts(page, ".plot__end") == ['£5 <script>alert("x")<…']


def test_nothing_in_it_has_a_style() -> None:
    assert drawn(Line("A", (step("5", day(1)),))).css("[style], style") == []


def test_without_a_step_there_is_no_plot() -> None:
    with pytest.raises(ValueError, match="a plot needs at least one step"):
        drawn(Line("A", ()))


@given(
    st.lists(
        st.tuples(
            st.dates(dt.date.min, dt.date(9990, 1, 1)), st.integers(0, 900), st.decimals(0, 10_000, places=2)
        ),
        min_size=1, max_size=8,
    ),
    st.sampled_from([WIDE, NARROW]),
)  # fmt: skip
def test_any_steps_are_drawn_inside_the_picture(given: list[tuple[dt.date, int, Decimal]], width: int) -> None:
    line = Line("A", tuple(step(str(value), first, first + dt.timedelta(days=days)) for first, days, value in given))
    page = drawn(line, width=width)
    for node in page.css("circle"):
        assert 0 <= float(str(node.attributes["cx"])) <= width
        assert 0 <= float(str(node.attributes["cy"])) <= HEIGHT
    for course in courses(page, ".plot__line"):
        assert all(0 <= float(x) <= width for x in re.findall(r"[MLH]([\d.-]+)", course))
