"""The panel of facts beside the editor of an article."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from wagtail.admin.panels import Panel

SCRIPTS = ("desk-facts.js", "desk-saving.js")


class FactsPanel(Panel):
    """Shows what the draft says beside what the guide believes; the script fills it."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "newsroom/desk/facts_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {
                **context,
                "article": self.instance.pk or "",
                "check": reverse("desk:check"),
                "keep": reverse("desk:keep"),
            }


def scripts() -> SafeString:
    return format_html_join(
        "", '<script src="{}" type="module"></script>', [[static(f"newsroom/{name}")] for name in SCRIPTS]
    )
