"""What TVmaze's objects say. Pure."""

from typing import Any

import pytest

from airdate.imports.records import BadRow, Record
from airdate.imports.results import Counts, Faults
from airdate.imports.tvmaze.schedule import schedule_record
from airdate.imports.tvmaze.shows import show_record
from imports.samples import HARBOR, LANTERN_PLUS, TIDE_ONE, cast, crew, episode, show

NAME = "The Lantern House"


def read(given: dict[str, Any]) -> tuple[Record, Counts, Faults]:
    counts, faults = Counts(), Faults()
    return show_record(given, 1, counts, faults), counts, faults


def claims(record: Record) -> list[tuple[str, dict[str, Any]]]:
    return [(claim.kind, {k: v for k, v in claim.slots.items() if k != "title"}) for claim in record.claims]


def test_a_show_is_a_record_with_evidence_for_each_claim() -> None:
    record, _, faults = read(show())
    assert record.text.splitlines() == [
        "TVmaze show 900101",
        "name: The Lantern House",
        "type: Scripted",
        "language: English",
        "status: Ended",
        "premiered: 2019-03-04",
        "ended: 2021-11-15",
        "network: Tide One (GB, Europe/London)",
        "genres: Drama, Science-Fiction",
    ]
    assert claims(record) == [
        ("release", {"event": "premiere", "date": "2019-03-04", "platform": ["Tide One"]}),
        ("release", {"event": "finale", "date": "2021-11-15", "platform": ["Tide One"]}),
    ]
    assert [[span.of(record.text) for span in claim.evidence] for claim in record.claims] == [
        ["name: The Lantern House", "premiered: 2019-03-04", "network: Tide One (GB, Europe/London)"],
        ["name: The Lantern House", "ended: 2021-11-15", "network: Tide One (GB, Europe/London)"],
    ]
    assert (record.address, str(record.published)) == ("https://www.tvmaze.com/shows/900101", "2023-11-14")
    assert faults.total == 0


def test_which_work_a_show_is() -> None:
    work = read(show())[0].work
    ids = (("tvmaze", "900101"), ("imdb", "tt9900101"), ("thetvdb", "990101"))
    assert (work.ids, work.name, work.year, work.form, work.country) == (ids, NAME, 2019, "series", "GB")
    assert work.genres == ("Drama", "Science-Fiction")
    assert work.synopsis == "Two sisters keep a light & a secret. Summary: TVmaze (CC BY-SA 4.0)."


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"premiered": None, "ended": None}, []),
        ({"premiered": "2019-03-04", "ended": None, "network": None},
         [("release", {"event": "premiere", "date": "2019-03-04"})]),
        # The web channel is the place where there is no network, and is "as well" where there is one.
        ({"ended": None, "network": None, "webChannel": LANTERN_PLUS},
         [("release", {"event": "premiere", "date": "2019-03-04", "platform": ["Lantern Plus"]})]),
        ({"ended": None, "webChannel": LANTERN_PLUS},
         [("release", {"event": "premiere", "date": "2019-03-04", "platform": ["Tide One"]})]),
        ({"premiered": None, "ended": None, "status": "In Development"},
         [("renewal", {"outcome": "ordered", "status": "expected", "platform": ["Tide One"]})]),
        # Ended says neither cancelled nor ending.
        ({"premiered": None, "ended": None, "status": "Ended"}, []),
        # One evening is a premiere and no finale.
        ({"ended": "2019-03-04"}, [("release", {"event": "premiere", "date": "2019-03-04", "platform": ["Tide One"]})]),
    ],
)  # fmt: skip
def test_what_a_show_says(fields: dict[str, Any], expected: list[Any]) -> None:
    assert claims(read(show(**fields))[0]) == expected


@pytest.mark.parametrize(
    "premiered", ["2019", "2019-03", "2019-3-4", "2019-02-30", "soon", 2019, ["2019-03-04"], "20190304"]
)
def test_what_is_no_day_is_no_release(premiered: Any) -> None:
    record, _, faults = read(show(premiered=premiered, ended=None))
    assert claims(record) == []
    assert [(reason, f["lines"]) for reason, f in faults.by_reason.items()] == [
        ("the field premiered is no day (YYYY-MM-DD)", [1])
    ]


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"name": None}, "the name of the show is missing"),
        ({"name": "  "}, "the name of the show is missing"),
        ({"name": "x" * 301}, "the name of the show has more than 300 characters"),
        ({"id": None}, "the show has no id"),
        ({"id": True}, "the show has no id"),
        ({"id": -4}, "the show has no id"),
    ],
)
def test_what_is_no_show(fields: dict[str, Any], reason: str) -> None:
    with pytest.raises(BadRow) as caught:
        read(show(**fields))
    assert caught.value.reason == reason


