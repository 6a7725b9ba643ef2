"""Sentences as rows of marks: what stands between a date and a title, and which of several belong together."""

from __future__ import annotations

import pytest

from airdate.reading.links.rows import Row
from reading.kinds.named import article_of

TITLES = ["Nine Tenths", "Salt Road"]


def row_of(text: str) -> tuple[Row, list[str]]:
    """The row of a text's first sentence, and its signs."""
    article = article_of(text, TITLES, [], [])
    row = Row(article, article.sentences[0])
    return row, [mark.said for mark in row.marks]


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("Nine Tenths starts on 3 May 2024 on Netflix.", ["t", "c:start", "d", "s"]),
        ("Nine Tenths (3 May 2024); Salt Road (5 May 2024)", ["t", "(", "d", ")", ";", "t", "(", "d", ")"]),
        ("On 3 May 2024, and not before, Salt Road is back.", ["d", ",", "t", "c:back"]),
    ],
)
def test_a_sentence_is_the_row_of_what_it_names(text, signs):
    assert row_of(text)[1] == signs


def test_the_words_between_and_the_order_of_dates_and_titles_are_told():
    text = "Nine Tenths starts on 3 May 2024, and Salt Road on 5 May 2024."
    article = article_of(text, TITLES, [], [])
    row = Row(article, article.sentences[0])
    told = {
        (title.work.name, date.edtf): [
            f for f in row.features(date, title) if f.startswith(("row=", "row mutual", "row nth"))
        ]
        for title in article.titles
        for date in article.dates
    }
    assert told == {
        ("Nine Tenths", "2024-05-03"): [
            "row=<c", "row nth=0,0|2,2", "row mutual=TrueFalse|<", "row mutual=TrueFalse|<22",
        ],
        ("Nine Tenths", "2024-05-05"): [
            "row=<cd,t", "row nth=0,1|2,2", "row mutual=FalseFalse|<", "row mutual=FalseFalse|<22",
        ],
        ("Salt Road", "2024-05-03"): [
            "row=>,", "row nth=1,0|2,2", "row mutual=FalseTrue|>", "row mutual=FalseTrue|>22",
        ],
        ("Salt Road", "2024-05-05"): [
            "row=<", "row nth=1,1|2,2", "row mutual=TrueTrue|<", "row mutual=TrueTrue|<22",
        ],
    }  # fmt: skip
