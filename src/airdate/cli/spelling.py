"""EDTF dates and sums of money in English words, for the terminal."""

from __future__ import annotations

import datetime
import re

_PARTS = {
    21: "spring {}", 22: "summer {}", 23: "autumn {}", 24: "winter {}",
    33: "first quarter of {}", 34: "second quarter of {}", 35: "third quarter of {}", 36: "last quarter of {}",
}  # fmt: skip
_THIRDS = {("01", "04"): "early {}", ("05", "08"): "mid {}", ("09", "12"): "late {}"}
_SIGNS = {"GBP": "£", "USD": "$", "EUR": "€", "INR": "₹", "AUD": "A$", "NZD": "NZ$", "CAD": "C$"}


def spell_date(edtf: str) -> str:
    """``2023-08-03`` as "3 August 2023", ``2023-22`` as "summer 2023"; what is not understood stays as it is."""
    start, slash, end = edtf.partition("/")
    if not slash:
        return _one(edtf)
    if end in ("..", ""):
        return f"{_one(start)} or later"
    if start in ("..", ""):
        return f"by {_one(end)}"
    years = re.fullmatch(r"(\d{4})-(\d\d)", start), re.fullmatch(r"(\d{4})-(\d\d)", end)
    if years[0] and years[1] and years[0][1] == years[1][1]:
        phrase = _THIRDS.get((years[0][2], years[1][2]))
        if phrase:
            return phrase.format(years[0][1])
    return f"{_one(start)} to {_one(end)}"


def _one(edtf: str) -> str:
    about = "around " if edtf.endswith("~") else ""
    plain = edtf.rstrip("~?%")
    if match := re.fullmatch(r"(\d{4})-(\d\d)", plain):
        year, part = match[1], int(match[2])
        if part in _PARTS:
            return about + _PARTS[part].format(year)
        plain += "-01"
    try:
        day = datetime.date.fromisoformat(plain)
    except ValueError:
        return about + plain
    month = f"{day:%B} {day.year}"
    return about + (month if match else f"{day.day} {month}")


def spell_money(amount: float, currency: str) -> str:
    """``4.99, "GBP"`` as "£4.99", nothing as "free"."""
    if amount == 0:
        return "free"
    figures = f"{amount:,.2f}".removesuffix(".00")
    sign = _SIGNS.get(currency)
    return f"{sign}{figures}" if sign else f"{figures} {currency}"
