"""Links of people and titles as drafts, joined with those of the rules."""

from __future__ import annotations

from typing import Any

import pytest

from airdate.reading.article import Article, Draft
from airdate.reading.kinds import casting, credit
from airdate.reading.links.casts import joined, links, without_parts
from airdate.reading.links.people import LABELS, proposals
from airdate.reading.links.scoring import Model
from airdate.reading.links.trades import ROLES
from reading.kinds.named import article_of

# Sure that everybody is in the cast, that nobody has a trade, and that the title of the same sentence is meant.
EVERYBODY: dict[str, Any] = {
    "who": {"labels": list(LABELS), "weights": {"": [[0, 4.0], [1, -9.0], [2, -9.0]]}},
    "trade": {"labels": ["has"], "weights": {"": [[0, -9.0]]}},
    "title": {"labels": ["meant"], "weights": {"nearest=True": [[0, 9.0]]}},
    "change": {"labels": ["stars", "joins"], "weights": {"": [[0, 2.0]], "rule=casting.joins.verb": [[1, 9.0]]}},
}
NOBODY = {**EVERYBODY, "who": {"labels": list(LABELS), "weights": {"": [[0, -9.0], [1, -9.0], [2, -9.0]]}}}


def article() -> Article:
    text = "Mara Quist joins Saltmarsh. Bo Lind is what Tidewater needed."
    return article_of(text, ["Saltmarsh", "Tidewater"], ["Mara Quist", "Bo Lind"], [])


def told(drafts: list[Draft]) -> list[tuple[str, ...]]:
    return [(d.slots["title"], d.slots.get("actor") or d.slots["person"], *d.trail) for d in drafts]


def test_without_a_rule_a_link_makes_the_claim() -> None:
    found = article()
    made = joined(found, [], model=Model.of(EVERYBODY))
    assert told(made) == [
        ("Saltmarsh", "Mara Quist", "links.casting.stars"), ("Tidewater", "Bo Lind", "links.casting.stars"),
    ]  # fmt: skip
    assert all(any(draft.slots["actor"] in found.of(span) for span in draft.evidence) for draft in made)


def test_where_a_rule_agrees_the_trail_names_both_and_the_change_is_told() -> None:
    found = article()
    made = joined(found, list(casting.drafts(found)), model=Model.of(EVERYBODY))
    assert told(made) == [
        ("Saltmarsh", "Mara Quist", "casting.joins.verb", "links.casting.joins"),
        ("Tidewater", "Bo Lind", "links.casting.stars"),
    ]
    assert [draft.slots["change"] for draft in made] == ["joins", "stars"]


def test_a_rule_that_the_models_doubt_is_kept_as_unsure() -> None:
    found = article()
    (draft,) = joined(found, list(casting.drafts(found)), model=Model.of(NOBODY))
    assert (draft.trail, draft.sure) == (("casting.joins.verb",), 0.0)


def test_other_kinds_pass_unchanged() -> None:
    other = Draft("video", {"title": "Saltmarsh", "form": "teaser"}, (), 0.7, ("video.teaser",))
    assert joined(article(), [other], model=Model.of(NOBODY)) == [other]


def test_the_shipped_models_know_all_labels() -> None:
    model = Model.packaged("people")
    assert model is not None
    assert sorted(model.tasks["who"].labels) == sorted(LABELS)
    assert sorted(model.tasks) == ["change", "part", "title", "trade", "who"]


@pytest.mark.parametrize(
    ("text", "label", "person", "title"),
    [
        ("Saltmarsh stars Mara Quist and Bo Lind.", "cast", "Bo Lind", "Saltmarsh"),
        ("Written by Mara Quist, Saltmarsh begins on Monday.", "writer", "Mara Quist", "Saltmarsh"),
        ("Saltmarsh is directed by Bo Lind. Tidewater returns in May.", "director", "Bo Lind", "Saltmarsh"),
    ],
)
def test_the_shipped_models_read_plain_sentences(text: str, label: str, person: str, title: str) -> None:
    model = Model.packaged("people")
    assert model is not None
    found = article_of(text, ["Saltmarsh", "Tidewater"], ["Mara Quist", "Bo Lind"], [])
    drafts = [*casting.drafts(found), *credit.drafts(found)]
    best = max((link for link in links(found, drafts, model) if link.label == label), key=lambda link: link.chance)
    assert (best.person.name, best.work.name) in {(person, title), ("Mara Quist", title)}
    assert best.chance > 0.5


def test_a_trade_is_in_question_only_where_a_word_for_it_stands() -> None:
    found = article_of("Mara Quist wrote Saltmarsh. Bo Lind sang.", ["Saltmarsh"], ["Mara Quist", "Bo Lind"], [])
    asked = {proposal.mention.person.name: sorted(proposal.trades) for proposal in proposals(found)}
    assert asked == {"Mara Quist": ["writer"], "Bo Lind": []}
    assert {role for roles in asked.values() for role in roles} <= set(ROLES)


@pytest.mark.parametrize(
    ("text", "trades"),
    [
        ("A whole host of new faces join Mara Quist in Saltmarsh.", []),
        ("The host of Saltmarsh is Mara Quist.", ["presenter"]),
    ],
)
def test_a_host_of_many_is_no_presenter(text: str, trades: list[str]) -> None:
    found = article_of(text, ["Saltmarsh"], ["Mara Quist"], [])
    assert [sorted(proposal.trades) for proposal in proposals(found)] == [trades]


@pytest.mark.parametrize(
    ("text", "character"),
    [
        ("Saltmarsh stars Mara Quist as Ruth Calder.", "Ruth Calder"),
        ("In Saltmarsh, Ruth Calder (Mara Quist) runs a ferry.", "Ruth Calder"),
        ("Saltmarsh stars Mara Quist.", None),
    ],
)
def test_whom_somebody_plays_stands_beside_the_name(text: str, character: str | None) -> None:
    model = Model.packaged("people")
    assert model is not None
    found = article_of(text, ["Saltmarsh"], ["Mara Quist"], ["Ruth Calder"])
    (link,) = [link for link in links(found, [], model) if (link.label, link.person.name) == ("cast", "Mara Quist")]
    assert (link.part[1].name if link.part is not None and link.part[0] >= 0.5 else None) == character


def test_a_character_by_the_first_name_is_nobody_of_the_cast() -> None:
    drafts = [
        Draft("casting", {"title": "Quayside", "actor": "Ana Ortiz", "character": "June Marsh"}, (), 0.7, ("rule",)),
        Draft("casting", {"title": "Quayside", "actor": "June"}, (), 0.6, ("rule",)),
        Draft("casting", {"title": "Saltmarsh", "actor": "June"}, (), 0.6, ("rule",)),
    ]
    assert without_parts(drafts) == [drafts[0], drafts[2]]


def test_a_bracket_in_somebodys_words_tells_of_nobodys_part() -> None:
    text = 'Of Saltmarsh Mara Quist said: "I have put all of my trust into Bo (Lind)."'
    found = article_of(text, ["Saltmarsh"], ["Mara Quist", "Lind"], [])
    assert {link.person.name for link in links(found, [], Model.of(EVERYBODY))} == {"Mara Quist"}
