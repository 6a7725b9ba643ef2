"""Finding names of the lexicon in texts: longest first, capitals as spelt, offsets of the text as given."""

import pytest

from airdate.reading.lexicon import Lexicon, TitleRow
from airdate.reading.lexicon.build import build

ROWS = [
    TitleRow("Saltmarsh", 2021),
    TitleRow("The Saltmarsh Files", 2023),
    TitleRow("The Kettle", 2022, common=True),
    TitleRow("Lost", 2004, common=True),
    TitleRow("Lost Harbour", 2020),
    TitleRow("You", 2018, common=True),
    TitleRow("Law & Odour", 1999),
    TitleRow("Señora Plum", 2019),
    TitleRow("Wait... What Ship?", 2015),
    TitleRow("Spider", 2002, "film", common=True),
    TitleRow("iPorridge", 2016),
    TitleRow("mixed-up", 2017),
    TitleRow("'Ello 'Ello!", 1982),
    TitleRow("9-1-2", 2018),
    TitleRow("Ghost Ferry", 2019, "series", "GB"),
    TitleRow("Ghost Ferry", 2021, "series", "US"),
    TitleRow("Ghost Ferry", 1962, "film", "GB"),
    TitleRow("Strictly", alias_of="Strictly Come Juggling"),
    TitleRow("Strictly Come Juggling", 2004),
    TitleRow("Us", 2020, common=True),
    TitleRow("The Lamplighter", 2024),
    TitleRow("How to Boil with Care", 2011),
    TitleRow("Out Of Tea", 2012),
]

CASES = [
    ("Saltmarsh returns", ["Saltmarsh"]),
    ("The Saltmarsh Files returns", ["The Saltmarsh Files"]),
    ("watch the Saltmarsh Files now", ["the Saltmarsh Files"]),
    ("the kettle is on, the Kettle is off", []),
    ("on the Lamplighter", ["the Lamplighter"]),
    ("THE KETTLE RETURNS", ["THE KETTLE"]),
    ("Lost Harbour and Lost", ["Lost Harbour", "Lost"]),
    ("lost harbour", []),
    ("Losties, Relost, _Lost", []),
    ("You're late. You’ll see. You've gone.", []),
    ("You's creator", ["You"]),
    ("Law and Odour; Law & Odour; Law＆Odour", ["Law and Odour", "Law & Odour"]),
    ("Senora Plum, Señora Plum, SEÑORA PLUM", ["Senora Plum", "Señora Plum", "SEÑORA PLUM"]),
    ("Wait… What Ship? and Wait... What Ship?", ["Wait… What Ship?", "Wait... What Ship?"]),
    ("Spider-Man is no Spider", ["Spider"]),
    ("a Spider-like thing, O'Lost and non-Lost", ["Spider"]),
    ("iPorridge, then mixed-up!", ["iPorridge", "mixed-up"]),
    ("‘’Ello ’Ello!’ is back", ["’Ello ’Ello!"]),
    ("9–1–2 moves, 19-1-2 does not", ["9–1–2"]),
    ("It came to the US at night", []),
    ("THEY GAVE US A SHOW", ["US"]),
    ("Strictly is on", ["Strictly"]),
    ("Lost \ud83d half, \udc00Lost", ["Lost", "Lost"]),
    ("How To Boil With Care; How to Boil with care", ["How To Boil With Care"]),
    ("Out of Tea, out of Tea, Out OF Tea", ["Out of Tea"]),
    ("", []),
]


@pytest.fixture(scope="module")
def titles():
    return build(ROWS)


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_titles_found(titles, text, expected):
    assert [text[hit.start : hit.end] for hit in titles.scan(text)] == expected


def test_works_of_one_name_come_series_first_and_newest_first(titles):
    (hit,) = titles.scan("Ghost Ferry sails again")
    assert [(e.form, e.year, e.country) for e in hit.entries] == [
        ("series", 2021, "US"), ("series", 2019, "GB"), ("film", 1962, "GB"),
    ]  # fmt: skip
    assert hit.entry == hit.entries[0]


def test_an_alias_leads_to_the_work(titles):
    (hit,) = titles.scan("Strictly is on")
    assert (hit.name, hit.entry.name, hit.entry.year) == ("Strictly", "Strictly Come Juggling", 2004)


def test_offsets_survive_letters_that_change_length_in_lower_case(titles):
    text = "İİİ — “Saltmarsh” \N{PILE OF POO} Lost"
    assert [text[h.start : h.end] for h in titles.scan(text)] == ["Saltmarsh", "Lost"]


PLACES = [
    ("on BBC One and BBC iPlayer", ["BBC One", "BBC iPlayer"]),
    ("a BBC drama on BBC1", ["BBC", "BBC One"]),
    ("NETFLIX, Apple TV+ and Disney Plus", ["Netflix", "Apple TV+", "Disney+"]),
    ("an ITVX exclusive, an ITV1 repeat", ["ITVX", "ITV1"]),
    ("RTE One in Ireland", ["RTÉ One"]),
    ("also on Sky Glass and Virgin Media Stream", ["Sky Glass", "Virgin Media Stream"]),
    ("on Amazon’s Prime Video", ["Prime Video"]),
    ("in theaters and on DVD", ["cinemas", "DVD"]),
    ("iview, hayu and iPlayer", ["ABC iview", "Hayu", "BBC iPlayer"]),
    ("now is the time to dish it out", []),
]


@pytest.mark.parametrize(("text", "expected"), PLACES)
def test_services_found(text, expected):
    assert [hit.service.name for hit in Lexicon.packaged().services.scan(text)] == expected


def test_outlets_found():
    text = "told RadioTimes.com and Deadline, then The Hollywood Reporter"
    found = [hit.outlet.name for hit in Lexicon.packaged().outlets.scan(text)]
    assert found == ["Radio Times", "Deadline", "The Hollywood Reporter"]
