"""What the panel of facts asks while an editor types."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin.auth import require_admin_access

from airdate.newsroom.checking.draft import Checked
from airdate.newsroom.checking.passages import lines_of, text_of
from airdate.newsroom.models import Article, NewsFront
from airdate.newsroom.publishing import Draft, NotDifferent, checked, keep

View = Callable[[HttpRequest], HttpResponse]
signed_in: Callable[[View], View] = require_admin_access  # Wagtail carries no types
MOST_SHOWN = 30  # findings of a part that nobody has to do anything about
LONGEST = 200_000  # characters of a draft that are read while one types


def posted_draft(request: HttpRequest) -> Draft:
    """The draft in the fields of the page's form, whether they would be accepted or not.

    Raises `PermissionDenied` for an article that the editor may not change.
    """
    given = request.POST.get("article", "")
    article = get_object_or_404(Article, pk=given) if given.isdecimal() else None
    page = article or NewsFront.objects.get()
    rights = page.permissions_for_user(request.user)
    if not (rights.can_edit() if article else rights.can_add_subpage()):
        raise PermissionDenied
    block = Article._meta.get_field("body").stream_block
    body = block.value_from_datadict(request.POST, request.FILES, "body") if "body-count" in request.POST else ()
    text = text_of(request.POST.get("standfirst", ""), body)
    return Draft(request.POST.get("title", "")[:300], text[:LONGEST], article.pk if article else None, lines_of(body))


@require_POST
@signed_in
def check_draft(request: HttpRequest) -> HttpResponse:
    """What the draft says beside what the guide believes: the panel's markup, and the words to find."""
    draft = posted_draft(request)
    return _answer(request, draft, checked(draft, now=timezone.now()))


@require_POST
@signed_in
def keep_own(request: HttpRequest) -> HttpResponse:
    """Keep what the draft says against the guide, with a reason."""
    draft, now = posted_draft(request), timezone.now()
    if draft.article is None:
        return JsonResponse({"error": _("Save the draft first.")}, status=409)
    try:
        keep(
            draft, request.POST.get("fact", ""), request.POST.get("said", ""), request.POST.get("believed", ""),
            author=request.user.get_username(), reason=request.POST.get("reason", ""), now=now,
        )  # fmt: skip
    except NotDifferent as error:
        return JsonResponse({"error": str(error)}, status=409)
    return _answer(request, draft, checked(draft, now=now))


def _answer(request: HttpRequest, draft: Draft, found: Checked) -> HttpResponse:
    shown: dict[str, Any] = {
        "open": found.open,
        "kept": [each for each in found.findings if each.settled],
        "agrees": [each for each in found.findings if each.verdict == "agrees"],
        "new": [each for each in found.findings if each.verdict == "new" and not each.unsure],
        "perhaps": [each for each in found.findings if each.verdict != "agrees" and each.unsure and not each.settled],
        "most": MOST_SHOWN,
        "saved": draft.article is not None,
        "today": timezone.localdate(),
    }
    html = render_to_string("newsroom/desk/findings.html", shown, request=request)
    return JsonResponse({"html": html, "open": len(found.open), "told": _told(shown)})


def _told(shown: dict[str, Any]) -> str:
    """What is in the panel, in a line for those who hear it."""
    told = [
        ngettext("%(number)d difference from the guide.", "%(number)d differences from the guide.", len(shown["open"]))
        % {"number": len(shown["open"])},
        *(
            _("You write %(you)s; the guide says %(guide)s.") % {"you": each.you, "guide": each.guide}
            for each in shown["open"][:1]
        ),
    ]
    counted = _("Agreeing: %(agrees)d. New: %(new)d.") % {"agrees": len(shown["agrees"]), "new": len(shown["new"])}
    return " ".join([*told, counted])
