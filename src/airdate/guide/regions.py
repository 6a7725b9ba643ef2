"""The country whose dates, prices and services are shown: asked for, chosen before, or that of the site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from airdate.facts import cldr
from airdate.guide.choices import asked_word, remembered
from airdate.guide.frame import Unreadable

OFFERED = ("GB", "US", "IE", "AU", "NZ", "IN", "CA")  # any other can stand in the address
EVERYWHERE = "all"
NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})  # codes that CLDR has for other things


@dataclass(frozen=True, slots=True)
class Region:
    """A country by its code (ISO 3166, upper case; empty is everywhere) and its name in the reader's language."""

    code: str
    name: str

    @property
    def asked(self) -> str:
        """How an address has it."""
        return self.code or EVERYWHERE


def countries() -> Mapping[str, str]:
    """Code -> name in the reader's language, of all countries that CLDR knows."""
    return _countries(cldr.locale())


@lru_cache(maxsize=16)
def _countries(language: Locale) -> Mapping[str, str]:
    known: Mapping[str, str] = language.territories
    return {
        code: name for code, name in known.items() if len(code) == 2 and code.isalpha() and code not in NO_COUNTRIES
    }


def is_known(asked: str) -> bool:
    """Whether a word in an address names a country, or everywhere."""
    return asked == EVERYWHERE or asked.upper() in countries()


def region_of(request: HttpRequest) -> Region:
    """The country of a request. Raises `Unreadable` for what is none."""
    asked = asked_word(request, "region")
    if asked and not is_known(asked):
        raise Unreadable(
            _("“%(region)s” is no country here; write its two letters, such as GB, or “all”.") % {"region": asked[:40]}
        )
    kept = remembered(request, "region")
    return region(asked or (kept if is_known(kept) else "") or settings.SITE_REGION)


def chosen_region(request: HttpRequest) -> Region:
    """The country that a request asks for or that was chosen before; everywhere if none was. Raises `Unreadable`."""
    if not request.GET.get("region", "").strip() and not is_known(remembered(request, "region")):
        return region(EVERYWHERE)
    return region_of(request)


def region(asked: str) -> Region:
    """The country of a word that `is_known`."""
    if asked == EVERYWHERE:
        return Region("", _("everywhere"))
    code = asked.upper()
    return Region(code, countries().get(code, code))


def regions(current: Region) -> list[Region]:
    """The countries that a form offers, by name, and everywhere last; the one shown and that of the site among them."""
    codes = {*OFFERED, settings.SITE_REGION, *([current.code] if current.code else [])}
    return [*sorted(map(region, codes), key=lambda each: each.name), region(EVERYWHERE)]
