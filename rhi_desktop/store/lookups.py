"""Questions across children and interviews (`services.lookups`): each is a walk along an index that fits it."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Engine, Row, Select, Table, func, select

from rhi_desktop.domain.interview import MentionKind
from rhi_desktop.domain.recognising import key_of
from rhi_desktop.domain.records import Kind
from rhi_desktop.services.lookups import ChildEntry, EpisodeEntry, MentionRow, PlaceCount, ReferralEntry
from rhi_desktop.store import tables
from rhi_desktop.store.duplicates import leading_on
from rhi_desktop.store.transactions import reading

_MENTION = tables.mention.c
_EPISODE = tables.episode_row.c


class SqlLookups:
    """What is looked up across the store (`services.lookups.Lookups`)."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def mentions(
        self, kinds_and_keys: Sequence[tuple[MentionKind, str]], *, besides: str = "", limit: int = 50
    ) -> tuple[MentionRow, ...]:
        """Return mentions with one of the keys, newest first."""
        asked = [(kind, key) for kind, key in dict.fromkeys(kinds_and_keys) if key]
        if not asked:
            return ()
        with reading(self._engine) as connection:
            return tuple(map(_mention, connection.execute(mentions_query(asked, besides, limit))))

    def mentions_of(self, child: str) -> tuple[MentionRow, ...]:
        """Return what a child's interviews mention, the newest interview first."""
        order = (_MENTION.submitted.desc(), _MENTION.interview, _MENTION.number)
        with reading(self._engine) as connection:
            return tuple(map(_mention, connection.execute(_mentions().where(_MENTION.child == child).order_by(*order))))

    def child_index(self) -> tuple[ChildEntry, ...]:
        """Return all children; what is known of one in a record put aside is known of the one that stays."""
        with reading(self._engine) as connection:
            stays = leading_on(connection)
            return tuple(
                ChildEntry(
                    child=stays.get(row.child, row.child),
                    head=row.head,
                    name=row.name,
                    preferred_name=row.preferred_name,
                    other_names=tuple(json.loads(row.other_names)),
                    born=row.born,
                    reference=row.reference,
                    police_reference=row.police_reference,
                    nhs_number=row.nhs_number,
                )
                for row in connection.execute(_with_head(tables.child_row, Kind.CHILD))
            )

    def episode_index(self) -> tuple[EpisodeEntry, ...]:
        """Return all episodes."""
        with reading(self._engine) as connection:
            stays = leading_on(connection)
            return tuple(
                EpisodeEntry(
                    episode=row.episode,
                    head=row.head,
                    child=stays.get(row.child, row.child),
                    kind=row.kind,
                    missing_since=row.missing_since,
                    found=row.found,
                    returned=row.returned,
                    police_reference=row.police_reference,
                )
                for row in connection.execute(_with_head(tables.episode_row, Kind.EPISODE))
            )

    def referral_index(self) -> tuple[ReferralEntry, ...]:
        """Return all referrals."""
        with reading(self._engine) as connection:
            return tuple(
                ReferralEntry(row.referral, row.head, row.child, tuple(json.loads(row.episodes)), row.received)
                for row in connection.execute(_with_head(tables.referral_row, Kind.REFERRAL))
            )

    def episodes_since(self, child: str, since: date) -> int:
        """Return how many episodes of a child began on that day or later."""
        return self._count(episodes_query(_EPISODE.child == child, since))

    def episodes_from(self, place: str, postcode: str, since: date) -> int:
        """Return how many episodes began at a place on that day or later."""
        if code := key_of(MentionKind.POSTCODE, postcode):
            return self._count(episodes_query(_EPISODE.postcode == code, since))
        if name := key_of(MentionKind.PLACE, place):
            return self._count(episodes_query(_EPISODE.place == name, since))
        return 0

    def hotspots(self, child: str, *, limit: int = 10) -> tuple[PlaceCount, ...]:
        """Return a child's places: where they were found or what they named most often, then where they left from."""
        places: dict[str, _Place] = {}
        for key, text, day, what in self._places(child):
            places.setdefault(key, _Place()).take(text, day, what)
        counted = [PlaceCount(p.text, p.found, p.named, p.left, p.last) for p in places.values()]
        counted.sort(key=lambda one: one.last, reverse=True)
        return tuple(sorted(counted, key=lambda one: (one.found + one.named, one.left), reverse=True)[:limit])

    def _places(self, child: str) -> Iterator[tuple[str, str, str, str]]:
        episodes = select(_EPISODE.day, _EPISODE.missing_from, _EPISODE.found_at).where(_EPISODE.child == child)
        with reading(self._engine) as connection:
            gone = connection.execute(episodes).all()
        for row in gone:
            for text, what in ((row.missing_from, "left"), (row.found_at, "found")):
                if key := key_of(MentionKind.PLACE, text):
                    yield key, text, row.day, what
        for mention in self.mentions_of(child):
            if mention.kind is MentionKind.PLACE:
                yield mention.key, mention.text, mention.submitted[:10], "named"

    def _count(self, query: "Select[int]") -> int:
        with reading(self._engine) as connection:
            return connection.scalar(query) or 0


@dataclass(slots=True)
class _Place:
    text: str = ""
    last: str = ""
    found: int = 0
    named: int = 0
    left: int = 0

    def take(self, text: str, day: str, what: str) -> None:
        if not self.text or day > self.last:
            self.text, self.last = text, day
        setattr(self, what, getattr(self, what) + 1)


def mentions_query(asked: Sequence[tuple[MentionKind, str]], besides: str, limit: int) -> "Select[Any]":
    """Return the query for the newest mentions with one of the keys: found on the index, then read."""
    listed = func.json_each(json.dumps(asked)).table_valued("value")
    kind, key = (func.json_extract(listed.c.value, f"$[{place}]") for place in range(2))
    named = listed.join(tables.mention, (_MENTION.kind == kind) & (_MENTION.key == key))
    order = (_MENTION.submitted.desc(), _MENTION.interview.desc(), _MENTION.number)
    found = select(_MENTION.interview, _MENTION.number).select_from(named).where(_MENTION.interview != besides)
    newest = found.order_by(*order).limit(limit).subquery("newest")
    same = (newest.c.interview == _MENTION.interview) & (newest.c.number == _MENTION.number)
    return _mentions().join(newest, same).order_by(*order)


def episodes_query(where: Any, since: date) -> "Select[int]":
    """Return the query that counts episodes from a day on."""
    return select(func.count()).select_from(tables.episode_row).where(where, _EPISODE.day >= since.isoformat())


def _mentions() -> "Select[Any]":
    child = tables.child_row.c
    joined = tables.mention.outerjoin(tables.child_row, child.child == _MENTION.child)
    return select(tables.mention, func.coalesce(child.called, "").label("called")).select_from(joined)


def _with_head(table: Table, kind: Kind) -> "Select[Any]":
    """The rows of a kind of record, the newest record last, each with the record's head."""
    key = next(iter(table.primary_key))
    record = tables.record.c
    joined = table.join(tables.record, record.id == key)
    return select(table, record.head).select_from(joined).where(record.kind == kind).order_by(record.created)


def _mention(row: "Row[Any]") -> MentionRow:
    return MentionRow(
        kind=MentionKind(row.kind),
        text=row.text,
        key=row.key,
        interview=row.interview,
        child=row.child,
        called=row.called,
        submitted=row.submitted,
        card=row.card,
    )
