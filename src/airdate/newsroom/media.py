"""Uploaded pictures, served from the site's folder: pictures and nothing else, whatever their names say."""

from __future__ import annotations

import mimetypes
from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils._os import safe_join
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

SHOWN = frozenset({"image/avif", "image/gif", "image/jpeg", "image/png", "image/webp"})
FOLDERS = frozenset({"images", "original_images"})  # what Wagtail scaled, and what was uploaded
DAY = 24 * 3600


@require_safe
def picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """A picture of the site's folder `media`. The names of scaled ones change with what is in them."""
    root = Path(settings.MEDIA_ROOT).resolve()
    try:
        found = Path(safe_join(root, path))
    except (SuspiciousFileOperation, ValueError):  # a path that leads out of the folder, or is none
        raise Http404(_("There is no such picture.")) from None
    kind = mimetypes.guess_type(found.name)[0]
    folder = "".join(found.relative_to(root).parts[:1])
    if folder not in FOLDERS or kind not in SHOWN or not found.is_file():
        raise Http404(_("There is no such picture."))
    response = FileResponse(found.open("rb"), content_type=kind)
    response["Cache-Control"] = f"public, max-age={DAY}"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
