"""Texts that a careless reader would fail on or take for ever over: by name, each made to any length."""

from __future__ import annotations

from collections.abc import Callable

LEAD = (
    "Netflix has renewed the TV drama series for a second season. The streaming series has six episodes on television, "
    "says the broadcaster; Netflix shows the trailer, the episodes, the TV series and the film. "
)


def word(number: int) -> str:
    """A different capitalised word for each number."""
    syllables, rest = "", number + 1
    while rest:
        syllables += "bcdfghjklmnprstvwz"[rest % 18] + "aeiou"[rest // 18 % 5]
        rest //= 90
    return syllables.capitalize()


def repeated(seed: str) -> Callable[[int], str]:
    return lambda size: (seed * (size // len(seed) + 1))[:size]


def numbered(made: Callable[[int], str]) -> Callable[[int], str]:
    """Pieces that differ, one after the other."""

    def text(size: int) -> str:
        pieces: list[str] = []
        length = 0
        while length < size:
            pieces.append(made(len(pieces)))
            length += len(pieces[-1])
        return "".join(pieces)[:size]

    return text


def television(text: Callable[[int], str]) -> Callable[[int], str]:
    """The text with enough of television in front of every 8,000 characters to be read."""

    def led(size: int) -> str:
        lead = LEAD * 3
        pieces = [lead + text(min(8000, size - at) - len(lead)) + "\n" for at in range(0, size, 8000)]
        return "".join(pieces)[:size]

    return led


TEXTS: dict[str, Callable[[int], str]] = {
    "names": numbered(lambda i: f"{word(i)} {word(i * 7 + 3)} "),
    "lists of names": numbered(lambda i: f"{word(i)} {word(i * 7 + 3)}, "),
    "titles in quotes": numbered(lambda i: f'"{word(i)} {word(i * 5 + 1)}" and '),
    "one title in quotes": repeated('"The Kettle" and '),
    "titles with colons": numbered(lambda i: f'"Kettle: {word(i)}" '),
    "titles on lines": numbered(lambda i: f"{word(i)} {word(i + 4)}\n"),
    "one title on lines": repeated("Kettle\n"),
    "items": numbered(lambda i: f"* {word(i)} {word(i + 9)} - Netflix, 3 May\n"),
    "a listing": numbered(lambda i: f"{i % 24:02d}:30 {word(i)} {word(i * 3)} (Netflix)\n"),
    "renewals": numbered(lambda i: f'Netflix renewed "{word(i)}" for season {i % 40 + 1}. '),
    "renewals of one": numbered(lambda i: f"Netflix renewed The Kettle for season {i + 1}. "),
    "dates of one": numbered(lambda i: f"The Kettle returns on {i % 28 + 1} March {1950 + i % 100}. "),
    "unknown services": numbered(lambda i: f"{word(i)}+ is streaming on {word(i + 1)}+, "),
    "casts": numbered(lambda i: f"{word(i)} Smith stars as John {word(i)} in Kettle. "),
    "quotations": numbered(lambda i: f'"I {word(i).lower()} it was good," said {word(i)} Smith. '),
    "prices": numbered(lambda i: f"Netflix costs £{i}.99 a month, "),
    "makers": numbered(lambda i: f"directed by {word(i)} {word(i + 5)} and written by {word(i + 3)} {word(i + 8)} "),
    "sources": numbered(lambda i: f"{word(i)} is based on the novel {word(i + 1)} by {word(i + 2)} {word(i + 3)}. "),
    "boxes": numbered(lambda i: f"Netflix is on {word(i)} TV, "),
    "trailers": repeated("The trailer for Kettle "),
    "one service": repeated("Netflix "),
    "one season": repeated("season 2 "),
    "capitals": repeated("NETFLIX SERIES KETTLE RETURNS "),
    "single letters": repeated("A B C D E F G "),
    "possessives": repeated("Kettle's "),
    "marks": repeated("\"'(."),
    "openings": repeated("Kettle ("),
    "dashes": repeated("Kettle - "),
    "joined names": repeated("Spider-Man-"),
    "abbreviations": repeated("Mr. "),
    "short sentences": repeated("It is. "),
    "spaces": repeated(" "),
    "line ends": repeated("\n"),
    "one word": repeated("a"),
    "emoji": repeated("Netflix \U0001f600 Kettle \U0001f1ec\U0001f1e7 "),
    "right to left": repeated("نتفليكس Netflix עונה 2 "),
    "no-break spaces": repeated("Netflix\u00a0series\u00a0Kettle\u00a0"),
    "soft hyphens": repeated("Net\u00adflix K\u00adettle "),
    "combining marks": repeated("Ke\u0301\u0301\u0301ttle "),
}
