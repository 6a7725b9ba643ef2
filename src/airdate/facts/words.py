"""Facts in plain words, in the reader's language: what a fact is about, its value, and one sentence for it.

Dates are written as a page of a magazine would: "Thursday 3 August 2023", "summer 2023", "between September and
December 2023". Nothing is said more finely than it is known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from airdate.facts import cldr, edtf
from airdate.facts.clocks import zone_called
from airdate.facts.pages import Named
from airdate.facts.policy import DENIED, UNKNOWN, WITHDRAWN, Value
from airdate.facts.slots import read_slot
from airdate.facts.terms import term_words

NameOf = Callable[[str], Named]


def date_words(day: str | None, today: date | None = None) -> str:
    """An EDTF date in words; the year is left out of days and months of ``today``'s year."""
    if day is None:
        return _("no date yet")
    span = edtf.days(day)
    if "/" in day:
        start, _slash, end = day.partition("/")
        words = _interval_words(start, end, today)
    else:
        words = _one_words(day.rstrip("~?%"), span, today)
    return _("around %(date)s") % {"date": words} if span.approximate else words


def _interval_words(start: str, end: str, today: date | None) -> str:
    first = edtf.days(start)
    if end in edtf.UNKNOWN_ENDS:
        return _("not before %(date)s") % {"date": _one_words(start.rstrip("~?%"), first, today)}
    year = first.earliest.year
    third = {("01", "04"): _("early %(year)d"), ("05", "08"): _("mid %(year)d"), ("09", "12"): _("late %(year)d")}
    if start[:4] == end[:4] and len(start) == len(end) == 7 and (start[5:], end[5:]) in third:
        return third[start[5:], end[5:]] % {"year": year}
    last = edtf.days(end)
    return _("between %(first)s and %(last)s") % {
        "first": _one_words(start.rstrip("~?%"), first, today),
        "last": _one_words(end.rstrip("~?%"), last, today),
    }


def _one_words(text: str, span: edtf.Days, today: date | None) -> str:
    this_year = today is not None and span.earliest.year == today.year
    if span.precision == "day":
        return cldr.day_words(span.earliest, year=not this_year)
    if span.precision == "month":
        return cldr.month_words(span.earliest)
    year = span.earliest.year
    if span.precision == "year":
        return str(year)
    number = int(text[5:7])
    seasons = {21: _("spring %(year)d"), 22: _("summer %(year)d"), 23: _("autumn %(year)d"), 24: _("winter %(year)d")}
    if span.precision == "season":
        return seasons[21 + (number - 21) % 4] % {"year": year}
    if span.precision == "quarter":
        return _("the %(quarter)s quarter of %(year)d") % {
            "quarter": [_("first"), _("second"), _("third"), _("fourth")][number - 33], "year": year,
        }  # fmt: skip
    return _("between %(first)s and %(last)s") % {
        "first": cldr.month_words(span.earliest), "last": cldr.month_words(span.latest),
    }  # fmt: skip


def time_words(time: str) -> str:
    """ "21:00 London time" of "21:00 Europe/London"; a time with an abbreviation, or with no zone, as it was given."""
    told, _space, zone = time.partition(" ")
    if zone_called(zone) is None or "/" not in zone:
        return time
    return _("%(time)s %(city)s time") % {"time": told, "city": cldr.city(zone)}


def money_words(amount: Any, currency: str | None) -> str:
    """4.99 and GBP are "£4.99"; nothing to pay is "free"."""
    value = Decimal(str(amount))
    if value == 0:
        return _("free")
    return cldr.money_words(value, currency)


def what_words(kind: str, named: Mapping[str, Any], name_of: NameOf) -> str:
    """Which fact it is, beside whom it is about: "Season 2 on Netflix", "Joe Locke, season 2"."""
    return WHAT.get(kind, _what_default)(named, name_of)


def _season(named: Mapping[str, Any]) -> str:
    season = named.get("season")
    return "" if season is None else _("Season %(number)d") % {"number": season}


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]


def _joined(*parts: str) -> str:
    return _sentence_case(", ".join(part for part in parts if part))


