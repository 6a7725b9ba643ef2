"""Which work a listing means, as a table: what it says, the works of its name, what comes of it."""

from __future__ import annotations

import pytest

from airdate.listings.matching import Asked, Candidate, Match, match
from airdate.listings.outside_ids import ids_in

GB = Candidate(1, 2019, "series", "GB")
US = Candidate(2, 2021, "series", "US")
FILM = Candidate(3, 1984, "film", "US")
PEOPLE = frozenset({"mara quill", "conrad yeo", "dara monk"})
OTHERS = frozenset({"ada fenn", "ines roe", "tom alder"})

CASES = [
    # A name of two words that only one work has is enough; one of one word is not.
    (Asked("lantern house"), [GB], Match(1, 0.7)),
    (Asked("the lantern"), [GB], Match(None, 0.6)),
    (Asked("lantern", numbered=True), [GB], Match(1, 0.75)),
    (Asked("lantern", country="GB"), [GB], Match(1, 0.7)),
    # What contradicts rules out.
    (Asked("lantern house", film=True), [GB], None),
    (Asked("lantern house", numbered=True), [FILM], None),
    (Asked("lantern house", year=2011), [GB], None),
    (Asked("lantern house", year=1990, film=True), [FILM], None),
    (Asked("lantern house", named_year=2010), [GB], None),
    (Asked("lantern house", named_country="US"), [GB], None),
    # A film's year may differ by one, a series goes on for years.
    (Asked("lantern", year=1984, film=True), [FILM], Match(3, 0.99)),
    (Asked("lantern", year=1985, film=True), [FILM], Match(3, 0.85)),
    (Asked("lantern", year=2030, numbered=True), [GB], Match(1, 0.75)),
    # Two works of one name: only what sets one apart decides.
    (Asked("lantern house", numbered=True), [GB, US], Match(None, 0.75)),
    (Asked("lantern house", numbered=True, country="GB"), [GB, US], Match(None, 0.85)),
    (Asked("lantern house", numbered=True, country="GB", year=2019), [GB, US], Match(1, 0.99)),
    (Asked("lantern house", named_country="US"), [GB, US], Match(2, 0.9)),
    (Asked("lantern house", film=True, year=1984), [GB, US, FILM], Match(3, 0.99)),
    (Asked("lantern house", people=PEOPLE), [Candidate(1, people=PEOPLE), Candidate(2, people=OTHERS)], Match(1, 0.9)),
    # The same name, another cast.
    (Asked("lantern house", people=PEOPLE), [Candidate(1, people=OTHERS)], Match(None, 0.4)),
    (Asked("lantern house", people=PEOPLE), [Candidate(1, people=frozenset({"ada fenn"}))], Match(1, 0.7)),
    (Asked("lantern house"), [], None),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "works", "expected"), CASES)
def test_a_listing_means_a_work_or_none(asked: Asked, works: list[Candidate], expected: Match | None) -> None:
    assert match(asked, works) == expected
    assert match(asked, works[::-1]) == expected


@pytest.mark.parametrize(
    ("details", "expected"),
    [
        ("{}", ()),
        ('{"numbers":[["xmltv_ns","5.3."],["onscreen","S6E4"]]}', ()),
        ('{"numbers":[["dd_progid","EP00003026.0665"]]}', (("dd_progid", "EP00003026"), ("dd_progid", "SH00003026"))),
        ('{"numbers":[["dd_progid","MV00112233.0000"]]}', (("dd_progid", "MV00112233"),)),
        ('{"numbers":[["imdb.com","title/tt9900101"]]}', (("imdb", "tt9900101"),)),
        ('{"numbers":[["thetvdb.com","series/990101"],["thetvdb.com","episode/7"]]}', (("thetvdb", "990101"),)),
        ('{"numbers":[["themoviedb.org","movie/1184918"]]}', (("tmdb", "movie/1184918"),)),
        (
            '{"urls":[["https://www.imdb.com/title/tt9900101/","imdb"],["https://www.tvmaze.com/shows/82/x"]]}',
            (("imdb", "tt9900101"), ("tvmaze", "82")),
        ),
    ],
)
def test_outside_ids_are_read_from_numbers_and_addresses(details: str, expected: tuple[tuple[str, str], ...]) -> None:
    assert ids_in(details) == expected
