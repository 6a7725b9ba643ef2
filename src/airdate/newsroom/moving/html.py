"""HTML from elsewhere as blocks of an article's body: cleaned first, then taken apart. Pure.

Pictures become links to where they are, as they are somebody's and elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import Any

import nh3
from selectolax.lexbor import LexborHTMLParser, LexborNode

HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
INLINE = {"a", "b", "br", "em", "i", "strong"}
KEPT = {
    *HEADINGS, *INLINE, "blockquote", "cite", "figcaption", "figure", "img", "li", "ol", "p", "table", "tbody", "td",
    "th", "thead", "tr", "ul",
}  # fmt: skip
LONGEST_HEADING, LONGEST_QUOTE, LONGEST_CELL, MOST_COLUMNS = 120, 400, 300, 12
Block = tuple[str, Any]
_COMMENTS = re.compile(r"<!--.*?-->", re.DOTALL)
_SHORTCODES = re.compile(r"\[/?(?:caption|embed|audio|video|gallery|playlist|wp_caption)\b[^\]]*\]")
_PARAGRAPH = re.compile(r"<(?:p|h[1-6]|ul|ol|blockquote|figure|table|div)\b", re.IGNORECASE)
_BLOCK_START = re.compile(r"\s*<(?:h[1-6]|ul|ol|li|blockquote|figure|table|div|/)", re.IGNORECASE)


def blocks_of(html: str) -> list[Block]:
    """The blocks of a body: paragraphs, headings, pull quotes and tables, as the body's stream takes them."""
    text = _SHORTCODES.sub("\n", _COMMENTS.sub("", html.replace("\r\n", "\n")))
    cleaned = nh3.clean(
        _in_paragraphs(text), tags=KEPT, attributes={"a": {"href"}, "img": {"src", "alt"}},
        url_schemes={"http", "https", "mailto"}, link_rel=None,
    )  # fmt: skip
    found: list[Block] = []
    running: list[str] = []
    for block in _blocks(LexborHTMLParser(cleaned).body):
        if block[0] == "paragraph":
            running.append(block[1])
            continue
        if running:
            found.append(("paragraph", "".join(running)))
            running = []
        found.append(block)
    return [*found, *([("paragraph", "".join(running))] if running else [])]


def plain(html: str) -> str:
    """The words of HTML on one line."""
    return " ".join(nh3.clean(html, tags=set()).replace("&amp;", "&").replace("&nbsp;", " ").split())


def _in_paragraphs(text: str) -> str:
    """Text with blank lines between paragraphs, as WordPress keeps it, with the marks that it leaves out."""
    parts = re.split(r"\n\s*\n", text.strip())
    if len(parts) == 1 and _PARAGRAPH.search(text):
        return text
    told = []
    for part in parts:
        if re.match(r"\s*<p\b", part, re.IGNORECASE) or _BLOCK_START.match(part):
            told.append(part)
        elif part.strip():
            told.append(f"<p>{part.strip().replace(chr(10), '<br>')}</p>")
    return "\n".join(told)


def _blocks(node: LexborNode | None) -> Iterator[Block]:
    """The blocks of what lies in a node; words outside of any element are a paragraph."""
    loose: list[str] = []
    for child in node.iter(include_text=True) if node is not None else ():
        name = child.tag or ""
        if name in ("-text", "#text") or name in INLINE:
            loose.append(_inline(child))
            continue
        yield from _paragraph("".join(loose))
        loose = []
        yield from _block(child, name)
    yield from _paragraph("".join(loose))


def _block(node: LexborNode, name: str) -> Iterator[Block]:
    words = " ".join(node.text(separator=" ").split())
    if name in HEADINGS:
        if words:
            yield from [("heading", words)] if len(words) <= LONGEST_HEADING else _paragraph(f"<b>{escape(words)}</b>")
    elif name == "blockquote":
        cite = node.css_first("cite")
        who = " ".join(cite.text().split()) if cite is not None else ""
        said = words.removesuffix(who).rstrip(" —–-") if who else words
        if said and len(said) <= LONGEST_QUOTE and len(who) <= 160:
            yield ("quote", {"text": said, "who": who})
        elif words:
            yield from _paragraph(escape(words))
    elif name in ("ul", "ol"):
        items = "".join(f"<li>{_inner(item)}</li>" for item in node.css("li") if _inner(item).strip())
        if items:
            yield ("paragraph", f"<{name}>{items}</{name}>")
    elif name == "table":
        yield from _table(node)
    elif name == "img":
        yield from _paragraph(_inline(node))
    elif name == "p":
        yield from _paragraph(_inner(node))
    else:
        yield from _blocks(node)


def _table(node: LexborNode) -> Iterator[Block]:
    rows = [[" ".join(cell.text().split())[:LONGEST_CELL] for cell in row.css("th, td")] for row in node.css("tr")]
    rows = [row for row in rows if any(row)]
    width = max((len(row) for row in rows), default=0)
    if not rows or width > MOST_COLUMNS:
        yield from _paragraph("<br>".join(escape(" · ".join(row)) for row in rows))
        return
    has_head = node.css_first("th") is not None
    head, body = (rows[0], rows[1:]) if has_head else ([], rows)
    columns = [{"type": "text", "heading": head[at] if at < len(head) else ""} for at in range(width)]
    values = [{"values": [row[at] if at < len(row) else "" for at in range(width)]} for row in body]
    yield ("table", {"columns": columns, "rows": values, "caption": ""})


def _paragraph(html: str) -> Iterator[Block]:
    inner = re.sub(r"^(?:\s|<br>)+|(?:\s|<br>)+$", "", html)
    if plain(inner):
        yield ("paragraph", f"<p>{inner}</p>")


def _inner(node: LexborNode) -> str:
    return "".join(_inline(child) for child in node.iter(include_text=True))


def _inline(node: LexborNode) -> str:
    """What stands within a line, with the few marks that a paragraph may have."""
    name = node.tag or ""
    if name in ("-text", "#text"):
        return escape(node.text(deep=False), quote=False)
    if name == "br":
        return "<br>"
    if name == "img":
        address, words = node.attributes.get("src") or "", (node.attributes.get("alt") or "").strip()
        return f'<a href="{escape(address)}">{escape(words or address)}</a>' if address else escape(words)
    inner = _inner(node)
    if name == "a":
        address = node.attributes.get("href") or ""
        if "<a " in inner or not address:  # a picture that leads somewhere: its own address counts
            return inner
        return f'<a href="{escape(address)}">{inner}</a>' if inner.strip() else ""
    if name in INLINE and inner.strip():
        mark = {"strong": "b", "em": "i"}.get(name, name)
        return f"<{mark}>{inner}</{mark}>"
    return inner
