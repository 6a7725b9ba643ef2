from __future__ import annotations

import pytest

from airdate.listings.xmltv.people import read_person
from listings.tables import cases


@pytest.mark.parametrize("case", cases("people"))
def test_people_of_the_table(case: dict[str, str]) -> None:
    found = read_person(case["role"], case["written"], case["character"])
    people = [":".join(part for part in person if part) for person in found]
    assert "|".join(people) == case["people"]
