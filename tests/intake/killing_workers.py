#!/usr/bin/env python3
"""Kill workers of a site at random moments, with SIGKILL, until all that is due is done.

    AIRDATE_SITE=FOLDER python tests/intake/killing_workers.py KILLS SEED WORKERS

Each turn starts so many workers in processes of their own and kills them all; the last turn is let be. Prints one JSON
object: how many were killed at work.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from datetime import UTC, date, datetime


def start() -> int:
    """Fork a worker that ends when nothing is left to do. Gives its process number."""
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        from airdate.intake.jobs.press import KINDS
        from airdate.intake.jobs.working import Crew

        Crew({kind.name: kind for kind in KINDS}, 2).run(until_idle=True)
        status = 0
    finally:
        os._exit(status)


def let_all_be_due() -> None:
    """What a kill has met three times waits for an hour, lest it be what kills: nobody waits for that here."""
    from django.db import connections

    from airdate.sources.models import Entry, Feed

    now = datetime.now(UTC)
    Feed.objects.exclude(failures=0).update(due_at=now, failures=0)
    Entry.objects.filter(state="waiting").update(due_at=now, tries=0)
    connections.close_all()


def main(kills: str, seed: str, workers: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "airdate.settings")
    import django

    django.setup()

    from django.db import connections

    from airdate.intake.reader import read_text
    from airdate.sources import hosts

    read_text("The Kettle returns on 3 June 2031.", date(2031, 2, 20))  # the children find the reader loaded
    hosts.PAUSE = 0.0  # the test is of kills, not of politeness
    connections.close_all()
    chance, struck = random.Random(int(seed)), 0
    for _ in range(int(kills)):
        children = [start() for _ in range(int(workers))]
        time.sleep(chance.uniform(0.3, 2.5))
        for child in children:
            os.kill(child, signal.SIGKILL)
            struck += os.WIFSIGNALED(os.waitpid(child, 0)[1])
    let_all_be_due()
    last = [start() for _ in range(int(workers))]
    statuses = [os.waitpid(child, 0)[1] for child in last]
    print(json.dumps({"struck": struck, "statuses": statuses}))


if __name__ == "__main__":
    main(*sys.argv[1:])
