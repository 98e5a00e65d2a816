"""From what is to be sent to sealed envelopes: who reads it, and its place in the chain and in each reader's stream."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import msgspec

from rhi_desktop.services.syncing.ports import Bundle, Parcel, ParcelKind, Place, Posted
from rhi_desktop.sync.directory import Directory
from rhi_desktop.sync.payload import (
    DepartureItem,
    GrantedItem,
    HeadItem,
    Item,
    KeysItem,
    Mark,
    Payload,
    ReceiptItem,
    RefusalItem,
    RevisionItem,
    StatementItem,
)
from rhi_desktop.sync.sealing import Sealer
from rhi_desktop.wire import limits
from rhi_desktop.wire.envelope import RECOVERY, TEAM, Header


@dataclass(frozen=True, slots=True)
class Addressed:
    """A bundle with the readers of its envelope."""

    bundle: Bundle
    readers: tuple[str, ...]


class TooLarge(ValueError):
    """One thing alone does not fit into an envelope. `numbers` are its rows in the outbox."""

    def __init__(self, numbers: tuple[int, ...]) -> None:
        super().__init__("too large for an envelope")
        self.numbers = numbers


def addressed(bundles: Sequence[Bundle], directory: Directory, device: str) -> Iterator[Addressed]:
    """Yield each bundle with its readers as the directory has them now; several times where they are many.

    A bundle that nobody is left to read has no readers.
    """
    for bundle in bundles:
        readers = _readers(bundle, directory, device)
        if not readers:
            yield Addressed(bundle, ())
        for start in range(0, len(readers), limits.READERS):
            some = bundle if start == 0 else replace(bundle, numbers=())
            yield Addressed(some, tuple(readers[start : start + limits.READERS]))


def _readers(bundle: Bundle, directory: Directory, device: str) -> list[str]:
    readers = [TEAM] if bundle.team else []
    if bundle.recovery:
        readers.append(RECOVERY)
    for one in directory.active():
        named = bundle.everybody or one.member in bundle.members or one.device in bundle.devices
        by_team = bundle.team and one.reads_all
        if named and one.device != device and not by_team:
            readers.append(one.device)
    return readers


class Mailing:
    """Seals one envelope after the other, continuing this device's chain and its streams."""

    def __init__(self, sealer: Sealer, directory: Directory, device: str, last: Place, to: Mapping[str, Place]) -> None:
        self._sealer = sealer
        self._directory = directory
        self._device = device
        self._last = last
        self._to = dict(to)

    def seal(self, letter: Addressed, at: str, heads: Sequence[HeadItem]) -> Posted:
        """Seal the next envelope. Raises TooLarge."""
        header = Header(
            organisation=self._directory.organisation,
            device=self._device,
            counter=self._last.number + 1,
            previous=self._last.tip,
            epoch=self._directory.epoch,
            readers=letter.readers,
        )
        marks = tuple(
            Mark(reader=reader, number=self._to[reader].number + 1, previous=self._to[reader].tip)
            for reader in letter.readers
        )
        items = tuple(map(_item, letter.bundle.parcels))
        if any(isinstance(item, ReceiptItem) for item in items):
            items = (*items, *heads)
        payload = Payload(device=self._device, counter=header.counter, at=at, marks=marks, items=items)
        try:
            sealed = self._sealer.seal(header, [self._key(reader) for reader in letter.readers], payload)
        except ValueError:
            raise TooLarge(letter.bundle.numbers) from None
        self._last = Place(header.counter, sealed.id)
        for mark in marks:
            self._to[mark.reader] = Place(mark.number, sealed.id)
        places = {mark.reader: mark.number for mark in marks}
        return Posted(header.counter, sealed.id, sealed.content, at, places, letter.bundle.numbers)

    def _key(self, reader: str) -> str:
        if reader == TEAM:
            return self._directory.epochs[self._directory.epoch].public_key
        if reader == RECOVERY:
            return self._directory.recovery_key
        return self._directory.devices[reader].certificate.sealing_key


def _item(parcel: Parcel) -> Item:
    if parcel.kind is ParcelKind.REVISION:
        return RevisionItem(content=parcel.content, signature=parcel.signature)
    return _MESSAGES[parcel.kind](parcel.content)


def _refusal(content: bytes) -> Item:
    revision, why = msgspec.msgpack.decode(content, type=tuple[str, str])
    return RefusalItem(revision=revision, why=why)


_MESSAGES: Final[Mapping[ParcelKind, Callable[[bytes], Item]]] = {
    ParcelKind.STATEMENT: lambda content: StatementItem(content=content),
    ParcelKind.KEYS: lambda content: KeysItem(keys=msgspec.msgpack.decode(content, type=dict[int, bytes])),
    ParcelKind.RECEIPT: lambda content: ReceiptItem(envelopes=msgspec.msgpack.decode(content, type=tuple[str, ...])),
    ParcelKind.REFUSAL: _refusal,
    ParcelKind.DEPARTURE: lambda content: DepartureItem(**msgspec.msgpack.decode(content)),
    ParcelKind.GRANTED: lambda _: GrantedItem(),
}
