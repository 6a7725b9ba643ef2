"""`airdate serve`: the guide at an address of this machine."""

from __future__ import annotations

import os
import socket
import sys
import threading
import time
import webbrowser
from contextlib import nullcontext
from pathlib import Path

import click

from airdate.cli.refusing import Refused
from airdate.cli.site_folder import open_site, reach_database, site_option
from airdate.cli.worker import worker_beside

LOOPBACK = "127.0.0.1"
# Requests answered at once: pages wait for the database more than for the processor.
THREADS = min(8, 2 * (os.cpu_count() or 1) + 1)


@click.command("serve")
@site_option
@click.option("--host", default=LOOPBACK, show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--no-browser", is_flag=True, help="Do not open the browser.")
@click.option("--no-worker", is_flag=True, help="Only serve: follow no feeds and refresh no listings.")
def serve(folder: Path | None, host: str, port: int, no_browser: bool, no_worker: bool) -> None:
    """Serve the guide at http://127.0.0.1:8000.

    --host and --port choose another address; Ctrl-C ends it. The database is brought up to date first. The
    browser is opened where there is one. A worker runs beside it, which follows feeds and refreshes listings.
    """
    open_site(folder)
    reach_database(migrate=True)
    run_server(host, port, browser=not no_browser, worker=not no_worker)


def run_server(host: str, port: int, *, browser: bool, worker: bool) -> None:
    """Serve the site that is loaded until somebody ends it, with a worker beside it if ``worker``.

    Raises `Refused` where the address is taken.
    """
    from django.conf import settings
    from django.db import connections
    from granian import Granian
    from granian.constants import Interfaces

    _see_that_it_is_free(host, port)
    connections.close_all()  # the server's processes open their own
    if host not in settings.ALLOWED_HOSTS:
        os.environ["AIRDATE_HOSTS"] = ",".join([*settings.ALLOWED_HOSTS, host])
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    click.echo(f"{settings.SITE_NAME} is at {address} (Ctrl-C ends it)")
    if browser and _has_browser():
        threading.Thread(target=_open_when_up, args=(host, port, address), daemon=True).start()
    server = Granian(
        "airdate.settings.served:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=THREADS,
        log_level="warning",  # type: ignore[arg-type]  # it takes the name as well as its own enumeration
    )
    with worker_beside() if worker else nullcontext():
        server.serve()


def _see_that_it_is_free(host: str, port: int) -> None:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise Refused(f"--host {host} is no address of this machine: {error.strerror}") from error
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            raise Refused(
                f"{host}:{port} cannot be listened on ({error.strerror}); choose another with --port"
            ) from error


def _has_browser() -> bool:
    """Whether a browser with windows can be opened; one that would take over the terminal does not count."""
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True


def _open_when_up(host: str, port: int, address: str) -> None:
    for _ in range(100):
        try:
            socket.create_connection((host, port), timeout=0.2).close()
        except OSError:
            time.sleep(0.1)
        else:
            webbrowser.open(address)
            return
