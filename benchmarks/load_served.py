"""The site as `airdate serve` has it, with the clock at `load_fill.NOW`: what benchmarks/load.py asks over the network.

The clock goes on from there, so that pages are drawn anew with each minute, as they are in the world.
"""

import time

import load_fill
from django.core.wsgi import get_wsgi_application
from django.utils import timezone

application = get_wsgi_application()
_began = time.monotonic()
timezone.now = lambda: load_fill.NOW + load_fill.dt.timedelta(seconds=time.monotonic() - _began)
