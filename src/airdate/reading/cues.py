"""The reader's vocabulary: words and phrases of release, renewal, casting and so on, as compiled patterns.

The words stand in ``lexicon/data/cues/*.toml``, one file a subject. Each table of a file is one pattern: ``words`` are
alternatives (regular expression fragments without groups) between word boundaries, ``raw`` is a whole expression;
``case`` true keeps the case of letters apart.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from airdate.reading.phrases import begun


@cache
def pattern(subject: str, name: str) -> re.Pattern[str]:
    """The compiled pattern of table ``name`` in ``cues/<subject>.toml``. KeyError if there is none."""
    table = _tables(subject)[name]
    flags = re.NOFLAG if table.get("case") else re.IGNORECASE
    if "raw" in table:
        return begun(re.compile(table["raw"], flags))
    words = sorted(table["words"], key=len, reverse=True)
    return begun(re.compile(r"(?<!\w)(?:" + "|".join(words) + r")(?!\w)", flags))


@cache
def words(subject: str, name: str) -> frozenset[str]:
    """The plain words of table ``name``, as a set of lower-case strings."""
    return frozenset(word.casefold() for word in _tables(subject)[name]["words"])


@cache
def mapping(subject: str, name: str) -> dict[str, str]:
    """Table ``name`` as pairs of strings, in the order of the file."""
    return {key: str(value) for key, value in _tables(subject)[name].items()}


@cache
def _tables(subject: str) -> dict[str, Any]:
    path = files("airdate.reading").joinpath("lexicon", "data", "cues", f"{subject}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))
