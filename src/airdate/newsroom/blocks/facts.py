"""Fact boxes: one fact, or what is known of a title. They show what holds when they are looked at.

Both are kept by their permanent addresses, not as keys of rows: facts are derived, and a rebuild makes them anew.
"""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from airdate.catalogue.models import Title
from airdate.catalogue.queries import Moved, title_by_slug
from airdate.facts.forwarding import forwarded
from airdate.facts.models import Fact

FACT = re.compile(r"(?:^|/)(?P<id>[0-9a-f]{20})/?$")
TITLE = re.compile(r"(?:^|/titles/)(?P<slug>[a-z0-9_-]+)/?$")


class FactIdBlock(blocks.CharBlock):
    """The id of a fact, or the address of its page "why?". Kept as the id."""

    def clean(self, value: Any) -> Any:
        given = super().clean(value)
        found = FACT.search(str(given).strip())
        known = found["id"] if found else ""
        if Fact.objects.filter(pk=known).exists():
            return self.normalize(known)
        onward = forwarded(known) if known else None
        if onward is None:
            raise ValidationError(_("There is no such fact. Give the address of its page “why?”, or its id."))
        return self.normalize(onward)


class TitleSlugBlock(blocks.CharBlock):
    """The address of a title's page, or the end of it. Kept as the end, which is permanent."""

    def clean(self, value: Any) -> Any:
        given = super().clean(value)
        found = TITLE.search(str(given).strip())
        try:
            return self.normalize(title_by_slug(found["slug"] if found else "").slug)
        except Moved as moved:
            return self.normalize(moved.slug)
        except Title.DoesNotExist:
            raise ValidationError(_("There is no such title. Give the address of its page.")) from None


class FactBlock(blocks.StructBlock):
    fact = FactIdBlock(
        max_length=300, label=gettext_lazy("Fact"),
        help_text=gettext_lazy("The address of its page “why?”, or its id from the panel of facts."),
    )  # fmt: skip
    heading = blocks.CharBlock(required=False, max_length=120, label=gettext_lazy("Heading"))

    class Meta:
        icon = "pick"
        label = gettext_lazy("Fact box")
        template = "newsroom/blocks/fact.html"


class LineBlock(blocks.StructBlock):
    """A line of the text that rests on a fact: the fact's mark stands at its end, and what became of it since below.

    ``made`` is what a draft from facts leaves here (`checking.lines.mark`): by it the desk knows a line that nobody has
    rewritten. The form does not show it.
    """

    words = blocks.RichTextBlock(features=["bold", "italic", "link"], label=gettext_lazy("Words"))
    fact = FactIdBlock(
        max_length=300, label=gettext_lazy("Fact that it rests on"),
        help_text=gettext_lazy("The address of its page “why?”, or its id."),
    )  # fmt: skip

    made = blocks.CharBlock(required=False, max_length=81, label=gettext_lazy("As it was made"))

    class Meta:
        icon = "link"
        label = gettext_lazy("Line with its source")
        template = "newsroom/blocks/line.html"


class PickBlock(blocks.StructBlock):
    """One of a list of the best: its place is its order in the text."""

    title = TitleSlugBlock(max_length=300, label=gettext_lazy("Title"), help_text=gettext_lazy("Its page's address."))
    words = blocks.RichTextBlock(
        required=False, features=["bold", "italic", "link"], label=gettext_lazy("Why it is in the list")
    )

    class Meta:
        icon = "list-ol"
        label = gettext_lazy("Entry of a list")
        template = "newsroom/blocks/pick.html"


class TitleFactsBlock(blocks.StructBlock):
    """When and where a title is to be seen, as the guide knows it."""

    title = TitleSlugBlock(max_length=300, label=gettext_lazy("Title"), help_text=gettext_lazy("Its page's address."))

    class Meta:
        icon = "list-ul"
        label = gettext_lazy("Box: when and where")
        template = "newsroom/blocks/title_facts.html"