def _what_release(named: Mapping[str, Any], name_of: NameOf) -> str:
    words = [_season(named)]
    if named.get("part") is not None:
        words.append(_("part %(number)d") % {"number": named["part"]})
    if named.get("episode") is not None:
        words.append(_("episode %(number)d") % {"number": named["episode"]})
    event = named.get("event")
    if event == "finale":
        words.append(_("finale"))
    elif event == "special":
        words.append(_("special"))
    elif event == "added":
        words.append(_("added"))
    elif event == "episode" and named.get("episode") is None:
        words.append(_("new episode"))
    what = _joined(*words) or _("Release")
    if named.get("platform"):
        what = _("%(what)s on %(place)s") % {"what": what, "place": name_of(named["platform"]).name}
    return f"{what} ({named['region']})" if named.get("region") else what


def _what_renewal(named: Mapping[str, Any], name_of: NameOf) -> str:
    return _season(named) or _("The order")


def _what_ending(named: Mapping[str, Any], name_of: NameOf) -> str:
    season = named.get("season")
    return _("The end") if season is None else _("The end after season %(number)d") % {"number": season}


def _what_casting(named: Mapping[str, Any], name_of: NameOf) -> str:
    season = named.get("season")
    within = "" if season is None else _("season %(number)d") % {"number": season}
    return _joined(name_of(named["actor"]).name, within)


def _what_credit(named: Mapping[str, Any], name_of: NameOf) -> str:
    return _joined(name_of(named["person"]).name, term_words(named["role"]))


def _what_availability(named: Mapping[str, Any], name_of: NameOf) -> str:
    what = _joined(_season(named), term_words(named.get("form") or ""))
    if named.get("platform"):
        place = name_of(named["platform"]).name
        what = _("%(what)s on %(place)s") % {"what": what, "place": place} if what else place
    what = what or _("Where to watch")
    return f"{what} ({named['region']})" if named.get("region") else what


def _what_price(named: Mapping[str, Any], name_of: NameOf) -> str:
    what = _("Price, %(plan)s plan") % {"plan": named["plan"]} if named.get("plan") else _("Price")
    return f"{what} ({named['region']})" if named.get("region") else what


def _what_carriage(named: Mapping[str, Any], name_of: NameOf) -> str:
    return _("On %(carrier)s") % {"carrier": name_of(named["carrier"]).name}


def _what_video(named: Mapping[str, Any], name_of: NameOf) -> str:
    return _joined(_season(named), term_words(named.get("form") or "") or _("video"))


def _what_quote(named: Mapping[str, Any], name_of: NameOf) -> str:
    return _("Words of %(who)s") % {"who": name_of(named["speaker"]).name} if named.get("speaker") else _("A quotation")


def _what_default(named: Mapping[str, Any], name_of: NameOf) -> str:
    return _("Based on")


WHAT: Mapping[str, Callable[[Mapping[str, Any], NameOf], str]] = {
    "release": _what_release,
    "schedule": _what_release,
    "renewal": _what_renewal,
    "ending": _what_ending,
    "casting": _what_casting,
    "leaving": _what_casting,
    "credit": _what_credit,
    "availability": _what_availability,
    "price": _what_price,
    "carriage": _what_carriage,
    "video": _what_video,
    "quote": _what_quote,
}
TERMS: Mapping[str | None, Callable[[], str]] = {
    "subscription": lambda: _("with a subscription"),
    "free": lambda: _("free"),
    "ads": lambda: _("with adverts"),
    "rent": lambda: _("to rent"),
    "buy": lambda: _("to buy"),
    "broadcast": lambda: _("on air"),
    "cinema": lambda: _("in cinemas"),
}
PERIODS: Mapping[str | None, Callable[[], str]] = {"month": lambda: _("a month"), "year": lambda: _("a year")}
OUTCOMES: Mapping[str, Callable[[], str]] = {
    "ordered": lambda: _("ordered"),
    "renewed": lambda: _("renewed"),
    "ending": lambda: _("ending"),
    "cancelled": lambda: _("cancelled"),
}
SCHEDULES: Mapping[str, Callable[[], str]] = {
    "weekly": lambda: _("weekly"),
    "daily": lambda: _("daily"),
    "weekdays": lambda: _("on weekdays"),
    "all-at-once": lambda: _("all episodes at once"),
}
CHANGES: Mapping[str, Callable[[], str]] = {
    "joins": lambda: _("joins"),
    "returns": lambda: _("returns"),
    "leaves": lambda: _("leaves"),
    "stars": lambda: _("is in it"),
}


