"""One spelling of texts, addresses and names, from which keys and slugs are made. Pure."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

KEY_LENGTH = 40  # hexadecimal digits of SHA-256: 160 bits
# Letters that do not come apart into a plain letter and a mark.
_PLAIN = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th",
     "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ı": "i", "&": " and ", "+": " plus ",
     "'": "", "’": "", "‘": ""}
)  # fmt: skip
# Direction overrides, byte-order marks, soft hyphens; not the joiners that some scripts need.
_STEERING = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]+")
_TRACKING = re.compile(r"^(utm_\w+|fbclid|gclid|mc_[ce]id|ref_src)$")


def clean_text(text: str) -> str:
    """The text as databases can keep it: NUL and lone surrogates become U+FFFD. The length stays the same."""
    return re.sub("[\0\ud800-\udfff]", "\ufffd", text)


def one_line(text: str) -> str:
    """The text on one line, as databases can keep it, without characters that steer terminals or turn its direction."""
    kept = _STEERING.sub("", clean_text(text))
    return " ".join(re.sub("[\x00-\x1f\x7f-\x9f]", " ", kept).split())


def text_hash(text: str) -> str:
    """SHA-256 of the text in NFC with single spaces: what reflows it or pads it makes no other text."""
    plain = " ".join(unicodedata.normalize("NFC", clean_text(text)).split())
    return hashlib.sha256(plain.encode()).hexdigest()


def document_key(source_slug: str, hashed: str) -> str:
    """The key of a document: the same text of the same source has it in every database."""
    return hashlib.sha256(f"{source_slug}\n{hashed}".encode()).hexdigest()[:KEY_LENGTH]


def tidy_url(url: str) -> str:
    """The address without fragment and tracking parameters, its host in lower case."""
    parts = urlsplit(url.strip())
    query = urlencode([(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(k)])
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", query, ""))


def ascii_slug(name: str, *, longest: int = 80) -> str:
    """A slug of ASCII letters, digits and hyphens, cut at a word. A name without any gets one from its hash."""
    if name.isascii():  # most names are, and a catalogue has millions
        plain = name.replace("&", " and ").replace("+", " plus ").replace("'", "")
    else:
        plain = unicodedata.normalize("NFKD", name.translate(_PLAIN)).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.lower())
    slug = "-".join(words)
    if len(slug) > longest:
        slug = slug[: longest + 1].rpartition("-")[0] or slug[:longest]
    return slug or "x" + hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:10]
