"""To whom a referral is given: whoever takes work in the team, with the work that they have already."""

from collections.abc import Iterable

from PySide6.QtWidgets import QButtonGroup, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from rhi_desktop.domain.checks import Problem
from rhi_desktop.domain.counted import counted
from rhi_desktop.gui.fields import Fields
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.syncing.team import TeamMember

_NOBODY = "Please choose somebody."
_NO_REASON = "Please say why the referral is given to somebody else."
_TAKEN = "It is taken from {name}: their laptop lets go of the case when it next reaches the hub."
_RECEIVES = "Their laptop receives the referral with the child’s history when it next reaches the hub."


class GiveForm(QWidget):
    """A choice among members; a reason where the referral is taken from somebody."""

    def __init__(self) -> None:
        super().__init__()
        self.choices: dict[str, QRadioButton] = {}
        self._group = QButtonGroup(self)
        self._from = ""
        self._nobody, self._taken = label(_NOBODY, "error"), label("", "notice")
        self.reason = QLineEdit()
        self._fields = Fields()
        self._fields.add("reason", "Reason", self.reason)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[1])
        column.addWidget(label(_RECEIVES, "muted"))
        column.addWidget(self._taken)
        column.addWidget(self._nobody)
        column.addLayout(self._list)
        column.addWidget(self._fields)

    def show_members(self, members: Iterable[TeamMember], worker: str, own: str) -> None:
        """Offer everybody who takes work, but for `worker`, who has the referral now; from `own` nothing is taken."""
        every = {one.member: one for one in members}
        for old in self.choices.values():
            self._group.removeButton(old)
            self._list.removeWidget(old)
            old.setParent(None)
        self.choices = {}
        for one in every.values():
            if one.takes_work and one.member != worker:
                choice = QRadioButton(f"{one.name}\n{counted(one.open_cases, 'open case')}")
                choice.setAccessibleName(f"{one.name}, {counted(one.open_cases, 'open case')}")
                self._group.addButton(choice)
                self._list.addWidget(choice)
                self.choices[one.member] = choice
        self._from = worker if worker != own else ""
        held = every.get(worker)
        self._taken.setText(_TAKEN.format(name=held.name if held is not None else "somebody"))
        self.reason.clear()
        self._fields.tell(())
        for widget, shown in ((self._taken, bool(self._from)), (self._fields, bool(self._from)), (self._nobody, False)):
            widget.setVisible(shown)

    def chosen(self) -> str:
        """Return the id of the member who was chosen, empty where nobody was."""
        return next((member for member, choice in self.choices.items() if choice.isChecked()), "")

    def why(self) -> str:
        """Return the reason that was given."""
        return self.reason.text().strip()

    def wrong(self) -> QWidget | None:
        """Ask for what is missing; return the first field then."""
        self._nobody.setVisible(not self.chosen())
        missing = bool(self._from) and not self.why()
        reason = self._fields.tell([Problem("reason", _NO_REASON)] if missing else [])
        return next(iter(self.choices.values()), self.reason) if not self.chosen() else reason
