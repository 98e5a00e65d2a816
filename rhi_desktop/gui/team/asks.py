"""What can be asked for on the screen of the team."""

from PySide6.QtCore import QObject, Signal


class Asks(QObject):
    """One signal for each button. What it is about comes with it."""

    join = Signal()
    found = Signal()
    recover = Signal()
    exchange = Signal()
    invite = Signal()
    conflicts = Signal()
    approved = Signal(object)
    declined = Signal(object)
    removed = Signal(object, object)
    retried = Signal(int)
    withdrawn = Signal(int)
    taken_in = Signal(str)
    left_out = Signal(object)
    dismissed = Signal(str)
