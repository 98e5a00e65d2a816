"""Reading the body of a request, never more of it than it may be long."""

from starlette.requests import ClientDisconnect
from starlette.requests import Request as HttpRequest

from rhi_desktop.hub.refusing import Refused
from rhi_desktop.wire.api import Reason


async def read_body(request: HttpRequest, content_type: str, limit: int) -> bytes:
    """Return the body. Raises Refused for another type, for more than `limit` bytes, and where it was cut short."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != content_type:
        raise Refused(Reason.MALFORMED, status=415)
    length = request.headers.get("content-length", "")
    if length.isascii() and length.isdigit() and int(length) > limit:
        raise Refused(Reason.TOO_LARGE)
    parts = bytearray()
    try:
        async for part in request.stream():
            parts += part
            if len(parts) > limit:
                raise Refused(Reason.TOO_LARGE)
    except ClientDisconnect:
        raise Refused(Reason.TRUNCATED) from None
    return bytes(parts)
