from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airdate.listings import hashes
from airdate.listings.hashes import Known, Seen, hash_of

NUMBERS = st.lists(st.integers(-40, 40), max_size=200)


@given(NUMBERS)
def test_seen_is_a_set(values: list[int]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hashes, "LOOSE", 3)  # so that runs are made and joined
        seen, plain = Seen(), set[int]()
        for value in values:
            assert seen.add(value) == (value not in plain)
            plain.add(value)


@given(st.sets(st.integers(-40, 40)), NUMBERS)
def test_known_tells_first_meetings_and_what_is_gone(had: set[int], values: list[int]) -> None:
    known = Known((value, value * 10) for value in sorted(had))
    met = set[int]()
    for value in values:
        expected = None if value not in had else value not in met
        assert known.meet(value) is expected
        met.add(value)
    assert list(known.gone()) == [value * 10 for value in sorted(had - met)]
    assert len(known) == len(had)


def test_hashes_fit_into_a_column() -> None:
    values = {hash_of(str(number)) for number in range(1000)}
    assert len(values) == 1000
    assert all(-(2**63) <= value < 2**63 for value in values)
    assert hash_of("kettle") == hash_of("kettle")
