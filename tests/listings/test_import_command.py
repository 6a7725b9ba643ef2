"""`airdate listings import`: files, addresses, standard input; what it prints, and what it refuses."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from airdate.cli import main
from airdate.listings.fetched import name_of_source
from airdate.listings.models import Broadcast, Guide, ScheduleChange
from listings.xmltv.guides import guide, programme

pytestmark = pytest.mark.django_db
GUIDE = guide(programme(), programme(start="never"), programme("<title>The Kettle</title>", stop="null"))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "airdate.toml").write_text("")
    (tmp_path / "secret.key").write_text("s" * 50)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AIRDATE_SITE", str(tmp_path))
    return tmp_path


def run(*arguments: str, given: bytes = b"") -> Result:
    return CliRunner().invoke(main, ["listings", "import", *arguments], input=given)


def test_the_summary(here: Path) -> None:
    (here / "guide.xml").write_text(GUIDE)
    done = run("guide.xml", "--source", "Tide Listings")
    head, *lines = done.output.splitlines()
    assert head.startswith("guide.xml (Tide Listings): 1 channels and 3 programmes read in ")
    assert lines == [
        "  programmes: 2 added, 0 changed, 0 removed, 0 unchanged, 1 skipped",
        "  channels: 1 new, 0 renamed",
        "  skipped: 1, its start is no time ('never'); lines 5",
        "  put right: 1, stop is no time: left open",
    ]
    again = run("guide.xml", "--source", "Tide Listings")
    assert again.output == "guide.xml (Tide Listings): in already, nothing was read; to read it once more: --again\n"


def test_json_says_the_same(here: Path) -> None:
    (here / "guide.xml").write_text(GUIDE)
    got = json.loads(run("guide.xml", "--json").output)
    assert {key: got[key] for key in ("channels_read", "programmes_read", "added", "skipped_total", "source")} == {
        "channels_read": 1, "programmes_read": 3, "added": 2, "skipped_total": 1, "source": "guide",
    }  # fmt: skip
    assert got["skipped"] == {"its start is no time": {"count": 1, "lines": [5], "example": "never"}}
    assert got["mended"] == {"stop is no time: left open": 1}


def test_changes_are_told_and_dated(here: Path) -> None:
    late = programme("<title>Late</title>", start="20310220230000 +0000")
    for title in ("Kettle", "Quiz"):
        (here / "guide.xml").write_text(guide(programme(f"<title>{title}</title>"), late))
        done = run("guide.xml", "--known-at", "2031-02-19T08:00:00+00:00")
    assert "  changes of the schedule: 1 replaced" in done.output.splitlines()
    assert ScheduleChange.objects.get().known_at.isoformat() == "2031-02-19T08:00:00+00:00"


def test_standard_input(here: Path) -> None:
    done = run("-", given=gzip.compress(GUIDE.encode()))
    assert done.exit_code == 0, done.output
    assert Guide.objects.get().source.name == "Standard input"


class Served(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        kind, body = {"/uk.xml.gz": ("application/gzip", gzip.compress(GUIDE.encode()))}.get(
            self.path, ("text/html", b"<html></html>")
        )
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Served) as serving:
        thread = threading.Thread(target=serving.serve_forever)
        thread.start()
        address = f"127.0.0.1:{serving.server_port}"
        monkeypatch.setenv("AIRDATE_ALLOW_HOSTS", address)
        yield f"http://{address}"
        serving.shutdown()
        thread.join()


def test_addresses(here: Path, server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    done = run(f"{server}/uk.xml.gz")
    assert done.exit_code == 0, done.output
    kept = Guide.objects.get()
    assert (kept.source.name, kept.address) == ("127.0.0.1/uk", f"{server}/uk.xml.gz")
    refused = run(f"{server}/page")
    assert (refused.exit_code, "it is text/html, not one of" in refused.output) == (2, True)
    monkeypatch.delenv("AIRDATE_ALLOW_HOSTS")
    assert "not an address of the open internet" in run(f"{server}/uk.xml.gz").output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["gone.xml"], "Error: gone.xml: there is no such file; give a file, an http address or - for standard input"),
        (["."], "Error: . is a folder; name the guide in it"),
        (["airdate.toml"], "Error: airdate.toml is no XMLTV guide: it is empty; get it again"),
        (["guide.xml", "--known-at", "today"],
         "Error: --known-at 'today' is no moment; give one such as 2031-02-20T21:00:00+00:00"),
        (["ftp://tide.example/g.xml"],
         "Error: ftp://tide.example/g.xml: only http and https addresses are fetched, not ftp"),
    ],
)  # fmt: skip
def test_what_is_refused_is_refused_in_one_line(here: Path, arguments: list[str], message: str) -> None:
    (here / "guide.xml").write_text(GUIDE)
    done = run(*arguments)
    assert (done.exit_code, done.output.splitlines()) == (2, [message])
    assert Broadcast.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("guides/uk.xml.gz", "uk"), ("uk.tar.xz", "uk.tar"), ("-", "Standard input"), (".xml", ".xml"),
        ("https://tide.example/epg/uk.xml.xz?x=1", "tide.example/epg/uk"), ("https://tide.example/", "tide.example"),
    ],
)  # fmt: skip
def test_a_source_is_called_by_its_file(given: str, expected: str) -> None:
    assert name_of_source(given) == expected
