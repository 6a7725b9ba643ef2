"""Numbers as news writes them: digits, words, ordinals and Roman numerals, each to an ``int``.

All functions take one expression (``"twenty-first"``, ``"21st"``, ``"XIV"``) and give ``None`` for anything else.
Case does not matter, except that Roman numerals must be upper case: "I", "mix" and "did" are words first.
"""

from __future__ import annotations

import re

from airdate.reading.lexicon.tables import table

_TABLE = table("numbers")
_TENS: dict[str, int] = _TABLE["tens"]
CARDINALS: dict[str, int] = {**_TABLE["cardinals"], **_TENS}
ORDINALS: dict[str, int] = dict(_TABLE["ordinals"])
for _ten, _value in _TENS.items():
    for _word, _unit in _TABLE["cardinals"].items():
        if _unit < 10:
            CARDINALS[f"{_ten}-{_word}"] = CARDINALS[f"{_ten} {_word}"] = _value + _unit
    for _word, _unit in _TABLE["ordinals"].items():
        if _unit < 10:
            ORDINALS[f"{_ten}-{_word}"] = ORDINALS[f"{_ten} {_word}"] = _value + _unit

_DIGITS = re.compile(r"[0-9]{1,9}\Z")
_ORDINAL_DIGITS = re.compile(r"([0-9]{1,9})(?:st|nd|rd|th)\Z", re.IGNORECASE)
# Up to 39 only: past that, letters such as L, C, D and M make more words and names than numbers.
_ROMAN = re.compile(r"(X{0,3})(IX|IV|V?I{0,3})\Z")
_ROMAN_UNITS = {"": 0, "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9}


def alternatives(words: dict[str, int]) -> str:
    """The words as one alternation for a pattern, longest first so that "twenty-one" wins over "twenty"."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def cardinal(text: str) -> int | None:
    """Such as "4", "four", "Twenty-One"."""
    if _DIGITS.match(text):
        return int(text)
    return CARDINALS.get(text.lower())


def ordinal(text: str) -> int | None:
    """Such as "4th", "fourth", "Twenty-first"."""
    found = _ORDINAL_DIGITS.match(text)
    if found:
        return int(found[1])
    return ORDINALS.get(text.lower())


def roman(text: str) -> int | None:
    """Such as "II", "XIV"; up to 39, upper case only."""
    found = _ROMAN.match(text)
    if not found or not text:
        return None
    return 10 * len(found[1]) + _ROMAN_UNITS[found[2]]


def whole(text: str) -> int | None:
    """Any of the three, in the order cardinal, ordinal, Roman."""
    for read in (cardinal, ordinal, roman):
        value = read(text)
        if value is not None:
            return value
    return None
