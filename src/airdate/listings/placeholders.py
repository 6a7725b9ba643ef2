"""Titles that stand where no programme is announced: "To be announced", "Off air", a channel's own name. Pure."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from airdate.catalogue.names import fold_name

_BESIDE_NAME = {"this", "is", "hd", "uhd", "4k", "plus", "1"}  # words beside a channel's name in its own placeholder


def is_placeholder(title: str, channel: str) -> bool:
    """Whether a title announces nothing. ``channel`` is the folded name of the channel that it is on."""
    folded = fold_name(title)
    if folded in _known():
        return True
    words = [word for word in folded.split() if word not in _BESIDE_NAME]
    return bool(words) and "".join(words) == "".join(word for word in channel.split() if word not in _BESIDE_NAME)


@cache
def _known() -> frozenset[str]:
    text = (files("airdate.listings") / "data" / "placeholders.csv").read_text(encoding="utf-8")
    return frozenset(fold_name(row["title"]) for row in csv.DictReader(text.splitlines()))
