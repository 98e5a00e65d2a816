"""What the windows of access are made from."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from rhi_desktop.gui.access.gate import Gate
from rhi_desktop.gui.forms import Forms
from rhi_desktop.gui.jobs import Jobs

if TYPE_CHECKING:
    from rhi_desktop.services.ports import RecoverySheet


@dataclass(frozen=True, slots=True)
class SheetMaking:
    """How a sheet becomes a PDF, and how that reaches a file or a printer. `pdf` and `write` are slow calls."""

    pdf: "Callable[[RecoverySheet], bytes]"
    write: Callable[[Path, bytes], None]
    print: Callable[[QWidget, bytes], bool]


@dataclass(frozen=True, slots=True)
class AccessParts:
    """`choose(n)` draws a number below n; `hint` is shown at the prompt, such as a practice passphrase."""

    forms: Forms
    gate: Gate
    jobs: Jobs
    sheet: SheetMaking
    clock: Callable[[], datetime]
    choose: Callable[[int], int]
    hint: str = ""
