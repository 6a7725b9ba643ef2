"""How processor time grows with the length of what is worked on, whatever the machine and whatever else it does."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

ATTEMPTS = 8


def grows_less_than(factor: float, short: Callable[[], object], long: Callable[[], object], *, least: float) -> bool:
    """Whether ``long`` takes less than ``factor`` times the processor time of ``short``, in one of some attempts.

    What takes less than ``least`` seconds counts as that long. Chance, another process on the same core or a collection
    of the whole heap, falls on some attempts; growth with the square falls on all.
    """
    for _ in range(ATTEMPTS):
        unit = max(min(processor_time(short) for _ in range(3)), least)
        if processor_time(long) < factor * unit:
            return True
    return False


def processor_time(work: Callable[[], object]) -> float:
    """Seconds of this process, without those of collecting what other tests have left."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        began = time.process_time()
        work()
        return time.process_time() - began
    finally:
        if was_on:
            gc.enable()