def value_words(slot: str, value: Value, status: str, name_of: NameOf, today: date | None = None) -> str:
    """The value of a fact in a few words: "Thursday 3 August 2023, 20:00", "joins as Naomi", "£4.99 a month"."""
    if status == WITHDRAWN:
        return _("withdrawn")
    if status == DENIED:
        return _("not so")
    kind, named = read_slot(slot)
    if kind == "release":
        words = date_words(value.get("date"), today)
        if value.get("date") is None and status != UNKNOWN and named.get("platform"):
            words = _("coming, no date yet")
        return f"{words}, {time_words(value['time'])}" if value.get("time") else words
    if kind == "schedule":
        words = SCHEDULES[value["schedule"]]() if value.get("schedule") in SCHEDULES else _("no schedule yet")
        return f"{words}, {time_words(value['time'])}" if value.get("time") else words
    if kind in ("renewal", "ending"):
        outcome = value.get("outcome", "")
        return OUTCOMES[outcome]() if outcome in OUTCOMES else str(outcome)
    if kind in ("casting", "leaving"):
        change = CHANGES.get(value.get("change", "stars"), CHANGES["stars"])()
        character = value.get("character")
        return _("%(change)s, as %(character)s") % {"change": change, "character": character} if character else change
    if kind == "credit":
        return _("credited")
    if kind == "basis":
        return _basis_words(named.get("source"), value, name_of)
    if kind == "availability":
        return _availability_words(named, value, name_of, today)
    if kind == "price":
        return price_words(named, value)
    if kind == "carriage":
        return _("available")
    if kind == "video":
        return _("out")
    return _("said")


def price_words(named: Mapping[str, Any], value: Value) -> str:
    """ "£4.99 a month", "from £4.99 a month"."""
    if value.get("amount") is None:
        return _("no price")
    words = f"{money_words(value['amount'], named.get('currency'))}"
    if value["amount"] and named.get("period") in PERIODS:
        words += " " + PERIODS[named["period"]]()
    return _("from %(price)s") % {"price": words} if value.get("from") else words


def _basis_words(source: str | None, value: Value, name_of: NameOf) -> str:
    form, author = term_words(value.get("form") or ""), value.get("author")
    words = f"{source} ({form})" if source and form else source or form or _("something else")
    if not author:
        return str(words)
    authors = [author] if isinstance(author, str) else author
    return _("%(work)s by %(author)s") % {"work": words, "author": ", ".join(name_of(key).name for key in authors)}


def _availability_words(named: Mapping[str, Any], value: Value, name_of: NameOf, today: date | None) -> str:
    words = [TERMS[named["terms"]]() if named.get("terms") in TERMS else _("available")]
    if value.get("amount") is not None:
        words.append(money_words(value["amount"], value.get("currency")))
    if value.get("until"):
        words.append(_("until %(date)s") % {"date": date_words(value["until"], today)})
    return ", ".join(words)


def said_by(source: str, day: date, voices: int, today: date | None = None) -> str:
    """ "Said by Netflix on 24 April 2023." and how many more say so."""
    written = cldr.day_words(day, year=today is None or today.year != day.year, weekday=False)
    more = voices - 1
    if more > 0:
        return ngettext(
            "Said by %(source)s on %(day)s, and by %(more)d other.",
            "Said by %(source)s on %(day)s, and by %(more)d others.",
            more,
        ) % {"source": source, "day": written, "more": more}
    return _("Said by %(source)s on %(day)s.") % {"source": source, "day": written}
