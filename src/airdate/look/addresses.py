"""Addresses of pages that have one slug or key in them, of which a long list has hundreds.

Django's `reverse` looks through the patterns of a site for each, and asks whether the key fits; here each name is
looked up once, and keys, which are those of rows, are only quoted.
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote

from django.urls import get_script_prefix, get_urlconf, reverse

SAFE = "/~:@!$&'()*+,;="  # what Django leaves as it is in a path (RFC 3986, 3.3)
STANDS_IN = "0"  # fits slugs and numbers alike


def address(name: str, key: str | int) -> str:
    """What `reverse(name, args=[key])` gives for the key of a row. Raises `NoReverseMatch` for a name without one."""
    before, after = _around(name, get_script_prefix(), get_urlconf())
    return f"{before}{quote(str(key), safe=SAFE)}{after}"


@lru_cache(maxsize=256)
def _around(name: str, prefix: str, urlconf: str | None) -> tuple[str, str]:
    """What stands before and after the key. The same site may be had below several prefixes."""
    whole = reverse(name, urlconf, [STANDS_IN])
    before, _key, after = whole.rpartition(STANDS_IN)
    return before, after
