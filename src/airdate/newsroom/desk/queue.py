"""The editors' queue, `/desk/queue/`: what waits, as tabs with counts, and what is decided about it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from airdate.facts import queue as waiting
from airdate.newsroom.boxes import boxes
from airdate.newsroom.desk.allowed import DECIDE, AllowedItem, needs
from airdate.newsroom.desk.pages import page_of
from airdate.newsroom.desk.rulings import ACTS, Act, Chosen, Ruled, rule

TABS = {
    "conflicts": gettext_lazy("Conflicts"),
    "claims": gettext_lazy("Unsure claims"),
    "names": gettext_lazy("Names"),
    "reports": pgettext_lazy("of readers", "Reports"),
}
EMPTY = {
    "conflicts": gettext_lazy("No sources differ. A fact stands here when two newer voices contradict it."),
    "claims": gettext_lazy("No claim waits. What the reader is not sure of stands here with the words that it read."),
    "names": gettext_lazy("Every name is known. One that may mean several titles, or none, stands here."),
    "reports": gettext_lazy("Nobody has reported anything. What readers report on a fact's page stands here."),
}
LONGEST_REASON = 1000  # characters


@dataclass(frozen=True, slots=True)
class Tab:
    sort: str
    label: Any
    count: int
    more: bool
    here: bool


def menu_item() -> AllowedItem:
    return AllowedItem(
        _("Queue"), reverse("desk:queue"), name="queue", icon_name="list-ul", order=110, permission=DECIDE
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(DECIDE)
def queue(request: HttpRequest) -> HttpResponse:
    """One sort of what waits, a page of it; a POST decides about the rows that are selected."""
    if request.method == "POST":
        return decide(request, back=f"{reverse('desk:queue')}?{request.GET.urlencode()}")
    sort = request.GET.get("sort", "conflicts")
    sort = sort if sort in TABS else "conflicts"
    counts = asdict(waiting.counts())
    page = page_of(request, counts[sort], _rows(sort))
    return render(
        request,
        "newsroom/desk/queue.html",
        {
            "page_title": _("Queue"),
            "header_icon": "list-ul",
            "sort": sort,
            "tabs": [
                Tab(each, label, counts[each], counts[each] >= waiting.MOST, each == sort)
                for each, label in TABS.items()
            ],
            "rows": page,
            "boxes": _told_now(page, sort),
            "acts": acts_for(request, ACTS[sort]),
            "empty": EMPTY[sort],
            "today": timezone.localdate(),
            "keys": keys_wanted(request),
        },
    )


def _rows(sort: str) -> Any:
    today = timezone.localdate()
    fetch = {
        "conflicts": lambda offset, limit: waiting.conflicts(today=today, offset=offset, limit=limit),
        "claims": lambda offset, limit: waiting.unsure_claims(today=today, offset=offset, limit=limit),
        "names": lambda offset, limit: waiting.waiting_names(offset=offset, limit=limit),
        "reports": lambda offset, limit: waiting.waiting_reports(offset=offset, limit=limit),
    }
    return fetch[sort]


def _told_now(page: Any, sort: str) -> dict[str, Any]:
    """The facts that readers report, as they stand now."""
    if sort != "reports":
        return {}
    return boxes({report.fact for report in page}, since={}, own=(), today=timezone.localdate())


def acts_for(request: HttpRequest, acts: tuple[Act, ...]) -> list[Act]:
    return [act for act in acts if request.user.has_perm(act.permission)]


def keys_wanted(request: HttpRequest) -> bool:
    """Whether the editor wants single letters to act; their account at the desk says so."""
    profile = getattr(request.user, "wagtail_userprofile", None)
    return profile is None or bool(profile.keyboard_shortcuts)


def decide(request: HttpRequest, *, back: str) -> HttpResponse:
    """Carry out what was posted, say how it went, and lead back."""
    given = request.POST
    sort, action = given.get("sort", ""), given.get("action", "")
    act = next((each for each in ACTS.get(sort, ()) if each.name == action), None)
    reason = given.get("reason", "").strip()
    chosen = Chosen(
        rows=list(dict.fromkeys(given.getlist("row"))),
        claims=list(dict.fromkeys(given.getlist("claim"))),
        means={key.removeprefix("means-"): str(value) for key, value in given.items() if key.startswith("means-")},
        alike="alike" in given,
    )
    if act is None or not request.user.has_perm(act.permission):
        messages.error(request, _("That cannot be done here."))
    elif not reason:
        messages.error(request, _("Say why: a decision needs a reason that readers can understand."))
    elif len(reason) > LONGEST_REASON:
        told = {"long": len(reason), "most": LONGEST_REASON}
        messages.error(request, _("The reason has %(long)d characters; shorten it to %(most)d.") % told)
    elif not (chosen.claims if act.name == "reject-claims" else chosen.rows):
        messages.error(
            request,
            _("Tick the claims that are wrong.") if act.name == "reject-claims" else _("Nothing was selected."),
        )
    else:
        tell(
            request,
            rule(sort, action, chosen, author=request.user.get_username(), reason=reason, now=timezone.now()),
        )
    return redirect(back)


def tell(request: HttpRequest, ruled: Ruled) -> None:
    """Say what was decided, with the way to the page on which it is undone, and what was refused."""
    if ruled.done:
        words = ngettext("%(count)d decision is kept.", "%(count)d decisions are kept.", ruled.done)
        way = messages.button(reverse("desk:history"), _("History, and undo"))
        messages.success(request, words % {"count": ruled.done}, buttons=[way])
    for line in ruled.refused[:5]:
        messages.error(request, line)
    if len(ruled.refused) > 5:
        rest = len(ruled.refused) - 5
        messages.error(request, ngettext("And %(count)d more.", "And %(count)d more.", rest) % {"count": rest})


def back_to(request: HttpRequest, otherwise: str) -> str:
    """The page of this site that one came from, as the form says; of no other."""
    given = request.POST.get("back") or request.GET.get("back") or ""
    safe = url_has_allowed_host_and_scheme(given, allowed_hosts=None) and given.startswith("/desk/")
    return given if safe else otherwise


def with_back(address: str, back: str) -> str:
    return f"{address}?{urlencode({'back': back})}"
