"""What a listing says about a broadcast in one bit each, and the dozen groups of its categories. Pure.

A bit is set only where the data says so; the absence of `previously-shown` means nothing (the DTD says so too).
"""

from __future__ import annotations

from enum import IntFlag, StrEnum


class Flag(IntFlag):
    """The bits of `Broadcast.flags`. The values are kept in databases: never renumber them."""

    NEW = 1  # XMLTV `new`: the first showing of a brand-new programme
    PREMIERE = 2
    LAST_CHANCE = 4
    REPEAT = 8  # `previously-shown`
    FINALE = 16  # the listing's own words say so
    SUBTITLES = 32  # teletext or on screen
    AUDIO_DESCRIPTION = 64
    SIGNED = 128  # `subtitles type="deaf-signed"`
    FILM = 256
    LIVE = 512


LONG_SECONDS = 6 * 3600  # a window of time looks so far back for what has begun; longer ones have an index of their own


class Group(StrEnum):
    """The groups that categories are sorted into, each with a colour and a pattern on the grid."""

    FILM = "film"
    DRAMA = "drama"
    COMEDY = "comedy"
    NEWS = "news"
    SPORT = "sport"
    CHILDREN = "children"
    DOCUMENTARY = "documentary"
    ENTERTAINMENT = "entertainment"
    MUSIC = "music"
    LIFESTYLE = "lifestyle"
    EDUCATION = "education"
    OTHER = "other"  # no category, or one that belongs to none of these
