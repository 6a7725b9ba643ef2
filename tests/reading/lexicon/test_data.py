"""The hand-kept tables are in order: sorted, without duplicates, legal kinds and countries, plausible years."""

import re
import tomllib
import unicodedata

import pytest

from airdate.reading.lexicon import Lexicon, tables
from airdate.reading.lexicon.commonness import Commonness
from airdate.reading.lexicon.named import OUTLET_KINDS, SERVICE_KINDS
from airdate.reading.lexicon.spelling import fold, tidy
from airdate.reading.lexicon.titles import FORMS

TITLE_FILES = {path.name: path for path in tables.title_files()}
COUNTRY = re.compile(r"[A-Z]{2}")
ONE_COLUMN = ("common_words", "given_names")
MINE = ("calendar", "geography", "names")


def in_order(names):
    return sorted(names, key=lambda name: (name.casefold(), name))


def every_file():
    return [path for path in (*tables.data().iterdir(), *TITLE_FILES.values()) if path.is_file()]


@pytest.mark.parametrize("path", every_file(), ids=lambda path: path.name)
def test_files_are_nfc_utf8_without_stray_spaces(path):
    text = path.read_bytes().decode("utf-8")
    assert unicodedata.normalize("NFC", text) == text
    assert [line for line in text.splitlines() if line != line.rstrip(" ")] == []
    assert "\r" not in text
    assert text.endswith("\n")


@pytest.mark.parametrize("name", TITLE_FILES)
def test_titles_are_sorted_and_plausible(name):
    rows = list(tables.rows(TITLE_FILES[name], tables.TITLE_COLUMNS))
    assert [row[0] for row in rows] == in_order(row[0] for row in rows)
    wrong = [
        row
        for row in rows
        if row[0] != tidy(row[0])
        or (row[1] and not 1888 <= int(row[1]) <= 2030)
        or row[2] not in FORMS
        or (row[3] and not COUNTRY.fullmatch(row[3]))
        or row[4] not in ("", "common", "distinct")
    ]
    assert wrong == []


def test_no_work_stands_twice():
    seen = {}
    twice = []
    for name, path in TITLE_FILES.items():
        for row in tables.title_rows(path):
            # One name and year may be two works only if they are of two countries or forms.
            key = (row.name.casefold(), row.year, row.form, row.country, row.alias_of)
            if key in seen:
                twice.append((row.name, name, seen[key]))
            seen[key] = name
    assert twice == []


def test_aliases_lead_to_titles_and_are_none_themselves():
    rows = [row for path in TITLE_FILES.values() for row in tables.title_rows(path)]
    names = {row.name for row in rows if not row.alias_of}
    aliases = [row for row in rows if row.alias_of]
    assert [row.name for row in aliases if row.alias_of not in names] == []
    assert [row.name for row in aliases if row.name in names] == []


def test_services_are_sorted_and_legal():
    services = list(tables.services())
    names = {service.name for service in services}
    assert [s.name for s in services] == in_order(s.name for s in services)
    assert [s.name for s in services if s.kind not in SERVICE_KINDS] == []
    assert [s.name for s in services if s.parent and s.parent not in names] == []
    assert [s.name for s in services if s.parent == s.name] == []
    assert [s.name for s in services if not all(COUNTRY.fullmatch(c) for c in s.countries)] == []
    assert [s.name for s in services if list(s.countries) != sorted(set(s.countries))] == []


def test_outlets_are_sorted_and_legal():
    outlets = list(tables.outlets())
    assert [o.name for o in outlets] == in_order(o.name for o in outlets)
    assert [o.name for o in outlets if o.kind not in OUTLET_KINDS] == []
    assert [o.name for o in outlets if not all(COUNTRY.fullmatch(c) for c in o.countries)] == []


@pytest.mark.parametrize("things", [tables.services, tables.outlets])
def test_no_spelling_names_two_things(things):
    owners = {}
    for thing in things():
        for spelling in (thing.name, *thing.aliases):
            owners.setdefault(fold(spelling), []).append(thing.name)
    assert {spelling: names for spelling, names in owners.items() if len(names) > 1} == {}


@pytest.mark.parametrize("flags_of", [("services", 4), ("outlets", 3)])
def test_flags_are_known(flags_of):
    name, column = flags_of
    columns = tables.SERVICE_COLUMNS if name == "services" else tables.OUTLET_COLUMNS
    rows = tables.rows(tables.data() / f"{name}.tsv", columns)
    assert {row[column] for row in rows} == {"", "ambiguous"}


@pytest.mark.parametrize("name", ONE_COLUMN)
def test_columns_are_sorted_and_unique(name):
    cells = tables.column(name)
    assert list(cells) == in_order(set(cells))


def test_words_are_lower_case_and_names_are_not():
    assert [word for word in tables.column("common_words") if word != word.lower()] == []
    assert [name for name in tables.column("given_names") if not name[0].isupper()] == []


@pytest.mark.parametrize("name", MINE)
def test_word_lists_are_sorted_and_unique(name):
    lists = tables.words(name)
    assert {key: list(value) for key, value in lists.items()} == {
        key: in_order(set(value)) for key, value in lists.items()
    }


@pytest.mark.parametrize("path", [p for p in every_file() if p.name.endswith(".toml")], ids=lambda path: path.name)
def test_vocabularies_parse_and_load(path):
    assert tables.table(path.name.removesuffix(".toml")) == tomllib.loads(path.read_text(encoding="utf-8"))


# What the lexicon is promised to hold.
def test_sizes():
    lexicon = Lexicon.packaged()
    assert len({name.casefold() for name in lexicon.titles.names()}) >= 8000
    assert len(lexicon.services) >= 700
    assert len(lexicon.outlets) >= 250
    assert len(lexicon.given_names) >= 5000
    assert len(lexicon.common_words) >= 6000


@pytest.mark.parametrize(
    "name", ["You", "Dark", "Lost", "From", "The Bear", "Friends", "24", "Ghosts", "Hannah", "Paris"]
)
def test_ordinary_words_need_context(name):
    assert Commonness.packaged()(name) is True


@pytest.mark.parametrize(
    "name", ["Heartstopper", "Doctor Who", "The Mandalorian", "Star Trek", "EastEnders", "Bridgerton"]
)
def test_distinct_names_do_not(name):
    assert {entry.common for entry in Lexicon.packaged().titles.entries(name)} == {False}


COUNTRIES = {"GB", "US", "IE", "AU", "NZ", "IN", "CA"}


def test_every_country_has_channels_and_services():
    kinds = {(c, s.kind) for s in Lexicon.packaged().services for c in s.countries}
    wanted = {(c, k) for c in COUNTRIES for k in ("streaming", "channel", "broadcaster")}
    assert wanted - kinds == set()
