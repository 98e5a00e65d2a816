"""Composes what those who answer for quality and for the figures get. Part of the composition root."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rhi_desktop.services.oversight import Oversight
    from rhi_desktop.services.ports import Store


def oversight_of(store: Store) -> Oversight:
    """Return the services of the coordinator's desk over an open store."""
    from rhi_desktop.services.oversight import Oversight

    return Oversight(member=store.member)
