"""Rows of the sheet as the templates print them: every word and class made here, nothing asked of the database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from airdate.facts import cldr
from airdate.guide.tv import words
from airdate.guide.tv.asked import Asked
from airdate.guide.tv.layout import Cell, cells, height
from airdate.listings.flags import Flag
from airdate.listings.pages import Row, Showing

ROOMY = 40  # minutes, from which on there is room for a line more
SUB = 60  # characters of it
ONE_LINE = 26  # characters of a title that surely stand in one line
SLIM = 15  # minutes, up to which a cell has no room for more than a name
FIRST = Flag.NEW | Flag.PREMIERE


@dataclass(frozen=True, slots=True)
class CellView:
    """A programme or a gap in a row. `spoken` is for those who do not see its place: what follows a title, or all."""

    id: int
    classes: str
    url: str
    title: str
    time: str
    detail: str
    sub: str
    tags: tuple[str, ...]
    spoken: str
    gap: str = ""


@dataclass(frozen=True, slots=True)
class RowView:
    """A channel. `index` counts all rows of the line-up from 1; `height` is in lanes."""

    slug: str
    name: str
    number: str
    url: str
    index: int
    height: int
    cells: tuple[CellView, ...]


def rows(found: Iterable[Row], asked: Asked, first: int, last: int, index: int = 1) -> list[RowView]:
    """The rows of a window as they are shown from minute `first` to `last` of the day; `index` is that of the first."""
    made = []
    for place, row in enumerate(found, index):
        drawn = cells(row.showings, asked.day, first, last)
        station = row.station
        made.append(
            RowView(
                station.slug, station.name, station.number, reverse("guide:tv_channel", args=[station.slug]), place,
                height(drawn), tuple(_cell(cell, station.name, asked, first) for cell in drawn),
            )
        )  # fmt: skip
    return made


def _cell(cell: Cell[Showing], station: str, asked: Asked, first: int) -> CellView:
    showing = cell.broadcast
    if showing is None:
        start, stop = asked.day.clock(cell.minute), asked.day.clock(cell.end)
        told = _("Nothing listed, %(start)s to %(stop)s") % {"start": cldr.clock(start), "stop": cldr.clock(stop)}
        return CellView(0, f"c c--gap {cell.place}", "", "", "", "", "", (), f"{told}, {station}", told)
    film = bool(showing.flags & Flag.FILM)
    return CellView(
        showing.id,
        f"c k-{showing.group} {cell.place}{_states(cell, showing, asked, first)}",
        reverse("guide:tv_programme", args=[showing.id]),
        showing.title,
        words.clock(showing.start, asked.zone),
        str(showing.year) if film and showing.year else "",
        _sub(showing, cell.length),
        tuple(words.tags(showing.flags)),
        words.spoken(showing, station, asked.zone),
    )


def _sub(showing: Showing, length: int) -> str:
    """The third line of a cell, where it has one: the sub-title, or what a film is about."""
    if length < ROOMY or len(showing.title) > ONE_LINE:
        return ""
    return showing.sub_title or (Truncator(showing.description).chars(SUB) if showing.flags & Flag.FILM else "")


def _states(cell: Cell[Showing], showing: Showing, asked: Asked, first: int) -> str:
    states = []
    now = asked.now_minute
    if now is None:
        over = asked.day.stop <= asked.now
    else:
        over = cell.end <= now
        if cell.minute <= now < cell.end:
            states.append("is-on")
    if over:
        states.append("is-over")
    if showing.flags & Flag.FILM:
        states.append("is-film")
    if showing.flags & FIRST:
        states.append("is-first")
    if cell.length <= SLIM:
        states.append("is-slim")
    if cell.open:
        states.append("is-open")
    if cell.minute < first:
        states.append("is-cut")
    if asked.filters:
        states.append("is-match" if asked.filters.match(showing.group, showing.flags) else "is-out")
    return "".join(f" {state}" for state in states)
