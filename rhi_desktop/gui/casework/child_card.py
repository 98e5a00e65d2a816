"""What is known of a child, on top of their case."""

from collections.abc import Callable, Iterable
from datetime import datetime

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from rhi_desktop.domain.care import care_facts
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.code_lists import CodeLists
from rhi_desktop.domain.episode import CareStatus
from rhi_desktop.gui.cards import Line, button, card
from rhi_desktop.gui.casework.wording import child_words, recorded_words, status_words
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.casework import Case


class ChildCard(QWidget):
    """The child's facts and alerts. An address that is not to be disclosed is shown only to whoever asks."""

    def __init__(
        self,
        case: Case,
        now: datetime,
        lists: CodeLists,
        buttons: Iterable[QPushButton],
        asked: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._asked = asked
        self._address = _address(case.child.value)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE[1])
        self._shown = label("", "notice")
        self._shown.hide()
        acts = list(buttons)
        if self._address and case.child.value.address_withheld:
            self._show = button("Show address", "quiet", self._tell, named="Show the address, which is kept back")
            acts.append(self._show)
        self._column.addWidget(card(_lines(case, now, lists), acts))
        self._column.addWidget(self._shown)

    def _tell(self) -> None:
        shown = not self._shown.isVisible()
        self._shown.setText(f"Address, not to be disclosed: {self._address}" if shown else "")
        self._shown.setVisible(shown)
        self._show.setText("Hide address" if shown else "Show address")
        if shown:
            self._asked()


def _lines(case: Case, now: datetime, lists: CodeLists) -> list[Line]:
    child = case.child.value
    status = next((one.value.status for one in case.episodes if one.value.status != CareStatus()), CareStatus())
    who, numbers, people = child_words(child, now, lists)
    lines: list[Line] = [(child.name, "title"), (who, "muted")]
    lines += [(alert, "chip:urgent") for alert in child.alerts]
    lines += [(fact, "chip:info") for fact in care_facts(child, status)]
    lines += [(child.needs, "body"), (numbers, "muted"), (people, "muted")]
    if not child.address_withheld:
        lines.append((_address(child), "muted"))
    last = status_words(status, lists)
    lines.append((f"At the last episode: {last}" if last else "", "muted"))
    lines.append((recorded_words(case.child.revisions, case.child.at), "caption"))
    return lines


def _address(child: Child) -> str:
    return ", ".join(one for one in (child.address, child.postcode) if one)
