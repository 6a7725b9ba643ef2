"""How well a name fits what was typed. Pure; both are spelt as `catalogue.names.fold_name` spells them."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

EXACT, BEGINS, MORE_OF_IT, NEARLY_BEGINS, HAS_ALL, KNOWN, ALIAS = 20.0, 88.0, 4.0, 0.9, 0.86, 6.0, 1.0
LIKE = 78.0  # from which a beginning with slips is one
ARTICLE = re.compile(r"^(?:the|an?) (?=.)")  # people leave it out
LEAST = 65.0  # a name that fits less is no answer


def fit(asked: str, name: str, *, main: bool, known: bool) -> float:
    """From 0 to about 126. ``known``: a fact of the entry is held; ``main``: it is the name and not an alias."""
    score = max(_alike(asked, name), _alike(asked, bare) - ALIAS if (bare := ARTICLE.sub("", name)) != name else 0.0)
    if name == asked:
        score += EXACT
    elif name.startswith(asked):
        score = max(score, BEGINS + MORE_OF_IT * len(asked) / len(name))
    elif score < LEAST:
        return 0.0
    return score + (KNOWN if known else 0.0) - (0.0 if main else ALIAS)


def _alike(asked: str, name: str) -> float:
    head = fuzz.ratio(asked, name[: len(asked) + 1])
    return max(
        fuzz.ratio(asked, name),
        0.96 * fuzz.token_sort_ratio(asked, name),
        HAS_ALL * fuzz.token_set_ratio(asked, name),
        NEARLY_BEGINS * head if head >= LIKE else 0.0,
    )
