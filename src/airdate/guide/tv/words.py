"""Broadcasts in words: times, lengths, categories, and what the listings mark.

Pure, save that the words are translated.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext_lazy
from django.utils.translation import gettext as _

from airdate.facts import cldr
from airdate.listings.flags import Flag, Group
from airdate.listings.pages import Showing
from airdate.look.dates import day_words

GROUPS = {
    Group.FILM: gettext_lazy("Film"),
    Group.DRAMA: gettext_lazy("Drama"),
    Group.COMEDY: gettext_lazy("Comedy"),
    Group.DOCUMENTARY: gettext_lazy("Documentary"),
    Group.ENTERTAINMENT: gettext_lazy("Entertainment"),
    Group.SPORT: gettext_lazy("Sport"),
    Group.NEWS: gettext_lazy("News"),
    Group.CHILDREN: gettext_lazy("Children"),
    Group.MUSIC: gettext_lazy("Music"),
    Group.LIFESTYLE: gettext_lazy("Lifestyle"),
    Group.EDUCATION: gettext_lazy("Education"),
    Group.OTHER: gettext_lazy("Other"),
}
# What is set as a tag, the strongest first; of a first showing and a new programme the latter says both.
TAGS = (
    (Flag.NEW, gettext_lazy("New")),
    (Flag.PREMIERE, gettext_lazy("Premiere")),
    (Flag.FINALE, gettext_lazy("Last in series")),
    (Flag.LAST_CHANCE, gettext_lazy("Last chance")),
    (Flag.LIVE, gettext_lazy("Live")),
)
ACCESS = (
    (Flag.SUBTITLES, pgettext_lazy("sign for subtitles", "S"), gettext_lazy("subtitles")),
    (Flag.AUDIO_DESCRIPTION, pgettext_lazy("sign for audio description", "AD"), gettext_lazy("audio description")),
    (Flag.SIGNED, pgettext_lazy("sign for sign language", "SL"), gettext_lazy("sign language")),
)


def clock(at: dt.datetime, zone: ZoneInfo) -> str:
    """ "20:30" by the clock of a zone, as the language writes it."""
    return cldr.clock(at, zone)


def length(minutes: int) -> str:
    """ "1 hour 5 minutes"."""
    hours, rest = divmod(minutes, 60)
    parts = []
    if hours:
        parts.append(ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours})
    if rest or not hours:
        parts.append(ngettext("%(n)d minute", "%(n)d minutes", rest) % {"n": rest})
    return " ".join(parts)


def tags(flags: Flag) -> list[str]:
    """What is marked in a cell: at most two words, and never what the listings do not say."""
    found = [str(word) for flag, word in TAGS if flags & flag]
    if flags & Flag.NEW and flags & Flag.PREMIERE:
        found.remove(str(TAGS[1][1]))
    return found[:2]


def access(flags: Flag) -> list[tuple[str, str]]:
    """Sign and words of each help that a broadcast comes with."""
    return [(str(sign), str(word)) for flag, sign, word in ACCESS if flags & flag]


def number(showing: Showing) -> str:
    """ "Season 2, episode 4", as far as the listings number it."""
    parts = []
    if showing.season is not None:
        parts.append(_("season %(n)d") % {"n": showing.season})
    if showing.episode is not None:
        parts.append(_("episode %(n)d") % {"n": showing.episode})
    text = ", ".join(parts)
    return text[:1].upper() + text[1:]


def spoken(showing: Showing, station: str, zone: ZoneInfo) -> str:
    """What a screen reader says after the title: the sub-title, from when to when, how long, where, what is marked."""
    start = clock(showing.start, zone)
    parts = [showing.sub_title] if showing.sub_title else []
    if showing.stop is None or not showing.minutes:  # some guides let what they know no length of end where it begins
        parts += [_("from %(start)s, end not known") % {"start": start}]
    else:
        parts += [
            _("%(start)s to %(stop)s") % {"start": start, "stop": clock(showing.stop, zone)},
            length(showing.minutes),
        ]
    parts.append(station)
    return ", ".join([*parts, *_marks(showing.group, int(showing.flags), get_language() or "")])


@lru_cache(maxsize=4096)
def _marks(group: str, flags: int, language: str) -> tuple[str, ...]:
    """What of a broadcast many others share: category and flags in the words of a language."""
    marked = Flag(flags)
    found = [] if group == Group.OTHER else [cldr.inside(str(GROUPS[Group(group)]))]
    found += [cldr.inside(word) for word in tags(marked)]
    if marked & Flag.REPEAT:
        found.append(_("repeat"))
    return (*found, *(word for _sign, word in access(marked)))


def day_name(date: dt.date, today: dt.date) -> str:
    """ "Today", "Tomorrow", else the weekday with its date."""
    if date == today:
        return _("Today")
    if date == today + dt.timedelta(days=1):
        return _("Tomorrow")
    return day_words(date, today)
