"""What the shell itself asks of an open desk; the screens know the rest (`services.desk.Desk`)."""

from typing import Protocol

from rhi_desktop.services.ports import Audit


class OpenDesk(Protocol):
    """An open workspace: words to show above every screen or in their place, and the log of accesses."""

    @property
    def banner(self) -> str:
        """Shown above every screen where it is not empty."""
        ...

    @property
    def barred(self) -> str:
        """Why nothing is shown, where this laptop was taken out of its team; else empty."""
        ...

    @property
    def audit(self) -> Audit:
        """The log of accesses."""
        ...
