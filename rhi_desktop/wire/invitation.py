"""The text with which a person is invited: where the hub is, which organisation, and a single-use code.

It tells the new device which root and which hub to believe. Whoever exchanges it on its way is found out when two
people compare the code that the new device then shows (`rhi_desktop.sync.enrolment`).
"""

import base64
import binascii
import secrets
from typing import Annotated, Final

import msgspec

from rhi_desktop.wire.api import Code, Key
from rhi_desktop.wire.envelope import ID, Id
from rhi_desktop.wire.frames import Malformed

PREFIX: Final = "rhi-join:"
LIMIT: Final = 2048
_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SYMBOLS: Final = 26

Url = Annotated[str, msgspec.Meta(min_length=8, max_length=300, pattern=r"\Ahttps?://[!-~]+\Z")]

IdOrNone = Annotated[str, msgspec.Meta(pattern=rf"\A({ID})?\Z")]


class InvitationText(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What an invitation holds. `member` is set where it is for a further device of somebody who is in already."""

    hub: Url
    hub_key: Key
    organisation: Id
    root_key: Key
    code: Code
    member: IdOrNone = ""

    def to_text(self) -> str:
        """Return one line without spaces, to be sent or pasted."""
        return PREFIX + base64.urlsafe_b64encode(msgspec.json.encode(self, order="sorted")).decode("ascii").rstrip("=")


def read_invitation(text: str) -> InvitationText:
    """Read an invitation; spaces and line breaks that a mail program put in do not matter. Raises Malformed."""
    bare = "".join(text.split())
    if not bare.startswith(PREFIX) or len(bare) > LIMIT:
        raise Malformed("malformed")
    coded = bare.removeprefix(PREFIX)
    try:
        content = base64.b64decode(coded + "=" * (-len(coded) % 4), altchars=b"-_", validate=True)
        return msgspec.json.decode(content, type=InvitationText)
    except (binascii.Error, msgspec.DecodeError, UnicodeDecodeError, ValueError):
        raise Malformed("malformed") from None


def new_code() -> str:
    """Return a fresh code: 26 symbols, 130 bits."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_SYMBOLS))
