"""Playlists as they are found, and what is written reads back the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airdate.listings.m3u import Entry, NotAPlaylist, Playlist, decoded, playlist_lines, read_playlist

PLAYLIST = """#EXTM3U url-tvg="https://listings.example/guide.xml.gz,https://other.example/x" refresh="3600"

#EXTINF:-1 tvg-id="tide.one" tvg-chno="1" tvg-logo="https://x.example/1.png" group-title="News, Weather",Tide One, HD
#EXTVLCOPT:http-user-agent=x
https://streams.example/1.m3u8
#EXTINF:0 tvg-id=tide.two tvg-name="Tide Two"
#EXTGRP:Drama
rtp://239.0.0.1:5000
#EXTINF:-1 radio="true" tvg-chno="seven",Harbour FM
udp://239.0.0.2:1234
#EXTINF:5400,A Film
https://streams.example/film.mp4
#EXTINF:-1,No Address
#EXTINF:-1,
https://streams.example/nameless
https://streams.example/lonely
"""


def test_a_playlist_as_it_is_found() -> None:
    assert read_playlist(PLAYLIST) == Playlist(
        (
            Entry("Tide One, HD", "https://streams.example/1.m3u8", "tide.one", "", "1",
                  "https://x.example/1.png", "News, Weather"),
            Entry("Tide Two", "rtp://239.0.0.1:5000", "tide.two", "Tide Two", "", "", "Drama"),
            Entry("Harbour FM", "udp://239.0.0.2:1234", radio=True),
        ),
        "https://listings.example/guide.xml.gz",
        ((11, "it is a recording, no channel"), (13, "it has no address"), (14, "it has no name"),
         (16, "an address without a name before it")),
    )  # fmt: skip


@pytest.mark.parametrize("text", ["", "Tide One\n", "<tv></tv>", "# a list\nhttps://streams.example/1"])
def test_what_is_no_playlist_is_refused(text: str) -> None:
    with pytest.raises(NotAPlaylist, match="neither #EXTM3U nor #EXTINF"):
        read_playlist(text)


def test_old_encodings_are_read() -> None:
    assert decoded("Télé".encode()) == decoded("\ufeffTélé".encode()) == decoded("Télé".encode("cp1252")) == "Télé"


plain = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"], exclude_characters='"'), max_size=12)
names = st.text("Tide One,=-é漢", min_size=1, max_size=20).map(lambda t: " ".join(t.split())).filter(bool)
entries = st.builds(
    Entry, names, st.just("https://streams.example/1"), plain, names, st.sampled_from(["", "7", "101", "4.1"]), plain,
    plain, st.booleans(),
)  # fmt: skip


@given(st.lists(entries, max_size=5), st.sampled_from(["", "https://listings.example/guide.xml"]))
def test_what_is_written_reads_back(listed: list[Entry], guide: str) -> None:
    text = "".join(playlist_lines(listed, guide))
    assert read_playlist(text) == Playlist(tuple(listed), guide)
