"""Whom a coordinator invites: somebody new, or a further device of somebody who is in the team."""

from collections.abc import Iterable

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from rhi_desktop.domain.checks import Problem
from rhi_desktop.domain.people import Role
from rhi_desktop.gui.fields import Fields
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.syncing.team import TeamMember

_SHORTEST = 16
_NO_NAME = "Please give the name, as the team will see it."
_NO_ROLE = "Please tick at least one role."
_ROLES = (
    (Role.WORKER, "Worker", "receives the cases that are given to them"),
    (Role.COORDINATOR, "Coordinator", "sees every case, allocates, reviews, invites and removes"),
    (Role.REVIEWER, "Reviewer", "sees every case and reviews interviews"),
    (Role.VIEWER, "Viewer", "sees every case and changes nothing"),
    (Role.ADMINISTRATOR, "Administrator", "invites and removes, keeps rules and questions"),
)


class InviteForm(QWidget):
    """Name and role follow from the member where it is for a further device."""

    def __init__(self) -> None:
        super().__init__()
        self.whom = _box()
        self.roles = {role: QCheckBox(f"{name}: {about}") for role, name, about in _ROLES}
        self.name = QLineEdit()
        ticks = QWidget()
        rows = QVBoxLayout(ticks)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        for one in self.roles.values():
            rows.addWidget(one)
        self._members: dict[str, TeamMember] = {}
        self._fields = Fields()
        self._fields.add("whom", "Who is invited", self.whom)
        self._fields.add("name", "Name", self.name)
        self._fields.add("role", "Roles", ticks)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[2])
        column.addWidget(label("An invitation works once. You compare a code with whoever uses it."))
        column.addWidget(self._fields)
        self.whom.currentIndexChanged.connect(self._turn)

    def show_members(self, members: Iterable[TeamMember]) -> None:
        """Begin afresh, for a team of these members."""
        self._members = {one.member: one for one in members}
        self.name.clear()
        self.tick(Role.WORKER)
        self.whom.clear()
        self.whom.addItem("Somebody new", "")
        for one in self._members.values():
            self.whom.addItem(f"A further device of {one.name}", one.member)
        self._fields.tell(())

    def invited(self) -> tuple[str, Role, str]:
        """Return name, role, and the member whose further device it is."""
        member = self._members.get(str(self.whom.currentData() or ""))
        if member is not None:
            return member.name, member.role, member.member
        chosen = Role(0)
        for role, one in self.roles.items():
            chosen |= role if one.isChecked() else Role(0)
        return self.name.text().strip(), chosen, ""

    def tick(self, roles: Role) -> None:
        """Choose roles."""
        for role, one in self.roles.items():
            one.setChecked(role in roles)

    def wrong(self) -> QWidget | None:
        """Ask for a name and a role; return the field then."""
        name, roles, _ = self.invited()
        missing = [] if name else [Problem("name", _NO_NAME)]
        return self._fields.tell([*missing, *([] if roles else [Problem("role", _NO_ROLE)])])

    def _turn(self) -> None:
        member = self._members.get(str(self.whom.currentData() or ""))
        for field in (self.name, *self.roles.values()):
            field.setEnabled(member is None)
        if member is not None:
            self.name.setText(member.name)
            self.tick(member.role)
        elif not self.name.isModified():
            self.name.clear()


def _box() -> QComboBox:
    made = QComboBox()
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(_SHORTEST)
    return made
