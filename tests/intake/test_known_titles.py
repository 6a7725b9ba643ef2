"""The reader knows the titles of the catalogue: at once those that came in last, and a million of them from a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import LazySettings

from airdate.catalogue.models import Origin, Title, TitleAlias
from airdate.catalogue.names import fold_name
from airdate.intake import known_titles
from airdate.intake.known_titles import Joined, refresh
from airdate.reading import Lexicon
from airdate.reading.lexicon import TitleRow
from airdate.reading.lexicon.build import build
from factories import say

pytestmark = pytest.mark.django_db


@dataclass
class Place:
    folder: Path


@pytest.fixture
def folder(tmp_path: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site's folder, and a file for all that is more than three."""
    settings.SITE = Place(tmp_path)
    monkeypatch.setattr(known_titles, "BESIDE", 3)
    return tmp_path


def keep(*names: str, origin: str = Origin.CATALOGUE, **fields: object) -> list[Title]:
    return [
        Title.objects.create(name=n, folded=fold_name(n), slug=fold_name(n).replace(" ", "-"), origin=origin, **fields)
        for n in names
    ]


def found(text: str) -> list[tuple[str, int | None]]:
    return [(hit.name, hit.entry.year) for hit in known_titles.known_titles().scan(text)]


def test_what_a_catalogue_brings_in_is_known_at_once() -> None:
    text = "Gannel Mouth follows Nine Anchors, known abroad as Neuf Ancres."
    packaged = Lexicon.packaged().titles
    assert known_titles.known_titles() is packaged
    (mouth, anchors) = keep("Gannel Mouth", "Nine Anchors", year=2030)
    TitleAlias.objects.create(title=anchors, name="Neuf Ancres", folded="neuf ancres")
    assert found(text) == [("Gannel Mouth", 2030), ("Nine Anchors", 2030), ("Neuf Ancres", 2030)]
    assert found("Stranger Things") == [("Stranger Things", packaged.entries("Stranger Things")[0].year)]
    Title.objects.filter(pk=mouth.pk).update(dormant=True)
    assert found(text) == [("Nine Anchors", 2030), ("Neuf Ancres", 2030)]


def test_what_reading_founded_teaches_the_reader_nothing() -> None:
    say({"kind": "release", "title": "Gannel Mouth", "date": "2031"})
    assert Title.objects.get().origin == Origin.READING
    assert found("Gannel Mouth") == []


def test_a_large_catalogue_is_a_file_and_what_came_since_lies_beside_it(folder: Path) -> None:
    keep("Gannel Mouth", "Nine Anchors", "The Tolling Bell", "Harrow Lane", year=2030)
    assert found("The Tolling Bell") == [("The Tolling Bell", 2030)]
    (first,) = folder.iterdir()
    index = known_titles.known_titles()
    assert index.source == str(first)
    assert known_titles.known_titles() is index  # mapped once
    keep("Copper Tide", year=2031)
    assert found("Copper Tide and The Tolling Bell") == [("Copper Tide", 2031), ("The Tolling Bell", 2030)]
    assert list(folder.iterdir()) == [first]
    assert refresh() is None
    keep("Pell Island", "Ferry Watch", "Long Water", year=2031)
    written = refresh()
    assert [*folder.iterdir()] == [written]
    assert found("Copper Tide and Long Water") == [("Copper Tide", 2031), ("Long Water", 2031)]
    assert len(index) > len(Lexicon.packaged().titles)  # who has the old file mapped goes on with it


def test_a_file_of_another_database_or_none_at_all_is_passed_over(folder: Path) -> None:
    keep("Gannel Mouth", "Nine Anchors", "The Tolling Bell", "Harrow Lane")
    known_titles.known_titles()
    (file,) = folder.iterdir()
    (folder / file.name.replace(file.name[-24:], "0123456789abcdef.lexicon")).write_bytes(file.read_bytes())
    (folder / "titles-0-0-.lexicon").write_text("nothing")
    assert known_titles.known_titles().source == str(file)
    file.write_bytes(b"broken off")
    known_titles._opened.cache_clear()
    assert found("Harrow Lane") == [("Harrow Lane", None)]
    assert known_titles.known_titles().source == str(file)  # it has been written anew


def test_a_site_without_a_folder_keeps_all_in_memory(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.SITE = None
    monkeypatch.setattr(known_titles, "BESIDE", 1)
    keep("Gannel Mouth", "Nine Anchors")
    assert found("Gannel Mouth, Nine Anchors") == [("Gannel Mouth", None), ("Nine Anchors", None)]


def test_two_indexes_are_as_one() -> None:
    first = build([TitleRow("Nine Anchors", 2019, country="GB"), TitleRow("Harrow", 2001)])
    second = build([TitleRow("Nine Anchors", 2021, country="US"), TitleRow("Harrow Lane", 2030)])
    both = Joined(first, second)
    hits = list(both.scan("Nine Anchors on Harrow Lane, not Harrow"))
    assert [(hit.start, hit.name, [entry.year for entry in hit.entries]) for hit in hits] == [
        (0, "Nine Anchors", [2019, 2021]), (16, "Harrow Lane", [2030]), (33, "Harrow", [2001]),
    ]  # fmt: skip
    assert [entry.year for entry in both.entries("Nine Anchors")] == [2019, 2021]
    assert "Harrow Lane" in both
    assert "Harrow Road" not in both
    assert sorted(both.names()) == ["Harrow", "Harrow Lane", "Nine Anchors"]
    assert len(both) == 4
