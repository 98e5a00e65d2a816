"""Telling the hub again what it was told before: a coordinator's laptop may stop between a signed order and the hub."""

from rhi_desktop.sync.directory import Directory, Listed
from rhi_desktop.sync.hub import Hub
from rhi_desktop.sync.orders import order_against
from rhi_desktop.wire.api import DeviceState


def mend(directory: Directory, hub: Hub) -> None:
    """Let in who is certified and still waits, and shut out who is revoked and is not yet. Called by a coordinator."""
    waiting = {one.device: one for one in hub.waiting()}
    for device, asks in waiting.items():
        listed = directory.devices.get(device)
        if listed is not None and listed.active and _same_keys(listed, asks.signing_key, asks.sealing_key):
            hub.approve(device, team=listed.reads_all)
    for seen in hub.devices():
        listed = directory.devices.get(seen.device)
        if listed is not None and not listed.active and seen.state is DeviceState.ACTIVE:
            hub.revoke(seen.device, order_against(directory, seen.device))


def _same_keys(listed: Listed, signing: str, sealing: str) -> bool:
    return (listed.certificate.signing_key, listed.certificate.sealing_key) == (signing, sealing)
