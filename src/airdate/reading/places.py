"""Platforms, channels, carriers and shops in an article: those of the lexicon, and those that only context shows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from airdate.reading.article import PlaceMention
from airdate.reading.cues import pattern
from airdate.reading.model import Span

if TYPE_CHECKING:
    from airdate.reading.lexicon import Lexicon

_NEAR = 48  # characters looked at on either side of an ambiguous name


def find_places(text: str, folded: str, lexicon: Lexicon) -> list[PlaceMention]:
    """The services that ``text`` names, sorted. A name that is also an ordinary word needs a context of television."""
    found: list[PlaceMention] = []
    sure: set[str] = set()
    doubtful: list[PlaceMention] = []
    last = -1
    for hit in lexicon.services.scan(text):
        if (
            hit.start < last
            or (not text[hit.start].isalpha()
            and not pattern("places", "number").search(folded[max(0, hit.start - 14) : hit.start]))
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
    known = sorted(found, key=lambda mention: mention.span)
    return sorted(known + _unknown(text, folded, known), key=lambda mention: mention.span)


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


def _unknown(text: str, folded: str, known: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Names that the context makes services: "Orbit+", "the streaming service Plume", "is streaming on Cinder"."""
    taken = [(mention.span.start, mention.span.end) for mention in known]
    names: dict[str, int] = {}
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
            if not any(a < hit.end("name") and hit.start("name") < b for a, b in taken):
                names[name] = names.get(name, 0) + worth
    found: list[PlaceMention] = []
    for name in sorted(names, key=len, reverse=True):
        if names[name] < 2:
            continue
        for hit in re.finditer(rf"(?<![\w'.&-]){re.escape(name)}(?![\w&+-])", folded):
            if any(a < hit.end() and hit.start() < b for a, b in taken):
                continue
            after = folded[hit.end() : hit.end() + 4]
            if re.match(r" [A-Z]", after) and not after.startswith("'"):
                continue
            taken.append((hit.start(), hit.end()))
            span = Span(hit.start(), hit.end())
            found.append(PlaceMention(span, text[hit.start() : hit.end()], "streaming", "", after.startswith("'s ")))
    return found
