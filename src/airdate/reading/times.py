"""Times of day as news writes them, as ``HH:MM`` with the zone as given: "8 p.m. ET/PT" is ``20:00 ET/PT``.

Zones keep the article's letters (ET, ET/PT, BST, "Japan time"); of several clocks the first counts. "9/8c" is an
hour of the evening in Eastern time with its Central twin: no zone is given for the first, so the time stands bare.
One pass over the digits of the text; linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from airdate.reading.lexicon.tables import table
from airdate.reading.model import Span

_T: dict[str, Any] = dict(table("times"))
_WORDS: dict[str, str] = _T["words"]
_ZONE_NAMES: dict[str, str] = _T["zone_names"]


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


_LETTERS = _any(_T["zones"]["letters"])
_PLACES = _any(_T["places"]["names"])
_CLOCK = re.compile(
    r"(?<![\w$£€₹#])(?<![0-9][.:,/])(?:"
    r"(?P<joined>[01]?[0-9][0-5][0-9])(?=\s?[apAP]\.?[mM]\b)"
    r"|(?P<hour>[0-9]{1,2})(?:(?P<mark>[:.])(?P<minute>[0-5][0-9])(?:[:.][0-9]{2})?)?(?![0-9%])"
    r")"
)
_HALF = re.compile(r"\s?(?P<half>[apAP])(?:\.\s?[mM]\b\.?|[mM]\b\.?)")
_CENTRAL = re.compile(r"/1?[0-9](?:[:.][0-5][0-9])?[cC]\b")
_ZONE = re.compile(
    rf"[,\s]?\s?\(?(?:(?P<letters>{_LETTERS})(?![A-Za-z])(?:/(?P<twin>{_LETTERS})(?![A-Za-z]))?(?:\s?[/&]\s?(?:{_LETTERS})(?![A-Za-z]))*"
    rf"|(?P<named>{_any(_ZONE_NAMES)})\b(?:\s(?:[Ss]tandard\s|[Dd]aylight\s)?[Tt]ime\b)?"
    rf"|(?P<place>{_PLACES})\s[Tt]ime\b)"
)
_EVENING = re.compile(r"\s(?:o'clock\s)?(?:" + _any(_T["evening"]["after"]) + r")\b")
_OCLOCK = re.compile(r"\so['’]clock\b")
_NAMED_TIME = re.compile(r"\b(?:" + _any(_WORDS) + r")\b", re.IGNORECASE)
# What joins clocks that share a half of the day: "8 - 9:01 p.m.", "7.30, 8.30pm", "8 and 10 p.m."
_SHARED = re.compile(r"\s?[-–—,/&]\s?|\s(?:to|and|or|until|till|through)\s\Z")
_AFTER_DAY = re.compile(r"(?:day|days|night|nights)\s(?:at|from)\s\Z")
_AFTER_AT = re.compile(r"\b[Aa]t\s\Z")
_WIDEST_JOINT = 8


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time of day. ``time`` is what a claim carries: ``clock`` (24 hours, ``HH:MM``) and, where given, ``zone``.

    ``sure`` is False where neither am nor pm nor a 24-hour clock was written and the evening was assumed.
    ``central``: written as "9/8c", so Eastern time is meant though no zone is given.
    """

    span: Span
    clock: str
    zone: str | None
    sure: bool
    central: bool = False

    @property
    def time(self) -> str:
        return f"{self.clock} {self.zone}" if self.zone else self.clock


@dataclass(slots=True)
class _Clock:
    """A clock while its half of the day is still sought."""

    start: int
    end: int  # of the digits
    stop: int  # of everything
    hour: int
    minute: int
    mark: str
    half: str = ""
    zone: str | None = None
    central: bool = False
    evening: bool = False
    padded: bool = False


def find_times(text: str) -> list[TimeMention]:
    """Every time of day in ``text``, in order; scores, runtimes, ages and amounts are none."""
    clocks = [clock for found in _CLOCK.finditer(text) if (clock := _clock(text, found))]
    for index in range(len(clocks) - 2, -1, -1):
        _share(text, clocks[index], clocks[index + 1])
    mentions = [mention for clock in clocks if (mention := _mention(text, clock))]
    for found in _NAMED_TIME.finditer(text):
        zone = _ZONE.match(text, found.end())
        # "Midnight" with a capital in running text is a name unless a zone follows it.
        if zone or found.group().islower():
            end = zone.end() if zone else found.end()
            mentions.append(
                TimeMention(
                    Span(found.start(), end), _WORDS[found.group().lower()], _zone(zone) if zone else None, True
                )
            )
    return sorted(mentions, key=lambda mention: mention.span)


