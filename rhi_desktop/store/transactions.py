"""The two kinds of transaction: one that may write and takes the write lock as it begins, and one that only reads."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Everything inside is one durable transaction; an exception takes all of it back."""
    with engine.begin() as connection:
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A consistent view that waits for no writer."""
    with engine.connect().execution_options(rhi_reading=True) as connection:
        yield connection
