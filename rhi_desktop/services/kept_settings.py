"""Settings by name: each is one record, under an id that comes of its name, so that laptops of a team share it."""

from collections.abc import Sequence
from typing import Protocol

from rhi_desktop.domain.bodies import to_body
from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.ids import named_record_id
from rhi_desktop.domain.people import Setting
from rhi_desktop.domain.records import Change, Kind, Record
from rhi_desktop.services.filing import filed


class SettingStore(Protocol):
    """Where settings are."""

    def every(self, kind: Kind) -> tuple[Record, ...]:
        """Return all records of a kind, the newest record first."""
        ...

    def commit(self, changes: Sequence[Change]) -> tuple[Record, ...]:
        """Commit changes."""
        ...


class KeptSettings:
    """Reads and keeps settings. Calls read the store: give them to its lane."""

    def __init__(self, store: SettingStore) -> None:
        self._store = store

    def find(self, name: str) -> Filed[Setting] | None:
        """Return the setting of that name."""
        return next((one for one in self._every() if one.value.name == name), None)

    def beginning(self, start: str) -> dict[str, Filed[Setting]]:
        """Return the settings whose names begin so, by the rest of their names."""
        return {one.value.name.removeprefix(start): one for one in self._every() if one.value.name.startswith(start)}

    def keep(self, name: str, value: str) -> None:
        """Keep a value in place of the one that is there; the same value is not kept again. Raises RecordChanged."""
        kept = self.find(name)
        if kept is not None and kept.value.value == value:
            return
        record, parents = (kept.id, (kept.head,)) if kept else (named_record_id(Kind.SETTING, name), ())
        self._store.commit([Change(record, Kind.SETTING, to_body(Setting(name=name, value=value)), parents)])

    def _every(self) -> tuple[Filed[Setting], ...]:
        return tuple(filed(record, Setting) for record in self._store.every(Kind.SETTING))
