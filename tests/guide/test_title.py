"""The page of a title: each fact once, with its words, its past and its reason."""

import pytest
from django.test import Client

from airdate.catalogue.models import Title
from factories.evening import tell
from guide.seen import DAY, links, rows, seen

pytestmark = pytest.mark.django_db
SALT = ("salt-road-ordered", "salt-road-rumour", "salt-road-window", "salt-road-day", "salt-road-moved")


def test_the_canonical_article_makes_its_page(client: Client) -> None:
    tell(DAY, "heartstopper")
    page = client.get("/titles/heartstopper/")
    assert seen(page, "h1, h2, h3") == [
        "Heartstopper", "Season 2 on Netflix", "Where to watch", "Netflix", "Season 3", "Season 2", "Season 1",
        "Made by", "To see already", "In the news", "Anniversaries", "How it came to be known",
    ]  # fmt: skip
    assert seen(page, ".bill__next time, .bill__next .small") == [
        "Thursday 3 August 2023",
        "Said by Airdate Desk on 24 April 2023.",
    ]
    assert rows(page, ".watch__place", ".price", "ul:not(.tariff) li", ".small:not(span)") == [
        (
            "from £4.99 a month",
            "Season 1, with a subscription why?: Heartstopper",
            "Also through Sky Glass why?: Sky Glass Virgin Media Stream why?: Virgin Media Stream",
        )
    ]
    assert rows(page, ".cast > li", ".cast__who", ".cast__as", ".cast__change") == [
        ("Ash Self", "Felix", "new"),
        ("Bel Priestley", "Naomi", "new"),
        ("Thibault de Montalembert", "Stephane", "new"),
        ("Joe Locke", "Charlie Spring", "returns"),
        ("Kit Connor", "Nick Nelson", "returns"),
        ("Yasmin Finney", "Elle", "returns"),
    ]
    assert seen(page, ".fact") == ["Renewed for season 3. Said by Airdate Desk on 24 April 2023. why?: Heartstopper"]
    assert seen(page, ".tag:not(b)") == ["ordered", "out", "out"]
    assert rows(page, "[aria-labelledby=videos] li", "p:first-child") == [
        ("Behind the scenes, season 2 why?: Heartstopper",)
    ]
    assert seen(page, ".card dt") == ["Writer", "Executive producer", "Based on"]
    assert seen(page, ".card dd") == [
        "Alice Oseman why?: Alice Oseman", "Patrick Walters why?: Patrick Walters",
        "Heartstopper, graphic novel by Alice Oseman why?: Heartstopper",
    ]  # fmt: skip
    assert seen(page, ".bill__next .tag, .bill__next .tag + span") == ["Now", "out since Thursday 3 August 2023"]
    assert links(page, ".libraries a") == [
        "https://search.worldcat.org/search?q=Heartstopper+Alice+Oseman",
        "https://openlibrary.org/search?q=Heartstopper+Alice+Oseman",
    ]
    assert rows(page, "[aria-labelledby=anniversaries] li", "p:first-child", ".when") == [
        ("Sunday 3 August: 8 years", "Season 2 on Netflix, Thursday 3 August 2023 why?: Heartstopper")
    ]


def test_a_date_that_moved_shows_its_track(client: Client) -> None:
    tell(DAY, *SALT)
    page = client.get("/titles/the-salt-road/")
    assert rows(page, ".track__stop", ".track__day", "del", "ins", ".mark") == [
        ("13 July 2030", "no date yet", "", ""),
        ("31 October 2030", "March 2031", "", "Rumoured"),
        ("25 December 2030", "March 2031", "", ""),
        ("4 February", "Saturday 29 March, 21:00", "", ""),
        ("4 March", "", "Saturday 5 April", ""),
    ]
    assert rows(page, ".timeline .moved", "del", "ins", ".kind") == [
        ("Saturday 29 March, 21:00", "Saturday 5 April, 21:00", "moved"),
        ("March 2031", "Saturday 29 March, 21:00", "more precise"),
        ("", "March 2031", "confirmed"),
        ("no date yet", "March 2031", "more precise"),
    ]
    assert seen(page, ".quote blockquote") == [
        "It is the largest drama that we have made in the north",
        "There is nobody left who remembers the road, so we had to walk it",
    ]


