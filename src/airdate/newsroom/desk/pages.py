"""Lists of the desk, page by page: what is fetched is one page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

PER_PAGE = 25


class Fetched:
    """A list of known length of which parts are fetched: ``fetch(offset, limit)``."""

    def __init__(self, length: int, fetch: Callable[[int, int], Sequence[Any]]) -> None:
        self.length, self.fetch = length, fetch

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, part: slice) -> Sequence[Any]:
        start, stop = part.start or 0, part.stop if part.stop is not None else self.length
        return self.fetch(start, stop - start)


def page_of(
    request: HttpRequest, length: int, fetch: Callable[[int, int], Sequence[Any]], per_page: int = PER_PAGE
) -> Page[Any]:
    """The page that is asked for by ``p``; the last one where there are not so many."""
    paginator: Paginator[Any] = Paginator(Fetched(length, fetch), per_page)  # type: ignore[arg-type]  # lengths, slices
    return paginator.get_page(request.GET.get("p"))
