"""From claims to the names that are asked about."""

from airdate.catalogue.asked import NameAsked
from airdate.claims.asking import names_in
from airdate.claims.names import names_of, subject_of

QUAY, NETFLIX, ANA = ("title", "The Quay"), ("service", "Netflix"), ("person", "Ana Ortiz")


def test_names_are_gathered_from_all_claims_of_a_document() -> None:
    claims = [
        ("release", {"title": "The Quay", "season": 2, "platform": ["Netflix"]}, 0.7),
        ("casting", {"title": "The Quay", "actor": "Ana Ortiz"}, 0.9),
    ]
    assert names_in(claims) == [
        NameAsked(*ANA, 0.9, beside=frozenset({QUAY})),
        NameAsked(*NETFLIX, 0.7, beside=frozenset({QUAY})),
        NameAsked(*QUAY, 0.9, beside=frozenset({ANA, NETFLIX}), form="series"),
    ]


def test_what_a_service_is_may_be_told() -> None:
    claims = [
        ("carriage", {"provider": "Netflix", "carrier": "Quuxbox"}, 0.8),
        ("availability", {"title": "The Quay", "platform": ["Pageturner"], "terms": "buy", "form": "book"}, 0.8),
    ]
    asked = {name.name: name.service_kind for name in names_in(claims)}
    assert asked == {"Netflix": "", "Quuxbox": "carrier", "Pageturner": "shop", "The Quay": ""}


def test_speakers_may_be_services() -> None:
    (asked,) = names_in([("quote", {"speaker": "Netflix", "opening": "Look out for it"}, 0.8)])
    assert asked == NameAsked("person", "Netflix", 0.8, may_be_service=True)


def test_what_is_no_name_is_not_asked() -> None:
    slots = {
        "title": "x" * 301,
        "platform": ["", " ", "Netflix"],
        "actor": 7,
        "source": "The Quay",
        "outlet": "A Paper",
    }
    assert names_of("release", slots) == {"platform": ("Netflix",)}


def test_the_subject_of_a_claim() -> None:
    assert subject_of("release", {"title": "The Quay"}) == "The Quay"
    assert subject_of("price", {"provider": "Netflix", "title": "The Quay"}) == "Netflix"
    assert subject_of("quote", {"speaker": "Ana Ortiz", "opening": "Look out"}) == "Ana Ortiz"
    assert subject_of("quote", {"opening": "Look out for it"}) == "Look out for it"
    assert subject_of("release", {}) == ""
