"""Every release in one table, without a database."""

from __future__ import annotations

from datetime import date, timedelta

from airdate.guide.matrix import FEW, Matrix, matrix
from guide.told import TODAY, release


def drawn(made: Matrix | None) -> list[tuple[object, ...]]:
    """Season, place, region and the dates of each cell, line by line."""
    assert made is not None
    return [
        (
            part.season,
            line.place.name if line.place else None,
            line.region,
            *(tuple(each.when.edtf for each in cell.near) for cell in line.cells),
        )
        for part in made.parts
        for line in part.lines
    ]


def test_places_and_regions_go_down_and_kinds_across() -> None:
    made = matrix(
        [
            release("2031-04-01", "Harbour One", region="GB", season=2),
            release("2031-05-01", "Harbour One", region="GB", season=2, event="finale"),
            release("2031-04-02", "Lantern+", season=2),
            release("2031-04", "Lantern+", region="US", season=2),
            release("2030-04-01", "Harbour One", region="GB", season=1),
            release("2031-12", season=None, event="special"),
        ],
        TODAY,
    )
    assert made is not None
    assert made.kinds == ("Premiere", "Special", "Finale")
    assert drawn(made) == [
        (2, "Harbour One", "GB", ("2031-04-01",), (), ("2031-05-01",)),
        (2, "Lantern+", "", ("2031-04-02",), (), ()),
        (2, "Lantern+", "US", ("2031-04",), (), ()),
        (1, "Harbour One", "GB", ("2030-04-01",), (), ()),
        (None, None, "", (), ("2031-12",), ()),
    ]


def test_one_release_needs_no_table() -> None:
    assert matrix([], TODAY) is None
    assert matrix([release("2031-04-01")], TODAY) is None


def test_a_word_that_is_no_event_stands_last_as_it_is() -> None:
    made = matrix([release("2031-04-01", event="encore"), release("2031-04-02", event="added")], TODAY)
    assert made is not None
    assert made.kinds == ("Added", "encore")


def episodes(first: date, many: int) -> list[str]:
    return [(first + timedelta(days=7 * n)).isoformat() for n in range(many)]


def test_of_many_episodes_the_next_ones_are_in_sight() -> None:
    days = episodes(TODAY - timedelta(days=30), 12)
    made = matrix([release(day, "Harbour One", event="episode") for day in days], TODAY)
    assert made is not None
    (cell,) = made.parts[0].lines[0].cells
    assert [each.when.edtf for each in cell.near] == [day for day in days if day > TODAY.isoformat()][:FEW]
    assert len(cell.others) == len(days) - FEW


def test_of_many_that_are_over_the_last_ones_are_in_sight() -> None:
    days = episodes(TODAY - timedelta(days=300), 12)
    made = matrix([release(day, "Harbour One", event="episode") for day in days], TODAY)
    assert made is not None
    assert [each.when.edtf for each in made.parts[0].lines[0].cells[0].near] == days[-FEW:]


def test_what_is_denied_or_has_no_date_is_in_the_table_too() -> None:
    made = matrix([release(None, "Lantern+", status="unknown"), release("2031-04", "Lantern+", status="denied")], TODAY)
    assert drawn(made) == [(None, "Lantern+", "", ("2031-04", None))]
