"""The text of an article as blocks, and the blocks as sentences.

Every position counts code points of the text as it was given: :func:`fold` never changes a length, so whatever is
found in the folded text has the same place in the text itself.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from airdate.reading.cues import pattern
from airdate.reading.mangled import mended
from airdate.reading.model import Span

_ONE_SPELLING = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′ʼ`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
                        "\u202f\u205f\u3000\u200b\u200e\u200f\u2060\ufeff\u00ad\t\x0b\x0c", " "),
        **dict.fromkeys("\r\u2028\u2029\x85", "\n"),
        **dict.fromkeys(map(chr, range(0xE000, 0xF900)), " "),  # for private use; sketches use them
        "＋": "+",
        "＆": "&",
        "•": "*",
        "·": "*",
        "▪": "*",
        "●": "*",
    }
)  # fmt: skip

PARAGRAPH, HEADING, ITEM, CAPTION, BOILERPLATE = "paragraph", "heading", "item", "caption", "boilerplate"

_ITEM = re.compile(r"\s*(?:[*\-]\s*|\(?\d{1,2}[.)]\s+)(?=\S)")
_INK = re.compile(r"\S")
_PRIVATE = re.compile("[\ue000-\uf8ff]")  # characters without a meaning of their own; `sketch` gives them one
_LONGEST_HEADING = 110
_LONGEST_CAPTION = 220
_LONGEST_SENTENCE = 2000  # characters; what goes on without a stop for longer is no sentence of news
_WRAP_WIDTH = 45  # a line shorter than this was ended on purpose


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item, caption or piece of page furniture."""

    index: int
    span: Span
    kind: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: where it stands and the number of its block."""

    index: int
    span: Span
    block: int


def fold(text: str) -> str:
    """One spelling for quotation marks, dashes, spaces and line ends; the length stays the same."""
    return mended(text).translate(_ONE_SPELLING)


def blocks(folded: str) -> list[Block]:
    """The lines of ``folded`` as blocks, lines that were only wrapped joined again."""
    found: list[Block] = []
    for start, end in _joined_lines(folded):
        line = folded[start:end]
        lead = len(line) - len(line.lstrip())
        span = Span(start + lead, start + len(line.rstrip()))
        if span.start < span.end:
            found.append(Block(len(found), span, _kind(folded[span.start : span.end], found[-1] if found else None)))
    return found


def _joined_lines(folded: str) -> Iterable[tuple[int, int]]:
    start = 0
    begun: tuple[int, int] | None = None
    for line in folded.splitlines(keepends=True):
        end = start + len(line)
        bare = line.strip()
        if begun is not None:
            last = folded[begun[0] : begun[1]].rstrip()
            wrapped = bare[:1].islower() and len(last) - last.rfind("\n") > _WRAP_WIDTH and last[-1:] not in ".!?:"
            if bare and wrapped:
                begun = (begun[0], end)
                start = end
                continue
            yield begun
        begun = (start, end) if bare else None
        start = end
    if begun is not None:
        yield begun


def _kind(line: str, before: Block | None) -> str:
    if len(line) <= _LONGEST_CAPTION and pattern("layout", "caption").search(line):
        return CAPTION
    if _is_furniture(line):
        return BOILERPLATE
    if _ITEM.match(line) and not (len(line) < 4):
        return ITEM
    if len(line) <= _LONGEST_HEADING and not line.endswith((".", ",", ";")):
        return HEADING
    return PARAGRAPH


def _is_furniture(line: str) -> bool:
    hits = sum(1 for _ in pattern("layout", "boilerplate").finditer(line))
    return hits >= 1 + len(line) // 160


def sentences(folded: str, found: Sequence[Block], *, whole: Sequence[Span] = ()) -> list[Sentence]:
    """The sentences of the blocks; a stop inside one of ``whole`` (known names such as "Jeopardy!") ends none."""
    starts = [span.start for span in whole]
    result: list[Sentence] = []

    def add(start: int, end: int, block: int) -> None:
        for span in _short_enough(folded, start, end):
            result.append(Sentence(len(result), span, block))

    for block in found:
        begin = block.span.start
        for stop in pattern("layout", "stop").finditer(folded, block.span.start, block.span.end):
            end = stop.end()
            if end >= block.span.end or not _ends(folded, stop, block.span.end):
                continue
            at = bisect_right(starts, stop.start()) - 1
            if at >= 0 and whole[at].start <= stop.start() < whole[at].end:
                continue
            if folded[begin:end].strip():
                add(begin, end, block.index)
            following = _INK.search(folded, end, block.span.end)
            begin = following.start() if following else block.span.end
        if begin < block.span.end:
            add(begin, block.span.end, block.index)
    return result


def _short_enough(folded: str, start: int, end: int) -> Iterator[Span]:
    """The stretch, or pieces of it where it is too long for a sentence, cut where it pauses."""
    while end - start > _LONGEST_SENTENCE:
        half, limit = start + _LONGEST_SENTENCE // 2, start + _LONGEST_SENTENCE
        pauses = (folded.rfind(pause, half, limit) + len(pause) for pause in ("; ", ", ", " "))
        cut = next((at for at in pauses if at > half), limit)
        yield Span(start, cut)
        start = cut
    yield Span(start, end)


def _ends(folded: str, stop: re.Match[str], limit: int) -> bool:
    """Whether the stop ends a sentence: what follows could begin one, and what precedes is no abbreviation."""
    after = folded[stop.end() : min(stop.end() + 24, limit)].lstrip()
    if not after or not (after[0].isupper() or after[0].isdigit() or after[0] in "\"'([*£$-"):
        return False
    if stop.group()[0] != ".":
        return True
    before = folded[max(0, stop.start() - 14) : stop.start()]
    if pattern("layout", "abbreviation").search(before):
        return False
    if pattern("layout", "initial").search(before):  # "J.", "U.S.", "p.m.": only a plain opening word ends them
        return bool(pattern("layout", "opener").match(after))
    return True
