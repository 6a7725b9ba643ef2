"""Patterns that look only where their first words stand find what they would find anywhere."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from airdate.reading.cues import pattern
from airdate.reading.layout import fold
from airdate.reading.phrases import Index, Phrases, begun, index_of, look_up, look_up_in, search_in

TEXTS = sorted((Path(__file__).parent.parent / "corpus" / "learn" / "texts").glob("*.txt"))[::16]
EXPRESSIONS = (
    r"\b(?:plan(?:s|ned)?|pla)\b", r"(?<!\w)(?:no|'ll|£\d+)(?!\w)", r"(?i)\b(?:there's)?\ ?no (?:date|day)s?\b",
    r"(?<![\w'-])(?:(?P<air>airs?|air(?:ed|ing))|(?P<kin>sk[iy]))(?![\w-])", r"\b[Aa]ll|\bend(?=ed)", r"(?i)\bstill\b",
)  # fmt: skip


def plain(expression: re.Pattern[str]) -> re.Pattern[str]:
    return re.compile(expression.pattern, expression.flags)


def known(expression: re.Pattern[str]) -> Phrases:
    phrases = cast(Phrases, begun(expression))
    assert phrases.begins_with_words()
    return phrases


def all_phrases() -> Iterator[Phrases]:
    for file in sorted(files("airdate.reading").joinpath("lexicon", "data", "cues").iterdir(), key=str):
        if file.name.endswith(".toml"):
            subject = file.name.removesuffix(".toml")
            for name, table in tomllib.loads(file.read_text(encoding="utf-8")).items():
                found = _compiled(subject, name) if {"raw", "words"} & table.keys() else None
                if found and found.begins_with_words():
                    yield found


def _compiled(subject: str, name: str) -> Phrases | None:
    try:
        return cast(Phrases, pattern(subject, name))
    except re.error:  # a part of an expression, which others put together
        return None


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_all_that_the_packaged_patterns_find(path: Path) -> None:
    text, chance = fold(path.read_text(encoding="utf-8")), random.Random(path.stem)
    look_up(text)
    for phrases in all_phrases():
        alike = plain(phrases)  # type: ignore[arg-type]
        assert [hit.span() for hit in phrases.finditer(text)] == [hit.span() for hit in alike.finditer(text)]
        for _ in range(12):
            start, end = sorted(chance.choices(range(len(text) + 1), k=2))
            end = min(end, start + 200)
            found, told = phrases.search(text, start, end), alike.search(text, start, end)
            assert (found and found.span()) == (told and told.span()), (phrases.pattern, text[start:end])
            cut = search_in(phrases, text, start, end)  # type: ignore[arg-type]
            told = alike.search(text[start:end])
            assert (cut and cut.span()) == (told and told.span()), (phrases.pattern, text[start:end])


@settings(max_examples=400)
@given(
    st.sampled_from(EXPRESSIONS),
    st.lists(st.sampled_from(["plan", "planned", "s", "no ", " no", "date", "'ll", "£5", "airing", "SKY", "sK\u0130",
                              "_", "\u017ftill", " ", "All",
 "ended", "9", "\u0660", "there's ", "-", "\n"]), max_size=12),
    st.integers(0, 40), st.integers(0, 40),
)  # fmt: skip
def test_what_is_found_in_any_part_of_any_text(raw: str, pieces: list[str], start: int, end: int) -> None:
    expression, text = re.compile(raw), "".join(pieces)
    phrases = known(expression)
    look_up(text)
    assert [hit.span() for hit in phrases.finditer(text, start, end)] == [
        hit.span() for hit in expression.finditer(text, start, end)
    ]
    for found, told in (
        (phrases.search(text, start, end), expression.search(text, start, end)),
        (phrases.search(text), expression.search(text)),
        (search_in(expression, text, start, end), expression.search(text[start:end])),
        (search_in(phrases, text, start, end), expression.search(text[start:end])),
    ):
        assert (found and (found.span(), found.groupdict())) == (told and (told.span(), told.groupdict()))


@pytest.mark.parametrize("raw", [r"[A-Z]\w+ plans", r"(?:the )?.{0,9}", r"no date", r"\s?plan\b", r"\b\w+ plans"])
def test_what_can_begin_otherwise_is_searched_as_ever(raw: str) -> None:
    assert not cast(Phrases, begun(re.compile(raw))).begins_with_words()


def test_only_the_text_that_is_read_is_looked_up() -> None:
    phrases = known(re.compile(r"\bplans\b"))
    look_up("She plans it.")
    assert phrases.search("He plans nothing, she plans it.", 5).span() == (22, 27)  # type: ignore[union-attr]
    assert Index("He plans, she Plans.").places(phrases) == [3, 14]


def test_an_expression_is_taken_apart_when_it_has_been_used_some_times() -> None:
    text = "She plans it, and they plan more."
    look_up(text)
    phrases = cast(Phrases, begun(re.compile(r"\bplans?\b")))
    for _ in range(60):
        assert [hit.start() for hit in phrases.finditer(text)] == [4, 23]
    assert phrases.heads == {"plan", "plans"}
    twice = cast(Phrases, begun(re.compile(r"\bplans?\b")))
    assert (twice.search(text, 9).start(), twice.heads) == (23, frozenset())  # type: ignore[union-attr]


def test_a_sketch_is_looked_up_beside_the_article() -> None:
    article, sketch = "Ada Quill plans it.", "\ue010 plans it, by \ue010."
    look_up(article)
    look_up_in(index_of(sketch))
    phrases = known(re.compile("\ue010 plans|\\bplans|\\bby \ue010"))
    assert [hit.span() for hit in phrases.finditer(sketch)] == [(0, 7), (12, 16)]
    assert [hit.span() for hit in phrases.finditer(article)] == [(10, 15)]
