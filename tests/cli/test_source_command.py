"""`airdate source`, `worker` and `jobs` as one uses them, against a press that really serves."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from factories.press import Press, article, item, lately, press, rss
from factories.sites import PROGRAM, MadeSite, made_site

pytestmark = pytest.mark.django_db  # chosen on both databases; the sites are on the one that the tests run on
TEXT = "The crime drama The Kettle will return to Channel 4 for a second season on 3 June 2031, the channel said."


@pytest.fixture
def site(tmp_path: Path) -> Iterator[MadeSite]:
    with made_site(tmp_path / "site") as made:
        yield made


@pytest.fixture
def news() -> Iterator[Press]:
    with press() as server:
        yield server


def run(site: MadeSite, news: Press, *arguments: str) -> tuple[int, str, str]:
    environ = {**site.environ, "AIRDATE_ALLOW_HOSTS": news.host, "NO_COLOR": "1"}
    done = subprocess.run([*PROGRAM, *arguments], env=environ, capture_output=True, text=True, check=False, timeout=300)
    return done.returncode, done.stdout, done.stderr


def test_a_source_is_followed_read_listed_and_taken_down(site: MadeSite, news: Press) -> None:
    news.put(
        "/", "<!doctype html><html><head><link rel=alternate type='application/rss+xml' href='/feed'></head></html>"
    )
    news.put("/feed", rss(item(news.put("/a", article("Kettle", TEXT)), "Kettle", date=lately())), "text/xml")
    feed = news.url("/feed")
    assert run(site, news, "source", "list", "--json") == (0, "[]\n", "")  # the known ones are off until chosen
    assert run(site, news, "source", "follow", news.url("/"), "--class", "trade", "--region", "gb") == (
        0, f"The Examiner, television (trade): {feed}, asked every 30 minutes by the worker\n", "",
    )  # fmt: skip
    status, told, _ = run(site, news, "worker", "--once", "--threads", "2")
    assert (status, told) == (0, "")
    _, listed, _ = run(site, news, "source", "list")
    lines = listed.splitlines()
    assert (lines[0], lines[1], lines[2].partition(";")[0]) == (
        "The Examiner, television (trade): fine", f"  {feed}", "  1 read, 0 wait, 0 could not be read",
    )  # fmt: skip
    _, jobs, _ = run(site, news, "jobs")
    assert "3 done, 0 failed" in jobs
    _, opml, _ = run(site, news, "source", "export")
    (site.folder / "list.opml").write_text(opml, encoding="utf-8")
    assert run(site, news, "source", "unfollow", feed)[0] == 0
    assert run(site, news, "source", "import", str(site.folder / "list.opml")) == (
        0, f"The Examiner, television: {feed}\n", "",
    )  # fmt: skip
    again = run(site, news, "add", news.url("/a"), "--source", "The Examiner, television", "--published", "2031-02-20")
    key = again[1].rsplit("/", 2)[1]
    assert run(site, news, "source", "takedown", key, "--by", "editor", "--reason", "They asked.") == (
        0, "1 text is gone for good; what the article said stays as facts, without its words\n", "",
    )  # fmt: skip
    assert run(site, news, "check")[0] == 0


def test_what_cannot_be_followed_is_refused_in_one_line(site: MadeSite, news: Press) -> None:
    news.put("/page", "<!doctype html><html></html>")
    cases = [
        (["follow", news.url("/page")], f"{news.url('/page')}: it is a web page, not a feed"),
        (["follow", "ftp://n.example/", "--unseen", "--name", "N"],
         "ftp://n.example/: only http and https addresses are fetched, not ftp; a feed has an address such as "
         "https://news.example/feed"),
        (["follow", "https://n.example/", "--unseen"], "the feed has no name; say who publishes it with --name NAME"),
        (["follow", "https://n.example/", "--unseen", "--name", "N", "--every", "1"],
         "1 minutes: a feed is asked every 5 minutes to every 7 days"),
        (["unfollow", "https://n.example/"],
         "no feed is followed at 'https://n.example/'; those that are: airdate source list"),
        (["known", "--follow", "Nobody"],
         "--follow 'nobody' is none of the known feeds; they are: airdate source known"),
    ]  # fmt: skip
    for arguments, line in cases:
        assert run(site, news, "source", *arguments) == (2, "", f"Error: {line}\n")


def test_a_worker_ends_with_the_program_that_started_it(site: MadeSite, news: Press) -> None:
    """Also when that is killed: the end of the pipe says so."""
    environ = {**site.environ, "AIRDATE_ALLOW_HOSTS": news.host}
    started = subprocess.Popen([*PROGRAM, "worker", "--beside", str(os.getpid())], env=environ, stdin=subprocess.PIPE)
    assert started.stdin is not None
    started.stdin.close()
    assert started.wait(120) == 0


STARTER = """
import os, subprocess, sys, time
started = subprocess.Popen([*sys.argv[1:], "worker", "--beside", str(os.getpid())], stdin=subprocess.PIPE)
other = [sys.executable, "-c", "import time; time.sleep(600)"]
subprocess.Popen(other, pass_fds=[started.stdin.fileno()])
print(started.pid, flush=True)
time.sleep(600)
"""


def test_a_worker_ends_when_its_starter_is_killed_and_another_holds_the_pipe(site: MadeSite, news: Press) -> None:
    """As the server's own processes do: they outlive it."""
    environ = {**site.environ, "AIRDATE_ALLOW_HOSTS": news.host}
    starter = subprocess.Popen(
        [sys.executable, "-c", STARTER, *PROGRAM],
        env=environ,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert starter.stdout is not None
    try:
        worker = int(starter.stdout.readline())
        starter.kill()
        starter.wait()
        assert ended(worker)
    finally:
        os.killpg(starter.pid, signal.SIGKILL)
        starter.stdout.close()


def ended(process: int, turns: int = 1200) -> bool:
    """Whether a process has ended, or does within a while."""
    for _ in range(turns):
        try:
            state = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state == "Z":
            return True
        time.sleep(0.1)
    return False
