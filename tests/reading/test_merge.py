"""Drafts that say the same thing are one claim, found without comparing each with all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from airdate.reading import merge as merging
from airdate.reading.article import Draft
from airdate.reading.merge import merge
from airdate.reading.model import Span

NOTHING = st.none()
RELEASES = st.fixed_dictionaries(
    {
        "title": NOTHING | st.sampled_from(["Kettle", "KETTLE", "The Weir"]),
        "season": NOTHING | st.integers(1, 2),
        "event": st.sampled_from(["premiere", "finale"]),
        "date": NOTHING | st.sampled_from(["2031-05", "2031"]),
    }
)
PRICES = st.fixed_dictionaries(
    {
        "provider": st.sampled_from(["Orbit", "Plume"]),
        "plan": NOTHING | st.just("basic"),
        "money": st.sampled_from([5, 5.0, 6]).map(lambda amount: {"amount": amount, "currency": "GBP"}),
    }
)
WATCHED = st.fixed_dictionaries(
    {
        "title": NOTHING | st.sampled_from(["Kettle", "The Weir"]),
        "platform": NOTHING | st.sampled_from([["Orbit"], ["Plume"], ["Orbit", "Plume"]]),
    }
)
CASTINGS = st.fixed_dictionaries(
    {
        "title": st.just("Kettle"),
        "actor": st.sampled_from(["Ros Peel", "Mo Dray"]),
        "season": NOTHING | st.just(2),
        "change": st.sampled_from(["stars", "joins", "leaves"]),
    }
)
DRAFTS = st.lists(
    st.one_of(
        st.tuples(st.just(kind), slots)
        for kind, slots in (
            ("release", RELEASES), ("price", PRICES), ("availability", WATCHED), ("casting", CASTINGS),
        )
    ),
    max_size=14,
).map(
    lambda pairs: [
        Draft(kind, {k: v for k, v in slots.items() if v is not None}, (Span(at, at + 1),), 0.5, (f"rule {at}",))
        for at, (kind, slots) in enumerate(pairs)
    ]
)  # fmt: skip


def one_by_one(drafts: list[Draft]) -> list[Draft]:
    """What merging means: each draft joins the first kept one that is the same claim."""
    kept: list[Draft] = []
    for draft in drafts:
        for at, other in enumerate(kept):
            if other.kind == draft.kind and merging._same(other, draft):
                kept[at] = merging._joined(other, draft)
                break
        else:
            kept.append(draft)
    return kept


@given(DRAFTS)
def test_merging_is_joining_the_first_that_is_the_same(drafts: list[Draft]) -> None:
    assert merge(drafts) == one_by_one(drafts)
