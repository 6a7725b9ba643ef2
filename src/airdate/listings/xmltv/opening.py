"""A guide's bytes, unpacked: plain, gzip, xz, bzip2 or zip, told by the content and never by the name.

Decompression bombs are refused: real guides shrink to a tenth, rarely to a fiftieth; what grows a thousandfold is none.
"""

from __future__ import annotations

import bz2
import gzip
import hashlib
import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from airdate.listings.xmltv.refusals import WrongGuide

CHUNK = 1 << 18
LARGEST = 16 << 30  # bytes unpacked
UNSUSPICIOUS = 16 << 20  # bytes unpacked that no ratio is asked of
RATIO = 250  # unpacked to packed
XZ_MEMORY = 128 << 20  # bytes that a decompressor may take; `xz -9` needs 65 MiB
MAGIC = {b"\x1f\x8b": "gzip", b"\xfd7zXZ\0": "xz", b"BZh": "bzip2", b"PK\x03\x04": "zip"}
DAMAGED = (EOFError, zlib.error, gzip.BadGzipFile, lzma.LZMAError, zipfile.BadZipFile, NotImplementedError)


@dataclass(frozen=True, slots=True)
class GuideFile:
    """A file to import. ``name`` is what it was given as: a path, an address or ``-``; ``path`` where its bytes are."""

    name: str
    path: Path

    def size(self) -> int:
        """Its bytes as they lie, packed or not."""
        try:
            return self.path.stat().st_size
        except OSError as error:
            raise WrongGuide(f"{self.name} cannot be read: {error.strerror or error}") from error

    def digest(self, *settings: str) -> str:
        """SHA-256 of its bytes as they lie, and of what its reading depends on. Raises `WrongGuide`."""
        whole = hashlib.sha256("\0".join(settings).encode())
        try:
            with self.path.open("rb") as raw:
                while chunk := raw.read(1 << 20):
                    whole.update(chunk)
        except OSError as error:
            raise WrongGuide(f"{self.name} cannot be read: {error.strerror or error}") from error
        return whole.hexdigest()

    @contextmanager
    def chunks(self) -> Iterator[Iterator[tuple[bytes, int]]]:
        """Its bytes, unpacked, in chunks, each with how many packed bytes were read by then. Raises `WrongGuide`."""
        try:
            with self.path.open("rb") as raw:
                head = raw.read(6)
                raw.seek(0)
                packing = next((name for magic, name in MAGIC.items() if head.startswith(magic)), "")
                with _unpacked(raw, packing, self.name) as stream:
                    yield _bounded(stream, raw, self.name, packing)
        except DAMAGED as error:
            raise WrongGuide(f"{self.name} is damaged or incomplete ({_said(error)}); get it again") from error
        except OSError as error:
            raise WrongGuide(f"{self.name} cannot be read: {error.strerror or error}") from error


@contextmanager
def _unpacked(raw: IO[bytes], packing: str, name: str) -> Iterator[Any]:
    if packing == "gzip":
        with gzip.GzipFile(fileobj=raw) as stream:
            yield stream
    elif packing == "bzip2":
        with bz2.BZ2File(raw) as stream:
            yield stream
    elif packing == "xz":
        with io.BufferedReader(_Xz(raw), CHUNK) as stream:
            yield stream
    elif packing == "zip":
        with zipfile.ZipFile(raw) as archive, archive.open(_member(archive, name)) as stream:
            yield stream
    else:
        yield raw


class _Xz(io.RawIOBase):
    """xz with a bound on the memory that the file may ask for, which `lzma.LZMAFile` does not offer."""

    def __init__(self, raw: IO[bytes]) -> None:
        self._raw = raw
        self._stream = self._new()

    @staticmethod
    def _new() -> lzma.LZMADecompressor:
        return lzma.LZMADecompressor(memlimit=XZ_MEMORY)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # any writable buffer
        while True:
            if self._stream.eof:  # files may be joined from several
                rest = (self._stream.unused_data or self._raw.read(CHUNK)).lstrip(b"\0")
                if not rest:
                    return 0
                self._stream = self._new()
            elif self._stream.needs_input:
                rest = self._raw.read(CHUNK)
                if not rest:
                    raise EOFError("it breaks off")
            else:
                rest = b""
            piece = self._stream.decompress(rest, len(buffer))
            if piece:
                buffer[: len(piece)] = piece
                return len(piece)


def _member(archive: zipfile.ZipFile, name: str) -> zipfile.ZipInfo:
    """The guide in an archive: its only XML file, or its only file."""
    files = [info for info in archive.infolist() if not info.is_dir()]
    guides = [info for info in files if info.filename.lower().endswith((".xml", ".xmltv"))] or files
    if len(guides) != 1:
        raise WrongGuide(f"{name} is an archive of {len(guides)} files; unpack it and give the guide in it")
    if guides[0].flag_bits & 1:
        raise WrongGuide(f"{name} is encrypted; unpack it and give the guide in it")
    return guides[0]


def _bounded(stream: IO[bytes], raw: IO[bytes], name: str, packing: str) -> Iterator[tuple[bytes, int]]:
    total = 0
    while chunk := stream.read(CHUNK):
        total += len(chunk)
        packed = raw.tell()
        if packing and total > UNSUSPICIOUS and total > RATIO * packed:
            raise WrongGuide(
                f"{name} is refused: {packed:,} bytes of {packing} unpack to more than {RATIO} times as much, "
                "which no guide does; if it is one, unpack it first"
            )
        if total > LARGEST:
            raise WrongGuide(f"{name} is refused: it unpacks to more than {LARGEST >> 30} GiB; give it in parts")
        yield chunk, packed


def _said(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__
