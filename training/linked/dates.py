"""What labelled articles say of the dates in them: see `airdate.reading.links.dates` for the task.

Each pair is learned from twice, with what the rules made of it and without: the rules were written beside these very
articles, and are right about them more often than about others.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import score
from links import Labelled

from airdate.reading.article import Article, Draft
from airdate.reading.links.dates import HIDDEN, ROLES, pairs

WAYS = {"date": "shares"}
STRENGTHS = {"date": 12.0}


def examples(name: str, article: Article, drafts: list[Draft], claims: list[dict[str, Any]]) -> Iterator[Labelled]:
    told = [
        (score.plain(claim["title"]), score.day(claim[role]), role)
        for role in ROLES[1:]
        for claim in claims
        if claim["kind"] in ("release", "availability") and claim.get(role)
    ]
    for pair in pairs(article, drafts):
        title, day = score.plain(pair.reach.work.name), score.day(pair.setting.date.edtf)
        roles = [role for known, date, role in told if date == day and score.alike("title", known, title)]
        told_by = {roles[0] if roles else "none"}
        yield Labelled("date", [*pair.features, *pair.ruled], told_by, weight=0.5)
        yield Labelled("date", [*pair.features, HIDDEN], told_by, weight=0.5)
