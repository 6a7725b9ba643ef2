"""A text as words, numbers and marks, with their places: what the grammar of dates reads."""

from __future__ import annotations

import re

# Runs of letters, runs of ASCII digits, single marks. Other alphabets' digits stand with the letters.
_TOKEN = re.compile(r"[^\W0-9_]+|[0-9]+|[^\w\s]|_")
BREAK = "\n"


class Tokens:
    """``words`` are lower case; a line's end is the token ``BREAK`` unless the next line goes on in lower case.

    The last token is always a ``BREAK``, so that looking one token ahead of a word is safe.
    """

    __slots__ = ("ends", "starts", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        begin = 0
        length = len(text)
        while begin <= length:
            end = text.find("\n", begin)
            if end < 0:
                end = length
            self._line(begin, end)
            if end >= length or not text[end + 1 : end + 2].islower():
                self.words.append(BREAK)
                self.starts.append(end)
                self.ends.append(end)
            begin = end + 1

    def _line(self, begin: int, end: int) -> None:
        spans = [found.span() for found in _TOKEN.finditer(self.text, begin, end)]
        text = self.text
        self.words += [text[a:b].lower() for a, b in spans]
        self.starts += [a for a, _ in spans]
        self.ends += [b for _, b in spans]

    def __len__(self) -> int:
        return len(self.words)

    def word(self, index: int) -> str:
        """The word at ``index``; a ``BREAK`` outside the text."""
        return self.words[index] if 0 <= index < len(self.words) else BREAK

    def glued(self, index: int) -> bool:
        """Whether token ``index`` follows the one before it without a space."""
        return 0 < index < len(self.words) and self.starts[index] == self.ends[index - 1]

    def capitalised(self, index: int) -> bool:
        start = self.starts[index]
        return self.text[start : start + 1].isupper()
