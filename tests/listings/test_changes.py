"""What became of a channel's broadcasts, in the words of a viewer."""

from __future__ import annotations

import pytest

from airdate.listings.changes import Changed, Slot, compare
from airdate.listings.placeholders import is_placeholder

HOUR = 3600
PROGRAMMES = {name: number for number, name in enumerate("abcdefghijklmnopqrstuvwxyz")}


def slots(text: str, first: int) -> list[Slot]:
    """``20-21 a, 21-22.5 b:Steam, 22-23 -``: hours, a letter for the programme, its sub-title; - is a placeholder."""
    made = []
    for place, each in enumerate(part for part in text.split(",") if part.strip()):
        times, what = each.split()
        start, stop = (int(float(hour) * HOUR) for hour in times.split("-"))
        name, _, sub_title = what.partition(":")
        made.append(
            Slot(first + place, PROGRAMMES.get(name[0], 99), start, stop, name, sub_title, placeholder=name == "-")
        )
    return made


def told(changes: list[Changed]) -> list[str]:
    def shown(slot: Slot | None) -> str:
        return "" if slot is None else f"{slot.start / HOUR:g}-{slot.end / HOUR:g} {slot.title}"

    return [f"{c.kind}: {shown(c.before)} > {shown(c.after)}".strip() for c in changes if c.told]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("20-21 a", "20-21.5 a", ["retimed: 20-21 a > 20-21.5 a"]),
        ("20-21 a, 21-22 b", "20.25-21.25 a, 21.25-22 b",
         ["retimed: 20-21 a > 20.25-21.25 a", "retimed: 21-22 b > 21.25-22 b"]),
        ("20-21 a", "22-23 a", ["moved: 20-21 a > 22-23 a"]),
        ("20-21 a", "92-93 a", ["moved: 20-21 a > 92-93 a"]),  # three days on: shown once before and once now
        ("20-21 a, 30-31 a", "92-93 a", ["dropped: 20-21 a >", "dropped: 30-31 a >", "added:  > 92-93 a"]),
        # An episode goes elsewhere; another is named anew where it stands.
        ("20-21 a:Steam, 30-31 a:Tea", "92-93 a:Steam, 30-31 a:Milk", ["moved: 20-21 a > 92-93 a"]),
        ("20-21 a", "20-21 b", ["replaced: 20-21 a > 20-21 b"]),
        ("20-21 a", "20-20.5 b, 20.5-21 c", ["replaced: 20-21 a > 20-20.5 b", "added:  > 20.5-21 c"]),
        ("20-21 a", "", ["dropped: 20-21 a >"]),
        ("", "20-21 a", ["added:  > 20-21 a"]),
        ("20-21 kettle", "20-21 Kettle!", []),  # a title respelt
        ("20-21 kettle-", "20-21 kettle", []),
        ("20-21 -", "20-21 a", ["added:  > 20-21 a"]),
        ("20-21 a", "20-21 -", ["dropped: 20-21 a >"]),
        ("20-21 -", "20-22 -", []),
        ("20-21 -", "", []),
        # Two of one programme in a row, both a little longer: each stays itself.
        ("14-14.5 a, 14.5-15.5 a", "14-14.6 a, 14.6-15.5 a",
         ["retimed: 14-14.5 a > 14-14.6 a", "retimed: 14.5-15.5 a > 14.6-15.5 a"]),
    ],
)  # fmt: skip
def test_changes_of_a_schedule(before: str, after: str, expected: list[str]) -> None:
    gone, come = slots(before, 1), slots(after, 101)
    assert told(compare(gone, come)) == expected


def test_each_row_is_in_one_change() -> None:
    gone = slots("".join(f"{n}-{n + 1} a," for n in range(48)), 1)
    come = slots("".join(f"{n + 0.25}-{n + 1.25} a," for n in range(48)), 101)
    changes = compare(gone, come)
    assert sorted(c.before.key for c in changes if c.before) == [slot.key for slot in gone]
    assert sorted(c.after.key for c in changes if c.after) == [slot.key for slot in come]
    assert {c.kind for c in changes} == {"retimed"}


@pytest.mark.parametrize(
    ("title", "channel", "expected"),
    [
        ("To be announced", "tide one", True), ("OFF AIR", "tide one", True), ("This is Tide One HD", "tide one", True),
        ("Tide One", "tide one", True), ("Sendepause", "tide one", True), ("The Kettle", "tide one", False),
        ("Tide One News", "tide one", False), ("???", "tide one", False),
    ],
)  # fmt: skip
def test_placeholders(title: str, channel: str, expected: bool) -> None:
    assert is_placeholder(title, channel) is expected
