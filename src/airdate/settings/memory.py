"""How much memory a process of the site may use for pages that it keeps."""

from __future__ import annotations

MIB = 1024 * 1024
PAGE_CACHE_MIB = 64  # a front page takes about 10 KiB compressed: some thousand pages


def page_cache_bytes(given: str) -> int:
    """The bytes of AIRDATE_PAGE_CACHE, given in MiB, or the usual ones. Raises `ValueError` for what is no number."""
    if not given:
        return PAGE_CACHE_MIB * MIB
    if not given.isascii() or not given.isdecimal() or len(given) > 6:
        raise ValueError(f"AIRDATE_PAGE_CACHE is {given!r}; write how many MiB, like 64, or 0 to keep no pages")
    return int(given) * MIB
