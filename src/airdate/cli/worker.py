"""`airdate worker` and `jobs`: the jobs of the site, done and listed."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click

from airdate.cli.site_folder import open_site, reach_database, site_option

THREADS = 4  # most of a job's time is waiting for other people's servers
STANDS_BACK = 5  # `nice`: pages come first
PROGRAM = (sys.executable, "-c", "from airdate.cli import main; main()")
LOOK = 2.0  # seconds between two looks at whether the server lives
GRACE = 20.0  # seconds for a worker to end its jobs when the server ends


@click.command("worker")
@site_option
@click.option(
    "--threads", default=THREADS, show_default=True, type=click.IntRange(1, 64), help="Jobs done at the same time."
)
@click.option("--once", is_flag=True, help="End when nothing is left to do, as for cron.")
@click.option("--beside", type=int, hidden=True, help="The process that started this one, and that it ends with.")
def worker(folder: Path | None, threads: int, once: bool, beside: int | None) -> None:
    """Follow the press and refresh the listings until Ctrl-C.

    `airdate serve` runs a worker already; run more of them to share the work, with PostgreSQL on other machines too.
    One that is killed loses nothing and does nothing twice: what it was at is begun anew.
    """
    open_site(folder)
    reach_database()
    from airdate.intake.jobs.press import KINDS as PRESS
    from airdate.intake.jobs.working import Crew
    from airdate.listings.jobs import KINDS as LISTINGS
    from airdate.newsroom.jobs import KINDS as NEWSROOM

    if hasattr(os, "nice"):
        os.nice(STANDS_BACK)
    crew = Crew({kind.name: kind for kind in (*PRESS, *LISTINGS, *NEWSROOM)}, threads)
    _end_by_signal(crew.stop)
    if beside is not None:
        threading.Thread(target=_end_with_the_other, args=(beside, crew.stop), daemon=True).start()
    crew.run(until_idle=once)


def _end_by_signal(stop: Callable[[], None]) -> None:
    """The first Ctrl-C or SIGTERM lets the jobs at work end, the second does not."""
    ends = [signal.SIGINT, signal.SIGTERM]

    def ended(_number: int, _frame: object) -> None:
        for each in ends:
            signal.signal(each, signal.SIG_DFL)
        stop()

    for each in ends:
        signal.signal(each, ended)


def _end_with_the_other(starter: int, stop: Callable[[], None]) -> None:
    """End when the program that started this one has ended, killed or not: its end of standard input is closed then.

    The server's own processes hold that end too, and outlive it when it is killed: so it is looked at whether this
    process is still its child as well. Its number is given, as it may have ended before this one could ask.
    """
    while sys.platform == "win32" or os.getppid() == starter:
        if sys.platform != "win32" and not select.select([sys.stdin], [], [], LOOK)[0]:
            continue
        if not sys.stdin.buffer.read(1):
            break
    stop()


@contextmanager
def worker_beside() -> Iterator[None]:
    """A worker in a process of its own, for the site that is loaded, that ends with this one."""
    process = subprocess.Popen(  # noqa: S603 - this program
        [*PROGRAM, "worker", "--beside", str(os.getpid())], stdin=subprocess.PIPE
    )
    try:
        yield
    finally:
        assert process.stdin is not None
        process.stdin.close()
        try:
            process.wait(GRACE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@click.command("jobs")
@site_option
@click.option(
    "--state", type=click.Choice(["waiting", "running", "done", "failed"]), help="Only those that are in this state."
)
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 10_000), help="How many at most.")
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
def jobs(folder: Path | None, state: str | None, limit: int, as_json: bool) -> None:
    """Print who works on what: the workers, how many jobs there are, and the latest."""
    open_site(folder)
    reach_database()
    from airdate.intake.jobs import queries

    now = datetime.now(UTC)
    rows, counts = queries.jobs(state=state or "", limit=limit), queries.job_counts(now=now)
    crews = queries.workers(now=now)
    if as_json:
        told = {
            "workers": [
                {"host": crew.host, "pid": crew.pid, "alive": crew.alive, "jobs": crew.jobs,
                 "seen_at": _iso(crew.seen_at)}
                for crew in crews
            ],
            "waiting": counts.waiting, "running": counts.running, "done": counts.done, "failed": counts.failed,
            "jobs": [
                {"id": row.id, "kind": row.kind, "about": row.about, "state": row.state, "line": row.line,
                 "enqueued_at": _iso(row.enqueued_at), "finished_at": _iso(row.finished_at)}
                for row in rows
            ],
        }  # fmt: skip
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    if not crews:
        click.echo("No worker is at work; start one with: airdate serve, or airdate worker")
    for crew in crews:
        at_work = f"{crew.jobs} jobs in hand" if crew.alive else f"silent since {_iso(crew.seen_at)}"
        click.echo(f"{crew.host}, process {crew.pid}: {at_work}")
    lately = f"in the last day {counts.done:,} done, {counts.failed:,} failed"
    click.echo(f"{counts.waiting:,} wait, {counts.running:,} at work; {lately}")
    for row in rows:
        click.echo(f"{_iso(row.finished_at or row.enqueued_at)}  {row.state:<7}  {row.kind}  {row.about}")
        if row.line:
            click.echo(f"  {row.line}")


def _iso(moment: datetime | None) -> str:
    return "" if moment is None else f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
