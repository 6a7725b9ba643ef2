"""Sets of 64-bit hashes that take nine to seventeen bytes for each: a guide has a million. Pure."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from hashlib import blake2b

LOOSE = 65_536  # hashes kept in a Python set before they are sorted into an array


def hash_of(text: str) -> int:
    """A text's hash as a signed number of 64 bits, as databases keep it."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True)


class Seen:
    """Hashes that were met. Runs of sorted arrays, each at least twice as long as the next, and a small loose set."""

    def __init__(self) -> None:
        self._loose: set[int] = set()
        self._runs: list[array[int]] = []

    def add(self, value: int) -> bool:
        """Whether the hash is met for the first time."""
        if value in self._loose:
            return False
        for run in self._runs:
            at = bisect_left(run, value)
            if at < len(run) and run[at] == value:
                return False
        self._loose.add(value)
        if len(self._loose) >= LOOSE:
            self._settle()
        return True

    def _settle(self) -> None:
        run = array("q", sorted(self._loose))
        self._loose = set()
        while self._runs and len(self._runs[-1]) < 2 * len(run):
            run = array("q", sorted(self._runs.pop() + run))
        self._runs.append(run)


class Known:
    """The rows that a guide has: their hashes with their keys, and which of them were met again."""

    def __init__(self, rows: Iterable[tuple[int, int]]) -> None:
        """``rows`` are (hash, key) by rising hash."""
        self._hashes = array("q")
        self._keys = array("q")
        for value, key in rows:
            self._hashes.append(value)
            self._keys.append(key)
        self._met = bytearray(len(self._hashes))

    def __len__(self) -> int:
        return len(self._hashes)

    def meet(self, value: int) -> bool | None:
        """None for a hash that is unknown, True for one that is met for the first time, False for one met before."""
        hashes = self._hashes
        at = bisect_left(hashes, value)
        if at == len(hashes) or hashes[at] != value:
            return None
        first = not self._met[at]
        self._met[at] = 1
        return first

    def gone(self) -> Iterator[int]:
        """The keys of rows that were not met."""
        for at, met in enumerate(self._met):
            if not met:
                yield self._keys[at]
