"""What an import of listings does in the catalogue: broadcasts are tied to works, first showings become claims."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from airdate.listings.linking import Linked, WorkLinker, link_all
from airdate.listings.models import Guide
from airdate.listings.store import one_listings_writer

if TYPE_CHECKING:
    from airdate.listings.releases import Claimed


class CatalogueLinker(WorkLinker):
    """The linker of `importing.import_guide`. ``now`` (aware) is when the edition became known."""

    def __init__(self, now: dt.datetime) -> None:
        super().__init__()
        self._now = now

    def finish(self, guide: Guide, above: int, changed: Sequence[int]) -> None:
        """The guide is as it will be. All of it is looked at: what went has no keys."""
        if not self._idle or guide.first_showings.exists():
            # It brings the whole reader of articles along, which an import into an empty catalogue does without.
            from airdate.listings.releases import claim_first_showings

            claim_first_showings(guide, now=self._now)


def link_everything(*, now: dt.datetime) -> tuple[Linked, Claimed]:
    """Tie all broadcasts anew and bring the claims of all guides in line. ``now`` is aware."""
    from airdate.listings.releases import Claimed, claim_first_showings

    with one_listings_writer():
        linked = link_all()
        done = [claim_first_showings(guide, now=now) for guide in Guide.objects.select_related("source")]
    totals = (sum(getattr(each, name) for each in done) for name in ("new", "changed", "withdrawn"))
    return linked, Claimed(*totals)
