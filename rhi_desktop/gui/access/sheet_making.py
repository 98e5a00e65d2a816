"""How a recovery sheet becomes a PDF, and how that reaches a file or a printer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from rhi_desktop.services.ports import RecoverySheet


class SheetMaking:
    """`pdf` and `write` are slow: call them as background jobs. `print` asks for a printer."""

    def __init__(self, pdf: Callable[[RecoverySheet], bytes], write: Callable[[Path, bytes], None]) -> None:
        self.pdf = pdf
        self.write = write

    def print(self, parent: QWidget, pdf: bytes) -> bool:
        """Print the PDF where the person says; return whether it was sent."""
        from rhi_desktop.gui.printing import print_pdf

        return print_pdf(parent, pdf)
