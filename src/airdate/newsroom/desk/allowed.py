"""What one must be allowed for at the desk; `founding.AT_THE_DESK` says which groups are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.admin.auth import permission_required
from wagtail.admin.menu import MenuItem

DECIDE = "facts.add_decision"  # on facts and claims
UNDO = "facts.change_decision"  # whatever was decided, by whomever
IDENTIFY = "catalogue.add_identitydecision"  # who is who: names, merges, splits
ANSWER = "facts.change_report"  # what readers report
EDIT_ENTRY = "catalogue.change_title"  # titles, people, services and genres: names, years, ids
ADD_SOURCE = "sources.add_source"
CHANGE_SOURCE = "sources.change_source"
CHANGE_FEED = "sources.change_feed"  # which feeds are followed, and when they are asked

View = Callable[..., HttpResponse]


def needs(permission: str) -> Callable[[View], View]:
    """Leads away, with a word, who is not allowed."""
    decorator: Callable[[View], View] = permission_required(permission)  # Wagtail carries no types
    return decorator


class AllowedItem(MenuItem):
    """An item of the desk's menu for those who are allowed to use what it leads to."""

    def __init__(self, *given: Any, permission: str, **named: Any) -> None:
        super().__init__(*given, **named)
        self.permission = permission

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(self.permission))
