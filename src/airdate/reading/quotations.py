"""Words in quotation marks, with what is needed to tell speech from titles and scare quotes.

A quotation's pieces lie between marks; pieces broken by "he said" in one paragraph, or continued in the next
paragraph by a new opening mark without a closing one before it, belong to one quotation. Works on folded text
(straight marks, direction told from the neighbours) and on curly marks and guillemets. One pass; linear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from airdate.reading.lexicon.tables import table
from airdate.reading.model import Span

_T: dict[str, Any] = dict(table("quotations"))
_VERBS = frozenset(_T["verbs"]["words"])
_SUBJECTS = frozenset(_T["subjects"]["words"])
_MARK = re.compile(r"[\"“”„‟«»]|(?<!\w)['‘‚]|['’](?!\w)")
_DOUBLE = frozenset('"“”„‟«»')
_OPENING = frozenset("“„‘‚")
_CLOSING = frozenset("”’")
_NO_OPENING = re.compile(r"(?:(?:" + "|".join(_T["apostrophes"]["words"]) + r")\b|[0-9]{2}s?\b)", re.IGNORECASE)
_SPEECH = frozenset(_T["speech"]["words"])
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_PART = re.compile(r"[^\W_]+")
_PARAGRAPH = re.compile(r"[^\n]+")
_BEFORE_OPENING = frozenset(" \t\n([{-–—/:*|>“‘\"'\u00a0")
_LONGEST_FRAME = 240  # "he said, looking over the set of the second series that day" and no more
_AROUND = 160  # characters before and after in which a verb of speech is looked for
_FEATURE_REACH = 400  # characters of a piece in which verbs and subjects are looked for


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in marks. ``span`` runs from the first mark to the last, ``pieces`` are the words without their marks.

    ``frames`` are the stretches between pieces ("he said"); ``before`` and ``after`` are the rest of the first and
    last paragraph on either side. ``opening``: the first four words. ``double``: double marks (or guillemets).
    ``closed``: the last piece has its closing mark. ``words`` counts all pieces. ``has_verb`` and ``has_subject``:
    a verb, a subject of a clause among the first words. ``stop``: the mark of punctuation before the first closing
    mark (``, . ! ? …``) or empty. ``lower``: the first letter is small. ``speech``: a verb of speech stands in a frame,
    before or after. ``nested``: it stands inside another quotation. ``paragraphs``: numbers of the first and the last
    line it stands in, counted from 0 over the lines of the text that are not empty.
    """

    span: Span
    pieces: tuple[Span, ...]
    frames: tuple[Span, ...]
    before: Span
    after: Span
    opening: str
    double: bool
    closed: bool
    words: int
    has_verb: bool
    has_subject: bool
    stop: str
    lower: bool
    speech: bool
    nested: bool
    paragraphs: tuple[int, int]


@dataclass(slots=True)
class _Piece:
    start: int  # of the opening mark
    end: int  # behind the closing mark
    double: bool
    closed: bool
    nested: bool
    paragraph: int
    limits: tuple[int, int]  # of the paragraph


def find_quotations(text: str) -> list[Quotation]:
    """Every quotation of ``text`` in order of its first mark; nested ones follow the one they stand in."""
    groups: list[list[_Piece]] = []
    outer: list[list[_Piece]] = []  # those that stand in no other
    for number, found in enumerate(_PARAGRAPH.finditer(text)):
        for piece in _pieces(text, found.start(), found.end(), number):
            begun = None if piece.nested else _begun(text, outer, piece)
            if begun is not None:
                begun.append(piece)
                continue
            groups.append([piece])
            if not piece.nested:
                outer.append(groups[-1])
    return [_quotation(text, group) for group in groups]


def _begun(text: str, outer: list[list[_Piece]], piece: _Piece) -> list[_Piece] | None:
    """The quotation that ``piece`` goes on with: the last, or the one before it if the last is but a name in marks."""
    if not outer:
        return None
    last = outer[-1]
    name_only = len(last) == 1 and last[0].paragraph == piece.paragraph and not _sentence_like(text, last[0])
    if name_only and len(outer) > 1 and _continues(text, outer[-2][-1], piece):
        return outer[-2]
    return last if _continues(text, last[-1], piece) else None


def _opens(text: str, at: int, low: int) -> bool:
    return at == low or text[at - 1] in _BEFORE_OPENING


def _closes(text: str, at: int, high: int) -> bool:
    return at + 1 >= high or not text[at + 1].isalnum()


def _pieces(text: str, low: int, high: int, paragraph: int) -> list[_Piece]:
    """The pieces of one paragraph. Inside double marks single ones are nested, and the other way round."""
    limits = (low, high)
    done: list[_Piece] = []
    outer: _Piece | None = None
    inner: _Piece | None = None
    for found in _MARK.finditer(text, low, high):
        at, mark = found.start(), found.group()
        double = mark in _DOUBLE
        current = inner if inner and inner.double == double else outer if outer and outer.double == double else None
        if current is None:
            if _is_opening(text, at, low, high, mark, double):
                new = _Piece(at, high, double, False, outer is not None, paragraph, limits)
                done.append(new)
                if outer is None:
                    outer = new
                elif inner is None:
                    inner = new
                else:
                    done.pop()
            continue
        if mark in _OPENING or (mark == '"' and _opens(text, at, low) and not _closes(text, at, high)):
            # A second opening mark: the first was never closed, or was an inch or an apostrophe.
            if double:
                current.end = at
                new = _Piece(at, high, double, False, current.nested, paragraph, limits)
                done.append(new)
                outer, inner = (new, None) if current is outer else (outer, new)
            continue
        if not double and not _closes_single(text, at, low, high):
            continue
        current.end, current.closed = at + 1, True
        if current is outer:
            if inner is not None and not inner.closed:
                done.pop()  # an apostrophe taken for a mark: nothing was opened after it
            outer = None
        inner = None
    if outer is not None and not outer.double and not _goes_on(text, high):
        # An apostrophe taken for a mark: what seemed to stand inside it stands alone.
        for piece in done[done.index(outer) :]:
            piece.nested = False
        done.remove(outer)
    return [
        piece
        for piece in done
        if (piece.closed or piece.double or piece is outer) and _WORD.search(text, piece.start, piece.end)
    ]


