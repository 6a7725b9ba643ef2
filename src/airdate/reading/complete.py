"""What a claim's own sentence leaves out and the rest of the article gives: the platform, the season, the rhythm."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from typing import Any

from airdate.reading.article import Article, Draft
from airdate.reading.homes import Homes
from airdate.reading.rhythm import with_rhythm


def complete(article: Article, drafts: Iterable[Draft]) -> Iterator[Draft]:
    """The drafts with the platform of their work, where the article ties one to it, and the season it is about."""
    works = {work.name: work for work in article.works}
    homes = Homes(article)
    for draft in with_rhythm(article, drafts):
        work = works.get(draft.slots.get("title", ""))
        slots: dict[str, Any] = dict(draft.slots)
        if work is not None and draft.kind in ("release", "renewal") and "platform" not in slots:
            home = homes.of(work)
            if home is not None:
                slots["platform"] = [home.name]
        if (
            work is not None
            and draft.kind == "release"
            and "season" not in slots
            and slots.get("event") in ("premiere", "finale")
            and _lies_ahead(article, str(slots.get("date", "9")))
            and (season := article.focus.current_season(work)) is not None
        ):
            slots["season"] = season
        yield dataclasses.replace(draft, slots=slots) if slots != draft.slots else draft


def _lies_ahead(article: Article, edtf: str) -> bool:
    day = article.published.isoformat()
    return edtf[:10] >= day[: len(edtf[:10])]
