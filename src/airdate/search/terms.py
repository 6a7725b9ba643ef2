"""What is asked for as a formula of words. Pure: the databases' modules spell it in their own ways."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """One word, or with ``prefix`` all words that begin so."""

    word: str
    prefix: bool = False


# One of several ways to read one word that was typed: the terms of a way are all in the name ("heart" and "stopper").
Way = tuple[Term, ...]
# Ways to read a word, any of which will do.
Group = tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Formula:
    """Names that fit any of the ``choices``, each a conjunction of groups."""

    choices: tuple[tuple[Group, ...], ...]

    def spelt(self, term: str, prefix: str, both: str, either: str) -> str:
        """The formula with patterns for a term (``{}`` is the word) and the two signs between them."""

        def one(each: Term) -> str:
            return (prefix if each.prefix else term).format(each.word)

        def way(terms: Way) -> str:
            return f"({both.join(one(each) for each in terms)})"

        def group(ways: Group) -> str:
            return f"({either.join(way(each) for each in ways)})"

        return either.join(f"({both.join(group(each) for each in groups)})" for groups in self.choices)


def all_of(groups: tuple[Group, ...]) -> Formula:
    """Names that have every word."""
    return Formula((groups,))


def all_but_one(groups: tuple[Group, ...]) -> Formula:
    """Names that have every word save one."""
    return Formula(tuple(groups[:i] + groups[i + 1 :] for i in range(len(groups))))
