"""What the grammar knows while it reads: the tokens, the day that relative words count from, the last day named.

``Value`` is a date under construction: which tokens it takes and what it means. ``Context`` places dates that leave
something out (the year, the week) by distance from the article's day and by tense.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from airdate.reading.dates import calendar as cal
from airdate.reading.dates.tense import tense
from airdate.reading.dates.tokens import Tokens

T = TypeVar("T")

# A day this near is meant even if a verb further off disagrees: nobody leaves out the year of another.
_NEAR_DAYS = 120
_NEAR_MONTHS = 3
_NEAR_FESTIVAL_DAYS = 45
_STALE_DAYS = 21  # how long after the day an article may still say "premieres"


@dataclass(slots=True)
class Value:
    """Tokens ``first`` up to ``end`` mean ``edtf``; the other fields as in ``DateMention``."""

    first: int
    end: int
    edtf: str
    precision: str
    relative: bool = False
    has_year: bool = False
    earlier: str = ""
    later: str = ""
    weekday: int | None = None
    attributive: bool = False
    regular: bool = False  # a weekday inside "Monday to Friday": no date of its own


class Context:
    """The state of one reading of one text."""

    __slots__ = ("_tenses", "base", "day_first", "last_day", "on_day", "published", "tokens", "words")

    def __init__(
        self, tokens: Tokens, published: date, day_first: bool, on_day: Callable[[Context, Value], None] | None = None
    ) -> None:
        self.tokens = tokens
        self.words = tokens.words
        self.published = published
        self.base = published
        self.day_first = day_first
        self.on_day = on_day  # told of every day as it is read, so that a heading can move ``base``
        self.last_day: date | None = None
        self._tenses: dict[int, tuple[str, bool]] = {}

    def tense(self, first: int, end: int) -> str:
        """What the words around say: past, future or empty."""
        return self._tense(first, end)[0]

    def surely_to_come(self, first: int, end: int) -> bool:
        """Whether a verb of release beside the date says that it will be."""
        return self._tense(first, end) == ("future", True)

    def _tense(self, first: int, end: int) -> tuple[str, bool]:
        if first not in self._tenses:
            self._tenses[first] = tense(self.tokens, first, end)
        return self._tenses[first]

    def day(self, first: int, end: int, month: int, day: int, weekday: int | None) -> Value | None:
        """A day whose year is left out. None if no year near the article's has such a day."""
        base = self.base
        found = [cal.day_of(year, month, day) for year in range(base.year - 2, base.year + 3)]
        days = [one for one in found if one]
        if not days:  # 29 February, far from a leap year
            return None
        agreeing = [one for one in days if one.isoweekday() == weekday and abs((one - base).days) < 550]
        if weekday and agreeing:
            chosen = earlier = later = min(agreeing, key=lambda one: abs((one - base).days))
        else:
            chosen = self._placed([(one, (one - base).days) for one in days], first, end, _NEAR_DAYS, 62, _STALE_DAYS)
            earlier = max((one for one in days if one <= base), default=chosen)
            later = min((one for one in days if one >= base), default=chosen)
        return Value(first, end, str(chosen), "day", True, False, str(earlier), str(later), weekday)

    def month(self, first: int, end: int, month: int) -> Value:
        """A month whose year is left out."""
        base = self.base
        found = [
            (cal.month_edtf(year, month), (year - base.year) * 12 + month - base.month)
            for year in (base.year - 1, base.year, base.year + 1)
        ]
        return self._value(first, end, found, "month", _NEAR_MONTHS, 2)

    def season(self, first: int, end: int, season: int) -> Value:
        """A season of the year whose year is left out."""
        base = self.base
        found = [
            (f"{cal.year_edtf(year)}-{season}", cal.season_distance(year, season, base))
            for year in (base.year - 1, base.year, base.year + 1)
        ]
        return self._value(first, end, found, "season", 0, 3)

    def festival(self, first: int, end: int, name: str) -> Value:
        """A named day whose year is left out."""
        base = self.base
        days = [cal.festival(name, year) for year in self.years()]
        found = [(str(day), (day - base).days) for day in days]
        return self._value(first, end, found, "day", _NEAR_FESTIVAL_DAYS, 62, _STALE_DAYS)

    def years(self) -> Iterable[int]:
        return range(max(self.base.year - 1, 2), min(self.base.year + 1, 9998) + 1)

    def weekday(self, first: int, end: int, weekday: int) -> Value:
        """A bare weekday: today if it is that day, else by tense, else the coming one."""
        base = self.base
        earlier, later = cal.weekday_before(base, weekday), cal.weekday_after(base, weekday)
        # "let it be known on Wednesday that ..." reports what was said.
        past = self.tense(first, end) == "past" or self.words[end] == "that"
        chosen = earlier if past else later
        return Value(first, end, str(chosen), "day", True, False, str(earlier), str(later), weekday)

    def _value(
        self, first: int, end: int, found: list[tuple[str, int]], precision: str, near: int, ahead: int, stale: int = 0
    ) -> Value:
        chosen = self._placed(found, first, end, near, ahead, stale)
        earlier = max((item for item in found if item[1] <= 0), key=lambda item: item[1], default=found[0])[0]
        later = min((item for item in found if item[1] >= 0), key=lambda item: item[1], default=found[-1])[0]
        return Value(first, end, chosen, precision, True, False, earlier, later)

    def _placed(self, found: list[tuple[T, int]], first: int, end: int, near: int, ahead: int, stale: int) -> T:
        """The candidate nearest in the direction of the tense.

        ``ahead`` is the head start of what is to come, ``stale`` how long what is past may still be announced.
        """
        nearest = min(found, key=lambda item: abs(item[1]))
        said, sure = self._tense(first, end)
        impossible = sure and (said == "past" if nearest[1] > 0 else said == "future" and nearest[1] < -stale)
        if abs(nearest[1]) <= near and not impossible:
            return nearest[0]
        if said == "future":
            return min((item for item in found if item[1] >= 0), key=lambda item: item[1], default=nearest)[0]
        if said == "past":
            return max((item for item in found if item[1] <= 0), key=lambda item: item[1], default=nearest)[0]
        return min(found, key=lambda item: abs(item[1]) - (ahead if item[1] > 0 else 0))[0]
