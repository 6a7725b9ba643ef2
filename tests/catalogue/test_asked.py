"""The choice between entries of one name."""

import pytest

from airdate.catalogue.asked import Candidate, Choice, Company, choose

BRITISH = Candidate(1, 2019, "GB", Company(frozenset({10}), frozenset({20, 21}), frozenset({"GB"})))
AMERICAN = Candidate(2, 2021, "US", Company(frozenset({11}), frozenset({22}), frozenset({"US"})))
UNKNOWN = Candidate(3)
NOBODY = Company()


@pytest.mark.parametrize(
    ("candidates", "company", "told", "chosen"),
    [
        # the only one of its name
        ([BRITISH], NOBODY, {}, 1),
        ([UNKNOWN], Company(frozenset({11}), frozenset(), frozenset({"US"})), {}, 3),
        # the only one, but of another country with nothing in common
        ([BRITISH], Company(frozenset({11}), frozenset(), frozenset({"US"})), {}, None),
        ([BRITISH], Company(frozenset({11}), frozenset({20}), frozenset({"US"})), {}, 1),
        # of two, what is in the name decides
        ([BRITISH, AMERICAN], NOBODY, {"year": 2021}, 2),
        ([BRITISH, AMERICAN], NOBODY, {"country": "GB"}, 1),
        ([BRITISH, UNKNOWN], NOBODY, {"country": "GB"}, 1),
        # then people, services, countries
        ([BRITISH, AMERICAN], Company(people=frozenset({22})), {}, 2),
        ([BRITISH, AMERICAN], Company(services=frozenset({10})), {}, 1),
        ([BRITISH, AMERICAN], Company(countries=frozenset({"US"})), {}, 2),
        # one on each side is no decision, nor is the source's home alone
        ([BRITISH, AMERICAN], Company(services=frozenset({10, 11})), {}, None),
        ([BRITISH, AMERICAN], NOBODY, {"region": "GB"}, None),
        ([BRITISH, AMERICAN], NOBODY, {}, None),
    ],
)
def test_who_is_meant(
    candidates: list[Candidate], company: Company, told: dict[str, object], chosen: int | None
) -> None:
    given = {"year": None, "country": "", "region": "", **told}
    assert choose(candidates, company, **given).pk == chosen
    assert choose(candidates[::-1], company, **given).pk == chosen


@pytest.mark.parametrize("told", [{"year": 1975, "country": ""}, {"year": None, "country": "AU"}])
def test_another_year_or_country_fits_none(told: dict[str, object]) -> None:
    assert choose([BRITISH, AMERICAN], NOBODY, region="", **told) == Choice(None, 0.0, fits=False)
    assert choose([], NOBODY, year=None, country="", region="") == Choice(None, 0.0, fits=False)
