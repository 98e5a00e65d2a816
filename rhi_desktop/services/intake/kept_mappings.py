"""Mappings that a person corrected, kept as settings for the next file with the same headings."""

import json
from collections.abc import Sequence

from rhi_desktop.services.intake.fields import Field
from rhi_desktop.services.intake.mapping import ColumnMapping
from rhi_desktop.services.kept_settings import KeptSettings, SettingStore

_NAME = "intake.columns."


class KeptMappings:
    """Mappings by the signature of the headings."""

    def __init__(self, store: SettingStore) -> None:
        self._settings = KeptSettings(store)

    def find(self, signature: str) -> tuple[Field | None, ...] | None:
        """Return the columns that were kept for these headings."""
        kept = self._settings.find(_NAME + signature)
        return columns_from(kept.value.value) if kept is not None else None

    def keep(self, signature: str, mapping: ColumnMapping) -> None:
        """Keep a mapping in place of the one that is there."""
        self._settings.keep(_NAME + signature, columns_text(mapping.columns))


def columns_text(columns: Sequence[Field | None]) -> str:
    """Return columns as they are kept."""
    return json.dumps([field.value if field is not None else None for field in columns])


def columns_from(text: str) -> tuple[Field | None, ...]:
    """Read columns; a field that this version does not know is not used."""
    known = {field.value: field for field in Field}
    return tuple(known.get(str(name)) for name in json.loads(text))
