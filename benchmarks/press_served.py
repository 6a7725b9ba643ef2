#!/usr/bin/env python3
"""A day of the press for benchmarks/press.py: its articles, and a server that has them as papers have theirs.

    python benchmarks/press_served.py PAPERS ENTRIES PORT

The articles are made of the project's own, invented and generated ones (tests/corpus/learn, training/generated): the
first half of one and the second half of another, with other titles and other actors, so that none is a copy; but one in
ten is an agency's, which six papers print with a last line of their own. Every page says that it is invented, and has
about it what pages of the press have: a head with styles, a menu, teasers, JSON-LD, 40 kB in all. Paper N is at
127.0.1.N (the 254th at 127.0.2.1), a host of its own. All is the same for the same numbers (seeded).
"""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import random
import re
import sys
from dataclasses import dataclass
from email.utils import format_datetime
from functools import cache
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORPORA = (ROOT / "tests" / "corpus" / "learn", ROOT / "training" / "generated")
SEED = 20310220
AGENCY = 10  # one entry in so many is an agency's
PRINTED = 6  # times, each by another paper
TITLES, PEOPLE = 2_000, 1_500  # that a day's news are about; of the first of them one mention in fifty tells
MARK = "Invented, for a benchmark."
STYLES = "<style>" + "".join(f".c{n}{{margin:{n}px;color:#{n:06x}}}" for n in range(450)) + "</style>"
NAMES = (
    "Amber Bright Copper Distant Early Falling Golden Hidden Iron Lost Narrow Quiet Harbour Kettle Ledger Orchard Quay "
    "River Signal Tower Valley Winter Yard Mill Lantern Meridian Saltgrass Ferry Bridge Cliff Marsh Tide Furnace Gate "
    "Hollow Island Juniper Kestrel Loom Mirror Needle Oak Pilot Quarry Rampart Shore Thistle Umber Vane Willow",
    "Mara Tomas Ada Ben Ivo Lena Joss Pia Dov Imani Petra Joel Roz Wendell Elena Jonah Dana Curtis Greta Sol",
    "Voss Reyle Quill Roe Pike Marsh Adair Holt Lindqvist Okafor Vollmer Kim Keller Crane Pell Pruitt Vaughn",
)
WORDS, FIRST, LAST = (names.split() for names in NAMES)


@dataclass(frozen=True, slots=True)
class Told:
    """One entry: the paper that has it, its headline and its text."""

    paper: int
    headline: str
    text: str


@dataclass(frozen=True, slots=True)
class _Model:
    paragraphs: tuple[str, ...]
    titles: tuple[str, ...]
    actors: tuple[str, ...]


@cache
def _models() -> tuple[_Model, ...]:
    found = []
    for corpus in CORPORA:
        for path in sorted((corpus / "labels").glob("*.json")):
            claims = json.loads(path.read_text(encoding="utf-8"))["claims"]
            text = (corpus / "texts" / f"{path.stem}.txt").read_text(encoding="utf-8")
            titles = sorted({str(claim["title"]) for claim in claims if claim.get("title")}, key=len, reverse=True)
            actors = sorted({str(claim["actor"]) for claim in claims if claim.get("actor")}, key=len, reverse=True)
            found.append(_Model(tuple(filter(None, text.split("\n\n"))), tuple(titles), tuple(actors)))
    return tuple(found)


