"""The JSON bodies of records and the values that they are read into."""

from typing import Any, TypeVar, cast

import msgspec

from rhi_desktop.domain.records import Body

T = TypeVar("T")


def to_body(value: Any) -> Body:
    """Return the JSON body of a domain value (a frozen dataclass)."""
    return cast("Body", msgspec.to_builtins(value))


def from_body(body: Body, shape: type[T]) -> T:
    """Read a body into its domain value. Fields that a newer version added are left aside.

    Raises msgspec.ValidationError where a field has the wrong type: such a body was not written by us.
    """
    return msgspec.convert(dict(body), shape)
