"""The keys of a device."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PublicKey, Suite
from sqlalchemy import Engine

from rhi_desktop.domain.errors import StoreDamaged
from rhi_desktop.store import identity
from rhi_desktop.store.sql_store import SqlStore
from rhi_desktop.store.transactions import reading
from tests.builders import Clock
from tests.store.engines import encrypted


def test_what_is_sealed_to_the_published_key_opens_with_the_key_in_the_store(store: SqlStore, engine: Engine) -> None:
    with reading(engine) as connection:
        owner = identity.read(connection)
    kem = MLKEM768PublicKey.from_public_bytes(owner.sealing_public[:1184])
    curve = X25519PublicKey.from_public_bytes(owner.sealing_public[1184:])
    suite = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
    sealed = suite.encrypt(b"team key", MLKEM768X25519PublicKey(kem, curve), b"info")
    assert suite.decrypt(sealed, owner.opener(), b"info") == b"team key"


def test_the_device_is_the_same_after_a_restart(store: SqlStore, tmp_path: Path) -> None:
    known = (store.member, store.device)
    store.close()
    reopened = SqlStore.open(encrypted(tmp_path / "store.db"), Clock())
    assert (reopened.member, reopened.device) == known
    reopened.close()


def test_two_stores_have_nothing_in_common() -> None:
    one, other = identity.new_identity(Clock()), identity.new_identity(Clock())
    for name in ("member", "device", "signing", "sealing"):
        assert getattr(one, name) != getattr(other, name)
    assert not identity.signed_by(one.signing_public, other.sign(b"x"), b"x")


def test_private_keys_are_in_no_representation() -> None:
    owner = identity.new_identity(Clock())
    assert repr(owner.signing) not in repr(owner)
    assert repr(owner.sealing) not in repr(owner)


def test_a_store_whose_founding_did_not_finish_says_so(engine: Engine) -> None:
    with pytest.raises(StoreDamaged, match="founding did not finish"):
        SqlStore.open(engine, Clock())
