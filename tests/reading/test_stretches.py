"""Very long texts are read in stretches that lose nothing and say nothing twice."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from airdate.reading import read
from airdate.reading.model import Claim, Span
from airdate.reading.stretches import LONGEST, joined, moved, stretches

ARTICLE = """Orbit renews Salt Road

Netflix has renewed the drama series The Salt Road for a third season.

"""
FILLER = "There was a series of grey mornings, and a film of rain on the road, and no drama at all.\n"


@given(st.text(st.sampled_from("a .\n"), max_size=60).map(lambda seed: seed * 1500))
def test_stretches_are_the_whole_text_in_order(text: str) -> None:
    spans = list(stretches(text))
    assert "".join(span.of(text) for span in spans) == text
    assert [len(span.of(text)) <= LONGEST for span in spans] == [True] * len(spans)


def test_a_text_is_cut_between_paragraphs_before_lines_before_words() -> None:
    line = "x" * 99 + "\n"
    assert next(stretches(line * 200 + "\n" + line * 200)) == Span(0, 20_001)
    assert next(stretches(line * 400)) == Span(0, LONGEST)
    assert next(stretches("xx. " * 10_000)) == Span(0, LONGEST)
    assert next(stretches("xx" * 20_000)) == Span(0, LONGEST)


def test_the_same_claim_in_two_stretches_is_one() -> None:
    first = Claim("price", {"provider": "Orbit", "plan": "basic"}, (Span(3, 9),), 0.5, ("a", "b"))
    second = moved(Claim("price", {"plan": "basic", "provider": "Orbit"}, (Span(0, 4),), 0.9, ("b", "c")), 100)
    other = Claim("release", {"title": "Kettle"}, (Span(50, 60),), 0.4)
    (release, price) = joined([first, second, other])
    assert release == other
    assert price == Claim("price", first.slots, (Span(3, 9), Span(100, 104)), 0.9)
    assert price.trail == ("a", "b", "c")


def test_claims_of_a_long_text_are_those_of_its_articles() -> None:
    text = ARTICLE + FILLER * 400 + "\n" + ARTICLE
    whole, alone = read(text, "2031-02-20").claims, read(ARTICLE, "2031-02-20").claims
    assert len(text) > LONGEST
    assert alone != ()
    assert [(claim.kind, claim.slots) for claim in whole] == [(claim.kind, claim.slots) for claim in alone]
    starts = [text.index("Netflix has"), text.rindex("Netflix has")]
    assert [span.start for span in whole[0].evidence if span.start in starts] == starts
