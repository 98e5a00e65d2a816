"""Work that waits for the database or the processor, off the event loop; a bounded number at once."""

from collections.abc import Callable
from typing import TypeVar

from anyio import to_thread

T = TypeVar("T")


async def in_thread(job: Callable[[], T]) -> T:
    """Run a job in a thread and return what it returns; anyio has 40 of them, further ones wait."""
    return await to_thread.run_sync(job)
