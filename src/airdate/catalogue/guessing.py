"""What the names of a text that is no document yet would mean. Nothing is founded, and nothing is written."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from airdate.catalogue.asked import NameAsked
from airdate.catalogue.known import Known
from airdate.catalogue.models import ENTRY_MODELS, Entry, Origin
from airdate.catalogue.queries.resolutions import Target, merged
from airdate.catalogue.resolver import Resolver
from airdate.sources.models import Document, Source

LAST = 2**62  # the key that a document would have which came after all others


class _Unwritten(Known):
    """What is known, with entries that exist in memory only where a document would found them."""

    def found(self, role: str, name: str, aliases: Collection[str] = (), **fields: Any) -> Entry:
        return ENTRY_MODELS[role](name=name, slug="", origin=Origin.READING)

    def join(self, channel: Entry) -> None:
        """A channel joins its broadcaster when it is founded."""

    def flush(self) -> None:
        """Nobody is woken."""


class _Guesser(Resolver):
    known = _Unwritten

    def flush(self) -> None:
        """Nothing is pending that anybody would want."""


def guess_names(
    names: Sequence[NameAsked], *, source: Source, published: date, at: datetime
) -> Mapping[tuple[str, str], Target]:
    """(role, name) -> the entry that it would mean in a document of this source, learnt ``at`` (aware).

    Names that would found an entry, or wait in the queue, are left out. Merges are followed.
    """
    document = Document(pk=LAST, source=source, published=published, learnt_at=at)
    found: dict[tuple[str, str], Target] = {}
    for use in _Guesser([names]).resolve(document, names, {}):
        for role in ENTRY_MODELS:
            pk = getattr(use, f"{role}_id")
            if pk is not None:
                found[use.role, use.name] = Target(str(role), pk)
    return _after_merges(found)


def _after_merges(found: Mapping[tuple[str, str], Target]) -> Mapping[tuple[str, str], Target]:
    ends = {kind: merged(kind) for kind in {target.kind for target in found.values()}}
    return {pair: Target(t.kind, ends[t.kind].get(t.id, t.id)) for pair, t in found.items()}
