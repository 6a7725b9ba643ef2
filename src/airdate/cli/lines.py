"""`airdate read --jsonl`: a line of JSON for each article in, a line for each out, in one process and in order."""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import click

from airdate.cli.refusing import Refused
from airdate.cli.shaping import dump
from airdate.reading import Lexicon, Span
from airdate.reading import read as read_text
from airdate.reading.markup import Stripped, strip
from airdate.reading.model import LONGEST_EVIDENCE
from airdate.sources.datelines import dateline
from airdate.sources.pages import stated_day

_NAMED = 10  # bad lines that are named one by one


class _Bad(ValueError):
    """A line that is no article; ``id`` is its id if it has one."""

    def __init__(self, message: str, given_id: object = None) -> None:
        super().__init__(message)
        self.id = given_id


def read_lines(name: str, day: datetime.date | None, lexicon: Lexicon) -> None:
    """Read the lines of ``name`` (``-``: standard input) and write theirs to standard output as they come.

    A bad line gives ``{"id", "line", "error"}``, so that what is written stays line for line with what was given, and
    a message; if there was one, ``Refused`` is raised at the end. ``day`` is for lines that have none.
    """
    bad = total = 0
    with _opened(name) as file:
        for number, line in _numbered(file):
            total += 1
            try:
                answer = _answer(line, day, lexicon)
            except _Bad as error:
                bad += 1
                answer = {"id": error.id, "line": number, "error": str(error)}
                if bad <= _NAMED:
                    click.echo(f"{_shown(name)}, line {number}: {error}", err=True)
            dump(answer, sys.stdout.buffer)
    if bad:
        raise Refused(f"{_shown(name)}: {bad} of {total} lines could not be read; their lines hold `error`")


@contextmanager
def _opened(name: str) -> Iterator[IO[bytes]]:
    if name == "-":
        yield sys.stdin.buffer
        return
    try:
        file = Path(name).open("rb")  # noqa: SIM115  closed below; opening alone may fail as input
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Refused(f"--jsonl {name}: cannot be read, {reason.lower()}") from error
    with file:
        yield file


def _numbered(file: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    for number, line in enumerate(file, 1):
        content = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if content.strip():
            yield number, content


def _answer(line: bytes, day: datetime.date | None, lexicon: Lexicon) -> dict[str, Any]:
    given = _object(line)
    given_id = given.get("id")
    text, html, headline = (_string(given, key) for key in ("text", "html", "headline"))
    if text is None and html is None:
        raise _Bad("it has neither `text` nor `html`", given_id)
    if text is not None and html is not None:
        raise _Bad("it has both `text` and `html`; give one", given_id)
    published = _published(given) or (dateline(text) if text is not None else stated_day(html or "")) or day
    if published is None:
        raise _Bad("it has no `published` and no date was found in it; give it, or --published", given_id)
    if text is not None:
        reading = read_text(text, published, headline=headline, lexicon=lexicon).as_json()
        return {"id": given_id, **reading}
    page = strip(html or "")
    reading = read_text(_without_furniture(page), published, headline=headline, lexicon=lexicon).as_json()
    for claim in reading["claims"]:
        claim["evidence"] = [_in_source(page, span["start"], span["end"]) for span in claim["evidence"]]
    return {"id": given_id, **reading}


def _object(line: bytes) -> dict[str, Any]:
    try:
        given = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise _Bad(f"not UTF-8 at byte {error.start}") from error
    except json.JSONDecodeError as error:
        raise _Bad(f"not JSON: {error.msg} at character {error.pos + 1}") from error
    except (RecursionError, ValueError) as error:
        raise _Bad("not JSON that can be read: nested too deeply, or a number too long") from error
    if not isinstance(given, dict):
        raise _Bad(f"not a JSON object but {json.dumps(given)[:40]}")
    return given


def _string(given: dict[str, Any], key: str) -> str | None:
    value = given.get(key)
    if value is None or isinstance(value, str):
        return value
    raise _Bad(f"`{key}` is not a string but {json.dumps(value)[:40]}", given.get("id"))


def _published(given: dict[str, Any]) -> datetime.date | None:
    value = _string(given, "published")
    if not value:
        return None
    try:
        return datetime.datetime.fromisoformat(value).date()
    except ValueError as error:
        raise _Bad(f"`published` {value!r} is no day; give it as 2031-02-20", given.get("id")) from error


def _without_furniture(page: Stripped) -> str:
    """The page's text with navigation, asides and footers blanked, so that every place in it stays where it is."""
    kept, at = [], 0
    for span in page.furniture:
        if span.start >= at:
            kept += [page.text[at : span.start], "\n" * (span.end - span.start)]
            at = span.end
    return "".join([*kept, page.text[at:]])


def _in_source(page: Stripped, start: int, end: int) -> dict[str, int]:
    """Evidence in the HTML as given; where tags make it longer than evidence may be, its beginning."""
    span = page.source_span(Span(start, end))
    return {"start": span.start, "end": min(span.end, span.start + LONGEST_EVIDENCE)}


def _shown(name: str) -> str:
    return "standard input" if name == "-" else name
