"""Folding keeps every position; blocks and sentences part where a reader would part them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airdate.reading.layout import blocks, fold, sentences
from airdate.reading.model import Span


@given(st.text(max_size=300))
def test_folding_never_changes_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(max_size=300))
def test_sentences_lie_in_their_blocks_in_order(text: str) -> None:
    folded = fold(text)
    found = blocks(folded)
    end = 0
    for sentence in sentences(folded, found):
        block = found[sentence.block].span
        assert end <= sentence.span.start < sentence.span.end <= len(text)
        assert block.start <= sentence.span.start
        assert sentence.span.end <= block.end
        end = sentence.span.end


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is over. The end came at 9 p.m. on Friday.", ["It is over.", "The end came at 9 p.m. on Friday."]),
        ("Dr. A. B. Marsh is back. So is S.W.A.T. on CBS.", ["Dr. A. B. Marsh is back.", "So is S.W.A.T. on CBS."]),
        ("It starts at 9 p.m. The host is new.", ["It starts at 9 p.m.", "The host is new."]),
        ("“We go on.” He smiled. It opens Sept. 4.", ["“We go on.”", "He smiled.", "It opens Sept. 4."]),
        ("What is it? Nobody knows! Fine.", ["What is it?", "Nobody knows!", "Fine."]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    folded = fold(text)
    assert [sentence.span.of(text) for sentence in sentences(folded, blocks(folded))] == expected


def test_a_known_name_with_a_stop_ends_no_sentence() -> None:
    text = "Fans of Jeopardy! Masters are glad."
    folded = fold(text)
    assert len(sentences(folded, blocks(folded))) == 2
    assert len(sentences(folded, blocks(folded), whole=[Span(8, 17)])) == 1


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Who is in the cast of Saltmarsh?", "heading"),
        ("- Episode 1: Wednesday 3 May", "item"),
        ("Nora Vance in Saltmarsh. (Image credit: Larkfield)", "caption"),
        ("Sign up to our newsletter", "boilerplate"),
        ("Saltmarsh is back on Sunday, and this time the tide is higher.", "paragraph"),
    ],
)
def test_kinds_of_blocks(line: str, kind: str) -> None:
    assert [block.kind for block in blocks(fold(line))] == [kind]


def test_wrapped_lines_are_one_paragraph() -> None:
    text = "Saltmarsh is back on Sunday, and this time the tide is\nhigher than it has ever been before.\n\nA new one."
    assert [block.span.of(text).count("\n") for block in blocks(fold(text))] == [1, 0]


def test_what_never_stops_is_cut_where_it_pauses() -> None:
    text = "Kettle (Netflix), " * 400
    found = sentences(text, blocks(text))
    assert "".join(text[one.span.start : one.span.end] for one in found) == text.rstrip()
    assert max(one.span.end - one.span.start for one in found) <= 2000
    assert {text[one.span.start : one.span.end][-2:] for one in found[:-1]} == {", "}
    assert [one.index for one in found] == list(range(len(found)))


def test_characters_for_private_use_mean_nothing() -> None:
    assert fold("Kettle \ue000\uf8ff!") == "Kettle   !"
