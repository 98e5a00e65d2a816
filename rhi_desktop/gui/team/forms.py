"""The forms by which a laptop comes into a team: with an invitation, as its first one, or with the recovery sheet."""

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from rhi_desktop.domain.checks import Problem
from rhi_desktop.gui.fields import Fields
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.theme import SPACE

_HIGH = 96
_JOIN = "Your coordinator sends you an invitation: one long line. Copy it whole, and paste it here."
_FOUND = (
    "Your IT desk runs the hub and gives you its address and a code that works once. You become the first "
    "coordinator. Nobody who runs the hub can read what the team sends."
)
_RECOVER = (
    "With the sheet a coordinator comes back when every coordinator’s laptop is lost. What you type here stands on it."
)
_NO_INVITATION = "Please paste the invitation."
_NO_HUB = "Please give the address of the hub, such as https://hub.example.org."
_NO_CODE = "Please give the code."
_NO_ORGANISATION = "Please give the organisation as it stands on the sheet."


class JoinForm(QWidget):
    """Takes an invitation."""

    def __init__(self) -> None:
        super().__init__()
        self.invitation = QPlainTextEdit(tabChangesFocus=True)
        self.invitation.setFixedHeight(_HIGH)
        self.invitation.setPlaceholderText("rhi-join:…")
        self._fields = Fields()
        self._fields.add("invitation", "Invitation", self.invitation)
        _lay_out(self, _JOIN, self._fields)

    def clear(self) -> None:
        """Begin afresh."""
        self.invitation.clear()
        self._fields.tell(())

    def text(self) -> str:
        """Return the invitation without the spaces around it."""
        return self.invitation.toPlainText().strip()

    def wrong(self) -> QWidget | None:
        """Ask for what is missing; return the field then."""
        return self._fields.tell([] if self.text() else [Problem("invitation", _NO_INVITATION)])


class HubForm(QWidget):
    """Takes the address of a hub and a code; with the recovery sheet, the organisation as well."""

    def __init__(self, *, recovers: bool) -> None:
        super().__init__()
        self._recovers = recovers
        self.hub = QLineEdit(placeholderText="https://")
        self.organisation, self.code = QLineEdit(), QLineEdit()
        self._fields = Fields()
        self._fields.add("hub", "Address of the hub", self.hub)
        if recovers:
            self._fields.add("organisation", "Organisation", self.organisation)
        self._fields.add("code", "Code on the sheet" if recovers else "Code from your IT desk", self.code)
        _lay_out(self, _RECOVER if recovers else _FOUND, self._fields)

    def clear(self) -> None:
        """Begin afresh."""
        for field in (self.hub, self.organisation, self.code):
            field.clear()
        self._fields.tell(())

    def typed(self) -> tuple[str, str, str]:
        """Return hub, organisation and code."""
        return self.hub.text().strip(), self.organisation.text().strip(), self.code.text().strip()

    def wrong(self) -> QWidget | None:
        """Ask for what is missing; return the first field then."""
        hub, organisation, code = self.typed()
        wanted = [("hub", hub, _NO_HUB), ("code", code, _NO_CODE)]
        if self._recovers:
            wanted.insert(1, ("organisation", organisation, _NO_ORGANISATION))
        return self._fields.tell([Problem(name, words) for name, given, words in wanted if not given])


def _lay_out(form: QWidget, about: str, fields: Fields) -> None:
    column = QVBoxLayout(form)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE[2])
    column.addWidget(label(about))
    column.addWidget(fields)
