"""What is wrong with a guide: the whole file, or one element of it."""

from __future__ import annotations


class WrongGuide(ValueError):
    """A file that is no guide, is damaged, or must not be unpacked. One line with its name and the way out."""


class Unusable(ValueError):
    """An element that cannot be used. The message is its reason, the same for all that have it; ``value`` is shown."""

    def __init__(self, reason: str, value: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.value = value[:80]
