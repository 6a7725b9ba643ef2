"""Sentences as rows of signs: stems, marks for names, lists as one mark."""

from __future__ import annotations

import pytest

from airdate.reading.links.lines import Line, classes_of, line_of, stem
from reading.kinds.named import article_of

TITLES = ["Saltmarsh", "Tidewater"]
PEOPLE = ["Mara Quist", "Bo Lind", "Ana Roth"]


def drawn(text: str, characters: list[str] | None = None) -> Line:
    article = article_of(text, TITLES, PEOPLE, characters or [])
    return line_of(article, article.sentences[0])


def flat(line: Line) -> str:
    return " ".join(line.tokens[at] for at in line.flat)


@pytest.mark.parametrize(
    ("word", "root"),
    [
        ("joins", "join"), ("Joining", "join"), ("joined", "join"), ("starring", "star"), ("stars", "star"),
        ("creates", "creat"), ("created", "creat"), ("create", "creat"), ("directed", "direct"), ("played", "play"),
        ("stories", "story"), ("cancelled", "cancell"), ("the", "the"), ("King", "king"), ("bring", "bring"),
    ],
)  # fmt: skip
def test_words_lose_their_endings(word: str, root: str) -> None:
    assert stem(word) == root


def test_classes_hold_for_all_endings_and_the_last_part_of_a_compound() -> None:
    assert classes_of(stem("joining")) == classes_of(stem("joins"))
    assert "star" in classes_of(stem("guest-starring"))
    assert classes_of("harbour") == ()


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Mara Quist (Tidewater) and Bo Lind will join Saltmarsh.", "<p> will join <t> ."),
        ("Saltmarsh stars Mara Quist, Bo Lind and Ana Roth.", "<t> star <p> ."),
        ("Mara Quist joins Bo Lind.", "<p> join <p> ."),
        ('In "Saltmarsh", Mara Quist sings.', "in <t> , <p> sing ."),
        ("Saltmarsh returns on 3 May at 9pm on BBC One.", "<t> return on <d> at <h> on <s> ."),
    ],
)
def test_names_are_marks_and_lists_one_mark(text: str, row: str) -> None:
    assert flat(drawn(text)) == row


def test_characters_are_marked_apart() -> None:
    assert flat(drawn("Mara Quist plays Ruth Calder.", ["Ruth Calder"])) == "<p> play <c> ."


def test_each_token_knows_its_place_and_its_home() -> None:
    text = "Mara Quist (Tidewater) and Bo Lind will join Saltmarsh."
    line = drawn(text)
    assert [line.tokens[line.at(text.index(name))] for name in ("Mara", "Tidewater", "Bo", "Saltmarsh")] == [
        "<p>", "<t>", "<p>", "<t>",
    ]  # fmt: skip
    homes = [line.flat[line.home[line.at(text.index(name))]] for name in ("Mara", "Tidewater", "Bo")]
    assert homes == [0, 0, 0]
