"""What the address of the calendar asks for: view, time, service, genre, region and kind.

`?view=week&at=2026-12-03&service=netflix&genre=drama&region=GB&kind=premieres`. What cannot be read raises
`Unreadable`, with the value and the way out.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from airdate.catalogue import queries as catalogue
from airdate.catalogue.models import Genre, Service
from airdate.facts.queries.releases import FINALES, FIRST_YEAR, PREMIERES, Wanted
from airdate.guide.frame import Unreadable
from airdate.guide.genre_choices import asked_genre
from airdate.guide.regions import Region, chosen_region
from airdate.look.missing import no_such

VIEWS = {"month": gettext_lazy("Month"), "week": gettext_lazy("Week"), "list": gettext_lazy("List")}
KINDS = {
    "all": (gettext_lazy("everything"), ()),
    "premieres": (gettext_lazy("premieres"), PREMIERES),
    "finales": (gettext_lazy("finales"), FINALES),
}
NAMES = ("view", "at", "service", "genre", "region", "kind")
MONTH = re.compile(r"(\d{4})-(\d\d)", re.ASCII)
WEEK = re.compile(r"(\d{4})-W(\d\d)", re.ASCII)
FACT = re.compile(r"[0-9a-z]{1,40}", re.ASCII)
SLUG = re.compile(r"[-\w]{1,120}", re.ASCII)
AHEAD = 50  # years
EVERYWHERE = Region("", "")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question put to the calendar. ``day`` is the first of the month, or the day from which a week or list is meant.

    ``after`` is the id of a release of that day after which a list goes on; empty from the day's start.
    """

    view: str
    day: dt.date
    today: dt.date
    service: Service | None = None
    genre: Genre | None = None
    region: Region = EVERYWHERE
    kind: str = "all"
    after: str = ""

    def wanted(self) -> Wanted:
        """The releases that are asked for: one or two queries where it is a genre."""
        branch = catalogue.branch_of(self.genre) if self.genre is not None else None
        return Wanted(self.service, branch, self.region.code, KINDS[self.kind][1])

    def query(self, **changed: str | None) -> str:
        """The query string of this question with some of it changed; None leaves a name out."""
        asked: dict[str, str | None] = {
            "view": self.view if self.view != "month" else None,
            "at": self.day.isoformat()[:7] if self.view == "month" else self.day.isoformat(),
            "service": self.service.slug if self.service else None,
            "genre": self.genre.slug if self.genre else None,
            "region": self.region.asked if self.region.code else None,
            "kind": self.kind if self.kind != "all" else None,
        }
        kept = {name: value for name, value in {**asked, **changed}.items() if value is not None}
        return f"?{urlencode(kept)}" if kept else "?"

    @property
    def is_filtered(self) -> bool:
        return bool(self.service or self.genre or self.region.code or self.kind != "all")


def asked_of(request: HttpRequest, today: dt.date) -> Asked:
    """The question in an address. Raises `Unreadable` for what is not here."""
    given = {name: request.GET.get(name, "").strip() for name in (*NAMES, "after")}
    view, kind, after = given["view"] or "month", given["kind"] or "all", given["after"]
    if view not in VIEWS:
        raise Unreadable(
            _("There is no view “%(view)s” of the calendar; there are %(known)s.")
            % {"view": view[:40], "known": ", ".join(VIEWS)}
        )
    if kind not in KINDS:
        raise Unreadable(
            _("“%(kind)s” is no kind of release; take one of %(known)s.")
            % {"kind": kind[:40], "known": ", ".join(KINDS)}
        )
    if after and not FACT.fullmatch(after):
        raise Unreadable(_("There is no release “%(id)s” to go on after.") % {"id": after[:40]})
    return Asked(
        view, _day(given["at"], today, view), today, _service(given["service"]), _genre(given["genre"]),
        chosen_region(request), kind, after,
    )  # fmt: skip


def _day(text: str, today: dt.date, view: str) -> dt.date:
    try:
        day = _read(text) if text else today
    except ValueError:
        raise Unreadable(
            _("“%(at)s” is no day, week or month; write it like 2026-12-03, 2026-W49 or 2026-12.") % {"at": text[:40]}
        ) from None
    if not FIRST_YEAR <= day.year <= today.year + AHEAD:
        years = {"at": text[:40], "first": FIRST_YEAR, "last": today.year + AHEAD}
        raise Unreadable(_("%(at)s is too far off; the calendar goes from %(first)d to %(last)d.") % years)
    return day.replace(day=1) if view == "month" else day


def _read(text: str) -> dt.date:
    if found := MONTH.fullmatch(text):
        return dt.date(int(found[1]), int(found[2]), 1)
    if found := WEEK.fullmatch(text):
        return dt.date.fromisocalendar(int(found[1]), int(found[2]), 1)
    return dt.date.fromisoformat(text)


def _service(slug: str) -> Service | None:
    """The service of a slug, of one that was merged the one it became."""
    if not slug:
        return None
    known = Service.objects.select_related("merged_into")
    found = known.filter(slug=slug).first() if SLUG.fullmatch(slug) else None
    if found is None or found.dormant:
        raise Unreadable(no_such("service", slug))
    return found.merged_into if isinstance(found.merged_into, Service) else found


def _genre(slug: str) -> Genre | None:
    if slug and not SLUG.fullmatch(slug):  # of which a database may not even be asked
        raise Unreadable(no_such("genre", slug))
    return asked_genre(slug)