def test_cast_and_crew() -> None:
    embedded = {
        "cast": [
            cast(7001, "Mara Quill", "Ada Fenn"), cast(7002, "Ida Brandt", "Ida Brandt", self=True),
            cast(7001, "Mara Quill", "The Widow"), {"person": {"name": "No Number"}, "character": {"name": "X"}},
        ],
        "crew": [crew(7003, "Tobias Fenn", "Creator"), crew(7003, "Tobias Fenn", "Gaffer")],
    }  # fmt: skip
    record, counts, faults = read(show(premiered=None, ended=None, _embedded=embedded))
    assert claims(record) == [
        ("casting", {"actor": "Mara Quill", "character": "Ada Fenn / The Widow", "change": "stars"}),
        ("casting", {"actor": "Ida Brandt", "change": "stars"}),
        ("credit", {"person": "Tobias Fenn", "role": "creator"}),
    ]
    assert [claim.evidence[1].of(record.text) for claim in record.claims] == [
        "cast: Mara Quill as Ada Fenn / The Widow", "cast: Ida Brandt", "crew: Tobias Fenn, Creator",
    ]  # fmt: skip
    assert [somebody.ids for somebody in record.people] == [
        (("tvmaze-person", "7001"),), (("tvmaze-person", "7002"),), (("tvmaze-person", "7003"),),
    ]  # fmt: skip
    assert dict(counts) == {"left out: crew in other roles": 1}
    assert list(faults.by_reason) == ["a person has no id"]


TWO_SEASONS = [
    episode(1, 1, "2019-03-04"), episode(1, 2, "2019-03-11"), episode(1, 3, "2019-03-18"),
    episode(2, 1, "2020-04-06"), episode(2, 2, "2020-04-13"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("status", "episodes", "expected"),
    [
        # A season is over when a later one has begun, or when the show has ended.
        ("Running", TWO_SEASONS,
         [(1, "premiere", "2019-03-04"), (1, "finale", "2019-03-18"), (2, "premiere", "2020-04-06")]),
        ("Ended", TWO_SEASONS[3:], [(2, "premiere", "2020-04-06"), (2, "finale", "2020-04-13")]),
        ("Running", TWO_SEASONS[:3], [(1, "premiere", "2019-03-04")]),
        # All at once: no finale.
        ("Ended", [episode(1, n, "2019-03-04") for n in (1, 2, 3)], [(1, "premiere", "2019-03-04")]),
        # A list that begins in the middle has no premiere.
        ("Running", [episode(3, 4, "2021-01-01"), episode(3, 5, "2021-01-08")], []),
        ("Running", [episode(1, None, "2019-12-25", type="significant_special")], [(1, "special", "2019-12-25")]),
        ("Running", [episode(1, None, "2019-12-25", type="insignificant_special")], []),
        ("Running", [episode(1, 1, "")], []),
    ],
)  # fmt: skip
def test_seasons(status: str, episodes: list[dict[str, Any]], expected: list[Any]) -> None:
    record, _, faults = read(show(premiered=None, ended=None, status=status, _embedded={"episodes": episodes}))
    assert [(c.slots["season"], c.slots["event"], c.slots["date"]) for c in record.claims] == expected
    assert {(c.slots["time"], *c.slots["platform"]) for c in record.claims} <= {("21:00 Europe/London", "Tide One")}
    assert faults.total == 0


def test_an_entry_of_a_schedule_is_a_listing() -> None:
    entry = episode(2, 3, "2026-01-05", show=show(network=HARBOR))
    record = schedule_record(entry, Counts())
    assert record is not None
    assert claims(record) == [
        ("release", {"season": 2, "date": "2026-01-05", "platform": ["Harbor"], "time": "21:00 America/New_York",
                     "event": "episode", "episode": 3}),
    ]  # fmt: skip
    assert record.text.splitlines()[1:] == [
        "show: The Lantern House", "network: Harbor", "episode: S2E3 Tide 2.3: 2026-01-05 21:00 America/New_York",
    ]  # fmt: skip
    web = {
        **episode(1, 1, "2026-01-05", airtime=""),
        "_embedded": {"show": show(network=None, webChannel=LANTERN_PLUS)},
    }
    record = schedule_record(web, Counts())
    assert record is not None
    assert claims(record) == [
        ("release", {"season": 1, "date": "2026-01-05", "platform": ["Lantern Plus"], "event": "premiere"})
    ]


def test_places_say_their_country_and_kind() -> None:
    (network,) = read(show(network=TIDE_ONE))[0].places
    (channel,) = read(show(network=None, webChannel=LANTERN_PLUS))[0].places
    assert (network.country, network.kind) == ("GB", "channel")
    assert (channel.country, channel.kind) == ("", "streaming")
