"""What an import of listings does in the catalogue: broadcasts are tied to works, first showings become claims."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from airdate.listings.linking import WorkLinker
from airdate.listings.models import Guide
from airdate.listings.releases import claim_first_showings


class CatalogueLinker(WorkLinker):
    """The linker of `importing.import_guide`. ``now`` (aware) is when the edition became known."""

    def __init__(self, now: dt.datetime) -> None:
        super().__init__()
        self._now = now

    def finish(self, guide: Guide, above: int, changed: Sequence[int]) -> None:
        """The guide is as it will be. All of it is looked at: what went has no keys."""
        if not self._idle or guide.first_showings.exists():
            claim_first_showings(guide, now=self._now)
