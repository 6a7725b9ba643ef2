"""Files as they come: plain or gzip, local or fetched; their digest, their lines, their JSON items. Memory is bounded.

No Django here, and no knowledge of what is in the files.
"""

from __future__ import annotations

import codecs
import gzip
import hashlib
import io
import json
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from airdate.imports.records import BadRow, WrongFile

GZIP_MAGIC = b"\x1f\x8b"
LONGEST_LINE = 1 << 20  # bytes
LONGEST_ITEM = 16 << 20  # characters of one JSON item
CHUNK = 1 << 18
_BETWEEN = re.compile(r"[ \t\r\n,]*")
DAMAGED = (EOFError, zlib.error, gzip.BadGzipFile)


@dataclass(frozen=True, slots=True)
class Input:
    """A file to import. ``name`` is what it was given as: a path or an address; ``path`` is where its bytes are."""

    name: str
    path: Path

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """Its bytes, unpacked. Raises `WrongFile` where it cannot be read, or breaks off while it is."""
        try:
            with self.path.open("rb") as raw:
                packed = raw.read(2) == GZIP_MAGIC
                raw.seek(0)
                if not packed:
                    yield raw
                    return
                with gzip.GzipFile(fileobj=raw) as unpacked, io.BufferedReader(unpacked, CHUNK) as buffered:
                    yield buffered
        except DAMAGED as error:
            raise WrongFile(
                f"{self.name} is damaged or incomplete ({error}); get it again: what could be read of it is in"
            ) from error
        except OSError as error:
            raise WrongFile(f"{self.name} cannot be read: {error.strerror or error}") from error

    def digest(self, *settings: str) -> str:
        """SHA-256 of its bytes as they lie, and of the settings with which it is read."""
        whole = hashlib.sha256("\0".join(settings).encode("utf-8", "surrogatepass"))
        try:
            with self.path.open("rb") as raw:
                while chunk := raw.read(1 << 20):
                    whole.update(chunk)
        except OSError as error:
            raise WrongFile(f"{self.name} cannot be read: {error.strerror or error}") from error
        return whole.hexdigest()


def lines_of(stream: IO[bytes], *, after: int = 0) -> Iterator[tuple[int, str | BadRow]]:
    """The lines behind line ``after``, numbered from 1, without their ends. What is no line of text is a `BadRow`."""
    number = 0
    while line := stream.readline(LONGEST_LINE):
        number += 1
        if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
            while (rest := stream.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
                pass
            if number > after:
                yield number, BadRow("the line is longer than 1 MiB")
            continue
        if number <= after:
            continue
        try:
            yield number, line.decode("utf-8").rstrip("\r\n")
        except UnicodeDecodeError as error:
            yield number, BadRow("the line is not UTF-8", line[error.start : error.start + 8])


def items_of(stream: IO[bytes], name: str) -> Iterator[tuple[int, Any]]:
    """The items of a JSON array, numbered from 1; a single object, or objects one after another, are items too.

    An item that cannot be read ends the file: nobody knows where the next begins. Then the last item is a `BadRow`.
    Raises `WrongFile` for a file that does not begin like JSON.
    """
    decoder = json.JSONDecoder(parse_constant=_no_number)
    decode = codecs.getincrementaldecoder("utf-8-sig")().decode
    buffer, at, number, in_array, ended = "", 0, 0, False, False

    def more() -> bool:
        """Read on, and forget what is done with."""
        nonlocal buffer, at, ended
        chunk = stream.read(max(CHUNK, len(buffer) - at))  # twice as much each time: a long item is not read often
        ended = not chunk
        buffer, at = buffer[at:] + decode(chunk, ended), 0
        return not ended

    try:
        while True:
            at = _BETWEEN.match(buffer, at).end()  # type: ignore[union-attr]  # it matches nothing at all too
            if at == len(buffer):
                if more():
                    continue
                if in_array:
                    yield number + 1, BadRow("the file ends in the middle of its array")
                elif not number:
                    raise WrongFile(f"{name} is empty; get it again")
                return
            if not in_array and not number and buffer[at] == "[":
                in_array, at = True, at + 1
                continue
            if in_array and buffer[at] == "]":
                return
            if buffer[at] != "{":
                if not number:
                    raise WrongFile(f"{name} is no JSON file of objects: it begins with {buffer[at : at + 20]!r}")
                yield number + 1, BadRow("the item is no JSON object; what follows is not read", buffer[at : at + 40])
                return
            try:
                item, end = decoder.raw_decode(buffer, at)
            except RecursionError:
                yield number + 1, BadRow("the item is nested too deeply; what follows is not read")
                return
            except ValueError as error:
                if len(buffer) - at < LONGEST_ITEM and not ended and more():
                    continue
                reason = "is longer than 16 MiB" if len(buffer) - at >= LONGEST_ITEM else "is no JSON"
                yield number + 1, BadRow(f"the item {reason}; what follows is not read", error)
                return
            number += 1
            if end - at > LONGEST_ITEM:
                yield number, BadRow("the item is longer than 16 MiB; what follows is not read")
                return
            at = end
            yield number, item
    except UnicodeDecodeError:
        yield number + 1, BadRow("the item is not UTF-8; what follows is not read")


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is no number of JSON")
