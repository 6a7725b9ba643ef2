"""What stands in the desk's menu."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

HIDDEN = frozenset({"documents", "help"})  # files to download are not part of the news; help is in docs/


def without_documents(request: HttpRequest, items: list[Any]) -> None:
    """Take from the main menu what the desk does not use."""
    items[:] = [item for item in items if item.name not in HIDDEN]


def styles() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("newsroom/desk.css"))