def _goes_on(text: str, high: int) -> bool:
    """Whether the next paragraph begins with a single mark, as one that continues a quotation does."""
    return text[high : high + 8].lstrip()[:1] in ("'", "‘")


def _is_opening(text: str, at: int, low: int, high: int, mark: str, double: bool) -> bool:
    if mark in _CLOSING or at + 1 >= high or text[at + 1].isspace():
        return False
    if not double and (mark in "'" or mark == "‘") and _NO_OPENING.match(text, at + 1):
        return False
    if mark in _OPENING:
        return True
    return _opens(text, at, low) or (double and not text[at - 1].isalnum())


def _closes_single(text: str, at: int, low: int, high: int) -> bool:
    """A single mark after "s" and before a word is a possessive, unless no other mark follows to close."""
    if text[at - 1].isspace():
        return False
    if text[at - 1] in "sS" and at + 2 < high and text[at + 1] == " " and text[at + 2].islower():
        window = text[at + 1 : min(at + 300, high)]
        return not re.search(r"[\w.,!?…]['’](?!\w)", window)
    return True


def _continues(text: str, last: _Piece, piece: _Piece) -> bool:
    """Whether ``piece`` goes on with the quotation of ``last``."""
    if last.double != piece.double:
        return False
    if piece.paragraph != last.paragraph:
        # A paragraph that ends inside its quotation, and a next one that opens with a mark.
        unclosed = not last.closed and not text[last.limits[0] : last.limits[1]][-1:].isspace()
        return unclosed and piece.paragraph == last.paragraph + 1 and not text[piece.limits[0] : piece.start].strip()
    frame = text[last.end : piece.start]
    if not last.closed or len(frame) > _LONGEST_FRAME:
        return False
    stop = _stop(text, last)
    goes_on = _sentence_like(text, piece)
    if not stop or not (goes_on or _sentence_like(text, last)):
        return False
    if not goes_on and text[piece.start + 1].isupper():
        return False  # a name in marks: '"We won," she told "The Record"'
    # Without a verb of speech the comma must stand inside the mark: '"Bureau", "Coast Guard"' is a list.
    return _speaks(frame) or (text[last.end - 2] == "," and frame.rstrip().endswith((",", ".")))


def _speaks(stretch: str) -> bool:
    return not _SPEECH.isdisjoint(_PART.findall(stretch.lower()))


def _stop(text: str, piece: _Piece) -> str:
    if not piece.closed:
        return ""
    for mark in (text[piece.end - 2], text[piece.end : piece.end + 1]):
        if mark and mark in ",.!?…;-–—":
            return mark
    return ""


def _sentence_like(text: str, piece: _Piece) -> bool:
    words = _WORD.findall(text[piece.start : min(piece.end, piece.start + _FEATURE_REACH)])
    return len(words) >= 4 or _stop(text, piece) in (".", "!", "?") or any(word.lower() in _VERBS for word in words)


def _content(piece: _Piece) -> Span:
    return Span(piece.start + 1, max(piece.end - piece.closed, piece.start + 1))


def _quotation(text: str, group: list[_Piece]) -> Quotation:
    first, last = group[0], group[-1]
    pieces = tuple(_content(piece) for piece in group)
    frames = tuple(Span(a.end, b.start) for a, b in pairwise(group))
    before, after = Span(first.limits[0], first.start), Span(last.end, last.limits[1])
    head = text[pieces[0].start : min(pieces[0].end, pieces[0].start + _FEATURE_REACH)]
    words = _WORD.findall(head)
    parts = [part.lower() for part in _PART.findall(head)]
    letters = next((letter for letter in head if letter.isalpha()), "")
    opening = list(words[:4])
    for piece in pieces[1:]:
        if len(opening) >= 4:
            break
        opening += _WORD.findall(text[piece.start : min(piece.end, piece.start + 80)])[: 4 - len(opening)]
    frame_text = [text[frame.start : frame.end] for frame in frames]
    around = " ".join((
        text[max(before.end - _AROUND, before.start) : before.end], *frame_text,
        text[after.start : min(after.end, after.start + _AROUND)],
    ))  # fmt: skip
    return Quotation(
        span=Span(first.start, last.end),
        pieces=pieces,
        frames=frames,
        before=before,
        after=after,
        opening=" ".join(opening),
        double=first.double,
        closed=last.closed,
        words=sum(len(_WORD.findall(text, piece.start, piece.end)) for piece in pieces),
        has_verb=any(part in _VERBS for part in parts) or any(len(p) > 4 and p.endswith(("ed", "ing")) for p in parts),
        has_subject=any(part in _SUBJECTS for part in parts),
        stop=_stop(text, first),
        lower=letters.islower(),
        speech=_speaks(around),
        nested=first.nested,
        paragraphs=(first.paragraph, last.paragraph),
    )
