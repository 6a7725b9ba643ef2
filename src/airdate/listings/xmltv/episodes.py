"""Episode numbers in all the systems that guides use, as season and episode from 1.

`xmltv_ns` counts from zero: ``season[/seasons] . episode[/episodes] . part[/parts]``, each of them may be missing.
Source: the DTD's comment on episode-num.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

HIGHEST = 99_999  # more is an id of some database, no number of an episode


class Numbers(NamedTuple):
    """``season`` and ``episode`` from 1, ``of`` the episodes of the season; None where nothing is said."""

    season: int | None = None
    episode: int | None = None
    of: int | None = None


_NS_PART = re.compile(r"\s*(?P<number>\d+)?\s*(?:/\s*(?P<of>\d+)?\s*)?$", re.ASCII)
_FORMS = tuple(
    re.compile(form, re.IGNORECASE | re.ASCII | re.VERBOSE)
    for form in (
        # S3 E5/10, S03E05, (S1 Ep2), S2024DE5, Season 3, Episode 5; Series, Staffel, Temporada, Saison with them
        r"""(?<![a-z])(?:s|season|series|staffel|temporada|saison)\.?\s*(?P<season>\d+)[\s,.:;/-]*
            (?:d?e|ep|eps|episode|folge|episodio|épisode)\.?\s*(?P<episode>\d+)(?:\s*(?:/|of)\s*(?P<of>\d+))?""",
        r"(?<!\d)(?P<season>\d{1,4})\s*x\s*(?P<episode>\d{1,4})(?!\d)",
        r"""(?<![a-z])(?:e|ep|eps|episode|folge|episodio|épisode|teil|part)\.?\s*(?P<episode>\d+)
            (?:\s*(?:/|of)\s*(?P<of>\d+))?(?:[\s,.;(]*(?:s|season|series)\.?\s*(?P<season>\d+))?""",
        r"^\s*\(?(?P<episode>\d+)\s*(?:/|of)\s*(?P<of>\d+)\)?(?:[\s,.;(]*(?:s|season|series)\.?\s*(?P<season>\d+)\)?)?\s*$",
        r"^\s*\(?(?P<episode>\d+)\)?\s*$",
        r"^\s*\(?(?:s|season|series|staffel)\.?\s*(?P<season>\d+)\)?\s*$",
    )
)
# The systems that say numbers, the clearest first. All others are ids or dates.
_SYSTEMS = ("xmltv_ns", "sxxexx", "onscreen", "common", "")


@lru_cache(maxsize=50_000)
def read_numbers(written: tuple[tuple[str, str], ...]) -> Numbers:
    """What the episode-num elements of a programme, as (system, text), say together; clearer systems before others."""
    by_system: dict[str, str] = {}
    for system, text in written:
        by_system.setdefault(system.strip().lower(), text)
    season = episode = of = None
    for system in _SYSTEMS:
        if system not in by_system:
            continue
        said = by_system[system]
        found = read_ns(said) if system == "xmltv_ns" else read_onscreen(said)
        if season is None and (episode is None or found.episode in (None, episode)):
            season = found.season
        if episode is None:
            episode, of = found.episode, found.of
    return Numbers(season, episode, of)


def read_ns(text: str) -> Numbers:
    """``5.3/10.`` is season 6, episode 4 of 10. What is no `xmltv_ns` is read as it would be on screen."""
    parts = text.split(".")
    if len(parts) < 2 or len(parts) > 4:
        return read_onscreen(text)
    found = [_NS_PART.match(part) for part in parts[:2]]
    if not all(found):
        return read_onscreen(text)
    season, episode = (int(each["number"]) + 1 if each and each["number"] else None for each in found)
    of = int(found[1]["of"]) if found[1] and found[1]["of"] else None
    return _sane(season, episode, of)


def read_onscreen(text: str) -> Numbers:
    """``S3 E5/10``, ``E5``, ``14``, ``(S1 Ep2)``, ``3x05``, ``Episode 5 of 10``; nothing for what is none of these."""
    for form in _FORMS:
        found = form.search(text)
        if found:
            said = found.groupdict()
            return _sane(*(int(said[name]) if said.get(name) else None for name in ("season", "episode", "of")))
    return Numbers()


def _sane(season: int | None, episode: int | None, of: int | None) -> Numbers:
    """The numbers without those that cannot be: too high, or an episode behind the last."""
    season = season if season is not None and season <= HIGHEST else None
    episode = episode if episode is not None and episode <= HIGHEST else None
    of = of if of is not None and 0 < of <= HIGHEST and (episode is None or episode <= of) else None
    return Numbers(season, episode, of)
