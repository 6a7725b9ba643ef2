"""Ids of claims are made of content alone."""

from airdate.claims.identity import canonical_json, claim_id

SLOTS = {"title": "The Quay", "platform": ["Netflix"], "money": {"amount": 4.0, "currency": "GBP"}}


def test_an_id_stays_the_same_for_ever() -> None:
    """Facts, changes and addresses hang on it."""
    assert claim_id("d" * 40, "release", SLOTS, [(0, 5), (9, 12)]) == "77f0ff8b23d1aaf6defba9fc9a0f77a8272c6cc1"


def test_what_does_not_matter_to_an_id() -> None:
    same = {"money": {"currency": "GBP", "amount": 4}, "platform": ("Netflix",), "title": "The Quay"}
    one = claim_id("d", "release", SLOTS, [(0, 5), (9, 12)])
    assert claim_id("d", "release", same, [[9, 12], [0, 5], [0, 5]]) == one


def test_what_matters_to_an_id() -> None:
    ids = {
        claim_id("d", "release", SLOTS, [(0, 5)]),
        claim_id("e", "release", SLOTS, [(0, 5)]),
        claim_id("d", "renewal", SLOTS, [(0, 5)]),
        claim_id("d", "release", SLOTS, [(0, 6)]),
        claim_id("d", "release", {**SLOTS, "season": 1}, [(0, 5)]),
        claim_id("d", "release", {**SLOTS, "platform": ["Netflix", "BBC"]}, [(0, 5)]),
    }
    assert len(ids) == 6


def test_canonical_json_has_one_spelling() -> None:
    assert canonical_json({"b": [1.0, 2.5, True, None], "a": "é"}) == '{"a":"é","b":[1,2.5,true,null]}'
