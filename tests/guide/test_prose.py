"""Pages of the documentation as HTML."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from airdate.guide.prose import as_html

CASES = {
    "# One\n\n## Two words": '<h1 id="one">One</h1>\n<h2 id="two-words">Two words</h2>',
    "One\nline.\n\nAnother.": "<p>One line.</p>\n<p>Another.</p>",
    "- one\n  goes on\n- *two*": "<ul><li>one goes on</li><li><i>two</i></li></ul>",
    "1. **One.** Two\n2. `three`": "<ol><li><b>One.</b> Two</li><li><code>three</code></li></ol>",
    "| a | b |\n| --- | --- |\n| 1 | <b> |": (
        '<div class="scroll" tabindex="0" role="group" aria-label="a, b"><table><thead><tr><th scope="col">a</th>'
        '<th scope="col">b</th></tr></thead><tbody><tr><td>1</td><td>&lt;b&gt;</td></tr></tbody></table></div>'
    ),
    "<script>": "<p>&lt;script&gt;</p>",
    "": "<p></p>",
    "| no table": "<p>| no table</p>",
}


@pytest.mark.parametrize("text", CASES)
def test_a_page_becomes_html(text: str) -> None:
    assert as_html(text) == CASES[text]


@given(st.text(alphabet="<>&\"'`*|-# \n1.ab", max_size=80))
def test_nothing_in_a_text_is_markup(text: str) -> None:
    page = LexborHTMLParser(f"<body>{as_html(f'x{text}')}</body>")
    known = {"html", "head", "body", "p", "b", "i", "code", "ul", "ol", "li", "div", "table", "thead", "tbody", "tr"}
    tags = {node.tag for node in page.css("*")}
    assert tags <= known | {"h1", "h2", "h3", "h4", "th", "td"}