@pytest.mark.parametrize(
    ("query", "day", "told"),
    [
        (
            "as_of=2030-12-26",
            "March 2031",
            "This is the page by what had been published up to Thursday 26 December 2030.",
        ),
        ("known_at=2031-02-05", "Saturday 29 March", "This is the page as this site knew it on Wednesday 5 February."),
        ("as_of=&known_at=", "Saturday 5 April", None),
    ],
)
def test_the_page_of_another_day(client: Client, query: str, day: str, told: str | None) -> None:
    tell(DAY, *SALT)
    page = client.get(f"/titles/the-salt-road/?{query}")
    assert page.status_code == 200
    assert seen(page, ".bill__next time:not(.time)")[0].removeprefix("in ") == day
    assert seen(page, ".notice") == ([f"{told} Show it as of today"] if told else [])


def test_before_anything_was_said(client: Client) -> None:
    tell(DAY, *SALT)
    page = client.get("/titles/the-salt-road/?as_of=1999-12-31")
    assert seen(page, ".empty") == [
        "Nobody has said yet where it is or will be. When somebody does, the place and its price stand here.",
        "Nobody has said yet when it comes. When somebody does, the date stands here with its source.",
        "Nothing had been said by then.",
    ]


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("as_of=yesterday", "“yesterday” is not a day; write it like 2023-04-23."),
        ("as_of=2023-02-30", "“2023-02-30” is not a day; write it like 2023-04-23."),
        ("known_at=2031-03-11", "2031-03-11 has not come yet; choose a past day."),
        ("known_at=0001-01-01", "0001-01-01 was before there was television; choose a later day."),
    ],
)
def test_a_day_that_cannot_be_meant_is_refused_in_words(client: Client, query: str, reason: str) -> None:
    tell(DAY, "salt-road-day")
    page = client.get(f"/titles/the-salt-road/?{query}")
    assert (page.status_code, seen(page, "h1, .lead")) == (400, ["Cannot be read", reason])


def test_a_merged_title_leads_to_the_one_that_it_became(client: Client) -> None:
    tell(DAY, "salt-road-day")
    kept = Title.objects.get(slug="the-salt-road")
    middle = Title.objects.create(slug="salt-road", name="Salt Road", folded="salt road", merged_into=kept)
    Title.objects.create(slug="saltroad", name="Saltroad", folded="saltroad", merged_into=middle)
    for slug in ("salt-road", "saltroad"):
        page = client.get(f"/titles/{slug}/")
        assert (page.status_code, page["Location"]) == (301, "/titles/the-salt-road/")


def test_a_title_that_nothing_founds_any_more_is_told_so(client: Client) -> None:
    Title.objects.create(slug="gone", name="Gone", folded="gone", dormant=True)
    page = client.get("/titles/gone/")
    assert (page.status_code, seen(page, ".lead")) == (404, ["Nothing that is in force founds “Gone” any more."])


def test_a_conflict_and_a_denial_can_be_seen(client: Client) -> None:
    tell(DAY, "pilot-light-date", "pilot-light-courier", "pilot-light-tide", "nine-lanterns-rumour",
         "nine-lanterns-denial")  # fmt: skip
    page = client.get("/titles/pilot-light/")
    assert seen(page, ".bill__next time:not(.time)") == ["Friday 21 March"]
    assert seen(page, ".notice--conflict") == ["Sources differ. Newer reports say otherwise. Both sides"]
    page = client.get("/titles/nine-lanterns/")
    assert seen(page, ".bill__next .date > span:first-child") == ["in autumn 2031"]
    assert rows(page, ".fact", ".mark") == [("Denied",)]
    assert rows(page, ".timeline .moved", "del", "ins", ".kind") == [("cancelled", "not so", "denied")]
    assert [address.split("/")[1] for address in links(page, ".timeline .moved a, .timeline .moved ~ p a")] == [
        "facts", "documents",
    ]  # fmt: skip
