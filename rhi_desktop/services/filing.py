"""From records to domain values and back."""

from typing import TypeVar

from rhi_desktop.domain.bodies import from_body
from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.records import Record

T = TypeVar("T")


def filed(record: Record, shape: type[T]) -> Filed[T]:
    """Read a record's body into `shape`, keeping where it was read from."""
    return Filed(record.id, record.head, record.at, record.author, record.revisions, from_body(record.body, shape))
