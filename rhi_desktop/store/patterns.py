"""What interviews share (`services.pattern.ports`): grouped along an index of the period, then read."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta

from sqlalchemy import Engine, func, select

from rhi_desktop.domain.interview import MentionKind
from rhi_desktop.domain.moments import LONDON
from rhi_desktop.domain.network import Evidence, Shared
from rhi_desktop.domain.records import instant_text, parse_instant
from rhi_desktop.store import tables
from rhi_desktop.store.transactions import reading

_MENTION = tables.mention.c


class SqlPatterns:
    """Reads what interviews share."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def shared(self, first: date, last: date) -> tuple[Shared, ...]:
        """Return what is named with two children or more."""
        begin = instant_text(datetime.combine(first, time(), LONDON))
        end = instant_text(datetime.combine(last + timedelta(days=1), time(), LONDON))
        inside = (_MENTION.submitted >= begin, _MENTION.submitted < end)
        several = (
            select(_MENTION.kind, _MENTION.key)
            .where(*inside)
            .group_by(_MENTION.kind, _MENTION.key)
            .having(func.count(_MENTION.child.distinct()) > 1)
            .subquery()
        )
        child = tables.child_row.c
        same = (_MENTION.kind == several.c.kind) & (_MENTION.key == several.c.key)
        asked = (
            select(
                _MENTION.kind, _MENTION.key, _MENTION.text, _MENTION.child, _MENTION.interview, _MENTION.submitted,
                func.coalesce(child.called, "").label("called"),
            )
            .select_from(several)
            .join(tables.mention, same)
            .outerjoin(tables.child_row, child.child == _MENTION.child)
            .where(*inside)
        )  # fmt: skip
        found: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
        with reading(self._engine) as connection:
            for row in connection.execute(asked):
                day = parse_instant(row.submitted).astimezone(LONDON).date().isoformat()
                found[row.kind, row.key].append(Evidence(row.child, row.called, row.interview, day, row.text))
        return tuple(Shared(MentionKind(kind), key, tuple(some)) for (kind, key), some in found.items())
