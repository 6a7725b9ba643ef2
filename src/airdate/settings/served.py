"""The application as `airdate serve` has it: in a process that ends with the one that started it.

The server's processes outlive it when it is killed. They would go on answering with what they have loaded, at an
address that no other server could then listen on.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time

from airdate.settings.wsgi import application

__all__ = ["application"]

LOOK = 1.0  # seconds between two looks at whether the server lives
GRACE = 5.0  # seconds for the requests at work


def _end_with(server: int) -> None:
    while os.getppid() == server:
        time.sleep(LOOK)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    os._exit(1)


_server = multiprocessing.parent_process()
if _server is not None and _server.pid is not None and sys.platform != "win32":  # there nobody has a new parent
    threading.Thread(target=_end_with, args=(_server.pid,), daemon=True).start()