def _clock(text: str, found: re.Match[str]) -> _Clock | None:
    joined = found["joined"]
    digits = joined[:-2] if joined else found["hour"]
    minutes = joined[-2:] if joined else found["minute"]
    hour = int(digits)
    if hour > 24:
        return None
    clock = _Clock(
        found.start(), found.end(), found.end(), hour, int(minutes or 0), "." if joined else found["mark"] or "",
        padded=len(digits) == 2 and digits[0] == "0",
    )  # fmt: skip
    at = clock.end
    half = _HALF.match(text, at)
    if half:
        clock.half = half["half"].lower()
        at = half.end()
    else:
        central = _CENTRAL.match(text, at)
        if central:
            clock.central = True
            at = central.end()
        else:
            evening = _EVENING.match(text, at)
            clock.evening = bool(evening)
            oclock = _OCLOCK.match(text, at)
            if oclock:
                clock.evening, at = True, oclock.end()
    zone = _ZONE.match(text, at) if half or clock.mark or clock.central else None
    if zone:
        clock.zone = _zone(zone)
        at = zone.end()
    clock.stop = at
    return clock


def _zone(found: re.Match[str]) -> str:
    if found["letters"]:
        return f"{found['letters']}/{found['twin']}" if found["twin"] else found["letters"]
    return _ZONE_NAMES[found["named"]] if found["named"] else f"{found['place']} time"


def _share(text: str, clock: _Clock, following: _Clock) -> None:
    """Give ``clock`` the half and zone of the next one where both belong to one expression."""
    if clock.half or clock.central or clock.zone or not (following.half or following.zone):
        return
    joint = text[clock.stop : following.start]
    if len(joint) > _WIDEST_JOINT or not _SHARED.fullmatch(joint):
        return
    if following.half:
        clock.half = following.half
        if clock.hour % 12 > following.hour % 12 and "," not in joint and "and" not in joint:
            clock.half = "p" if following.half == "a" else "a"
    clock.zone = following.zone


def _mention(text: str, clock: _Clock) -> TimeMention | None:
    hour, minute = clock.hour, clock.minute
    sure = True
    if clock.half:
        if not 1 <= hour <= 12:
            if clock.half == "p" and 13 <= hour <= 23:  # "20:00 pm"
                return _made(clock, hour, minute, True)
            return None
        hour = hour % 12 + (12 if clock.half == "p" else 0)
    elif clock.central:
        hour = hour % 12 + 12 if hour < 12 else hour
    elif clock.evening:
        if not 1 <= hour <= 12:
            return None
        hour, sure = (hour % 12 + 12) % 24, False
    elif clock.mark:
        spelt = clock.mark == ":" or clock.zone or _AFTER_AT.search(text, max(clock.start - 4, 0), clock.start)
        if not spelt or hour > 23:
            return None
        if 1 <= hour < 12 and not clock.padded and not clock.zone:
            hour, sure = hour + 12, False
    elif 5 <= hour <= 11 and _AFTER_DAY.search(text, max(clock.start - 16, 0), clock.start) and _free(text, clock.end):
        hour, sure = hour + 12, False
    else:
        return None
    return _made(clock, hour, minute, sure)


def _free(text: str, at: int) -> bool:
    return text[at : at + 1] in ("", " ", ",", ".", ";", ")", "\n") and text[at : at + 4].strip()[:1] not in ("%", "/")


def _made(clock: _Clock, hour: int, minute: int, sure: bool) -> TimeMention:
    return TimeMention(Span(clock.start, clock.stop), f"{hour % 24:02d}:{minute:02d}", clock.zone, sure, clock.central)


# Between a date and its time: "Thursday at", "Jan. 5, 2020, from", "Monday (", "8 p.m. on".
_DATE_TO_TIME = re.compile(
    r"[\s,(@|:]*(?:-\s)?(?:(?:at|from|starting at|beginning at|around|about|just after)\s)*(?:at\s)?", re.IGNORECASE
)
_TIME_TO_DATE = re.compile(r"[\s,(]*(?:(?:on|this|every|each)\s)?(?:the\s)?\(?", re.IGNORECASE)
_WIDEST_GAP = 26


def beside(text: str, span: Span, times: list[TimeMention], at: int) -> TimeMention | None:
    """The time that stands beside ``span``: the one after it, else the one before. ``at``: index of the first time
    that starts at or after ``span.end`` in ``times`` (sorted)."""
    if at < len(times):
        gap = text[span.end : times[at].span.start]
        if len(gap) <= _WIDEST_GAP and "\n\n" not in gap and _DATE_TO_TIME.fullmatch(gap):
            return times[at]
    before = at - 1
    while before >= 0 and times[before].span.end > span.start:
        before -= 1
    if before >= 0:
        gap = text[times[before].span.end : span.start]
        if len(gap) <= _WIDEST_GAP and "\n" not in gap and _TIME_TO_DATE.fullmatch(gap):
            return _first_of(text, times, before)
    return None


def _first_of(text: str, times: list[TimeMention], at: int) -> TimeMention:
    """The first of times that are written together: "8 p.m. ET/5 p.m. PT on Thursday"."""
    for _ in range(4):
        if at == 0:
            break
        gap = text[times[at - 1].span.end : times[at].span.start]
        if len(gap) > 3 or not _SHARED.fullmatch(gap):
            break
        at -= 1
    return times[at]
