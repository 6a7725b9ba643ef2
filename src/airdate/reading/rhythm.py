"""A rhythm told apart from its premiere: "The series starts on 3 May. It goes out on Fridays at 9pm."."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from airdate.reading.article import Article, Draft


def with_rhythm(article: Article, drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts, a regular slot of a work joined to the premiere of that work that is still to come, if there is one.

    A slot without such a premiere stays a release of its own.
    """
    found = list(drafts)
    starts = [at for at, draft in enumerate(found) if _begins(article, draft)]
    dropped: set[int] = set()
    for number, slot in enumerate(found):
        if slot.kind != "release" or "schedule" not in slot.slots or "date" in slot.slots:
            continue
        for at in starts:
            start = found[at]
            if start.slots["title"] != slot.slots["title"] or not _one_season(start, slot):
                continue
            rest = {key: slot.slots[key] for key in ("schedule", "time") if key in slot.slots}
            found[at] = dataclasses.replace(
                start,
                slots={**rest, **start.slots},
                evidence=tuple(dict.fromkeys((*start.evidence, *slot.evidence))),
                trail=(*start.trail, "release.rhythm"),
            )
            dropped.add(number)
    return [draft for number, draft in enumerate(found) if number not in dropped]


def _begins(article: Article, draft: Draft) -> bool:
    if draft.kind != "release" or draft.slots.get("event") not in ("premiere", "part", "episode"):
        return False
    date = str(draft.slots.get("date", ""))
    return bool(date) and date[:10] >= article.published.isoformat()[: len(date[:10])]


def _one_season(one: Draft, other: Draft) -> bool:
    return one.slots.get("season") == other.slots.get("season") or None in (
        one.slots.get("season"), other.slots.get("season"),
    )  # fmt: skip
