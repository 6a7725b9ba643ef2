#!/usr/bin/env python3
"""Fuzz the reader with atheris, guided by what of its code each text reaches.

    python tests/reading/fuzz.py [libFuzzer options, as -runs=5000] [FOLDER of texts to begin with]

Ends with an exit status other than 0 at the first text that breaks the reader, and writes it to ``crash-*``.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["airdate.reading"]):
    from airdate.reading import read
    from airdate.reading.markup import strip
    from airdate.reading.model import LONGEST_EVIDENCE

LEAD = "Netflix TV series "


def check(text: str) -> None:
    """Read the text; every claim's evidence must stand in it."""
    for claim in read(text, "2031-02-20").claims:
        for span in claim.evidence:
            if not (0 <= span.start < span.end <= len(text) and span.end - span.start <= LONGEST_EVIDENCE):
                raise AssertionError(f"{claim.kind} has evidence at {span} of {len(text)} characters")


def one(data: bytes) -> None:
    """The first byte says whether the rest is a page of HTML."""
    text = LEAD + data[1:].decode(errors="replace")
    check(strip(text).text if data[:1] == b"<" else text)


if __name__ == "__main__":
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
