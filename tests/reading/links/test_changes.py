"""Whether one of the cast comes, returns or goes: what is asked, and of which mentions."""

from __future__ import annotations

import pytest

from airdate.reading.article import Article
from airdate.reading.kinds import casting
from airdate.reading.links.casts import links
from airdate.reading.links.changes import change_rules, change_signs, telling
from airdate.reading.links.features import Scene
from airdate.reading.links.people import Proposal, proposals
from airdate.reading.links.scoring import Model
from reading.kinds.named import article_of

PEOPLE = ["Mara Quist", "Bo Lind"]


def mentions_of(article: Article, scene: Scene, name: str) -> list[Proposal]:
    rules = list(casting.drafts(article))
    return [each for each in proposals(article, rules, scene) if each.mention.person.name == name]


def test_the_mention_that_names_the_title_is_asked_first() -> None:
    article = article_of("Mara Quist rests. Mara Quist joins Saltmarsh.", ["Saltmarsh"], PEOPLE, [])
    scene = Scene(article)
    mentions = mentions_of(article, scene, "Mara Quist")
    asked = telling(scene, article.works[0], mentions)
    assert asked is not None
    assert [each.sentence.index for each in asked.proposals] == [1, 0]


def test_a_title_out_of_reach_is_not_asked_for() -> None:
    article = article_of("Mara Quist joins Saltmarsh.", ["Saltmarsh"], PEOPLE, [])
    elsewhere = article_of("Bo Lind left Tidewater.", ["Tidewater"], PEOPLE, [])
    scene = Scene(article)
    assert telling(scene, elsewhere.works[0], mentions_of(article, scene, "Mara Quist")) is None


def test_what_the_rules_read_beside_is_told_apart_from_what_they_read_of_the_person() -> None:
    article = article_of("Mara Quist joins Saltmarsh; the loss is felt by Bo Lind.", ["Saltmarsh"], PEOPLE, [])
    scene = Scene(article)
    told = {}
    for name in PEOPLE:
        asked = telling(scene, article.works[0], mentions_of(article, scene, name))
        assert asked is not None
        told[name] = change_rules(asked)
    assert "best ruled=joins" in told["Mara Quist"]
    assert "beside joins" not in told["Mara Quist"]
    assert told["Bo Lind"] == ["beside joins", "best no rule"]


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("New to the cast:\n\nMara Quist as Ruth in Saltmarsh.", "over=new"),
        ("Back in Saltmarsh is Mara Quist.", "open=back"),
        ("Saltmarsh returns for a third season with Mara Quist.", "season=3"),
        ("Saltmarsh stars Mara Quist.", "season=none"),
    ],
)
def test_what_stands_around_a_list_is_a_sign(text: str, sign: str) -> None:
    article = article_of(text, ["Saltmarsh"], PEOPLE, [])
    scene = Scene(article)
    asked = telling(scene, article.works[0], mentions_of(article, scene, "Mara Quist"))
    assert asked is not None
    assert sign in set(change_signs(asked))


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("Mara Quist has joined the cast of Saltmarsh.", "joins"),
        ("Mara Quist will return to Saltmarsh as Ruth.", "returns"),
        ("Mara Quist is leaving Saltmarsh after ten years.", "leaves"),
        ("Saltmarsh stars Mara Quist.", "stars"),
    ],
)
def test_the_shipped_model_reads_plain_changes(text: str, change: str) -> None:
    model = Model.packaged("people")
    assert model is not None
    article = article_of(text, ["Saltmarsh"], PEOPLE, [])
    found = links(article, list(casting.drafts(article)), model)
    best = max((link for link in found if link.label == "cast"), key=lambda link: link.chance)
    assert best.change == change
