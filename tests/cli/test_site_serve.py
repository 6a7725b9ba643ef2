"""The demonstration and the server, as a person starts them."""

import json
import re
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from cli.test_source_command import ended
from factories.press import article, item, lately, press, rss
from factories.sites import PROGRAM, MadeSite, made_site

pytestmark = pytest.mark.django_db  # chosen on both databases; the site's own is in its folder


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def site(tmp_path: Path) -> Iterator[MadeSite]:
    with made_site(tmp_path / "site") as made:
        yield made


def below(process: int) -> list[int]:
    """The processes that a process started and that live, and those below them (Linux)."""
    try:
        tasks = list(Path(f"/proc/{process}/task").iterdir())
        found = [int(child) for task in tasks for child in (task / "children").read_text("ascii").split()]
    except FileNotFoundError:
        return []
    return [*found, *(other for child in found for other in below(child))]


def until(holds: Callable[[], object]) -> None:
    for _ in range(1200):
        if holds():
            return
        time.sleep(0.1)
    raise AssertionError("it never came to be")


def workers(site: MadeSite) -> list[int]:
    """The process numbers of the workers of a site."""
    return [worker["pid"] for worker in json.loads(site.run("jobs", "--json").stdout)["workers"] if worker["alive"]]


def serving(site: MadeSite, port: int, hosts: str = "") -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*PROGRAM, "serve", "--port", str(port), "--no-browser"],
        env={**site.environ, "AIRDATE_ALLOW_HOSTS": hosts},
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def read_of(port: int) -> set[str]:
    """The articles of The Examiner that the site shows."""
    with urlopen(f"http://127.0.0.1:{port}/sources/the-examiner/", timeout=60) as response:
        return set(re.findall(r">(Kettle \d)<", response.read().decode()))


def answer(port: int, process: subprocess.Popen[str]) -> str:
    """The front page, once the server is up."""
    for _ in range(300):
        assert process.poll() is None, process.communicate()
        try:
            with urlopen(f"http://127.0.0.1:{port}/", timeout=5) as response:
                return str(response.read().decode())
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server never answered")


def test_the_demonstration_is_made_once_served_and_ends_when_told(tmp_path: Path) -> None:
    site = MadeSite(tmp_path / "demo")
    port = free_port()
    made = site.run("demo", "--site", str(site.folder), "--no-serve")
    assert made.returncode == 0, made.stderr
    before = site.run("rebuild").stdout
    process = site.start("demo", "--site", str(site.folder), "--port", str(port), "--no-browser")
    try:
        page = answer(port, process)
    finally:
        process.send_signal(signal.SIGINT)
        out, errors = process.communicate(timeout=300)
    assert "The Salt Road" in page
    assert out == f"Airdate is at http://127.0.0.1:{port}/ (Ctrl-C ends it)\n"
    assert (process.returncode, errors) == (0, "")
    assert site.run("rebuild").stdout == before


def test_the_program_is_the_one_that_is_installed() -> None:
    done = subprocess.run([*PROGRAM, "serve", "--help"], capture_output=True, text=True, check=True)
    assert "Serve the guide at http://127.0.0.1:8000." in done.stdout


def test_a_server_ends_with_its_worker_when_told(site: MadeSite) -> None:
    port = free_port()
    process = serving(site, port)
    answer(port, process)
    until(lambda: workers(site))
    started = below(process.pid)
    assert set(workers(site)) < set(started)
    process.send_signal(signal.SIGTERM)
    out, errors = process.communicate(timeout=300)
    assert (process.returncode, out, errors) == (0, f"Airdate is at http://127.0.0.1:{port}/ (Ctrl-C ends it)\n", "")
    assert [ended(each) for each in started] == [True] * len(started)
    assert workers(site) == []


def test_a_server_that_is_killed_takes_all_with_it_and_can_be_started_again(site: MadeSite) -> None:
    port = free_port()
    process = serving(site, port)
    answer(port, process)
    until(lambda: workers(site))
    started = below(process.pid)
    process.kill()
    assert [ended(each) for each in started] == [True] * len(started)
    process.communicate()
    assert workers(site) == []
    again = serving(site, port)
    try:
        assert "<html" in answer(port, again)
    finally:
        again.send_signal(signal.SIGINT)
        assert again.communicate(timeout=300)[1] == ""


def test_two_servers_of_one_site_share_the_work(site: MadeSite) -> None:
    text = "The crime drama The Kettle will return to Channel 4 for a second season on 3 June 2031, the channel said."
    with press() as news:
        articles = [item(news.put(f"/{n}", article(f"Kettle {n}", f"{text}\nPart {n}.")), date=lately()) for n in "12"]
        news.put("/feed", rss("".join(articles)), "application/rss+xml")
        site.run("source", "follow", news.url("/feed"), "--unseen", "--name", "The Examiner")
        ports = free_port(), free_port()
        servers = [serving(site, port, news.host) for port in ports]
        try:
            for port, server in zip(ports, servers, strict=True):
                answer(port, server)
            until(lambda: read_of(ports[0]) == read_of(ports[1]) == {"Kettle 1", "Kettle 2"})
        finally:
            for server in servers:
                server.send_signal(signal.SIGTERM)
            told = [server.communicate(timeout=300)[1] for server in servers]
        assert [*told, *(server.returncode for server in servers)] == ["", "", 0, 0]
        assert news.counts() == {"/robots.txt": 1, "/feed": 1, "/1": 1, "/2": 1}
    (feed,) = json.loads(site.run("source", "list", "--json").stdout)
    assert (feed["read"], feed["waiting"], feed["unread"]) == (2, 0, 0)
    assert site.run("check").stdout.startswith("All is whole: 2 documents")
