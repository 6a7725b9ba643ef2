"""Amounts of money with their currency, period and role: "£4.99 a month", "from $15.49 to $17.99", "Rs 299".

Amounts are found at their digits in one pass; signs, words and periods are read in windows of fixed width.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from airdate.reading.lexicon.tables import table
from airdate.reading.model import Span

_T: dict[str, Any] = dict(table("money"))
_SIGNS: dict[str, str] = _T["signs"]
_WORDS: dict[str, str] = _T["words"]
_MINOR: dict[str, str] = _T["minor"]
_MAGNITUDES: dict[str, float] = _T["magnitudes"]
_PERIODS = {word: name for name, words in _T["periods"].items() for word in words}


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


_CODES = _any(_T["codes"]["words"])
_AMOUNT = re.compile(
    rf"(?=[0-9$£€₹¥₩₱₺A-Z])(?:(?P<sign>(?<![\w$])(?:{_any(_SIGNS)})|\$)\s?(?P<code_between>(?:{_CODES})\s?)?|(?<!\w)(?P<code>{_CODES})\s?|(?<![\w.,:/$+-]))"
    r"(?P<number>[0-9]{1,3}(?:,[0-9]{2,3})+(?:\.[0-9]{1,2})?|[0-9]{1,9}(?:\.[0-9]{1,2})?)(?![0-9])"
    rf"(?P<tail>\s?(?P<magnitude>{_any(_MAGNITUDES)})(?![A-Za-z]))?"
    rf"(?:(?:\s|-)?(?P<currency>{_CODES}|{_any(_WORDS)})(?![A-Za-z])|\s?(?P<minor>pence|cents?|(?<=[0-9])p)(?![A-Za-z]))?",
)
_PERIOD = re.compile(
    rf"(?:\s?\((?=/|per))?(?:\s?(?:/|-a-|per-)\s?|\s(?:a|an|per|each|every)\s|\s?p(?=[my]\b|/)|\s)"
    rf"(?P<period>{_any(_PERIODS)})\b\.?",
    re.IGNORECASE,
)
_BARE_PERIOD = frozenset({"monthly", "yearly", "annually", "weekly", "pcm"})
_ABBREVIATED = frozenset({"mo", "yr", "mth", "wk"})
_FROM = re.compile(rf"(?<!\w)(?:{_any(_T['before']['from'])})\s(?:just\s|only\s|around\s|about\s)?\Z", re.IGNORECASE)
_OLD = re.compile(rf"(?<!\w)(?:{_any(_T['before']['old'])})\s(?:just\s|only\s|a\s|the\s)?\Z", re.IGNORECASE)
_NEW = re.compile(rf"(?<!\w)(?:{_any(_T['before']['new'])})\s(?:just\s|only\s|a\s)?\Z", re.IGNORECASE)
_CHANGE_BEFORE = re.compile(rf"(?<!\w)(?:{_any(_T['before']['change'])})\s(?:just\s|only\s|a\s|an\s)?\Z", re.IGNORECASE)
_CHANGE_AFTER = re.compile(rf"[\s-](?:{_any(_T['after']['change'])})(?!\w)", re.IGNORECASE)
_TO = re.compile(r"\s?(?:to|-|–|—)\s?\Z")
_FROM_WORD = re.compile(r"(?<!\w)from\s\Z", re.IGNORECASE)
_LINKED = re.compile(r"\s?(?:to|and|or|/|-|–|—|,)\s?\Z")
_WINDOW = 28


@dataclass(frozen=True, slots=True)
class MoneyMention:
    """An amount. ``currency`` is ISO 4217; ``period`` is ``month``, ``year`` or None (none said, or another one).

    ``from_``: the least of several prices ("from £4.99"). ``role`` is ``old`` for a price that was, ``new`` for one
    named beside an old one, ``change`` for a difference ("$1 more"), ``large`` for budgets and turnovers in millions,
    ``per`` for a price for something other than a month or year ("a week", "an episode"), else empty.
    """

    span: Span
    amount: float
    currency: str
    period: str | None
    from_: bool
    role: str


def find_money(text: str, *, country: str | None = None) -> list[MoneyMention]:
    """Every amount of money in ``text``, in order. ``country`` (ISO 3166) says whose dollar a plain ``$`` is."""
    mentions: list[MoneyMention] = []
    for found in _AMOUNT.finditer(text):
        mention = _mention(text, found, country)
        if mention:
            mentions.append(mention)
    return _paired(text, mentions)


def _mention(text: str, found: re.Match[str], country: str | None) -> MoneyMention | None:
    currency = _currency(found, country)
    if currency is None:
        return None
    amount = float(found["number"].replace(",", ""))
    role = ""
    if found["magnitude"]:
        amount *= _MAGNITUDES[found["magnitude"]]
        role = "large"
    elif found["minor"]:
        amount = round(amount / 100, 4)
    period, end = None, found.end()
    named = _period_at(text, end)
    if named:
        period, end = named[0], named[2]
        role = role or named[1]
    before = text[max(found.start() - _WINDOW, 0) : found.start()]
    role = role or _role(text, before, end)
    from_ = role != "old" and before[-1:].isspace() and bool(_FROM.search(before))
    return MoneyMention(Span(found.start(), end), amount, currency, period, from_, role)


def _role(text: str, before: str, end: int) -> str:
    if _CHANGE_AFTER.match(text, end):
        return "change"
    if not before[-1:].isspace():  # the words below end with a space
        return ""
    if _CHANGE_BEFORE.search(before):
        return "change"
    old, new = _OLD.search(before), _NEW.search(before)
    if old and not (new and new.start() < old.start()):  # "will cost" is longer than "cost"
        return "old"
    return "new" if new else ""


def _currency(found: re.Match[str], country: str | None) -> str | None:
    if found["code"]:
        return found["code"]
    named = found["currency"]
    if found["sign"]:
        if named and named.isupper():
            return named
        if found["code_between"]:
            return found["code_between"].strip()
        if found["sign"] == "$":
            return str(_T["dollars"].get(country or "", "USD"))
        return _SIGNS[found["sign"]]
    if named:
        if named in ("dollar", "dollars", "bucks"):
            return str(_T["dollars"].get(country or "", "USD"))
        return _WORDS.get(named, named)
    if found["minor"]:
        if found["minor"].startswith("cent"):
            return "EUR" if country == "IE" else str(_T["dollars"].get(country or "", "USD"))
        return _MINOR[found["minor"]]
    return None


def _period_at(text: str, at: int) -> tuple[str | None, str, int] | None:
    """The period named at ``at``: month, year or None for another one; the role that makes; where it ends."""
    named = _PERIOD.match(text, at)
    if not named:
        return None
    word = named["period"].lower()
    # After a plain space only an adverb is a period: "$9.99 monthly", not "$5 day".
    if named.group()[0].isspace() and named.group().strip(" .").lower() == word and word not in _BARE_PERIOD:
        return None
    which = _PERIODS[word]
    end = named.end() - (named.group().endswith(".") and word not in _ABBREVIATED)
    return (None, "per", end) if which == "other" else (which, "", end)


def _paired(text: str, mentions: list[MoneyMention]) -> list[MoneyMention]:
    """Such as "from A to B a month": A is old, B new, and the period holds for both; "£4.99/$4.99 a month" likewise."""
    for index in range(len(mentions) - 2, -1, -1):
        a, b = mentions[index], mentions[index + 1]
        gap = text[a.span.end : b.span.start]
        if gap == " (" and text[b.span.end : b.span.end + 1] == ")":  # "£26 ($29) per month"
            named = _period_at(text, b.span.end + 1)
            if named and named[0] and not a.period:
                mentions[index : index + 2] = replace(a, period=named[0]), replace(b, period=b.period or named[0])
            continue
        if len(gap) > 6 or not _LINKED.fullmatch(gap):
            continue
        if a.period is None and b.period and a.role != "per":
            a = replace(a, period=b.period)
        before = text[max(a.span.start - _WINDOW, 0) : a.span.start]
        if _TO.fullmatch(gap) and a.currency == b.currency and _FROM_WORD.search(before):
            a, b = replace(a, role="old", from_=False), replace(b, role="new")
        mentions[index : index + 2] = a, b
    return mentions
