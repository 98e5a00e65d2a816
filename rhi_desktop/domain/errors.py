"""The few errors that a person can be told about: each says what is wrong and what to do."""

import math

from rhi_desktop.domain.counted import counted


class RhiError(Exception):
    """Something that is not a fault of the program; `str(error)` is a sentence fit for the screen.

    Never carries a child's data: not a name, not an answer, not a reference.
    """


class QuestionSetError(RhiError):
    """A question set that cannot be used, with the place to mend (`sheet` and `row` where they are known)."""

    def __init__(self, reason: str, *, sheet: str | None = None, row: int | None = None) -> None:
        place = ", ".join(part for part in (f"sheet “{sheet}”" if sheet else "", f"row {row}" if row else "") if part)
        super().__init__(f"{place}: {reason}" if place else reason)
        self.reason = reason
        self.sheet = sheet
        self.row = row


class WrongPassphrase(RhiError):
    """The passphrase does not open the workspace on this computer."""

    def __init__(self) -> None:
        super().__init__(
            "That passphrase does not open this workspace. Check Caps Lock and the keyboard, and try again."
        )


class TooSoon(RhiError):
    """An attempt came before the delay after the last failure was over; `seconds` are left."""

    def __init__(self, seconds: float) -> None:
        left = max(1, math.ceil(seconds))
        super().__init__(f"Please wait {counted(left, 'second')} before the next attempt.")
        self.seconds = seconds


class WrongCode(RhiError):
    """The recovery code is not the one of this workspace, or was mistyped in `group` (from 1, where it is known)."""

    def __init__(
        self,
        sentence: str = "That recovery code does not open this workspace. Check that the sheet belongs to it.",
        group: int | None = None,
    ) -> None:
        super().__init__(sentence)
        self.group = group


class WeakPassphrase(RhiError):
    """The passphrase would be guessed; the sentence says why."""


class KeyringUnavailable(RhiError):
    """The operating system's keyring is missing or locked, or has lost this computer's secret."""


class WorkspaceExists(RhiError):
    """The folder already holds a workspace."""

    def __init__(self) -> None:
        super().__init__("This folder already holds a workspace. Unlock it, or choose another folder.")


class WorkspaceMissing(RhiError):
    """The folder holds no workspace."""

    def __init__(self) -> None:
        super().__init__("There is no workspace in this folder yet. Create one, or choose the folder that holds it.")


class WorkspaceInUse(RhiError):
    """Another process has the workspace open."""

    def __init__(self) -> None:
        super().__init__("This workspace is open in another window of the program. Close that one, or work there.")


class StoreDamaged(RhiError):
    """The store or its header fails a check; the sentence says what can be salvaged."""


class HeaderRefused(StoreDamaged):
    """The header beside the store was altered, weakened, or put back from an earlier day."""

    def __init__(self) -> None:
        super().__init__(
            "The key file beside the store was changed outside the program, so the workspace was not opened. "
            "Put the right header.json back (header.copy.json beside it is its twin), or ask your IT desk."
        )


class NewerStore(RhiError):
    """The store was written by a newer version of the program."""

    def __init__(self) -> None:
        super().__init__(
            "This workspace was written by a newer version of RHI Desktop. Nothing was changed. "
            "Install that version or a later one to open it."
        )


class ForeignStore(RhiError):
    """The store file is not the one that belongs to this workspace."""

    def __init__(self) -> None:
        super().__init__(
            "The store in this folder does not belong to this workspace. Nothing was changed. "
            "Put the right file back, or restore a backup."
        )


class DiskFull(RhiError):
    """There is no room left for what was to be saved."""

    def __init__(self) -> None:
        super().__init__("The disk is full. What you wrote is still on the screen: free some space, and save again.")


class DraftMissing(RhiError):
    """There is no interview being written with that id."""

    def __init__(self) -> None:
        super().__init__("This interview is not being written any more. It may have been submitted or removed.")
