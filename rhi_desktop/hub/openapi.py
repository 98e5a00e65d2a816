"""The API as an OpenAPI 3.1 document, made from the messages themselves (`wire.api`) and the table below."""

from dataclasses import dataclass
from typing import Any, Final

import msgspec

from rhi_desktop import __version__
from rhi_desktop.hub.refusing import STATUS, WAIT
from rhi_desktop.hub.routes import HANDLERS
from rhi_desktop.hub.watching import HEALTH, METRICS, OPENAPI, READY
from rhi_desktop.wire import api
from rhi_desktop.wire.api import FRAMES_TYPE, JSON_TYPE, Reason
from rhi_desktop.wire.requests import TIME_HEADER

Shape = type[msgspec.Struct]
_Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Operation:
    """What one request takes and gives. `body` and `answer` are messages, or FRAMES_TYPE; None is nothing.

    `further` are statuses besides those that every request may get.
    """

    status: int
    body: Shape | str | None = None
    answer: Shape | str | None = None
    further: tuple[int, ...] = ()
    signed: bool = True


OPERATIONS: Final[dict[tuple[str, str], Operation]] = {
    ("GET", "/v1"): Operation(200, answer=api.About, signed=False),
    ("POST", "/v1/organisations"): Operation(201, api.Founding, further=(409,)),
    ("POST", "/v1/recoveries"): Operation(201, api.Recovery, further=(409,)),
    ("POST", "/v1/invitations"): Operation(201, api.Invitation),
    ("POST", "/v1/enrolments"): Operation(202, api.Enrolment, further=(409,)),
    ("GET", "/v1/enrolments"): Operation(200, answer=api.Enrolments),
    ("POST", "/v1/devices/approve"): Operation(200, api.Approval, api.Approved, (404,)),
    ("POST", "/v1/devices/decline"): Operation(204, api.DeviceNamed),
    ("POST", "/v1/devices/revoke"): Operation(204, api.Revoking, further=(404,)),
    ("GET", "/v1/devices"): Operation(200, answer=api.Devices),
    ("POST", "/v1/push"): Operation(200, FRAMES_TYPE, api.Pushed),
    ("POST", "/v1/pull"): Operation(200, api.Pulling, FRAMES_TYPE, (409,)),
}
_MESSAGES: Final = (
    api.Trouble,
    *(shape for one in OPERATIONS.values() for shape in (one.body, one.answer) if isinstance(shape, type)),
)
_ALWAYS: Final = (429, 503, 507)
_SIGNED: Final = (401, 403)
_WITH_BODY: Final = (400, 413, 415)
_WHY: Final = {415: "another content type"}
_REF: Final = "#/components/schemas/"


def document() -> _Json:
    """Return the document."""
    _, schemas = msgspec.json.schema_components(_MESSAGES, ref_template=_REF + "{name}")
    paths: _Json = {}
    for (method, path), operation in OPERATIONS.items():
        summary = (HANDLERS[method, path].__doc__ or "").strip()
        paths.setdefault(path, {})[method.lower()] = {"summary": summary, **_operation(operation)}
    return {
        "openapi": "3.1.0",
        "info": {"title": "RHI Desktop hub", "version": __version__, "description": _ABOUT},
        "paths": {**paths, **_watching()},
        "components": {
            "schemas": _portable(schemas),
            "securitySchemes": {
                "device": {"type": "apiKey", "in": "header", "name": "Authorization", "description": _SIGNATURE}
            },
        },
    }


_ABOUT: Final = "Keeps sealed envelopes that it cannot read. What is inside them: docs/protocol.md."
_SIGNATURE: Final = (
    "RHI1 organisation.device.time.signature: the device's Ed25519 signature over method, path, organisation, device, "
    "time and the SHA-256 of the body (docs/protocol.md)."
)


def _operation(operation: Operation) -> _Json:
    found: _Json = {"responses": {str(operation.status): _answer(operation.answer)}, "security": []}
    statuses = {*_ALWAYS, *operation.further}
    if operation.signed:
        statuses |= set(_SIGNED)
        found["security"] = [{"device": []}]
    if operation.body is not None:
        statuses |= set(_WITH_BODY)
        found["requestBody"] = {"required": True, "content": _content(operation.body)}
    for status in sorted(statuses):
        found["responses"][str(status)] = _trouble(status)
    return found


def _answer(shape: Shape | str | None) -> _Json:
    found: _Json = {"description": "Done.", "headers": _headers()}
    return {**found, "content": _content(shape)} if shape is not None else found


def _trouble(status: int) -> _Json:
    reasons = [str(reason) for reason in Reason if STATUS[reason] == status]
    found: _Json = {
        "description": f"Refused: {', '.join(reasons) or _WHY[status]}.",
        "content": _content(api.Trouble),
        "headers": _headers(),
    }
    if any(STATUS[reason] == status for reason in WAIT):
        found["headers"]["Retry-After"] = {"schema": {"type": "integer"}, "description": "Seconds until it may work."}
    return found


def _headers() -> _Json:
    return {TIME_HEADER: {"schema": {"type": "integer"}, "required": True, "description": "The hub's time (Unix)."}}


def _content(shape: Shape | str) -> _Json:
    if isinstance(shape, str):
        return {shape: {"schema": {"type": "string", "format": "binary"}}}
    return {JSON_TYPE: {"schema": {"$ref": _REF + shape.__name__}}}


def _portable(schema: Any) -> Any:
    """Return a schema with patterns as JSON Schema has them: without Python's ends of a text."""
    if isinstance(schema, dict):
        return {
            name: part.replace(r"\A", "^").replace(r"\Z", "$") if name == "pattern" else _portable(part)
            for name, part in schema.items()
        }
    if isinstance(schema, list):
        return [_portable(part) for part in schema]
    return schema


def _watching() -> _Json:
    said = {"application/json": {"schema": {"type": "object"}}}
    plain = {"text/plain": {"schema": {"type": "string"}}}
    busy = {"429": _trouble(429)}
    return {
        HEALTH: {"get": _plain("The process is up.", {"200": said, **busy})},
        READY: {"get": _plain("The database answers and is current.", {"200": said, "503": said, **busy})},
        METRICS: {"get": _plain("Counts for Prometheus.", {"200": plain, "403": plain, **busy})},
        OPENAPI: {"get": _plain("This document.", {"200": said, **busy})},
    }


def _plain(summary: str, answers: _Json) -> _Json:
    responses = {
        status: found if "description" in found else {"description": "As it is.", "content": found}
        for status, found in answers.items()
    }
    return {"summary": summary, "responses": responses, "security": []}
