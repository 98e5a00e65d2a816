"""Signing and reading revisions."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from rhi_desktop.domain.records import Revision, revision_message
from rhi_desktop.store.identity import signed_by
from rhi_desktop.store.storable import canonical


@dataclass(frozen=True, slots=True)
class SignedRevision:
    """A revision with its bytes, their hash and the device's signature over them."""

    revision: Revision
    id: str
    content: bytes
    signature: bytes

    @property
    def row(self) -> dict[str, str | int | bytes]:
        """The row of table `revision`."""
        return {
            "id": self.id,
            "record": self.revision.record,
            "kind": self.revision.kind.value,
            "device": self.revision.device,
            "counter": self.revision.counter,
            "content": self.content,
            "signature": self.signature,
        }


def sign(revision: Revision, signer: Callable[[bytes], bytes]) -> SignedRevision:
    """Sign a revision with this device's key (`Identity.signer`). Raises UnstorableText."""
    content = canonical(revision)
    return SignedRevision(revision, revision_id(content), content, signer(revision_message(content)))


def revision_id(content: bytes) -> str:
    """Return the id of the revision with these bytes."""
    return hashlib.sha256(content).hexdigest()


def signature_holds(public: bytes, signature: bytes, content: bytes) -> bool:
    """Whether the device with the key `public` signed the revision with these bytes."""
    return signed_by(public, signature, revision_message(content))
