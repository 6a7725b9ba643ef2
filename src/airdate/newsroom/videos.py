"""Videos elsewhere: which hosts may be shown, what a video's address says, and what its host says of it (oEmbed).

The host is asked when an editor adds a video, never by a reader's browser before a click. Its answer gives the video's
title and who made it; markup that it sends is not used: the player's address is made here, from the video's id.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from wagtail.embeds.exceptions import EmbedNotFoundException
from wagtail.embeds.finders.base import EmbedFinder

from airdate.sources.fetching import FetchError, Limits, fetch


@dataclass(frozen=True, slots=True)
class Host:
    """A host of videos. ``address`` finds a video's id in its pages' addresses."""

    name: str
    address: re.Pattern[str]
    endpoint: str
    page: str
    player: str
    origin: str


LIMITS = Limits(size=200_000, seconds=5.0)
HOSTS = (
    Host(
        "YouTube",
        re.compile(
            r"https://(?:(?:www\.|m\.)?youtube\.com/(?:watch\?(?:[^#]*&)?v=|shorts/|embed/)|youtu\.be/)"
            r"(?P<id>[\w-]{11})(?![\w-])"
        ),
        "https://www.youtube.com/oembed",
        "https://www.youtube.com/watch?v={id}",
        "https://www.youtube-nocookie.com/embed/{id}?autoplay=1",
        "https://www.youtube-nocookie.com",
    ),
    Host(
        "Vimeo",
        re.compile(r"https://(?:www\.)?vimeo\.com/(?P<id>\d{4,12})(?!\d)"),
        "https://vimeo.com/api/oembed.json",
        "https://vimeo.com/{id}",
        "https://player.vimeo.com/video/{id}?autoplay=1&dnt=1",
        "https://player.vimeo.com",
    ),
)


@dataclass(frozen=True, slots=True)
class Video:
    """A video: ``page`` is its own address, ``player`` that of the frame that a click opens, on ``origin``."""

    host: str
    id: str
    page: str
    player: str
    origin: str
    endpoint: str


def video_at(address: str) -> Video | None:
    """The video of a page's address; None where that is no video of a host that may be shown."""
    for host in HOSTS:
        found = host.address.match(address.strip())
        if found is not None:
            known = found["id"]
            return Video(
                host.name, known, host.page.format(id=known), host.player.format(id=known), host.origin, host.endpoint
            )
    return None


def ask(video: Video, *, get: Callable[[str], bytes] | None = None) -> Mapping[str, Any]:
    """What the host says of a video: oEmbed's JSON. Raises `EmbedNotFoundException` with a line that says why."""
    address = f"{video.endpoint}?{urlencode({'url': video.page, 'format': 'json'})}"
    try:
        said = json.loads(
            get(address)
            if get is not None
            else fetch(address, accept=("application/json", "text/javascript"), limits=LIMITS).body
        )
    except (FetchError, ValueError, RecursionError) as error:
        raise EmbedNotFoundException(f"{video.host} could not be asked about {video.page}: {error}") from error
    if not isinstance(said, dict) or said.get("type") != "video":
        raise EmbedNotFoundException(f"{video.page} is no video, {video.host} says")
    return said


class Finder(EmbedFinder):
    """Wagtail's way to ask: its answers are kept, so that a host is asked once."""

    def accept(self, url: str) -> bool:
        return video_at(url) is not None

    def find_embed(self, url: str, max_width: int | None = None, max_height: int | None = None) -> dict[str, Any]:
        video = video_at(url)
        if video is None:
            raise EmbedNotFoundException(f"{url!r} is no video of {' or '.join(host.name for host in HOSTS)}")
        said = ask(video)
        return {
            "title": str(said.get("title") or "")[:200],
            "author_name": str(said.get("author_name") or "")[:200],
            "provider_name": video.host,
            "type": "video",
            "thumbnail_url": None,
            "width": None,
            "height": None,
            "html": "",
        }
