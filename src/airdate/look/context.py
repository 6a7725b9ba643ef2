"""What every page's template needs: the name of the site, the day, the page's own address and its languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

# What of a query string makes another page. All else (a search's origin, a day to look back from) shows the same one.
OWN = (
    "q", "page", "day", "month", "view", "lineup", "genre", "service", "title", "kind", "change", "region", "with",
)  # fmt: skip
LONGEST_VALUE = (
    200  # characters of a question that an address repeats; a longer one finds nothing that a shorter does not
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A language that the page can be had in: `code` as BCP 47 has it, and its own `name`.

    `address` is that of the page in this language, `keep` the link by which a reader chooses it.
    """

    code: str
    name: str
    address: str
    keep: str
    current: bool


def page(request: HttpRequest) -> dict[str, Any]:
    """`site_name`; `today` in the site's time zone at the moment of the request; `canonical`, the whole address of the
    page without what does not change it; `languages` to choose from.
    """
    return {
        "site_name": settings.SITE_NAME,
        "today": timezone.localdate(),
        "canonical": SimpleLazyObject(lambda: canonical(request)),
        "languages": SimpleLazyObject(lambda: languages(request)),
    }


def canonical(request: HttpRequest, **changed: str) -> str:
    """The whole address of a page; one in a language that its address names has that language's."""
    kept = [(name, value[:LONGEST_VALUE]) for name in OWN for value in request.GET.getlist(name) if value]
    named = changed.get("lang", request.GET.get("lang", ""))
    if named in dict(settings.LANGUAGES) and named != settings.LANGUAGE_CODE:
        kept.append(("lang", named))
    return request.build_absolute_uri(request.path + (f"?{urlencode(kept)}" if kept else ""))


def languages(request: HttpRequest) -> list[Choice]:
    """The languages of the site, its own first; none where there is but one."""
    if len(settings.LANGUAGES) < 2:
        return []
    given = [
        (name, value[:LONGEST_VALUE])
        for name in request.GET
        if name not in ("lang", "keep")
        for value in request.GET.getlist(name)
    ]
    return [
        Choice(
            tag(code), str(name), canonical(request, lang=code),
            f"{request.path}?{urlencode([*given, ('lang', code), ('keep', '1')])}", code == get_language(),
        )
        for code, name in settings.LANGUAGES
    ]  # fmt: skip


def tag(code: str) -> str:
    """ "en-gb" as BCP 47 writes it: "en-GB"."""
    language, _, region = code.partition("-")
    return f"{language}-{region.upper()}" if region else language
