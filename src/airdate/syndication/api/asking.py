"""What every list can be asked: its size, where to go on, and what changed since a moment."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated

from ninja import Path, Query
from pydantic import AfterValidator, BeforeValidator

from airdate.syndication.api.shapes import ProblemShape

MOST = 200
EARLIEST, LATEST = dt.datetime(1900, 1, 1, tzinfo=dt.UTC), dt.datetime(2200, 1, 1, tzinfo=dt.UTC)


RFC_3339 = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)", re.ASCII)


def _written(moment: object) -> object:
    """Only moments as RFC 3339 writes them: a bare number is none, nor is one without an offset."""
    if isinstance(moment, str) and not RFC_3339.fullmatch(moment):
        raise ValueError("write the moment like 2031-03-10T12:00:00Z")
    return moment


def _within(moment: dt.datetime) -> dt.datetime:
    if not EARLIEST.timestamp() <= moment.timestamp() <= LATEST.timestamp():
        raise ValueError("the moment is not between 1900 and 2200")
    return moment


Moment = Annotated[dt.datetime, BeforeValidator(_written), AfterValidator(_within)]
Limit = Annotated[int, Query(50, ge=1, le=MOST, description="Entries on a page.")]
Cursor = Annotated[str | None, Query(None, max_length=400, description="From `next` of the page before.")]
Since = Annotated[
    Moment | None, Query(None, description="Only what this site learnt something new of since that moment.")
]
Slug = Annotated[str, Path(max_length=120, pattern=r"^[-a-zA-Z0-9_]+$")]
Word = Annotated[str | None, Query(None, max_length=120, pattern=r"^[-a-zA-Z0-9_]*$")]

PROBLEMS = {400: ProblemShape, 404: ProblemShape}
