"""What the tests need beside Python packages: a browser and a PostgreSQL server.

Each is looked for, then installed where that is allowed; where it is not, one line names the command.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# As root there is no user namespace to sandbox in; the rest keeps the browser from calling home.
CHROMIUM_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class Missing(Exception):
    """Something that the tests need is not there and cannot be installed from here."""


def apt_install(*packages: str) -> bool:
    """Install Debian packages where root or password-less sudo allows it."""
    apt = shutil.which("apt-get")
    if apt is None:
        return False
    prefix: Sequence[str] = ()
    if os.geteuid() != 0:
        sudo = shutil.which("sudo")
        if sudo is None or subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode:
            return False
        prefix = (sudo, "-n")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    print(f"installing {' '.join(packages)}", file=sys.stderr, flush=True)
    for command in ([apt, "update", "-qq"], [apt, "install", "-y", "-qq", "--no-install-recommends", *packages]):
        if subprocess.run([*prefix, *command], env=env, stdout=subprocess.DEVNULL, check=False).returncode:
            return False
    return True


def browser_on_path() -> str | None:
    chosen = os.environ.get("AIRDATE_CHROMIUM")
    if chosen:
        if not Path(chosen).exists():
            raise Missing(f"AIRDATE_CHROMIUM names {chosen}, which does not exist; name a Chromium or unset it")
        return chosen
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def browser_of_playwright() -> str | None:
    """The browser that Playwright has installed, or installs now."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    if not path.exists():
        command = [sys.executable, "-m", "playwright", "install", "chromium"]
        subprocess.run(command, capture_output=True, check=False, timeout=300)
    return str(path) if path.exists() else None


def chromium() -> str:
    """The browser for the tests: AIRDATE_CHROMIUM, then PATH, then Debian's package, then Playwright's own.

    Raises `Missing` with the command that mends it.
    """
    found = browser_on_path()
    if found is None and apt_install("chromium"):
        found = browser_on_path()
    found = found or browser_of_playwright()
    if found is None:
        raise Missing("no Chromium found: apt install chromium, or set AIRDATE_CHROMIUM to a browser")
    return found


def postgres_programs() -> Path | None:
    """The folder with `initdb` and `pg_ctl` of the newest PostgreSQL installed."""
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = sorted(versions, key=lambda path: int(path.parts[-3]) if path.parts[-3].isdigit() else 0)
    if newest:
        return newest[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def unprivileged_user() -> str | None:
    """The user to run the server as: PostgreSQL refuses to run as root. None where we are not root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


@contextmanager
def postgres() -> Iterator[str]:
    """A database server for the tests, as a URL: TEST_DATABASE_URL, else a private cluster that is removed after.

    Raises `Missing` with the command that mends it.
    """
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given
        return
    programs = postgres_programs()
    if programs is None and apt_install("postgresql"):
        programs = postgres_programs()
    if programs is None:
        raise Missing("no PostgreSQL found: apt install postgresql, or set TEST_DATABASE_URL to a server")
    user = unprivileged_user()
    # Short, because the path of a Unix socket may have no more than 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="airdate-pg-", dir="/tmp"))
    try:
        if user is not None:
            shutil.chown(folder, user)

        def run(program: str, *arguments: str) -> None:
            extra = {} if user is None else {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []}
            done = subprocess.run(
                [programs / program, *arguments], cwd=folder, capture_output=True, text=True, check=False, **extra
            )
            if done.returncode:
                raise Missing(f"{program} failed: {done.stderr.strip() or done.stdout.strip()}")

        data = str(folder / "data")
        run("initdb", "-D", data, "-U", "airdate", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off -c max_connections=60"
        run("pg_ctl", "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield f"postgres://airdate@{quote(str(folder), safe='')}/postgres"
        finally:
            run("pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
