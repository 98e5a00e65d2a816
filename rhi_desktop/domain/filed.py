"""A domain value together with the record it was read from."""

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Filed(Generic[T]):
    """`value` as it stands in record `id` at revision `head`; `revisions` counts how often it was committed."""

    id: str
    head: str
    at: datetime
    author: str
    revisions: int
    value: T
