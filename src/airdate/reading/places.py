"""Platforms, channels, carriers and shops in an article: those of the lexicon, and those that only context shows."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from airdate.reading.article import PlaceMention
from airdate.reading.cues import pattern
from airdate.reading.model import Span
from airdate.reading.tagging import SERVICE, Tag

if TYPE_CHECKING:
    from airdate.reading.lexicon import Hits
    from airdate.reading.occurrences import Occurrences

_NEAR = 48  # characters looked at on either side of an ambiguous name
_JOINED_BEFORE = frozenset("'.&-")
_JOINED_AFTER = frozenset("&+-")
_CAPITAL_AFTER = re.compile(r" [A-Z]")


def find_places(text: str, folded: str, hits: Hits, occurrences: Occurrences) -> list[PlaceMention]:
    """The services that ``text`` names, sorted. A name that is also an ordinary word needs a context of television."""
    found: list[PlaceMention] = []
    sure: set[str] = set()
    doubtful: list[PlaceMention] = []
    last = -1
    for hit in hits.services:
        if hit.start < last or (
            not text[hit.start].isalpha()
            and not pattern("places", "number").search(folded[max(0, hit.start - 14) : hit.start])
        ):
            continue
        possessive = folded.startswith(("'s ", "' "), hit.end) and folded[hit.start - 1 : hit.start] not in "'\""
        mention = PlaceMention(
            Span(hit.start, hit.end),
            text[hit.start : hit.end],
            hit.service.kind,
            (hit.service.countries or ("",))[0],
            possessive,
        )
        if not hit.service.ambiguous or _in_context(folded, mention):
            found.append(mention)
            sure.add(mention.name)
            last = hit.end
        else:
            doubtful.append(mention)
    found += [mention for mention in doubtful if mention.name in sure and _not_in_a_name(folded, mention)]
    told = _told(folded)
    wider = sorted(
        ((span.start, span.end) for name in told if " " in name for span in _standing(name, occurrences)), reverse=True
    )
    known = [
        mention
        for mention in sorted(found, key=lambda mention: mention.span)
        if not any(a <= mention.span.start and mention.span.end <= b and b - a > len(mention.name) for a, b in wider)
    ]
    return sorted(known + _unknown(text, folded, known, occurrences, told), key=lambda mention: mention.span)


def with_tagged(
    text: str, folded: str, known: Sequence[PlaceMention], tags: Sequence[Tag], occurrences: Occurrences
) -> Sequence[PlaceMention]:
    """``known`` and the names that the tagger calls services, at all their places where it calls them nothing else."""
    taken = sorted((mention.span.start, mention.span.end) for mention in known)
    taken += sorted((tagged.span.start, tagged.span.end) for tagged in tags if tagged.label != SERVICE)
    taken.sort()
    starts = [start for start, _ in taken]

    def free(start: int, end: int) -> bool:
        at = bisect_left(starts, end) - 1
        return at < 0 or all(b <= start for _, b in taken[max(0, at - 1) : at + 1])

    names: dict[str, float] = {}
    for tagged in tags:
        if tagged.label == SERVICE and free(tagged.span.start, tagged.span.end):
            name = folded[tagged.span.start : tagged.span.end]
            name = name[:-2] if name.endswith("'s") else name
            names[name] = max(names.get(name, 0.0), tagged.margin)
    found: list[PlaceMention] = []
    covered = bytearray(len(folded))
    for name in sorted(names, key=lambda n: (-len(n), n)):
        if names[name] < 1.0 or len(name) < 2 or not name[0].isalnum():
            continue
        kind = "carrier" if pattern("places", "carrier name").search(name) else "streaming"
        for span in _standing(name, occurrences):
            if not free(span.start, span.end) or covered.find(1, span.start, span.end) >= 0:
                continue
            covered[span.start : span.end] = b"\1" * (span.end - span.start)
            possessive = folded.startswith(("'s ", "' "), span.end)
            found.append(PlaceMention(span, span.of(text), kind, "", possessive))
    return sorted([*known, *found], key=lambda mention: mention.span)


def _in_context(folded: str, mention: PlaceMention) -> bool:
    if not _not_in_a_name(folded, mention):
        return False
    before = folded[max(0, mention.span.start - _NEAR) : mention.span.start]
    after = folded[mention.span.end : mention.span.end + _NEAR]
    return bool(pattern("places", "before").search(before) or pattern("places", "after").match(after))


def _not_in_a_name(folded: str, mention: PlaceMention) -> bool:
    """Whether no other capitalised word touches the name, as in "Fox Street" or "Max Verstappen"."""
    after = folded[mention.span.end : mention.span.end + 2]
    return not (after[:1] == " " and after[1:2].isupper()) or bool(
        pattern("places", "after").match(folded[mention.span.end : mention.span.end + _NEAR])
    )


def _standing(name: str, occurrences: Occurrences) -> Iterator[Span]:
    """The places of a name, in these capitals, that nothing joins to what stands beside it."""
    folded = occurrences.folded
    for start, end in occurrences.of(name.casefold()):
        if (
            folded[start:end] == name
            and folded[start - 1 : start] not in _JOINED_BEFORE
            and folded[end : end + 1] not in _JOINED_AFTER
        ):
            yield Span(start, end)


def _told(folded: str) -> dict[str, str]:
    """The names that the text says to be a service or a box, each with its kind: "Plume, the streaming service"."""
    found: dict[str, str] = {}
    for rule, kind in (("told service", "streaming"), ("told box", "carrier")):
        for hit in pattern("places", rule).finditer(folded):
            name = hit.group(hit.lastgroup or "name")
            if not pattern("names", "no name").fullmatch(name):
                found.setdefault(name, kind)
    return found


def _unknown(
    text: str, folded: str, known: Sequence[PlaceMention], occurrences: Occurrences, told: Mapping[str, str]
) -> list[PlaceMention]:
    """Names that the context makes services: "Orbit+", "the streaming service Plume", "is streaming on Cinder"."""
    covered = bytearray(len(folded))
    for mention in known:
        covered[mention.span.start : mention.span.end] = b"\1" * (mention.span.end - mention.span.start)
    names: dict[str, int] = dict.fromkeys(told, 2)
    for rule, worth in (
        ("plus name", 2),
        ("named service", 2),
        ("watched on", 1),
        ("commissions", 1),
        ("own series", 1),
    ):
        for hit in pattern("places", rule).finditer(folded):
            name = hit.group("name")
            if name not in names and pattern("names", "no name").fullmatch(name):
                continue
            if covered.find(1, *hit.span("name")) < 0:
                names[name] = names.get(name, 0) + worth
    found: list[PlaceMention] = []
    for name in sorted(names, key=len, reverse=True):
        if names[name] < 2:
            continue
        for span in _standing(name, occurrences):
            if covered.find(1, span.start, span.end) >= 0:
                continue
            after = folded[span.end : span.end + 4]
            if _CAPITAL_AFTER.match(after):
                continue
            covered[span.start : span.end] = b"\1" * (span.end - span.start)
            found.append(PlaceMention(span, span.of(text), told.get(name, "streaming"), "", after.startswith("'s ")))
    return found
