"""A page of the documentation as HTML: headings, paragraphs, lists and tables, with **bold**, *italic* and `code`.

It reads what our own pages use of Markdown and no more; everything else is text, and nothing in it is markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

HEADING = re.compile(r"(#{1,4}) (.+)")
NUMBERED = re.compile(r"\d+\. ")
SPANS = (
    (re.compile(r"`([^`]+)`"), r"<code>\1</code>"),
    (re.compile(r"\*\*([^*]+)\*\*"), r"<b>\1</b>"),
    (re.compile(r"\*([^*]+)\*"), r"<i>\1</i>"),
)


def as_html(text: str) -> SafeString:
    """The HTML of a page. Headings have ids made of their words, tables can be scrolled by keyboard."""
    return mark_safe("\n".join(_blocks(text)))  # noqa: S308 - every piece of the text has been escaped


def _blocks(text: str) -> Iterator[str]:
    for block in re.split(r"\n\s*\n", text.strip()):
        lines = block.split("\n")
        heading = HEADING.fullmatch(lines[0])
        if heading is not None and len(lines) == 1:
            level, words = len(heading[1]), heading[2]
            yield f'<h{level} id="{slugify(words)}">{_spans(words)}</h{level}>'
        elif lines[0].startswith("| ") and len(lines) > 1:
            yield _table(lines)
        elif lines[0].startswith("- "):
            yield _list("ul", lines, re.compile("- "))
        elif NUMBERED.match(lines[0]):
            yield _list("ol", lines, NUMBERED)
        else:
            yield f"<p>{_spans(' '.join(lines))}</p>"


def _spans(text: str) -> str:
    shown = str(escape(text))
    for found, html in SPANS:
        shown = found.sub(html, shown)
    return shown


def _list(tag: str, lines: Sequence[str], mark: re.Pattern[str]) -> str:
    items: list[str] = []
    for line in lines:
        begun = mark.match(line)
        if begun is not None:
            items.append(line[begun.end() :])
        else:
            items[-1] += f" {line.strip()}"
    return f"<{tag}>{''.join(f'<li>{_spans(item)}</li>' for item in items)}</{tag}>"


def _table(lines: Sequence[str]) -> str:
    head, _rule, *body = ([cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines)
    headings = "".join(f'<th scope="col">{_spans(cell)}</th>' for cell in head)
    rows = "".join(f"<tr>{''.join(f'<td>{_spans(cell)}</td>' for cell in row)}</tr>" for row in body)
    table = f"<table><thead><tr>{headings}</tr></thead><tbody>{rows}</tbody></table>"
    return f'<div class="scroll" tabindex="0" role="group" aria-label="{escape(", ".join(head))}">{table}</div>'
