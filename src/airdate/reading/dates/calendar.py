"""Arithmetic of days, months and named days: pure functions from and to ``datetime.date`` and EDTF strings."""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, date, timedelta

from airdate.reading.dates.words import FESTIVALS, SEASON_MONTHS

FIRST_YEAR, LAST_YEAR = 1900, 2099  # what news means by a year


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, or None if the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shifted(day: date, days: int) -> date:
    """``day`` moved by ``days``, held within what ``date`` can carry."""
    ordinal = min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal())
    return date.fromordinal(ordinal)


def year_edtf(year: int) -> str:
    return f"{min(max(year, MINYEAR), MAXYEAR):04d}"


def month_edtf(year: int, month: int) -> str:
    return f"{year_edtf(year)}-{month:02d}"


def months_from(day: date, months: int) -> tuple[int, int]:
    """Year and month ``months`` after that of ``day``."""
    count = day.year * 12 + day.month - 1 + months
    return count // 12, count % 12 + 1


def week(day: date) -> str:
    """Monday to Sunday of the week of ``day`` as an interval."""
    monday = shifted(day, -day.weekday())
    return f"{monday}/{shifted(monday, 6)}"


def weekend(day: date) -> str:
    """Saturday and Sunday of the week of ``day`` as an interval."""
    saturday = shifted(day, 5 - day.weekday())
    return f"{saturday}/{shifted(saturday, 1)}"


def weekday_after(day: date, weekday: int) -> date:
    """The first such day (ISO number) on or after ``day``."""
    return shifted(day, (weekday - day.isoweekday()) % 7)


def weekday_before(day: date, weekday: int) -> date:
    """The last such day (ISO number) on or before ``day``."""
    return shifted(day, -((day.isoweekday() - weekday) % 7))


def third_of_year(year: int, third: int) -> str:
    """Early, mid or late (1, 2, 3) of a year: four months as an interval."""
    first = 4 * third - 3
    return f"{month_edtf(year, first)}/{month_edtf(year, first + 3)}"


def half_of_year(year: int, half: int) -> str:
    first = 6 * half - 5
    return f"{month_edtf(year, first)}/{month_edtf(year, first + 5)}"


def quarter_of_year(year: int, quarter: int) -> str:
    return f"{year_edtf(year)}-{32 + quarter}"


def season_distance(year: int, season: int, day: date) -> int:
    """Months from ``day`` to the nearest month of the season: 0 within it, negative if it is over."""
    first, last = SEASON_MONTHS[season]
    begin = (year - day.year) * 12 + first - day.month
    end = (year - day.year) * 12 + last - day.month
    return begin if begin > 0 else end if end < 0 else 0


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous computus, Nature 1876)."""
    golden, century, rest = year % 19, year // 100, year % 100
    leap, spare = century // 4, century % 4
    shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap - shift + 15) % 30
    full = (32 + 2 * spare + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * full) // 451
    month, day = divmod(epact + full - 7 * late + 114, 31)
    return date(year, month, day + 1)


def festival(name: str, year: int) -> date:
    """The day of a named day (a key of ``[festivals]`` in dates.toml) in a year."""
    rule = FESTIVALS[name]
    if rule.startswith("easter"):
        return shifted(easter(year), int(rule[6:]))
    month, _, rest = rule.partition("-")
    if "-" not in rest:
        return date(year, int(month), int(rest))
    weekday, _, count = rest.partition("-")
    if int(count) > 0:
        return weekday_after(date(year, int(month), 1), int(weekday)) + timedelta(7 * (int(count) - 1))
    following = date(year + int(month) // 12, int(month) % 12 + 1, 1)
    return weekday_before(following - timedelta(1), int(weekday))
