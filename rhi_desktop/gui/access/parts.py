"""What the windows of access are made from."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from rhi_desktop.gui.access.gate import Gate
from rhi_desktop.gui.access.sheet_making import SheetMaking
from rhi_desktop.gui.forms import Forms
from rhi_desktop.gui.jobs import Jobs


class AccessParts(NamedTuple):
    """`choose(n)` draws a number below n; `hint` is shown at the prompt, such as a practice passphrase."""

    forms: Forms
    gate: Gate
    jobs: Jobs
    sheet: SheetMaking
    clock: Callable[[], datetime]
    choose: Callable[[int], int]
    hint: str = ""
