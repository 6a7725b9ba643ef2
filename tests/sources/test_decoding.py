"""Bytes to text: marks, declared and undeclared encodings, and what is no text."""

import codecs

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from airdate.sources.decoding import NotText, decode

TEXT = "Café – “naïve”\r\nnext line"

CASES = [
    (TEXT.encode(), None, False),
    (codecs.BOM_UTF8 + TEXT.encode(), None, False),
    (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), None, False),
    (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), None, False),
    (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), None, False),
    (TEXT.encode("cp1252"), None, False),
    (TEXT.encode("cp1252"), "iso-8859-1", False),
    (TEXT.encode("cp1252"), "windows-1252", False),
    (TEXT.encode("cp1252"), "utf-8", False),  # declared wrongly
    (TEXT.encode(), "iso-8859-1", False),  # a server's default over UTF-8
    (TEXT.encode(), "no-such-encoding", False),
    (TEXT.encode(), "bad\0name", False),
]


@pytest.mark.parametrize(("body", "declared", "html"), CASES)
def test_decode(body, declared, html):
    assert decode(body, declared, html=html) == TEXT


def test_meta_counts_in_html_alone():
    head = b'<meta charset="iso-8859-2">'
    body = head + "Łódź".encode("iso-8859-2")
    assert decode(body, html=True) == head.decode() + "Łódź"
    assert decode(body) == head.decode() + "£ód¼"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"PK\x03\x04\x00\x00", "null bytes"),
        (b"\x01\x02\x03\x04 text", "control characters"),
        (b"\xff\xfea", "UTF-16-LE"),
    ],
)
def test_not_text(body, reason):
    with pytest.raises(NotText, match=reason):
        decode(body)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=400), st.one_of(st.none(), st.text(max_size=20)), st.booleans())
def test_any_bytes_give_text_or_a_reason(body, declared, html):
    try:
        text = decode(body, declared, html=html)
    except NotText:
        return
    text.encode()  # no lone surrogates
