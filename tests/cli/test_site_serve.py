"""The demonstration and the server, as a person starts them."""

import signal
import socket
import subprocess
import time
from pathlib import Path
from urllib.request import urlopen

import pytest

from factories.sites import PROGRAM, MadeSite

pytestmark = pytest.mark.django_db  # chosen on both databases; the site's own is in its folder


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


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
        out, errors = process.communicate(timeout=30)
    assert "The Salt Road" in page
    assert out == f"Airdate is at http://127.0.0.1:{port}/ (Ctrl-C ends it)\n"
    assert (process.returncode, errors) == (0, "")
    assert site.run("rebuild").stdout == before


def test_the_program_is_the_one_that_is_installed() -> None:
    done = subprocess.run([*PROGRAM, "serve", "--help"], capture_output=True, text=True, check=True)
    assert "Serve the guide at http://127.0.0.1:8000." in done.stdout
