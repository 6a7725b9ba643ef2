"""What facts tell rooms above: that all of them are about to be written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager

from django.dispatch import Signal

# A receiver gives a context manager, which is entered in the transaction in which all facts are written, and left in it
# when they are. Who follows facts row by row can so do its work once for all of them.
all_facts = Signal()


@contextmanager
def told_of_all() -> Iterator[None]:
    """Let those who follow facts know that all are written, for as long as they are. To be used in a transaction."""
    with ExitStack() as stack:
        for _receiver, manager in all_facts.send(sender=None):
            assert isinstance(manager, AbstractContextManager)
            stack.enter_context(manager)
        yield
