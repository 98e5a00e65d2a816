"""Mappings that a person corrected, kept as settings for the next file with the same headings."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from rhi_desktop.domain.bodies import to_body
from rhi_desktop.domain.ids import new_record_id
from rhi_desktop.domain.people import Setting
from rhi_desktop.domain.records import Change, Kind, Record
from rhi_desktop.services.filing import filed
from rhi_desktop.services.intake.fields import Field
from rhi_desktop.services.intake.mapping import ColumnMapping

_NAME = "intake.columns."


class SettingStore(Protocol):
    """Where settings are."""

    def every(self, kind: Kind) -> tuple[Record, ...]:
        """Return all records of a kind."""
        ...

    def commit(self, changes: Sequence[Change]) -> tuple[Record, ...]:
        """Commit changes."""
        ...


class KeptMappings:
    """Mappings by the signature of the headings."""

    def __init__(self, store: SettingStore, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def find(self, signature: str) -> tuple[Field | None, ...] | None:
        """Return the columns that were kept for these headings."""
        record = self._record(signature)
        return columns_from(filed(record, Setting).value.value) if record is not None else None

    def keep(self, signature: str, mapping: ColumnMapping) -> None:
        """Keep a mapping in place of the one that is there."""
        record = self._record(signature)
        setting = Setting(name=_NAME + signature, value=columns_text(mapping.columns))
        if record is not None and filed(record, Setting).value == setting:
            return
        parents = (record.head,) if record is not None else ()
        id_ = record.id if record is not None else new_record_id(self._clock())
        self._store.commit([Change(id_, Kind.SETTING, to_body(setting), parents)])

    def _record(self, signature: str) -> Record | None:
        name = _NAME + signature
        return next((one for one in self._store.every(Kind.SETTING) if one.body.get("name") == name), None)


def columns_text(columns: Sequence[Field | None]) -> str:
    """Return columns as they are kept."""
    return json.dumps([field.value if field is not None else None for field in columns])


def columns_from(text: str) -> tuple[Field | None, ...]:
    """Read columns; a field that this version does not know is not used."""
    known = {field.value: field for field in Field}
    return tuple(known.get(str(name)) for name in json.loads(text))
