"""An entry of a TVmaze schedule: an episode with its show, on a day. A listing, and read as one. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from airdate.imports.records import BadRow, Record, RecordText, said
from airdate.imports.results import Counts, left_out
from airdate.imports.tvmaze.episodes import episode_line, read_episode
from airdate.imports.tvmaze.fields import id_of, object_of, place_of, text_of
from airdate.imports.tvmaze.shows import places_of, work_of


def show_of(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    """The show of an entry: beside the episode in national schedules, embedded in those of the web."""
    return object_of(entry, "show") or object_of(object_of(entry, "_embedded"), "show")


def schedule_record(entry: Mapping[str, Any], counts: Counts) -> Record | None:
    """The record of an entry; None for one that is no release. Raises `BadRow` without show, id, season or day."""
    show = show_of(entry)
    if not show:
        raise BadRow("the entry has no show", entry.get("id"))
    number = id_of(entry, "the episode")
    work = work_of(show)
    found = place_of(show)
    episode = read_episode(entry, found[2] if found else "")
    if episode is None:
        raise BadRow("the entry has no day", number)
    if text_of(entry, "type") == "insignificant_special":
        counts[left_out("specials of no significance")] += 1
        return None
    stored = RecordText(f"TVmaze episode {number}")
    spans = [stored.line("show", work.name)]
    where: dict[str, Any] = {}
    if found:
        where = {"platform": [found[1].name]}
        spans.append(stored.line(found[0], found[1].name))
    spans.append(episode_line(episode, stored))
    slots: dict[str, Any] = {"title": work.name, "season": episode.season, "date": episode.day, **where}
    if episode.time:
        slots["time"] = episode.time
    if episode.special:
        slots["event"] = "special"
    elif episode.number == 1:
        slots["event"] = "premiere"
    else:
        slots["event"] = "episode"
        if episode.number:
            slots["episode"] = episode.number
    return Record(
        work=work,
        address=f"https://www.tvmaze.com/episodes/{number}",
        headline=f"{work.name}: {episode.name or 'episode'} (TVmaze)",
        text=stored.text,
        claims=(said("release", slots, tuple(spans)),),
        places=places_of(found),
    )