def told(entry: int, papers: int) -> Told:
    """The entry of that number, the same each time."""
    agency = entry % AGENCY == 0
    number = entry // (AGENCY * PRINTED) * AGENCY if agency else entry
    chance = random.Random(SEED + number)
    one, other = chance.sample(_models(), 2)
    half = -(-len(one.paragraphs) // 2)
    text = "\n\n".join(one.paragraphs[:half] + other.paragraphs[len(other.paragraphs) // 2 :])
    for title in (*one.titles, *other.titles):
        text = _renamed(text, title, _title(int(TITLES * chance.random() ** 2)))
    for actor in (*one.actors, *other.actors):
        text = _renamed(text, actor, _person(int(PEOPLE * chance.random() ** 2)))
    headline = re.split(r"(?<=[a-z])[.:;!?] ", text.strip().splitlines()[0])[0][:90]
    last = f"\n\nSo writes paper {entry % papers}, which has it from an agency." if agency else ""
    return Told(entry % papers, headline, f"{text}{last}\n\n{MARK}")


def _renamed(text: str, name: str, other: str) -> str:
    return re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", other, text)


def _title(number: int) -> str:
    one, other = WORDS[number % len(WORDS)], WORDS[number // len(WORDS) % len(WORDS)]
    return f"{one} {other}" if one != other else f"The {one}"


def _person(number: int) -> str:
    return f"{FIRST[number % len(FIRST)]} {LAST[number // len(FIRST) % len(LAST)]}{'son' * (number // 340 % 2)}"


def address(paper: int) -> str:
    """The host of a paper, an address of the loopback."""
    return f"127.0.{1 + paper // 254}.{1 + paper % 254}"


def page(entry: int, papers: int, day: dt.datetime) -> str:
    found = told(entry, papers)
    menu = "".join(f'<li><a href="/section/{n}">Section {n}</a></li>' for n in range(60))
    teasers = "".join(
        f'<article class="teaser"><h3><a href="/{n}">{WORDS[n % len(WORDS)]} and others</a></h3>'
        f'<img src="/{n}.jpg" alt="" width="320" height="180"><p class="c{n}">More on page {n}.</p></article>'
        for n in range(90)
    )
    data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": found.headline,
            "datePublished": day.isoformat(), "author": [{"@type": "Person", "name": MARK}]}  # fmt: skip
    told_so = "".join(f"<p>{escape(line)}</p>\n" for line in found.text.split("\n\n"))
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(found.headline)}</title>{STYLES}'
        f'<script type="application/ld+json">{json.dumps(data)}</script></head><body><header><nav><ul>{menu}</ul></nav>'
        f"</header><main><article><h1>{escape(found.headline)}</h1>{told_so}</article></main>"
        f'<aside class="related">{teasers}</aside><footer><p>{MARK}</p></footer></body></html>'
    )


def feed(paper: int, papers: int, entries: int, host: str, day: dt.datetime) -> str:
    items = []
    for entry in range(paper, entries, papers):
        headline = told(entry, papers).headline
        items.append(f"<item><title>{escape(headline)}</title><link>http://{host}/{entry}</link>"
                     f"<pubDate>{format_datetime(day)}</pubDate></item>")  # fmt: skip
    channel = f"<title>Paper {paper}</title><description>{MARK}</description>{''.join(items)}"
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{channel}</channel></rss>'


async def serve(papers: int, entries: int, port: int) -> None:
    """Answer at every paper's address until this process is ended."""
    day = dt.datetime.now(dt.UTC).replace(microsecond=0) - dt.timedelta(hours=5)
    by_host = {f"{address(paper)}:{port}": paper for paper in range(papers)}

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while request := await reader.readuntil(b"\r\n\r\n"):
                lines = request.decode("latin-1").split("\r\n")
                path = lines[0].split(" ")[1]
                host = next(line[6:] for line in lines if line.lower().startswith("host: "))
                status, kind, body = "404 Not Found", "text/plain", "nothing here"
                if path == "/feed":
                    status, kind = "200 OK", "application/rss+xml"
                    body = feed(by_host[host], papers, entries, host, day)
                elif path[1:].isdigit():
                    status, kind, body = "200 OK", "text/html; charset=utf-8", page(int(path[1:]), papers, day)
                sent = body.encode()
                head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(sent)}\r\n\r\n"
                writer.write(head.encode() + sent)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # whoever asked has gone
        finally:
            writer.close()

    servers = [await asyncio.start_server(answer, address(paper), port, backlog=64) for paper in range(papers)]
    await asyncio.gather(*(server.serve_forever() for server in servers))


if __name__ == "__main__":
    _models()
    asyncio.run(serve(*map(int, sys.argv[1:4])))
