"""What the hub counts, and how it tells it: Prometheus' text format. Labels name routes and reasons, nobody's ids."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from time import monotonic
from typing import Any, Final

from sqlalchemy import Engine, event

from rhi_desktop.hub.counters import Counters
from rhi_desktop.wire.api import Outcome, Pushed, Reason

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
OTHER: Final = "other"
"""The route of every address that there is nothing at."""
STATUSES: Final = (200, 201, 202, 204, 400, 401, 403, 404, 405, 409, 413, 415, 429, 500, 503, 507)
BOUNDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
"""The upper bounds of the buckets, in seconds."""

_FAMILIES: Final = {
    "rhi_hub_requests_total": ("counter", "Requests answered, by route and status."),
    "rhi_hub_request_seconds": ("histogram", "How long requests took, by route."),
    "rhi_hub_envelopes_total": ("counter", "Envelopes pushed, by what became of them and why."),
    "rhi_hub_bytes_total": ("counter", "Bytes of bodies taken in and handed out."),
    "rhi_hub_database_seconds": ("histogram", "How long transactions of the database took."),
}
_SINCE: Final = "rhi_hub_since"


@dataclass(frozen=True, slots=True)
class Metrics:
    """Counts what happens. `routes` are the addresses that are told apart."""

    counters: Counters
    routes: frozenset[str]

    def answered(self, route: str, status: int, seconds: float, taken: int, given: int) -> None:
        """Count one request with the bytes of its bodies."""
        known = route if route in self.routes else OTHER
        shown = str(status) if status in STATUSES else OTHER
        self.counters.add(f'rhi_hub_requests_total{{route="{known}",status="{shown}"}}')
        self._observe("rhi_hub_request_seconds", f'route="{known}",', seconds)
        self.counters.add('rhi_hub_bytes_total{direction="in"}', taken)
        self.counters.add('rhi_hub_bytes_total{direction="out"}', given)

    def pushed(self, pushed: Pushed) -> None:
        """Count what became of each envelope."""
        for answer in pushed.answers:
            self.counters.add(_envelopes(answer.outcome, answer.reason))

    def watch(self, engine: Engine) -> None:
        """Time the database's transactions: from when a connection is lent until it is given back."""
        event.listen(engine, "checkout", _lent)
        event.listen(engine, "checkin", self._given_back)

    def text(self) -> str:
        """Return all of it."""
        lines: list[str] = []
        for family, samples in groupby(self.counters.totals().items(), key=lambda sample: _family(sample[0])):
            kind, about = _FAMILIES[family]
            lines += [f"# HELP {family} {about}", f"# TYPE {family} {kind}"]
            lines += [f"{name} {value:.17g}" for name, value in samples]
        return "\n".join(lines) + "\n"

    def _observe(self, family: str, labels: str, seconds: float) -> None:
        for bound in BOUNDS:
            if seconds <= bound:
                self.counters.add(f'{family}_bucket{{{labels}le="{bound:g}"}}')
        self.counters.add(f'{family}_bucket{{{labels}le="+Inf"}}')
        self.counters.add(f"{family}_sum{_braced(labels)}", seconds)
        self.counters.add(f"{family}_count{_braced(labels)}")

    def _given_back(self, _: object, record: Any) -> None:
        since = record.info.pop(_SINCE, None)
        if since is not None:
            self._observe("rhi_hub_database_seconds", "", monotonic() - since)


def names(routes: Sequence[str]) -> list[str]:
    """Return every sample that there is, in the order in which they are told."""
    known = [*routes, OTHER]
    return [
        *(f'rhi_hub_requests_total{{route="{route}",status="{status}"}}'
          for route in known for status in (*STATUSES, OTHER)),
        *(name for route in known for name in _histogram("rhi_hub_request_seconds", f'route="{route}",')),
        *(_envelopes(outcome, None) for outcome in Outcome if outcome is not Outcome.REFUSED),
        *(_envelopes(Outcome.REFUSED, reason) for reason in Reason),
        *(f'rhi_hub_bytes_total{{direction="{direction}"}}' for direction in ("in", "out")),
        *_histogram("rhi_hub_database_seconds", ""),
    ]  # fmt: skip


def _histogram(family: str, labels: str) -> Iterator[str]:
    for bound in (*(f"{bound:g}" for bound in BOUNDS), "+Inf"):
        yield f'{family}_bucket{{{labels}le="{bound}"}}'
    yield f"{family}_sum{_braced(labels)}"
    yield f"{family}_count{_braced(labels)}"


def _envelopes(outcome: Outcome, reason: Reason | None) -> str:
    return f'rhi_hub_envelopes_total{{outcome="{outcome}",reason="{reason or ""}"}}'


def _braced(labels: str) -> str:
    return f"{{{labels.rstrip(',')}}}" if labels else ""


def _family(sample: str) -> str:
    return next(family for family in _FAMILIES if sample.startswith(family))


def _lent(_: object, record: Any, __: object) -> None:
    record.info[_SINCE] = monotonic()
