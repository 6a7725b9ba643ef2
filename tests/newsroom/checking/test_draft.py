"""A whole draft beside the guide: what is found, whom it rests on, and which words would take the guide's value."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from airdate.facts.actions import weigh_all
from airdate.facts.models import Fact
from airdate.newsroom.checking.draft import Checked, Finding
from airdate.newsroom.publishing import Draft, checked
from factories import make_source, say
from newsroom.writing import SHOW, a_day, told, written

pytestmark = pytest.mark.django_db
SENTENCE = "The second season of the drama {show} will be released on Lantern+ on {day}, the service says."


def found(text: str, headline: str = "What is known") -> Checked:
    return checked(Draft(headline, text), now=timezone.now())


def only(text: str) -> Finding:
    (finding,) = found(text).findings
    return finding


def sentence(day: str, show: str = SHOW) -> str:
    return SENTENCE.format(show=show, day=day)


def in_full(days: int) -> str:
    return f"{a_day(days):%A} {written(a_day(days))}"


def test_a_finding_names_what_it_rests_on() -> None:
    document = told(a_day())
    finding = only(sentence(written(a_day(97))))
    assert (finding.verdict, finding.about.name, finding.what, finding.you, finding.guide) == (
        "differs", SHOW, "Season 2 on Lantern+", in_full(97), in_full(90),
    )  # fmt: skip
    assert [(line.name, line.source_class, line.day, line.document) for line in finding.sources] == [
        ("Lantern Newsroom", "official", document.published, document.key)
    ]
    assert finding.fact == Fact.objects.get(kind="release").pk
    assert (finding.is_open, finding.settled) == (True, "")


# The words that say the date, and those that the guide's day would be said in.
SWAPS = {
    "in full": ("{d} {m} {y}", "{d} {m} {y}"),
    "with its weekday": ("{w} {d} {m} {y}", "{w} {d} {m} {y}"),
    "a month": ("{m97} {y97}", "{d} {m} {y}"),
}


@pytest.mark.parametrize(("writes", "takes"), SWAPS.values(), ids=SWAPS)
def test_which_words_would_take_the_guides_day(writes: str, takes: str) -> None:
    day, other = a_day(400), a_day(470)
    told(day)

    def spelt(form: str, at: Any) -> str:
        names = {"d": at.day, "m": f"{at:%B}", "y": at.year, "w": f"{at:%A}"}
        return form.format(**names, m97=f"{other:%B}", y97=other.year)

    text = sentence(spelt(writes, other))
    swap = only(text).swap
    assert swap is not None
    assert (swap.words, swap.instead) == (spelt(writes, other), spelt(takes, day))
    assert swap.words in swap.around
    assert swap.around in text
    after = text.replace(swap.around, swap.around.replace(swap.words, swap.instead))
    assert only(after).verdict == "agrees"


def test_what_is_coarser_agrees_and_what_is_finer_is_new() -> None:
    told(a_day())
    assert only(sentence(f"{a_day():%B %Y}")).verdict == "agrees"
    day = a_day()
    Fact.objects.update(value={"date": f"{day:%Y-%m}"})
    finding = only(sentence(written(day)))
    assert (finding.verdict, finding.guide) == ("new", f"{day:%B %Y}")


def test_a_rumour_stated_flatly_differs_in_sureness_alone() -> None:
    told(a_day())
    Fact.objects.update(status="rumoured")
    finding = only(sentence(written(a_day())))
    assert (finding.verdict, finding.in_sureness, finding.swap, finding.is_open) == ("differs", True, None, True)


def test_what_nobody_has_heard_of_is_new() -> None:
    finding = only(sentence("3 August 2031", show="Nine Quiet Harbours"))
    assert (finding.verdict, finding.about.slug, finding.fact, finding.is_open) == ("new", None, "", False)
    assert found("").findings == found("It rained all day. ").findings == ()


def test_the_same_words_have_the_same_fingerprints_and_others_have_others() -> None:
    told(a_day())
    first, again, other = (only(sentence(written(a_day(days)))) for days in (97, 97, 98))
    assert (first.said, first.believed) == (again.said, again.believed)
    assert first.said != other.said
    assert first.believed == other.believed
    told(a_day(95), ago=1)
    moved = only(sentence(written(a_day(97))))
    assert (moved.said, moved.believed == first.believed) == (first.said, False)


def test_findings_stand_in_the_order_of_the_text() -> None:
    told(a_day())
    text = "\n\n".join(sentence(written(a_day()), show) for show in ("Nine Quiet Harbours", SHOW))
    assert [each.about.name for each in found(text).findings] == ["Nine Quiet Harbours", SHOW]


def test_a_longer_draft_asks_no_more() -> None:
    """Queries are as many for ten statements as for two."""
    shows = [
        f"The {word} Road" for word in ("Copper", "Silver", "Amber", "Cobalt", "Ochre", "Umber", "Ivory", "Russet")
    ]
    now = timezone.now() - timedelta(days=5)
    for show in shows:
        text = f"The second season of {show} comes to Lantern+ on {written(a_day())}. " + f"{show} is a drama. " * 6
        say(
            {"kind": "release", "title": show, "season": 2, "event": "premiere", "date": a_day().isoformat(),
             "platform": ["Lantern+"], "status": "confirmed"},
            text=text, source=make_source(f"{show} Weekly"), published=now.date(), learnt_at=now,
        )  # fmt: skip
    weigh_all(now=timezone.now())
    counted = []
    for some in (shows[:2], shows):
        text = "\n\n".join(sentence(written(a_day(97)), show) for show in some)
        with CaptureQueriesContext(connection) as queries:
            assert [each.verdict for each in found(text).findings] == ["differs"] * len(some)
        counted.append(len(queries))
    assert counted[0] == counted[1]
