"""A language that nobody speaks: every marked message in letters of double width; what is not marked stands out.

It is written from right to left and counts in six plural forms, as Arabic does; names of months and days are Arabic.
"""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages.catalog import Catalog
from selectolax.lexbor import LexborHTMLParser, LexborNode

from messages.catalogues import collected, compiled

LANGUAGE = "ar"
# What a translator leaves as it is: places for values, tags, entities.
KEPT = re.compile(r"%\([a-z_]+\)[sd]|%[sd%]|\{[a-z_]+\}|<[^>]*>|&[a-z]+;")
WIDE = {ord(letter): ord(letter) + 0xFEE0 for letter in map(chr, (*range(65, 91), *range(97, 123)))}
ATTRIBUTES = ("aria-label", "title", "placeholder", "alt", "data-offer", "data-close", "data-page", "data-favourite")
META = ("description", "og:title", "og:description", "og:image:alt")
# Not for translation: scripts, the nameplate, what says its own language, code, names of time zones to choose from.
LEFT_OUT = "script, style, .nameplate, body [lang], code, kbd, datalist, input[list]"
# Nor are addresses, zones of the IANA database, codes of countries and currencies.
NO_WORDS = re.compile(r"https?://\S*|urn:\S+|\b[A-Z][a-z]+/[A-Z][A-Za-z_]+\b|\b[A-Z]{2,3}\b|\bGMT[+-]\d+\b")
WORD = re.compile(r"[A-Za-z]{2,}")


def pseudo(text: str) -> str:
    """ "Say %(what)s" in wide letters, with "%(what)s" as it is."""
    parts, end = [], 0
    for kept in KEPT.finditer(text):
        parts += [text[end : kept.start()].translate(WIDE), kept[0]]
        end = kept.end()
    return "".join([*parts, text[end:].translate(WIDE)])


def write(folder: Path) -> None:
    """The compiled catalogue of the language, where Django looks for it below ``folder``."""
    catalogue = Catalog(locale=LANGUAGE)
    for message in collected():
        if not message.id:
            continue
        if isinstance(message.id, tuple | list):
            string: object = tuple(pseudo(message.id[1]) for _ in range(catalogue.num_plurals))
        else:
            string = pseudo(message.id)
        catalogue.add(message.id, string, context=message.context)  # type: ignore[arg-type]
    path = folder / LANGUAGE / "LC_MESSAGES" / "django.mo"
    path.parent.mkdir(parents=True)
    path.write_bytes(compiled(catalogue))


def unmarked(html: str) -> list[str]:
    """What a reader or a screen reader meets on a page in words of the Latin alphabet."""
    page = LexborHTMLParser(html)
    for node in page.css(LEFT_OUT):
        node.decompose()
    found = [node.text(deep=False) for node in page.css("title, body, body *")]
    found += [_attribute(node, name) for name in ATTRIBUTES for node in page.css(f"[{name}]")]
    for name in META:
        found += [_attribute(node, "content") for node in page.css(f'meta[name="{name}"], meta[property="{name}"]')]
    return in_latin(found)


def in_latin(texts: list[str]) -> list[str]:
    return [" ".join(text.split()) for text in texts if WORD.search(NO_WORDS.sub("", text))]


def _attribute(node: LexborNode, name: str) -> str:
    return node.attributes.get(name) or ""
