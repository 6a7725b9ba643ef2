"""What is said where an address names an entry that is not here."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy

LONGEST = 64  # characters of an address that are repeated
# One sentence for each kind: what changes with the gender of a noun is not put together from parts.
TOLD: Mapping[str, object] = {
    "title": gettext_lazy("There is no title “%(slug)s” here."),
    "person": gettext_lazy("There is no person “%(slug)s” here."),
    "service": gettext_lazy("There is no service “%(slug)s” here."),
    "genre": gettext_lazy("There is no genre “%(slug)s” here."),
}


def no_such(kind: str, slug: str) -> str:
    """The sentence for a slug that no entry has; ``kind`` is title, person, service or genre."""
    return str(TOLD[kind]) % {"slug": slug[:LONGEST]}
