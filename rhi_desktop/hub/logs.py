"""What the hub writes down while it runs: one JSON object a line, without anything that tells who asked.

No device, organisation, network address, or text of an error goes in: database errors quote rows.
"""

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from typing import Any, Final

LOGGER: Final = logging.getLogger("rhi_hub")
_FOREIGN: Final = {
    "uvicorn": logging.INFO,
    "uvicorn.error": logging.INFO,  # processes that begin and end
    "asyncio": logging.WARNING,
    "sqlalchemy": logging.WARNING,
    "alembic": logging.WARNING,
}


class JsonLines(logging.Formatter):
    """Writes a record as JSON. Of other libraries' records only the wording is kept, without what was put into it."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.msg if isinstance(record.msg, str) else type(record.msg).__name__,
        }
        if record.name == LOGGER.name:
            line.update(getattr(record, "facts", {}))
        if record.exc_info and record.exc_info[1]:
            line["error"] = type(record.exc_info[1]).__name__
            line["at"] = _places(record.exc_info[1])
        return json.dumps(line, ensure_ascii=True)


def start_logging() -> None:
    """Write everything to standard error as JSON lines; uvicorn's own list of requests is off."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    LOGGER.setLevel(logging.INFO)
    for name, level in _FOREIGN.items():
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
        logger.setLevel(level)
    logging.getLogger("uvicorn.access").disabled = True


def note(event: str, **facts: str | float) -> None:
    """Write one line about something that happened. `facts` name nobody."""
    LOGGER.info(event, extra={"facts": facts})


def _places(problem: BaseException) -> list[str]:
    frames = traceback.extract_tb(problem.__traceback__)
    return [f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames[-12:]]
